"""What should be pressed today, as rows: requests that wait, refusals, what is late, what nobody has received."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Count, Min
from django.utils import timezone

from lantoa.apps.agencies.models import Agency
from lantoa.apps.assignments.models import Assignment, Extension
from lantoa.apps.assignments.queries.board import board_rows
from lantoa.apps.assignments.queries.calendar import working_calendar
from lantoa.apps.assignments.states import State
from lantoa.apps.directives.models import Programme

# Whoever has not said so much as "received" after this many working days needs a telephone call.
UNRECEIVED_WORKING_DAYS = 3
_EACH = 3


@dataclass(frozen=True, slots=True)
class AgencyMatter:
    """One agency with how many assignments of a kind, and since when the oldest."""

    agency: Agency
    count: int
    since: date


@dataclass(frozen=True, slots=True)
class Pressing:
    """The few most pressing rows of each kind, the oldest or largest first, with how many there are in all."""

    extensions: tuple[Extension, ...]
    extension_count: int
    refused: tuple[Assignment, ...]
    refused_count: int
    late: tuple[AgencyMatter, ...]
    unreceived: tuple[AgencyMatter, ...]


def pressing(programme: Programme, *, today: date) -> Pressing:
    """Return what presses in a programme. Nine queries, whatever the numbers."""
    rows = board_rows(programme)
    waiting = Extension.objects.filter(assignment__in=rows, decision=Extension.Decision.WAITING)
    refused = rows.filter(state=State.REFUSED)
    cutoff = working_calendar().shifted(today, -UNRECEIVED_WORKING_DAYS)
    old = rows.filter(state=State.SENT, sent_at__lt=timezone.make_aware(datetime.combine(cutoff, time.min)))
    late = rows.late(today).values_list("agency").annotate(n=Count("pk"), since=Min("due_date"))
    unreceived = old.values_list("agency").annotate(n=Count("pk"), since=Min("sent_at"))
    return Pressing(
        extensions=tuple(
            waiting.select_related("assignment__agency", "assignment__duty__theme").order_by("asked_at", "pk")[:_EACH]
        ),
        extension_count=waiting.count(),
        refused=tuple(refused.select_related("agency", "duty__theme").order_by("pk")[:_EACH]),
        refused_count=refused.count(),
        late=_matters(list(late.order_by("-n", "since", "agency")[:_EACH])),
        unreceived=_matters(
            [
                (agency, count, timezone.localdate(since))
                for agency, count, since in unreceived.order_by("-n", "since", "agency")[:_EACH]
            ]
        ),
    )


def _matters(found: Sequence[tuple[int, int, date]]) -> tuple[AgencyMatter, ...]:
    agencies = Agency.objects.select_related("parent").in_bulk([key for key, _, _ in found])
    return tuple(AgencyMatter(agencies[key], count, since) for key, count, since in found)
