"""The search of the public site."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from lantoa.apps.accounts.rights import open_to_all
from lantoa.apps.directives.models import Theme
from lantoa.apps.search.asking import MAX_LENGTH
from lantoa.apps.search.queries import Found, Hit
from lantoa.apps.search.queries import search as find
from lantoa.apps.search.storage import NoIndex
from lantoa.core.viettext import to_nfc
from lantoa.portal import queries
from lantoa.portal.presenters import search as presenter
from lantoa.portal.public import public_page
from lantoa.portal.views.asking import note_search
from lantoa.portal.views.frame import shown

_PAGE_SIZE = 10
_MAX_CODE = 80


@open_to_all
@public_page
def search(request: HttpRequest) -> HttpResponse:
    """Answer with what is found for the words, within the chosen facets; 503 while there is no index.

    The page names a portal's own address, so that it is the same for all who ask on that name.
    """
    asked = to_nfc(request.GET.get("q", "")[: 2 * MAX_LENGTH]).strip()[:MAX_LENGTH]
    if not asked:
        return _unlisted(
            shown(request, "search", presenter.search_start(queries.asked_portal(request), _themes()), "search")
        )
    chosen = {facet: request.GET.get(name, "")[:_MAX_CODE] for name, facet, _ in presenter.FACETS}
    try:
        page = _asked_page(request, asked, chosen)
    except NoIndex:
        answer = shown(
            request, "search", presenter.search_rebuilding(asked, queries.asked_portal(request), _themes()), "search"
        )
        answer.status_code = 503
        answer["Retry-After"] = "60"
        return _unlisted(answer)
    return _unlisted(shown(request, "search", page, "search"))


def _asked_page(request: HttpRequest, asked: str, chosen: dict[str, str]) -> presenter.SearchPage:
    wanted = request.GET.get("trang", "")[:6]
    place = int(wanted) if wanted.isascii() and wanted.isdecimal() and int(wanted) else 1
    found = _found(asked, chosen, place)
    if not found.hits and found.reachable:
        place = -(-found.reachable // _PAGE_SIZE)  # past the end: the last page
        found = _found(asked, chosen, place)
    elif place == 1 and not any(chosen.values()):
        note_search(request, found)
    paginator: Paginator[Hit] = Paginator(_Hits(found, place), _PAGE_SIZE)  # type: ignore[arg-type]
    return presenter.search_page(
        found,
        paginator.get_page(place),
        portal=queries.asked_portal(request),
        chosen=chosen,
        query=request.GET,
        themes=() if found.total else _themes(),
    )


def _themes() -> list[Theme]:
    """Return the themes of the programme in force, for who found nothing."""
    programme = queries.programme_in_force()
    return list(programme.themes.all()) if programme else []


def _found(asked: str, chosen: dict[str, str], place: int) -> Found:
    offset = (place - 1) * _PAGE_SIZE
    return find(asked, today=timezone.localdate(), chosen=chosen, offset=offset, limit=_PAGE_SIZE)


class _Hits:
    """The hits of one page, in the place they have among all that can be reached."""

    def __init__(self, found: Found, place: int) -> None:
        self._found, self._start = found, (place - 1) * _PAGE_SIZE

    def __len__(self) -> int:
        return self._found.reachable

    def __getitem__(self, asked: slice) -> tuple[Hit, ...]:
        return self._found.hits if asked.start == self._start else ()


def _unlisted(answer: HttpResponse) -> HttpResponse:
    """Return the answer with the word to robots not to list it: what it shows is listed under its own address."""
    answer["X-Robots-Tag"] = "noindex"
    return answer
