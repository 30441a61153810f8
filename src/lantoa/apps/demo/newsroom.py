"""The portals of the demonstration: opened, staffed and filled from the files in stories/, all of it illustrative."""

import tomllib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from wagtail.documents import get_document_model

from lantoa.apps.accounts.models import User
from lantoa.apps.agencies.models import Agency
from lantoa.apps.directives.models import Programme, Theme
from lantoa.apps.newsroom.actions import name_staff, open_portal
from lantoa.apps.newsroom.actions.figures import CannotChangeFigure, freeze_figure
from lantoa.apps.newsroom.models import (
    Accent,
    ColumnPage,
    EventPage,
    LibraryDocument,
    PlannedStory,
    PortalPage,
    PortalStaff,
    StoryFigure,
)

STORIES = Path(__file__).parent / "stories"


def fill_portals(programme: Programme, *, port: int, by: User, at: datetime) -> int:
    """Return how many portals of the demonstration were opened now; those that are there already are left alone."""
    opened = 0
    for given in tomllib.loads((STORIES / "portals.toml").read_text(encoding="utf-8"))["portal"]:
        if PortalPage.objects.filter(slug=given["slug"]).exists():
            continue
        with transaction.atomic():
            portal = _open(given, port=port, by=by, at=at)
            _fill(portal, given, themes_of(programme), by=by, at=at)
        opened += 1
    return opened


def themes_of(programme: Programme) -> dict[int, Theme]:
    """Return the themes of the programme by their position in the directive."""
    return {theme.position: theme for theme in programme.themes.all()}


def chosen(themes: Mapping[int, Theme], positions: list[int]) -> list[Theme]:
    """Return the themes at these positions; another directive may have fewer of them."""
    return [themes[position] for position in positions if position in themes]


def _open(given: dict[str, Any], *, port: int, by: User, at: datetime) -> PortalPage:
    portal = open_portal(
        agency=Agency.objects.get(slug=given["agency"]),
        title=given["title"],
        slug=given["slug"],
        hostname=given["hostname"],
        port=port,
        tagline=given["tagline"],
        accent=Accent(given["accent"]),
        is_default=given.get("default", False),
        illustrative=True,
        by=by,
        at=at,
    )
    portal.about = [("text", given["about"])]  # type: ignore[assignment]  # Wagtail has no types
    for name in ("contact_address", "contact_email"):
        setattr(portal, name, given.get(name, ""))
    portal.save()
    portal.save_revision().publish()
    for function, names in given["staff"].items():
        for user in User.objects.filter(username__in=names):
            name_staff(portal=portal, user=user, function=PortalStaff.Function(function), by=by, at=at)
    return portal


def _fill(portal: PortalPage, given: dict[str, Any], themes: dict[int, Theme], *, by: User, at: datetime) -> None:
    columns = dict(_columns(portal, given.get("column", []), themes))
    for row in given.get("figure", []):
        _add_figure(portal, row, by=by, at=at)
    for row in given.get("event", []):
        _add_event(portal, row, themes, at=at)
    for row in given.get("planned", []):
        PlannedStory.objects.create(
            portal=portal,
            column=columns.get(row.get("column", "")),
            theme=themes.get(row["theme"]),
            title=row["title"],
            note=row.get("note", ""),
            due_on=timezone.localdate(at) + timedelta(days=row["in_days"]),
            made_at=at,
            made_by=by,
        )
    for row in given.get("document", []):
        _add_document(row)


def _add_figure(portal: PortalPage, row: dict[str, Any], *, by: User, at: datetime) -> None:
    options = row.get("options", {})
    figure = StoryFigure.objects.create(portal=portal, title=row["title"], source=row["source"], options=options)
    if row.get("frozen"):
        # Without the indices there is nothing to hold yet; the figure stays current then.
        with suppress(CannotChangeFigure):
            freeze_figure(figure=figure, by=by, at=at)


def _columns(
    portal: PortalPage, rows: list[dict[str, Any]], themes: dict[int, Theme]
) -> Iterator[tuple[str, ColumnPage]]:
    for row in rows:
        column = ColumnPage(title=row["title"], slug=row["slug"], introduction=row["introduction"])
        portal.add_child(instance=column)
        column.themes = chosen(themes, row["themes"])
        column.save()
        yield row["slug"], column


def _add_event(portal: PortalPage, row: dict[str, Any], themes: dict[int, Theme], *, at: datetime) -> None:
    day = timezone.localtime(at) + timedelta(days=row["in_days"])
    starts_at = day.replace(hour=row["hour"], minute=0, second=0, microsecond=0)
    event = EventPage(
        title=row["title"],
        slug=row["slug"],
        lead=row["lead"],
        place=row["place"],
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=row["hours"]),
        illustrative=True,
    )
    portal.add_child(instance=event)
    event.themes = chosen(themes, row["themes"])
    event.save_revision().publish()


def _add_document(row: dict[str, Any]) -> None:
    name = f"{(row.get('identifier') or 'tai-lieu').replace('/', '-').lower()}-minh-hoa.txt"
    document = get_document_model()(title=row["subject"][:255])
    document.file.save(name, ContentFile(row["text"].encode()), save=True)
    LibraryDocument.objects.create(
        kind=row["kind"],
        identifier=row.get("identifier", ""),
        issued_on=row.get("issued_on"),
        issuer=row.get("issuer", ""),
        subject=row["subject"],
        source_note=row.get("source_note", ""),
        file=document,
        illustrative=True,
    )
