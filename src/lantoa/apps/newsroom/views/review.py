"""What somebody without an account sees and does by a review link: reads the very version, remarks, answers.

The link itself is the right: every view asks it first, so all are open to all (as receipt links, ADR 0013).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from lantoa.apps.accounts.rights import open_to_all
from lantoa.apps.base.secret_pages import give_secret, sealed
from lantoa.apps.newsroom.actions.review import (
    Answered,
    answer_review,
    open_review_link,
    refuse_review_link,
    remark_by_link,
)
from lantoa.apps.newsroom.forms.review import AnswerForm
from lantoa.apps.newsroom.models import ReviewLink, StoryPage
from lantoa.apps.newsroom.presenters.review import places_of, remarks_in
from lantoa.apps.newsroom.queries.review import (
    ReviewRefusal,
    holds_review_link,
    review_link_of,
    step_of_story,
    why_review_refused,
)
from lantoa.apps.newsroom.review_links import PREFIX, review_actor

COOKIE = "duyet_bai"
_STATUS = {ReviewRefusal.EXPIRED: 410, ReviewRefusal.REVOKED: 410}


class _Refused(Exception):
    def __init__(self, refusal: ReviewRefusal) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal


@dataclass(frozen=True, slots=True)
class Visit:
    """One look at a link: from which browser, when."""

    link: ReviewLink
    path: str
    secret: str
    at: datetime

    @property
    def may_act(self) -> bool:
        return holds_review_link(self.link, self.secret)

    def require_holder(self) -> None:
        if not self.may_act:
            raise _Refused(ReviewRefusal.OTHER_BROWSER)


def review_page(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Return the view as a page of a review link: asked whether it may be used, refused in words, kept by no cache."""

    @wraps(view)
    def answered(request: HttpRequest, token: str, **given: Any) -> HttpResponseBase:
        link = review_link_of(token)
        if link is None:
            # Nothing is written down of a forged address: there is no row it could speak of.
            return sealed(_refusal(request, "forged", 404))
        secret = request.COOKIES.get(COOKIE, "")[:100]
        visit = Visit(link, f"{PREFIX}{token}/", secret, timezone.now())
        try:
            refusal = why_review_refused(link, secret=secret, at=visit.at)
            if refusal:
                raise _Refused(refusal)
            return sealed(view(request, visit, **given))
        except _Refused as refused:
            refuse_review_link(link=link, refusal=refused.refusal, by=review_actor(link), at=visit.at)
            return sealed(_refusal(request, refused.refusal.value, _STATUS.get(refused.refusal, 403), link))

    return answered


def _refusal(request: HttpRequest, refusal: str, status: int, link: ReviewLink | None = None) -> HttpResponse:
    return render(request, "newsroom/review_refused.html", {"refusal": refusal, "link": link}, status=status)


# The link itself is the right.
@open_to_all
@review_page
def story(request: HttpRequest, visit: Visit) -> HttpResponseBase:
    """Show the version to the browser that holds the link; to any other a button that opens it.

    Scanners of mail look at every address: looking changes nothing and takes nothing from the link.
    """
    if visit.may_act:
        return _story_page(request, visit, AnswerForm())
    context = {"link": visit.link, "path": visit.path, "no_cookie": request.GET.get("cookie") == "khong"}
    response = render(request, "newsroom/review_cover.html", context)
    if not visit.secret:
        give_secret(response, cookie=COOKIE, path=visit.path, until=visit.link.expires_at)
    return response


@open_to_all
@review_page
def open_here(request: HttpRequest, visit: Visit) -> HttpResponseBase:
    """Bind the link to this browser, the first one that asks."""
    if request.method == "POST" and not visit.may_act:
        if not visit.secret:
            return redirect("../?cookie=khong")
        if not open_review_link(link=visit.link, secret=visit.secret, at=visit.at):
            raise _Refused(ReviewRefusal.OTHER_BROWSER)
    return redirect("../")


@open_to_all
@review_page
def preview(request: HttpRequest, visit: Visit) -> HttpResponseBase:
    """Show the version exactly as readers will see it."""
    visit.require_holder()
    page = _version(visit.link)
    answer: HttpResponseBase = page.serve(request)
    return answer


@open_to_all
@review_page
def answer(request: HttpRequest, visit: Visit) -> HttpResponseBase:
    """Keep the remarks, and take the answer of an approver; a form with a mistake comes back as it was filled in."""
    if request.method != "POST":
        return redirect("../")
    visit.require_holder()
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _story_page(request, visit, form, typed=request.POST)
    decision = form.cleaned_data["answer"]
    if decision and visit.link.purpose != ReviewLink.Purpose.APPROVE:
        raise _Refused(ReviewRefusal.COMMENTS_ONLY)
    remarks = remarks_in(request.POST, places_of(_version(visit.link)))
    made = remark_by_link(link=visit.link, remarks=remarks, at=visit.at)
    if not decision:
        return redirect("../?da=gop-y" if made else "../?da=trong")
    outcome = answer_review(
        link=visit.link, decision=ReviewLink.Decision(decision), remark=form.cleaned_data["remark"].strip(), at=visit.at
    )
    return redirect("../?da=tra-loi" if outcome in {Answered.DONE, Answered.BEFORE} else f"../?da={outcome.name}")


def _version(link: ReviewLink) -> StoryPage:
    page: StoryPage = link.revision.as_object()
    return page


def _story_page(
    request: HttpRequest, visit: Visit, form: AnswerForm, *, typed: dict[str, str] | None = None
) -> HttpResponse:
    link = visit.link
    step = step_of_story(link.story, revision_id=link.revision_id)
    approves = link.purpose == ReviewLink.Purpose.APPROVE and not link.decision
    said = link.remarks.values_list("contentpath", "text")
    context = {
        "link": link,
        "path": visit.path,
        "form": form,
        "places": places_of(_version(link), typed=typed, said=said),
        "may_answer": approves and step is not None and step.is_current,
        "changed": approves and (step is None or not step.is_current),
        "newer": link.story.latest_revision_id != link.revision_id,
        "done": request.GET.get("da", ""),
    }
    return render(request, "newsroom/review_story.html", context, status=422 if form.errors else 200)
