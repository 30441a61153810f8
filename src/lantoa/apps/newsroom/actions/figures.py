"""Writes on figures: making, changing, freezing and removing them. Who may is asked of the views."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from lantoa.apps.base.actions import Actor, note_public_change, record_act
from lantoa.apps.newsroom.models import Adaptation, PortalPage, StoryFigure
from lantoa.apps.newsroom.queries.figures import drawn, frozen_form, pages_with


class CannotChangeFigure(Exception):
    """The figure stays as it is; the message, in Vietnamese, says why."""


@transaction.atomic
def make_figure(
    *,
    portal: PortalPage,
    title: str,
    source: str = "",
    options: Mapping[str, Any] | None = None,
    typed: Mapping[str, Any] | None = None,
    source_note: str = "",
    by: Actor,
    at: datetime,
) -> StoryFigure:
    """Return a new figure of a portal: current, from a source with its choices, or typed, with its source."""
    figure = StoryFigure(
        portal=portal, title=title, source=source, options=dict(options or {}), typed=typed, source_note=source_note
    )
    figure.full_clean()
    figure.save()
    detail = {"portal": portal.slug, "title": title, "source": source or "typed"}
    record_act("newsroom.make_figure", subject=figure, by=by, at=at, detail=detail)
    return figure


@transaction.atomic
def change_figure(
    *,
    figure: StoryFigure,
    title: str,
    options: Mapping[str, Any] | None = None,
    typed: Mapping[str, Any] | None = None,
    source_note: str = "",
    by: Actor,
    at: datetime,
) -> None:
    """Store the figure's title, choices or typed rows, and note. CannotChangeFigure while it is frozen."""
    figure = StoryFigure.objects.select_for_update().get(pk=figure.pk)
    if figure.frozen is not None:
        raise CannotChangeFigure("Số liệu đã chốt; hãy bỏ chốt rồi mới sửa.")
    figure.title, figure.options, figure.source_note = title, dict(options or {}), source_note
    figure.typed = dict(typed) if typed is not None else None
    figure.full_clean()
    figure.save(update_fields=["title", "options", "typed", "source_note"])
    record_act("newsroom.change_figure", subject=figure, by=by, at=at, detail={"title": title})
    _note(figure, at)


@transaction.atomic
def freeze_figure(*, figure: StoryFigure, by: Actor, at: datetime) -> StoryFigure:
    """Return the figure, which from now on shows what it shows now. CannotChangeFigure where it cannot be drawn."""
    figure = StoryFigure.objects.select_for_update().get(pk=figure.pk)
    if figure.frozen is not None:
        raise CannotChangeFigure("Số liệu này đã chốt rồi.")
    shown = drawn(figure, at=at)
    if shown.figure is None:
        raise CannotChangeFigure(f"Chưa chốt được vì chưa vẽ được: {shown.problem}")
    figure.frozen, figure.frozen_at = frozen_form(shown.figure, source_note=shown.source_note), at
    figure.save(update_fields=["frozen", "frozen_at"])
    detail = {"title": figure.title, "sentence": shown.figure.sentence}
    record_act("newsroom.freeze_figure", subject=figure, by=by, at=at, detail=detail)
    _note(figure, at)
    return figure


@transaction.atomic
def unfreeze_figure(*, figure: StoryFigure, by: Actor, at: datetime) -> None:
    """Let the figure show the numbers of the day again; what was frozen stays in the audit trail as a sentence."""
    figure = StoryFigure.objects.select_for_update().get(pk=figure.pk)
    if figure.frozen is None:
        raise CannotChangeFigure("Số liệu này chưa chốt.")
    detail = {"title": figure.title, "sentence": figure.frozen["sentence"]}
    figure.frozen, figure.frozen_at = None, None
    figure.save(update_fields=["frozen", "frozen_at"])
    record_act("newsroom.unfreeze_figure", subject=figure, by=by, at=at, detail=detail)
    _note(figure, at)


@transaction.atomic
def remove_figure(*, figure: StoryFigure, by: Actor, at: datetime) -> None:
    """Remove a figure that stands nowhere. CannotChangeFigure while a page or a card shows it."""
    if pages_with(figure).exists() or Adaptation.objects.filter(figure=figure).exists():
        raise CannotChangeFigure("Số liệu đang đứng trong bài hoặc thẻ; hãy bỏ khỏi các nơi đó rồi mới xóa.")
    record_act("newsroom.remove_figure", subject=figure, by=by, at=at, detail={"title": figure.title})
    figure.delete()


def _note(figure: StoryFigure, at: datetime) -> None:
    note_public_change(f"storyfigure:{figure.pk}", "figures", "pages", at=at)
