"""The map of a portal for search engines."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.sitemaps import Sitemap

from lantoa.apps.broadcasts.models import Bulletin
from lantoa.apps.directives.models import Programme
from lantoa.apps.indices.models import Edition
from lantoa.apps.newsroom.models import ColumnPage, EventPage, InfoPage, PublicPage, StoryPage
from lantoa.apps.services.queries.guide import public_procedures
from lantoa.portal.presenters import addresses, index_addresses
from lantoa.portal.queries import AskedPortal
from lantoa.portal.queries.contests import public_contests
from lantoa.portal.queries.law import public_rights
from lantoa.portal.queries.listening import public_bulletins
from lantoa.portal.queries.services import public_howtos


@dataclass(frozen=True, slots=True)
class _Place:
    address: str
    changed_at: datetime | None = None


class _PlacesSitemap(Sitemap[Any]):
    def location(self, item: _Place) -> str:
        return item.address

    def lastmod(self, item: _Place) -> datetime | None:
        return item.changed_at


class FixedSitemap(_PlacesSitemap):
    """The pages that are always there, and those of the programme in force."""

    def __init__(self, programme: Programme | None) -> None:
        self.programme = programme

    def items(self) -> list[_Place]:
        fixed = [
            addresses.home(), addresses.coverage(), addresses.results(), addresses.events(), addresses.library(),
            addresses.about(), addresses.accessibility(), addresses.data_map(),
        ]  # fmt: skip
        if self.programme:
            fixed.append(addresses.of_directive(self.programme.directive))
            fixed += [addresses.of_theme(theme) for theme in self.programme.themes.all()]
        return [_Place(address) for address in fixed]


class PagesSitemap(_PlacesSitemap):
    """The pages of the newsroom, newest first."""

    def __init__(self, portal: AskedPortal) -> None:
        self.portal = portal

    def items(self) -> list[_Place]:
        kinds: tuple[type[PublicPage], ...] = (ColumnPage, StoryPage, EventPage, InfoPage)
        return [
            _Place(self.portal.address_of(page), page.last_published_at)
            for kind in kinds
            for page in self.portal.pages(kind).only("url_path", "last_published_at", "path")
        ]


class ContestsSitemap(_PlacesSitemap):
    """The contests of the portal, each with its rules."""

    def __init__(self, portal: AskedPortal | None, *, at: datetime) -> None:
        self.contests = public_contests(portal, at=at).order_by("-pk")

    def items(self) -> list[_Place]:
        found = [_Place(addresses.contests())]
        for contest in self.contests:
            found += [_Place(addresses.of_contest(contest.slug)), _Place(addresses.rules_of(contest.slug))]
        return found


class IndicesSitemap(_PlacesSitemap):
    """The pages on indices: each index, what it is, and its editions in public."""

    def items(self) -> list[_Place]:
        editions = Edition.objects.filter(opened_at__isnull=False).select_related("index")
        found = [_Place(address) for address in (index_addresses.all_indices(), index_addresses.comparison())]
        slugs: list[str] = []
        for edition in editions.order_by("index__position", "index", "-year_measured"):
            slug, year = edition.index.slug, edition.year_measured
            if slug not in slugs:
                slugs.append(slug)
                found += [
                    _Place(address)
                    for address in (
                        index_addresses.of_index(slug),
                        index_addresses.ranks_of(slug),
                        index_addresses.explainer_of(slug),
                    )
                ]
            found += [_Place(index_addresses.of_edition(slug, year)), _Place(index_addresses.ranking_of(slug, year))]
        return [*found, _Place(index_addresses.sources())] if slugs else []


class ListeningSitemap(_PlacesSitemap):
    """The bulletins of the portal that may be heard, the newest first."""

    def __init__(self, portal: AskedPortal | None, *, at: datetime) -> None:
        self.bulletins = public_bulletins(portal, at=at)

    def items(self) -> list[_Place]:
        rows: list[Bulletin] = list(self.bulletins.only("slug", "changed_at"))
        found = [_Place(addresses.of_bulletin(row.slug), row.changed_at) for row in rows]
        return [_Place(addresses.listening()), *found]


class GuideSitemap(_PlacesSitemap):
    """The service guide: its procedures that hold on the day, its step-by-step pages, rights and duties."""

    def __init__(self, *, on: date) -> None:
        self.on = on

    def items(self) -> list[_Place]:
        rows = public_procedures(self.on).order_by("pk").values_list("slug", "changed_at")
        found = [_Place(addresses.of_procedure(slug), changed_at) for slug, changed_at in rows]
        howtos = public_howtos()
        found += [_Place(addresses.of_howto(row.slug), row.changed_at) for row in howtos]
        if howtos:
            found.append(_Place(addresses.howtos(), max(row.changed_at for row in howtos)))
        if rights := public_rights():
            found.append(_Place(addresses.rights(), max(row.changed_at for row in rights)))
        return [_Place(addresses.services()), *found] if found else []
