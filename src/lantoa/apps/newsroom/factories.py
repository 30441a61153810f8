"""Portals, columns and stories for tests."""

from datetime import datetime
from typing import Any

from lantoa.apps.agencies.factories import AgencyFactory
from lantoa.apps.agencies.models import Agency
from lantoa.apps.newsroom.actions import open_portal
from lantoa.apps.newsroom.models import ColumnPage, EventPage, InfoPage, PortalPage, StoryPage


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
