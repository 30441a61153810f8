"""Portals, columns and stories for tests."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from lantoa.apps.agencies.factories import AgencyFactory
from lantoa.apps.agencies.models import Agency
from lantoa.apps.directives.models import Theme
from lantoa.apps.newsroom.actions import open_portal
from lantoa.apps.newsroom.actions.digest_receipts import read_digest
from lantoa.apps.newsroom.actions.digests import (
    Content,
    Item,
    Question,
    close_digest,
    save_digest,
    send_digest,
    start_digest,
)
from lantoa.apps.newsroom.models import ColumnPage, EventPage, InfoPage, InternalDigest, PortalPage, StoryPage


def make_portal(*, at: datetime, agency: Agency | None = None, slug: str = "chuyen-trang", **values: Any) -> PortalPage:
    """Return a portal of an agency, opened as a real one is; the first one answers on every name."""
    agency = agency or AgencyFactory.create()
    given = {"title": f"Chuyên trang {slug}", "hostname": f"{slug}.localhost", "port": 80, "is_default": True}
    return open_portal(agency=agency, slug=slug, by=None, at=at, **{**given, **values})


def make_column(portal: PortalPage, *, title: str = "Tin cải cách", slug: str = "tin-cai-cach") -> ColumnPage:
    """Return a live column of the portal."""
    column: ColumnPage = portal.add_child(instance=ColumnPage(title=title, slug=slug))
    return column


def make_story(column: ColumnPage, *, at: datetime | None = None, live: bool = True, **values: Any) -> StoryPage:
    """Return a story of the column; live, unless said otherwise, as one that was published `at`."""
    place = column.get_children().count() + 1
    given = {
        "title": f"Bài thử số {place}",
        "slug": f"bai-thu-{place}",
        "lead": "Từ tháng Sáu, người dân nộp hồ sơ khai sinh qua mạng và nhận kết quả trong ngày.",
        "body": [("text", "<p>Người dân mở Cổng Dịch vụ công quốc gia, chọn thủ tục rồi nộp hồ sơ.</p>")],
    }
    themes, assignments = values.pop("themes", []), values.pop("assignments", [])
    story = StoryPage(**{**given, **values}, live=live, first_published_at=at, last_published_at=at)
    column.add_child(instance=story)
    story.themes, story.assignments = themes, assignments
    story.save()
    revision = story.save_revision()
    if live:
        story.live_revision = revision
        story.save(update_fields=["live_revision"])
    return story


def make_event(portal: PortalPage, *, starts_at: datetime, **values: Any) -> EventPage:
    given = {
        "title": "Ngày hội chuyển đổi số",
        "slug": "ngay-hoi",
        "lead": "Mời bà con đến dự.",
        "place": "Nhà văn hóa",
    }
    event: EventPage = portal.add_child(instance=EventPage(**{**given, **values}, starts_at=starts_at))
    return event


def make_info(portal: PortalPage, **values: Any) -> InfoPage:
    given = {"title": "Liên hệ", "slug": "lien-he", "body": [("text", "<p>Gửi thư cho chúng tôi.</p>")]}
    info: InfoPage = portal.add_child(instance=InfoPage(**{**given, **values}))
    return info


QUESTIONS = tuple(
    Question(f"Câu hỏi thử {place}?", ("Có", "Không"), right=0, explanation=f"Vì điều {place} nói vậy.")
    for place in (1, 2, 3)
)


def make_digest(
    *,
    agency: Agency,
    at: datetime,
    month: date | None = None,
    theme: Theme | None = None,
    item: str = "Từ nay nộp hồ sơ khai sinh qua mạng",
    officials: int | None = None,
    closes_on: date | None = None,
    sent: bool = False,
    closed: bool = False,
    readers: Sequence[str] = (),
) -> InternalDigest:
    """Return a digest of one item and three questions; sent, read by these people, closed, as far as asked for."""
    digest = start_digest(agency=agency, month=month or at.date(), by=None, at=at)
    items = [Item(item, "Cán bộ hướng dẫn người dân nộp qua mạng.", theme=theme.pk if theme else None)]
    content = Content(digest.title, officials=officials, closes_on=closes_on, items=items, questions=QUESTIONS)
    digest = save_digest(digest=digest, content=content, by=None, at=at)
    if sent:
        digest = send_digest(digest=digest, by=None, at=at)
    for name in readers:
        read_digest(digest=digest, name=name, unit="Văn phòng", answers=[0, 0, 1], at=at)
    return close_digest(digest=digest, by=None, at=at) if closed else digest
