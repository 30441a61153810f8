import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from PIL import ImageFont

from lantoa.core.charts import (
    Bar,
    Break,
    ChartError,
    DotRow,
    Mark,
    Panel,
    Part,
    Point,
    Series,
    Stretch,
    bar_chart,
    coverage_matrix,
    dot_chart,
    interval_chart,
    line_chart,
    multiples,
    series_chart,
    slope_chart,
    stacked_bar,
    standalone_svg,
    strip_chart,
)
from lantoa.core.charts.fonts import CARD_FONTS
from lantoa.core.charts.svg import FONT_SIZE, GAP, HEAT, INK, MUTED, SERIES, text_width, wrapped
from lantoa.core.charts.tests.drawing import SVG, tree_of

HOSTILE = '<script>alert(1)</script> & "]]>\x00\ud800'


def every_kind(label="Sở Y tế", **options):
    return [
        bar_chart(label, [Bar(label, 3), Bar("B", 1)], **options),
        bar_chart(label, [Bar(label, 3, 4), Bar("B", 0, 2)], **options),
        coverage_matrix(label, [label, "B"], ["T1", "T2"], [[1, 0], [None, 2]], **options),
        stacked_bar(label, [Part(label, 3), Part("B", 1)], **options),
        line_chart(label, [Point("T1", 3), Point("T2", 1)], unit=label, **options),
        interval_chart(label, [Stretch(label, 80, 70, 88, of=label), Stretch("B", None, reason=label)], **options),
        *every_kind_of_index(label, **options),
    ]


def every_kind_of_index(label, **options):
    labels = ("2021", "2022", "2023")
    marks = (Mark("2021", 63.33), Mark("2022", 61.26, note=label), Mark("2023", None, reason=label))
    lines = (Series(label, marks, emphasised=True), Series("B", tuple(Mark(year, 60) for year in labels)))
    pair = [Series(line.name, line.marks[:2]) for line in lines]
    rows = [DotRow(label, (Mark(label, 3), Mark("B", None, reason=label)), 10), DotRow("B", (Mark(label, 5),), 20)]
    panels = [Panel(label, labels, lines, (Break("2022", label),), "điểm"), Panel("B", labels, lines, unit=label)]
    return [
        series_chart(label, labels, lines, unit=label, breaks=[Break("2022", label)], **options),
        slope_chart(label, "2021", "2022", pair, unit="điểm", **options),
        dot_chart(label, rows, unit=label, **options),
        multiples(label, panels, **options),
        strip_chart(label, [Mark(label, 3), Mark("B", None, reason=label)], emphasised={label}, unit="điểm", **options),
    ]


def luminance(colour):
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other="#ffffff"):
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def fallback(token):
    return re.search(r"#[0-9a-f]{6}", token).group()


