"""One computation of a round's result, from what is stored and what an organiser asks to change. Writes nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from lantoa.apps.contests.actions.changes import Stood, changes_between
from lantoa.apps.contests.models import Round, RoundResult
from lantoa.apps.contests.models.contest import Audience
from lantoa.apps.contests.moments import milliseconds, moment_text
from lantoa.apps.contests.queries.entries import Handed, handed_in, units_of
from lantoa.apps.contests.queries.sealed import rekeyed_of, sealed_round
from lantoa.core.scoring import (
    Decision,
    Paper,
    PaperQuestion,
    Rekeyed,
    Submitted,
    Unit,
    canonical_json,
    closing_sha256,
    decide_round,
    published_round,
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a new version is to change: keys by question number, submissions out (with the reason) or back in."""

    reason: str = ""
    keys: Mapping[str, Any] = field(default_factory=dict)
    excluded: Mapping[int, str] = field(default_factory=dict)
    readmitted: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Computed:
    """A result that is not stored yet: the published list as bytes, rows for its tables, the scores that differ from
    the stored ones (by submission), and what it changes against the version before.
    """

    version: int
    closing: str
    submissions: int
    content: bytes
    figures: dict[str, Any]
    standings: list[dict[str, Any]]
    units: list[dict[str, Any]]
    changed_scores: dict[int, int]
    changes: dict[str, Any]


def compute_result(round_: Round, *, before: RoundResult | None, asked: Asked = Asked()) -> Computed:
    """Return the result of a round as the published procedure gives it, against the version before (None: the first).

    The closing hash is the one of the round, or that of everything submitted while it has none. Deterministic: the
    same rows give the same bytes. Cost: a query for each 2 000 submissions, memory for all of them at once.
    """
    units = units_of(round_)
    slugs = {pk: agency.slug for pk, (agency, _people) in units.items()}
    rows = _rows(round_.pk, slugs, asked)
    closing = round_.closing_sha256 or closing_sha256(row.submitted.slip_sha256 for row in rows)
    listed = [Unit(agency.slug, agency.name, agency.kind, people) for agency, people in units.values()]
    rekeyed = [*rekeyed_of(round_), *(Rekeyed(int(number), key, asked.reason) for number, key in asked.keys.items())]
    sealed = sealed_round(round_, closing=closing)
    decision = decide_round(sealed, (row.submitted for row in rows), units=listed, rekeyed=rekeyed)
    version = before.version + 1 if before else 1
    content = canonical_json(
        published_round(sealed, decision, units=listed, rekeyed=rekeyed, version=version, reason=asked.reason)
    )
    standings = _standings(decision, rows)
    changes = _changes(before, decision, asked, rows) if before else {}
    return Computed(
        version=version,
        closing=closing,
        submissions=len(rows),
        content=content,
        figures=_figures(round_, decision),
        standings=standings,
        units=_units(decision, {agency.slug: pk for pk, (agency, _people) in units.items()}),
        changed_scores={
            row.pk: marked.score for row, marked in zip(rows, decision.marked, strict=True) if row.score != marked.score
        },
        changes=changes,
    )


@dataclass(frozen=True, slots=True)
class _Row:
    """A submission as the procedure takes it, with its key and the score that is stored."""

    pk: int
    score: int | None
    submitted: Submitted


def _rows(round_id: int, slugs: Mapping[int, str], asked: Asked) -> list[_Row]:
    # A few thousand different ways of showing a question make up fifty thousand papers: each is held once.
    shown: dict[tuple[int, tuple[int, ...]], PaperQuestion] = {}

    def paper_of(row: Handed) -> Paper:
        places = ((one["number"], tuple(one["options"])) for one in row.paper)
        return Paper(tuple(shown.setdefault(place, PaperQuestion(*place)) for place in places))

    return [_Row(row.pk, row.score, _submitted(row, paper_of(row), slugs, asked)) for row in handed_in(round_id)]


def _submitted(row: Handed, paper: Paper, slugs: Mapping[int, str], asked: Asked) -> Submitted:
    excluded = "" if row.pk in asked.readmitted or row.excluded_at is None else row.excluded_reason
    official = row.audience == Audience.OFFICIALS
    return Submitted(
        code=row.code,
        audience=row.audience,
        unit=slugs.get(row.agency_pk) if official and row.agency_pk else None,
        attempt=row.number,
        started_at=_moment(row.started_at),
        received_at=_moment(row.received_at),
        paper=paper,
        answers=row.answers,
        slip=row.slip,
        slip_sha256=row.slip_sha256,
        excluded=asked.excluded.get(row.pk, excluded),
    )


def _moment(moment: datetime) -> str:
    return moment_text(milliseconds(moment))


def _standings(decision: Decision, rows: Sequence[_Row]) -> list[dict[str, Any]]:
    found = {
        (marked.submitted.code, marked.submitted.attempt): (row.pk, marked)
        for row, marked in zip(rows, decision.marked, strict=True)
    }
    standings = []
    for place in decision.places:
        entry = place.ranked.entry
        submission, marked = found[entry.entrant, entry.attempt]
        standings.append(
            {
                "submission_id": submission,
                "audience": place.audience,
                "rank": place.ranked.rank,
                "score": entry.score,
                "prediction_distance": marked.distance,
                "seconds_used": entry.seconds,
                "decided_by": place.ranked.decided_by,
                "prize": place.prize,
            }
        )
    return standings


def _units(decision: Decision, agencies: Mapping[str, int]) -> list[dict[str, Any]]:
    return [
        {
            "agency_id": agencies[unit.count.unit],
            "entrants": unit.count.entrants,
            "attempts": unit.count.attempts,
            "people": unit.count.people,
            "score_sum": unit.count.score_sum,
            "rank": unit.rank,
        }
        for unit in decision.units
    ]


def _figures(round_: Round, decision: Decision) -> dict[str, Any]:
    """Return the totals of core.scoring.round_figures, and beside them what its list does not need: attempts begun, the
    questions of a paper, the true value of the prediction, officials without a unit.
    """
    figures = {
        **decision.figures,
        "begun": round_.attempts.count(),
        "truth": decision.truth,
        "no_unit": decision.no_unit.entrants,
    }
    for audience, own in figures["by_audience"].items():
        own["questions"] = max(one.questions for one in decision.marked if one.submitted.audience == audience)
    return figures


def _changes(before: RoundResult, decision: Decision, asked: Asked, rows: Sequence[_Row]) -> dict[str, Any]:
    stood = before.standings.values_list("submission__attempt__entrant__code", "audience", "rank", "score", "prize")
    now = [
        Stood(place.ranked.entry.entrant, place.audience, place.ranked.rank, place.ranked.entry.score, place.prize)
        for place in decision.places
    ]
    codes = {row.pk: row.submitted.code for row in rows}
    return {
        "keys": dict(asked.keys),
        "questions": sorted(int(number) for number in asked.keys),
        "excluded": sorted(codes[key] for key in asked.excluded),
        "readmitted": sorted(codes[key] for key in asked.readmitted),
        "perfect": [before.figures.get("perfect"), decision.figures["perfect"]],
        **changes_between((Stood(*row) for row in stood.iterator(chunk_size=5_000)), now),
    }
