"""The command that matches articles to the items of a directive: lines of JSON in, lines of JSON out."""

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from lantoa.apps.directives.tests.directive_texts import EXAMPLE, NO_DIRECTIVE, OTHER, WITHOUT_ITEMS

ONLINE = {
    "id": "a1",
    "title": "Nộp hồ sơ trực tuyến tại nhà",
    "text": "Người dân nộp hồ sơ bằng dịch vụ công trực tuyến toàn trình, trả phí trực tuyến, nhận kết quả tại nhà.",
}
WEATHER = {"id": "a2", "title": "Mưa to", "text": "Chiều nay mưa to ở vùng núi, bà con thu hoạch xong cà phê chín."}


def _run(monkeypatch: pytest.MonkeyPatch, file: Path, stdin: bytes) -> tuple[list[dict[str, Any]], str, int]:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
    out, err = io.StringIO(), io.StringIO()
    status = 0
    try:
        call_command("match_themes", "--directive", str(file), stdout=out, stderr=err)
    except SystemExit as ended:
        status = int(ended.code or 0)
    return [json.loads(line) for line in out.getvalue().splitlines()], err.getvalue(), status


def _lines(*rows: dict[str, Any]) -> bytes:
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()


def _file(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "van-ban.txt"
    file.write_text(text, encoding="utf-8")
    return file


class TestMatchThemesCommand:
    def test_prints_the_themes_of_each_line_in_its_order(self, monkeypatch: pytest.MonkeyPatch) -> None:
        found, err, status = _run(monkeypatch, EXAMPLE, _lines(WEATHER, ONLINE))
        assert (err, status) == ("", 0)
        assert [list(row) for row in found] == [["id", "themes"]] * 2
        assert [row["id"] for row in found] == ["a2", "a1"]
        assert found[0]["themes"] == []
        themes = found[1]["themes"]
        assert {tuple(theme) for theme in themes} == {("code", "score", "phrases")}
        assert {theme["code"] for theme in themes} <= {f"T{number}" for number in range(1, 9)}
        assert {theme["code"] for theme in themes} & {"T7", "T8"}
        assert [theme["score"] for theme in themes] == sorted((theme["score"] for theme in themes), reverse=True)
        assert all(0.5 <= theme["score"] <= 1 and theme["phrases"] for theme in themes)

    def test_takes_its_codes_from_the_directive_that_is_given(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        found, _, status = _run(monkeypatch, _file(tmp_path, OTHER), _lines(ONLINE))
        assert status == 0
        assert [theme["code"] for theme in found[0]["themes"]] == ["T1"]

    def test_takes_a_line_without_title_or_text(self, monkeypatch: pytest.MonkeyPatch) -> None:
        found, _, status = _run(monkeypatch, EXAMPLE, _lines({"id": 5}, {"id": 6, "title": None, "text": ""}))
        assert (found, status) == ([{"id": 5, "themes": []}, {"id": 6, "themes": []}], 0)

    def test_prints_nothing_for_nothing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        assert _run(monkeypatch, EXAMPLE, b"\n\n") == ([], "", 0)

    @pytest.mark.parametrize(
        ("line", "message"),
        [
            (b"khong phai JSON", "Dòng 2: không phải JSON"),
            (b'{"title": "x"}', "Dòng 2: cần một đối tượng có “id”"),
            (b'{"id": 2, "title": 7}', "Bài 2: “title” phải là chữ"),
            (b'{"id": "\xff"}', "Dòng 2: không phải JSON mã hóa UTF-8"),
        ],
    )
    def test_ends_with_2_and_one_line_on_a_bad_line(
        self, monkeypatch: pytest.MonkeyPatch, line: bytes, message: str
    ) -> None:
        found, err, status = _run(monkeypatch, EXAMPLE, _lines(WEATHER) + b"\n" + line)
        assert (found, status) == ([{"id": "a2", "themes": []}], 2)
        assert err.startswith(message)
        assert len(err.splitlines()) == 1

    @pytest.mark.parametrize("text", [NO_DIRECTIVE, WITHOUT_ITEMS, "", "\x00"])
    def test_ends_with_2_and_one_line_on_an_unusable_directive(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: str
    ) -> None:
        found, err, status = _run(monkeypatch, _file(tmp_path, text), _lines(ONLINE))
        assert (found, status, len(err.splitlines())) == ([], 2, 1)

    def test_ends_with_2_where_there_is_no_directive(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        _, err, status = _run(monkeypatch, tmp_path / "khong-co.txt", b"")
        assert (status, "kiểm tra lại đường dẫn và quyền đọc" in err) == (2, True)

    def test_refuses_to_run_without_a_directive(self) -> None:
        with pytest.raises(CommandError, match="--directive"):
            call_command("match_themes")
