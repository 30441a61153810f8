import io
import re
import zipfile
from datetime import datetime

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from lxml import etree

from lantoa.core.layout import Header, Paragraph, Run, Signer, to_docx
from lantoa.core.layout.decree30 import SIZES
from lantoa.core.layout.tests.sample import ANNEXES, EVIDENCE, HOSTILE, TABLE, hostile_report, report


def opened(document):
    return docx.Document(io.BytesIO(to_docx(document)))


def part(document, name):
    with zipfile.ZipFile(io.BytesIO(to_docx(document))) as package:
        return etree.fromstring(package.read(name))


def words_of(element):
    return "".join(text.text or "" for text in element.iter(qn("w:t")))


def lines(document):
    """Every line of the body with its style's name, tables included, in reading order."""
    package = opened(document)
    names = {style.style_id: style.name for style in package.styles}
    return [
        (names[paragraph.find(qn("w:pPr")).find(qn("w:pStyle")).get(qn("w:val"))], words_of(paragraph))
        for paragraph in package.element.body.iter(qn("w:p"))
    ]


def text_of(document, style):
    return [text for name, text in lines(document) if name == style]


class TestFile:
    def test_has_the_same_bytes_for_the_same_document(self):
        assert to_docx(report()) == to_docx(report())

    def test_tells_nothing_of_when_and_on_what_it_was_made(self):
        with zipfile.ZipFile(io.BytesIO(to_docx(report()))) as package:
            assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            assert package.namelist()[0] == "[Content_Types].xml"
            assert not any("thumbnail" in name or "theme" in name or "app.xml" in name for name in package.namelist())
            core = package.read("docProps/core.xml").decode()
        assert "python-docx" not in core
        assert "created" not in core

    def test_states_title_language_author_and_the_given_time(self):
        properties = opened(report(author="Sở Y tế", created_at=datetime(2023, 3, 29, 8, 0))).core_properties
        assert properties.title == "Báo cáo: Kết quả tuyên truyền cải cách hành chính năm 2023"
        assert (properties.language, properties.author) == ("vi-VN", "Sở Y tế")
        assert properties.created.isoformat().startswith("2023-03-29T08:00:00")


class TestPage:
    def test_is_a4_with_the_margins_of_the_decree(self):
        section = opened(report(watermark=None)).sections[0]
        assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
        assert (round(section.top_margin.mm), round(section.bottom_margin.mm)) == (20, 20)
        assert (round(section.left_margin.mm), round(section.right_margin.mm)) == (30, 15)

    def test_keeps_the_margins_in_the_range_with_a_mark(self):
        assert 20 <= round(opened(report()).sections[0].top_margin.mm) <= 25

    def test_turns_for_a_landscape_annex_and_back(self):
        sections = opened(report()).sections
        assert [section.orientation for section in sections] == [
            WD_ORIENT.PORTRAIT,
            WD_ORIENT.LANDSCAPE,
            WD_ORIENT.PORTRAIT,
        ]
        assert sections[1].page_width > sections[1].page_height

    def test_shows_the_number_centred_on_top_but_not_on_the_first_page(self):
        section = opened(report()).sections[0]
        assert section.different_first_page_header_footer
        assert "PAGE" in section.header._element.xml
        assert "PAGE" not in section.first_page_header._element.xml

    def test_counts_the_pages_of_each_annex_from_one(self):
        sections = opened(report()).sections
        starts = [section._sectPr.find(qn("w:pgNumType")) for section in sections]
        assert starts[0] is None
        assert [start.get(qn("w:start")) for start in starts[1:]] == ["1", "1"]
        assert all(section.header.is_linked_to_previous for section in list(sections)[1:])

    @pytest.mark.parametrize("head", ["header", "first_page_header"])
    def test_carries_the_mark_on_every_page(self, head):
        texts = [paragraph.text.strip() for paragraph in getattr(opened(report()).sections[0], head).paragraphs]
        assert "SỐ LIỆU MINH HỌA" in texts
        assert "SỐ LIỆU MINH HỌA" not in str(lines(report()))

    def test_carries_no_mark_unless_asked(self):
        assert [p.text for p in opened(report(watermark=None)).sections[0].first_page_header.paragraphs] == [""]


