"""The feedback of an address, for whoever may look at it or take steps with it, and who that is."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from lantoa.apps.accounts.roles import roles_of
from lantoa.apps.base.backoffice import Crumb, office_page
from lantoa.apps.feedback.models import Feedback
from lantoa.apps.feedback.queries.keepers import (
    FEEDBACK_KEEPERS,
    MODERATORS,
    PROVINCE_KEEPERS,
    feedback_seen_by,
    may_handle,
)
from lantoa.apps.feedback.queries.work import one_feedback

ICON, TITLE = "comment", "Phản ánh"


def who(request: HttpRequest) -> dict[str, Any]:
    """Return who acts and when, as the actions take it."""
    return {"by": request.user, "at": timezone.now()}


def feedback_trail(feedback: Feedback | None = None) -> list[Crumb]:
    """Return the way from the home page to the board, or to one piece of feedback."""
    trail: list[Crumb] = [(TITLE, reverse("feedback:board"))]
    if feedback:
        trail.append((feedback.code, reverse("feedback:one", args=[feedback.pk])))
    return trail


def feedback_page(
    request: HttpRequest, template: str, context: Mapping[str, Any], *, title: str, trail: Sequence[Crumb] = (),
    status: int = 200,
) -> TemplateResponse:  # fmt: skip
    """Return a page of this app with its tabs, those that the person may open."""
    roles = roles_of(request.user)
    tabs = {
        "keeps": bool(roles & FEEDBACK_KEEPERS),
        "province": bool(roles & PROVINCE_KEEPERS),
        "moderates": bool(roles & MODERATORS),
    }
    return office_page(request, template, {"tabs": tabs, **context}, title=title, icon=ICON, trail=trail, status=status)


def seen_feedback(request: HttpRequest, pk: int) -> Feedback:
    """Return the feedback if the person sees it, else nothing is there."""
    return get_object_or_404(one_feedback(feedback_seen_by(request.user)), pk=pk)


def own_feedback(request: HttpRequest, pk: int) -> Feedback:
    """Return the feedback if the person may take steps with it; whoever only sees it is refused."""
    found = seen_feedback(request, pk)
    if not may_handle(request.user, found):
        raise PermissionDenied("Phản ánh này do cơ quan khác chịu trách nhiệm; bạn xem được, không xử lý được.")
    return found
