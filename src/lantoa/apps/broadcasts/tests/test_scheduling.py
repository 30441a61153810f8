"""What holds of every schedule, whatever the slots, limits and bulletins."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lantoa.apps.broadcasts.scheduling import (
    Entry,
    Opening,
    Plan,
    Rank,
    SlotTimes,
    Wish,
    fill_slot,
    leaving,
    next_room,
    openings_between,
    plan_airings,
)

_MONDAY = date(2023, 6, 5)
_START = datetime(2023, 6, 5, tzinfo=UTC)
_EVERY_DAY = frozenset(range(1, 8))
# A busy machine makes examples slowly; that says nothing of the rules.
unhurried = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)

slots = st.builds(
    SlotTimes,
    key=st.integers(1, 5),
    starts=st.times().map(lambda moment: moment.replace(second=0, microsecond=0)),
    minutes=st.integers(1, 60),
    weekdays=st.frozensets(st.integers(1, 7), min_size=1),
)
week = st.lists(slots, min_size=1, max_size=4, unique_by=lambda slot: (slot.key, slot.starts)).map(
    lambda listed: openings_between(listed, _MONDAY, _MONDAY + timedelta(days=9), UTC)
)
moments = st.integers(0, 10 * 24 * 60).map(lambda minutes: _START + timedelta(minutes=minutes))


@st.composite
def wishes(draw: st.DrawFn) -> Wish:
    begins = draw(moments)
    return Wish(
        rank=draw(st.sampled_from(Rank)),
        valid_from=begins,
        valid_until=begins + timedelta(minutes=draw(st.integers(1, 8 * 24 * 60))),
        at_most=draw(st.integers(1, 30)),
        a_day=draw(st.integers(1, 4)),
        seconds=draw(st.floats(1, 1_800)),
    )


entries = st.lists(
    st.builds(
        Entry,
        key=st.integers(1, 10_000),
        rank=st.sampled_from(Rank),
        position=st.integers(0, 5),
        since=moments,
        seconds=st.floats(0, 900),
    ),
    max_size=8,
    unique_by=lambda entry: entry.key,
)


def _wish(**values: object) -> Wish:
    standard = {
        "rank": Rank.ROUTINE, "valid_from": _START, "valid_until": _START + timedelta(days=7), "at_most": 7, "a_day": 1,
        "seconds": 60.0,
    }  # fmt: skip
    return Wish(**{**standard, **values})  # type: ignore[arg-type]


def _twice_a_day(days: int = 7) -> list[Opening]:
    listed = [SlotTimes(1, time(5), 15, _EVERY_DAY), SlotTimes(2, time(17), 15, _EVERY_DAY)]
    return openings_between(listed, _MONDAY, _MONDAY + timedelta(days=days - 1), UTC)


class TestPlanAirings:
    @unhurried
    @given(wish=wishes(), openings=week, free=st.integers(0, 3_600), kept=st.integers(0, 4))
    def test_keeps_every_limit(self, wish: Wish, openings: list[Opening], free: int, kept: int) -> None:
        has = [(each.day, each.starts_at) for each in openings[:kept]]
        plan = plan_airings(wish, openings, kept=has, room=lambda _: free)

        assert all(wish.valid_from <= each.starts_at < wish.valid_until for each in plan.openings)
        assert len(plan.openings) <= max(wish.at_most - kept, 0)
        assert not {each.starts_at for each in plan.openings} & {starts_at for _, starts_at in has}
        assert len(set(plan.openings)) == len(plan.openings)
        per_day = Counter(day for day, _ in has) + Counter(each.day for each in plan.openings)
        new_days = {each.day for each in plan.openings}
        assert all(per_day[day] <= wish.a_day for day in new_days)
        if wish.rank == Rank.ROUTINE:
            assert not plan.openings or free + 0.01 >= wish.seconds

    @unhurried
    @given(wish=wishes(), openings=week, free=st.integers(0, 3_600))
    def test_says_why_something_is_left_over(self, wish: Wish, openings: list[Opening], free: int) -> None:
        plan = plan_airings(wish, openings, room=lambda _: free)
        assert bool(plan.reason) == (plan.left_over > 0 or not plan.openings)

    @unhurried
    @given(wish=wishes(), openings=week)
    def test_adds_nothing_when_asked_again(self, wish: Wish, openings: list[Opening]) -> None:
        first = plan_airings(wish, openings, room=lambda _: 3_600)
        has = [(each.day, each.starts_at) for each in first.openings]
        assert plan_airings(wish, openings, kept=has, room=lambda _: 3_600).openings == ()

    @unhurried
    @given(at_most=st.integers(1, 40), a_day=st.integers(1, 3), days=st.integers(1, 12))
    def test_spreads_a_routine_bulletin_over_the_days(self, at_most: int, a_day: int, days: int) -> None:
        wish = _wish(at_most=at_most, a_day=a_day, valid_until=_START + timedelta(days=days))
        plan = plan_airings(wish, _twice_a_day(days), room=lambda _: 900)
        counts = Counter(each.day for each in plan.openings)
        assert max(counts.values()) - min([0] * (len(counts) < days) + [*counts.values()]) <= 1
        assert len(plan.openings) == min(at_most, days * min(a_day, 2))

    def test_lets_those_who_hear_only_one_slot_hear_it_too(self) -> None:
        plan = plan_airings(_wish(), _twice_a_day(), room=lambda _: 900)
        assert {each.slot for each in plan.openings} == {1, 2}

    def test_puts_fewer_airings_than_days_at_even_distances(self) -> None:
        plan = plan_airings(_wish(at_most=3, a_day=2), _twice_a_day(), room=lambda _: 900)
        assert [each.day.day for each in plan.openings] == [5, 8, 11]

    def test_moves_a_routine_airing_to_the_next_slot_with_room(self) -> None:
        openings = _twice_a_day(2)
        full = openings[0]
        wish = _wish(at_most=4, a_day=2, valid_until=_START + timedelta(hours=18))
        plan = plan_airings(wish, openings, room=lambda each: 0 if each == full else 900)
        assert [each.starts_at for each in plan.openings] == [openings[1].starts_at]
        assert plan == Plan((openings[1],), 1, plan.reason)
        assert "Còn 1 lượt" in plan.reason

    def test_says_that_a_bulletin_is_longer_than_every_slot(self) -> None:
        plan = plan_airings(_wish(seconds=1_000), _twice_a_day(), room=lambda _: 900)
        assert plan.openings == ()
        assert plan.reason == (
            "Bản tin dài 16 phút 40 giây, dài hơn mọi khung giờ của đài (dài nhất 15 phút)."
        )  # fmt: skip

    def test_puts_a_priority_bulletin_in_the_earliest_slots_though_they_are_full(self) -> None:
        openings = _twice_a_day()
        plan = plan_airings(_wish(rank=Rank.PRIORITY, at_most=3, a_day=2), openings, room=lambda _: 0)
        assert plan.openings == tuple(openings[:3])


class TestFillSlot:
    @unhurried
    @given(entries=entries, length=st.integers(60, 3_600), interrupted=st.integers(0, 600))
    def test_plays_everything_by_class_and_loses_nothing(
        self, entries: list[Entry], length: int, interrupted: int
    ) -> None:
        filled = fill_slot(entries, length, interrupted=interrupted)
        assert sorted(filled.entries, key=lambda one: one.key) == sorted(entries, key=lambda one: one.key)
        ranks = [entry.rank for entry in filled.entries]
        assert ranks == sorted(ranks, reverse=True)
        assert filled.seconds == pytest.approx(interrupted + sum(entry.seconds for entry in entries))
        assert filled.over_by == pytest.approx(max(filled.seconds - length, 0), abs=0.01)

    @unhurried
    @given(entries=entries, length=st.integers(60, 3_600))
    def test_makes_no_clash_of_what_fits(self, entries: list[Entry], length: int) -> None:
        filled = fill_slot(entries, length)
        assert not (filled.clash and filled.over_by == 0)
        assert not (filled.clash and sum(entry.rank == Rank.PRIORITY for entry in entries) < 2)

    @unhurried
    @given(entries=entries, length=st.integers(60, 3_600))
    def test_lets_only_routine_entries_leave_and_no_more_than_needed(self, entries: list[Entry], length: int) -> None:
        gone = leaving(entries, length)
        stay = [entry for entry in entries if entry not in gone]
        assert all(entry.rank == Rank.ROUTINE for entry in gone)
        fits = fill_slot(stay, length).over_by == 0
        assert fits or all(entry.rank > Rank.ROUTINE for entry in stay)
        if gone:
            assert fill_slot([*stay, gone[-1]], length).over_by > 0

    def test_asks_the_station_about_two_priority_bulletins_until_it_has_said_the_order(self) -> None:
        two = [Entry(key, Rank.PRIORITY, 0, _START, 500) for key in (1, 2)]
        assert fill_slot(two, 900).clash
        ordered = [Entry(1, Rank.PRIORITY, 2, _START, 500), Entry(2, Rank.PRIORITY, 1, _START, 500)]
        filled = fill_slot(ordered, 900)
        assert not filled.clash
        assert [entry.key for entry in filled.entries] == [2, 1]
        assert filled.over_by == 100

    def test_asks_again_when_a_third_one_comes(self) -> None:
        three = [Entry(key, Rank.PRIORITY, key, _START, 400) for key in (0, 1, 2)]
        assert fill_slot(three, 900).clash


class TestNextRoom:
    @unhurried
    @given(wish=wishes(), openings=week, after=moments)
    def test_is_later_in_time_and_within_the_limit_a_day(
        self, wish: Wish, openings: list[Opening], after: datetime
    ) -> None:
        found = next_room(wish, openings, after=after, kept=(), room=lambda _: 900)
        if found is not None:
            assert after < found.starts_at < wish.valid_until
            assert wish.seconds <= 900.01