class TestStyles:
    # style, size, bold, italic: the rows of Annex I that a report has
    ROWS = (
        ("Quốc hiệu", (12, 13), True, False),
        ("Tiêu ngữ", (13, 14), True, False),
        ("Cơ quan chủ quản", (12, 13), False, False),
        ("Cơ quan ban hành", (12, 13), True, False),
        ("Số, ký hiệu", (13, 13), False, False),
        ("Địa danh, thời gian", (13, 14), False, True),
        ("Title", (13, 14), True, False),
        ("Subtitle", (13, 14), True, False),
        ("Trích yếu công văn", (12, 13), False, False),
        ("Căn cứ", (13, 14), False, True),
        ("Body Text", (13, 14), False, False),
        ("Heading 1", (13, 14), True, False),
        ("Quyền hạn, chức vụ", (13, 14), True, False),
        ("Họ tên người ký", (13, 14), True, False),
        ("Kính gửi", (13, 14), False, False),
        ("Nơi nhận", (12, 12), True, True),
        ("Danh sách nơi nhận", (11, 11), False, False),
        ("Phụ lục", (13, 14), True, False),
        ("Header", (13, 14), False, False),
    )

    @pytest.mark.parametrize(("name", "sizes", "bold", "italic"), ROWS)
    def test_have_the_sizes_of_the_decree(self, name, sizes, bold, italic):
        font = opened(report()).styles[name].font
        assert sizes[0] <= font.size.pt <= sizes[1]
        assert (font.bold, font.italic) == (bold, italic)

    def test_are_times_new_roman_black_and_vietnamese_by_default(self):
        defaults = part(report(), "word/styles.xml").find(qn("w:docDefaults")).find(f".//{qn('w:rPr')}")
        assert set(defaults.find(qn("w:rFonts")).attrib.values()) == {"Times New Roman"}
        assert defaults.find(qn("w:color")).get(qn("w:val")) == "000000"
        assert defaults.find(qn("w:lang")).get(qn("w:val")) == "vi-VN"

    def test_justify_the_body_with_first_line_indent_and_gap(self):
        body = opened(report()).styles["Body Text"].paragraph_format
        assert body.first_line_indent.cm == pytest.approx(1.27, abs=0.01)
        assert body.space_after.pt >= 6
        assert 1 <= body.line_spacing <= 1.5
        assert body.alignment == docx.enum.text.WD_ALIGN_PARAGRAPH.JUSTIFY


class TestHead:
    def test_has_nation_left_and_right_as_the_decree_orders_them(self):
        left, right = opened(report()).tables[0].rows[0].cells
        assert [p.text for p in left.paragraphs[:2]] == ["UBND TỈNH QUẢNG TRỊ", "SỞ THÔNG TIN VÀ TRUYỀN THÔNG"]
        assert [p.text for p in right.paragraphs[:2]] == [
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
        ]
        number, place = opened(report()).tables[0].rows[1].cells
        assert (number.text, place.text) == ("Số: 05/BC-STTTT", "Quảng Trị, ngày 09 tháng 02 năm 2023")

    def test_draws_no_lines_around_its_columns(self):
        assert opened(report()).tables[0]._tbl.tblPr.find(qn("w:tblBorders")) is None

    def test_leaves_dots_for_what_is_not_known(self):
        assert text_of(report(header=Header()), "Số, ký hiệu") == ["Số: ……/……"]

    def test_leaves_out_a_parent_that_does_not_exist(self):
        assert text_of(report(header=Header(parent_issuer="", issuer="UBND tỉnh")), "Cơ quan chủ quản") == []

    def test_puts_the_subject_of_a_letter_under_its_number(self):
        letter = report(doc_type=None, subject="tuyên truyền cải cách hành chính")
        assert text_of(letter, "Trích yếu công văn") == ["V/v tuyên truyền cải cách hành chính"]
        assert text_of(letter, "Title") == []

    def test_draws_the_three_rules(self):
        assert len(list(part(report(), "word/document.xml").iter(qn("w:pBdr")))) == 3


