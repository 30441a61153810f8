"""Results and shortcomings."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from lantoa.apps.accounts.rights import open_to_all
from lantoa.apps.coverage.queries import coverage_matrix
from lantoa.portal import presenters, queries
from lantoa.portal.forms import PeriodForm
from lantoa.portal.public import public_page
from lantoa.portal.views.frame import shown


@open_to_all
@public_page(depends=("coverage", "programme"), timed=True)
def results(request: HttpRequest) -> HttpResponse:
    """Answer with what the coverage of a period shows as done, missing, or not known."""
    programme = queries.programme_in_force()
    if programme is None:
        return shown(request, "results", presenters.results_without_programme(), "results")
    form = PeriodForm(request.GET, year=programme.year)
    form.is_valid()
    matrix = coverage_matrix(programme, form.window)
    weeks = queries.articles_per_week(programme, form.window, until=timezone.localdate())
    page = presenters.results_page(
        programme, matrix, form=form, pictures=presenters.coverage_pictures(matrix, weeks=weeks)
    )
    return shown(request, "results", page, "results")
