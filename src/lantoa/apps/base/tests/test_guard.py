"""The one guard for files from outside: what it reads, what it refuses, and whether the refusal says what to do."""

import io
import subprocess
import zipfile
from pathlib import Path

import docx
import pytest
import typst
from django.conf import settings
from docx.document import Document
from docx.enum.section import WD_SECTION

from lantoa.apps.base import guard
from lantoa.apps.base.guard import UnreadableFile, read_document_text, text_of

TEXT = "Sở Nội vụ đề nghị các cơ quan tuyên truyền cải cách hành chính.\n"


@pytest.fixture(autouse=True)
def _children_find_the_code(monkeypatch: pytest.MonkeyPatch) -> None:
    """The script `lantoa` says where the code is to whatever it starts; bare pytest does not."""
    monkeypatch.setenv("PYTHONPATH", str(Path(settings.ROOT) / "src"))


def _bytes_of(document: Document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _directive_docx() -> bytes:
    """Return a directive as Word writes it: head in a table of two columns, items as a numbered list."""
    document = docx.Document()
    left, right = document.add_table(rows=1, cols=2).rows[0].cells
    left.text = "UBND TỈNH QUẢNG TRỊ"
    left.add_paragraph("SỞ NỘI VỤ")
    right.text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    document.add_paragraph("Sở Nội vụ đề nghị tuyên truyền các nội dung sau:")
    _numbered(document, "Kế hoạch cải cách hành chính năm 2023")
    _numbered(document, "Dịch vụ công trực tuyến")
    _numbered(document, "")
    document.add_section(WD_SECTION.NEW_PAGE)
    document.add_paragraph("Nơi nhận: Như trên.")
    return _bytes_of(document)


def _numbered(document: Document, words: str) -> None:
    """Add a paragraph with the mark that Word's list button gives it; the mark itself is not in the text."""
    properties = document.add_paragraph(words)._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = 1


def _archive(entries: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def _pdf(text: str) -> bytes:
    return typst.compile(f"#set page(width: 12cm, height: 8cm)\n{text}".encode())


class TestPlainText:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
    def test_is_read_in_each_unicode_form_of_files(self, encoding: str) -> None:
        assert text_of(TEXT.encode(encoding), name="van-ban.txt") == TEXT

    def test_is_read_in_utf_16_of_the_other_byte_order(self) -> None:
        assert text_of(b"\xfe\xff" + TEXT.encode("utf-16-be"), name="van-ban.txt") == TEXT

    @pytest.mark.parametrize("data", [b"", b" \r\n\t "])
    def test_that_is_empty_is_refused(self, data: bytes) -> None:
        with pytest.raises(UnreadableFile, match=r"Tệp trong\.txt trống; hãy chọn tệp có nội dung"):
            text_of(data, name="trong.txt")

    @pytest.mark.parametrize(
        "data",
        [
            bytes(range(256)) * 4,
            b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 64,  # .doc of old Word
            b"C\xea\xec\xa0i c\xe1ch",  # an 8-bit code page
            b"\xff\xfe\x00",
            b"chu va\x00so",
        ],
    )
    def test_that_is_none_is_refused_with_what_to_do(self, data: bytes) -> None:
        with pytest.raises(UnreadableFile, match=r"không phải văn bản Unicode.*hãy lưu lại dưới dạng \.docx hoặc"):
            text_of(data, name="la.txt")


class TestDocx:
    def test_is_read_with_its_table_and_marks_its_numbered_paragraphs(self) -> None:
        lines = [line for line in text_of(_directive_docx(), name="van-ban.docx").splitlines() if line]
        assert lines == [
            "UBND TỈNH QUẢNG TRỊ",
            "SỞ NỘI VỤ",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Sở Nội vụ đề nghị tuyên truyền các nội dung sau:",
            "- Kế hoạch cải cách hành chính năm 2023",
            "- Dịch vụ công trực tuyến",
            "Nơi nhận: Như trên.",
        ]

    def test_is_known_by_its_bytes_whatever_its_name(self, tmp_path: Path) -> None:
        file = tmp_path / "van-ban.txt"
        file.write_bytes(_directive_docx())
        assert "SỞ NỘI VỤ" in read_document_text(file)

    def test_that_is_damaged_is_refused(self) -> None:
        with pytest.raises(UnreadableFile, match="hãy mở bằng Word và lưu lại"):
            text_of(_directive_docx()[:2000], name="hong.docx")

    def test_whose_parts_are_no_xml_is_refused(self) -> None:
        data = _archive({"word/document.xml": b"<w:document", "[Content_Types].xml": b"x"})
        with pytest.raises(UnreadableFile, match=r"Không đọc được tệp hong\.docx"):
            text_of(data, name="hong.docx")

    def test_without_words_is_refused(self) -> None:
        with pytest.raises(UnreadableFile, match="không có chữ"):
            text_of(_bytes_of(docx.Document()), name="trang.docx")

    def test_that_is_another_archive_is_refused(self) -> None:
        with pytest.raises(UnreadableFile, match=r"tệp nén nhưng không phải \.docx"):
            text_of(_archive({"anh.png": b"x" * 10}), name="goi.zip")

    def test_that_unpacks_to_too_much_is_refused_before_it_is_opened(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(subprocess, "run", lambda *given, **options: pytest.fail("it was opened"))
        bomb = _archive({"word/document.xml": b"\0" * (8 * 1024 * 1024)})
        with pytest.raises(UnreadableFile, match="nén bất thường nên không được mở; hãy gửi tệp văn bản gốc"):
            text_of(bomb, name="bom.docx")

    def test_with_too_many_parts_is_refused_before_it_is_opened(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(subprocess, "run", lambda *given, **options: pytest.fail("it was opened"))
        crowd = _archive({"word/document.xml": b"x"} | {f"{number}": b"" for number in range(guard.MAX_ENTRIES)})
        with pytest.raises(UnreadableFile, match="nén bất thường"):
            text_of(crowd, name="dong.docx")


class TestPdf:
    def test_is_read_in_vietnamese(self) -> None:
        assert "Tuyên truyền cải cách hành chính" in text_of(_pdf("Tuyên truyền cải cách hành chính"), name="v.pdf")

    def test_is_read_page_by_page(self) -> None:
        text = text_of(_pdf("Trang một\n#pagebreak()\nTrang hai"), name="v.pdf")
        assert text.index("Trang một") < text.index("Trang hai")

    def test_without_words_is_refused_as_a_scan(self) -> None:
        with pytest.raises(UnreadableFile, match=r"không có chữ \(có thể là bản quét ảnh\)"):
            text_of(_pdf("#rect()"), name="quet.pdf")

    def test_that_is_damaged_is_refused(self) -> None:
        with pytest.raises(UnreadableFile, match=r"Không đọc được tệp hong\.pdf"):
            text_of(b"%PDF-1.7\nhong", name="hong.pdf")


class TestChild:
    def test_that_does_not_end_is_left(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def never_ends(command: list[str], **options: object) -> None:
            raise subprocess.TimeoutExpired(command, 30)

        monkeypatch.setattr(subprocess, "run", never_ends)
        with pytest.raises(UnreadableFile, match="không đọc xong trong 30 giây"):
            text_of(_directive_docx(), name="lau.docx")

    def test_that_needs_more_memory_than_allowed_costs_the_file_only(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(guard, "CHILD_MEMORY_BYTES", 16 * 1024 * 1024)
        with pytest.raises(UnreadableFile, match="Không đọc được tệp"):
            text_of(_directive_docx(), name="nang.docx")


class TestReadDocumentText:
    def test_gives_the_text_of_a_file(self, tmp_path: Path) -> None:
        file = tmp_path / "van-ban.txt"
        file.write_text(TEXT, encoding="utf-8")
        assert read_document_text(file) == TEXT

    @pytest.mark.parametrize("name", ["khong-co.txt", "."])
    def test_refuses_what_cannot_be_opened(self, name: str, tmp_path: Path) -> None:
        with pytest.raises(UnreadableFile, match="kiểm tra lại đường dẫn và quyền đọc"):
            read_document_text(tmp_path / name)

    def test_refuses_a_file_above_the_cap_without_reading_it(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        file = tmp_path / "lon.txt"
        file.write_bytes(b"a" * 101)
        monkeypatch.setattr(guard, "MAX_BYTES", 100)
        monkeypatch.setattr(Path, "read_bytes", lambda path: pytest.fail("it was read"))
        with pytest.raises(UnreadableFile, match="hãy chọn tệp văn bản gốc"):
            read_document_text(file)
