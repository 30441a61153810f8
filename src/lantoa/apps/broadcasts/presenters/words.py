"""Rows of the registers of words, as their lists show them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from lantoa.apps.broadcasts.models import LexiconEntry, ReadingDecision
from lantoa.core.viettext import format_date


@dataclass(frozen=True, slots=True)
class WordRow:
    """One abbreviation or decision: whose, since and until when, and whether the reader of the list may change it."""

    pk: int
    written: str
    spoken: str
    whose: str
    when: str
    over: bool
    about: str
    may_change: bool


def entry_rows(entries: Iterable[LexiconEntry], *, today: date, kept: Collection[int | None]) -> list[WordRow]:
    """Return the abbreviations ready to be listed; `kept` are the owners whose words the reader keeps."""
    return [
        WordRow(
            entry.pk, entry.written, entry.spoken, _whose(entry), _days(entry),
            entry.valid_to is not None and entry.valid_to < today, entry.source, entry.agency_id in kept,
        )
        for entry in entries
    ]  # fmt: skip


def decision_rows(decisions: Iterable[ReadingDecision], *, kept: Collection[int | None]) -> list[WordRow]:
    """Return the decisions ready to be listed."""
    return [
        WordRow(
            one.pk, one.written, one.spoken, _whose(one), _decided(one), one.revoked_at is not None,
            str(one.decided_by) if one.decided_by else "", one.revoked_at is None and one.agency_id in kept,
        )
        for one in decisions
    ]  # fmt: skip


def _whose(row: LexiconEntry | ReadingDecision) -> str:
    return row.agency.short_name if row.agency else "Toàn tỉnh"


def _days(entry: LexiconEntry) -> str:
    first = f"từ {format_date(entry.valid_from)}" if entry.valid_from else ""
    last = f"đến hết {format_date(entry.valid_to)}" if entry.valid_to else ""
    return " ".join(part for part in (first, last) if part) or "không hạn"


def _decided(one: ReadingDecision) -> str:
    words = f"từ {format_date(timezone.localdate(one.decided_at))}"
    return f"{words}, bỏ {format_date(timezone.localdate(one.revoked_at))}" if one.revoked_at else words
