"""Days as official documents print them."""

import datetime
import re
from collections.abc import Iterator

from .plain import plain

_DAY = re.compile(
    r"(?<![\d/.,-])(?P<d1>\d{1,2})\s*(?:/|-|\.)\s*(?P<m1>\d{1,2})\s*(?:/|-|\.)\s*(?P<y1>\d{4})(?!\d)"
    r"|ngay\s+(?P<d2>\d{1,2})\s+thang\s+(?P<m2>\d{1,2})\s*,?\s+nam\s+(?P<y2>\d{4})(?!\d)"
)


def day_of(day: str | None, month: str | None, year: str | None) -> datetime.date | None:
    """The day, or None when a part is blank or no such day exists.

    >>> day_of("29", "3", "2023"), day_of("", "3", "2023"), day_of("31", "2", "2023")
    (datetime.date(2023, 3, 29), None, None)
    """
    try:
        return datetime.date(int(year or ""), int(month or ""), int(day or ""))
    except ValueError:
        return None


def days_in(text: str) -> Iterator[tuple[int, datetime.date]]:
    """The full days (day, month and year) printed in the text with their places; impossible days are left out.

    >>> [day.isoformat() for _, day in days_in("ngày 21/12/2022, ngày 05 tháng 3 năm 2020, 7.8.2017")]
    ['2022-12-21', '2020-03-05', '2017-08-07']
    """
    for match in _DAY.finditer(plain(text)):
        day = day_of(match["d1"] or match["d2"], match["m1"] or match["m2"], match["y1"] or match["y2"])
        if day is not None:
            yield match.start(), day
