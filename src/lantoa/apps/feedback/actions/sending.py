"""Sending feedback: the row, its files, the contact apart, the first step; routed and handed over in the same moment.

The citizen's network address goes nowhere: the acts of this transaction come from "the form", not from an address.
"""

import secrets
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.db import IntegrityError, transaction

from lantoa.apps.accounts.models import User
from lantoa.apps.agencies.models import Agency
from lantoa.apps.base.actions import record_act
from lantoa.apps.base.models import Message
from lantoa.apps.base.origin import acting_from
from lantoa.apps.base.sms import sms_is_on
from lantoa.apps.feedback.actions.handling import receive
from lantoa.apps.feedback.actions.stepping import CITIZEN
from lantoa.apps.feedback.checks import flags_of
from lantoa.apps.feedback.consent import FEEDBACK_CONSENT, erase_day
from lantoa.apps.feedback.links import following_path
from lantoa.apps.feedback.models import Attachment, Feedback, FeedbackContact, FeedbackStep
from lantoa.apps.feedback.queries.sectors import OTHER_NAME, OTHER_SLUG, feedback_sectors, guessed_sector, other_sector
from lantoa.apps.feedback.store import MOST_PHOTOS, StoredFile
from lantoa.apps.privacy.contacts import contact_sha256, masked_contact, read_contact
from lantoa.apps.privacy.models import ContactKind
from lantoa.apps.services.models import Procedure, Sector
from lantoa.core.viettext import fold, without_hidden_signs

# From where the acts of citizens come: never an address.
CITIZENS_FORM = "biểu mẫu của người dân"
# Without letters and figures that are taken for one another on the telephone.
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
# The mail with the secret address leaves the outbox soon: whoever reads the outbox need not have it.
_MAIL_KEPT = timedelta(days=3)
VOICE_ONLY = "Phản ánh bằng lời nói; xem tệp ghi âm."


@dataclass(frozen=True, slots=True)
class Point:
    """Where it is, in degrees to five decimals: about a metre."""

    latitude: Decimal
    longitude: Decimal


def send_feedback(
    *,
    sector: Sector | None,
    words: str,
    at: datetime,
    key: str,
    place: Agency | None = None,
    place_words: str = "",
    point: Point | None = None,
    about_agency: Agency | None = None,
    procedure: Procedure | None = None,
    name: str = "",
    contact: str = "",
    photos: Sequence[StoredFile] = (),
    voice: StoredFile | None = None,
    channel: Feedback.Channel = Feedback.Channel.FORM,
    flags: Sequence[str] = (),
    site: str = "",
    by: User | None = None,
) -> Feedback:
    """Return the feedback, stored, routed, its clock started; the one of the same `key` where it was sent before.

    `sector` None: guessed from the words, else "Lĩnh vực khác". `contact`: an e-mail address or mobile number, "" for
    none; with it, and `site` ("https://host"), a message with the secret address goes out. `by`: the officer who writes
    it down for the citizen (desk, telephone); None for the citizen. NotAContact for a contact that is none.
    """
    known = Feedback.objects.filter(key=key).first()
    if known is not None:
        return known
    kind, plain = read_contact(contact) if contact.strip() else ("", "")
    said = without_hidden_signs(words).strip() or (VOICE_ONLY if voice else "")
    row = Feedback(
        code=new_code(), key=key, channel=channel, sector=sector or sector_of(said), procedure=procedure, words=said,
        place=place, place_words=without_hidden_signs(place_words).strip()[:300],
        latitude=point.latitude if point else None, longitude=point.longitude if point else None,
        about_agency=about_agency, anonymous=not (name.strip() or plain), sent_at=at, folded=fold(said),
        flags=list(dict.fromkeys([*flags_of(words), *flags])), erase_on=erase_day(at),
    )  # fmt: skip
    with acting_from(CITIZENS_FORM) if by is None else nullcontext(), transaction.atomic():
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError:
            return Feedback.objects.get(key=key)  # the same press, a moment earlier
        _fill(row, photos, voice, by=by, at=at)
        if name.strip() or plain:
            _keep_contact(row, name, kind, plain, at=at)
        detail = {"channel": str(channel), "files": len(photos) + (voice is not None)}
        record_act("feedback.send_feedback", subject=row, by=by or CITIZEN, at=at, detail=detail)
        receive(feedback=row, at=at)
        row.refresh_from_db()
        if plain and site:
            post_address(row, kind, plain, site, key=f"feedback:sent:{row.pk}", at=at)
    return row


