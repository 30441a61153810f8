import hashlib
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client

from lantoa.apps.harvest.models import Article, Page
from lantoa.portal.tests.conftest import Province
from lantoa.portal.tests.factories import EvidenceFactory, PageFactory, kept_article


@pytest.fixture
def kept(province: Province, settings: LazySettings, tmp_path: Path) -> Article:
    settings.EVIDENCE_DIR = tmp_path
    return kept_article(b"<html><script>alert(1)</script></html>", source=province.source)


def _page(client: Client, article: Article) -> str:
    response = client.get(f"/minh-chung/{article.evidence.pk}/")
    assert response.status_code == 200
    return response.content.decode()


class TestEvidence:
    def test_says_that_the_record_is_whole(self, client: Client, kept: Article) -> None:
        page = _page(client, kept)
        assert "Bản lưu còn nguyên vẹn" in page
        assert kept.evidence.record_sha256 in page
        assert kept.evidence.payload_sha256 in page
        assert kept.page.url in page
        assert "không ai sửa tệp" in page

    def test_shows_nothing_of_the_foreign_page(self, client: Client, kept: Article) -> None:
        assert "alert(1)" not in _page(client, kept)

    def test_says_that_the_record_was_changed(self, client: Client, kept: Article, tmp_path: Path) -> None:
        file = tmp_path / kept.evidence.file
        file.write_bytes(file.read_bytes() + b"x")
        page = _page(client, kept)
        assert "Bản lưu không còn đúng như khi lưu" in page
        assert "không ai sửa tệp" not in page

    def test_says_that_the_file_was_lost(self, client: Client, kept: Article, tmp_path: Path) -> None:
        (tmp_path / kept.evidence.file).unlink()
        page = _page(client, kept)
        assert "Không tìm thấy bản lưu" in page
        assert "Tải tệp minh chứng" not in page
        assert client.get(f"/minh-chung/{kept.evidence.pk}/ban-ghi.warc.gz").status_code == 404

    def test_gives_the_file_as_it_is_to_be_saved(self, client: Client, kept: Article) -> None:
        response = client.get(f"/minh-chung/{kept.evidence.pk}/ban-ghi.warc.gz")
        assert hashlib.sha256(response.content).hexdigest() == kept.evidence.record_sha256
        assert response.headers["Content-Disposition"].startswith("attachment")
        assert response.headers["Content-Type"] == "application/gzip"
        assert response.headers["X-Content-Type-Options"] == "nosniff"

    def test_keeps_pages_in_quarantine_to_the_staff(self, client: Client, kept: Article) -> None:
        hidden = EvidenceFactory(page=PageFactory(source=kept.source, state=Page.State.QUARANTINED))
        assert client.get(f"/minh-chung/{hidden.pk}/").status_code == 404
        assert client.get(f"/minh-chung/{hidden.pk}/ban-ghi.warc.gz").status_code == 404
