"""The head-counts of contests: which units may have one, which do, and what a unit sees of its own part."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from lantoa.apps.agencies.models import Agency
from lantoa.apps.contests.models import Contest, Headcount, UnitStanding
from lantoa.apps.contests.queries.states import ContestState, with_states

# The columns of the workbook, as it is written and read.
HEADERS = ("Mã đơn vị", "Đơn vị", "Sĩ số", "Nguồn")


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit with its head-count, None while nobody gave one."""

    agency: Agency
    headcount: Headcount | None


def units_of(contest: Contest) -> QuerySet[Agency]:
    """Return the units that may have a head-count: those that exist when the first round opens (today, without any)."""
    first = contest.rounds.order_by("opens_at").first()
    day = timezone.localdate(first.opens_at) if first else timezone.localdate()
    return Agency.objects.valid_on(day).order_by("kind", "name", "pk")


def unit_rows(contest: Contest, agencies: Iterable[Agency]) -> list[UnitRow]:
    """Return a row for each unit. One query."""
    found = list(agencies)
    known = {row.agency_id: row for row in contest.headcounts.filter(agency__in=found)}
    return [UnitRow(agency, known.get(agency.pk)) for agency in found]


@dataclass(frozen=True, slots=True)
class Participation:
    """Who of a unit entered a round: entrants of how many people (None: no head-count), and attempts."""

    round_title: str
    entrants: int
    attempts: int
    people: int | None


@dataclass(frozen=True, slots=True)
class OwnContest:
    """A contest as a unit sees it: where it stands, the own head-count, the own participation once it is published."""

    contest: Any
    state: ContestState
    headcount: Headcount | None
    rounds: tuple[Participation, ...]


def contests_for_units(*, at: datetime) -> QuerySet[Any]:
    """Return the contests that officials of units may enter, announced and not called off, the newest first."""
    contests = Contest.objects.public().filter(called_off_at=None, officials=True)
    return with_states(contests, at=at).order_by("-last_closes_at", "-pk")


def own_contests(contests: Iterable[Any], agency: Agency) -> list[OwnContest]:
    """Return what a unit sees of each contest; what is not published yet stays hidden. Two queries."""
    found = list(contests)
    heads = {row.contest_id: row for row in Headcount.objects.filter(contest__in=found, agency=agency)}
    rounds = _participation(found, agency)
    return [
        OwnContest(contest, ContestState(contest.state), heads.get(contest.pk), tuple(rounds[contest.pk].values()))
        for contest in found
    ]


def _participation(contests: list[Any], agency: Agency) -> dict[int, dict[int, Participation]]:
    rows = (
        UnitStanding.objects.filter(
            agency=agency, result__round__contest__in=contests, result__published_at__isnull=False
        )
        .select_related("result__round")
        .order_by("result__round__number", "result__version")
    )
    found: dict[int, dict[int, Participation]] = defaultdict(dict)
    for row in rows:  # a later version of a result takes the place of the one before
        round_ = row.result.round
        found[round_.contest_id][round_.pk] = Participation(round_.title, row.entrants, row.attempts, row.people)
    return found
