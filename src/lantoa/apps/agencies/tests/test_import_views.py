"""The register from a workbook, page by page."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from conftest import Cast
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from lantoa.apps.agencies.models import Agency, RegisterImport

UPLOAD = "/quan-tri/danh-ba/nhap/"
HEAD = "Mã,Tên đầy đủ,Loại\n"


@pytest.fixture(autouse=True)
def _children_find_the_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(settings.ROOT) / "src"))


@pytest.fixture
def officer(cast: Cast, client: Client) -> Client:
    client.force_login(cast.programme_officer)
    return client


def _uploaded(client: Client, text: str) -> RegisterImport:
    file = SimpleUploadedFile("danh-ba.csv", text.encode())
    response = client.post(UPLOAD, {"file": file})
    kept = RegisterImport.objects.latest("pk")
    assert response.headers["Location"] == f"{UPLOAD}{kept.pk}/"
    return kept


def _plan(client: Client, kept: RegisterImport) -> str:
    found = re.search(r'name="plan" value="(\w+)"', client.get(f"{UPLOAD}{kept.pk}/").content.decode())
    assert found
    return found[1]


class TestUpload:
    @pytest.mark.parametrize(
        ("content", "words"), [(b"", "trống"), (b"PK\x03\x04x", "bị hỏng"), (b"Luong\n1\n", "không phải bảng nào")]
    )
    def test_says_what_is_wrong_with_a_file(self, officer: Client, content: bytes, words: str) -> None:
        response = officer.post(UPLOAD, {"file": SimpleUploadedFile("a.xlsx", content)})
        assert (response.status_code, words in response.content.decode()) == (422, True)
        assert not RegisterImport.objects.exists()

    def test_asks_for_a_file(self, officer: Client) -> None:
        assert "Hãy chọn một tệp" in officer.post(UPLOAD).content.decode()

    @pytest.mark.parametrize("name", ["leader", "editor", "focal_officer", "stranger"])
    def test_is_for_those_who_keep_the_register(self, cast: Cast, client: Client, name: str) -> None:
        client.force_login(getattr(cast, name))
        file = SimpleUploadedFile("a.csv", HEAD.encode())
        for answer in (client.post(UPLOAD, {"file": file}), client.get("/quan-tri/danh-ba/danh-ba.xlsx")):
            assert answer.headers["Location"] == "/quan-tri/"
        assert not RegisterImport.objects.exists()


class TestPreview:
    def test_shows_new_changed_and_wrong_rows_and_changes_nothing(self, officer: Client) -> None:
        kept = _uploaded(officer, HEAD + "so-y-te,Sở Y tế tỉnh,Sở và tương đương\nso-a,Sở A,Cục\n")
        page = officer.get(f"{UPLOAD}{kept.pk}/").content.decode()
        for words in ("<del>Sở Y tế</del>", "<ins>Sở Y tế tỉnh</ins>", "Lỗi phải sửa", "hãy chọn một trong"):
            assert words in page
        assert 'name="plan"' not in page
        assert Agency.objects.get(slug="so-y-te").name == "Sở Y tế"

    def test_says_so_when_the_file_changes_nothing(self, officer: Client) -> None:
        kept = _uploaded(officer, HEAD + "so-y-te,Sở Y tế,Sở và tương đương\n")
        assert "không có gì để nhập" in officer.get(f"{UPLOAD}{kept.pk}/").content.decode()

    def test_says_so_when_it_has_expired(self, officer: Client) -> None:
        kept = _uploaded(officer, HEAD + "so-a,Sở A,Sở và tương đương\n")
        RegisterImport.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
        assert "quá hạn" in officer.get(f"{UPLOAD}{kept.pk}/").content.decode()


class TestApply:
    def test_applies_what_was_looked_at(self, officer: Client) -> None:
        kept = _uploaded(officer, HEAD + "so-a,Sở A,Sở và tương đương\n")
        page = officer.post(f"{UPLOAD}{kept.pk}/ap-dung/", {"plan": _plan(officer, kept)}, follow=True)
        assert "1 dòng mới, 0 dòng thay đổi" in page.content.decode()
        assert Agency.objects.filter(slug="so-a").exists()
        assert "đã được nhập" in officer.get(f"{UPLOAD}{kept.pk}/").content.decode()
        assert "danh-ba.csv" in officer.get(UPLOAD).content.decode()

    def test_shows_the_comparison_anew_when_the_register_has_changed(self, officer: Client) -> None:
        kept = _uploaded(officer, HEAD + "so-y-te,Sở Y tế tỉnh,Sở và tương đương\n")
        plan = _plan(officer, kept)
        Agency.objects.filter(slug="so-y-te").update(name="Sở Y tế và Dân số")
        page = officer.post(f"{UPLOAD}{kept.pk}/ap-dung/", {"plan": plan}, follow=True).content.decode()
        assert "hãy xem lại rồi nhập" in page
        assert "<del>Sở Y tế và Dân số</del>" in page


class TestDownload:
    @pytest.mark.parametrize("name", ["danh-ba.xlsx", "mau-danh-ba.xlsx"])
    def test_gives_a_workbook_that_can_be_uploaded_again(self, officer: Client, name: str) -> None:
        response = officer.get(f"/quan-tri/danh-ba/{name}")
        assert "attachment" in response.headers["Content-Disposition"]
        officer.post(UPLOAD, {"file": SimpleUploadedFile(name, response.content)})
        kept = RegisterImport.objects.get()
        assert "không có gì để nhập" in officer.get(f"{UPLOAD}{kept.pk}/").content.decode()
