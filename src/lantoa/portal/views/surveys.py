"""Surveys in public: rounds, the results of those that are published, and their table to take away."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from lantoa.apps.accounts.rights import open_to_all
from lantoa.apps.surveys.actions.changes import public_subject
from lantoa.apps.surveys.models import SurveyRound
from lantoa.apps.surveys.presenters.result_files import csv_bytes, result_notes, result_rows
from lantoa.apps.surveys.queries.results import results_of
from lantoa.portal.presenters.surveys import survey_page, surveys_page, waiting_page
from lantoa.portal.public import NothingThere, changes_at, depends_on, public_page
from lantoa.portal.queries.surveys import public_results, public_rounds
from lantoa.portal.views.frame import shown

_MOST_LISTED = 60


@open_to_all
@public_page(depends=("surveys",))
def surveys(request: HttpRequest) -> HttpResponse:
    """Answer with the rounds: those that one may answer, those with results."""
    now = timezone.now()
    rounds = list(public_rounds()[:_MOST_LISTED])
    for one in rounds:
        if one.state == SurveyRound.State.OPEN and one.closes_at > now:
            changes_at(request, one.closes_at, now=now)
    return shown(request, "surveys", surveys_page(rounds, at=now), "surveys")


@open_to_all
@public_page(depends=("surveys", "indices"))
def survey(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer with the results of a round once it is published; before that with how far it is, and no number."""
    found = _known(request, slug)
    if found.state == SurveyRound.State.PUBLISHED:
        return shown(request, "survey", survey_page(public_results(found)), "surveys")
    now = timezone.now()
    if found.closes_at > now:
        changes_at(request, found.closes_at, now=now)
    return shown(request, "survey", waiting_page(found, at=now), "surveys")


@open_to_all
@public_page(depends=("surveys",))
def survey_data(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer with every figure of a published round as a table; hidden ones with the reason."""
    found = _known(request, slug)
    if found.state != SurveyRound.State.PUBLISHED:
        raise NothingThere("Đợt khảo sát này chưa công bố kết quả nên chưa có bảng để tải.")
    results = results_of(found)
    answer = HttpResponse(
        csv_bytes(result_notes(results), result_rows(results)), content_type="text/csv; charset=utf-8"
    )
    answer["Content-Disposition"] = f'attachment; filename="{found.slug}.csv"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _known(request: HttpRequest, slug: str) -> SurveyRound:
    found = public_rounds().filter(slug=slug).first()
    if found is None:
        raise NothingThere("Không có đợt khảo sát nào ở địa chỉ này. Hãy xem danh sách ở trang Khảo sát.")
    depends_on(request, public_subject(found))
    return found
