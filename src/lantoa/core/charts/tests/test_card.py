from xml.etree import ElementTree

import pytest

from lantoa.core.charts import (
    Bar,
    CardText,
    ChartError,
    DotRow,
    Mark,
    Series,
    bar_chart,
    dot_chart,
    figure_card,
    series_chart,
)
from lantoa.core.charts.card import GROUNDS

TEXT = CardText("Nộp hồ sơ <qua> mạng", "Cao nhất: Hải Lăng (12 bài).", "Báo cáo của tỉnh", "Chuyên trang thử")
FEW = bar_chart("Theo xã", [Bar("Hải Lăng", 12), Bar("Triệu Phong", 5)], unit="bài", noun="xã")
MANY = bar_chart("Theo xã", [Bar(f"Xã số {place}", place) for place in range(1, 40)], unit="bài", noun="xã")


def _relative_light(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(
    ("shape", "size"), [("square", ("1080", "1080")), ("wide", ("1200", "630")), ("slide", ("1920", "1080"))]
)
class TestFigureCard:
    def test_is_one_picture_of_its_size_with_its_words_as_text(self, shape: str, size: tuple[str, str]) -> None:
        card = ElementTree.fromstring(figure_card(FEW, TEXT, shape=shape))
        assert (card.get("width"), card.get("height")) == size
        said = " ".join(" ".join(card.itertext()).split())
        for words in (
            "Nộp hồ sơ <qua> mạng",
            "Cao nhất: Hải Lăng (12 bài).",
            "Nguồn: Báo cáo của tỉnh",
            "Hải Lăng: 12",
        ):
            assert words in said

    def test_gives_rows_where_the_picture_would_be_too_small(self, shape: str, size: tuple[str, str]) -> None:
        card = figure_card(MANY, TEXT, shape=shape)
        assert "mục khác" in card
        assert "<svg" not in card[1:]

    def test_keeps_a_text_of_any_length_inside(self, shape: str, size: tuple[str, str]) -> None:
        long = CardText("Một tiêu đề rất dài " * 20, "Câu dài " * 80, "Nguồn dài " * 30, "Chuyên trang " * 9)
        card = ElementTree.fromstring(figure_card(FEW, long, shape=shape))
        lines = [float(node.get("y", "0")) for node in card.iter() if node.tag.endswith("text")]
        assert max(lines) < float(size[1])


class TestRefusals:
    def test_name_the_shape(self) -> None:
        with pytest.raises(ChartError, match="không có cỡ"):
            figure_card(FEW, TEXT, shape="round")

    def test_ask_for_a_title(self) -> None:
        with pytest.raises(ChartError, match="phải có tiêu đề"):
            figure_card(FEW, CardText(" ", "", "", "Trang"))


class TestLooks:
    @pytest.mark.parametrize("ground", GROUNDS.values())
    def test_keep_the_contrast_of_light_words_on_every_ground(self, ground: str) -> None:
        assert (_relative_light("#f0dcc8") + 0.05) / (_relative_light(ground) + 0.05) >= 4.5


YEARS = tuple(str(year) for year in range(2006, 2024))
LINE = Series("Quảng Trị", tuple(Mark(year, 50 + at) for at, year in enumerate(YEARS)), emphasised=True)
ROWS = [
    DotRow(f"Thành phần {at}", (Mark("Quảng Trị", at), Mark("Cả nước", None, reason="chưa tìm thấy")), 20)
    for at in range(1, 19)
]


class TestFiguresOfIndices:
    @pytest.mark.parametrize("shape", ["square", "wide", "slide"])
    def test_stand_on_a_card_as_the_same_picture(self, shape: str) -> None:
        figure = series_chart("PCI", YEARS, [LINE], unit="điểm")
        card = ElementTree.fromstring(figure_card(figure, TEXT, shape=shape))
        assert "Quảng Trị, năm 2023: 67,00" in list(card.itertext())

    @pytest.mark.parametrize("shape", ["square", "wide", "slide"])
    def test_give_the_first_rows_under_their_headings_where_the_picture_is_too_tall(self, shape: str) -> None:
        card = ElementTree.fromstring(figure_card(dot_chart("PAR INDEX", ROWS, unit="điểm"), TEXT, shape=shape))
        said = " ".join(card.itertext())
        for words in ("Thành phần 1", "1,00", "chưa tìm", "mục khác"):
            assert words in said
