"""What one takes away of results: figures for readers, single responses for those who keep the survey."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from lantoa.apps.accounts.models import User
from lantoa.apps.accounts.rights import open_to
from lantoa.apps.surveys.actions.exporting import note_export
from lantoa.apps.surveys.presenters.result_files import (
    MEDIA_TYPES,
    csv_bytes,
    response_rows,
    result_notes,
    result_rows,
    xlsx_bytes,
)
from lantoa.apps.surveys.queries.keepers import SURVEY_KEEPERS, SURVEY_READERS
from lantoa.apps.surveys.queries.results import results_of
from lantoa.apps.surveys.queries.single_responses import exported_responses
from lantoa.apps.surveys.views.results import found_round, kept_back


@require_safe
@open_to(SURVEY_READERS)
def results_file(request: HttpRequest, pk: int, form: str) -> HttpResponseBase:
    """Answer with every figure of a round as a table, hidden ones with the reason."""
    survey_round = found_round(pk)
    if withheld := kept_back(request, survey_round):
        return withheld
    found = results_of(survey_round)
    return _file(result_notes(found), result_rows(found), f"{survey_round.slug}-ket-qua", form)


@require_safe
@open_to(SURVEY_KEEPERS)
def responses_file(request: HttpRequest, pk: int, form: str) -> HttpResponseBase:
    """Answer with single responses, without serial and time, in an order drawn by lot. Written down in the trail."""
    survey_round = found_round(pk)
    if withheld := kept_back(request, survey_round):
        return withheld
    questions = list(survey_round.questionnaire.questions.order_by("position"))
    notes, rows = response_rows(survey_round, questions, exported_responses(survey_round).iterator(chunk_size=2_000))
    user: User = request.user  # type: ignore[assignment]
    note_export(survey_round=survey_round, count=len(rows) - 1, by=user, at=timezone.now())
    return _file(notes, rows, f"{survey_round.slug}-phieu", form)


def _file(notes: list[str], rows: list[list[str]], name: str, form: str) -> HttpResponse:
    if form not in MEDIA_TYPES:
        raise Http404("Chỉ có tệp CSV và XLSX.")
    content = csv_bytes(notes, rows) if form == "csv" else xlsx_bytes(notes, rows)
    answer = HttpResponse(content, content_type=MEDIA_TYPES[form])
    answer["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "no-store"
    return answer
