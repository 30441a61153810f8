"""What irregularities are looked for in: every submission of a closed round, row after row."""

from collections.abc import Iterator, Mapping
from typing import Any

from lantoa.apps.contests.models import Round, Submission
from lantoa.apps.contests.moments import milliseconds
from lantoa.apps.contests.queries.sealed import keys_of
from lantoa.core.scoring import Paper, PaperQuestion
from lantoa.core.scoring.irregularities import Trace, trace_answers

_CHUNK = 2_000
_FIELDS = (
    "pk",
    "attempt__entrant__code",
    "attempt__entrant__agency__slug",
    "attempt__entrant__contact",
    "device_sha256",
    "address_sha256",
    "attempt__started_at",
    "received_at",
    "attempt__paper",
    "answers",
)


def traces_of(round_: Round) -> Iterator[Trace]:
    """Yield every submission of a round, excluded ones too, so that what was found once is found again. A query for
    each 2 000, and three before.
    """
    kinds = {question["number"]: question["kind"] for question in round_.pool.pool}
    keys = {int(number): key for number, key in keys_of(round_).items()}
    rows = Submission.objects.filter(attempt__round=round_).order_by("pk").values_list(*_FIELDS)
    last = 0
    while found := list(rows.filter(pk__gt=last)[:_CHUNK]):
        for row in found:
            yield _trace(row, kinds, keys)
        last = found[-1][0]


def _trace(row: tuple[Any, ...], kinds: Mapping[int, str], keys: Mapping[int, object]) -> Trace:
    pk, code, unit, contact, device, address, started_at, received_at, paper, answers = row
    questions = tuple(PaperQuestion(one["number"], tuple(one["options"])) for one in paper)
    given, wrong = trace_answers(Paper(questions), kinds=kinds, keys=keys, answers=answers)
    return Trace(
        submission=pk,
        entrant=code,
        unit=unit or "",
        contact=contact,
        device=device,
        address=address,
        seconds=max(0, int((received_at - started_at).total_seconds())),
        received_ms=milliseconds(received_at),
        questions=len(questions),
        answers=given,
        wrong=wrong,
    )