class TestBody:
    def test_follows_the_order_of_the_document(self):
        told = [
            text for name, text in lines(report()) if name in {"Title", "Kính gửi", "Căn cứ", "Heading 1", "Nơi nhận"}
        ]
        assert told == [
            "BÁO CÁO",
            "Kính gửi: UBND tỉnh Quảng Trị.",
            "Căn cứ Kế hoạch số 219/KH-UBND;",
            "Căn cứ Công văn số 300/STTTT-TTBCXB.",
            "I. KẾT QUẢ",
            "Nơi nhận:",
        ]

    def test_lists_several_addressees_with_dashes(self):
        several = report(recipients=("UBND tỉnh", "Sở Nội vụ"))
        assert text_of(several, "Kính gửi nhiều nơi") == ["Kính gửi:"]
        assert text_of(several, "Nơi kính gửi") == ["- UBND tỉnh;", "- Sở Nội vụ."]

    def test_has_real_headings_at_three_levels(self):
        assert [(name, text) for name, text in lines(report()) if name.startswith("Heading")] == [
            ("Heading 1", "I. KẾT QUẢ"),
            ("Heading 2", "1. Theo đơn vị"),
            ("Heading 3", "a) Sở, ban, ngành"),
        ]

    def test_has_real_lists(self):
        style = opened(report()).styles["List Bullet"].element
        assert style.find(f".//{qn('w:numId')}").get(qn("w:val")) == "1"
        assert text_of(report(), "List Bullet") == ["Sở Y tế: 45 tin, bài;", "Báo Quảng Trị: chưa có."]

    def test_links_a_figure_to_its_evidence(self):
        package = opened(report())
        targets = {key: rel.target_ref for key, rel in package.part.rels.items() if rel.is_external}
        links = list(package.element.body.iter(qn("w:hyperlink")))
        assert [targets[link.get(qn("r:id"))] for link in links] == [EVIDENCE] * 3
        assert [words_of(link) for link in links] == ["45"] * 3

    def test_keeps_bold_and_italic(self):
        runs = opened(report(blocks=(Paragraph((Run("a", bold=True), Run("b", italic=True), Run("c"))),))).paragraphs
        looks = [(r.text, bool(r.bold), bool(r.italic)) for p in runs for r in p.runs if r.text in "abc" and r.text]
        assert looks == [("a", True, False), ("b", False, True), ("c", False, False)]

    def test_gives_pictures_their_alternative_text(self):
        [properties] = part(report(), "word/document.xml").iter(qn("wp:docPr"))
        assert properties.get("descr") == "Biểu đồ: Sở Y tế 45, Báo Quảng Trị 0"

    def test_keeps_the_last_paragraph_with_the_signature(self):
        package = opened(report(blocks=(Paragraph("A"), Paragraph("B"))))
        body = [p for p in package.paragraphs if p.text in ("A", "B")]
        assert [bool(p.paragraph_format.keep_with_next) for p in body] == [False, True]

    def test_treats_text_as_text(self):
        told = "\n".join(text for _, text in lines(hostile_report()))
        assert told.count(HOSTILE) >= 10


class TestTable:
    def test_repeats_its_header_row_and_never_splits_a_row(self):
        table = opened(report(blocks=(TABLE,), signer=None, distribution=())).tables[1]._tbl
        rows = [row.find(qn("w:trPr")) for row in table.iter(qn("w:tr"))]
        assert [row.find(qn("w:tblHeader")) is not None for row in rows] == [True, False, False, False]
        assert all(row.find(qn("w:cantSplit")) is not None for row in rows)

    def test_has_caption_rows_total_and_note(self):
        table = opened(report()).tables[1]
        assert [[cell.text for cell in row.cells] for row in table.rows] == [
            ["TT", "Đơn vị", "Tin, bài"],
            ["1", "Sở Y tế", "45"],
            ["2", "Báo Quảng Trị", "0"],
            ["", "Tổng số", "45"],
        ]
        assert "Bảng 1. Số tin, bài theo đơn vị" in text_of(report(), "Caption")
        assert TABLE.note in text_of(report(), "Ghi chú bảng")
        assert all(run.bold for cell in table.rows[3].cells for p in cell.paragraphs for run in p.runs)

    def test_shades_cells_and_marks_a_gap_by_weight_too(self):
        table = opened(report()).tables[1]._tbl
        fills = [shade.get(qn("w:fill")) for shade in table.iter(qn("w:shd"))]
        assert fills == ["EDEDED", "EDEDED", "EDEDED", "559FBD", "FBE0D0"]
        gap = opened(report()).tables[1].rows[2].cells[2].paragraphs[0].runs[0]
        assert (gap.text, gap.bold) == ("0", True)

    def test_fills_the_text_width_in_portrait_and_landscape(self):
        tables = opened(report()).tables
        widths = [sum(int(c.get(qn("w:w"))) for c in tables[at]._tbl.tblGrid) / 1440 * 25.4 for at in (1, 3)]
        assert widths == [pytest.approx(165, abs=0.2), pytest.approx(252, abs=0.2)]


