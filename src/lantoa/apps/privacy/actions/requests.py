"""Writes on what people ask about their data. Answered, a request keeps neither contact nor words."""

import hashlib
from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from lantoa.apps.accounts.models import User
from lantoa.apps.base.actions import record_act
from lantoa.apps.base.actions.forgetting import empty_database_log
from lantoa.apps.base.models import Message
from lantoa.apps.base.origin import acting_from
from lantoa.apps.base.personal import Declared, Erased, Person, declared, merged
from lantoa.apps.privacy.deadlines import UNVERIFIED, decision_deadline
from lantoa.apps.privacy.models import DataRequest

# In place of name and network address, which would be personal data in a trail that nobody can erase.
_BY, _ORIGIN = "người dân", "trang dữ liệu của tôi"
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
Kind, State = DataRequest.Kind, DataRequest.State


class CannotDecide(ValueError):
    """The request is past deciding; the message, in Vietnamese, says why."""


def request_code(key: str, kind: str) -> str:
    """Return the code of a request: the same press that comes twice makes the same one.

    >>> request_code("a1b2", "erase") == request_code("a1b2", "erase"), len(request_code("a1b2", "copy"))
    (True, 12)
    """
    number = int.from_bytes(hashlib.sha256(f"{key}|{kind}".encode()).digest()[:8], "big")
    letters = []
    for _ in range(8):
        number, place = divmod(number, len(_LETTERS))
        letters.append(_LETTERS[place])
    return f"DL-{''.join(letters[:4])}-{''.join(letters[4:])}"


@transaction.atomic
def note_copy(*, key: str, at: datetime) -> DataRequest:
    """Return the note that somebody took a copy along; the same key notes it once. It says nothing of whom."""
    return _done(key, Kind.COPY, Erased(), "Đã giao bản sao.", at=at)


@transaction.atomic
def erase_person(*, person: Person, key: str, at: datetime) -> tuple[DataRequest, Erased]:
    """Return the request, done, with what was erased and what had to stay: everything the apps hold about the person,
    in one transaction. Pressed twice, the second finds nothing to erase.
    """
    with acting_from(_ORIGIN):
        erased = merged(app.erase(person, at=at) for app in _outbox_last())
    transaction.on_commit(empty_database_log, robust=True)
    outcome = "Đã xóa." if erased.counts else "Không còn gì để xóa."
    return _done(key, Kind.ERASE, erased, outcome, at=at), erased


@transaction.atomic
def withdraw_consents(*, person: Person, forms: Collection[str], key: str, at: datetime) -> tuple[DataRequest, Erased]:
    """Return the request, done, with what ended: all that rests on the person's consent to these forms, and nothing
    else. What stays on another ground is told in `kept`.
    """
    with acting_from(_ORIGIN):
        ended = merged(end(person, at=at) for app in declared() for form, end in app.withdraw.items() if form in forms)
    transaction.on_commit(empty_database_log, robust=True)
    outcome = "Đã rút lại sự đồng ý." if ended.counts else "Không còn sự đồng ý nào để rút lại."
    return _done(f"{key}|{'|'.join(sorted(forms))}", Kind.WITHDRAW, ended, outcome, at=at), ended


def _outbox_last() -> list[Declared]:
    """Return the apps, the base last: its outbox then also loses what the others wrote while they erased."""
    return sorted(declared(), key=lambda app: app.app == "base")


def _done(key: str, kind: DataRequest.Kind, erased: Erased, outcome: str, *, at: datetime) -> DataRequest:
    values = {"kind": kind, "state": State.DONE, "asked_at": at, "proved_at": at, "done_at": at, "outcome": outcome}
    row, made = DataRequest.objects.get_or_create(
        code=request_code(key, kind), defaults={**values, "counts": dict(erased.counts)}
    )
    if made:
        with acting_from(_ORIGIN):
            record_act(f"privacy.{kind}_own_data", subject=row, by=_BY, at=at, detail={"counts": dict(erased.counts)})
    return row


@transaction.atomic
def ask_office(
    *, person: Person, words: str, key: str, at: datetime, kind: DataRequest.Kind = Kind.CORRECT
) -> DataRequest:
    """Return the request to correct something, or the objection to how data is used, open until an officer decides;
    the same key asks once.
    """
    due = decision_deadline(timezone.localdate(at), kind)
    row, made = DataRequest.objects.get_or_create(
        code=request_code(key, kind),
        defaults={
            "kind": kind,
            "state": State.OPEN,
            "contact": person.contact,
            "contact_sha256": person.contact_sha256,
            "words": words,
            "asked_at": at,
            "proved_at": at,
            "due_on": due.day,
            "due_words": f"{due.explanation}. {UNVERIFIED}",
        },
    )
    if made:
        with acting_from(_ORIGIN):
            act = "privacy.ask_correction" if kind == Kind.CORRECT else "privacy.object"
            record_act(act, subject=row, by=_BY, at=at)
    return row


@transaction.atomic
def decide_request(*, request: DataRequest, done: bool, outcome: str, by: User, at: datetime) -> DataRequest:
    """Return the request, done or refused, its outcome on the way to the person; contact and words are erased with
    it. CannotDecide for one that is no longer open.
    """
    row = DataRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if row.state != State.OPEN:
        raise CannotDecide("Yêu cầu này đã được giải quyết hoặc người yêu cầu đã xóa dữ liệu; hãy tải lại trang.")
    row.state = State.DONE if done else State.REFUSED
    if row.contact:
        _tell(row, outcome, at=at)
    row.outcome, row.done_at, row.done_by = outcome, at, by
    row.contact = row.contact_sha256 = row.words = ""
    row.save(update_fields=["state", "outcome", "done_at", "done_by", "contact", "contact_sha256", "words"])
    record_act("privacy.decide_request", subject=row, by=by, at=at, detail={"state": str(row.state)})
    return row


def _tell(row: DataRequest, outcome: str, *, at: datetime) -> None:
    by_mail = "@" in row.contact
    said = "đã được giải quyết" if row.state == State.DONE else "không giải quyết được"
    text = (
        f"Yêu cầu {row.code} của bạn về dữ liệu cá nhân {said}.\n\n{outcome}\n\n"
        "Nếu không đồng ý, bạn có quyền khiếu nại đến cơ quan này hoặc cơ quan bảo vệ dữ liệu cá nhân.\n"
        if by_mail
        else f"Yeu cau {row.code} ve du lieu ca nhan da co ket qua; xem tai trang Du lieu cua toi."
    )
    Message.objects.create(
        key=f"privacy:decided:{row.pk}",
        channel=Message.Channel.EMAIL if by_mail else Message.Channel.SMS,
        to=row.contact,
        subject=f"Kết quả yêu cầu {row.code}",
        text=text,
        made_at=at,
        due_at=at,
    )


def close_requests_of(*, person: Person, at: datetime) -> int:
    """Return how many open requests were closed because the person had everything erased; nothing of it stays."""
    mine = DataRequest.objects.filter(contact_sha256=person.contact_sha256).exclude(contact_sha256="")
    return mine.update(
        state=State.DONE, done_at=at, contact="", contact_sha256="", words="",
        outcome="Người yêu cầu đã xóa toàn bộ dữ liệu.",
    )  # fmt: skip
