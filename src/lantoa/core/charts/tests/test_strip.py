import pytest

from lantoa.core.charts import ChartError, Mark, strip_chart
from lantoa.core.charts.strip_words import Strip, quartiles
from lantoa.core.charts.tests.drawing import SVG, marks_of, texts_of, tree_of

RANKS = [Mark(f"Tỉnh {rank}", rank) for rank in range(1, 64)]


class TestStripChart:
    def test_names_only_the_emphasised(self):
        figure = strip_chart("Hạng", RANKS, emphasised={"Tỉnh 41"}, unit="hạng", downwards=True, of=63)
        assert texts_of(figure, "name") == ["Tỉnh 41: hạng 41"]
        assert len(marks_of(figure)) == 63
        assert "Tỉnh 41: hạng 41 trong 63." in figure.sentence

    def test_draws_no_dot_on_another(self):
        figure = strip_chart("Điểm", [Mark(f"Tỉnh {at}", 80) for at in range(63)], unit="điểm")
        places = [(dot.get("cx"), dot.get("cy")) for dot in tree_of(figure).iter(f"{SVG}circle")]
        assert len(set(places)) == 63

    @pytest.mark.parametrize(("count", "expected"), [(7, []), (8, [2, 4, 6]), (63, [16, 32, 48])])
    def test_marks_quarters_at_readings_that_somebody_has(self, count, expected):
        strip = Strip(tuple(RANKS[:count]), frozenset(), "hạng", "tỉnh", True, 63, 0)
        assert quartiles(strip) == expected

    @pytest.mark.parametrize(
        ("marks", "emphasised", "message"),
        [
            ([], (), "Không có số liệu"),
            (RANKS[:2], {"Huế"}, "không có trong"),
            ([RANKS[0]] * 2, (), "lặp lại"),
        ],
    )
    def test_refuses_what_is_not_clear(self, marks, emphasised, message):
        with pytest.raises(ChartError, match=message):
            strip_chart("Hạng", marks, emphasised=emphasised, unit="hạng", downwards=True)
