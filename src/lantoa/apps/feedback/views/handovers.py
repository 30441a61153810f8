"""Hand-overs that failed: whom nobody could be told, why, and sending again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.base.backoffice import capped_page_of
from lantoa.apps.feedback.actions.handovers import CannotHandOver, resend_handover
from lantoa.apps.feedback.forms.handovers import HandoverFilter
from lantoa.apps.feedback.models import Handover
from lantoa.apps.feedback.queries.keepers import FEEDBACK_KEEPERS, feedback_seen_by
from lantoa.apps.feedback.queries.work import listed_handovers
from lantoa.apps.feedback.views.found import feedback_page, feedback_trail, own_feedback, who


@require_safe
@open_to(FEEDBACK_KEEPERS)
def handovers(request: HttpRequest) -> HttpResponseBase:
    """List the hand-overs, those that failed first of all."""
    form = HandoverFilter(request.GET)
    page = capped_page_of(form.apply(listed_handovers(feedback_seen_by(request.user))), request)
    context = {"form": form, "page": page}
    return feedback_page(request, "feedback/handovers.html", context, title="Lần chuyển", trail=feedback_trail())


@require_POST
@open_to(FEEDBACK_KEEPERS)
def resend(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Send a failed hand-over again."""
    found = get_object_or_404(Handover, pk=pk)
    own_feedback(request, found.feedback_id)
    try:
        resend_handover(handover=found, **who(request))
    except CannotHandOver as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Đã xếp gửi lại; vài phút nữa xem lại trạng thái.")
    return redirect("feedback:handovers")
