"""Deciding a round: from what was submitted to scores, places, units and totals, in one deterministic procedure."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from .drawing import Paper
from .marking import mark_paper, read_prediction
from .ranking import Entry, Ranked, TieBreak, rank_entries
from .shares import Share
from .units import RankedUnit, UnitCount, UnitRanking, rank_units

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")


class CannotDecide(ValueError):
    """The round cannot be decided from these values; the message, in Vietnamese, says which does not fit."""


@dataclass(frozen=True, slots=True)
class SealedRound:
    """What was sealed before a round, and the closing hash. `rules` are the published ones (form
    "lantoa-contest-rules/1"); `pool`, `quotas` and `keys` are those of pool_sha256, `keys` as they were sealed.

    The four hashes are the ones that were published, not computed anew: the verifier compares.
    """

    slug: str
    title: str
    rules: Mapping[str, Any]
    rules_sha256: str
    number: int
    round_title: str
    opens_at: str
    closes_at: str
    seed: str
    seed_sha256: str
    pool: Sequence[Mapping[str, Any]]
    quotas: Sequence[Mapping[str, Any]]
    keys: Mapping[str, Any]
    pool_sha256: str
    closing_sha256: str


@dataclass(frozen=True, slots=True)
class Rekeyed:
    """A question marked by another key than the sealed one, with the reason everybody reads. `key`: EVERY_ANSWER where
    the question is withdrawn.
    """

    number: int
    key: Any
    reason: str


@dataclass(frozen=True, slots=True)
class Submitted:
    """One submission. Moments are UTC as on the slip. `unit` is the key of the official's unit among the units given,
    None for citizens and officials without one; `excluded` is the reason, "" for what counts.
    """

    code: str
    audience: str
    unit: str | None
    attempt: int
    started_at: str
    received_at: str
    paper: Paper
    answers: Mapping[str, Any]
    slip: str
    slip_sha256: str
    excluded: str = ""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: its key for this computation, its name as published, its kind, its head-count (None: nobody said)."""

    key: str
    name: str
    kind: str
    people: int | None


@dataclass(frozen=True, slots=True)
class Marked:
    """A submission with its points, of how many, the seconds it took and the prediction read from it."""

    submitted: Submitted
    score: int
    questions: int
    seconds: int
    prediction: int | None
    distance: int | None


@dataclass(frozen=True, slots=True)
class Place:
    """A place of an entrant among his audience, with the prize that the rules give to that rank ("" for none)."""

    audience: str
    ranked: Ranked
    prize: str


@dataclass(frozen=True, slots=True)
class Decision:
    """The result of a round: every submission marked (in the order given), the places, units with `unit` their key,
    those without a unit, the true value of the prediction (None: none was asked), and totals with their wholes.
    """

    marked: list[Marked]
    places: list[Place]
    units: list[RankedUnit]
    no_unit: UnitCount
    truth: int | None
    figures: dict[str, Any]


def decide_round(
    sealed: SealedRound, submitted: Iterable[Submitted], *, units: Iterable[Unit] = (), rekeyed: Sequence[Rekeyed] = ()
) -> Decision:
    """Return the result of a closed round. CannotDecide where values do not fit together. O(n log n).

    The true value of the prediction is over the whole round, all audiences together, of what is not excluded: the
    number of entrants, or of entrants with a paper that is right throughout. An entrant's unit is the one of his
    submissions; all of them count in its attempts, the best in its score.
    """
    marked = _mark(sealed, list(submitted), rekeyed)
    counted = [one for one in marked if not one.submitted.excluded]
    truth = prediction_truth(str(sealed.rules["prediction"]), counted)
    if truth is not None:
        marked = [_measured(one, truth) for one in marked]
        counted = [one for one in marked if not one.submitted.excluded]
    places = _places(sealed, counted)
    best = {(place.audience, place.ranked.entry.entrant): place.ranked.entry.score for place in places}
    tallies = _tallies(counted, {code: score for (_audience, code), score in best.items()})
    counts, no_unit = _counts(list(units), tallies)
    ranking = UnitRanking(sealed.rules["unit_ranking"])
    least = int(sealed.rules.get("unit_least_entrants", 1))
    ranked = rank_units(counts, by=ranking, least_entrants=least)
    return Decision(marked, places, ranked, no_unit, truth, round_figures(marked, places))


def prediction_truth(asked: str, counted: Iterable[Marked]) -> int | None:
    """Return the true value of the prediction ("entrants", "perfect"), None where none is asked.

    Who has several papers is one entrant. Perfect is whoever has one paper right throughout: his best paper is then
    such a one, since the score comes first.
    """
    if asked == "entrants":
        return len({one.submitted.code for one in counted})
    if asked == "perfect":
        return len({one.submitted.code for one in counted if one.score == one.questions})
    return None


def seconds_used(started_at: str, received_at: str) -> int:
    """Return the whole seconds between two published moments, a begun one left out.

    >>> seconds_used("2023-10-02T01:15:30.250Z", "2023-10-02T01:16:31.240Z")
    60
    """
    if not (_MOMENT.fullmatch(started_at) and _MOMENT.fullmatch(received_at)):
        raise CannotDecide(f"Thời điểm phải ghi theo giờ UTC đến mili giây: {started_at}, {received_at}.")
    passed = datetime.fromisoformat(received_at) - datetime.fromisoformat(started_at)
    if passed.total_seconds() < 0:
        raise CannotDecide(f"Bài nộp lúc {received_at} lại bắt đầu sau đó, lúc {started_at}.")
    return int(passed.total_seconds())


