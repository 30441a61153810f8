"""The first page: of the portal that was asked for, or of the programme while there is no portal."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from lantoa.apps.accounts.rights import open_to_all
from lantoa.apps.broadcasts.queries.heard import emergencies_in_force, next_change, with_sounds
from lantoa.apps.contests.queries.states import ContestState
from lantoa.apps.coverage.queries import articles_behind, coverage_matrix
from lantoa.apps.directives.models import Programme
from lantoa.portal import presenters, queries
from lantoa.portal.presenters.contests import contest_cards
from lantoa.portal.presenters.listening import FrontBulletins, front_bulletins
from lantoa.portal.public import changes_at, public_page
from lantoa.portal.queries import AskedPortal
from lantoa.portal.queries.contests import contests_in, next_edge, public_contests
from lantoa.portal.queries.listening import bulletins_to_come, public_bulletins
from lantoa.portal.views.frame import shown, year_of
from lantoa.portal.views.index_pages import index_cards

_LATEST = 6
# On the first page of a portal: the lead, three beside it; two of each column; what is to come; what is new to read.
_STORIES, _EACH_COLUMN, _EVENTS, _DOCUMENTS, _ARTICLES, _CONTESTS, _BULLETINS = 4, 3, 4, 3, 3, 2, 3


@open_to_all
@public_page(depends=("pages", "coverage", "programme", "library", "contests", "indices", "broadcasts"), timed=True)
def home(request: HttpRequest) -> HttpResponse:
    """Answer with the first page: news of the portal, the programme in force, its themes, how far it has come."""
    portal = queries.asked_portal(request)
    if portal:
        return show_front(request, portal)
    programme = queries.programme_in_force()
    if programme is None:
        return shown(request, "home", presenters.home_without_programme(index_cards()), "home")
    window = year_of(programme)
    page = presenters.home_page(
        programme,
        coverage_matrix(programme, window),
        issuer=queries.issuing_agency(programme.directive),
        weeks=queries.articles_per_week(programme, window, until=timezone.localdate()),
        stories=articles_behind(programme, window).filter(original=None)[:_LATEST],
        standings=index_cards(),
    )
    return shown(request, "home", page, "home")


def show_front(request: HttpRequest, portal: AskedPortal) -> HttpResponse:
    """Answer with the first page of a portal."""
    stories = list(queries.stories_of(portal)[:_STORIES])
    programme = queries.programme_in_force()
    documents = queries.documents_at(queries.library_entries()[:_DOCUMENTS])
    at = timezone.now()
    known = public_contests(portal, at=at)
    changes_at(request, next_edge(known.order_by().values("pk"), at=at), now=at)
    contests = contests_in(known, ContestState.RUNNING, ContestState.COMING)[:_CONTESTS]
    page = presenters.front_page(
        portal,
        stories=stories,
        columns=queries.newest_per_column(portal, each=_EACH_COLUMN, without=stories),
        events=queries.upcoming_events(portal, at=at)[:_EVENTS],
        contests=contest_cards(contests, at=at),
        documents=[presenters.document_row(row) for row in documents],
        bulletins=_bulletins(request, portal, at),
        programme=_programme(programme) if programme else None,
        standings=index_cards(),
    )
    return shown(request, "front", page, "home")


def _bulletins(request: HttpRequest, portal: AskedPortal, at: datetime) -> FrontBulletins:
    """Return the bulletins of the first page: emergencies that hold, and the newest others."""
    known = with_sounds(public_bulletins(portal, at=at))
    changes_at(request, next_change(bulletins_to_come(portal), at=at), now=at)
    urgent = list(emergencies_in_force(known, at=at)[:_BULLETINS])
    return front_bulletins(urgent, known.exclude(pk__in=[bulletin.pk for bulletin in urgent])[:_BULLETINS], at=at)


def _programme(programme: Programme) -> presenters.FrontProgramme:
    window = year_of(programme)
    return presenters.front_programme(
        programme,
        coverage_matrix(programme, window),
        issuer=queries.issuing_agency(programme.directive),
        articles=articles_behind(programme, window).filter(original=None)[:_ARTICLES],
    )
