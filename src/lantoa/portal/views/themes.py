"""Directives and their themes."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from lantoa.apps.accounts.rights import open_to_all
from lantoa.apps.broadcasts.queries.airings_counted import airings_counted
from lantoa.apps.coverage.queries import coverage_matrix
from lantoa.apps.directives.queries import themes_with_duties
from lantoa.portal import presenters, queries
from lantoa.portal.forms import ArticleFilterForm, PeriodForm
from lantoa.portal.presenters.airings_covered import theme_airings
from lantoa.portal.public import NothingThere, public_page
from lantoa.portal.views.frame import confirmed_programme, page_of, shown, theme_in

_STORIES = 6


@open_to_all
@public_page(depends=("pages", "coverage", "programme"), timed=True)
def directive(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer with a directive as it was read, and what it does not state."""
    found = queries.public_directive(pk)
    if found is None:
        raise NothingThere("Không có văn bản công khai nào ở địa chỉ này. Văn bản của chương trình nằm ở trang chủ.")
    themes = themes_with_duties(found.programme)
    page = presenters.directive_page(found.programme, themes, issuer=queries.issuing_agency(found))
    return shown(request, "directive", page, "themes")


@open_to_all
@public_page(depends=("pages", "coverage", "programme", "broadcasts"), timed=True)
def theme(request: HttpRequest, code: str) -> HttpResponse:
    """Answer with a theme in a period: its text, who owes it, who covered it, and the articles counted."""
    programme = confirmed_programme()
    period = PeriodForm(request.GET, year=programme.year)
    period.is_valid()
    window = period.window
    matrix = coverage_matrix(programme, window)
    wanted = theme_in(matrix, code)
    agencies = presenters.covering_agencies(matrix, wanted)
    form = ArticleFilterForm(request.GET, year=programme.year, agencies=agencies)
    portal = queries.asked_portal(request)
    page = presenters.theme_page(
        programme,
        matrix,
        wanted,
        duties=queries.duties_of(wanted),
        phrases=queries.deciding_phrases(programme, window, wanted),
        form=form,
        page=page_of(request, queries.matches_of_theme(programme, window, wanted, **form.asked())),
        query=request.GET,
        stories=presenters.theme_stories(portal, wanted, queries.stories_on(portal, wanted)[:_STORIES])
        if portal
        else None,
        airings=theme_airings(airings_counted(window, programme=programme, at=timezone.now()), wanted),
    )
    return shown(request, "theme", page, "themes")
