"""The agencies of the register."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from lantoa.apps.accounts.rights import open_to_all
from lantoa.apps.agencies.models import Agency
from lantoa.apps.broadcasts.queries.airings_counted import (
    BulletinPlayed,
    airings_counted,
    airings_in,
    bulletins_played,
)
from lantoa.apps.coverage.queries import articles_behind, contest_coverage
from lantoa.apps.directives.models import Programme
from lantoa.portal import presenters, queries
from lantoa.portal.forms import ReadingForm
from lantoa.portal.public import public_page
from lantoa.portal.queries.indices import newest_local_value
from lantoa.portal.queries.listening import public_bulletins
from lantoa.portal.views.frame import known_agency, page_of, read_matrix, row_of, shown

_STORIES, _BULLETINS = 5, 10


@open_to_all
@public_page(depends=("pages", "coverage", "programme", "contests", "indices", "broadcasts"), timed=True)
def agency(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer with one agency: its coverage, its articles, its place in the register."""
    found = known_agency(slug)
    programme = queries.programme_in_force()
    origins, successions = queries.successions_of(found)
    portals = queries.portals_of(found)
    page = presenters.agency_page(
        found,
        origins=origins,
        successions=successions,
        sources=queries.sources_of([found]),
        programme=programme,
        coverage=_coverage_of(request, programme, found) if programme else None,
        portals=presenters.agency_portals(portals, queries.stories_kept_by(portals)[:_STORIES]),
        local_value=newest_local_value([found]),
    )
    return shown(request, "agency", page, "coverage")


def _coverage_of(request: HttpRequest, programme: Programme, found: Agency) -> presenters.AgencyCoverage:
    form = ReadingForm(request.GET, year=programme.year)
    form.is_valid()
    row = row_of(read_matrix(programme, form), found)
    agencies, at = row.agencies if row else [found], timezone.now()
    articles = articles_behind(programme, form.window, agencies=agencies)
    airings = airings_counted(form.window, programme=programme, agencies=agencies, at=at)
    heard: list[BulletinPlayed] = []
    if airings.bulletins:
        public = public_bulletins(queries.asked_portal(request), at=at).order_by().values("pk")
        asked = airings_in(form.window, programme=programme, agencies=agencies)
        heard = bulletins_played(asked.filter(bulletin__in=public), most=_BULLETINS)
    return presenters.agency_coverage(
        programme,
        found,
        row,
        form=form,
        page=page_of(request, articles),
        query=request.GET,
        contests=contest_coverage(programme, form.window),
        airings=airings,
        bulletins=heard,
    )
