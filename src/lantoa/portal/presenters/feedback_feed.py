"""Public feedback as a feed: one for whatever the list can be narrowed to, in the moderated wording only."""

from collections.abc import Iterable

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from lantoa.apps.feedback.addresses import PUBLIC_FEEDBACK, public_address
from lantoa.apps.feedback.models import Feedback
from lantoa.apps.feedback.queries.places import place_name
from lantoa.core.viettext import format_date
from lantoa.portal.presenters.feedback import FEEDBACK
from lantoa.portal.presenters.feeds import FeedEntry, FeedHead
from lantoa.portal.presenters.parts import Link
from lantoa.portal.presenters.site import NAME
from lantoa.portal.queries.feedback import STATES, AskedFeedback

# What of a list goes into its feed; the order and the page are the feed's own.
_NARROWS = ("q", "linh_vuc", "dia_ban", "co_quan", "tinh_trang", "nam")


def feedback_feed_query(query: QueryDict) -> str:
    """Return what narrows the list, as a feed of it says it: "" for nothing, else with its question mark."""
    kept = QueryDict(mutable=True)
    for name in _NARROWS:
        if value := query.get(name, "").strip():
            kept[name] = value
    return f"?{kept.urlencode()}" if kept else ""


def feedback_feeds(asked: AskedFeedback, query: QueryDict) -> tuple[Link, ...]:
    """Return where the list can be followed, in two forms."""
    narrowed = feedback_feed_query(query)
    title = feedback_feed_title(asked)
    return tuple(
        Link(f"{title} ({words})", reverse("portal:feedback_feed", args=[form]) + narrowed)
        for form, words in (("rss", "RSS"), ("atom", "Atom"))
    )


def feedback_feed_title(asked: AskedFeedback) -> str:
    """Return what the feed is of, in words."""
    parts = [
        asked.sector.name if asked.sector else "",
        place_name(asked.place) if asked.place else "",
        asked.agency.short_name if asked.agency else "",
        STATES.get(asked.state, ""),
        f"gửi năm {asked.year}" if asked.year else "",
        f"“{asked.words}”" if asked.words else "",
    ]
    return " · ".join([FEEDBACK, *filter(None, parts)])


def feedback_feed_head(asked: AskedFeedback, query: QueryDict, *, root: str, own: str) -> FeedHead:
    """Return the head of the feed; `root` makes its addresses whole."""
    narrowed = feedback_feed_query(query)
    return FeedHead(
        feedback_feed_title(asked),
        "Phản ánh, kiến nghị của người dân vừa đăng công khai, đã bỏ mọi điều riêng tư.",
        root + PUBLIC_FEEDBACK + narrowed,
        root + own + narrowed,
        NAME,
    )


def feedback_entries(rows: Iterable[Feedback], *, root: str) -> list[FeedEntry]:
    """Return public feedback as entries; needs sector, place and agency at hand."""
    return [_entry(row, root) for row in rows]


def _entry(row: Feedback, root: str) -> FeedEntry:
    assert row.listed_at
    where = f" · {place_name(row.place)}" if row.place else ""
    state = f"{row.get_state_display()}{f'; người dân: {row.get_solved_display()}' if row.solved else ''}"
    agency = f"{row.agency.short_name}: {state}." if row.agency else "Đang chờ phân công."
    marked = "Phản ánh minh họa. " if row.illustrative else ""
    sent = format_date(timezone.localdate(row.sent_at))
    parts = [f"{marked}{row.sector.name}{where}, gửi ngày {sent}. {agency}", row.public_words]
    if row.public_answer:
        parts.append(f"Trả lời: {row.public_answer}")
    ends = (row.listed_at, row.answered_at, row.closed_at)
    return FeedEntry(
        title=row.public_title,
        address=root + public_address(row.code),
        summary="\n\n".join(filter(None, parts)),
        published=row.listed_at,
        changed=max(filter(None, ends)),
        tag=row.sector.name,
    )
