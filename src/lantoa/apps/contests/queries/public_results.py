"""Results as everybody may read them: published versions alone, winners by name, everybody else by code."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from lantoa.apps.agencies.models import Agency
from lantoa.apps.contests.models import Contest, Prize, Round, RoundResult, Standing, UnitStanding
from lantoa.core.scoring import RankedUnit, UnitCount, UnitRanking, over_rounds, rank_units


def public_contest(slug: str) -> Contest | None:
    """Return an announced contest, with organiser and portal at hand; None for any other. One query."""
    return Contest.objects.public().select_related("agency", "portal").filter(slug=slug).first()


def public_rounds(contest: Contest) -> list[tuple[Round, RoundResult | None]]:
    """Return the rounds of a contest in their order, each with its newest published result. Two queries."""
    rounds = list(contest.rounds.order_by("number"))
    newest: dict[int, RoundResult] = {}
    for result in RoundResult.objects.filter(round__in=rounds).exclude(published_at=None).order_by("version"):
        newest[result.round_id] = result
    for round_ in rounds:
        round_.contest = contest
    return [(round_, newest.get(round_.pk)) for round_ in rounds]


def public_result(round_: Round, version: int) -> RoundResult | None:
    """Return one published version of a round's result; None for any other. One query."""
    return round_.results.filter(version=version).exclude(published_at=None).first()


def place_of_code(result: RoundResult, code: str) -> Standing | None:
    """Return the place of an entrant by code or slip; None for an unknown one. One query for each of the two."""
    places = result.standings.select_related("submission__attempt__entrant")
    asked = code.strip().upper()
    return (
        places.filter(submission__attempt__entrant__code=asked).first()
        or places.filter(submission__slip_code=asked).first()
    )


def list_rows(result: RoundResult) -> QuerySet[Standing, tuple[Any, ...]]:
    """Return the places of a result as plain rows for a table to take away, by audience and rank."""
    return result.standings.order_by("audience", "rank").values_list(
        "audience", "rank", "submission__attempt__entrant__code", "submission__attempt__number", "score",
        "prediction_distance", "seconds_used", "submission__received_at", "decided_by", "prize",
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class ContestUnit:
    """A unit over all rounds of a contest, with the prize its rank wins among those of its kind ("" for none)."""

    agency: Agency
    ranked: RankedUnit
    prize: str


def contest_units(contest: Contest, results: list[RoundResult]) -> list[ContestUnit]:
    """Return the units over the whole contest, from the newest results of all its rounds, by kind and rank; empty where
    the contest ranks no units. Two queries.
    """
    if contest.unit_ranking == Contest.UnitRanking.NONE or not results:
        return []
    units = list(UnitStanding.objects.filter(result__in=results).select_related("agency"))
    agencies = {unit.agency.slug: unit.agency for unit in units}
    rounds: dict[int, list[UnitCount]] = {result.pk: [] for result in results}
    for unit in units:
        rounds[unit.result_id].append(
            UnitCount(unit.agency.slug, unit.agency.kind, unit.entrants, unit.attempts, unit.people, unit.score_sum)
        )
    ranked = rank_units(over_rounds(rounds.values()), by=UnitRanking(contest.unit_ranking))
    prizes = list(contest.prizes.filter(winner=Prize.Winner.UNIT))
    return [ContestUnit(agencies[unit.count.unit], unit, _prize(prizes, unit)) for unit in ranked]


def _prize(prizes: list[Prize], unit: RankedUnit) -> str:
    """Return the prize of a rank among the units of a kind: of that kind, or of any."""
    if unit.rank is None:
        return ""
    fits = (prize for prize in prizes if prize.unit_kind in ("", unit.count.kind))
    return next((prize.name for prize in fits if prize.first_rank <= unit.rank <= prize.last_rank), "")
