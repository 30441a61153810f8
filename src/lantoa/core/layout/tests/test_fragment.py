import re
from html.parser import HTMLParser

import pytest
from lxml import html

from lantoa.core.layout import to_html
from lantoa.core.layout.tests.sample import EVIDENCE, HOSTILE, hostile_report, report

VOID = {"br", "img", "hr"}


def tree(document, **options):
    return html.fragment_fromstring(to_html(document, **options))


def words(element):
    return " ".join(element.text_content().split())


class Nesting(HTMLParser):
    """Notes every tag that is closed out of order."""

    def __init__(self):
        super().__init__()
        self.open, self.wrong = [], []

    def handle_starttag(self, tag, attrs):
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


class TestToHtml:
    def test_closes_every_tag_in_order(self):
        nesting = Nesting()
        nesting.feed(to_html(report(recipients=("A", "B"))))
        assert (nesting.open, nesting.wrong) == ([], [])

    def test_treats_text_as_text(self):
        article = tree(hostile_report())
        assert article.xpath(".//script") == []
        assert words(article).count(HOSTILE) >= 10
        assert article.xpath("string(.//img/@alt)") == HOSTILE

    def test_has_no_style_and_no_event_attribute(self):
        for element in tree(report()).iter():
            assert not [name for name in element.attrib if name == "style" or name.startswith("on")]

    def test_has_nested_headings_below_the_given_level(self):
        headings = [
            (element.tag, words(element))
            for element in tree(report(), heading_level=1).xpath(".//h1|.//h2|.//h3|.//h4")
        ]
        assert headings[:4] == [
            ("h1", "BÁO CÁOKết quả tuyên truyền cải cách hành chính năm 2023"),
            ("h2", "I. KẾT QUẢ"),
            ("h3", "1. Theo đơn vị"),
            ("h4", "a) Sở, ban, ngành"),
        ]
        assert [tag for tag, _ in headings[4:]] == ["h2", "h2"]

    def test_has_a_table_with_caption_scope_and_total(self):
        table = tree(report()).xpath(".//table")[0]
        assert words(table.find("caption")) == "Bảng 1. Số tin, bài theo đơn vị"
        assert {cell.get("scope") for cell in table.iter("th")} == {"col"}
        assert [words(cell) for cell in table.find("tfoot").iter("td")] == ["", "Tổng số", "45"]
        assert "shade-0" in table.xpath("string(.//tbody/tr[2]/td[3]/@class)")

    def test_links_a_figure_to_its_evidence(self):
        assert set(tree(report()).xpath(".//a/@href")) == {EVIDENCE}

    def test_gives_pictures_text_size_and_address(self):
        [picture] = tree(report(), picture_address=lambda figure: "/reports/7/hinh-1.png").xpath(".//img")
        assert dict(picture.attrib) == {
            "src": "/reports/7/hinh-1.png",
            "alt": "Biểu đồ: Sở Y tế 45, Báo Quảng Trị 0",
            "width": "40",
            "height": "20",
        }
        assert re.match("data:image/png;base64,iVBOR", tree(report()).xpath("string(.//img/@src)"))

    @pytest.mark.parametrize(
        "part",
        [
            "SỐ LIỆU MINH HỌA",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Số: 05/BC-STTTT",
            "Quảng Trị, ngày 09 tháng 02 năm 2023",
            "Kính gửi: UBND tỉnh Quảng Trị.",
            "Căn cứ Kế hoạch số 219/KH-UBND;",
            "Lưu: VT, TTBCXB.",
            "Nguyễn Hoàn",
            "(Kèm theo Báo cáo số 05/BC-STTTT",
        ],
    )
    def test_has_every_part_of_the_document(self, part):
        assert part in words(tree(report()))

    def test_says_letter_subjects_with_their_mark(self):
        assert words(tree(report(doc_type=None, subject="tuyên truyền")).find(".//h2")) == "V/v tuyên truyền"
