import pytest

from lantoa.core.charts import Mark, Panel, Series, multiples
from lantoa.core.charts.tests.drawing import SVG, tree_of


class TestMultiples:
    @pytest.mark.parametrize(("width", "columns"), [(360, 1), (720, 2), (1200, 3)])
    def test_make_use_of_the_width(self, width, columns):
        line = (Series("Quảng Trị", (Mark("2023", 60),), emphasised=True),)
        panels = [Panel(f"Chỉ số {at}", ("2023",), line, unit="điểm") for at in range(6)]
        figure = multiples("Các chỉ số", panels, width=width)
        titles = [text for text in tree_of(figure).iter(f"{SVG}text") if text.get("class") == "chart-title"]
        assert len({title.get("x") for title in titles}) == columns
        assert "Mỗi hình một thang riêng" in figure.svg
