"""Proving a contact before anything is told of it: a code goes there, and whoever has it speaks for that contact.

Nothing is stored of it: what is waited for lies encrypted in the browser's own cookie, the code in a message that is
deleted after a quarter of an hour. Whether anything is held on the contact changes nothing before it is proved.
"""

import json
import secrets
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.crypto import constant_time_compare, salted_hmac

from lantoa.apps.base.encryption import CannotDecrypt, decrypt, encrypt
from lantoa.apps.base.limits import take
from lantoa.apps.base.models import Message
from lantoa.apps.base.personal import Person
from lantoa.apps.privacy.contacts import contact_sha256
from lantoa.apps.privacy.models import ContactKind

PREFIX = "/du-lieu-cua-toi/"
COOKIE = "du_lieu_cua_toi"
CODE_MINUTES, PROOF_MINUTES, MAX_TRIES = 15, 30, 5
_USE, _SALT = "lantoa.own-data", "lantoa.own-data.code"
_HOUR, _DAY = 3600, 86_400
# Of one contact in an hour and a day; of one network in an hour, behind which a whole office may stand.
_OF_CONTACT, _OF_CONTACT_A_DAY, _OF_NETWORK = 5, 10, 60


class CodeRefused(ValueError):
    """No code can be sent, or this one is not right; the message, in Vietnamese, says what to do."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What one browser waits for, or has proved: `until` is in seconds since 1970, `nonce` names this asking."""

    kind: str
    contact: str
    nonce: str
    code_sha256: str
    until: int
    proved: bool = False

    def person(self) -> Person:
        """Return whom the contact stands for."""
        return Person(contact=self.contact, contact_sha256=contact_sha256(self.contact))


def send_code(*, kind: ContactKind, contact: str, network: str, at: datetime) -> Proof:
    """Return what the browser then waits for; a code is on its way. CodeRefused above the limits."""
    if not take("own-data-network", network, most=_OF_NETWORK, seconds=_HOUR, at=at):
        raise CodeRefused("Mạng bạn đang dùng đã xin quá nhiều mã. Hãy thử lại sau một giờ, hoặc dùng mạng khác.")
    of_hour = take("own-data-contact", contact, most=_OF_CONTACT, seconds=_HOUR, at=at)
    if not of_hour or not take("own-data-contact", contact, most=_OF_CONTACT_A_DAY, seconds=_DAY, at=at):
        raise CodeRefused("Liên hệ này đã xin nhiều mã. Hãy dùng mã mới nhất trong thư, hoặc thử lại sau một giờ.")
    digits, nonce = f"{secrets.randbelow(1_000_000):06}", secrets.token_hex(16)
    until = at + timedelta(minutes=CODE_MINUTES)
    code = _hash_of(nonce, contact, digits)
    _post(kind, contact, code, digits, at=at, until=until)
    return Proof(str(kind), contact, nonce, code, int(until.timestamp()))


def _hash_of(nonce: str, contact: str, digits: str) -> str:
    return salted_hmac(_SALT, f"{nonce}|{contact}|{digits}", algorithm="sha256").hexdigest()


def _post(kind: ContactKind, contact: str, code: str, digits: str, *, at: datetime, until: datetime) -> None:
    by_phone = kind == ContactKind.PHONE
    text = (
        f"{digits} la ma de xem, xoa du lieu ca nhan cua ban, dung trong {CODE_MINUTES} phut. Khong dua ma nay cho ai."
        if by_phone
        else f"Mã để xem, xin sửa hoặc xóa dữ liệu cá nhân của bạn là: {digits}\n\n"
        f"Mã dùng được trong {CODE_MINUTES} phút, trên đúng máy đã xin mã.\n\n"
        "Không đưa mã này cho ai, kể cả người tự xưng là cán bộ. Nếu bạn không xin mã, hãy bỏ qua thư này: không có mã "
        "thì không ai xem được gì.\n"
    )
    Message.objects.create(
        key=f"privacy:code:{code}",
        channel=Message.Channel.SMS if by_phone else Message.Channel.EMAIL,
        to=contact,
        subject="Mã xác nhận về dữ liệu cá nhân",
        text=text,
        made_at=at,
        due_at=at,
        delete_at=until,
    )


def try_code(*, proof: Proof, given: str, at: datetime) -> Proof:
    """Return the proof, made; CodeRefused for wrong digits, after five tries, and for a code that was used."""
    if not take("own-data-try", proof.nonce, most=MAX_TRIES, seconds=_DAY, at=at):
        raise CodeRefused("Đã hết số lần nhập cho mã này. Hãy xin mã mới.")
    if not constant_time_compare(proof.code_sha256, _hash_of(proof.nonce, proof.contact, "".join(given.split()))):
        raise CodeRefused("Mã chưa đúng. Hãy xem lại thư hoặc tin nhắn mới nhất; mỗi mã nhập được năm lần.")
    if not take("own-data-used", proof.nonce, most=1, seconds=_DAY, at=at):
        raise CodeRefused("Mã này đã được dùng. Hãy xin mã mới.")
    Message.objects.filter(key=f"privacy:code:{proof.code_sha256}").update(delete_at=at)
    until = int((at + timedelta(minutes=PROOF_MINUTES)).timestamp())
    return replace(proof, proved=True, until=until)


def give_proof(response: HttpResponseBase, proof: Proof) -> None:
    """Let the browser hold the proof, encrypted, for as long as it is good."""
    response.set_cookie(
        COOKIE,
        encrypt(json.dumps(asdict(proof)), use=_USE),
        expires=datetime.fromtimestamp(proof.until, tz=UTC),
        path=PREFIX,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )


def forget_proof(response: HttpResponseBase) -> None:
    """Let the browser prove nothing any more, as on a shared telephone."""
    response.delete_cookie(COOKIE, path=PREFIX, samesite="Strict")


def proof_of(request: HttpRequest, *, at: datetime) -> Proof | None:
    """Return what the browser holds; None without a cookie, for an old and for a forged one. No query."""
    try:
        proof = Proof(**json.loads(decrypt(request.COOKIES.get(COOKIE, "")[:2000], use=_USE)))
    except CannotDecrypt:
        return None
    return proof if proof.until > at.timestamp() else None
