"""How agencies answer what citizens report, for everybody: the same figures that officers see."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from lantoa.apps.accounts.rights import open_to_all
from lantoa.apps.feedback.presenters.league import league_page, times_lines
from lantoa.apps.feedback.queries.answer_times import answer_times
from lantoa.apps.feedback.queries.league import league
from lantoa.portal.forms.feedback_evidence import FigureForm
from lantoa.portal.presenters import feedback_league as presenter
from lantoa.portal.presenters.feedback_evidence import feedback_evidence_page
from lantoa.portal.public import NothingThere, public_page
from lantoa.portal.queries.feedback import feedback_page_of
from lantoa.portal.queries.feedback_evidence import figure_evidence
from lantoa.portal.views.frame import shown


@open_to_all
@public_page
def feedback_league(request: HttpRequest) -> HttpResponse:
    """Answer with the agencies side by side, over the last so many months; kept for a minute, whatever is done."""
    today = timezone.localdate()
    period = presenter.period_of(request.GET.get("ky", ""))
    as_now = request.GET.get("doc", "") != presenter.AS_THEN
    first = period.first(today)
    found = league(first=first, last=today, on=today, as_now=as_now)
    times = times_lines(answer_times(first=first, last=today), found.minimum)
    page = presenter.feedback_league_page(league_page(found), found, times, period=period, as_now=as_now)
    return shown(request, "feedback_league", page, "feedback")


@open_to_all
@public_page
def feedback_evidence(request: HttpRequest) -> HttpResponse:
    """Answer with what stands behind a figure of coverage or of a report; the pieces add up to it."""
    today = timezone.localdate()
    asked = FigureForm(request.GET).asked()
    if asked is None:
        raise NothingThere("Địa chỉ này không nói rõ con số nào. Hãy mở lại từ trang độ bao phủ hoặc từ báo cáo.")
    found = figure_evidence(asked, on=today)
    pieces = feedback_page_of(found.listed, request.GET.get("trang"))
    page = feedback_evidence_page(found, pieces, request.GET, on=today)
    return shown(request, "feedback_evidence", page, "feedback")