class TestFoot:
    def test_has_distribution_left_and_signature_right(self):
        left, right = opened(report()).tables[2].rows[0].cells
        assert left.text.split("\n") == ["Nơi nhận:", "- Như trên;", "- UBND tỉnh (b/c);", "- Lưu: VT, TTBCXB."]
        assert right.text.split("\n") == ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Nguyễn Hoàn"]

    def test_leaves_room_for_a_name_not_known(self):
        right = opened(report(signer=Signer(None, "Giám đốc", None))).tables[2].rows[0].cells[1]
        assert right.text.split("\n") == ["GIÁM ĐỐC", ""]

    def test_is_left_out_when_there_is_nothing_in_it(self):
        assert len(opened(report(blocks=(), signer=None, distribution=())).tables) == 1


class TestAnnex:
    def test_is_a_heading_with_number_title_and_reference(self):
        titles = [p.text for p in opened(report()).paragraphs if p.style.name == "Phụ lục"]
        assert titles == ["Phụ lục I\nĐỘ PHỦ THEO ĐƠN VỊ", "Phụ lục II\nDANH MỤC TIN, BÀI"]
        assert text_of(report(), "Chỉ dẫn phụ lục")[0].startswith("(Kèm theo Báo cáo số 05/BC-STTTT ngày 09 tháng 02")

    def test_stands_after_the_signature(self):
        told = [name for name, _ in lines(report()) if name in {"Họ tên người ký", "Phụ lục"}]
        assert told == ["Họ tên người ký"] + ["Phụ lục"] * len(ANNEXES)


class TestMarkup:
    # Word refuses or repairs files whose properties stand out of the order of the standard (ISO/IEC 29500-1, 17).
    ORDER = {
        "pPr": "pStyle keepNext keepLines pageBreakBefore numPr pBdr shd tabs spacing ind jc outlineLvl rPr sectPr",
        "rPr": "rStyle rFonts b bCs i iCs color sz szCs u bdr shd lang",
        "tblPr": "tblStyle tblW jc tblInd tblBorders tblLayout tblCellMar tblLook tblCaption",
        "tcPr": "tcW shd vAlign",
        "sectPr": "headerReference footerReference type pgSz pgMar pgNumType cols titlePg docGrid",
    }

    @pytest.mark.parametrize("name", ["word/document.xml", "word/styles.xml", "word/header1.xml", "word/header2.xml"])
    def test_has_properties_in_the_order_of_the_standard(self, name):
        root = part(report(recipients=("A", "B")), name)
        for tag, order in self.ORDER.items():
            for element in root.iter(qn(f"w:{tag}")):
                places = [order.split().index(etree.QName(child).localname) for child in element]
                assert places == sorted(places), etree.tostring(element)

    def test_names_only_relations_that_exist(self):
        with zipfile.ZipFile(io.BytesIO(to_docx(report()))) as package:
            used = set(re.findall(rb'r:(?:id|embed)="(rId\d+)"', package.read("word/document.xml")))
            known = set(re.findall(rb'Id="(rId\d+)"', package.read("word/_rels/document.xml.rels")))
        assert used <= known


class TestSizes:
    def test_are_all_positive(self):
        assert all(size > 0 for size in SIZES.values())
