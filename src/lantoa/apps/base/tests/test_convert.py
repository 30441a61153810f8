import ctypes
import io
import os
import re
import shutil
import time
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from lantoa.apps.base.convert import (
    ConversionFailed,
    PdfFailed,
    docx_to_pdf,
    make_pdf,
    svg_to_png,
    typst_to_pdf,
)
from lantoa.core.charts import Bar, bar_chart
from lantoa.core.layout import Figure, Paragraph, to_typst, typst_files
from lantoa.core.layout.fonts import FONT_FOLDER
from lantoa.core.layout.tests.sample import HOSTILE, hostile_report, report

PANGRAM = "ẮẰẲẴẶ ấầẩẫậ éèẻẽẹ ẾỀỂỄỆ óòỏõọ ỐỒỔỖỘ ớờởỡợ ỨỪỬỮỰ ýỳỷỹỵ íìỉĩị đĐ ăâêôơư …–“”"
CHART = bar_chart("Tin, bài", [Bar("Sở Y tế", 10), Bar("Báo Quảng Trị", 5)], width=360)


@pytest.fixture
def soffice(tmp_path, monkeypatch):
    """Puts a shell script in the place of LibreOffice; it finds its output folder in $out."""

    def install(script):
        program = tmp_path / "bin" / "soffice"
        program.parent.mkdir()
        find_folder = 'while [ "$1" != "--outdir" ]; do shift; done; out="$2"'
        program.write_text(f"#!/bin/sh\n{find_folder}\n{script}\n", encoding="utf-8")
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")

    return install


@pytest.fixture
def without_soffice(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))


def words_of(pdf):
    with pypdfium2.PdfDocument(pdf) as document:
        return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in document).split())


def page_sizes(pdf):
    with pypdfium2.PdfDocument(pdf) as document:
        return [tuple(round(side / 72 * 25.4) for side in page.get_size()) for page in document]


def families_of(pdf):
    """The font families that the characters of a PDF are set in."""
    found = set()
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            text = page.get_textpage()
            for index in range(text.count_chars()):
                name = ctypes.create_string_buffer(200)
                flags = ctypes.c_int()
                if pypdfium2.raw.FPDFText_GetFontInfo(text, index, name, 200, flags):
                    found.add(re.sub(r"^[A-Z]{6}\+|-.*$", "", name.value.decode()))
    return found - {""}


def has_ended(pid):
    """Whether the process is gone, or waits only to be collected; a signal takes a moment to arrive."""
    for _ in range(100):
        try:
            if Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").split()[2] == "Z":
                return True
        except (FileNotFoundError, ProcessLookupError):
            return True
        time.sleep(0.05)
    return False


def typst_pdf(document):
    return typst_to_pdf(to_typst(document), FONT_FOLDER, typst_files(document))


class TestTypstToPdf:
    def test_makes_every_page_of_the_report(self):
        pdf = typst_pdf(report())
        assert page_sizes(pdf) == [(210, 297), (210, 297), (297, 210), (210, 297)]
        words = words_of(pdf)
        for part in ("SỞ THÔNG TIN VÀ TRUYỀN THÔNG", "Số: 05/BC-STTTT", "Bảng 1.", "Nguyễn Hoàn", "Phụ lục II"):
            assert part in words
        assert words.count("SỐ LIỆU MINH HỌA") == 4

    def test_numbers_pages_from_the_second_and_anew_in_each_annex(self):
        long = report(blocks=(*[Paragraph("Một đoạn văn. " * 40)] * 12, *report().annexes))
        with pypdfium2.PdfDocument(typst_pdf(long)) as document:
            heads = [
                page.get_textpage().get_text_bounded(bottom=page.get_height() - 60).split("\n")[0].strip()
                for page in document
            ]
        first = "SỐ LIỆU MINH HỌA"  # no number over the mark
        assert heads == [first, "2", "3", "4", first, first]

    def test_sets_all_vietnamese_letters_in_one_family(self):
        pdf = typst_pdf(report(blocks=(Paragraph(PANGRAM),)))
        assert PANGRAM in words_of(pdf)
        assert len(families_of(pdf)) == 1

    def test_shows_hostile_text_as_text(self):
        words = words_of(typst_pdf(hostile_report()))
        assert words.replace(" ", "").count(HOSTILE.replace(" ", "")) >= 10

    def test_gives_the_same_bytes_for_the_same_document(self):
        assert typst_pdf(report()) == typst_pdf(report())

    def test_says_in_vietnamese_that_it_failed_and_keeps_the_reason_for_the_log(self):
        with pytest.raises(PdfFailed, match="Không tạo được tệp PDF") as failure:
            typst_to_pdf('#panic("hỏng")', FONT_FOLDER, {})
        assert "panicked" in failure.value.detail

    def test_reaches_no_file_outside_its_folder(self):
        with pytest.raises(PdfFailed):
            typst_to_pdf('#read("/../../../etc/hostname")', FONT_FOLDER, {})

    def test_fetches_no_package(self):
        with pytest.raises(PdfFailed):
            typst_to_pdf('#import "@preview/example:0.1.0": *', FONT_FOLDER, {}, seconds=20)

    def test_ends_a_source_that_never_ends(self):
        started = time.monotonic()
        with pytest.raises(PdfFailed):
            typst_to_pdf(
                "#let f(n) = { let i = 0; while true { i += 1; if i > 9000 { i = 0 } } }\n#f(1)",
                FONT_FOLDER,
                {},
                seconds=2,
            )
        assert time.monotonic() - started < 10

    def test_takes_only_plain_file_names(self):
        with pytest.raises(ValueError, match="not a plain file name"):
            typst_to_pdf("x", FONT_FOLDER, {"../x.png": b""})


