"""The illustrative sites as sites.toml declares them: hosts, platforms, looks, faults on purpose."""

import datetime as dt
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .addresses import SCHEMES
from .printed_dates import STYLES

SITES_FILE = Path(__file__).parent.parent / "sites.toml"
PLATFORMS = ("nukeviet", "liferay", "sharepoint", "wordpress", "newspaper")
DISCOVERIES = ("rss", "sitemap", "none")
SITEMAPS = ("plain", "index", "gzip")

# What each kind of fault must state besides its kind. `article` is the place, newest first, among the site's originals.
FAULT_FIELDS: dict[str, frozenset[str]] = {
    "dead_link": frozenset({"title", "date"}),
    "endless_redirect": frozenset({"title", "date"}),
    "oversized_page": frozenset({"title", "date"}),
    "broken_page": frozenset({"article"}),
    "slow_page": frozenset({"article"}),
    "two_addresses": frozenset({"article"}),
    "robots_disallow": frozenset({"article", "path"}),
    "crawl_delay": frozenset({"seconds"}),
}


class SitesFileError(Exception):
    """The declaration of the sites cannot be used; the message names the site and what to mend."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a site on purpose; fields that its kind does not use are None."""

    kind: str
    article: int | None = None
    title: str | None = None
    date: dt.date | None = None
    path: str | None = None
    seconds: int | None = None


@dataclass(frozen=True, slots=True)
class Theme:
    """What a site looks like: two colours, a line under its name, an arrangement of its columns."""

    colour: str
    accent: str
    layout: str
    slogan: str
    place: str


@dataclass(frozen=True, slots=True)
class Site:
    """One illustrative site. `agency` is whose site it is, by slug; a site not served is a source that is down."""

    slug: str
    agency: str
    host: str
    name: str
    platform: str
    discovery: str
    address_style: str
    date_style: str
    date_label: str
    page_size: int
    sitemap: str
    served: bool
    clock_at: dt.datetime
    theme: Theme
    faults: tuple[Fault, ...]

    def fault(self, kind: str) -> Fault | None:
        """Return the site's fault of a kind, None where it has none."""
        return next((fault for fault in self.faults if fault.kind == kind), None)


def load_sites(file: Path = SITES_FILE) -> list[Site]:
    """Return the declared sites in their order, those that are never served included. SitesFileError."""
    try:
        declared = tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise SitesFileError(f"{file.name} is not TOML: {error}") from error
    sites = [_site(row, declared["clock_at"]) for row in declared["site"]]
    for name in ("slug", "host"):
        values = [getattr(site, name) for site in sites]
        twice = sorted({value for value in values if values.count(value) > 1})
        if twice:
            raise SitesFileError(f"two sites with the same {name}: {', '.join(twice)}")
    return sites


def _site(row: dict[str, Any], clock_at: dt.datetime) -> Site:
    slug = row.get("slug", "?")
    try:
        site = Site(
            slug=slug,
            agency=row["agency"],
            host=row["host"],
            name=row["name"],
            platform=row["platform"],
            discovery=row["discovery"],
            address_style=row["address_style"],
            date_style=row["date_style"],
            date_label=row.get("date_label", ""),
            page_size=row.get("page_size", 10),
            sitemap=row.get("sitemap", "plain"),
            served=row.get("served", True),
            clock_at=clock_at,
            theme=Theme(**row["theme"]),
            faults=tuple(_fault(slug, fault) for fault in row.get("faults", ())),
        )
    except (KeyError, TypeError) as error:
        raise SitesFileError(f"{slug}: incomplete: {error}") from error
    _check(site)
    return site


def _fault(slug: str, row: dict[str, Any]) -> Fault:
    fault = Fault(**row)
    if fault.kind not in FAULT_FIELDS:
        raise SitesFileError(f"{slug}: fault {fault.kind!r} is none of {', '.join(FAULT_FIELDS)}")
    if set(row) - {"kind"} != FAULT_FIELDS[fault.kind]:
        needed = ", ".join(sorted(FAULT_FIELDS[fault.kind])) or "nothing more"
        raise SitesFileError(f"{slug}: fault {fault.kind} states exactly: {needed}")
    return fault


def _check(site: Site) -> None:
    choices = {"platform": PLATFORMS, "discovery": DISCOVERIES, "sitemap": SITEMAPS, "date_style": STYLES}
    for name, allowed in choices.items():
        if getattr(site, name) not in allowed:
            raise SitesFileError(f"{site.slug}: {name} {getattr(site, name)!r} is none of {', '.join(sorted(allowed))}")
    if (site.platform, site.address_style) not in SCHEMES:
        raise SitesFileError(f"{site.slug}: {site.platform} has no address style {site.address_style!r}")
    # RFC 6761: names under .localhost never leave the machine, whatever the name server says.
    if not site.host.endswith(".localhost"):
        raise SitesFileError(f"{site.slug}: host {site.host} is not under .localhost")
