"""The plain-language check of a story: beside the editor as one writes, and as a page for the last saved version."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.accounts.roles import STAFF
from lantoa.apps.agencies.models import Agency
from lantoa.apps.base.backoffice import office_page
from lantoa.apps.newsroom.forms.check import MOST_BYTES, PostedStory, TooLong, posted_story
from lantoa.apps.newsroom.link_check import dead_links
from lantoa.apps.newsroom.models import ColumnPage, PublicPage, StoryPage
from lantoa.apps.newsroom.presenters.plainness import CheckShown, check_shown
from lantoa.apps.newsroom.queries import portals_seen_by
from lantoa.apps.newsroom.queries.story_themes import assignments_under, proposed_themes, themes_to_choose
from lantoa.apps.newsroom.story_text import StoryText, read_page
from lantoa.core.analysis.plain_language import Hint, Report, check_plainness

_WAIT = "Vừa soát nhiều lần liền; đợi một phút rồi soát lại. Bài của bạn không bị ảnh hưởng."
_REPORT = "newsroom/check/_report.html"
_TOO_LONG = 413
_TOO_OFTEN = 429
# A minute and a person: an editor's panel asks at most once a second, and links are asked by hand.
_MOST_CHECKS = 90
_MOST_LINK_CHECKS = 12


@open_to(STAFF)
def story_check(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the check of the last saved version."""
    return _saved_version(request, _story_to_check(request, pk), links=False)


@require_POST
@open_to(STAFF)
def check_links(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the check of the last saved version, its links asked too: requests go out, so only on a press."""
    story = _story_to_check(request, pk)
    if _too_often(request, "links", _MOST_LINK_CHECKS):
        return render(request, _REPORT, {"refused": _WAIT}, status=_TOO_OFTEN)
    return _saved_version(request, story, links=True)


@require_POST
@open_to(STAFF)
def check_story(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer the editor of a story with the check of its form as it stands."""
    story = _story_to_check(request, pk)
    return _answer(request, agency=story.portal().agency, on=_day_of(story.first_published_at))


@require_POST
@open_to(STAFF)
def check_new_story(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer the editor of a story that is not saved yet; `pk` is its column."""
    column = get_object_or_404(ColumnPage, pk=pk)
    if not (column.permissions_for_user(request.user).can_add_subpage() or _sees_newsroom_of(request, column)):
        raise Http404
    return _answer(request, agency=column.portal().agency, on=_day_of(None))


def _saved_version(request: HttpRequest, story: StoryPage, *, links: bool) -> HttpResponse:
    latest = story.get_latest_revision_as_object()
    shown = _checked(
        read_page(latest, on=_day_of(story.first_published_at)),
        agency=story.portal().agency,
        themes={theme.pk for theme in latest.themes.all()},
        assignments={assignment.pk for assignment in latest.assignments.all()},
        links=links,
    )
    context = {"shown": shown, "story": story, "asked_links": links, "fixable": False}
    trail = [(story.title, reverse("wagtailadmin_pages:edit", args=[story.pk]))]
    return office_page(request, "newsroom/check/page.html", context, title="Soát dễ hiểu", icon="glasses", trail=trail)


def _story_to_check(request: HttpRequest, pk: int) -> StoryPage:
    """The story, for whoever may edit it or looks into the newsroom it belongs to; nothing is changed by a check."""
    story = get_object_or_404(StoryPage, pk=pk)
    if not (story.permissions_for_user(request.user).can_edit() or _sees_newsroom_of(request, story)):
        raise Http404
    return story


def _sees_newsroom_of(request: HttpRequest, page: PublicPage) -> bool:
    return portals_seen_by(request.user).filter(pk=page.portal().pk).exists()


def _day_of(published_at: datetime | None) -> date:
    """The day the story is read on: that of its publication, today while it is a draft."""
    return timezone.localdate(published_at) if published_at else timezone.localdate()


def _too_often(request: HttpRequest, what: str, most: int) -> bool:
    """Whether the user has asked more than so often in this minute."""
    # Counting on moves the end of an entry, so the minute stands in its name.
    key = f"story-check:{what}:{request.user.pk}:{_minute()}"
    cache.add(key, 0, timeout=120)
    try:
        return cache.incr(key) > most
    except ValueError:  # it was thrown out in between
        return False


def _minute() -> str:
    return f"{timezone.now():%H%M}"


def _answer(request: HttpRequest, *, agency: Agency, on: date) -> HttpResponse:
    try:
        if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
            raise TooLong("Biểu mẫu quá lớn nên không soát được. Hãy tách thành nhiều bài.")
        posted: PostedStory = posted_story(request.POST, on=on)
    except TooLong as error:
        return render(request, _REPORT, {"refused": str(error)}, status=_TOO_LONG)
    what, most = ("links", _MOST_LINK_CHECKS) if posted.asks_links else ("text", _MOST_CHECKS)
    if _too_often(request, what, most):
        return render(request, _REPORT, {"refused": _WAIT}, status=_TOO_OFTEN)
    shown = _checked(
        posted.text, agency=agency, themes=posted.themes, assignments=posted.assignments, links=posted.asks_links
    )
    context: dict[str, Any] = {"shown": shown, "asked_links": posted.asks_links, "fixable": True}
    return render(request, _REPORT, context)


def _checked(
    text: StoryText, *, agency: Agency, themes: Collection[int], assignments: Collection[int], links: bool
) -> CheckShown:
    report = check_plainness(text.draft)
    if links:
        report = _with(report, dead_links(text))
    proposed = proposed_themes(text.draft.title, text.running_text)
    chosen = [theme for theme in themes_to_choose() if theme.pk in themes] if themes else []
    under = {theme.pk: theme for theme in [*chosen, *(found.theme for found in proposed)]}
    return check_shown(
        report,
        text,
        themes=proposed,
        assignments=assignments_under(list(under.values()), agency=agency),
        chosen_themes=themes,
        chosen_assignments=assignments,
    )


def _with(report: Report, hints: list[Hint]) -> Report:
    return Report((*hints, *report.hints), report.readability)
