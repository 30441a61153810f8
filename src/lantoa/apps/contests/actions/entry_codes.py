"""Codes that prove a contact: asked for, tried, spent, forgotten.

Nothing of this goes to the audit trail: it is kept for ever and read by the office, and would hold from which address
somebody entered, and how many did while nobody may know it (ADR 0027).
"""

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils.crypto import constant_time_compare, salted_hmac

from lantoa.apps.base.models import Message
from lantoa.apps.contests.entry_cookie import PROOF_MINUTES
from lantoa.apps.contests.models import Contest, EntryCode
from lantoa.apps.privacy.contacts import asking_address_sha256, contact_sha256
from lantoa.apps.privacy.models import ContactKind

CODE_MINUTES = 15
MAX_TRIES = 5
# Of one contact: a minute between two codes, so many an hour, so many a day. With five tries each, guessing succeeds
# once in twenty thousand days.
_PAUSE, _HOURLY, _DAILY = timedelta(minutes=1), 5, 10
# Of one network address: an office, or the many telephones behind one address of a mobile network.
_OF_ADDRESS, _OF_ADDRESS_MINUTES = 100, 10
_KEPT = timedelta(hours=24)
_SALT = "lantoa.contests.entry-code"


class CodeRefused(ValueError):
    """No code can be sent, or this one is not right; the message, in Vietnamese, says what to do."""


@transaction.atomic
def send_entry_code(*, contest: Contest, kind: ContactKind, contact: str, address: str, at: datetime) -> EntryCode:
    """Return the code that is on its way to a contact; CodeRefused above the limits. `address`: the network address
    that asks. Whether the contact has entered already changes nothing. Five queries.
    """
    contact_hash, address_hash = contact_sha256(contact), asking_address_sha256(address)
    _check_limits(contact_hash, address_hash, at=at)
    digits = f"{secrets.randbelow(1_000_000):06}"
    code = EntryCode(
        contest=contest,
        contact_kind=kind,
        contact=contact,
        contact_sha256=contact_hash,
        address_sha256=address_hash,
        made_at=at,
        expires_at=at + timedelta(minutes=CODE_MINUTES),
    )
    code.code_sha256 = _hash_of(code, digits)
    code.save(force_insert=True)
    _post(code, digits, at=at)
    return code


def _check_limits(contact_hash: str, address_hash: str, *, at: datetime) -> None:
    asked = list(
        EntryCode.objects.filter(contact_sha256=contact_hash, made_at__gt=at - _KEPT)
        .order_by("-made_at")
        .values_list("made_at", flat=True)[:_DAILY]
    )
    if asked and at - asked[0] < _PAUSE:
        raise CodeRefused("Mã vừa được gửi. Hãy đợi một phút, xem cả mục thư rác, rồi mới xin mã khác.")
    if sum(at - made < timedelta(hours=1) for made in asked) >= _HOURLY:
        raise CodeRefused("Liên hệ này đã xin nhiều mã trong một giờ. Hãy dùng mã mới nhất, hoặc thử lại sau một giờ.")
    if len(asked) >= _DAILY:
        raise CodeRefused(
            "Liên hệ này đã xin quá nhiều mã trong ngày. Hãy thử lại vào ngày mai, hoặc dùng liên hệ khác."
        )
    since = at - timedelta(minutes=_OF_ADDRESS_MINUTES)
    if address_hash and (
        EntryCode.objects.filter(address_sha256=address_hash, made_at__gt=since).count() >= _OF_ADDRESS
    ):
        raise CodeRefused(
            f"Mạng bạn đang dùng đã xin quá nhiều mã. Hãy thử lại sau {_OF_ADDRESS_MINUTES} phút, hoặc dùng mạng khác."
        )


def _hash_of(code: EntryCode, digits: str) -> str:
    return salted_hmac(
        _SALT, f"{code.contact_sha256}|{code.made_at.timestamp()}|{digits}", algorithm="sha256"
    ).hexdigest()


def _post(code: EntryCode, digits: str, *, at: datetime) -> None:
    by_phone = code.contact_kind == ContactKind.PHONE
    # A short message with Vietnamese letters holds 70 characters and is paid for twice; without them, 160.
    text = (
        f"{digits} la ma xac nhan du thi cua ban, dung trong {CODE_MINUTES} phut. Khong dua ma nay cho ai."
        if by_phone
        else f"Mã xác nhận dự thi của bạn là: {digits}\n\n"
        f"Mã dùng được trong {CODE_MINUTES} phút, cho cuộc thi “{code.contest.title}”. "
        "Hãy nhập mã trên đúng máy đã xin mã.\n\n"
        "Không đưa mã này cho ai, kể cả người tự xưng là Ban tổ chức. Nếu bạn không xin mã, hãy bỏ qua thư này: "
        "không có mã thì không ai dự thi thay bạn được.\n"
    )
    Message.objects.create(
        key=_message_key(code),
        channel=Message.Channel.SMS if by_phone else Message.Channel.EMAIL,
        to=code.contact,
        subject="Mã xác nhận dự thi",
        text=text,
        made_at=at,
        due_at=at,
        delete_at=code.expires_at,
    )


def _message_key(code: EntryCode) -> str:
    return f"contests:entry-code:{code.code_sha256}"


def try_entry_code(*, code: EntryCode, given: str, at: datetime) -> EntryCode:
    """Return the code, used: its browser has proved the contact. CodeRefused for wrong digits, after five tries and
    when it is too old. A try counts before it is looked at, so that tries sent at once are no more than five.
    """
    alive = EntryCode.objects.filter(pk=code.pk, used_at=None, expires_at__gt=at)
    if not alive.filter(tries__lt=MAX_TRIES).update(tries=F("tries") + 1):
        raise CodeRefused("Mã này không dùng được nữa. Hãy xin mã mới.")
    if not constant_time_compare(code.code_sha256, _hash_of(code, "".join(given.split()))):
        left = MAX_TRIES - code.tries - 1
        raise CodeRefused(
            f"Mã chưa đúng. Hãy xem lại mã trong thư hoặc tin nhắn mới nhất; còn {left} lần nhập."
            if left > 0
            else "Mã chưa đúng và đã hết số lần nhập. Hãy xin mã mới."
        )
    with transaction.atomic():
        if not alive.update(used_at=at):
            raise CodeRefused("Mã này đã được dùng. Hãy xin mã mới.")
        Message.objects.filter(key=_message_key(code)).update(delete_at=at)
    code.used_at = at
    return code


def sweep_entry_codes(*, at: datetime) -> int:
    """Return the number of codes whose contact was erased or that were deleted: the contact goes when the code is no
    longer good, the hashes after a day, when they count against no limit any more.
    """
    spent = Q(used_at=None, expires_at__lte=at) | Q(used_at__lte=at - timedelta(minutes=PROOF_MINUTES))
    erased = EntryCode.objects.filter(spent).exclude(contact="").update(contact="", code_sha256="")
    return erased + EntryCode.objects.filter(made_at__lte=at - _KEPT).delete()[0]
