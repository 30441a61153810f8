"""Forms above the limit are refused before they are stored."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from lantoa.apps.base import uploads


@pytest.mark.django_db
class TestCappedUploads:
    def _post(self, size: int) -> tuple[int, str]:
        file = SimpleUploadedFile("anh.jpg", b"\xff" * size)
        client = Client(enforce_csrf_checks=True)
        client.cookies["csrftoken"] = "a" * 32  # without it the form is not even read
        response = client.post("/nhan-viec/gia/viec/1/nop/", {"photo": file})
        return response.status_code, response.content.decode()

    def test_say_what_to_do_when_a_form_is_too_large(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(uploads, "MAX_REQUEST_BYTES", 1000)
        status, text = self._post(1000)
        assert status == 400
        assert "nhỏ hơn 20 MB" in text

    def test_let_the_others_through_to_the_check_against_forgery(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(uploads, "MAX_REQUEST_BYTES", 3000)
        assert self._post(1000)[0] == 403
