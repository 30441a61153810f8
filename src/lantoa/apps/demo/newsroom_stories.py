"""The stories of the demonstration, read from stories/<portal>/*.toml; each stands where its state says."""

import tomllib
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.core.files.images import ImageFile
from django.db import transaction
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.models import Collection

from lantoa.apps.accounts.models import User
from lantoa.apps.demo.newsroom import STORIES, chosen, themes_of
from lantoa.apps.directives.models import Programme, Theme
from lantoa.apps.newsroom.models import ColumnPage, PortalPage, PortalStaff, ReviewStepState, StoryFigure, StoryPage

# A late story has been waiting for so long.
_LATE_DAYS = 6
_SCHEDULED_DAYS = 3


def fill_stories(programme: Programme, *, by: User, at: datetime) -> int:
    """Return how many stories of the demonstration were made now; those that are there already are left alone."""
    made = 0
    themes = themes_of(programme)
    for portal in PortalPage.objects.filter(illustrative=True).order_by("pk"):
        for file in sorted((STORIES / portal.slug).glob("*.toml")):
            given = tomllib.loads(file.read_text(encoding="utf-8"))
            column = ColumnPage.objects.child_of(portal).filter(slug=given["column"]).first()
            if column and not StoryPage.objects.child_of(column).filter(slug=given["slug"]).exists():
                with transaction.atomic():
                    _make(portal, column, given, themes, by=by, at=at)
                made += 1
    return made


def _make(
    portal: PortalPage,
    column: ColumnPage,
    given: dict[str, Any],
    themes: dict[int, Theme],
    *,
    by: User,
    at: datetime,
) -> None:
    writer = _person(portal, PortalStaff.Function.WRITER) or by
    story = StoryPage(
        title=given["title"],
        slug=given["slug"],
        lead=given["lead"],
        for_reader=given["for_reader"],
        byline=given["byline"],
        body=[_block(portal, block) for block in given["block"]],
        owner=writer,
        illustrative=True,
        live=False,
        has_unpublished_changes=True,
    )
    if "picture" in given:
        story.picture, story.picture_alt = _picture(portal, given["picture"]), given["picture_alt"]
    column.add_child(instance=story)
    story.themes = chosen(themes, given["themes"])
    if given.get("state") == "scheduled":
        story.go_live_at = timezone.localtime(at) + timedelta(days=_SCHEDULED_DAYS)
    story.save()
    revision = story.save_revision(user=writer)
    if "published" in given:
        _publish(story, revision, given["published"], by=_person(portal, PortalStaff.Function.APPROVER) or by)
    elif given["state"] == "scheduled":
        revision.publish(user=_person(portal, PortalStaff.Function.APPROVER) or by)
    elif given["state"] in {"editing", "approving"}:
        _send_on_its_way(story, given, writer=writer, at=at)


def _person(portal: PortalPage, function: PortalStaff.Function) -> User | None:
    staff = portal.staff.filter(function=function).select_related("user").order_by("pk").first()
    return staff.user if staff else None


def _publish(story: StoryPage, revision: Any, published: datetime, *, by: User) -> None:
    """Publish, as it was published on the day the file names."""
    revision.publish(user=by)
    moment = timezone.make_aware(published)
    StoryPage.objects.filter(pk=story.pk).update(first_published_at=moment, last_published_at=moment)


def _send_on_its_way(story: StoryPage, given: dict[str, Any], *, writer: User, at: datetime) -> None:
    state = story.get_workflow().start(story, writer)
    if given["state"] == "approving":
        task = state.current_task_state
        task.task.specific.on_action(task, _person(story.portal(), PortalStaff.Function.EDITOR) or writer, "approve")
    if given.get("late"):
        waiting = ReviewStepState.objects.filter(pk=state.current_task_state.pk)
        waiting.update(
            started_at=at - timedelta(days=_LATE_DAYS), due_on=timezone.localdate(at) - timedelta(days=_LATE_DAYS // 2)
        )


def _picture(portal: PortalPage, name: str) -> Any:
    """Return a picture of the demonstration, stored once; drawn for this project."""
    model = get_image_model()
    title = f"Tranh minh họa: {name}"
    known = model.objects.filter(title=title).first()
    if known:
        return known
    collection = Collection.objects.filter(name__endswith=f"({portal.slug})").first()
    file = STORIES / "pictures" / f"{name}.png"
    with Path(file).open("rb") as handle:
        image = model(title=title, collection=collection or Collection.get_first_root_node())
        image.file.save(file.name, ImageFile(handle), save=False)
        image.save()
    return image


def _block(portal: PortalPage, given: dict[str, Any]) -> tuple[str, Any]:
    """Return one block of a story as its stream takes it."""
    kind = given["kind"]
    if kind == "text":
        return kind, given["html"]
    if kind == "steps":
        return kind, list(given["items"])
    if kind == "questions":
        return kind, [{"question": question, "answer": answer} for question, answer in given["pairs"]]
    if kind == "fact_box":
        return kind, {"title": given["title"], "text": given["html"]}
    if kind == "figure":
        return kind, {"figure": _figure(portal, given["figure"]), "caption": given["caption"]}
    return kind, {name: value for name, value in given.items() if name != "kind"}


def _figure(portal: PortalPage, key: str) -> StoryFigure:
    rows = tomllib.loads((STORIES / "portals.toml").read_text(encoding="utf-8"))["portal"]
    titles = {row["key"]: row["title"] for given in rows for row in given.get("figure", [])}
    return StoryFigure.objects.get(portal=portal, title=titles[key])
