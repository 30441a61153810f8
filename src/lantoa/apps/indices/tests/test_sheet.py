"""The sheet of a figure: all of it on one page, not looking like an official document."""

import io
from datetime import date

import docx
import pypdfium2
import pytest
from conftest import NOW

from lantoa.apps.base.convert import make_pdf
from lantoa.apps.indices.factories import EntityFactory, IndexSourceFactory, make_edition, make_index, make_value
from lantoa.apps.indices.models import IndexSource
from lantoa.apps.indices.presenters.pictures import series_picture
from lantoa.apps.indices.presenters.sheet import figure_sheet
from lantoa.apps.indices.queries import index_series
from lantoa.core.layout import Document, LayoutError, Signer, to_docx, to_html

pytestmark = pytest.mark.django_db


def _sheet(*, illustrative: bool = False) -> tuple[Document, IndexSource]:
    home = EntityFactory.create(home=True, short_name="Quảng Trị")
    source = IndexSourceFactory.create(title="Báo cáo PCI", publisher="VCCI", read_on=date(2024, 5, 9))
    pci = make_index("pci", short_name="PCI")
    for year in range(2006, 2023):
        edition = make_edition(pci, year, at=NOW, illustrative=illustrative)
        make_value(edition, home, f"{40 + year % 7}.25", at=NOW, rank=year % 60, source=source)
    figure = series_picture(index_series(pci, [home]), width=640)
    sheet = figure_sheet(
        figure,
        address="https://lantoa.example/chi-so/pci/",
        sources=[source, source],
        notes=["Năm 2023 chỉ công bố 30 tỉnh đầu."],
        as_of=date(2024, 5, 9),
    )
    return sheet, source


def _words(pdf: bytes) -> list[str]:
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]


def test_a_sheet_has_picture_sentence_table_sources_and_address_on_one_page() -> None:
    sheet, source = _sheet()
    pages = _words(make_pdf(sheet).content)
    assert len(pages) == 1
    words = " ".join(pages[0].split())
    for told in ("PCI: Quảng Trị, 2006–2022", "43,25 điểm", "Báo cáo PCI", "đọc ngày 09/05/2024", "30 tỉnh đầu"):
        assert told in words
    assert "https://lantoa.example/chi-so/pci/" in words and "Số liệu có đến ngày 09/05/2024" in words
    assert "CỘNG HÒA" not in words and source.title.count("PCI") == words.count("Báo cáo PCI")


def test_the_word_file_has_the_sentence_as_alternative_text() -> None:
    sheet, _ = _sheet()
    found = docx.Document(io.BytesIO(to_docx(sheet)))
    (picture,) = found.element.xpath("//wp:docPr")
    assert "Năm 2022, chỉ số PCI của Quảng Trị" in picture.get("descr")
    assert "CỘNG HÒA" not in to_html(sheet)


def test_a_sheet_of_numbers_that_are_not_real_says_so_on_its_head() -> None:
    assert _sheet(illustrative=True)[0].watermark == "SỐ LIỆU MINH HỌA"


def test_what_is_no_official_document_has_no_signature() -> None:
    sheet, _ = _sheet()
    with pytest.raises(LayoutError, match="không phải văn bản hành chính"):
        Document(sheet.header, "TỜ", "Hình", (), signer=Signer(None, "CHỦ TỊCH", None), official=False)
