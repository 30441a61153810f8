"""Writes of irregularities: looking for them after a round is closed, and what a person says of each.

A finding changes nothing for anybody. Even one that is upheld excludes nobody: that is an act of its own.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from lantoa.apps.base.actions import Actor, record_act
from lantoa.apps.contests.models import Irregularity, Round
from lantoa.apps.contests.queries.traces import traces_of
from lantoa.core.scoring.irregularities import Finding, find_irregularities

_ROWS = 1_000
State = Irregularity.State


class CannotLookFor(ValueError):
    """The round cannot be looked through now; the message, in Vietnamese, says why."""


class CannotDecide(ValueError):
    """The decision cannot be taken so; the message, in Vietnamese, says what is missing."""


def look_for_irregularities(*, round: Round, by: Actor, at: datetime) -> int:
    """Return how many irregularities are new. CannotLookFor before the round is closed.

    Looked for again, the same one is the same row: one that waits for a person gets the newest reasons, one that was
    decided keeps them and its decision.
    """
    if round.closed_at is None:
        raise CannotLookFor("Vòng thi chưa khóa sổ. Trước khi khóa sổ không ai được xem bài nộp.")
    return _store(round, find_irregularities(traces_of(round)), by=by, at=at)


@transaction.atomic
def _store(round_: Round, findings: Iterable[Finding], *, by: Actor, at: datetime) -> int:
    held = Round.objects.select_for_update(of=("self",)).get(pk=round_.pk)
    known = {(row.kind, row.key): row for row in held.irregularities.all()}
    found = {(str(finding.kind), finding.key): finding for finding in findings}
    new = [
        Irregularity(round=held, kind=kind, key=key, reasons=list(finding.reasons), found_at=at)
        for (kind, key), finding in found.items()
        if (kind, key) not in known
    ]
    Irregularity.objects.bulk_create(new, batch_size=_ROWS)
    waiting = [row for key, row in known.items() if key in found and row.state == State.OPEN]
    for row in waiting:
        row.reasons = list(found[row.kind, row.key].reasons)
    Irregularity.objects.bulk_update(waiting, ["reasons"], batch_size=_ROWS)
    _link([*new, *waiting], found)
    held.searched_at = at
    held.save(update_fields=["searched_at"])
    detail = {"found": len(found), "new": len(new)}
    record_act("contests.look_for_irregularities", subject=held, by=by, at=at, detail=detail)
    return len(new)


def _link(rows: list[Irregularity], found: dict[tuple[str, str], Finding]) -> None:
    link = Irregularity.submissions.through
    link.objects.bulk_create(
        (
            link(irregularity_id=row.pk, submission_id=submission)
            for row in rows
            for submission in found[row.kind, row.key].submissions
        ),
        batch_size=_ROWS,
        ignore_conflicts=True,
    )


@transaction.atomic
def decide_irregularity(*, irregularity: Irregularity, state: str, words: str, by: Actor, at: datetime) -> Irregularity:
    """Return the irregularity, dismissed or upheld, or open again, with what the person said. CannotDecide without
    words, and for the state it is in.
    """
    held = Irregularity.objects.select_for_update(of=("self",)).get(pk=irregularity.pk)
    if state not in State.values:
        raise CannotDecide("Hãy chọn kết luận: không vi phạm, vi phạm, hoặc xem xét lại.")
    if not words.strip():
        raise CannotDecide("Hãy ghi rõ vì sao kết luận như vậy.")
    if state == held.state:
        raise CannotDecide("Dấu hiệu này đang ở đúng trạng thái ấy rồi; có thể người khác vừa kết luận.")
    before, held.state = held.state, State(state)
    decided = state != State.OPEN
    held.decided_at, held.decided_by = (at, by if decided else None) if decided else (None, None)  # type: ignore[assignment]
    held.decision = words.strip()[:500]
    held.save(update_fields=["state", "decided_at", "decided_by", "decision"])
    detail = {"from": before, "to": state, "words": held.decision}
    record_act("contests.decide_irregularity", subject=held, by=by, at=at, detail=detail)
    return held