class TestSvgToPng:
    def test_gives_a_picture_of_exactly_that_width_in_the_chart_s_shape(self):
        picture = svg_to_png(CHART.svg, width_px=720)
        height = int(re.search(r'viewBox="0 0 360 (\d+)"', CHART.svg)[1])
        assert Figure(picture, CHART.sentence).pixels == (720, height * 2)

    def test_draws_the_bars_in_the_fallback_colour_on_white(self):
        picture = Image.open(io.BytesIO(svg_to_png(CHART.svg, width_px=720))).convert("RGB")
        colours = {colour: count for count, colour in picture.getcolors(1 << 20)}
        assert max(colours, key=colours.get) == (255, 255, 255)
        assert colours[(0x0B, 0x5C, 0x7A)] > 5000

    @pytest.mark.parametrize("svg", ["", "<svg>", '<svg viewBox="0 0 10 10"><rect', "hình"])
    def test_refuses_what_is_no_picture(self, svg):
        with pytest.raises(ConversionFailed, match="biểu đồ"):
            svg_to_png(svg, width_px=100)

    @pytest.mark.parametrize("width", [0, 9000])
    def test_refuses_absurd_widths(self, width):
        with pytest.raises(ConversionFailed, match="Chiều rộng ảnh"):
            svg_to_png(CHART.svg, width_px=width)


class TestDocxToPdf:
    def test_gives_what_the_program_made(self, soffice):
        soffice('printf "%%PDF-1.6 made" > "$out/document.pdf"')
        assert docx_to_pdf(b"PK") == b"%PDF-1.6 made"

    def test_tells_the_program_nothing_of_the_service_and_no_way_to_the_network(self, soffice, monkeypatch):
        monkeypatch.setenv("DATABASE_URL", "postgres://secret")
        soffice('(printf "%%PDF-"; env) > "$out/document.pdf"')
        told = docx_to_pdf(b"PK").decode()
        assert "secret" not in told
        assert "https_proxy=http://127.0.0.1:9" in told
        assert "HOME=/" in told
        assert f"HOME={os.environ.get('HOME')}\n" not in told

    def test_limits_time_memory_and_file_size(self, soffice):
        soffice('(printf "%%PDF-"; ulimit -v; ulimit -t; ulimit -f) > "$out/document.pdf"')
        memory, seconds, blocks = docx_to_pdf(b"PK", seconds=77).removeprefix(b"%PDF-").split()
        assert (int(memory), int(seconds), int(blocks)) == (4096 * 1024, 77, 200 * 2048)

    def test_ends_a_program_out_of_time_with_all_it_started(self, soffice, tmp_path):
        pid_file = tmp_path / "pid"
        soffice(f"sleep 60 & echo $! > {pid_file}; sleep 60")
        started = time.monotonic()
        with pytest.raises(PdfFailed, match="quá thời gian"):
            docx_to_pdf(b"PK", seconds=1)
        assert time.monotonic() - started < 10
        assert has_ended(pid_file.read_text().strip())

    def test_leaves_no_folder_behind(self, soffice, tmp_path, monkeypatch):
        monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
        soffice("exit 3")
        with pytest.raises(PdfFailed):
            docx_to_pdf(b"PK")
        assert not list(tmp_path.glob("lantoa-*"))

    @pytest.mark.parametrize(
        "script", ['echo "source file could not be loaded"; exit 1', 'echo "source file"; echo x > "$out/document.pdf"']
    )
    def test_says_in_vietnamese_that_no_pdf_came_and_keeps_what_was_said(self, soffice, script):
        soffice(script)
        with pytest.raises(PdfFailed, match="không tạo được tệp PDF") as failure:
            docx_to_pdf(b"PK")
        assert "source file" in failure.value.detail

    def test_says_when_the_program_is_not_installed(self, without_soffice):
        with pytest.raises(PdfFailed, match="chưa cài LibreOffice"):
            docx_to_pdf(b"PK")


class TestMakePdf:
    def test_makes_the_report_with_what_this_machine_has(self):
        pdf = make_pdf(report())
        assert pdf.made_by == ("LibreOffice" if shutil.which("soffice") else "Typst")
        assert page_sizes(pdf.content) == [(210, 297), (210, 297), (297, 210), (210, 297)]
        assert "Kết quả tuyên truyền cải cách hành chính năm 2023" in words_of(pdf.content)

    def test_takes_libreoffice_where_it_is_installed(self, soffice):
        soffice('printf "%%PDF-1.6" > "$out/document.pdf"')
        assert make_pdf(report()).made_by == "LibreOffice"

    def test_takes_typst_where_it_is_not(self, without_soffice):
        pdf = make_pdf(report())
        assert pdf.made_by == "Typst"
        assert "BÁO CÁO" in words_of(pdf.content)
