"""What closing a round costs with 1 000, 10 000 and 50 000 submissions: time, the longest lock, memory; each size in a
process of its own, on a database of its own (SQLite unless DATABASE_URL says PostgreSQL).

Nothing is asserted; the last column gives the processor's time as a multiple of the smallest size's. `lock` is how long
the last transaction keeps other writers waiting on SQLite; `verify` is the stand-alone verifier over the list.
"""

import argparse
import json
import os
import resource
import secrets
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

os.environ["DJANGO_SETTINGS_MODULE"] = "lantoa.config.settings_test"

import django

django.setup()  # what follows needs the settings

from django.conf import settings  # noqa: E402

from _database import database  # noqa: E402
from lantoa.apps.agencies.factories import AgencyFactory  # noqa: E402
from lantoa.apps.contests.actions import closing, preview_rescore  # noqa: E402
from lantoa.apps.contests.factories import make_bank, make_contest, right_answers  # noqa: E402
from lantoa.apps.contests.models import Attempt, Entrant, Headcount, Prize, Round, Submission  # noqa: E402
from lantoa.apps.contests.queries.pools import paper_data, sealed_pool  # noqa: E402
from lantoa.apps.contests.tokens import moment_text  # noqa: E402
from lantoa.apps.privacy.contacts import contact_sha256  # noqa: E402
from lantoa.core.scoring import draw_paper, new_slip_code, slip_sha256  # noqa: E402

SIZES = (1_000, 10_000, 50_000)
QUESTIONS, POOL, UNITS = 15, 60, 60
_AT = datetime(2023, 10, 1, 0, 0, tzinfo=UTC)
_VERIFIER = Path(__file__).parent.parent / "src/lantoa/core/scoring/verifier/verify_contest.py"


def fill(size: int) -> Round:
    """Return a round that is over, with that many submissions."""
    bank = make_bank(at=_AT, questions=POOL)
    contest = make_contest(at=_AT, bank=bank, questions=QUESTIONS, announced=False)
    Prize.objects.create(contest=contest, winner="person", audience="officials", name="Giải", first_rank=1, last_rank=9)
    agencies = [AgencyFactory.create() for _place in range(UNITS)]
    Headcount.objects.bulk_create(
        Headcount(contest=contest, agency=agency, people=size, source="Minh họa") for agency in agencies
    )
    from lantoa.apps.contests.actions import announce_contest  # noqa: PLC0415

    announce_contest(contest=contest, by=None, at=_AT)
    round_ = Round.objects.select_related("contest").get(contest=contest)
    for start in range(0, size, 2_000):
        _add(round_, agencies, range(start, min(start + 2_000, size)))
    return round_


def _add(round_: Round, agencies: list[Any], places: range) -> None:
    pool = sealed_pool(round_.pk)
    entrants = Entrant.objects.bulk_create(
        Entrant(
            contest=round_.contest, code=new_slip_code(secrets.token_bytes(16)), audience="officials",
            full_name=f"Người thi {place}", contact_kind="email", contact=f"{place}@lantoa.example",
            contact_sha256=contact_sha256(str(place)), agency=agencies[place % UNITS], consent_version="1",
            consented_at=_AT, entered_at=_AT, erase_on=_AT.date() + timedelta(days=365),
        )
        for place in places
    )  # fmt: skip
    attempts = Attempt.objects.bulk_create(
        Attempt(
            entrant=entrant, round=round_, started_at=round_.opens_at, ends_at=round_.opens_at + timedelta(minutes=30),
            paper=paper_data(
                draw_paper(
                    pool.questions.values(), pool.quotas["officials"], seed=round_.seed, entrant=entrant.code,
                    attempt=1, shuffles_options=True,
                )
            ),
        )
        for entrant in entrants
    )  # fmt: skip
    Submission.objects.bulk_create(_submission(attempt, place) for attempt, place in zip(attempts, places, strict=True))


def _submission(attempt: Attempt, place: int) -> Submission:
    slip, received_at = new_slip_code(secrets.token_bytes(16)), attempt.started_at + timedelta(seconds=60 + place % 900)
    answers = right_answers(attempt, wrong=place % 7) | {"p": str(place)}
    return Submission(
        attempt=attempt, key=slip, answers=answers, received_at=received_at, slip_code=slip,
        slip_sha256=slip_sha256(
            slip=slip, entrant=attempt.entrant.code, round_number=1, attempt=1, answers=answers,
            started_at=moment_text(round(attempt.started_at.timestamp() * 1000)),
            received_at=moment_text(round(received_at.timestamp() * 1000)),
        ),
    )  # fmt: skip


def measure(size: int) -> dict[str, float]:
    """Return the figures of one size, taken in this process."""
    with database():
        round_ = fill(size)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        began, cpu = time.perf_counter(), time.process_time()
        locks: list[float] = []
        real = closing._fix

        def timed(*args: Any, **kwargs: Any) -> Any:
            start = time.perf_counter()
            found = real(*args, **kwargs)
            locks.append(time.perf_counter() - start)
            return found

        closing._fix = timed
        result = closing.close_round(round_=round_, by=None, at=round_.closes_at + timedelta(minutes=1))
        closed, closed_cpu = time.perf_counter() - began, time.process_time() - cpu
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        began = time.perf_counter()
        question = next(iter(round_.pool.keys))
        preview_rescore(round_=Round.objects.get(pk=round_.pk), keys={question: [1]}, reason="Thử")
        preview = time.perf_counter() - began
        file = Path(settings.CONTESTS_DIR) / result.file
        began = time.perf_counter()
        verified = (
            _VERIFIER.is_file()
            and subprocess.run([sys.executable, str(_VERIFIER), str(file)], capture_output=True, check=False).returncode
        )
        return {
            "close": closed,
            "cpu": closed_cpu, "lock": locks[0], "preview": preview, "verify": time.perf_counter() - began,
            "verified": float(verified == 0 and _VERIFIER.is_file()), "file_mb": file.stat().st_size / 1e6,
            "peak_mb": (peak - before) / 1024,
        }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES)
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        print(json.dumps(measure(asked.one)))
        return
    print("submissions | close s | of it CPU | lock s | preview s | verify s | accepted | list MB | memory MB | CPU x")
    first = None
    for size in asked.sizes:
        run = [sys.executable, __file__, "--one", str(size)]
        found = json.loads(subprocess.run(run, capture_output=True, check=True, text=True).stdout.splitlines()[-1])
        first = first or found["cpu"]
        print(
            f"{size:>11,} | {found['close']:7.2f} | {found['cpu']:9.2f} | {found['lock']:6.2f} |"
            f" {found['preview']:9.2f} |"
            f" {found['verify']:8.2f} | {'yes' if found['verified'] else 'no':>8} | {found['file_mb']:7.1f} |"
            f" {found['peak_mb']:9.0f} | {found['cpu'] / first:5.1f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
