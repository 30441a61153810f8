import pytest

from lantoa.core.charts import ChartError, Stretch, interval_chart
from lantoa.core.charts.tests.drawing import SVG, tree_of

ROWS = [
    Stretch("Xã A", 82.4, 78.1, 86.0, "310 phiếu"),
    Stretch("Xã B", 61, 50, 71, "80 phiếu", emphasised=True),
    Stretch("Xã C", None, of="12 phiếu", reason="dưới 30 phiếu"),
]


class TestIntervalChart:
    def test_draws_values_and_ends_at_their_places_on_the_scale(self):
        tree = tree_of(interval_chart("Hài lòng", [Stretch("Xã A", 50, 25, 75)]))
        (dot,) = [dot for dot in tree.iter(f"{SVG}circle") if dot.get("class") == "chart-mark"]
        assert dot.get("cx") == "180"
        (stretch,) = [line for line in tree.iter(f"{SVG}line") if line.get("stroke-width") == "3"]
        assert (stretch.get("x1"), stretch.get("x2")) == ("94", "266")

    def test_says_the_highest_the_lowest_and_how_many_are_not_told(self):
        figure = interval_chart("Hài lòng", ROWS, noun="xã")
        assert figure.sentence == ("Hài lòng. Cao nhất: Xã A (82,4%). Thấp nhất: Xã B (61,0%). 1 xã không nêu kết quả.")

    def test_tells_the_same_in_its_table(self):
        assert interval_chart("Hài lòng", ROWS, noun="xã").table.rows == (
            ("Xã A", "82,4%", "78,1% – 86,0%", "310 phiếu"),
            ("Xã B", "61,0%", "50,0% – 71,0%", "80 phiếu"),
            ("Xã C", "dưới 30 phiếu", "–", "12 phiếu"),
        )

    def test_draws_no_mark_for_what_is_not_told(self):
        tree = tree_of(interval_chart("Hài lòng", ROWS[2:]))
        assert [one for one in tree.iter() if one.get("class") == "chart-mark"] == []

    @pytest.mark.parametrize("row", [Stretch("A", 101), Stretch("A", 50, 60, 70)])
    def test_refuses_what_it_could_only_draw_wrongly(self, row):
        with pytest.raises(ChartError, match="ở ngoài"):
            interval_chart("Hài lòng", [row])

    def test_refuses_to_draw_nothing(self):
        with pytest.raises(ChartError, match="Không có số liệu"):
            interval_chart("Hài lòng", [])
