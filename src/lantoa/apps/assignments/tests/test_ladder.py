"""The moments of reminders: working days, the hour of the digest, quiet hours across midnight, holidays."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lantoa.apps.assignments.ladder import Facts, Hours, Ladder, Step
from lantoa.core.workdays import SpecialDay, WorkingCalendar

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
HOLIDAYS = [SpecialDay(date(2023, 5, day), True, "Nghỉ lễ") for day in (1, 2, 3)]
CALENDAR = WorkingCalendar([*HOLIDAYS, SpecialDay(date(2023, 5, 6), False, "Làm bù")])
USUAL = [
    *(Step(True, days) for days in (-3, 0, 1, 3)), Step(True, 5, superior=True), Step(False, 2), Step(False, 5, True),
]  # fmt: skip

days = st.dates(date(2023, 1, 1), date(2024, 12, 31))
hours = st.builds(Hours, digest_at=st.times(), quiet_from=st.times(), quiet_to=st.times())
moments = st.datetimes(datetime(2023, 1, 1), datetime(2024, 12, 31), timezones=st.just(UTC))
facts = st.builds(Facts, sent_on=st.none() | days, received=st.booleans(), due_date=st.none() | days)

# No verdict on how quick the machine is.
calm = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _ladder(steps: list[Step] = USUAL, hours: Hours = Hours()) -> Ladder:  # noqa: B008  # frozen
    return Ladder(steps, hours, CALENDAR, VIETNAM)


def _local(day: int, month: int, hour: int = 7, minute: int = 30) -> datetime:
    return datetime(2023, month, day, hour, minute, tzinfo=VIETNAM)


def _told(ladder: Ladder, facts: Facts) -> list[str]:
    return [f"{moment:%d/%m}" for moment, _ in ladder.moments(facts)]


class TestMoments:
    def test_count_working_days_from_the_due_date(self) -> None:
        received = Facts(date(2023, 6, 1), True, date(2023, 6, 15))
        assert _told(_ladder(), received) == ["12/06", "15/06", "16/06", "20/06", "22/06"]

    def test_pass_over_holidays_and_use_a_saturday_worked_in_exchange(self) -> None:
        due = Facts(date(2023, 4, 3), True, date(2023, 5, 4))
        assert _told(_ladder(), due) == ["26/04", "04/05", "05/05", "08/05", "10/05"]

    def test_take_the_last_working_day_before_a_due_date_that_is_off(self) -> None:
        assert _told(_ladder([Step(True, 0)]), Facts(None, True, date(2023, 5, 2))) == ["28/04"]
        assert _told(_ladder([Step(True, 0)]), Facts(None, True, date(2023, 6, 11))) == ["09/06"]

    def test_speak_of_what_was_not_received_though_no_due_date_is_stated(self) -> None:
        assert _told(_ladder(), Facts(date(2023, 6, 1), False, None)) == ["05/06", "08/06"]
        assert _told(_ladder(), Facts(date(2023, 6, 1), True, None)) == []

    def test_are_none_while_nothing_is_expected(self) -> None:
        assert _told(_ladder(), Facts(date(2023, 6, 1), False, date(2023, 6, 15), silent=True)) == []

    def test_are_told_in_vietnamese_time(self) -> None:
        ((moment, _),) = _ladder([Step(True, 0)]).moments(Facts(None, True, date(2023, 6, 15)))
        assert moment.astimezone(UTC) == datetime(2023, 6, 15, 0, 30, tzinfo=UTC)

    @calm
    @given(facts=facts, hours=hours)
    def test_fall_on_working_days_outside_the_quiet_hours(self, facts: Facts, hours: Hours) -> None:
        ladder = _ladder(hours=hours)
        for moment, _ in ladder.moments(facts):
            assert CALENDAR.is_working(moment.date())
            assert not hours.is_quiet(moment.time())
            assert ladder.speaks(moment)

    @calm
    @given(facts=facts, start=moments, looks=st.lists(st.timedeltas(timedelta(minutes=1), timedelta(days=60))))
    def test_are_each_reached_once_however_often_one_looks(
        self, facts: Facts, start: datetime, looks: list[timedelta]
    ) -> None:
        ladder, before, taken = _ladder(), start, []
        for wait in looks:
            taken += ladder.reached(facts, after=before, until=before + wait)
            before += wait
        assert taken == ladder.reached(facts, after=start, until=before)

    @calm
    @given(facts=facts, after=moments)
    def test_give_the_next_one_as_the_first_that_is_reached(self, facts: Facts, after: datetime) -> None:
        ladder = _ladder()
        moment = ladder.next_moment(facts, after=after)
        later = datetime(2030, 1, 1, tzinfo=UTC)
        if moment is None:
            assert ladder.reached(facts, after=after, until=later) == []
        else:
            assert moment > after
            assert ladder.reached(facts, after=after, until=moment - timedelta(microseconds=1)) == []
            assert ladder.reached(facts, after=after, until=moment)


class TestQuietHours:
    @pytest.mark.parametrize(
        ("at", "awake"),
        [
            (_local(1, 6, 21, 15), _local(2, 6, 7, 0)),
            (_local(2, 6, 0, 0), _local(2, 6, 7, 0)),
            (_local(2, 6, 6, 59), _local(2, 6, 7, 0)),
            (_local(2, 6, 7, 0), _local(2, 6, 7, 0)),
            (_local(2, 6, 19, 59), _local(2, 6, 19, 59)),
            (_local(2, 6, 20, 0), _local(3, 6, 7, 0)),
        ],
    )
    def test_span_midnight(self, at: datetime, awake: datetime) -> None:
        assert Hours().awake(at.astimezone(UTC), VIETNAM) == awake

    def test_may_lie_within_a_day_and_may_be_none(self) -> None:
        noon = Hours(quiet_from=time(11, 30), quiet_to=time(13, 30))
        assert noon.awake(_local(1, 6, 12, 0), VIETNAM) == _local(1, 6, 13, 30)
        assert noon.awake(_local(1, 6, 23, 0), VIETNAM) == _local(1, 6, 23, 0)
        assert not Hours(quiet_from=time(7), quiet_to=time(7)).is_quiet(time(7))

    def test_put_off_a_digest_hour_that_lies_within_them(self) -> None:
        ((moment, _),) = _ladder([Step(True, 0)], Hours(digest_at=time(5))).moments(
            Facts(None, True, date(2023, 6, 15))
        )
        assert moment == _local(15, 6, 7, 0)

    @calm
    @given(at=moments, hours=hours)
    def test_end_awake_and_not_before(self, at: datetime, hours: Hours) -> None:
        awake = hours.awake(at, VIETNAM)
        assert awake >= at
        assert awake - at < timedelta(days=1)
        assert not hours.is_quiet(awake.astimezone(VIETNAM).time())


class TestNextDigest:
    def test_waits_over_the_weekend_and_the_holidays(self) -> None:
        assert _ladder().next_digest(_local(28, 4, 7, 30)) == _local(4, 5)
        assert _ladder().next_digest(_local(28, 4, 7, 29)) == _local(28, 4)
        assert _ladder().next_digest(_local(5, 5, 9, 0)) == _local(6, 5), "a Saturday worked in exchange"

    @calm
    @given(after=moments, hours=hours)
    def test_is_the_first_moment_at_which_one_may_speak(self, after: datetime, hours: Hours) -> None:
        ladder = _ladder(hours=hours)
        moment = ladder.next_digest(after)
        assert moment > after
        assert ladder.speaks(moment)


class TestSpeaks:
    @pytest.mark.parametrize(
        ("at", "may"),
        [
            (_local(1, 6, 7, 29), False),
            (_local(1, 6, 7, 30), True),
            (_local(1, 6, 19, 59), True),
            (_local(1, 6, 20, 0), False),
            (_local(3, 6, 9, 0), False),
            (_local(1, 5, 9, 0), False),
            (_local(6, 5, 9, 0), True),
        ],
    )
    def test_on_working_days_between_the_hour_and_the_quiet(self, at: datetime, may: bool) -> None:
        assert _ladder().speaks(at) is may
