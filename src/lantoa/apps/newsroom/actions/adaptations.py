"""Writes on the forms of a story: making, changing, comparing, approving. Who may is asked of the views."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from lantoa.apps.accounts.queries import person_of
from lantoa.apps.base.actions import Actor, record_act
from lantoa.apps.newsroom.adapting import (
    Draft,
    Words,
    card_words,
    digest_item,
    loudspeaker_words,
    message,
    print_column,
)
from lantoa.apps.newsroom.models import Adaptation, StoryFigure, StoryPage
from lantoa.apps.newsroom.queries.adaptations import Form, form_sha256, is_approved, versions_of
from lantoa.apps.newsroom.queries.figures import drawn
from lantoa.apps.newsroom.queries.story_text import content_sha256, figures_in, story_text
from lantoa.core.speech import speak

_Kind = Adaptation.Kind
_CHANGED = ["title", "text", "figure", "story_sha256", "approved_sha256", "approved_at", "changed_at", "changed_by"]


class CannotAdapt(Exception):
    """The form stays as it is; the message, in Vietnamese, says why and what to do."""


@transaction.atomic
def make_form(
    *,
    story: StoryPage,
    form: Form,
    by: Actor,
    at: datetime,
    from_draft: bool = False,
    figure: StoryFigure | None = None,
) -> Adaptation:
    """Return the form, drafted from the approved text, or from what the editors have in hand; a form that was there is
    written anew and loses its approval. A card takes the figure given, else the first one of the story.
    """
    versions = versions_of(story)
    version = versions.draft if from_draft else versions.approved
    if form.kind == _Kind.CARD:
        figure = figure or next(iter(figures_in(version)), None)
        if figure is None:
            raise CannotAdapt("Bài chưa có khối số liệu nào; hãy chọn một số liệu, hoặc thêm khối “Số liệu” vào bài.")
    draft = _draft(form, version, figure, at=at)
    if not draft.text.strip():
        raise CannotAdapt("Bài chưa có chữ nào để soạn; hãy viết tóm tắt hoặc nội dung trước.")
    adaptation, _ = Adaptation.objects.update_or_create(
        story=story,
        kind=form.kind,
        words=form.words,
        defaults={
            "title": draft.title[:255],
            "text": draft.text,
            "figure": figure if form.kind == _Kind.CARD else None,
            "story_sha256": content_sha256(version),
            "approved_sha256": "",
            "approved_at": None,
            "changed_at": at,
            "changed_by": person_of(by),
        },
    )
    detail = {"story": story.pk, "form": form.key, "from_draft": from_draft}
    record_act("newsroom.make_form", subject=adaptation, by=by, at=at, detail=detail)
    return adaptation


def _draft(form: Form, version: StoryPage, figure: StoryFigure | None, *, at: datetime) -> Draft:
    if figure is not None and form.kind == _Kind.CARD:
        shown = drawn(figure, at=at)
        if shown.figure is None:
            raise CannotAdapt(f"Chưa làm được thẻ vì chưa vẽ được số liệu: {shown.problem}")
        return card_words(figure.title, _without_title(shown.figure.sentence, shown.figure.title))
    said = story_text(version, at=at)
    themes = tuple(str(theme) for theme in version.themes.all())
    address = version.full_url or ""
    words = Words(said.title, said.lead, said.for_reader, said.paragraphs, address, themes)
    match form.kind:
        case _Kind.PRINT:
            return print_column(words, words_at_most=form.words)
        case _Kind.MESSAGE:
            return message(words, limit=min(settings.MESSAGE_DRAFT_CHARACTERS, settings.ZALO_MESSAGE_CHARACTERS))
        case _Kind.DIGEST:
            return digest_item(words)
    written = loudspeaker_words(words)
    return Draft(written.title, speak(written.text).text)


def _without_title(sentence: str, title: str) -> str:
    return sentence.removeprefix(f"{title}.").strip() or sentence


@transaction.atomic
def change_form(
    *, adaptation: Adaptation, title: str, text: str, by: Actor, at: datetime, figure: StoryFigure | None = None
) -> Adaptation:
    """Return the form with other words (and, for a card, another figure); what changes loses its approval."""
    adaptation = Adaptation.objects.select_for_update(of=("self",)).get(pk=adaptation.pk)
    before = form_sha256(adaptation)
    adaptation.title, adaptation.text = title, text
    if adaptation.kind == _Kind.CARD and figure is not None:
        adaptation.figure = figure
    if form_sha256(adaptation) == before:
        return adaptation
    adaptation.approved_sha256, adaptation.approved_at = "", None
    _store(adaptation, by, at)
    record_act("newsroom.change_form", subject=adaptation, by=by, at=at, detail=_names(adaptation))
    return adaptation


@transaction.atomic
def keep_form(*, adaptation: Adaptation, by: Actor, at: datetime) -> Adaptation:
    """Return the form, which a person has compared with the story as it is now and found still right."""
    adaptation = Adaptation.objects.select_for_update(of=("self",)).select_related("story").get(pk=adaptation.pk)
    adaptation.story_sha256 = content_sha256(versions_of(adaptation.story).approved)
    _store(adaptation, by, at)
    record_act("newsroom.keep_form", subject=adaptation, by=by, at=at, detail=_names(adaptation))
    return adaptation


@transaction.atomic
def approve_form(*, adaptation: Adaptation, by: Actor, at: datetime) -> Adaptation:
    """Return the form, approved by itself. CannotAdapt while it says something else than the story readers have."""
    adaptation = Adaptation.objects.select_for_update(of=("self",)).select_related("story").get(pk=adaptation.pk)
    live = versions_of(adaptation.story).live
    if live is None:
        raise CannotAdapt("Bài chưa được duyệt; khi bài được duyệt, các dạng khớp với bài được duyệt cùng.")
    if adaptation.story_sha256 != content_sha256(live):
        raise CannotAdapt("Bài đã đổi sau khi soạn dạng này; hãy so lại, soạn lại hoặc bấm “Vẫn đúng” rồi mới duyệt.")
    _approve([adaptation], by, at)
    return adaptation


@transaction.atomic
def approve_forms_with(*, story: StoryPage, version: StoryPage, by: Actor, at: datetime) -> int:
    """Return how many forms were approved with a version of their story: those that were made from just these words."""
    matching = Adaptation.objects.select_for_update(of=("self",)).filter(
        story=story, story_sha256=content_sha256(version)
    )
    waiting = [adaptation for adaptation in matching if not is_approved(adaptation)]
    _approve(waiting, by, at)
    return len(waiting)


@transaction.atomic
def remove_form(*, adaptation: Adaptation, by: Actor, at: datetime) -> None:
    """Remove a form that is not needed."""
    record_act("newsroom.remove_form", subject=adaptation, by=by, at=at, detail=_names(adaptation))
    adaptation.delete()


def _approve(adaptations: list[Adaptation], by: Actor, at: datetime) -> None:
    for adaptation in adaptations:
        adaptation.approved_sha256, adaptation.approved_at = form_sha256(adaptation), at
        adaptation.save(update_fields=["approved_sha256", "approved_at"])
        record_act("newsroom.approve_form", subject=adaptation, by=by, at=at, detail=_names(adaptation))


def _store(adaptation: Adaptation, by: Actor, at: datetime) -> None:
    adaptation.changed_at = at
    adaptation.changed_by = person_of(by)
    adaptation.save(update_fields=_CHANGED)


def _names(adaptation: Adaptation) -> dict[str, object]:
    return {"story": adaptation.story_id, "kind": adaptation.kind, "words": adaptation.words}
