"""The working calendar: Monday to Friday, less public holidays, plus the weekend days worked in exchange.

A period counted in days starts on the day after the event and ends with its last day; a last day that is off moves to
the next working day (Civil Code 91/2015/QH13, Article 147 clause 2, Article 148 clauses 2 and 5). Public holidays are
those of Article 112 of the Labour Code 45/2019/QH14; one that falls on the weekly rest is made up for on the next
working day (Article 111 clause 3). Which days are special is data of the caller.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from lantoa.core.workdays.explanation import WEEKEND_NAMES, explain_day_count, explain_working_days

_SATURDAY = 5
_DAY = timedelta(days=1)
# Ten years of days: whoever counts further has made a mistake.
MAX_WORKING_DAYS = 2_500
MAX_DAYS = 3_660


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A day that differs from the ordinary week: off on a weekday, or worked on a weekend."""

    day: date
    off: bool
    name: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """A counted due date: the last of so many working days after `start`; the special days off passed over, and the
    weekend days counted because they are worked in exchange.
    """

    day: date
    start: date
    working_days: int
    skipped: tuple[SpecialDay, ...]
    worked: tuple[SpecialDay, ...] = ()

    @property
    def explanation(self) -> str:
        """The computation in words, for people.

        >>> labour_day = SpecialDay(date(2023, 5, 1), True, "Ngày Quốc tế Lao động")
        >>> WorkingCalendar([labour_day]).deadline(date(2023, 4, 28), 1).explanation
        '1 ngày làm việc kể từ ngày 28/4/2023: tính 02/5; bỏ qua 29–30/4 (Thứ bảy, Chủ nhật), 01/5 (Ngày Quốc tế Lao động); hạn 02/5/2023'
        """  # noqa: E501  (one line of output)
        off = {special.day: special.name for special in self.skipped}
        worked = frozenset(special.day for special in self.worked)
        return explain_working_days(self.start, self.day, self.working_days, off=off, worked=worked)


@dataclass(frozen=True, slots=True)
class DayDeadline:
    """A due date counted in calendar days: `last` is the last of so many days after `start`, `day` the working day it
    ends with. `reason` names the day off that `last` is, None when it is worked.
    """

    day: date
    start: date
    days: int
    last: date
    reason: str | None

    @property
    def explanation(self) -> str:
        """The computation in words, for people.

        >>> WorkingCalendar().day_deadline(date(2023, 6, 1), 9).explanation
        '9 ngày kể từ ngày 01/6/2023: ngày cuối 10/6 là ngày nghỉ (Thứ bảy), chuyển sang ngày làm việc tiếp theo; hạn 12/6/2023'
        """  # noqa: E501  (one line of output)
        return explain_day_count(self.start, self.last, self.day, self.days, self.reason)


