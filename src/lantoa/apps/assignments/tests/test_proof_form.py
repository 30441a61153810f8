"""What a person hands in as a proof: one thing at a time, kept as typed."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from lantoa.apps.assignments.forms.proof import ProofForm
from lantoa.apps.base import guard

KEY = "k" * 22


def _form(files: dict[str, Any] | None = None, **data: str) -> ProofForm:
    return ProofForm({"key": KEY, **data}, files or {})


def _file(name: str = "anh.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"\xff\xd8\xff anh", "image/jpeg")


class TestProofForm:
    def test_takes_a_pasted_link_with_words_around_it(self) -> None:
        form = _form(link="Xem bài hailang.quangtri.gov.vn/tin/1.", note=" Bài ngày 5/6 ")
        assert form.is_valid()
        assert (form.handed_in.url, form.handed_in.note) == ("https://hailang.quangtri.gov.vn/tin/1", "Bài ngày 5/6")

    def test_takes_a_photo_from_camera_or_gallery(self) -> None:
        for field in ("camera", "photo"):
            form = _form({field: _file()})
            assert form.is_valid()
            assert form.handed_in.photo.startswith(b"\xff\xd8\xff")

    def test_makes_a_key_of_its_own(self) -> None:
        first, second = ProofForm(), ProofForm()
        assert first.initial["key"] != second.initial["key"]
        assert ProofForm({"key": first.initial["key"], "link": "quangtri.gov.vn"}).is_valid()

    def test_asks_for_something(self) -> None:
        form = _form(note="đã làm")
        assert not form.is_valid()
        assert "Hãy dán liên kết bài đã đăng" in str(form.non_field_errors())
        assert "đã làm" in str(form["note"])

    def test_asks_for_one_thing_at_a_time(self) -> None:
        form = _form({"photo": _file()}, link="quangtri.gov.vn")
        assert not form.is_valid()
        assert "Mỗi lần gửi một thứ" in str(form.non_field_errors())

    def test_says_what_is_wrong_with_a_link_and_keeps_it(self) -> None:
        form = _form(link="http://192.168.1.5/tin")
        assert not form.is_valid()
        assert "mạng nội bộ" in str(form["link"].errors)
        assert "192.168.1.5" in str(form["link"])

    def test_refuses_a_key_that_was_tampered_with(self) -> None:
        assert "key" in ProofForm({"key": "1; drop", "link": "quangtri.gov.vn"}).errors

    def test_refuses_a_photo_above_the_limit_unread(self, monkeypatch: Any) -> None:
        monkeypatch.setattr("lantoa.apps.assignments.forms.proof.MAX_BYTES", 4)
        assert guard.MAX_BYTES > 4
        form = _form({"photo": _file()})
        assert not form.is_valid()
        assert "hãy chụp lại" in str(form.non_field_errors())
