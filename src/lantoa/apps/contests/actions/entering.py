"""Entering a contest: one row a person, made only when the contact or the account is proved.

Not in the audit trail, for the reasons in actions/entry_codes.py: the row itself says what was agreed to, and when.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from lantoa.apps.accounts.models import User
from lantoa.apps.agencies.models import Agency
from lantoa.apps.base.actions import Actor, record_act
from lantoa.apps.contests.actions.attempts import lengthen_open_attempts
from lantoa.apps.contests.consent import CONSENT_VERSION, asks_birth_year
from lantoa.apps.contests.models import Contest, Entrant, EntryCode
from lantoa.apps.contests.models.contest import Audience
from lantoa.apps.contests.queries.entering import (
    erase_day,
    last_close,
    why_account_barred,
    why_barred,
    why_not_taken,
    why_wrong_age,
)
from lantoa.apps.privacy.contacts import account_contact, contact_sha256
from lantoa.apps.privacy.models import ContactKind
from lantoa.core.scoring import new_slip_code


class CannotEnter(ValueError):
    """The rules do not let this person in; the message, in Vietnamese, says why and what to do."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What the entry form says, checked: the unit is one that the audience chooses from."""

    audience: Audience
    full_name: str
    agency: Agency
    birth_year: int | None
    consents: bool


def enter_by_code(*, code: EntryCode, entry: Entry, at: datetime) -> Entrant:
    """Return the entrant of the contact that the code has proved: a new one, or the one who is there already, whatever
    the form says. CannotEnter where the rules refuse.

    Of two devices that finish at once, one makes the row and the other finds it (`entrant_once`).
    """
    contest = code.contest
    known = Entrant.objects.filter(contest=contest, contact_sha256=code.contact_sha256).first()
    if known is not None:
        return _let_in_again(known, contest)
    if words := why_barred(contest, code.contact):
        raise CannotEnter(words)
    found = _made(
        contest,
        entry,
        at=at,
        kind=ContactKind(code.contact_kind),
        contact=code.contact,
        contact_hash=code.contact_sha256,
    )
    EntryCode.objects.filter(pk=code.pk).update(contact="", code_sha256="")
    return found


def enter_by_account(*, contest: Contest, user: User, entry: Entry, at: datetime) -> Entrant:
    """Return the entrant of an official account: a new one, or the one who is there already. CannotEnter where the
    rules refuse, and where the account's e-mail address has entered by a code.
    """
    known = Entrant.objects.filter(contest=contest, user=user).first()
    if known is not None:
        return _let_in_again(known, contest)
    contact = account_contact(user.email, user.pk)
    if words := why_account_barred(contest, user, contact):
        raise CannotEnter(words)
    # The address stays in the account; the entrant's row need not hold it again.
    contact_hash = contact_sha256(contact)
    found = _made(contest, entry, at=at, kind=ContactKind.ACCOUNT, contact="", contact_hash=contact_hash, user=user)
    if found.user_id != user.pk:
        raise CannotEnter(
            "Địa chỉ thư điện tử của tài khoản này đã dự thi bằng mã xác nhận. Hãy vào bằng chính địa chỉ thư ấy."
        )
    return found


def _let_in_again(known: Entrant, contest: Contest) -> Entrant:
    if known.erased_at is not None:
        raise CannotEnter(
            "Người dùng liên hệ này đã dự thi rồi yêu cầu xóa dữ liệu cá nhân, nên không dự thi lại được nữa."
        )
    known.contest = contest
    return known


def _made(contest: Contest, entry: Entry, *, at: datetime, contact_hash: str, **values: object) -> Entrant:
    if words := why_not_taken(contest, at=at) or _refusal(contest, entry, at=at):
        raise CannotEnter(words)
    last = last_close(contest)
    assert last is not None  # it takes entrants
    entrant = Entrant(
        contest=contest,
        code=new_slip_code(secrets.token_bytes(16)),
        audience=entry.audience,
        full_name=entry.full_name,
        agency=entry.agency,
        birth_year=entry.birth_year if asks_birth_year(contest) else None,
        contact_sha256=contact_hash,
        consent_version=CONSENT_VERSION,
        consented_at=at,
        entered_at=at,
        erase_on=erase_day(contest, last),
    )
    for name, value in {"contact": "", **values}.items():
        setattr(entrant, {"kind": "contact_kind"}.get(name, name), value)
    try:
        with transaction.atomic():
            entrant.save(force_insert=True)
    except IntegrityError:
        return _let_in_again(Entrant.objects.get(contest=contest, contact_sha256=contact_hash), contest)
    return entrant


def _refusal(contest: Contest, entry: Entry, *, at: datetime) -> str:
    if entry.audience not in contest.audiences():
        return "Thể lệ không nhận đối tượng này. Hãy chọn đối tượng khác nếu phù hợp."
    if not entry.consents:
        return "Cần bạn đồng ý thì mới được giữ thông tin để dự thi."
    if not asks_birth_year(contest):
        return ""
    if entry.birth_year is None:
        return "Hãy ghi năm sinh: thể lệ có quy định độ tuổi."
    return why_wrong_age(contest, entry.birth_year, on=timezone.localdate(at))


@transaction.atomic
def correct_entrant(*, entrant: Entrant, full_name: str, agency: Agency, at: datetime) -> Entrant:
    """Return the entrant with name and unit corrected; CannotEnter once a round is closed, for its lists are made."""
    if entrant.contest.rounds.exclude(closed_at=None).exists():
        raise CannotEnter("Đã có vòng thi khóa sổ nên không tự sửa được nữa; hãy báo Ban tổ chức.")
    Entrant.objects.filter(pk=entrant.pk, erased_at=None).update(full_name=full_name, agency=agency)
    entrant.full_name, entrant.agency = full_name, agency
    return entrant


@transaction.atomic
def grant_extra_time(*, entrant: Entrant, minutes: int, grounds: str, by: Actor, at: datetime) -> Entrant:
    """Return the entrant with so many minutes more for each attempt, those under way included; 0 takes them back for
    the attempts to come. The trail says how many, never why: grounds may tell of an illness, and are erased one day.
    """
    found = Entrant.objects.select_for_update(of=("self",)).select_related("contest").get(pk=entrant.pk)
    found.extra_minutes, found.extra_grounds = minutes, grounds if minutes else ""
    found.save(update_fields=["extra_minutes", "extra_grounds"])
    lengthened = lengthen_open_attempts(entrant=found, at=at)
    detail = {"entrant": found.code, "minutes": minutes, "attempts_lengthened": lengthened}
    # Of the contest, not of the entrant: the keys of entrants, counted up, would tell how many there are.
    record_act("contests.grant_extra_time", subject=found.contest, by=by, at=at, detail=detail)
    return found
