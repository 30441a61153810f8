"""Writes of the agency that was given an assignment: receive, refuse, ask for time, prove."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from lantoa.apps.agencies.models import Agency
from lantoa.apps.assignments.actions.delegating import give_back
from lantoa.apps.assignments.actions.moving import CannotMove, move, own, stated
from lantoa.apps.assignments.actions.notices import tell_officers
from lantoa.apps.assignments.models import Assignment, Extension, Notice, Proof
from lantoa.apps.assignments.states import State
from lantoa.apps.base.actions import Actor, actor_words, record_act, record_acts


@dataclass(frozen=True, slots=True)
class NewProof:
    """A proof as an agency hands it in: a link, or a photo already stored (actions/photos.py); `key` makes handing it
    in twice harmless.
    """

    key: str
    url: str = ""
    file: str = ""
    sha256: str = ""
    note: str = ""


@transaction.atomic
def receive_assignment(*, assignment: Assignment, for_agency: Agency, by: Actor, at: datetime) -> Assignment:
    """Return the assignment, received by its agency; receiving what is further along changes nothing.
    NotYourAssignment for another agency.
    """
    found = own(assignment, for_agency)
    if found.state == State.SENT:
        move(found, State.RECEIVED, act="assignments.receive_assignment", by=by, at=at, received_at=at)
    return found


@transaction.atomic
def refuse_assignment(
    *, assignment: Assignment, for_agency: Agency, reason: str, by: Actor, at: datetime
) -> Assignment:
    """Return the assignment, refused with a reason; the programme's officers are told, and the agency that delegated it
    has it back. CannotMove without a reason.
    """
    found, reason = own(assignment, for_agency), stated(reason)
    act = "assignments.refuse_assignment"
    if move(found, State.REFUSED, act=act, by=by, at=at, detail={"reason": reason}, reason=reason):
        _tell_officers(found, "từ chối", reason, at=at)
        give_back(found, f"từ chối: {reason}", by=by, at=at)
    return found


@transaction.atomic
def ask_extension(
    *, assignment: Assignment, for_agency: Agency, wanted_date: date, reason: str, by: Actor, at: datetime
) -> Extension:
    """Return the request for a later due date; the programme's officers are told. The same request sent twice counts
    once.

    CannotMove without a reason, for a day that is not later than today and than the due date, and while another request
    waits.
    """
    found, reason = own(assignment, for_agency), stated(reason)
    waiting = found.extensions.filter(decision=Extension.Decision.WAITING).first()
    if waiting and (waiting.wanted_date, waiting.reason) == (wanted_date, reason):
        return waiting
    earliest = max(filter(None, [found.due_date, timezone.localdate(at)]))
    if wanted_date <= earliest:
        raise CannotMove(f"Hạn mong muốn phải sau ngày {earliest:%d/%m/%Y}.")
    detail = {"wanted_date": wanted_date.isoformat(), "reason": reason}
    received_at = found.received_at or at
    act = "assignments.ask_extension"
    if not move(found, State.EXTENSION_ASKED, act=act, by=by, at=at, detail=detail, received_at=received_at):
        raise CannotMove("Cơ quan đã xin gia hạn việc này và đang chờ trả lời.")
    _tell_officers(found, f"xin gia hạn đến {wanted_date:%d/%m/%Y}", reason, at=at)
    return Extension.objects.create(
        assignment=found, wanted_date=wanted_date, reason=reason, asked_by=actor_words(by), asked_at=at
    )


@transaction.atomic
def prove_assignment(
    *, assignment: Assignment, for_agency: Agency, proof: NewProof, by: Actor, at: datetime
) -> Assignment:
    """Return the assignment, fulfilled with the proof; more proofs may be added until it is confirmed.

    The same key stores nothing twice. CannotMove for a proof that is neither a link nor a photo, and where the state
    allows none.
    """
    found = own(assignment, for_agency)
    if found.proofs.filter(key=proof.key).exists():
        return found
    if found.state == State.CONFIRMED:
        raise CannotMove("Việc đã được xác nhận hoàn thành; không cần nộp thêm tài liệu kiểm chứng.")
    if bool(proof.url) == bool(proof.file):
        raise CannotMove("Hãy dán một liên kết hoặc gửi một ảnh.")
    kind = Proof.Kind.LINK if proof.url else Proof.Kind.PHOTO
    values = {"kind": kind, "url": proof.url, "file": proof.file, "sha256": proof.sha256, "note": proof.note[:500]}
    stored = Proof.objects.create(key=proof.key, assignment=found, given_by=actor_words(by), given_at=at, **values)
    detail = {"proof": stored.pk, "kind": kind.value}
    received_at = found.received_at or at
    act = "assignments.prove_assignment"
    if not move(
        found,
        State.FULFILLED,
        act=act,
        by=by,
        at=at,
        detail=detail,
        fulfilled_at=at,
        received_at=received_at,
        reason="",
    ):
        record_act(act, subject=found, by=by, at=at, detail=detail)
    found.extensions.filter(decision=Extension.Decision.WAITING).delete()
    return found


def _tell_officers(assignment: Assignment, did: str, reason: str, *, at: datetime) -> None:
    agency = assignment.agency.short_name
    tell_officers(
        programme=assignment.duty.theme.programme,
        kind=Notice.Kind.ASKED,
        key=f"asked:{assignment.pk}:{at:%Y%m%dT%H%M%S%f}",
        subject=f"{agency} {did}",
        text=f"{agency} {did}: {assignment.duty.theme}.\nLý do: {reason}",
        at=at,
    )


@transaction.atomic
def receive_all(*, for_agency: Agency, by: Actor, at: datetime) -> int:
    """Return how many assignments the agency received at once: all that were sent to it. Each is audited."""
    rows = list(
        Assignment.objects.select_for_update(of=("self",)).filter(agency=for_agency, state=State.SENT).order_by("pk")
    )
    for row in rows:
        row.state, row.received_at, row.remind_at = State.RECEIVED, at, at
    Assignment.objects.bulk_update(rows, ["state", "received_at", "remind_at"], batch_size=500)
    detail = {"from": State.SENT.value, "to": State.RECEIVED.value}
    record_acts("assignments.receive_assignment", [(row, detail) for row in rows], by=by, at=at)
    return len(rows)
