import pytest

from lantoa.core.layout import Annex, Cell, Column, Figure, Heading, LayoutError, PageBreak, Run, Table
from lantoa.core.layout.tests.sample import png, report


class TestRun:
    @pytest.mark.parametrize(
        "link", ["https://a.vn/x?y=1#z", "http://127.0.0.1:8000/", "mailto:so@quangtri.gov.vn", "HTTPS://A.VN"]
    )
    def test_takes_links_to_pages_and_mailboxes(self, link):
        assert Run("x", link=link).link == link

    @pytest.mark.parametrize(
        "link",
        [
            "",
            "javascript:alert(1)",
            "data:text/html,x",
            "file:///etc/passwd",
            "/coverage/",
            "//a.vn",
            "https://",
            "mailto:",
            "https://a.vn/ b",
            "https://a.vn/\n",
            'https://a.vn/"x',
            "https://[",
            "\\\\server\\share",
        ],
    )
    def test_refuses_any_other_link(self, link):
        with pytest.raises(LayoutError, match="không dùng được"):
            Run("x", link=link)


class TestHeading:
    @pytest.mark.parametrize(
        ("heading", "text"),
        [
            (Heading(1, "KẾT QUẢ", "I"), "I. KẾT QUẢ"),
            (Heading(1, "KẾT QUẢ", "I."), "I. KẾT QUẢ"),
            (Heading(2, "Báo chí", "1"), "1. Báo chí"),
            (Heading(3, "Báo in", "a"), "a) Báo in"),
            (Heading(3, "Báo in", "a)"), "a) Báo in"),
            (Heading(2, "Báo chí"), "Báo chí"),
        ],
    )
    def test_joins_number_and_text_as_the_decree_does(self, heading, text):
        assert heading.full_text == text

    def test_knows_three_levels(self):
        with pytest.raises(LayoutError, match="Cấp đề mục 4"):
            Heading(4, "x")


class TestTable:
    @pytest.mark.parametrize("parts", [{"rows": (("1", "2"),)}, {"rows": (), "total": ("1", "2")}])
    def test_refuses_rows_of_another_length(self, parts):
        with pytest.raises(LayoutError, match="hàng 2 ô trong khi bảng có 1 cột"):
            Table("Bảng 1", (Column("A"),), **parts)

    def test_refuses_to_have_no_column(self):
        with pytest.raises(LayoutError, match="ít nhất một cột"):
            Table(None, (), ())

    @pytest.mark.parametrize("width", [0, -1, float("nan")])
    def test_refuses_columns_without_width(self, width):
        with pytest.raises(LayoutError, match="chiều rộng lớn hơn 0"):
            Column("A", width)

    @pytest.mark.parametrize("shade", [-1, 5])
    def test_refuses_unknown_shades(self, shade):
        with pytest.raises(LayoutError, match="Sắc độ"):
            Cell("1", shade)


class TestFigure:
    @pytest.mark.parametrize(
        ("fields", "message"),
        [
            ({"png": b"GIF89a"}, "PNG"),
            ({"png": png()[:20]}, "PNG"),
            ({"png": png(0, 5)}, "PNG"),
            ({"alt": " "}, "lời mô tả"),
            ({"width": 1.5}, "Chiều rộng"),
            ({"width": 0}, "Chiều rộng"),
        ],
    )
    def test_refuses_what_readers_could_not_use(self, fields, message):
        with pytest.raises(LayoutError, match=message):
            Figure(**{"png": png(), "alt": "Biểu đồ", **fields})

    def test_tells_its_size(self):
        assert Figure(png(40, 20), "Biểu đồ").pixels == (40, 20)


class TestDocument:
    def test_has_its_annexes_last(self):
        with pytest.raises(LayoutError, match="Phụ lục phải đứng sau"):
            report(blocks=(Annex("I", "A", ()), PageBreak()))

    def test_needs_a_subject(self):
        with pytest.raises(LayoutError, match="trích yếu"):
            report(subject=" ")

    def test_tells_body_and_annexes_apart(self):
        document = report()
        assert [annex.number for annex in document.annexes] == ["I", "II"]
        assert (*document.body, *document.annexes) == document.blocks
