"""Writes on receipts: an official has read a digest; and the names of readers, erased when their time has come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from lantoa.apps.base.actions import record_act
from lantoa.apps.newsroom.actions.digests import CannotChangeDigest
from lantoa.apps.newsroom.models import DigestReceipt, InternalDigest
from lantoa.core.viettext import fold, to_nfc

# Who acts when an official says to have read: the trail is kept for good, so it names nobody.
_READER = "người đọc bản tin nội bộ"


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of saying that one has read: the receipt, and whether it is new."""

    receipt: DigestReceipt
    new: bool


@transaction.atomic
def read_digest(*, digest: InternalDigest, name: str, unit: str, answers: Sequence[int], at: datetime) -> Reading:
    """Return the receipt of this person, made now or long ago: a second one changes nothing. `answers` are places of
    choices, in the order of the questions. CannotChangeDigest where the digest takes no receipts.
    """
    if not digest.takes_receipts(timezone.localdate(at)):
        raise CannotChangeDigest("Bản tin này không còn nhận xác nhận.")
    name, unit = " ".join(to_nfc(name).split()), " ".join(to_nfc(unit).split())
    rights = [question.right for question in digest.questions.all()]
    receipt, new = DigestReceipt.objects.get_or_create(
        digest=digest,
        reader_key=f"{fold(name)}|{fold(unit)}",
        defaults={
            "name": name,
            "unit": unit,
            "read_at": at,
            "answers": list(answers),
            "right_answers": sum(given == right for given, right in zip(answers, rights, strict=True)),
        },
    )
    if new:
        record_act("newsroom.read_digest", subject=digest, by=_READER, at=at, detail={"receipt": receipt.pk})
    return Reading(receipt, new)


def sweep_reader_names(*, at: datetime) -> int:
    """Return of how many digests the names of the readers were erased: those sent longer ago than names are kept
    (settings.DIGEST_NAMES_MONTHS). Receipts stay without name and unit, so that every count stays. Two queries when
    there is nothing to do, three a digest.
    """
    due = InternalDigest.objects.filter(
        sent_at__lt=_months_before(at, settings.DIGEST_NAMES_MONTHS), names_erased_at=None
    )
    found = list(due.order_by("pk")[:200])
    for digest in found:
        _erase_names(digest, at)
    return len(found)


@transaction.atomic
def _erase_names(digest: InternalDigest, at: datetime) -> None:
    key = Concat(Value("erased:"), Cast(F("pk"), CharField()), output_field=CharField())
    erased = digest.receipts.update(name="", unit="", reader_key=key)
    InternalDigest.objects.filter(pk=digest.pk).update(names_erased_at=at)
    record_act("newsroom.erase_reader_names", subject=digest, by=None, at=at, detail={"receipts": erased})


def _months_before(at: datetime, months: int) -> datetime:
    """Return the first moment of the day so many months ago, the last day of a shorter month where there is no such.

    >>> _months_before(datetime(2024, 3, 31, 8), 1), _months_before(datetime(2024, 2, 29), 12)
    (datetime.datetime(2024, 2, 29, 0, 0), datetime.datetime(2023, 2, 28, 0, 0))
    """
    year, month = divmod(at.year * 12 + at.month - 1 - months, 12)
    for day in (at.day, 30, 29, 28):
        try:
            return at.replace(year=year, month=month + 1, day=day, hour=0, minute=0, second=0, microsecond=0)
        except ValueError:
            continue
    raise ValueError(f"no day {months} months before {at}")