def prize_at(prizes: Iterable[Mapping[str, Any]], *, audience: str, rank: int) -> str:
    """Return the name of the prize of a person's rank, "" for none: the first one of the rules that is for persons, for
    this audience or for any, and covers the rank.
    """
    for prize in prizes:
        fits = prize["winner"] == "person" and prize["audience"] in ("", audience)
        if fits and prize["first_rank"] <= rank <= prize["last_rank"]:
            return str(prize["name"])
    return ""


def round_figures(marked: Sequence[Marked], places: Sequence[Place]) -> dict[str, Any]:
    """Return the totals of a round, in all and by audience. Entrants and attempts are counted apart; every share is
    {"part", "of"}.

    `attempts` are submissions that count, `excluded` those that do not; `perfect` is of entrants; `scores` tells how
    many entrants have each best score.
    """
    audiences = sorted({one.submitted.audience for one in marked})
    return {
        **_figures(marked, places),
        "by_audience": {
            audience: _figures(
                [one for one in marked if one.submitted.audience == audience],
                [place for place in places if place.audience == audience],
            )
            for audience in audiences
        },
    }


def _figures(marked: Sequence[Marked], places: Sequence[Place]) -> dict[str, Any]:
    counted = [one for one in marked if not one.submitted.excluded]
    perfect = {one.submitted.code for one in counted if one.score == one.questions}
    scores = Counter(place.ranked.entry.score for place in places)
    return {
        "entrants": len(places),
        "attempts": len(counted),
        "excluded": len(marked) - len(counted),
        "perfect": Share(len(perfect), of=len(places)).as_data(),
        "score_sum": sum(place.ranked.entry.score for place in places),
        "scores": {str(score): scores[score] for score in sorted(scores)},
    }


def _mark(sealed: SealedRound, submitted: Sequence[Submitted], rekeyed: Sequence[Rekeyed]) -> list[Marked]:
    kinds = {question["number"]: str(question["kind"]) for question in sealed.pool}
    keys = {int(number): key for number, key in sealed.keys.items()}
    for change in rekeyed:
        if change.number not in keys:
            raise CannotDecide(f"Câu hỏi {change.number} không có trong bộ câu hỏi của vòng thi.")
        if not change.reason:
            raise CannotDecide(f"Đổi đáp án câu {change.number} phải có lý do.")
        keys[change.number] = change.key
    seen: set[tuple[str, int]] = set()
    people: dict[str, tuple[str, str | None]] = {}
    marked = []
    for one in submitted:
        if (one.code, one.attempt) in seen:
            raise CannotDecide(f"Lượt {one.attempt} của {one.code} có hai bài nộp.")
        seen.add((one.code, one.attempt))
        if people.setdefault(one.code, (one.audience, one.unit)) != (one.audience, one.unit):
            raise CannotDecide(f"{one.code} có bài nộp ở hai đối tượng hoặc hai đơn vị.")
        marked.append(
            Marked(
                submitted=one,
                score=mark_paper(one.paper, kinds=kinds, keys=keys, answers=one.answers),
                questions=len(one.paper.questions),
                seconds=seconds_used(one.started_at, one.received_at),
                prediction=read_prediction(one.answers.get("p")) if sealed.rules["prediction"] != "none" else None,
                distance=None,
            )
        )
    return marked


def _measured(one: Marked, truth: int) -> Marked:
    distance = None if one.prediction is None else abs(one.prediction - truth)
    return Marked(one.submitted, one.score, one.questions, one.seconds, one.prediction, distance)


def _places(sealed: SealedRound, counted: Sequence[Marked]) -> list[Place]:
    tie_breaks = [TieBreak(word) for word in sealed.rules["tie_breaks"]]
    audiences: dict[str, list[Entry]] = {}
    for one in counted:
        given = one.submitted
        entry = Entry(given.code, given.attempt, one.score, one.distance, one.seconds, given.received_at)
        audiences.setdefault(given.audience, []).append(entry)
    prizes = sealed.rules["prizes"]
    return [
        Place(audience, ranked, prize_at(prizes, audience=audience, rank=ranked.rank))
        for audience, entries in sorted(audiences.items())
        for ranked in rank_entries(entries, tie_breaks=tie_breaks, seed=sealed.seed, closing=sealed.closing_sha256)
    ]


def _tallies(counted: Sequence[Marked], best: Mapping[str, int]) -> dict[str | None, list[int]]:
    """Entrants, attempts and the sum of best scores, by unit."""
    tallies: dict[str | None, list[int]] = {}
    seen: set[str] = set()
    for one in counted:
        tally = tallies.setdefault(one.submitted.unit, [0, 0, 0])
        tally[1] += 1
        if one.submitted.code not in seen:
            seen.add(one.submitted.code)
            tally[0] += 1
            tally[2] += best[one.submitted.code]
    return tallies


def _counts(units: Sequence[Unit], tallies: dict[str | None, list[int]]) -> tuple[list[UnitCount], UnitCount]:
    unknown = {key for key in tallies if key is not None} - {unit.key for unit in units}
    if unknown:
        raise CannotDecide(f"Có người thi ở đơn vị không có trong danh sách: {', '.join(sorted(unknown))}.")
    counts = []
    for unit in units:
        entrants, attempts, score_sum = tallies.get(unit.key, [0, 0, 0])
        counts.append(UnitCount(unit.key, unit.kind, entrants, attempts, unit.people, score_sum))
    entrants, attempts, score_sum = tallies.get(None, [0, 0, 0])
    return counts, UnitCount("", "", entrants, attempts, None, score_sum)
