"""What deciding a round costs with 1 000, 10 000 and 100 000 entries, in one run on one machine, without a database.

    ./lantoa bench rank_at_scale
    ./lantoa bench rank_at_scale --sizes 1000 50000

Fifteen questions of sixty for each paper, two hundred units. Measured: the whole decision (marking, ranking, units,
totals), ranking alone beside a bare sort of as many random numbers, writing the list, looking for irregularities, and
the stand-alone verifier over the written list. Nothing is asserted; the last column gives the time of the largest size
an entry as a multiple of that of the smallest: 1 is a cost that grows with the entries and no faster.
"""

import argparse
import importlib.util
import json
import random
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from lantoa.core.scoring import (
    Decision,
    Entry,
    PoolQuestion,
    Quota,
    SealedRound,
    Submitted,
    TieBreak,
    Unit,
    canonical_json,
    closing_sha256,
    decide_round,
    draw_paper,
    new_slip_code,
    pool_sha256,
    published_round,
    rank_entries,
    seed_sha256,
    sha256_of,
    slip_sha256,
)
from lantoa.core.scoring.irregularities import Trace, find_irregularities, trace_answers
from lantoa.core.scoring.verifier import VERIFIER_FILE

SIZES = (1_000, 10_000, 100_000)
QUESTIONS, POOL, UNITS = 15, 60, 200
SEED = "5f" * 32
OPENS_AT = datetime(2026, 10, 5, 1, tzinfo=UTC)
QUOTAS = [{"audience": "officials", "bank": "A", "difficulty": "", "questions": QUESTIONS}]
POOL_ROWS = [
    {"number": number, "kind": "single", "text": f"Câu {number}?", "options": ["a", "b", "c", "d"], "bank": "A",
     "difficulty": "easy"}
    for number in range(1, POOL + 1)
]  # fmt: skip
KEYS = {str(number): [0] for number in range(1, POOL + 1)}
ASKED = [PoolQuestion(**{**row, "options": tuple(row["options"])}) for row in POOL_ROWS]  # type: ignore[arg-type]
RULES = {
    "audiences": ["officials"], "attempts_allowed": 1, "shuffles_options": True, "prediction": "entrants",
    "tie_breaks": ["prediction", "seconds", "received"], "unit_ranking": "both",
    "rounds": [{"number": 1, "opens_at": "2026-10-05T01:00:00.000Z", "closes_at": "2026-10-12T01:00:00.000Z",
                "quotas": QUOTAS}],
    "prizes": [],
}  # fmt: skip


def moment(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%S}.{at.microsecond // 1000:03d}Z"


def submission(chance: random.Random, place: int) -> Submitted:
    code = new_slip_code(chance.randbytes(16))
    paper = draw_paper(ASKED, [Quota("A", "", QUESTIONS)], seed=SEED, entrant=code, attempt=1, shuffles_options=True)
    answers: dict[str, Any] = {
        str(number): "abcd"[question.options.index(0 if chance.random() < 0.85 else 1)]
        for number, question in enumerate(paper.questions, start=1)
    }
    answers["p"] = str(chance.randrange(120_000))
    received = OPENS_AT + timedelta(seconds=1000 + chance.random() * 600_000)
    started_at, received_at = moment(received - timedelta(seconds=chance.randrange(60, 900))), moment(received)
    slip = new_slip_code(chance.randbytes(16))
    sha256 = slip_sha256(
        slip=slip, entrant=code, round_number=1, attempt=1, answers=answers, started_at=started_at,
        received_at=received_at,
    )  # fmt: skip
    return Submitted(code, "officials", str(place % UNITS), 1, started_at, received_at, paper, answers, slip, sha256)


def sealed_of(submitted: list[Submitted]) -> SealedRound:
    return SealedRound(
        slug="thu", title="Cuộc thi thử", rules=RULES, rules_sha256=sha256_of(canonical_json(RULES)), number=1,
        round_title="Tuần 1", opens_at="2026-10-05T01:00:00.000Z", closes_at="2026-10-12T01:00:00.000Z", seed=SEED,
        seed_sha256=seed_sha256(SEED), pool=POOL_ROWS, quotas=QUOTAS, keys=KEYS,
        pool_sha256=pool_sha256(seed=SEED, pool=POOL_ROWS, quotas=QUOTAS, keys=KEYS),
        closing_sha256=closing_sha256(one.slip_sha256 for one in submitted),
    )  # fmt: skip


def traces_of(decision: Decision, chance: random.Random) -> list[Trace]:
    kinds, keys = dict.fromkeys(range(1, POOL + 1), "single"), {int(number): key for number, key in KEYS.items()}
    traces = []
    for place, one in enumerate(decision.marked):
        given = one.submitted
        answers, wrong = trace_answers(given.paper, kinds=kinds, keys=keys, answers=given.answers)
        received_ms = round(datetime.fromisoformat(given.received_at).timestamp() * 1000)
        traces.append(
            Trace(
                place, given.code, given.unit or "", f"09{chance.randrange(10**8):08d}", f"d{place // 2}",
                f"a{place % 900}", one.seconds, received_ms, one.questions, answers, wrong,
            )
        )  # fmt: skip
    return traces


def verifier() -> Any:
    spec = importlib.util.spec_from_file_location("verify_contest", VERIFIER_FILE)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def timed(times: dict[str, float], name: str, work: Callable[[], Any]) -> Any:
    start = time.process_time()
    result = work()
    times[name] = time.process_time() - start
    return result


def measure(size: int) -> tuple[dict[str, float], int]:
    """CPU seconds by what was done, and the bytes of the list."""
    chance, times = random.Random(size), {}
    submitted = timed(times, "(draw papers, seal slips)", lambda: [submission(chance, place) for place in range(size)])
    sealed, units = sealed_of(submitted), [Unit(str(key), f"Sở {key}", "so", people=size) for key in range(UNITS)]
    decision = timed(times, "decide", lambda: decide_round(sealed, submitted, units=units))
    entries = [
        Entry(one.submitted.code, 1, one.score, one.distance, one.seconds, one.submitted.received_at)
        for one in decision.marked
    ]
    ranking = {"tie_breaks": list(TieBreak), "seed": SEED, "closing": sealed.closing_sha256}
    timed(times, "of it: rank", lambda: rank_entries(entries, **ranking))
    numbers = [chance.random() for _entry in entries]
    timed(times, "(a bare sort)", lambda: sorted(numbers))
    written = timed(times, "write the list", lambda: canonical_json(published_round(sealed, decision, units=units)))
    traces = traces_of(decision, chance)
    timed(times, "look for irregularities", lambda: find_irregularities(traces))
    checker, data = verifier(), json.loads(written)
    again = timed(times, "verify: mark again", lambda: checker.Round(data))
    found = timed(times, "verify: thirteen checks", lambda: [checker.run(check, again)[0] for check in checker.CHECKS])
    assert not any(found), found
    return times, len(written)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    sizes = parser.parse_args().sizes
    found = {}
    for size in sizes:
        found[size], written = measure(size)
        print(f"{size:>9,} entries: list of {written / 1e6:.1f} MB, {written // size} bytes an entry", flush=True)
    print("\nCPU seconds" + " " * 17 + "".join(f"{size:>12,}" for size in sizes) + "   an entry, largest/smallest")
    for name in found[sizes[0]]:
        row = [found[size][name] for size in sizes]
        ratio = (row[-1] / sizes[-1]) / (row[0] / sizes[0]) if row[0] else float("nan")
        print(f"{name:<28}" + "".join(f"{seconds:>12.3f}" for seconds in row) + f"{ratio:>12.2f} x")


if __name__ == "__main__":
    main()