class WorkingCalendar:
    """Which days are worked. Special days cost their sorting once; each answer then costs the logarithm of their
    number, however many days it spans.
    """

    def __init__(self, special_days: Iterable[SpecialDay] = ()) -> None:
        self._special = {special.day: special for special in special_days}
        self._days = sorted(self._special)
        weekend = {day for day in self._days if day.weekday() >= _SATURDAY}
        # Ordinals of the days that break the rule of the week; a holiday on a Sunday breaks nothing.
        self._off = [day.toordinal() for day in self._days if self._special[day].off and day not in weekend]
        self._extra = [day.toordinal() for day in self._days if not self._special[day].off and day in weekend]

    def _worked_until(self, ordinal: int) -> int:
        """Return how many days up to this one, included, are worked since the first Monday of the era."""
        weeks, rest = divmod(ordinal, 7)  # day 1, 1 January of year 1, is a Monday
        return weeks * 5 + min(rest, 5) - bisect_right(self._off, ordinal) + bisect_right(self._extra, ordinal)

    def is_working(self, day: date) -> bool:
        """Return whether the day is worked.

        >>> WorkingCalendar().is_working(date(2023, 4, 29))  # a Saturday
        False
        """
        special = self._special.get(day)
        return not special.off if special else day.weekday() < _SATURDAY

    def name_of(self, day: date) -> str | None:
        """Return what the day is called when it is special, None for a day of the ordinary week."""
        special = self._special.get(day)
        return special.name if special else None

    def special_days(self, first: date, last: date) -> list[SpecialDay]:
        """Return the special days between two days, both included, in order."""
        days = self._days[bisect_left(self._days, first) : bisect_right(self._days, last)]
        return [self._special[day] for day in days]

    def working_days_between(self, start: date, end: date) -> int:
        """Return how many days after the start are worked, up to the end included; negative when the end is before.

        >>> WorkingCalendar().working_days_between(date(2023, 4, 28), date(2023, 5, 2))
        2
        """
        return self._worked_until(end.toordinal()) - self._worked_until(start.toordinal())

    def shifted(self, day: date, working_days: int) -> date:
        """Return the day so many working days after the day, before it for a negative number; the day itself for 0.

        OverflowError where the calendar has no such day.

        >>> WorkingCalendar().shifted(date(2023, 4, 28), 1), WorkingCalendar().shifted(date(2023, 5, 1), -1)
        (datetime.date(2023, 5, 1), datetime.date(2023, 4, 28))
        """
        start = day.toordinal()
        if working_days == 0:
            return day
        if working_days > 0:
            span, wanted = range(start + 1, date.max.toordinal() + 1), self._worked_until(start) + working_days
        else:
            span, wanted = range(1, start), self._worked_until(start - 1) + working_days + 1
        place = bisect_left(span, wanted, key=self._worked_until)
        if wanted < 1 or place == len(span):
            raise OverflowError("Lịch không có ngày nào xa đến thế.")
        return date.fromordinal(span[place])

    def next_working(self, day: date) -> date:
        """Return the day itself when it is worked, else the first worked day after it."""
        return day if self.is_working(day) else self.shifted(day, 1)

    def deadline(self, start: date, working_days: int) -> Deadline:
        """Return the last of so many working days after the start, with the special days in between.

        ValueError for a count below 1 or above MAX_WORKING_DAYS.

        >>> holiday = SpecialDay(date(2023, 5, 1), True, "Quốc tế Lao động")
        >>> WorkingCalendar([holiday]).deadline(date(2023, 4, 28), 1).day
        datetime.date(2023, 5, 2)
        """
        if not 1 <= working_days <= MAX_WORKING_DAYS:
            raise ValueError(f"Số ngày làm việc phải từ 1 đến {MAX_WORKING_DAYS}.")
        day = self.shifted(start, working_days)
        passed = self.special_days(start + _DAY, day)
        off = tuple(special for special in passed if special.off)
        worked = tuple(special for special in passed if not special.off and special.day.weekday() >= _SATURDAY)
        return Deadline(day, start, working_days, off, worked)

    def day_deadline(self, start: date, days: int) -> DayDeadline:
        """Return the last of so many calendar days after the start; when it is off, the next working day.

        ValueError for a count below 1 or above MAX_DAYS. Source: Civil Code 91/2015/QH13, Articles 147 and 148.

        >>> WorkingCalendar().day_deadline(date(2023, 6, 1), 9).day  # 10/6/2023 is a Saturday
        datetime.date(2023, 6, 12)
        """
        if not 1 <= days <= MAX_DAYS:
            raise ValueError(f"Số ngày phải từ 1 đến {MAX_DAYS}.")
        last = start + days * _DAY
        reason = None if self.is_working(last) else self.name_of(last) or WEEKEND_NAMES[last.weekday()]
        return DayDeadline(self.next_working(last), start, days, last, reason)

    def in_lieu_of(self, holiday: date) -> date | None:
        """Return the day off given for a holiday that falls on the weekly rest: the first working day after it; None
        for a holiday on a weekday. Source: Labour Code 45/2019/QH14, Article 111 clause 3.

        >>> WorkingCalendar().in_lieu_of(date(2023, 9, 2)), WorkingCalendar().in_lieu_of(date(2023, 5, 1))
        (datetime.date(2023, 9, 4), None)
        """
        return self.shifted(holiday, 1) if holiday.weekday() >= _SATURDAY else None
