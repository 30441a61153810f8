import io
import sys

import pytest
from django.core.management import call_command


def said(monkeypatch: pytest.MonkeyPatch, text: str, *options: str) -> tuple[str, str]:
    """What the command prints for the lines on its input: standard output, standard error."""
    out, err = io.StringIO(), io.StringIO()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8"))
    call_command("speak", *options, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


class TestSpeak:
    def test_prints_one_line_for_each_line_read(self, monkeypatch: pytest.MonkeyPatch) -> None:
        out, err = said(monkeypatch, "Đạt 88,37 điểm\n\nHạng 41/63")

        assert out == "Đạt tám mươi tám phẩy ba mươi bảy điểm\n\nHạng bốn mươi mốt trên sáu mươi ba\n"
        assert err == ""

    def test_tells_what_it_does_not_know_on_standard_error(self, monkeypatch: pytest.MonkeyPatch) -> None:
        out, err = said(monkeypatch, "Một\nHội nghị của BXYZ\n")

        assert out == "Một\nHội nghị của BXYZ\n"
        assert err == "Dòng 2: “BXYZ”: chữ viết tắt chưa có trong từ điển.\n"

    def test_follows_the_style_of_the_house(self, monkeypatch: pytest.MonkeyPatch) -> None:
        style = ("--thousand", "ngàn", "--zero-tens", "lẻ", "--early-day", "ngày", "--four", "bốn", "--billion", "tỉ")

        out, _ = said(monkeypatch, "1.005 hộ, ngày 5/3, 24 tỷ đồng, 3.000.000.024", *style)

        assert out == (
            "một ngàn không trăm lẻ năm hộ, ngày năm tháng ba, hai mươi bốn tỷ đồng, ba tỉ không trăm hai mươi bốn\n"
        )

    def test_reads_on_after_what_is_no_utf_8_and_ends_with_an_error(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"a\xff 2\n3 em"), encoding="utf-8"))
        out, err = io.StringIO(), io.StringIO()

        with pytest.raises(SystemExit) as ended:
            call_command("speak", stdout=out, stderr=err)

        assert ended.value.code == 2
        assert out.getvalue() == "a hai\nba em\n"
        assert err.getvalue() == "Dòng 1: có chỗ không phải chữ UTF-8, chỗ ấy không đọc.\n"
