"""Asks the links of a story whether they still lead somewhere; only when a person asks for it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from wagtail.models import Page

from lantoa.apps.base.outbound import FetchFailed, OutboundClient
from lantoa.apps.newsroom.story_text import StoryText
from lantoa.core.analysis.plain_language import Hint, HintKind, Link, Piece

MOST_LINKS: Final = 20
_SECONDS = 8.0
_BYTES = 512 * 1024
_AT_ONCE = 5
_GONE = frozenset({404, 410})
_SERVER_FAILS = 500
# A page larger than we read is there all the same.
_THERE = frozenset({"too_large"})

# Why an address leads nowhere, None where it leads somewhere.
Ask = Callable[[str], str | None]


def asked_outside(address: str) -> str | None:
    """Return why an address does not open, in Vietnamese, None where it does. One request, up to 8 seconds."""
    with OutboundClient(total_seconds=_SECONDS, max_bytes=_BYTES) as client:
        try:
            status = client.get(address).status
        except FetchFailed as failure:
            return None if failure.kind in _THERE else str(failure)
    if status in _GONE:
        return f"Trang không còn (lỗi {status}). Tìm địa chỉ mới hoặc bỏ liên kết."
    if status >= _SERVER_FAILS:
        return f"Máy chủ của trang đang lỗi ({status}). Thử lại sau trước khi đăng."
    return None


def dead_links(text: StoryText, *, ask: Ask = asked_outside) -> list[Hint]:
    """Return a hint for every link that leads nowhere: pages of this site by one query, the first 20 other addresses by
    a request each. Addresses that are no web pages (mail, telephone) are not asked.
    """
    outside = [
        (piece, link)
        for piece in text.draft.pieces()
        for link in piece.links
        if link.address and link.address.startswith(("http://", "https://"))
    ][:MOST_LINKS]
    addresses = list(dict.fromkeys(str(link.address) for _, link in outside))
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        answers = dict(zip(addresses, pool.map(ask, addresses), strict=True))
    hints = [_hint(piece, link, reason) for piece, link in outside if (reason := answers[str(link.address)])]
    return [*_gone_pages(text), *hints]


def _gone_pages(text: StoryText) -> list[Hint]:
    wanted = {page for _, _, page in text.linked_pages}
    there = set(Page.objects.filter(pk__in=wanted, live=True).values_list("pk", flat=True)) if wanted else set()
    reason = "Trang của chuyên trang này không còn hoặc chưa đăng. Chọn lại trang."
    return [_hint(piece, link, reason) for piece, link, page in text.linked_pages if page not in there]


def _hint(piece: Piece, link: Link, reason: str) -> Hint:
    words = piece.text[link.start : link.end]
    return Hint(HintKind.DEAD_LINK, piece.place, link.start, link.end, words, reason)
