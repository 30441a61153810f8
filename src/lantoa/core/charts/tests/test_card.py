from xml.etree import ElementTree

import pytest

from lantoa.core.charts import Bar, CardText, ChartError, bar_chart, figure_card
from lantoa.core.charts.card import GROUNDS

TEXT = CardText("Nộp hồ sơ <qua> mạng", "Cao nhất: Hải Lăng (12 bài).", "Báo cáo của tỉnh", "Chuyên trang thử")
FEW = bar_chart("Theo xã", [Bar("Hải Lăng", 12), Bar("Triệu Phong", 5)], unit="bài", noun="xã")
MANY = bar_chart("Theo xã", [Bar(f"Xã số {place}", place) for place in range(1, 40)], unit="bài", noun="xã")


def _relative_light(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(("shape", "size"), [("square", ("1080", "1080")), ("wide", ("1200", "630"))])
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
