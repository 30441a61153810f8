import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.core.charts import ChartError, Point, line_chart
from lantoa.core.charts.tests.drawing import SVG, marks_of, texts_of, tree_of

POINTS = [Point("T1", 4), Point("T2", 1250), Point("T3", 0)]


def figure_of(values):
    return line_chart("Theo tuần", [Point(f"T{at + 1}", value) for at, value in enumerate(values)])


def heights_of(figure):
    return [int(dot.get("cy")) for dot in tree_of(figure).iter(f"{SVG}circle")]


class TestLineChart:
    @given(st.lists(st.integers(0, 10**6), min_size=1, max_size=60))
    def test_shows_the_same_in_picture_and_table(self, values):
        figure = figure_of(values)
        assert marks_of(figure) == [f"{label}: {value}" for label, value in figure.table.rows]

    @given(st.lists(st.integers(0, 10**6), min_size=2, max_size=60))
    def test_draws_a_higher_count_never_lower(self, values):
        heights = heights_of(figure_of(values))
        for (value, height), (other, other_height) in zip(
            zip(values, heights, strict=True), zip(values[1:], heights[1:], strict=True), strict=False
        ):
            assert (height <= other_height) if value >= other else (height >= other_height)

    def test_writes_every_count_where_there_is_room(self):
        assert texts_of(line_chart("Theo tuần", POINTS), "value") == ["4", "1.250", "0"]

    def test_writes_highest_lowest_and_last_where_there_is_not(self):
        values = [50] * 52
        values[10], values[30], values[51] = 99, 1, 42
        assert texts_of(figure_of(values), "value") == ["99", "1", "42"]

    @pytest.mark.parametrize(
        ("highest", "ticks"),
        [
            (0, ["0", "1"]),
            (1, ["0", "1"]),
            (5, ["0", "1", "2", "3", "4", "5"]),
            (40, ["0", "10", "20", "30", "40"]),
            (25980, ["0", "10.000", "20.000", "30.000"]),
        ],
    )
    def test_has_whole_round_ticks_from_zero(self, highest, ticks):
        assert [text for text in texts_of(figure_of([highest]), "tick") if not text.startswith("T")] == ticks

    @pytest.mark.parametrize(
        ("points", "sentence"),
        [
            (
                POINTS,
                "Cao nhất: T2 (1.250 tin, bài); thấp nhất: T3 (0 tin, bài). Tổng cộng 1.254 tin, bài trong 3 tuần.",
            ),
            ([Point("T1", 2), Point("T2", 2)], "Mỗi tuần đều có 2 tin, bài. Tổng cộng 4 tin, bài trong 2 tuần."),
        ],
    )
    def test_says_highest_lowest_and_total(self, points, sentence):
        assert line_chart("Theo tuần", points).sentence == f"Theo tuần. {sentence}"

    def test_refuses_no_points(self):
        with pytest.raises(ChartError, match="Không có số liệu"):
            line_chart("Theo tuần", [])
