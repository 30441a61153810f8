"""What a leader reads on one page: how far all has come, agency by agency, week by week."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from lantoa.apps.assignments.models import Assignment
from lantoa.apps.assignments.queries.board import Tally, board_rows
from lantoa.apps.assignments.queries.groups import AgencyTally, agency_tallies
from lantoa.apps.assignments.states import DONE, OWED
from lantoa.apps.directives.models import Programme

WEEKS = 12


@dataclass(frozen=True, slots=True)
class Week:
    """How many assignments had been sent, received and done by the end of a week (its Sunday)."""

    last_day: date
    sent: int
    received: int
    done: int


@dataclass(frozen=True, slots=True)
class LeaderView:
    """One programme on one page. `agencies` owe something, the worst first; of them `started` have done something
    (fulfilled or confirmed at least one), `idle` nothing; `weeks` ends with the present one.
    """

    tally: Tally
    agencies: tuple[AgencyTally, ...]
    weeks: tuple[Week, ...]

    @property
    def started(self) -> list[AgencyTally]:
        return [row for row in self.agencies if row.tally.done]

    @property
    def idle(self) -> list[AgencyTally]:
        return [row for row in self.agencies if not row.tally.done]

    @property
    def share_started(self) -> float | None:
        """Return agencies that have done something among those that owe something, None when none owes."""
        return len(self.started) / len(self.agencies) if self.agencies else None


def leader_view(programme: Programme, *, today: date, as_now: bool) -> LeaderView:
    """Return the page of a programme. Everything is added up by the database; at most five queries, and the work after
    them grows with the agencies only.
    """
    rows = board_rows(programme)
    agencies = [row for row in agency_tallies(rows, today=today, as_now=as_now) if row.tally.owed]
    total = sum((row.tally for row in agencies), Tally())
    return LeaderView(total, tuple(agencies), tuple(weeks_of(rows, today=today)))


def weeks_of(rows: QuerySet[Assignment], *, today: date) -> list[Week]:
    """Return the last WEEKS weeks from Monday to Sunday, cumulated, the present one last. One query.

    Conditional counts up to the end of each week: one pass over narrow rows, with no function of dates a row.
    """
    sunday = today + timedelta(days=6 - today.weekday())
    last_days = [sunday - timedelta(weeks=back) for back in reversed(range(WEEKS))]
    done_at = Coalesce("fulfilled_at", "confirmed_at")
    counts = {}
    for place, day in enumerate(last_days):
        ends_at = timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
        counts[f"sent_{place}"] = Count("pk", filter=Q(sent_at__lt=ends_at))
        counts[f"received_{place}"] = Count("pk", filter=Q(received_at__lt=ends_at))
        counts[f"done_{place}"] = Count("pk", filter=Q(state__in=DONE, done_at__lt=ends_at))
    found = rows.filter(state__in=OWED).annotate(done_at=done_at).aggregate(**counts)
    return [
        Week(day, found[f"sent_{place}"], found[f"received_{place}"], found[f"done_{place}"])
        for place, day in enumerate(last_days)
    ]
