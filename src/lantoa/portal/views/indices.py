"""Indices: where the province stands, one index over the years, an edition, its ranking, explainer, sources."""

from django.http import HttpRequest, HttpResponse

from lantoa.apps.accounts.rights import open_to_all
from lantoa.portal.presenters.index_explainer import explainer_page, sources_page
from lantoa.portal.public import public_page
from lantoa.portal.queries.indices import sources_that_gave
from lantoa.portal.views import index_pages as pages
from lantoa.portal.views.frame import shown


@open_to_all
@public_page(depends=("indices",))
def indices(request: HttpRequest) -> HttpResponse:
    """Answer with where the province stands in every index."""
    return shown(request, "indices", pages.standings_of_home(request), "indices")


@open_to_all
@public_page(depends=("indices",))
def index(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer with one index over the years."""
    return shown(request, "index_series", pages.over_years(request, slug), "indices")


@open_to_all
@public_page(depends=("indices",))
def index_ranks(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer with the ranks in one index over the years."""
    return shown(request, "index_series", pages.over_years(request, slug, ranks=True), "indices")


@open_to_all
@public_page(depends=("indices",))
def index_edition(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """Answer with one edition by component."""
    return shown(request, "index_edition", pages.in_edition(request, slug, year), "indices")


@open_to_all
@public_page(depends=("indices",))
def index_ranking(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """Answer with all entities of one edition."""
    return shown(request, "index_ranking", pages.in_ranking(request, slug, year), "indices")


@open_to_all
@public_page(depends=("indices",))
def index_comparison(request: HttpRequest) -> HttpResponse:
    """Answer with several indices side by side."""
    return shown(request, "index_comparison", pages.side_by_side(request), "indices")


@open_to_all
@public_page(depends=("indices",))
def index_explainer(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer with what an index is, and what it means for citizens."""
    return shown(request, "index_explainer", explainer_page(pages.explained_index(request, slug)), "indices")


@open_to_all
@public_page(depends=("indices",))
def index_sources(request: HttpRequest) -> HttpResponse:
    """Answer with every source and what it gave."""
    return shown(request, "index_sources", sources_page(sources_that_gave()), "indices")
