"""Changes and pieces of lines against looking at every pair of years."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.core.scoring import Change, NoChange, Reading, break_between, change_between, changes_along, runs

from .calm import calm

cells = st.tuples(
    st.one_of(st.none(), st.integers(0, 100).map(lambda hundredths: Decimal(hundredths) / 100)),
    st.one_of(st.none(), st.integers(1, 63)),
    st.sampled_from([None, 34, 63]),
    st.sampled_from(["6 nội dung", "8 nội dung"]),
    st.sampled_from(["Quảng Trị", "Quảng Trị (mới)"]),
    st.sampled_from(["", "", "", "bỏ hai tiêu chí"]),
    st.sampled_from([1, 1, 1, 1, 2]),  # years since the reading before
)
lines = st.lists(cells, max_size=8).map(
    lambda rows: [
        Reading(2011 + sum(one[-1] for one in rows[: place + 1]), value, rank, of, scale, entity, why)
        for place, (value, rank, of, scale, entity, why, _) in enumerate(rows)
    ]
)


def joined(one: Reading, other: Reading) -> bool:
    return (one.entity, one.scale, other.method_break, one.year + 1) == (other.entity, other.scale, "", other.year)


class TestChangesAlong:
    @calm
    @given(lines)
    def test_are_differences_where_both_years_can_be_compared(self, readings):
        changes = changes_along(readings)
        assert len(changes) == len(readings)
        assert changes[:1] in ((), (None,))
        for one, other, change in zip(readings[:-1], readings[1:], changes[1:], strict=True):
            has_points = joined(one, other) and None not in (one.value, other.value)
            has_ranks = (
                joined(one, other)
                and None not in (one.rank, other.rank, one.rank_of, other.rank_of)
                and one.rank_of == other.rank_of
            )
            if not has_points and not has_ranks:
                assert isinstance(change, NoChange)
                assert change.reason.endswith(".")
                continue
            assert isinstance(change, Change)
            assert (change.before, change.after) == (one, other)
            assert change.points == (other.value - one.value if has_points else None)
            assert change.ranks == (one.rank - other.rank if has_ranks else None)
            if has_points and has_ranks:
                assert change.note == ""


class TestChangeBetween:
    @calm
    @given(lines)
    def test_over_several_years_needs_every_step_unbroken(self, readings):
        if len(readings) < 3:
            return
        whole = [Reading(one.year, Decimal(1), 1, 63, one.scale, one.entity, one.method_break) for one in readings]
        change = change_between(whole[0], whole[-1], whole[1:-1])
        assert isinstance(change, Change) == all(joined(one, other) for one, other in pairwise(whole))

    def test_tells_both_ranks_where_other_numbers_were_ranked(self):
        change = change_between(Reading(2024, Decimal(61), 41, 63), Reading(2025, Decimal(62), 20, 34))
        assert isinstance(change, Change)
        assert (change.points, change.ranks) == (Decimal(1), None)
        assert "hạng 41/63" in change.note and "hạng 20/34" in change.note

    def test_is_of_ranks_alone_where_a_value_is_missing(self):
        change = change_between(Reading(2022, None, 52, 63, absence="chưa thấy"), Reading(2023, Decimal(86), 41, 63))
        assert isinstance(change, Change)
        assert (change.points, change.ranks) == (None, 11)
        assert change.note == "Năm 2022 không có giá trị: chưa thấy."

    @pytest.mark.parametrize(
        ("before", "after", "reason"),
        [
            (Reading(2017, Decimal(39), scale="A"), Reading(2018, Decimal(46), scale="B"), "Thang đo khác nhau"),
            (
                Reading(2024, Decimal(1), entity="Cũ"),
                Reading(2025, Decimal(1), entity="Mới"),
                "Hai đối tượng khác",
            ),
            (Reading(2020, Decimal(1)), Reading(2021, Decimal(1), method_break="bỏ hai tiêu chí"), "bỏ hai tiêu chí."),
            (Reading(2011, Decimal(1)), Reading(2015, Decimal(1)), "Giữa năm 2011 và năm 2015 không có kỳ nào"),
            (Reading(2022, Decimal(1)), Reading(2023, absence="chỉ công bố 30 tỉnh đầu"), "chỉ công bố 30 tỉnh đầu."),
        ],
    )
    def test_is_none_with_its_reason(self, before, after, reason):
        change = change_between(before, after)
        assert isinstance(change, NoChange)
        assert reason in change.reason

    def test_refuses_years_that_do_not_rise(self):
        with pytest.raises(ValueError, match="rising"):
            change_between(Reading(2021), Reading(2021))


class TestRuns:
    @calm
    @given(lines, st.booleans())
    def test_join_two_neighbours_exactly_where_nothing_parts_them(self, readings, of_ranks):
        pieces = runs(readings, of_ranks=of_ranks)
        drawn = [one for one in readings if (one.rank if of_ranks else one.value) is not None]
        assert [one for piece in pieces for one in piece] == drawn
        assert all(pieces)
        links = {(one.year, other.year) for piece in pieces for one, other in pairwise(piece)}
        expected = {
            (one.year, other.year)
            for one, other in pairwise(readings)
            if one in drawn and other in drawn and joined(one, other) and (not of_ranks or one.rank_of == other.rank_of)
        }
        assert links == expected


class TestBreakBetween:
    def test_is_not_an_absence(self):
        assert break_between(Reading(2022, Decimal(1)), Reading(2023, absence="chưa công bố")) == ""
