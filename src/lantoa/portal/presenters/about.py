"""Pages about the site itself: what it is, whom to ask, how it serves everybody."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from lantoa.apps.newsroom.models import InfoPage
from lantoa.portal.presenters import addresses, site
from lantoa.portal.presenters.parts import Empty, Fact, Head, Link, fact
from lantoa.portal.queries import AskedPortal


@dataclass(frozen=True, slots=True)
class AboutPage:
    head: Head
    coverage_href: str
    components_href: str
    accessibility_href: str
    listening_href: str
    own_words: Any = None
    facts: tuple[Fact, ...] = ()
    infos: tuple[Link, ...] = ()


def about_page(portal: AskedPortal | None, infos: Iterable[InfoPage] = ()) -> AboutPage:
    """Return the page that says what the site is and how its figures are made; a portal begins with its own words."""
    head = Head("Giới thiệu và cách tính", lead=site.ABOUT, crumbs=site.trail(Link("Giới thiệu")))
    ways = (addresses.coverage(), reverse("portal:components"), addresses.accessibility(), addresses.listening())
    if portal is None:
        return AboutPage(head, *ways)
    page = portal.page
    kept_by = fact("Cơ quan phụ trách", page.agency.name, href=addresses.of_agency(page.agency))
    return AboutPage(
        Head(f"Giới thiệu {page.title}", lead=page.tagline or site.ABOUT, crumbs=head.crumbs),
        *ways,
        own_words=page.about,
        facts=(kept_by, *site.contact_facts(portal)),
        infos=tuple(Link(info.title, portal.address_of(info)) for info in infos),
    )


@dataclass(frozen=True, slots=True)
class ContactPage:
    head: Head
    facts: tuple[Fact, ...]
    empty: Empty | None = None


def contact_page(portal: AskedPortal | None) -> ContactPage:
    """Return how to reach the people behind the site."""
    head = Head(
        "Liên hệ",
        lead="Góp ý về bài, báo thông tin sai, hỏi về chuyên trang.",
        crumbs=site.trail(Link("Liên hệ")),
    )
    facts = site.contact_facts(portal) if portal else ()
    if portal:
        facts = (
            fact("Cơ quan phụ trách", portal.page.agency.name, href=addresses.of_agency(portal.page.agency)),
            *facts,
        )
    nothing = Empty(
        "Chưa có thông tin liên hệ",
        "Trang này có địa chỉ, điện thoại, thư điện tử khi một chuyên trang được mở.",
        (Link("Trang này làm gì", addresses.about()),),
    )
    return ContactPage(head, facts, None if facts else nothing)


@dataclass(frozen=True, slots=True)
class AccessibilityPage:
    head: Head
    contact: tuple[Fact, ...]
    contact_href: str


def accessibility_page(portal: AskedPortal | None) -> AccessibilityPage:
    """Return the statement on accessibility, with whom to write to."""
    head = Head(
        "Tuyên bố về khả năng tiếp cận",
        lead="Ai cũng đọc được, dùng được các trang này: bằng mắt, bằng tai, bằng bàn phím, trên điện thoại nhỏ.",
        crumbs=site.trail(Link("Khả năng tiếp cận")),
    )
    return AccessibilityPage(head, site.contact_facts(portal) if portal else (), addresses.contact())
