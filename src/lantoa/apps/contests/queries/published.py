"""Reads of published results: the newest published result of each round, its totals, its units.

Only rounds that are closed and published are read here, so that nothing can be told from these figures before its time.
Entrants and attempts are different numbers and never added to each other.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.utils import timezone

from lantoa.apps.agencies.models import Agency
from lantoa.apps.contests.models import Contest, Round, RoundResult, Standing, UnitStanding
from lantoa.core.workdays import Window


@dataclass(frozen=True, slots=True)
class AudienceFigures:
    """One audience in a round: entrants, how many of them answered everything right, how many reached each score.

    `questions` is how many a paper had, None where nobody of the audience submitted.
    """

    entrants: int
    attempts: int
    perfect: int
    questions: int | None
    scores: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class PublishedRound:
    """A round with its newest published result, in all and by audience; `attempts` are the submissions that count."""

    round: Round
    result: RoundResult
    entrants: int
    attempts: int
    perfect: int
    audiences: Mapping[str, AudienceFigures]

    @property
    def contest(self) -> Contest:
        return self.round.contest


@dataclass(frozen=True, slots=True)
class UnitFigures:
    """A unit over some rounds: entrants and attempts of all of them, and its head-count as often as it was asked.

    `people` is None where one of the rounds has no head-count of it: then there is no rate either.
    """

    agency: Agency
    entrants: int
    attempts: int
    people: int | None

    @property
    def share(self) -> float | None:
        """Return entrants among the head-count, at most 1; None where that is not known."""
        return min(1.0, self.entrants / self.people) if self.people else None


def newest_results() -> QuerySet[RoundResult]:
    """Return the newest published result of each round. No query yet."""
    newest = (
        RoundResult.objects.filter(round=OuterRef("round"), published_at__isnull=False)
        .order_by("-version")
        .values("pk")[:1]
    )
    return RoundResult.objects.filter(
        pk=Subquery(newest), round__closed_at__isnull=False, round__published_at__isnull=False
    ).select_related("round__contest__agency")


def results_in(window: Window) -> QuerySet[RoundResult]:
    """Return the newest published results of the rounds that ended in the window, the first to end first."""
    zone = timezone.get_current_timezone()
    return (
        newest_results()
        .filter(
            round__closes_at__gte=datetime.combine(window.start, time.min, tzinfo=zone),
            round__closes_at__lt=datetime.combine(window.end + timedelta(days=1), time.min, tzinfo=zone),
        )
        .order_by("round__closes_at", "round__contest", "round__number")
    )


def published_rounds(results: Iterable[RoundResult]) -> list[PublishedRound]:
    """Return the figures that were published with these results, in their order. One query for the results."""
    return [
        PublishedRound(row.round, row, *_totals(row.figures), _audiences(row.round.contest, row.figures))
        for row in results
    ]


def _totals(figures: Mapping[str, Any]) -> tuple[int, int, int]:
    perfect = figures.get("perfect", {}).get("part", 0)
    return figures.get("entrants", 0), figures.get("attempts", 0), perfect


def _audiences(contest: Contest, figures: Mapping[str, Any]) -> dict[str, AudienceFigures]:
    known = figures.get("by_audience", {})
    return {str(audience): _audience(known.get(str(audience), {})) for audience in contest.audiences()}


def _audience(figures: Mapping[str, Any]) -> AudienceFigures:
    scores = {int(score): entrants for score, entrants in figures.get("scores", {}).items()}
    return AudienceFigures(*_totals(figures), figures.get("questions"), scores)


def prizes_given(results: Iterable[RoundResult]) -> dict[int, int]:
    """Return how many people won a prize in each of these results, by its key. One query."""
    winners = Standing.objects.filter(result__in=list(results)).exclude(prize="")
    return dict(winners.order_by().values_list("result").annotate(n=Count("pk")))


def units_of(results: Iterable[RoundResult]) -> list[UnitFigures]:
    """Return each unit with what it had in these results, the highest rate first, units without one last. One query."""
    found: dict[int, list[UnitStanding]] = defaultdict(list)
    for standing in UnitStanding.objects.filter(result__in=list(results)).select_related("agency"):
        found[standing.agency_id].append(standing)
    units = [
        UnitFigures(
            rows[0].agency,
            sum(row.entrants for row in rows),
            sum(row.attempts for row in rows),
            sum(row.people or 0 for row in rows) if all(row.people for row in rows) else None,
        )
        for rows in found.values()
    ]
    return sorted(units, key=lambda unit: (unit.share is None, -(unit.share or 0), -unit.entrants, unit.agency.pk))


def different_entrants(results: Iterable[RoundResult]) -> dict[int, int]:
    """Return how many different people entered each contest in these results, by the key of the contest. One query.

    Who entered three rounds is one here, and three where rounds are added up.
    """
    return dict(
        Standing.objects.filter(result__in=list(results))
        .order_by()
        .values_list("result__round__contest")
        .annotate(n=Count("submission__attempt__entrant", distinct=True))
    )
