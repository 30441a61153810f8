"""What a day of the newsroom's calendar says."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lantoa.apps.newsroom.queries.calendar import Entry

# What fits into the square of a day; the list below the month holds everything.
_MOST = 3


@dataclass(frozen=True, slots=True)
class DayOfPlan:
    """The first entries of a day, and how many more there are."""

    entries: tuple[Entry, ...]
    more: int


def days_of_plan(entries: Iterable[Entry]) -> dict[date, DayOfPlan]:
    """Return what each day says, days without anything left out. No queries."""
    days: dict[date, list[Entry]] = defaultdict(list)
    for entry in entries:
        days[entry.day].append(entry)
    return {day: DayOfPlan(tuple(found[:_MOST]), max(len(found) - _MOST, 0)) for day, found in days.items()}
