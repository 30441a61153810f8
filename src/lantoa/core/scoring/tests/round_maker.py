"""A round of a contest made up from a seed: sealed, papers drawn, answered well or badly, submitted, decided."""

import random
from dataclasses import dataclass
from typing import Any

from lantoa.core.scoring import (
    Decision,
    Paper,
    PoolQuestion,
    Quota,
    Rekeyed,
    SealedRound,
    Submitted,
    Unit,
    canonical_json,
    closing_sha256,
    decide_round,
    draw_paper,
    new_slip_code,
    pool_sha256,
    published_round,
    seed_sha256,
    sha256_of,
    slip_sha256,
)

KINDS = ("single", "single", "multiple", "true_false", "order", "number")
OPENS_AT, CLOSES_AT = "2026-10-05T01:00:00.000Z", "2026-10-12T01:00:00.000Z"


@dataclass(frozen=True)
class MadeRound:
    """A round and what it was made from."""

    sealed: SealedRound
    submitted: list[Submitted]
    units: list[Unit]
    rekeyed: list[Rekeyed]
    decision: Decision

    def published(self) -> dict[str, Any]:
        return published_round(
            self.sealed,
            self.decision,
            units=self.units,
            rekeyed=self.rekeyed,
            version=2 if self.rekeyed else 1,
            reason="Đáp án câu 3 sai." if self.rekeyed else "",
        )


def make_round(
    number: int = 1,
    *,
    people: int = 12,
    prediction: str = "entrants",
    tie_breaks: tuple[str, ...] = ("prediction", "seconds", "received"),
    attempts: int = 2,
    unit_ranking: str = "both",
    rekeys: bool = False,
) -> MadeRound:
    """Return a round; another number gives another one. Scores and times are few, so that ties are many."""
    chance = random.Random(number)
    seed = chance.randbytes(32).hex()
    pool, keys = _pool(chance)
    quotas = [
        {"audience": "officials", "bank": "Ngân hàng A", "difficulty": "", "questions": 2},
        {"audience": "officials", "bank": "Ngân hàng A", "difficulty": "hard", "questions": 1},
        {"audience": "citizens", "bank": "Ngân hàng B", "difficulty": "", "questions": 2},
    ]
    rules = _rules(quotas, prediction, tie_breaks, attempts, unit_ranking)
    units = [
        Unit(str(key), f"Sở thứ {key}", "so" if key < 3 else "xa", people=chance.choice([None, 20, 30]))
        for key in range(5)
    ]
    submitted = [
        one for _person in range(people) for one in _submissions(chance, seed, pool, quotas, keys, units, attempts)
    ]
    sealed = SealedRound(
        slug="tim-hieu-cchc",
        title="Cuộc thi thử",
        rules=rules,
        rules_sha256=sha256_of(canonical_json(rules)),
        number=1,
        round_title="Tuần 1",
        opens_at=OPENS_AT,
        closes_at=CLOSES_AT,
        seed=seed,
        seed_sha256=seed_sha256(seed),
        pool=pool,
        quotas=quotas,
        keys=keys,
        pool_sha256=pool_sha256(seed=seed, pool=pool, quotas=quotas, keys=keys),
        closing_sha256=closing_sha256(one.slip_sha256 for one in submitted),
    )
    rekeyed = [
        Rekeyed(pool[0]["number"], "any", "Câu hỏi in thiếu chữ."),
        Rekeyed(3, keys["9"], "Đáp án niêm phong sai."),
    ]
    rekeyed = rekeyed if rekeys else []
    decision = decide_round(sealed, submitted, units=units, rekeyed=rekeyed)
    return MadeRound(sealed, submitted, units, rekeyed, decision)


def _pool(chance: random.Random) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    pool, keys = [], {}
    for place in range(12):
        number, kind = 3 + place, KINDS[place % len(KINDS)]
        pool.append(
            {
                "number": number,
                "kind": kind,
                "text": f"Câu hỏi số {place} về cải cách hành chính?",
                "options": [f"Phương án {letter}" for letter in "ABCD"]
                if kind in ("single", "multiple", "order")
                else [],
                "bank": "Ngân hàng A" if place < 7 else "Ngân hàng B",
                "difficulty": ("easy", "hard", "medium")[place % 3],
            }
        )
        keys[str(number)] = {
            "single": [chance.randrange(4)],
            "multiple": [0, 2],
            "true_false": True,
            "order": [2, 0, 3, 1],
            "number": "1.010,50",
        }[kind]
    return pool, keys


