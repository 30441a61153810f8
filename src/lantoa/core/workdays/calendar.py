"""The working calendar: Monday to Friday, less public holidays, plus the Saturdays worked in exchange.

A period counted in days starts on the day after the event and ends with its last day; in working days only working days
count (Civil Code 91/2015/QH13, Articles 147 and 148). Which days are special is data of the caller.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

_SATURDAY = 5
_DAY = timedelta(days=1)
# Ten years of days: whoever counts further has made a mistake.
MAX_WORKING_DAYS = 2_500


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A day that differs from the ordinary week: off on a weekday, or worked on a weekend."""

    day: date
    off: bool
    name: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """A counted due date: the last of so many working days after `start`, and the special days passed over."""

    day: date
    start: date
    working_days: int
    skipped: tuple[SpecialDay, ...]


class WorkingCalendar:
    """Which days are worked."""

    def __init__(self, special_days: Iterable[SpecialDay] = ()) -> None:
        self._special = {special.day: special for special in special_days}

    def is_working(self, day: date) -> bool:
        """Return whether the day is worked.

        >>> WorkingCalendar().is_working(date(2023, 4, 29))  # a Saturday
        False
        """
        special = self._special.get(day)
        return not special.off if special else day.weekday() < _SATURDAY

    def shifted(self, day: date, working_days: int) -> date:
        """Return the day so many working days after the day, before it for a negative number; the day itself for 0.

        >>> WorkingCalendar().shifted(date(2023, 4, 28), 1), WorkingCalendar().shifted(date(2023, 5, 1), -1)
        (datetime.date(2023, 5, 1), datetime.date(2023, 4, 28))
        """
        step = _DAY if working_days > 0 else -_DAY
        left = abs(working_days)
        while left:
            day += step
            left -= self.is_working(day)
        return day

    def next_working(self, day: date) -> date:
        """Return the day itself when it is worked, else the first worked day after it."""
        while not self.is_working(day):
            day += _DAY
        return day

    def deadline(self, start: date, working_days: int) -> Deadline:
        """Return the last of so many working days after the start, with the special days off in between.

        >>> holiday = SpecialDay(date(2023, 5, 1), True, "Quốc tế Lao động")
        >>> WorkingCalendar([holiday]).deadline(date(2023, 4, 28), 1).day
        datetime.date(2023, 5, 2)
        """
        if not 1 <= working_days <= MAX_WORKING_DAYS:
            raise ValueError(f"Số ngày làm việc phải từ 1 đến {MAX_WORKING_DAYS}.")
        day = self.shifted(start, working_days)
        passed = sorted(special.day for special in self._special.values() if special.off and start < special.day <= day)
        return Deadline(day, start, working_days, tuple(self._special[off] for off in passed))
