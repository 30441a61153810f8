import itertools

from hypothesis import given
from hypothesis import strategies as st

from lantoa.core.charts.places import spread, text_box, thinned
from lantoa.core.charts.svg import text_width

BLOCKS = st.lists(st.tuples(st.integers(0, 300), st.integers(10, 60)), min_size=1, max_size=8)


class TestSpread:
    @given(BLOCKS)
    def test_lays_no_block_over_another_and_none_above_the_top(self, blocks):
        wanted, heights = [place for place, _ in blocks], [height for _, height in blocks]
        tops = spread(wanted, heights, top=0, bottom=300)
        ends = sorted(zip(tops, heights, strict=True))
        assert ends[0][0] >= 0
        assert all(top + height <= after for (top, height), (after, _) in itertools.pairwise(ends))

    @given(BLOCKS)
    def test_keeps_the_order(self, blocks):
        wanted, heights = [place for place, _ in blocks], [height for _, height in blocks]
        tops = spread(wanted, heights, top=0, bottom=300)
        order = sorted(range(len(blocks)), key=lambda index: (wanted[index], index))
        assert [tops[index] for index in order] == sorted(tops)

    def test_moves_nothing_that_has_room(self):
        assert spread([10, 60, 120], [20, 20, 20], top=0, bottom=300) == [10, 60, 120]


class TestThinned:
    @given(st.integers(1, 60), st.integers(60, 600), st.sampled_from(["2023", "T1", "Quý I/2023"]))
    def test_writes_the_first_and_the_last_and_nothing_over_another(self, count, room, label):
        places = [10 + room * at // max(count - 1, 1) for at in range(count)]
        kept = thinned([label] * count, places, left=0, right=room + 40)
        indexes = [index for index, _ in kept]
        boxes = [text_box(x, 0, label, "middle") for _, x in kept]
        assert indexes == sorted(set(indexes))
        assert indexes[0] == 0
        assert indexes[-1] == count - 1 or room < 2 * text_width(label)
        assert all(not one.meets(other) for one, other in itertools.pairwise(boxes))
