"""The command that takes the article out of a saved page."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from lantoa.apps.harvest.tests.local_sites import article_page, story

BASE = "https://so-thu.example"


def _run(file: Path, url: str = f"{BASE}/bai.html") -> tuple[str, str, int]:
    out, err = io.StringIO(), io.StringIO()
    status = 0
    try:
        call_command("extract_article", str(file), "--url", url, stdout=out, stderr=err)
    except SystemExit as ended:
        status = int(ended.code or 0)
    return out.getvalue(), err.getvalue(), status


class TestExtractArticleCommand:
    def test_prints_the_six_facts_on_one_line(self, tmp_path: Path) -> None:
        file, one = tmp_path / "bai.html", story(3)
        file.write_bytes(article_page(one, BASE).content)
        out, err, status = _run(file, f"{BASE}{one.path}?utm_source=zalo")
        assert (err, status, out.count("\n")) == ("", 0, 1)
        found = json.loads(out)
        assert list(found) == ["title", "text", "published_at", "author", "section", "url"]
        assert found == {
            "title": one.title,
            "text": one.text,
            "published_at": "2023-05-10",
            "author": None,
            "section": None,
            "url": f"{BASE}{one.path}",
        }
        assert one.title in out, "Vietnamese letters are written as they are"

    @pytest.mark.parametrize("content", [b"", b"<html><body><h1>404 Not Found</h1></body></html>", b"%PDF-1.4"])
    def test_ends_with_2_and_one_line_where_there_is_no_article(self, tmp_path: Path, content: bytes) -> None:
        file = tmp_path / "trang.html"
        file.write_bytes(content)
        out, err, status = _run(file)
        assert (out, status) == ("", 2)
        assert err.startswith(f"{file}: ")
        assert len(err.splitlines()) == 1

    @pytest.mark.parametrize("name", ["khong-co.html", "."])
    def test_ends_with_2_where_there_is_no_file(self, tmp_path: Path, name: str) -> None:
        out, err, status = _run(tmp_path / name)
        assert (out, status) == ("", 2)
        assert "kiểm tra lại đường dẫn và quyền đọc" in err

    def test_refuses_to_run_without_the_address(self, tmp_path: Path) -> None:
        with pytest.raises(CommandError, match="--url"):
            call_command("extract_article", str(tmp_path / "bai.html"))
