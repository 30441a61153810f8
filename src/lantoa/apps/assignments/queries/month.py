"""Reads of due dates by day."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from lantoa.apps.assignments.models import Assignment
from lantoa.apps.assignments.states import DONE, OPEN


@dataclass(frozen=True, slots=True)
class DueCounts:
    """How many assignments are due on a day: still open, open and late, done; refused ones are open questions."""

    due: int
    late: int
    done: int
    refused: int

    @property
    def total(self) -> int:
        return self.due + self.late + self.done + self.refused


def shown_as_due(rows: QuerySet[Assignment]) -> QuerySet[Assignment]:
    """Return those of the rows that a calendar of due dates shows: given, not cancelled."""
    return rows.filter(state__in=[*OPEN, *DONE, Assignment.State.REFUSED])


def due_counts(rows: QuerySet[Assignment], *, first: date, last: date, today: date) -> dict[date, DueCounts]:
    """Return what of the rows is due on each day from the first to the last, days without anything left out. One query,
    whatever their number.
    """
    found = (
        rows.filter(due_date__range=(first, last))
        .order_by("due_date")
        .values_list("due_date")
        .annotate(
            due=Count("id", filter=Q(state__in=OPEN, due_date__gte=today)),
            late=Count("id", filter=Q(state__in=OPEN, due_date__lt=today)),
            done=Count("id", filter=Q(state__in=DONE)),
            refused=Count("id", filter=Q(state=Assignment.State.REFUSED)),
        )
    )
    return {day: DueCounts(due, late, done, refused) for day, due, late, done, refused in found}
