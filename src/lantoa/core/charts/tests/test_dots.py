import pytest

from lantoa.core.charts import ChartError, DotRow, Mark, dot_chart
from lantoa.core.charts.tests.drawing import SVG, tree_of


class TestDotChart:
    def test_takes_each_row_as_a_share_of_its_own_maximum_where_they_differ(self):
        rows = [DotRow("A", (Mark("Quảng Trị", 6.5),), 13), DotRow("B", (Mark("Quảng Trị", 5),), 10)]
        figure = dot_chart("PAR INDEX", rows, unit="điểm")
        dots = [dot.get("cx") for dot in tree_of(figure).iter(f"{SVG}circle") if dot.get("class") == "chart-mark"]
        assert len(set(dots)) == 1
        assert "mỗi dòng một thang riêng" in " ".join(text.text for text in tree_of(figure).iter(f"{SVG}text"))

    def test_says_how_far_under_the_others_it_is(self):
        rows = [
            DotRow("A", (Mark("Quảng Trị", 6.5), Mark("Cả nước", 7)), 10),
            DotRow("B", (Mark("Quảng Trị", 5), Mark("Cả nước", 4)), 10),
        ]
        assert dot_chart("PAPI", rows, unit="điểm").sentence == (
            "PAPI. Quảng Trị: gần mức tối đa nhất A 6,50/10 điểm; xa nhất B 5,00/10 điểm. "
            "So với Cả nước: cao hơn ở 1/2 thành phần; thấp hơn ở 1/2 thành phần, xa nhất là A (kém 0,50 điểm)."
        )

    def test_refuses_a_value_over_its_maximum(self):
        with pytest.raises(ChartError, match="lớn hơn mức tối đa"):
            dot_chart("PAPI", [DotRow("A", (Mark("Quảng Trị", 11),), 10)], unit="điểm")