class TestEveryChart:
    def test_is_an_image_with_title_and_description(self):
        for figure in every_kind():
            root = tree_of(figure)
            title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
            assert root.get("role") == "img"
            assert (root.get("aria-labelledby"), root.get("aria-describedby")) == (
                title.get("id"),
                description.get("id"),
            )
            assert (title.text, description.text) == (figure.title, figure.sentence)

    @pytest.mark.parametrize("width", [320, 360, 720])
    def test_has_no_script_no_style_and_no_outside_reference(self, width):
        for figure in every_kind(width=width):
            for element in tree_of(figure).iter():
                assert etree.QName(element).localname not in {"script", "style", "image", "use", "a", "foreignObject"}
                for name, value in element.attrib.items():
                    assert name != "style"
                    assert not name.startswith("on")
                    assert not name.endswith("href")
                    assert "url(" not in value or value.startswith("url(#")

    def test_treats_text_as_text(self):
        for figure in every_kind(HOSTILE):
            assert "<script>" not in figure.svg
            assert tree_of(figure).find(f"{SVG}title").text == '<script>alert(1)</script> & "]]>'

    def test_places_everything_on_whole_pixels_inside_the_drawing(self):
        for figure in every_kind():
            root = tree_of(figure)
            _, _, width, height = (int(part) for part in root.get("viewBox").split())
            for element in root.iter(f"{SVG}rect", f"{SVG}text", f"{SVG}circle", f"{SVG}line"):
                for name in ("x", "cx", "x1", "x2"):
                    assert 0 <= int(element.get(name, "0")) <= width
                for name in ("y", "cy", "y1", "y2"):
                    assert 0 <= int(element.get(name, "0")) <= height

    def test_keeps_text_at_12_pixels_when_shown_at_320(self):
        for figure in every_kind():
            assert int(tree_of(figure).get("font-size")) * 320 / int(tree_of(figure).get("width")) >= 12

    def test_gives_the_same_bytes_for_the_same_data(self):
        assert [figure.svg for figure in every_kind()] == [figure.svg for figure in every_kind()]

    def test_uses_only_tokens_with_fallback_colours(self):
        for figure in every_kind():
            for element in tree_of(figure).iter():
                for name in ("fill", "stroke"):
                    assert re.fullmatch(
                        r"|none|url\(#[a-z0-9-]+\)|var\(--chart-[a-z0-9-]+, #[0-9a-f]{6}\)", element.get(name, "")
                    )

    def test_starts_its_ids_with_the_given_one(self):
        for figure in every_kind(chart_id="bang-3"):
            ids = [element.get("id") for element in tree_of(figure).iter() if element.get("id")]
            assert all(name.startswith("bang-3-") for name in ids)

    @pytest.mark.parametrize(
        ("options", "message"),
        [({"chart_id": 'a" onload="x'}, "Mã biểu đồ"), ({"width": 200}, "Chiều rộng"), ({"width": 5000}, "Chiều rộng")],
    )
    def test_refuses_unusable_options(self, options, message):
        with pytest.raises(ChartError, match=message):
            every_kind(**options)


class TestColours:
    @pytest.mark.parametrize("ink", [INK, MUTED])
    def test_of_text_have_a_contrast_of_4_5(self, ink):
        assert contrast(fallback(ink)) >= 4.5

    @pytest.mark.parametrize("heat", HEAT)
    def test_of_cells_leave_the_count_readable(self, heat):
        assert contrast(fallback(INK), fallback(heat)) >= 4.5

    @pytest.mark.parametrize("colour", [*SERIES, GAP])
    def test_of_shapes_have_a_contrast_of_3(self, colour):
        assert contrast(fallback(colour)) >= 3


class TestStandaloneSvg:
    def test_leaves_no_token(self):
        for figure in every_kind():
            alone = standalone_svg(figure.svg)
            assert "var(" not in alone
            assert etree.fromstring(alone.encode()).get("font-family").startswith("Liberation Serif")


class TestWrapped:
    @given(st.text(st.characters(categories=["L", "N", "P", "Zs"]), max_size=200), st.integers(60, 400))
    def test_keeps_every_letter_in_order(self, text, width):
        assert "".join("".join(wrapped(text, width)).split()) == "".join(text.split())

    @given(st.text("abcxyzêẫưđ MW", max_size=200), st.integers(60, 400))
    def test_keeps_every_line_within_the_width(self, text, width):
        assert all(text_width(line) <= width for line in wrapped(text, width))


class TestTextWidth:
    @pytest.mark.parametrize(
        "text", ["43", "2023", "61,26 (2022)", "Quảng Trị: 86,25 điểm", "PAR INDEX", "hạng 41/63", "Mức tối đa 10,5"]
    )
    def test_is_no_less_than_the_bold_letters_of_the_font_take(self, text):
        font = ImageFont.truetype(str(CARD_FONTS / "BeVietnamPro-Bold.ttf"), FONT_SIZE)
        assert text_width(text) >= font.getlength(text)

    def test_does_not_depend_on_the_unicode_form(self):
        name = "Ủy ban nhân dân huyện Hướng Hóa"
        assert text_width(name) == text_width(unicodedata.normalize("NFD", name)) > 10 * FONT_SIZE
