"""The officers' board: what is late, what is due today, what waits for whom."""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from lantoa.apps.accounts.models import User
from lantoa.apps.accounts.rights import open_to
from lantoa.apps.accounts.roles import Role, roles_of
from lantoa.apps.agencies.models import Agency
from lantoa.apps.agencies.queries import agency_of
from lantoa.apps.base.backoffice import page_of
from lantoa.apps.feedback.forms.board import BoardFilter
from lantoa.apps.feedback.presenters.work import board_lines
from lantoa.apps.feedback.queries.keepers import (
    FEEDBACK_KEEPERS,
    FEEDBACK_READERS,
    PROVINCE_KEEPERS,
    feedback_seen_by,
)
from lantoa.apps.feedback.queries.work import board_counts, board_rows, failed_handovers
from lantoa.apps.feedback.views.found import TITLE, feedback_page


def _ended_agency(user: User | AnonymousUser, today: date) -> Agency | None:
    """Return the agency of a focal officer if it has ended: nothing comes to it any more."""
    agency = agency_of(user) if Role.FOCAL_OFFICER in roles_of(user) else None
    return agency if agency and not agency.is_valid_on(today) else None


@open_to(FEEDBACK_READERS)
def board(request: HttpRequest) -> HttpResponseBase:
    """List the feedback that the person sees, the nearest due day first."""
    today, seen = timezone.localdate(), feedback_seen_by(request.user)
    form = BoardFilter(request.GET)
    page = page_of(form.apply(seen, on=today).values_list("pk", flat=True), request)
    roles = roles_of(request.user)
    context = {
        "form": form, "page": page, "lines": board_lines(board_rows(list(page.object_list)), on=today),
        "counts": board_counts(seen, on=today), "failed": failed_handovers(seen).order_by().count(),
        "ended": _ended_agency(request.user, today),
        "may_write": bool(roles & FEEDBACK_KEEPERS), "whole_province": bool(roles & PROVINCE_KEEPERS),
    }  # fmt: skip
    return feedback_page(request, "feedback/board.html", context, title=TITLE)
