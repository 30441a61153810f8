"""The two clocks against a reading that walks from day to day and asks of each whether it counts."""

from dataclasses import dataclass
from dataclasses import field as dataclass_field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from lantoa.apps.feedback.clocks import (
    Clock,
    Pause,
    Terms,
    acknowledge_due,
    answer_due,
    clock_of,
    clock_words,
    supply_due,
    used_days,
)
from lantoa.core.workdays import SpecialDay, WorkingCalendar

START = date(2025, 4, 1)
DAY = timedelta(days=1)


@dataclass
class Step:
    """A step as the clock reads it."""

    kind: str
    at: datetime
    detail: dict[str, Any] = dataclass_field(default_factory=dict)


def _terms(**values: Any) -> Terms:
    given = {"acknowledge_days": 2, "answer_days": 10, "extension_days": 5, "most_extensions": 2, "supply_days": 10,
             "reopen_days": 30}  # fmt: skip
    return Terms(START, **(given | values))


def _noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 5, tzinfo=UTC)


_SPECIAL = st.lists(
    st.builds(SpecialDay, st.integers(0, 120).map(lambda number: START + number * DAY), st.booleans(), st.just("x")),
    max_size=12, unique_by=lambda special: special.day,
)  # fmt: skip
# What happens, in order: days pass, then something is asked back, supplied, or the clock is extended.
_STORY = st.lists(st.tuples(st.integers(0, 12), st.sampled_from(["ask", "supply", "extend", "note"])), max_size=8)


class TestAgainstTheSlowReading:
    @settings(max_examples=200, deadline=None)
    @given(special=_SPECIAL, story=_STORY, answer_days=st.integers(1, 20), first=st.integers(1, 5))
    def test_agrees(
        self, special: list[SpecialDay], story: list[tuple[int, str]], answer_days: int, first: int
    ) -> None:
        calendar = WorkingCalendar(special)
        terms = _terms(answer_days=answer_days, acknowledge_days=first)
        steps, waits, added, asked = _told(story, terms)
        clock = clock_of(steps)
        assert clock is not None
        assert acknowledge_due(clock, calendar) == _slow_due(START, first, [], calendar)
        if asked:
            assert answer_due(clock, calendar) is None
            assert supply_due(clock, calendar) == _slow_due(asked, terms.supply_days, [], calendar)
        else:
            assert answer_due(clock, calendar) == _slow_due(START, answer_days + added, waits, calendar)
        last = steps[-1].at.date() + 3 * DAY
        still = [*waits, *([(asked, last)] if asked else [])]
        assert used_days(clock, calendar, last) == sum(
            calendar.is_working(day) and not any(one < day <= other for one, other in still)
            for day in _days(START, last)
        )
        assert clock_words(clock, calendar)


def _told(story: list[tuple[int, str]], terms: Terms) -> tuple[list[Step], list[tuple[date, date]], int, date | None]:
    """Return the steps of a story, the finished waits, the days added, and since when something is waited for."""
    day, asked, added, waits = START, None, 0, list[tuple[date, date]]()
    steps = [Step("routed", _noon(START), {"clock": terms.as_detail()})]
    for passed, what in story:
        day += passed * DAY
        if what == "ask" and asked is None:
            asked = day
            steps.append(Step("asked_back", _noon(day)))
        elif what == "supply" and asked is not None:
            waits.append((asked, day))
            asked = None
            steps.append(Step("supplied", _noon(day)))
        elif what == "extend" and asked is None:
            added += terms.extension_days
            steps.append(Step("extended", _noon(day), {"days": terms.extension_days}))
        else:
            steps.append(Step("note", _noon(day)))
    return steps, waits, added, asked


def _days(start: date, end: date) -> list[date]:
    return [start + number * DAY for number in range(1, (end - start).days + 1)]


def _slow_due(start: date, days: int, waits: list[tuple[date, date]], calendar: WorkingCalendar) -> date:
    """Return the day on which the last of so many working days is used up, walking; a day waited does not count, as
    the citizen has it. Days that were used before a wait stay used.
    """
    wanted = days + sum(
        calendar.is_working(day) for asked, ended in waits for day in _days(asked, ended)
    )  # fmt: skip
    day, used = start, 0
    while used < wanted:
        day += DAY
        used += calendar.is_working(day)
    return day


class TestClockOf:
    def test_is_none_until_something_starts_it(self) -> None:
        assert clock_of([Step("sent", _noon(START)), Step("routed", _noon(START))]) is None
        assert "chưa đặt thời hạn" in clock_words(None, WorkingCalendar())

    def test_starts_anew_when_the_citizen_opens_it_again(self) -> None:
        again = Terms(START + 30 * DAY, 1, 3, 0, 0, 5, 10)
        steps = [
            Step("routed", _noon(START), {"clock": _terms().as_detail()}), Step("extended", _noon(START), {"days": 5}),
            Step("answered", _noon(START)), Step("reopened", _noon(START + 30 * DAY), {"clock": again.as_detail()}),
        ]  # fmt: skip
        assert clock_of(steps) == Clock(again)

    def test_ends_a_wait_with_the_answer(self) -> None:
        steps = [
            Step("routed", _noon(START), {"clock": _terms().as_detail()}), Step("asked_back", _noon(START + DAY)),
            Step("answered", _noon(START + 2 * DAY)),
        ]  # fmt: skip
        clock = clock_of(steps)
        assert clock and clock.pauses == (Pause(START + DAY, START + 2 * DAY),)


class TestWords:
    def test_add_up_what_made_the_day(self) -> None:
        clock = Clock(
            _terms(source="Quyết định của tỉnh", unverified=False), (Pause(START + DAY, START + 3 * DAY),), (5,)
        )
        words = clock_words(clock, WorkingCalendar())
        assert "10 ngày làm việc + gia hạn 5 + 2 ngày chờ bổ sung (02/4–04/4/2025) = 17 ngày làm việc" in words
        assert words.endswith("Căn cứ: Quyết định của tỉnh.")

    def test_say_how_much_is_left_while_it_stands_still(self) -> None:
        words = clock_words(Clock(_terms(), (Pause(START + DAY),)), WorkingCalendar())
        assert "đồng hồ dừng từ ngày 02/4/2025" in words
        assert "còn 9 ngày làm việc" in words
        assert "(chưa kiểm chứng)" in words
