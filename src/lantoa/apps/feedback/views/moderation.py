"""What the public reads of feedback: the queue, the wording of one piece, joining doubles."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.base.backoffice import capped_page_of
from lantoa.apps.feedback.actions.moderation import (
    CannotModerate,
    ChangedMeanwhile,
    join_feedback,
    list_feedback,
    part_feedback,
    unlist_feedback,
)
from lantoa.apps.feedback.forms.moderation import JoiningForm, ListingForm, ModerationFilter, UnlistingForm
from lantoa.apps.feedback.models import Feedback
from lantoa.apps.feedback.queries.duplicates import likely_duplicates
from lantoa.apps.feedback.queries.keepers import MODERATORS
from lantoa.apps.feedback.queries.moderation import photos_of, proposed_wording
from lantoa.apps.feedback.views.found import feedback_page, feedback_trail

_ON_A_PAGE = 25


@open_to(MODERATORS)
def moderation(request: HttpRequest) -> HttpResponseBase:
    """List what waits to be read before the public may read it."""
    form = ModerationFilter(request.GET)
    context = {"form": form, "page": capped_page_of(form.rows(), request, size=_ON_A_PAGE)}
    return feedback_page(
        request, "feedback/moderation.html", context, title="Duyệt đăng phản ánh", trail=feedback_trail()
    )


@open_to(MODERATORS)
def moderate(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show one piece beside the wording for the public, which is stored by the form of this page."""
    found = _found(pk)
    if request.method != "POST":
        return _page(request, found)
    form = ListingForm(request.POST, feedback=found)
    if form.is_valid():
        given = form.cleaned_data
        try:
            list_feedback(
                feedback=found, title=given["title"], words=given["words"], answer=given["answer"],
                photos=[photo.pk for photo in given.get("photos", [])], version=given["version"], **_who(request),
            )  # fmt: skip
        except ChangedMeanwhile as error:
            return _page(request, _found(pk), listing=_again(form, f"{error} Bên dưới là bản bạn gõ.", found))
        except CannotModerate as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"Đã đăng phản ánh {found.code}.")
            return redirect("feedback:moderate", pk)
    return _page(request, found, listing=form)


@require_POST
@open_to(MODERATORS)
def unlist(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Say that the public does not read it, with the reason."""
    found = _found(pk)
    form = UnlistingForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            unlist_feedback(feedback=found, reason=given["reason"], version=given["version"], **_who(request))
        except CannotModerate as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"Phản ánh {found.code} không đăng công khai.")
            return redirect("feedback:moderate", pk)
    return _page(request, _found(pk), unlisting=form)


@require_POST
@open_to(MODERATORS)
def join(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Join it to another piece on the same matter."""
    found = _found(pk)
    form = JoiningForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            joined = join_feedback(feedback=found, to=given["code"], version=given["version"], **_who(request))
        except CannotModerate as error:
            form.add_error("code", str(error))
        else:
            messages.success(request, f"Đã nhập {found.code} vào {joined.joined_to}.")
            return redirect("feedback:moderate", pk)
    return _page(request, _found(pk), joining=form)


@require_POST
@open_to(MODERATORS)
def part(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Let it go its own way again."""
    found = _found(pk)
    try:
        part_feedback(feedback=found, version=found.version, **_who(request))
    except CannotModerate as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"Phản ánh {found.code} được xử lý riêng trở lại.")
    return redirect("feedback:moderate", pk)


def _found(pk: int) -> Feedback:
    return get_object_or_404(Feedback.objects.select_related("sector", "agency", "place", "joined_to"), pk=pk)


def _who(request: HttpRequest) -> dict[str, Any]:
    return {"by": request.user, "at": timezone.now()}


def _again(form: ListingForm, problem: str, feedback: Feedback) -> ListingForm:
    """Return the form with what was typed, for the version that is stored now."""
    typed: Any = form.data.copy()  # type: ignore[attr-defined]  # a QueryDict
    typed["version"] = str(_found(feedback.pk).version)
    again = ListingForm(typed, feedback=feedback)
    again.add_error(None, problem)
    return again


def _page(
    request: HttpRequest,
    found: Feedback,
    *,
    listing: ListingForm | None = None,
    unlisting: UnlistingForm | None = None,
    joining: JoiningForm | None = None,
) -> TemplateResponse:
    wording, photos = proposed_wording(found), photos_of(found)
    initial = {
        "title": wording.title, "words": wording.words, "answer": wording.answer, "version": found.version,
        "photos": [photo.pk for photo in photos if photo.listed],
    }  # fmt: skip
    version = {"version": found.version}
    context = {
        "feedback": found,
        "wording": wording,
        "photos": photos,
        "listing": listing or ListingForm(feedback=found, initial=initial),
        "unlisting": unlisting or UnlistingForm(initial=version),
        "joining": joining or JoiningForm(initial=version),
        "duplicates": [] if found.joined_to_id else likely_duplicates(found),
        "joined": found.joined.select_related("agency").order_by("sent_at"),
    }
    trail = [*feedback_trail(), ("Duyệt đăng phản ánh", reverse("feedback:moderation"))]
    problem = any(form is not None for form in (listing, unlisting, joining))
    return feedback_page(
        request, "feedback/moderate.html", context, title=f"Đăng phản ánh {found.code}", trail=trail,
        status=422 if problem else 200,
    )  # fmt: skip
