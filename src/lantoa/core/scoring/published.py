"""The published list of a round: what was promised, what was opened, every entry without a name, and the result."""

from collections.abc import Iterable, Sequence
from typing import Any

from .deciding import Decision, Marked, Rekeyed, SealedRound, Unit
from .drawing import Paper
from .units import UnitCount

FORM = "lantoa-contest-round/1"


def published_round(
    sealed: SealedRound,
    decision: Decision,
    *,
    units: Iterable[Unit] = (),
    rekeyed: Sequence[Rekeyed] = (),
    version: int = 1,
    reason: str = "",
) -> dict[str, Any]:
    """Return the list of a round as plain values, to be written as JSON: form "lantoa-contest-round/1".

    `units` and `rekeyed` are those the decision was made with; `version` and `reason` are those of the result. The
    fields are told in docs/reference/contest-round.md; the stand-alone verifier reads them. Nothing in it names a
    person or ties one to a unit. With 50 000 entries it is about 50 MB: write it in one go with
    canonical_json, which is also what its hash is of.
    """
    names = {unit.key: unit.name for unit in units}
    return {
        "form": FORM,
        "contest": {"slug": sealed.slug, "title": sealed.title},
        "rules": dict(sealed.rules),
        "rules_sha256": sealed.rules_sha256,
        "round": {
            "number": sealed.number,
            "title": sealed.round_title,
            "opens_at": sealed.opens_at,
            "closes_at": sealed.closes_at,
        },
        "version": version,
        "reason": reason,
        "seed": sealed.seed,
        "seed_sha256": sealed.seed_sha256,
        "pool": [dict(question) for question in sealed.pool],
        "quotas": [dict(quota) for quota in sealed.quotas],
        "keys": dict(sealed.keys),
        "pool_sha256": sealed.pool_sha256,
        "rekeyed": [{"number": change.number, "key": change.key, "reason": change.reason} for change in rekeyed],
        "closing_sha256": sealed.closing_sha256,
        "prediction": {"asked": sealed.rules["prediction"], "truth": decision.truth},
        "entries": [_entry(one) for one in decision.marked],
        "standings": [
            {
                "audience": place.audience,
                "rank": place.ranked.rank,
                "code": place.ranked.entry.entrant,
                "attempt": place.ranked.entry.attempt,
                "decided_by": place.ranked.decided_by,
                "prize": place.prize,
            }
            for place in decision.places
        ],
        "units": [
            {"unit": names[unit.count.unit], "kind": unit.count.kind, **_count(unit.count), "people": unit.count.people,
             "rank": unit.rank, "reason": unit.reason}
            for unit in decision.units
        ],
        "no_unit": _count(decision.no_unit),
        "figures": decision.figures,
    }  # fmt: skip


def paper_rows(paper: Paper) -> list[list[Any]]:
    """Return a paper as the list holds it: for each question its number and the places of its options as shown.

    >>> from .drawing import PaperQuestion
    >>> paper_rows(Paper((PaperQuestion(7, (1, 0)),)))
    [[7, [1, 0]]]
    """
    return [[question.number, list(question.options)] for question in paper.questions]


def _entry(one: Marked) -> dict[str, Any]:
    given = one.submitted
    return {
        "code": given.code,
        "audience": given.audience,
        "attempt": given.attempt,
        "started_at": given.started_at,
        "received_at": given.received_at,
        "seconds": one.seconds,
        "paper": paper_rows(given.paper),
        "answers": dict(given.answers),
        "prediction": one.prediction,
        "slip": given.slip,
        "slip_sha256": given.slip_sha256,
        "score": one.score,
        "excluded": bool(given.excluded),
        "reason": given.excluded,
    }


def _count(count: UnitCount) -> dict[str, int]:
    return {"entrants": count.entrants, "attempts": count.attempts, "score_sum": count.score_sum}
