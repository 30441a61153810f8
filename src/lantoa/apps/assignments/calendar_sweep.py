"""The yearly sweep of the working calendar, run again and again by the worker."""

from datetime import datetime

from django.utils import timezone

from lantoa.apps.assignments.actions import seed_calendar, seeded_years


def sweep_calendar(*, at: datetime) -> int:
    """Return how many days of the calendar were set: of last year, this year and the next, where this release of the
    library has not been read yet. One query when all is there.
    """
    year = timezone.localdate(at).year
    years = range(year - 1, year + 2)
    missing = sorted(set(years) - seeded_years(years))
    return sum(seed_calendar(year=year, by=None, at=at).days for year in missing)
