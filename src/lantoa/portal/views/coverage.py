"""The matrix of agencies and themes, its figures, its cells."""

import csv
import io

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from lantoa.apps.accounts.rights import open_to_all
from lantoa.apps.coverage.queries import Matrix, airing_coverage, articles_behind, contest_coverage, internal_coverage
from lantoa.apps.coverage.queries.supervision import supervision_coverage
from lantoa.apps.directives.models import Programme
from lantoa.portal import presenters, queries
from lantoa.portal.forms import CoverageForm, ReadingForm
from lantoa.portal.public import public_page
from lantoa.portal.views.frame import confirmed_programme, known_agency, page_of, read_matrix, row_of, shown, theme_in


@open_to_all
@public_page(depends=("coverage", "programme", "contests", "broadcasts", "feedback", "surveys"), timed=True)
def coverage(request: HttpRequest) -> HttpResponse:
    """Answer with the matrix of agencies and themes for a period, gaps marked, with its denominator."""
    programme = queries.programme_in_force()
    if programme is None:
        return shown(request, "coverage", presenters.coverage_without_programme(), "coverage")
    form, matrix = _asked_matrix(request, programme)
    internal = internal_coverage(programme, form.window) if matrix else None
    contests = contest_coverage(programme, form.window) if matrix else None
    airings = supervision = None
    if matrix:
        kind = form.cleaned_data["loai"]
        airings = airing_coverage(programme, form.window, at=timezone.now(), kind=kind)
        supervision = supervision_coverage(programme, form.window, on=timezone.localdate(), kind=kind)
    page = presenters.coverage_page(programme, form, matrix, internal, contests, airings, supervision)
    return shown(request, "coverage", page, "coverage")


@open_to_all
@public_page(depends=("coverage", "programme"), timed=True)
def coverage_csv(request: HttpRequest) -> HttpResponse:
    """Answer with the figures of the matrix as a table for spreadsheets; 400 and what to mend for a wrong period."""
    form, matrix = _asked_matrix(request, confirmed_programme())
    if matrix is None:
        mistakes = [str(mistake) for field in form.errors.values() for mistake in field]
        return HttpResponse("\n".join(mistakes) + "\n", content_type="text/plain; charset=utf-8", status=400)
    table = io.StringIO()
    csv.writer(table).writerows(presenters.csv_rows(matrix))
    # The byte order mark tells spreadsheets that the letters are UTF-8.
    answer = HttpResponse("\ufeff" + table.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="do-bao-phu-{matrix.window.start}-{matrix.window.end}.csv"'
    return answer


def _asked_matrix(request: HttpRequest, programme: Programme) -> tuple[CoverageForm, Matrix | None]:
    """Return the form and the matrix it asks for, None when the form was filled in wrongly."""
    form = CoverageForm(request.GET, year=programme.year)
    if not form.is_valid():
        return form, None
    matrix = read_matrix(programme, form)
    return form, queries.matrix_of_kind(matrix, programme, form.cleaned_data["loai"])


@open_to_all
@public_page(depends=("coverage", "programme"), timed=True)
def cell(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Answer with the articles behind one cell of the matrix."""
    programme, found = confirmed_programme(), known_agency(slug)
    form = ReadingForm(request.GET, year=programme.year)
    form.is_valid()
    matrix = read_matrix(programme, form)
    wanted = theme_in(matrix, code)
    row = row_of(matrix, found)
    agencies = row.agencies if row else [found]
    page = presenters.cell_page(
        programme,
        found,
        wanted,
        form=form,
        cell=row.cells[matrix.themes.index(wanted)] if row else None,
        duties=queries.duties_of(wanted, agencies=agencies),
        sources=queries.sources_of(agencies),
        page=page_of(request, articles_behind(programme, form.window, agencies=agencies, theme=wanted)),
        query=request.GET,
    )
    return shown(request, "cell", page, "coverage")
