import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.core.charts import Bar, ChartError, bar_chart
from lantoa.core.charts.tests.drawing import SVG, box_of, marks_of, texts_of, tree_of

BARS = [Bar("Sở Y tế", 1234), Bar("Báo Quảng Trị", 12), Bar("Sở Nội vụ", 0)]
SHARES = [Bar("Sở Y tế", 6, 8), Bar("Báo Quảng Trị", 2, 8), Bar("Cồn Cỏ", 0, 0)]

ANY_BARS = st.lists(st.builds(Bar, st.text(max_size=40), st.integers(0, 10**7)), min_size=1, max_size=12)


class TestBarChart:
    def test_shows_the_same_in_picture_and_table(self):
        figure = bar_chart("Tin, bài", BARS)
        assert marks_of(figure) == [f"{label}: {value}" for label, value in figure.table.rows]
        assert texts_of(figure, "value") == [value for _, value in figure.table.rows] == ["1.234", "12", "0"]

    def test_shows_part_whole_and_share_the_same_in_picture_and_table(self):
        figure = bar_chart("Tỷ lệ", SHARES, unit="nhiệm vụ")
        assert figure.table.header == ("Đơn vị", "Nhiệm vụ", "Tổng số", "Tỷ lệ")
        assert texts_of(figure, "value") == [f"{part}/{whole} ({share})" for _, part, whole, share in figure.table.rows]
        assert figure.table.rows[0] == ("Sở Y tế", "6", "8", "75,0%")
        assert figure.table.rows[2] == ("Cồn Cỏ", "0", "0", "–")

    @given(ANY_BARS)
    def test_shows_the_same_in_picture_and_table_for_any_data(self, bars):
        figure = bar_chart("Tin, bài", bars)
        assert texts_of(figure, "value") == [row[1] for row in figure.table.rows]

    def test_draws_bars_in_proportion(self):
        figure = bar_chart("Tin, bài", [Bar("A", 100), Bar("B", 50), Bar("C", 0)])
        widths = [box_of(mark)[2] for mark in tree_of(figure).iter(f"{SVG}rect") if mark.get("class") == "chart-mark"]
        assert widths[1] == pytest.approx(widths[0] / 2, abs=1)
        assert widths[2] == 0

    @pytest.mark.parametrize(
        ("bars", "sentence"),
        [
            (
                BARS,
                "Cao nhất: Sở Y tế (1.234 tin, bài); thấp nhất: Sở Nội vụ (0 tin, bài). "
                "Tổng cộng 1.246 tin, bài của 3 đơn vị.",
            ),
            ([Bar("A", 2), Bar("B", 2)], "Cả 2 đơn vị đều có 2 tin, bài. Tổng cộng 4 tin, bài của 2 đơn vị."),
            ([Bar("A", 2)], "A: 2 tin, bài."),
            ([Bar("A", 5), Bar("B", 0), Bar("C", 0)], "thấp nhất: B và C (0 tin, bài)."),
            (
                [Bar("A", 5), *(Bar(name, 0) for name in "BCDEF")],
                "thấp nhất: B, C, D và 2 đơn vị khác (0 tin, bài).",
            ),
            (SHARES, "Tỷ lệ cao nhất: Sở Y tế (75,0%); thấp nhất: Báo Quảng Trị (25,0%). Chung: 8/16 tin, bài (50,0%)"),
        ],
    )
    def test_says_highest_lowest_and_total(self, bars, sentence):
        assert sentence in bar_chart("Tin, bài", bars).sentence

    @pytest.mark.parametrize(
        ("bars", "message"),
        [
            ([], "Không có số liệu"),
            ([Bar("A", -1)], "phải là số không âm"),
            ([Bar("A", float("nan"))], "phải là số không âm"),
            ([Bar("A", 1, 2), Bar("B", 1)], "có mục không"),
            ([Bar("A", 3, 2)], "phần \\(3\\) lớn hơn tổng \\(2\\)"),
        ],
    )
    def test_refuses_what_it_cannot_draw(self, bars, message):
        with pytest.raises(ChartError, match=message):
            bar_chart("Tin, bài", bars)

    def test_shades_the_table_so_that_a_document_can_show_the_same(self):
        assert bar_chart("Tin, bài", BARS).table.shades == ((None, 4), (None, 1), (None, 0))