def new_code() -> str:
    """Return a new code to be said on the telephone: "PA-7K3M-9QXD"."""
    letters = "".join(secrets.choice(_ALPHABET) for _ in range(8))
    return f"PA-{letters[:4]}-{letters[4:]}"


def sector_of(words: str) -> Sector:
    """Return the sector that words speak of, "Lĩnh vực khác" where none is heard."""
    found = guessed_sector(words, feedback_sectors()) or other_sector()
    if found is None:
        found, _ = Sector.objects.get_or_create(
            slug=OTHER_SLUG, defaults={"name": OTHER_NAME, "position": 999, "for_procedures": False}
        )
    return found


def add_files(
    feedback: Feedback, files: Sequence[StoredFile], *, at: datetime, by: User | None = None, from_agency: bool = False
) -> list[Attachment]:
    """Return the attachments made of stored files, behind those that are there. Call it in the act's transaction."""
    last = feedback.attachments.order_by("-position").values_list("position", flat=True).first() or 0
    rows = [
        Attachment(
            feedback=feedback, kind=file.kind, position=position, sha256=file.sha256, media_type=file.media_type,
            bytes=file.bytes, seconds=file.seconds, from_agency=from_agency, added_by=by, added_at=at,
        )
        for position, file in enumerate(files, start=last + 1)
    ]  # fmt: skip
    return Attachment.objects.bulk_create(rows)


def _fill(
    row: Feedback, photos: Sequence[StoredFile], voice: StoredFile | None, *, by: User | None, at: datetime
) -> None:
    add_files(row, [*photos[:MOST_PHOTOS], *([voice] if voice else [])], at=at, by=by)
    FeedbackStep.objects.create(feedback=row, kind=FeedbackStep.Kind.SENT, at=at, by=by)


def _keep_contact(row: Feedback, name: str, kind: str, plain: str, *, at: datetime) -> None:
    FeedbackContact.objects.create(
        feedback=row,
        name=without_hidden_signs(" ".join(name.split()))[:120],
        kind=kind,
        contact=plain,
        contact_sha256=contact_sha256(plain) if plain else "",
        consent_version=FEEDBACK_CONSENT.newest,
        consented_at=at,
    )


def post_address(row: Feedback, kind: str, contact: str, site: str, *, key: str, at: datetime) -> None:
    """Put the message with the secret address into the outbox, where this kind of contact can be reached."""
    by_phone = kind == ContactKind.PHONE
    if by_phone and not sms_is_on():
        return
    address = f"{site.rstrip('/')}{following_path(row)}"
    text = _short_words(row, address) if by_phone else _mail_words(row, address, contact)
    Message.objects.create(
        key=key,
        channel=Message.Channel.SMS if by_phone else Message.Channel.EMAIL,
        to=contact,
        subject=f"Đã nhận phản ánh {row.code}",
        text=text,
        made_at=at,
        due_at=at,
        delete_at=at + _MAIL_KEPT,
    )


def _short_words(row: Feedback, address: str) -> str:
    # A short message with Vietnamese letters holds 70 characters and is paid for twice; without them, 160.
    return f"Da nhan phan anh {row.code}. Theo doi, bo sung, danh gia tai {address}"


def _mail_words(row: Feedback, address: str, contact: str) -> str:
    return (
        f"Chúng tôi đã nhận phản ánh {row.code} của bạn.\n\n"
        f"Theo dõi, bổ sung, đánh giá kết quả tại địa chỉ riêng:\n{address}\n\n"
        "Ai có địa chỉ này đều xem được phản ánh của bạn; đừng chuyển thư này cho người khác.\n"
        "Bạn không gửi phản ánh nào? Hãy mở địa chỉ trên và bấm “Xóa liên hệ của tôi” "
        f"({masked_contact(contact)}).\n"
    )
