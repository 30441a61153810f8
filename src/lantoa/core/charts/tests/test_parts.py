from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.core.charts import ChartError, Part, stacked_bar
from lantoa.core.charts.tests.drawing import SVG, box_of, marks_of, texts_of, tree_of

PARTS = [Part("Đã có tin, bài", 45), Part("Chưa có tin, bài", 28), Part("Không truy cập được nguồn", 7)]


def segments_of(figure):
    return [mark for mark in tree_of(figure).iter(f"{SVG}rect") if mark.get("class") == "chart-mark"]


class TestStackedBar:
    def test_shows_the_same_in_picture_table_and_sentence(self):
        figure = stacked_bar("Độ phủ", PARTS)
        *rows, total = figure.table.rows
        assert texts_of(figure, "value") == [f"{count} ({share})" for _, count, share in rows]
        assert marks_of(figure) == [f"{label}: {count} ({share})" for label, count, share in rows]
        assert all(f"{label} {count} ({share})" in figure.sentence for label, count, share in rows)
        assert total == ("Tổng số", "80", "100,0%")
        assert "Trong 80 nhiệm vụ" in figure.sentence

    @given(st.lists(st.integers(0, 5000), min_size=1, max_size=6))
    def test_fills_the_bar_without_hole_or_overlap(self, values):
        figure = stacked_bar("Độ phủ", [Part(f"Phần {at}", value) for at, value in enumerate(values)])
        boxes = [box_of(mark) for mark in segments_of(figure)]
        assert len(boxes) == sum(value > 0 for value in values)
        for before, after in pairwise(boxes):
            assert abs(before[0] + before[2] - after[0]) <= 1
        if boxes:
            assert boxes[0][0] == 1
            assert boxes[-1][0] + boxes[-1][2] in (359, 360)

    def test_gives_every_part_its_own_pattern(self):
        fills = [mark.get("fill") for mark in segments_of(stacked_bar("Độ phủ", [Part(str(at), 1) for at in range(6)]))]
        assert len(set(fills)) == 6
        assert all(fill.startswith("url(#") for fill in fills[1:])

    def test_shows_no_share_of_nothing(self):
        figure = stacked_bar("Độ phủ", [Part("Đã có", 0), Part("Chưa có", 0)])
        assert marks_of(figure) == []
        assert [row[2] for row in figure.table.rows] == ["–", "–", "–"]

    @pytest.mark.parametrize(
        ("parts", "message"),
        [([], "Không có số liệu"), ([Part("A", -1)], "không âm"), ([Part("A", 1)] * 7, "tối đa 6 phần")],
    )
    def test_refuses_what_it_cannot_draw(self, parts, message):
        with pytest.raises(ChartError, match=message):
            stacked_bar("Độ phủ", parts)
