"""What programs read: feeds of stories, the map of the site, what robots may read."""

from typing import Any

from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from lantoa.apps.accounts.rights import open_to_all
from lantoa.apps.newsroom.models import StoryPage
from lantoa.portal import presenters, queries
from lantoa.portal.public import NothingThere, public_page
from lantoa.portal.queries import AskedPortal
from lantoa.portal.sitemap import (
    ContestsSitemap,
    FixedSitemap,
    GuideSitemap,
    IndicesSitemap,
    ListeningSitemap,
    PagesSitemap,
)
from lantoa.portal.views.frame import confirmed_programme, theme_at
from lantoa.portal.views.newsroom import known_portal

_MOST = 30


@open_to_all
@public_page(depends=("pages",))
def feed(request: HttpRequest, form: str) -> HttpResponse:
    """Answer with the newest stories of the portal."""
    portal = known_portal(request)
    return _feed(request, form, portal, queries.stories_of(portal), about=portal.page.tagline)


@open_to_all
@public_page(depends=("pages",))
def column_feed(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """Answer with the newest stories of a column."""
    portal = known_portal(request)
    column = next((column for column in portal.columns if column.slug == slug), None)
    if column is None:
        raise NothingThere(f"Chuyên trang không có chuyên mục “{slug}”.")
    stories = queries.stories_in(portal, column)
    return _feed(
        request, form, portal, stories, name=column.title, about=column.introduction, link=portal.address_of(column)
    )


@open_to_all
@public_page(depends=("pages",))
def theme_feed(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """Answer with the newest stories on a theme of the programme in force."""
    portal = known_portal(request)
    theme = theme_at(confirmed_programme().themes.all(), code)
    stories = queries.stories_on(portal, theme)
    return _feed(
        request, form, portal, stories, name=theme.title, about=theme.title, link=presenters.addresses.of_theme(theme)
    )


def _feed(
    request: HttpRequest,
    form: str,
    portal: AskedPortal,
    stories: QuerySet[StoryPage],
    *,
    about: str,
    name: str = "",
    link: str = "/",
) -> HttpResponse:
    if form not in presenters.FEED_TYPES:
        raise NothingThere("Tin của chuyên trang có ở ba dạng: rss, atom và json.")
    title = f"{name} · {portal.page.title}" if name else portal.page.title
    newest = stories.prefetch_related(None).exclude(first_published_at=None)[:_MOST]
    root = portal.root
    head = presenters.FeedHead(title, about or title, root + link, root + request.path, portal.page.agency.name)
    text, media_type = presenters.feed_text(form, head, presenters.story_entries(portal, newest))
    return HttpResponse(text, content_type=f"{media_type}; charset=utf-8")


@open_to_all
@public_page(depends=("pages", "contests", "indices", "broadcasts"))
def site_map(request: HttpRequest) -> HttpResponse:
    """Answer with every page of the portal that search engines should know, and when it last changed."""
    portal = queries.asked_portal(request)
    maps: dict[str, type[Sitemap[Any]] | Sitemap[Any]] = {
        "fixed": FixedSitemap(queries.programme_in_force()),
        "contests": ContestsSitemap(portal, at=timezone.now()),
        "indices": IndicesSitemap(),
        "services": GuideSitemap(on=timezone.localdate()),
        "listening": ListeningSitemap(portal, at=timezone.now()),
    }
    if portal:
        maps["pages"] = PagesSitemap(portal)
    return sitemap(request, maps).render()


@open_to_all
@public_page(depends=("pages",))
def robots(request: HttpRequest) -> HttpResponse:
    """Answer with what robots may read."""
    portal = queries.asked_portal(request)
    root = portal.root if portal else f"{request.scheme}://{request.get_host()}"
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in ("/quan-tri/", "/nhan-viec/", "/duyet-bai/", "/tai-khoan/")),
    ]
    text = "\n".join([*lines, "", f"Sitemap: {root}{presenters.addresses.site_map()}", ""])
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
