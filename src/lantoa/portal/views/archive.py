"""The archive of a portal's stories, by year."""

from django.http import HttpRequest, HttpResponse

from lantoa.apps.accounts.rights import open_to_all
from lantoa.portal import presenters, queries
from lantoa.portal.public import NothingThere, public_page
from lantoa.portal.views.frame import page_of, shown
from lantoa.portal.views.newsroom import known_portal


@open_to_all
@public_page(depends=("pages",))
def archive(request: HttpRequest) -> HttpResponse:
    """Answer with the years in which stories appeared."""
    portal = queries.asked_portal(request)
    years = queries.years_of(queries.stories_of(portal)) if portal else []
    return shown(request, "archive", presenters.archive_view(portal, years))


@open_to_all
@public_page(depends=("pages",))
def archive_year(request: HttpRequest, year: int) -> HttpResponse:
    """Answer with the stories of one year, newest first."""
    portal = known_portal(request)
    years = queries.years_of(queries.stories_of(portal))
    if year not in dict(years):
        raise NothingThere(f"Không có bài nào của năm {year}. Trang Lưu trữ cho biết những năm có bài.")
    stories = queries.stories_of(portal).filter(first_published_at__year=year)
    page = presenters.archive_view(portal, years, year=year, page=page_of(request, stories), query=request.GET)
    return shown(request, "archive", page)
