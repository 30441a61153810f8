"""One story on its way through the newsroom: its steps, who was asked, what was said, what it may prove."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from lantoa.apps.accounts.models import User
from lantoa.apps.accounts.rights import open_to
from lantoa.apps.accounts.roles import STAFF, roles_of
from lantoa.apps.base.backoffice import Crumb, office_page, page_of
from lantoa.apps.newsroom.actions.review import (
    CannotInvite,
    invite_reviewer,
    remark_signed_in,
    revoke_review_link,
    send_review_anew,
)
from lantoa.apps.newsroom.forms.review import InviteForm
from lantoa.apps.newsroom.models import ReviewLink, StoryPage
from lantoa.apps.newsroom.presenters.progress import link_words, passed_steps
from lantoa.apps.newsroom.presenters.review import places_of, remarks_in
from lantoa.apps.newsroom.queries.fulfilment import proposals_for
from lantoa.apps.newsroom.queries.progress import comments_on, steps_passed
from lantoa.apps.newsroom.queries.review import links_of_story
from lantoa.apps.newsroom.queries.stories import stories_seen_by
from lantoa.apps.newsroom.rights import EDITORIAL


def seen_story(request: HttpRequest, pk: int) -> StoryPage:
    """Return the story when the user may look into its newsroom; Http404 otherwise."""
    found: StoryPage = get_object_or_404(stories_seen_by(request.user), pk=pk)
    return found


def board_trail() -> list[Crumb]:
    """Return the way from the first page to a story."""
    return [("Bài đang làm", reverse("newsroom:board"))]


@open_to(STAFF)
def progress(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show the way of a story: steps, links of reviewers, remarks."""
    return progress_page(request, seen_story(request, pk))


def progress_page(request: HttpRequest, story: StoryPage, form: InviteForm | None = None) -> HttpResponseBase:
    """Return the page of a story's way; with a form that had a mistake."""
    now = timezone.now()
    may_edit = story.permissions_for_user(request.user).can_edit()
    portal = story.portal()
    context: dict[str, Any] = {
        "story": story,
        "portal": portal,
        "proposals": proposals_for(StoryPage.objects.filter(pk=story.pk), portals=[portal], at=now),
        "steps": passed_steps(steps_passed(story), today=timezone.localdate(now)),
        "links": [(link, link_words(link, at=now)) for link in links_of_story(story)],
        "comments": comments_on(story),
        "may_edit": may_edit,
        "may_act": bool(roles_of(request.user) & EDITORIAL),
        "form": form or InviteForm(),
    }
    return office_page(
        request, "newsroom/progress.html", context, title=story.draft_title, icon="tasks", trail=board_trail(),
        status=422 if form else 200,
    )  # fmt: skip


@require_POST
@open_to(EDITORIAL)
def invite(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Ask somebody without an account to approve the story or to comment on it."""
    story, form = seen_story(request, pk), InviteForm(request.POST)
    if not form.is_valid():
        return progress_page(request, story, form)
    try:
        invite_reviewer(story=story, by=_user(request), at=timezone.now(), **form.cleaned_data)
    except CannotInvite as error:
        form.add_error(None, str(error))
        return progress_page(request, story, form)
    messages.success(request, f"Đã gửi liên kết đến {form.cleaned_data['email']}.")
    return redirect("newsroom:progress", pk=pk)


@open_to(STAFF)
def review_links(request: HttpRequest) -> HttpResponseBase:
    """List the review links of all stories that the user may see."""
    now = timezone.now()
    rows = ReviewLink.objects.filter(story__in=stories_seen_by(request.user)).select_related("story", "invited_by")
    page = page_of(rows, request)
    context = {
        "page": page,
        "may_act": bool(roles_of(request.user) & EDITORIAL),
        "links": [(link, link_words(link, at=now)) for link in page],
    }
    return office_page(
        request, "newsroom/review_links.html", context, title="Liên kết duyệt, góp ý", icon="link", trail=board_trail()
    )


@require_POST
@open_to(EDITORIAL)
def revoke(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take a link back, whoever holds it."""
    link = _link(request, pk)
    revoke_review_link(link=link, by=_user(request), at=timezone.now())
    messages.success(request, f"Đã thu hồi liên kết của {link.name}.")
    return redirect("newsroom:progress", pk=link.story_id)


@require_POST
@open_to(EDITORIAL)
def send_anew(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Send a new link for the story as it is now to the same person."""
    link = _link(request, pk)
    try:
        send_review_anew(link=link, by=_user(request), at=timezone.now())
    except CannotInvite as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"Đã gửi liên kết mới đến {link.email}.")
    return redirect("newsroom:progress", pk=link.story_id)


@open_to(STAFF)
def remark(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show the latest version with a box for remarks at each place, for whoever may read and not change it."""
    story = seen_story(request, pk)
    version: StoryPage = story.get_latest_revision_as_object()
    if request.method == "POST":
        remarks = remarks_in(request.POST, places_of(version))
        made = remark_signed_in(story=story, remarks=remarks, by=_user(request), at=timezone.now())
        words = f"Đã gửi {made} lời góp ý; người viết thấy ở đúng chỗ trong bài." if made else "Chưa có lời góp ý nào."
        messages.success(request, words)
        return redirect("newsroom:progress", pk=pk)
    context = {"story": story, "places": places_of(version)}
    trail = [*board_trail(), (story.draft_title, reverse("newsroom:progress", args=[pk]))]
    return office_page(request, "newsroom/remark.html", context, title="Góp ý", icon="comment", trail=trail)


def _link(request: HttpRequest, pk: int) -> ReviewLink:
    rows = ReviewLink.objects.filter(story__in=stories_seen_by(request.user)).select_related("story")
    return get_object_or_404(rows, pk=pk)


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user
