"""Reporting windows: which days a periodic report on administrative reform counts.

Source: công văn 581/BNV-CCHC of the Ministry of Home Affairs. A reporting year runs from 15 December of the year before
to 14 December, the six-month report is cumulative, the third quarter stands alone. The second and fourth quarter and
the nine months are no reports of the Ministry; provinces ask for them, and here they take the same boundaries. Any
other window is a free window.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

_FIRST_YEAR = 2000
_LAST_YEAR = 2100


class WindowError(ValueError):
    """A window that cannot be used; the message is Vietnamese and meant for the person who chose the days."""


class WindowKind(StrEnum):
    """The kinds of window with a rule; the values are stable and may be stored."""

    QUARTER_1 = "quarter_1"
    QUARTER_2 = "quarter_2"
    SIX_MONTHS = "six_months"
    QUARTER_3 = "quarter_3"
    NINE_MONTHS = "nine_months"
    QUARTER_4 = "quarter_4"
    YEAR = "year"
    CALENDAR_YEAR = "calendar_year"


@dataclass(frozen=True, slots=True)
class Window:
    """A span of whole days, both ends included; `name` is None for a window without a customary name.

    Raises WindowError when the end is before the start.
    """

    start: date
    end: date
    name: str | None = None

    def __post_init__(self) -> None:
        if self.end < self.start:
            wrong_order = f"Ngày kết thúc {_day_text(self.end)} trước ngày bắt đầu {_day_text(self.start)}"
            raise WindowError(f"{wrong_order}: hãy chọn lại khoảng thời gian.")

    @property
    def label(self) -> str:
        """The window in words, as reports write it.

        >>> Window(date(2022, 12, 15), date(2023, 12, 14)).label
        'từ ngày 15/12/2022 đến ngày 14/12/2023'
        """
        return f"từ ngày {_day_text(self.start)} đến ngày {_day_text(self.end)}"

    @property
    def days(self) -> int:
        """Number of days, both ends counted.

        >>> Window(date(2023, 6, 15), date(2023, 6, 15)).days
        1
        """
        return (self.end - self.start).days + 1

    def contains(self, day: date) -> bool:
        """Whether the day is in the window, ends included.

        A datetime is refused with TypeError: which day it is depends on a time zone that only the caller knows.

        >>> reporting_window("quarter_3", 2023).contains(date(2023, 9, 14))
        True
        """
        if isinstance(day, datetime):
            raise TypeError("contains() takes a date: turn the datetime into a local date first")
        return self.start <= day <= self.end


# kind → (start: years back, month, day), (end: month, day), name with a place for the year.
_RULES: dict[WindowKind, tuple[tuple[int, int, int], tuple[int, int], str]] = {
    WindowKind.QUARTER_1: ((1, 12, 15), (3, 14), "Quý I năm {year}"),
    WindowKind.QUARTER_2: ((0, 3, 15), (6, 14), "Quý II năm {year}"),
    WindowKind.SIX_MONTHS: ((1, 12, 15), (6, 14), "6 tháng đầu năm {year}"),
    WindowKind.QUARTER_3: ((0, 6, 15), (9, 14), "Quý III năm {year}"),
    WindowKind.NINE_MONTHS: ((1, 12, 15), (9, 14), "9 tháng năm {year}"),
    WindowKind.QUARTER_4: ((0, 9, 15), (12, 14), "Quý IV năm {year}"),
    WindowKind.YEAR: ((1, 12, 15), (12, 14), "Năm {year}"),
    WindowKind.CALENDAR_YEAR: ((0, 1, 1), (12, 31), "Năm dương lịch {year}"),
}


def reporting_window(kind: WindowKind | str, year: int) -> Window:
    """The window that a report of this kind and year covers.

    Raises WindowError for an unknown kind or a year outside 2000-2100. Source: 581/BNV-CCHC for the first and third
    quarter, the six months and the year; the other kinds are customs of provinces, the calendar year is the plain one.

    >>> reporting_window("year", 2023).label
    'từ ngày 15/12/2022 đến ngày 14/12/2023'
    >>> reporting_window(WindowKind.QUARTER_3, 2023).name
    'Quý III năm 2023'
    """
    try:
        (years_back, month, day), (end_month, end_day), name = _RULES[WindowKind(kind)]
    except ValueError:
        raise WindowError(f"Không có loại kỳ báo cáo “{kind}”.") from None
    _check_year(year)
    return Window(date(year - years_back, month, day), date(year, end_month, end_day), name.format(year=year))


def free_window(start: date | None, end: date | None) -> Window:
    """A window between two days that a person chose; it has no name.

    Raises WindowError (in Vietnamese) when a day is missing, the order is wrong, or a year is outside 2000-2100.

    >>> free_window(date(2023, 1, 1), date(2023, 9, 30)).label
    'từ ngày 01/01/2023 đến ngày 30/09/2023'
    """
    if start is None:
        raise WindowError("Hãy chọn ngày bắt đầu.")
    if end is None:
        raise WindowError("Hãy chọn ngày kết thúc.")
    if isinstance(start, datetime) or isinstance(end, datetime):
        raise TypeError("free_window() takes dates: turn datetimes into local dates first")
    _check_year(start.year)
    _check_year(end.year)
    return Window(start, end)


def _check_year(year: int) -> None:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise WindowError(f"Năm {year} nằm ngoài khoảng {_FIRST_YEAR}–{_LAST_YEAR}: hãy kiểm tra lại.")


def _day_text(day: date) -> str:
    return f"{day.day:02}/{day.month:02}/{day.year:04}"
