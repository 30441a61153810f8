"""Writes on internal digests: begun, written, sent, closed, opened again, handed in as a proof."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from lantoa.apps.accounts.queries import person_of
from lantoa.apps.agencies.models import Agency, Contact
from lantoa.apps.assignments.actions import prove_assignment
from lantoa.apps.assignments.actions.answering import NewProof
from lantoa.apps.assignments.models import Assignment
from lantoa.apps.base.actions import Actor, note_public_change, record_act
from lantoa.apps.base.models import Message
from lantoa.apps.newsroom.models import DigestItem, DigestQuestion, InternalDigest
from lantoa.apps.newsroom.queries.digests import QUESTIONS, answers_assignment, digest_path, lacking

_State = InternalDigest.State


class CannotChangeDigest(ValueError):
    """This cannot be done to the digest now; the message, in Vietnamese, says why."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to know, as an officer wrote it; keys of a story and a theme, where it has them."""

    title: str
    text: str
    story: int | None = None
    theme: int | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its choices; `right` is the place of the right one, from 0."""

    text: str
    choices: tuple[str, ...]
    right: int
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """All that a digest says, in order."""

    title: str
    introduction: str = ""
    officials: int | None = None
    closes_on: date | None = None
    items: Sequence[Item] = ()
    questions: Sequence[Question] = ()


@transaction.atomic
def start_digest(*, agency: Agency, month: date, by: Actor, at: datetime, illustrative: bool = False) -> InternalDigest:
    """Return the digest of the agency for that month, begun as a draft if it is not there yet; an existing one is left
    as it is.
    """
    first = month.replace(day=1)
    digest, made = InternalDigest.objects.get_or_create(
        agency=agency,
        month=first,
        defaults={
            "title": f"Bản tin nội bộ tháng {first.month}/{first.year}",
            "nonce": secrets.token_urlsafe(18),
            "made_at": at,
            "made_by": person_of(by),
            "illustrative": illustrative,
        },
    )
    if made:
        detail = {"agency": agency.slug, "month": f"{first:%Y-%m}"}
        record_act("newsroom.start_digest", subject=digest, by=by, at=at, detail=detail)
    return digest


@transaction.atomic
def save_digest(*, digest: InternalDigest, content: Content, by: Actor, at: datetime) -> InternalDigest:
    """Return the draft, saying what the content says and nothing else; CannotChangeDigest once it was sent."""
    found = _drafted(digest)
    found.title, found.introduction = content.title, content.introduction
    found.officials, found.closes_on = content.officials, content.closes_on
    found.save(update_fields=["title", "introduction", "officials", "closes_on"])
    found.items.all().delete()
    DigestItem.objects.bulk_create(
        DigestItem(
            digest=found, position=place, story_id=item.story, theme_id=item.theme, title=item.title, text=item.text
        )
        for place, item in enumerate(content.items, start=1)
    )
    found.questions.all().delete()
    DigestQuestion.objects.bulk_create(
        DigestQuestion(
            digest=found,
            position=place,
            text=question.text,
            choices=list(question.choices),
            right=question.right,
            explanation=question.explanation,
        )
        for place, question in enumerate(content.questions[:QUESTIONS], start=1)
    )
    detail = {"items": len(content.items), "questions": len(content.questions)}
    record_act("newsroom.save_digest", subject=found, by=by, at=at, detail=detail)
    return found


@transaction.atomic
def drop_digest(*, digest: InternalDigest, by: Actor, at: datetime) -> None:
    """Throw a draft away; CannotChangeDigest once it was sent."""
    found = _drafted(digest)
    detail = {"agency": found.agency.slug, "month": f"{found.month:%Y-%m}"}
    record_act("newsroom.drop_digest", subject=found, by=by, at=at, detail=detail)
    found.delete()


@transaction.atomic
def send_digest(*, digest: InternalDigest, by: Actor, at: datetime) -> InternalDigest:
    """Return the digest, sent: open at its address, and mailed to the agency's contacts. From now on it cannot be
    changed. CannotChangeDigest while something is lacking, and for one that was sent.
    """
    found = _drafted(digest)
    if lacks := lacking(found):
        raise CannotChangeDigest(" ".join(lacks))
    found.state, found.sent_at = _State.SENT, at
    found.save(update_fields=["state", "sent_at"])
    mails = _mails(found, at)
    Message.objects.bulk_create(mails, ignore_conflicts=True)
    note_public_change("coverage", at=at)
    record_act("newsroom.send_digest", subject=found, by=by, at=at, detail={"mails": len(mails)})
    return found


def _mails(digest: InternalDigest, at: datetime) -> list[Message]:
    until = f" Nhận xác nhận đến hết ngày {digest.closes_on:%d/%m/%Y}." if digest.closes_on else ""
    text = (
        f"{digest.title} của {digest.agency.name} đã sẵn sàng cho cán bộ, công chức, viên chức đọc.\n\n"
        f"{settings.WAGTAILADMIN_BASE_URL}{digest_path(digest)}\n\n"
        "Xin chuyển địa chỉ này vào nhóm Zalo của cơ quan. Người đọc không cần tài khoản: đọc, điền họ tên, "
        f"trả lời ba câu hỏi.{until}\n"
    )
    contacts = Contact.objects.filter(agency=digest.agency, active=True).exclude(email="")
    return [
        Message(
            key=f"digest:{digest.pk}:{contact.pk}",
            to=contact.email,
            subject=f"{digest.title}: mời cán bộ đọc"[:250],
            text=text,
            made_at=at,
            due_at=at,
        )
        for contact in contacts
    ]


@transaction.atomic
def close_digest(*, digest: InternalDigest, by: Actor, at: datetime) -> InternalDigest:
    """Return the digest, which takes no more receipts; closing twice is closing once."""
    found = _sent(digest)
    if found.closed_at is None:
        found.closed_at = at
        found.save(update_fields=["closed_at"])
        record_act("newsroom.close_digest", subject=found, by=by, at=at)
    return found


@transaction.atomic
def reopen_digest(*, digest: InternalDigest, closes_on: date | None, by: Actor, at: datetime) -> InternalDigest:
    """Return the digest, which takes receipts again until the end of that day (None: until it is closed by hand).
    CannotChangeDigest for a day that has passed, and once the names of its readers were erased.
    """
    found = _sent(digest)
    if found.names_erased_at:
        raise CannotChangeDigest("Tên người đọc đã được xóa theo thời hạn lưu, nên bản tin này không mở lại được.")
    if closes_on and closes_on < timezone.localdate(at):
        raise CannotChangeDigest("Ngày đóng phải là hôm nay hoặc sau hôm nay.")
    found.closed_at, found.closes_on = None, closes_on
    found.save(update_fields=["closed_at", "closes_on"])
    detail = {"closes_on": closes_on.isoformat() if closes_on else None}
    record_act("newsroom.reopen_digest", subject=found, by=by, at=at, detail=detail)
    return found


@transaction.atomic
def prove_by_digest(
    *, digest: InternalDigest, assignment: Assignment, for_agency: Agency, by: Actor, at: datetime
) -> Assignment:
    """Return the assignment, fulfilled by the address of the digest as its proof. CannotChangeDigest where the digest
    does not answer it; NotYourAssignment and CannotMove as of prove_assignment. Handing in twice counts once.
    """
    found = _sent(digest)
    if not answers_assignment(found, assignment):
        raise CannotChangeDigest("Bản tin này không có mục nào về nội dung của việc đó.")
    proof = NewProof(
        key=f"{assignment.pk}:digest-{found.pk}",
        url=f"{settings.WAGTAILADMIN_BASE_URL}{digest_path(found)}",
        note=f"{found.title}, gửi ngày {found.sent_at:%d/%m/%Y}",
    )
    return prove_assignment(assignment=assignment, for_agency=for_agency, proof=proof, by=by, at=at)


def _drafted(digest: InternalDigest) -> InternalDigest:
    found = InternalDigest.objects.select_for_update().get(pk=digest.pk)
    if found.state != _State.DRAFTED:
        raise CannotChangeDigest("Bản tin đã gửi nên không sửa được nữa; chỉ đóng hoặc mở lại việc nhận xác nhận.")
    return found


def _sent(digest: InternalDigest) -> InternalDigest:
    found = InternalDigest.objects.select_for_update().get(pk=digest.pk)
    if found.state != _State.SENT:
        raise CannotChangeDigest("Bản tin chưa gửi.")
    return found
