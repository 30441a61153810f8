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
from lantoa.apps.base.backoffice import capped_page_of
from lantoa.apps.base.capped import counted, counted_words
from lantoa.apps.feedback.forms.board import BoardFilter
from lantoa.apps.feedback.presenters.work import board_figures, board_lines
from lantoa.apps.feedback.queries.keepers import (
    FEEDBACK_KEEPERS,
    FEEDBACK_READERS,
    PROVINCE_KEEPERS,
    feedback_given_away_by,
    feedback_handled_by,
    feedback_seen_by,
    sees_everything,
)
from lantoa.apps.feedback.queries.work import board_counts, board_rows, failed_handovers
from lantoa.apps.feedback.views.found import TITLE, feedback_page


def _ended_agency(user: User | AnonymousUser, today: date) -> Agency | None:
    """Return the agency of a focal officer if it has ended: nothing comes to it any more."""
    agency = agency_of(user) if Role.FOCAL_OFFICER in roles_of(user) else None
    return agency if agency and not agency.is_valid_on(today) else None


@open_to(FEEDBACK_READERS)
def board(request: HttpRequest) -> HttpResponseBase:
    """List the feedback that is the person's work, the nearest due day first."""
    today, user = timezone.localdate(), request.user
    work = feedback_handled_by(user)
    form = BoardFilter(request.GET, given_away=None if sees_everything(user) else feedback_given_away_by(user))
    page = capped_page_of(form.apply(work, on=today).values_list("pk", flat=True), request)
    roles, failed = roles_of(user), counted(failed_handovers(feedback_seen_by(user)))
    context = {
        "form": form, "page": page, "lines": board_lines(board_rows(list(page.object_list)), on=today),
        "ended": _ended_agency(request.user, today),
        "counts": board_figures(board_counts(work, on=today)), "failed": counted_words(failed),
        "may_write": bool(roles & FEEDBACK_KEEPERS), "whole_province": bool(roles & PROVINCE_KEEPERS),
    }  # fmt: skip
    return feedback_page(request, "feedback/board.html", context, title=TITLE)
