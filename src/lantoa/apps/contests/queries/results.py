"""Results to look at: versions, places, units, whoever was excluded."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from lantoa.apps.agencies.models import AgencyKind
from lantoa.apps.contests.models import (
    Contest,
    Entrant,
    Irregularity,
    Round,
    RoundResult,
    Standing,
    Submission,
    UnitStanding,
)
from lantoa.core.viettext import fold

# Names are not folded in the table: so many people of one contest are looked through.
_NAMES = 100_000


def rounds_of(contest: Contest) -> list[Round]:
    """Return the rounds of a contest in their order, each with its versions and its open irregularities (`to_judge`).
    Two queries.
    """
    open_ones = Count("irregularities", filter=Q(irregularities__state=Irregularity.State.OPEN))
    rounds = list(contest.rounds.annotate(to_judge=open_ones).prefetch_related("results").order_by("number"))
    for round_ in rounds:
        round_.contest = contest
    return rounds


def versions_of(round_: Round, *, public: bool = False) -> list[RoundResult]:
    """Return the versions of a round's result, the newest first; `public`: those that everybody may read. One query."""
    found = round_.results.order_by("-version")
    return list(found.exclude(published_at=None) if public else found)


def standings_of(result: RoundResult, *, audience: str = "") -> QuerySet[Standing]:
    """Return the places of a result with entrant and unit at hand, by audience and rank; of one audience if asked."""
    found = result.standings.select_related("submission__attempt__entrant__agency").order_by("audience", "rank")
    return found.filter(audience=audience) if audience else found


def named_like(contest: Contest, words: str) -> list[int]:
    """Return the keys of the entrants whose name holds the words, accents aside. One query over the names."""
    asked = fold(words)
    names = Entrant.objects.filter(contest=contest).exclude(full_name="").values_list("pk", "full_name")[:_NAMES]
    return [key for key, name in names if asked in fold(name)]


def searched(standings: QuerySet[Standing], contest: Contest, words: str, *, by_name: bool) -> QuerySet[Standing]:
    """Return the places whose entrant has the words in code, slip or (where one may) name."""
    code = words.strip().upper()
    asked = Q(submission__attempt__entrant__code=code) | Q(submission__slip_code=code)
    if by_name and len(words.strip()) >= 2:
        asked |= Q(submission__attempt__entrant__in=named_like(contest, words)[:500])
    return standings.filter(asked)


def winners_of(result: RoundResult) -> list[Standing]:
    """Return whoever won a prize, with entrant and unit at hand, by audience and rank. One query."""
    return list(standings_of(result).exclude(prize=""))


def excluded_of(round_: Round) -> QuerySet[Submission]:
    """Return the excluded submissions of a round with attempt and entrant at hand, the latest first."""
    found = Submission.objects.filter(attempt__round=round_).exclude(excluded_at=None)
    return found.select_related("attempt__entrant__agency").order_by("-excluded_at", "pk")


@dataclass(frozen=True, slots=True)
class UnitGroup:
    """The units of one kind, the best first, those without a rank last."""

    kind: str
    label: str
    units: list[UnitStanding]


def unit_groups(result: RoundResult) -> list[UnitGroup]:
    """Return the units of a result by kind, in the order of the register. One query."""
    return grouped_units(result.units.select_related("agency"))


def grouped_units(units: Iterable[UnitStanding]) -> list[UnitGroup]:
    """Return units by kind: ranked ones first, equals by name."""
    by_kind: dict[str, list[UnitStanding]] = {}
    for unit in sorted(units, key=lambda unit: (unit.rank is None, unit.rank or 0, unit.agency.name)):
        by_kind.setdefault(unit.agency.kind, []).append(unit)
    return [UnitGroup(kind, str(label), by_kind[kind]) for kind, label in AgencyKind.choices if kind in by_kind]


def open_irregularities(round_: Round) -> int:
    """Return how many irregularities of a round wait for a person. One query."""
    return round_.irregularities.filter(state=Irregularity.State.OPEN).count()


def names_of_changed(round_: Round, changes: dict[str, list[dict[str, str]]]) -> dict[str, str]:
    """Return the names of whoever gains or loses a prize, by code. One query."""
    codes = {row["code"] for kind in ("gained", "lost") for row in changes[kind]}
    entrants = Entrant.objects.filter(contest=round_.contest_id, code__in=codes)
    return dict(entrants.values_list("code", "full_name"))
