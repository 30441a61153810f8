"""The first page."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from lantoa.apps.accounts.rights import open_to_all
from lantoa.apps.coverage.queries import articles_behind, coverage_matrix
from lantoa.portal import presenters, queries
from lantoa.portal.public import public_page
from lantoa.portal.views.frame import shown, year_of

_LATEST = 6


@open_to_all
@public_page
def home(request: HttpRequest) -> HttpResponse:
    """Answer with the first page: the programme in force, its themes, coverage in pictures, the latest articles."""
    programme = queries.programme_in_force()
    if programme is None:
        return shown(request, "home", presenters.home_without_programme(), "home")
    window = year_of(programme)
    page = presenters.home_page(
        programme,
        coverage_matrix(programme, window),
        issuer=queries.issuing_agency(programme.directive),
        weeks=queries.articles_per_week(programme, window, until=timezone.localdate()),
        stories=articles_behind(programme, window).filter(original=None)[:_LATEST],
    )
    return shown(request, "home", page, "home")
