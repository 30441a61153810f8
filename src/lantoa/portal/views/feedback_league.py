"""How agencies answer what citizens report, for everybody: the same figures that officers see."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from lantoa.apps.accounts.rights import open_to_all
from lantoa.apps.feedback.presenters.league import league_page, times_lines
from lantoa.apps.feedback.queries.answer_times import answer_times
from lantoa.apps.feedback.queries.league import league
from lantoa.portal.presenters import feedback_league as presenter
from lantoa.portal.public import public_page
from lantoa.portal.views.frame import shown


@open_to_all
@public_page
def feedback_league(request: HttpRequest) -> HttpResponse:
    """Answer with the agencies side by side, over the last so many months; kept for a minute, whatever is done."""
    today = timezone.localdate()
    period = presenter.period_of(request.GET.get("ky", ""))
    as_now = request.GET.get("doc", "") != presenter.AS_THEN
    first = today - timedelta(days=period.days - 1)
    found = league(first=first, last=today, on=today, as_now=as_now)
    times = times_lines(answer_times(first=first, last=today), found.minimum)
    page = presenter.feedback_league_page(league_page(found), found, times, period=period, as_now=as_now)
    return shown(request, "feedback_league", page, "feedback")
