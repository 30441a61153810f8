"""How long what the guide says counts as checked."""

from datetime import date

# A year: most fees, forms and deadlines change with the budget year.
STALE_DAYS = 365


def is_stale(checked_on: date | None, *, on: date) -> bool:
    """Return whether that day, nobody having said for a year that it is right, is too long ago; never checked is too.

    >>> is_stale(date(2025, 1, 1), on=date(2026, 1, 1)), is_stale(date(2025, 1, 1), on=date(2026, 1, 2))
    (False, True)
    """
    return checked_on is None or (on - checked_on).days > STALE_DAYS
