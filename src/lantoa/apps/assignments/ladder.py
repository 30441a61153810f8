"""The ladder of reminders, without a database: when an assignment is spoken of, and when nobody is disturbed.

Every step speaks at a digest moment: a working day at the hour of the digest, outside the quiet hours, in local time.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from lantoa.core.workdays import WorkingCalendar

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Step:
    """One rung: so many working days from the due date (before it, if negative), or after sending while not received;
    `superior` ones are told to the agency above too.
    """

    from_due: bool
    working_days: int
    superior: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """What the ladder must know of one assignment; `silent` while nothing is expected of the agency."""

    sent_on: date | None
    received: bool
    due_date: date | None
    silent: bool = False


@dataclass(frozen=True, slots=True)
class Hours:
    """The hour of the digest and the quiet hours, which may span midnight; none where both ends are the same."""

    digest_at: time = time(7, 30)
    quiet_from: time = time(20, 0)
    quiet_to: time = time(7, 0)

    def is_quiet(self, hour: time) -> bool:
        """Return whether the hour is quiet; the end of the quiet hours is not.

        >>> hours = Hours()
        >>> hours.is_quiet(time(23)), hours.is_quiet(time(6, 59)), hours.is_quiet(time(7))
        (True, True, False)
        """
        if self.quiet_from <= self.quiet_to:
            return self.quiet_from <= hour < self.quiet_to
        return hour >= self.quiet_from or hour < self.quiet_to

    @property
    def digest_hour(self) -> time:
        """Return the hour of the digest; one inside the quiet hours gives way to their end on the same day."""
        return self.quiet_to if self.is_quiet(self.digest_at) else self.digest_at

    def awake(self, moment: datetime, zone: tzinfo) -> datetime:
        """Return the moment itself, or the end of the quiet hours that it falls into.

        >>> from datetime import UTC
        >>> Hours().awake(datetime(2023, 6, 1, 22, 0, tzinfo=UTC), UTC)
        datetime.datetime(2023, 6, 2, 7, 0, tzinfo=datetime.timezone.utc)
        """
        local = moment.astimezone(zone)
        if not self.is_quiet(local.time()):
            return moment
        day = local.date() + _DAY if local.time() >= self.quiet_to else local.date()
        return datetime.combine(day, self.quiet_to, tzinfo=zone)


class Ladder:
    """The steps of one programme with its hours, its working calendar and its zone. Days are counted once and kept, so
    that a look at one more assignment costs next to nothing.
    """

    def __init__(self, steps: Iterable[Step], hours: Hours, calendar: WorkingCalendar, zone: tzinfo) -> None:
        self.steps = tuple(steps)
        self.hours = hours
        self.zone = zone
        self.calendar = calendar
        self._counted: dict[tuple[bool, date], list[tuple[datetime, Step]]] = {}

    def moments(self, facts: Facts) -> list[tuple[datetime, Step]]:
        """Return each step that speaks of the assignment with its moment, earliest first; [] while it is silent.

        >>> from datetime import UTC
        >>> ladder = Ladder([Step(True, -1), Step(True, 0)], Hours(), WorkingCalendar(), UTC)
        >>> [f"{moment:%d/%m %H:%M}" for moment, _ in ladder.moments(Facts(None, True, date(2023, 6, 12)))]
        ['09/06 07:30', '12/06 07:30']
        """
        if facts.silent:
            return []
        found: list[tuple[datetime, Step]] = []
        if facts.due_date is not None:
            found += self._from(True, facts.due_date)
        if facts.sent_on is not None and not facts.received:
            found += self._from(False, facts.sent_on)
        return sorted(found, key=lambda pair: pair[0])

    def reached(self, facts: Facts, *, after: datetime, until: datetime) -> list[Step]:
        """Return the steps whose moment lies after the one and not after the other, earliest first."""
        return [step for moment, step in self.moments(facts) if after < moment <= until]

    def next_moment(self, facts: Facts, *, after: datetime) -> datetime | None:
        """Return the first moment of a step after this one, None where the ladder is climbed."""
        return next((moment for moment, _ in self.moments(facts) if moment > after), None)

    def digest_moment(self, day: date) -> datetime:
        """Return the moment at which the digest of that day is due; meant for a working day."""
        return datetime.combine(day, self.hours.digest_hour, tzinfo=self.zone)

    def speaks(self, at: datetime) -> bool:
        """Return whether a digest may be said now: a working day, its hour has come, and the quiet hours have not."""
        local = at.astimezone(self.zone)
        return (
            self.calendar.is_working(local.date())
            and at >= self.digest_moment(local.date())
            and not self.hours.is_quiet(local.time())
        )

    def next_digest(self, after: datetime) -> datetime:
        """Return the first digest moment after this one.

        >>> from datetime import UTC
        >>> Ladder([], Hours(), WorkingCalendar(), UTC).next_digest(datetime(2023, 6, 9, 7, 30, tzinfo=UTC))  # Friday
        datetime.datetime(2023, 6, 12, 7, 30, tzinfo=datetime.timezone.utc)
        """
        day = self.calendar.next_working(after.astimezone(self.zone).date())
        moment = self.digest_moment(day)
        return moment if moment > after else self.digest_moment(self.calendar.next_working(day + _DAY))

    def _from(self, from_due: bool, day: date) -> list[tuple[datetime, Step]]:
        key = from_due, day
        if key not in self._counted:
            self._counted[key] = [
                (self.digest_moment(self._day(day, step.working_days)), step)
                for step in self.steps
                if step.from_due == from_due
            ]
        return self._counted[key]

    def _day(self, day: date, working_days: int) -> date:
        """A step on the due date itself is taken on the last working day before it where that day is off: in time."""
        if working_days:
            return self.calendar.shifted(day, working_days)
        while not self.calendar.is_working(day):
            day -= _DAY
        return day
