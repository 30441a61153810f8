"""The document library."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse

from lantoa.apps.accounts.rights import open_to_all
from lantoa.portal import presenters, queries
from lantoa.portal.forms import LibraryForm
from lantoa.portal.public import public_page
from lantoa.portal.views.frame import shown

_PAGE_SIZE = 20


@open_to_all
@public_page(depends=("pages", "library", "coverage", "programme"))
def library(request: HttpRequest) -> HttpResponse:
    """Answer with the documents that readers may open, by kind, year and words."""
    entries = queries.library_entries()
    years = sorted({entry.issued_on.year for entry in entries if entry.issued_on}, reverse=True)
    form = LibraryForm(request.GET, years=years)
    kind, year, words = form.asked()
    found = queries.entries_asked(entries, kind=kind, year=year, words=words)
    page = Paginator(found, _PAGE_SIZE).get_page(request.GET.get("trang"))
    page.object_list = queries.documents_at(list(page.object_list))  # type: ignore[assignment]
    return shown(request, "library", presenters.library_page(form, page, query=request.GET), "library")
