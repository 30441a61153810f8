"""The command that finds re-posts: lines of JSON in, lines of JSON out."""

import io
import json
import sys
from typing import Any

import pytest
from django.core.management import call_command

TEXT = (
    "Chiều 12/9, UBND huyện họp đánh giá công tác cải cách hành chính, giao mỗi phòng một việc và hẹn ngày xong. "
    "Tỷ lệ hồ sơ trước hạn đạt 97 phần trăm, tăng so với cùng kỳ năm trước."
)


def _run(monkeypatch: pytest.MonkeyPatch, stdin: bytes) -> tuple[list[dict[str, Any]], str, int]:
    """Return the objects printed, what stderr said, and the exit status."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
    out, err = io.StringIO(), io.StringIO()
    status = 0
    try:
        call_command("find_reposts", stdout=out, stderr=err)
    except SystemExit as ended:
        status = int(ended.code or 0)
    return [json.loads(line) for line in out.getvalue().splitlines()], err.getvalue(), status


def _lines(*rows: dict[str, Any]) -> bytes:
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()


class TestFindRepostsCommand:
    def test_prints_id_group_and_original_for_each_line_in_its_order(self, monkeypatch: pytest.MonkeyPatch) -> None:
        stdin = _lines(
            {"id": "b", "title": "Họp cải cách", "text": TEXT + " (Theo Báo Quảng Trị)"},
            {"id": "c", "title": "Tin ngắn", "text": "Thông xe cầu mới vào sáng thứ Bảy."},
            {"id": "a", "title": "Huyện họp", "text": TEXT},
        )
        found, err, status = _run(monkeypatch, stdin)
        assert [list(row) for row in found] == [["id", "group", "original"]] * 3
        assert [(row["id"], row["original"]) for row in found] == [("b", "a"), ("c", "c"), ("a", "a")]
        assert found[0]["group"] == found[2]["group"] != found[1]["group"]
        assert (err, status) == ("", 0)

    def test_gives_an_id_back_as_it_came(self, monkeypatch: pytest.MonkeyPatch) -> None:
        found, _, _ = _run(monkeypatch, _lines({"id": 7, "title": "", "text": TEXT}, {"id": 9, "text": TEXT}))
        assert [(row["id"], row["original"]) for row in found] == [(7, 7), (9, 7)]

    def test_takes_the_earliest_day_that_is_given(self, monkeypatch: pytest.MonkeyPatch) -> None:
        rows = [{"id": day, "text": TEXT, "published_at": f"2023-09-{day}"} for day in (14, 12, 13)]
        found, _, _ = _run(monkeypatch, _lines(*rows))
        assert {row["original"] for row in found} == {12}

    def test_prints_nothing_for_nothing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        assert _run(monkeypatch, b"\n") == ([], "", 0)

    @pytest.mark.parametrize(
        ("line", "message"),
        [(b"{", "Dòng 2: không phải JSON"), (b"[]", "Dòng 2: cần"), (b'{"id": 2, "text": 5}', "Bài 2: “text”")],
    )
    def test_ends_with_2_and_one_line_on_a_bad_line(
        self, monkeypatch: pytest.MonkeyPatch, line: bytes, message: str
    ) -> None:
        found, err, status = _run(monkeypatch, b'{"id": 1, "text": "a"}\n' + line)
        assert (found, status) == ([], 2)
        assert err.startswith(message)
        assert len(err.splitlines()) == 1
