"""Writes of the content plan: want a story, change what is wanted, begin it, drop it."""

from datetime import date, datetime

from django.db import transaction
from django.utils.text import slugify

from lantoa.apps.accounts.models import User
from lantoa.apps.base.actions import record_act
from lantoa.apps.directives.models import Theme
from lantoa.apps.newsroom.models import ColumnPage, PlannedStory, PortalPage, StoryPage
from lantoa.core.viettext import fold


class CannotPlan(ValueError):
    """That cannot be done with the plan now; the message, in Vietnamese, says why and what to do."""


@transaction.atomic
def plan_story(
    *,
    portal: PortalPage,
    title: str,
    due_on: date,
    by: User,
    at: datetime,
    theme: Theme | None = None,
    column: ColumnPage | None = None,
    writer: User | None = None,
    note: str = "",
) -> PlannedStory:
    """Return the story that is wanted now; the same title for the same portal and day twice is one."""
    plan, made = PlannedStory.objects.get_or_create(
        portal=portal,
        title=title,
        due_on=due_on,
        dropped_at=None,
        defaults={"theme": theme, "column": column, "writer": writer, "note": note, "made_at": at, "made_by": by},
    )
    if made:
        record_act("newsroom.plan_story", subject=plan, by=by, at=at, detail={"portal": portal.pk, "title": title})
    return plan


@transaction.atomic
def change_plan(
    *,
    plan: PlannedStory,
    title: str,
    due_on: date,
    theme: Theme | None,
    column: ColumnPage | None,
    writer: User | None,
    note: str,
    by: User,
    at: datetime,
) -> PlannedStory:
    """Return the plan as it is wanted now."""
    held = PlannedStory.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    values = {"title": title, "due_on": due_on, "theme": theme, "column": column, "writer": writer, "note": note}
    for name, value in values.items():
        setattr(held, name, value)
    held.save(update_fields=list(values))
    record_act("newsroom.change_plan", subject=held, by=by, at=at, detail={"title": title, "due_on": f"{due_on}"})
    return held


@transaction.atomic
def begin_story(*, plan: PlannedStory, by: User, at: datetime) -> StoryPage:
    """Return the draft of the planned story, made in its column with its theme; begun twice it is the same draft.

    CannotPlan for a dropped one, without a column, and for whoever may add nothing to the column.
    """
    held = (
        PlannedStory.objects.select_for_update(of=("self",)).select_related("story", "column", "writer").get(pk=plan.pk)
    )
    if held.story is not None:
        return held.story
    if held.dropped_at is not None:
        raise CannotPlan("Bài dự kiến này đã bỏ.")
    column = held.column or ColumnPage.objects.child_of(held.portal).filter(themes=held.theme_id).first()
    if column is None:
        raise CannotPlan("Hãy chọn chuyên mục cho bài dự kiến rồi bắt đầu viết.")
    if not column.permissions_for_user(by).can_add_subpage():
        raise CannotPlan(
            "Chỉ người viết, biên tập của chuyên trang mới bắt đầu bài; hãy giao cho một người trong số họ."
        )
    story = StoryPage(
        title=held.title,
        slug=_free_slug(column, held.title),
        # A story needs a summary and a first paragraph to be stored; the writer replaces them.
        lead=held.note[:500] or held.title,
        body=[("text", "<p></p>")],
        owner=held.writer or by,
        live=False,
        has_unpublished_changes=True,
    )
    column.add_child(instance=story)
    story.themes = [held.theme] if held.theme else []
    story.save_revision(user=by, log_action="wagtail.create")
    held.story = story
    held.save(update_fields=["story"])
    record_act("newsroom.begin_story", subject=held, by=by, at=at, detail={"story": story.pk})
    return story


def _free_slug(column: ColumnPage, title: str) -> str:
    base = slugify(fold(title))[:200] or "bai"
    taken = set(column.get_children().filter(slug__startswith=base).values_list("slug", flat=True))
    return next(
        slug for place in range(len(taken) + 1) if (slug := f"{base}-{place + 1}" if place else base) not in taken
    )


@transaction.atomic
def drop_plan(*, plan: PlannedStory, by: User, at: datetime) -> bool:
    """Return whether the plan was dropped now; a story that was begun stays."""
    dropped = PlannedStory.objects.filter(pk=plan.pk, dropped_at=None).update(dropped_at=at)
    if dropped:
        record_act("newsroom.drop_plan", subject=plan, by=by, at=at, detail={"title": plan.title})
    return bool(dropped)
