"""A digest in words: its state, how far it was read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from lantoa.apps.newsroom.models import InternalDigest
from lantoa.apps.newsroom.queries.digests import DigestResults
from lantoa.core.viettext import format_number, format_percent


@dataclass(frozen=True, slots=True)
class DigestRow:
    """One line of the list."""

    digest: InternalDigest
    state: str
    readers: str


def digest_rows(rows: Iterable[InternalDigest], today: date) -> list[DigestRow]:
    """Return the lines of the list; the digests carry their counts (queries.with_counts)."""
    return [
        DigestRow(row, state_words(row, today), of_officials(row.reader_count, row.officials))  # type: ignore[attr-defined]
        for row in rows
    ]


def state_words(digest: InternalDigest, today: date) -> str:
    """Return where the digest stands, with the day that matters."""
    if digest.state == InternalDigest.State.DRAFTED:
        return "bản nháp"
    if digest.takes_receipts(today):
        until = f" đến hết {digest.closes_on:%d/%m/%Y}" if digest.closes_on else ""
        return f"đang nhận xác nhận{until}"
    if digest.closed_at:
        return f"đã đóng ngày {timezone.localtime(digest.closed_at):%d/%m/%Y}"
    if digest.closes_on and digest.closes_on < today:
        return f"đã đóng, hết ngày {digest.closes_on:%d/%m/%Y}"
    return "đã đóng, hết thời hạn lưu tên"


def of_officials(readers: int, officials: int | None) -> str:
    """Return how many have read, of how many.

    >>> of_officials(12, 40), of_officials(12, None)
    ('12/40 (30,0%)', '12, chưa rõ tổng số')
    """
    if officials is None:
        return f"{format_number(readers)}, chưa rõ tổng số"
    share = min(1.0, readers / officials) if officials else 0.0
    return f"{format_number(readers)}/{format_number(officials)} ({format_percent(share)})"


def readers_line(results: DigestResults) -> str:
    """Return how far the digest was read, in one sentence."""
    told = f"{format_number(results.readers)} người đã đọc và trả lời"
    if results.officials is None or results.share is None:
        return f"{told}. Chưa rõ cơ quan có bao nhiêu cán bộ, nên không tính được tỷ lệ."
    waiting = f"còn {format_number(results.waiting or 0)} người"
    over = (
        " Số người đọc lớn hơn số cán bộ đã khai; hãy kiểm tra lại con số này ở kỳ sau."
        if (results.readers > results.officials)
        else ""
    )
    return f"{told}, trên {format_number(results.officials)} ({format_percent(results.share)}); {waiting}.{over}"
