"""The board's tallies as rows: by agency, read as then or as now; by theme; by state."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from lantoa.apps.agencies.models import Agency
from lantoa.apps.agencies.queries import counted_under
from lantoa.apps.assignments.models import Assignment
from lantoa.apps.assignments.queries.board import Tally, tallies
from lantoa.apps.assignments.states import State
from lantoa.apps.directives.models import Programme, Theme
from lantoa.core.viettext import sort_key


@dataclass(frozen=True, slots=True)
class AgencyTally:
    """One agency with its tally; `parts` are the earlier agencies counted under it, itself among them if it owed
    anything.
    """

    agency: Agency
    tally: Tally
    parts: tuple[Agency, ...]

    @property
    def merged(self) -> bool:
        """Return whether the row stands for other agencies than itself."""
        return any(part.pk != self.agency.pk for part in self.parts)


def agency_tallies(rows: QuerySet[Assignment], *, today: date, as_now: bool) -> list[AgencyTally]:
    """Return a row for each agency, those first where most hurts: late, not received, refused, then by name.

    As now, agencies that ended stand under the one that took their place; the sum of the rows is the same. At most four
    queries; the work grows with the agencies, not with the assignments.
    """
    found = tallies(rows, "agency", today=today)
    agencies = {agency.pk: agency for agency in Agency.objects.filter(pk__in=found)}
    under = counted_under(agencies.values(), on=today) if as_now else agencies
    sums: dict[int, Tally] = defaultdict(Tally)
    parts: dict[int, list[Agency]] = defaultdict(list)
    shown: dict[int, Agency] = {}
    for key, tally in found.items():
        agency = under[key]
        shown[agency.pk] = agency
        sums[agency.pk] += tally
        parts[agency.pk].append(agencies[key])
    together = [AgencyTally(shown[key], sums[key], tuple(parts[key])) for key in shown]
    return sorted(together, key=worst_first)


def worst_first(row: AgencyTally) -> tuple[object, ...]:
    """Return the order of rows by what hurts most."""
    tally = row.tally
    return (-tally.late, -tally.unreceived, -tally.refused, tally.done, sort_key(row.agency.short_name))


def theme_tallies(rows: QuerySet[Assignment], programme: Programme, *, today: date) -> list[tuple[Theme, Tally]]:
    """Return each theme of the programme in order with its tally, nothing for one without assignments. Two queries."""
    found = tallies(rows, "duty__theme", today=today)
    return [(theme, found[theme.pk]) for theme in Theme.objects.filter(programme=programme) if theme.pk in found]


@dataclass(frozen=True, slots=True)
class StateTally:
    """One state: how many assignments, of how many agencies, how many of them late."""

    state: State
    assignments: int
    agencies: int
    late: int


def state_tallies(rows: QuerySet[Assignment], *, today: date) -> list[StateTally]:
    """Return each state that occurs, in the order of the states. Two queries."""
    late = {state: tally.late for state, tally in tallies(rows, "state", today=today).items()}
    counts = {
        state: (count, agencies)
        for state, count, agencies in rows.order_by()
        .values_list("state")
        .annotate(Count("pk"), Count("agency", distinct=True))
    }
    return [StateTally(state, *counts[state], late[state]) for state in State if state in counts]