def _rules(
    quotas: list[dict[str, Any]], prediction: str, tie_breaks: tuple[str, ...], attempts: int, unit_ranking: str
) -> dict[str, Any]:
    prize = {"winner": "person", "audience": "", "unit_kind": "", "amount_dong": 500_000, "note": ""}
    return {
        "form": "lantoa-contest-rules/1",
        "title": "Cuộc thi thử",
        "audiences": ["officials", "citizens"],
        "attempts_allowed": attempts,
        "minutes_allowed": 30,
        "shuffles_options": True,
        "prediction": prediction,
        "tie_breaks": list(tie_breaks),
        "unit_ranking": unit_ranking,
        "rounds": [
            {
                "number": 1,
                "title": "Tuần 1",
                "opens_at": "2026-10-05T01:00:00+00:00",
                "closes_at": "2026-10-12T01:00:00+00:00",
                "quotas": quotas,
            }
        ],
        "prizes": [
            {**prize, "name": "Giải nhất", "audience": "officials", "first_rank": 1, "last_rank": 1},
            {**prize, "name": "Giải phụ", "first_rank": 1, "last_rank": 3},
            {**prize, "name": "Giải tập thể", "winner": "unit", "first_rank": 1, "last_rank": 1},
        ],
    }


def _submissions(
    chance: random.Random,
    seed: str,
    pool: list[dict[str, Any]],
    quotas: list[dict[str, Any]],
    keys: dict[str, Any],
    units: list[Unit],
    attempts: int,
) -> list[Submitted]:
    code = new_slip_code(chance.randbytes(16))
    audience = chance.choice(["officials", "officials", "citizens"])
    unit = chance.choice([*(unit.key for unit in units), None]) if audience == "officials" else None
    asked = [PoolQuestion(**{**row, "options": tuple(row["options"])}) for row in pool]
    wanted = [Quota(row["bank"], row["difficulty"], row["questions"]) for row in quotas if row["audience"] == audience]
    found = []
    for attempt in range(1, chance.randint(1, attempts) + 1):
        paper = draw_paper(asked, wanted, seed=seed, entrant=code, attempt=attempt, shuffles_options=True)
        answers = _answers(chance, paper, {row["number"]: row["kind"] for row in pool}, keys)
        started_at = f"2026-10-06T0{attempt}:00:00.000Z"
        received_at = f"2026-10-06T0{attempt}:0{chance.randint(1, 2)}:00.{chance.choice(['000', '500'])}Z"
        slip = new_slip_code(chance.randbytes(16))
        sha256 = slip_sha256(
            slip=slip,
            entrant=code,
            round_number=1,
            attempt=attempt,
            answers=answers,
            started_at=started_at,
            received_at=received_at,
        )
        excluded = "Ban tổ chức dự thi." if chance.random() < 0.1 else ""
        found.append(
            Submitted(code, audience, unit, attempt, started_at, received_at, paper, answers, slip, sha256, excluded)
        )
    return found


def _answers(chance: random.Random, paper: Paper, kinds: dict[int, str], keys: dict[str, Any]) -> dict[str, Any]:
    answers: dict[str, Any] = {}
    for place, question in enumerate(paper.questions, start=1):
        right = answer_as_shown(kinds[question.number], keys[str(question.number)], question.options)
        wrong = {"true_false": "false", "number": "1010", "order": ["a", "b", "c", "d"]}.get(
            kinds[question.number], "a"
        )
        answers[str(place)] = right if chance.random() < 0.8 else wrong
    if chance.random() < 0.8:
        answers["p"] = chance.choice(["10", "11", "1.000", "không biết"])
    if chance.random() < 0.1:
        del answers["1"]
    return answers


def answer_as_shown(kind: str, key: Any, options: tuple[int, ...]) -> Any:
    """Return the right answer in the letters of a paper."""
    if kind == "true_false":
        return "true" if key else "false"
    if kind == "number":
        return key
    letters = ["abcdefgh"[options.index(place)] for place in key]
    return letters[0] if kind == "single" else letters
