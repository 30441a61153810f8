"""The public pages: each asks its queries, hands the rows to a presenter, and renders one template.

No page looks at the session, the user or a cookie, so that every answer may be kept by caches on the way.
"""

import csv
import io
import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from wagtail.models import Page as WagtailPage

from lantoa.apps.accounts.rights import open_to_all
from lantoa.apps.agencies.models import Agency
from lantoa.apps.coverage.queries import Matrix, Row, articles_behind, coverage_matrix, matrix_as_now
from lantoa.apps.directives.models import Programme, Theme
from lantoa.apps.directives.queries import themes_with_duties
from lantoa.apps.harvest.models import Evidence
from lantoa.core.workdays import Window, WindowKind, reporting_window
from lantoa.portal import presenters, queries
from lantoa.portal.forms import ArticleFilterForm, CoverageForm, PeriodForm, ReadingForm

_PAGE_SIZE = 20
_LATEST = 6
_CACHE_SECONDS = 60
_CODE = re.compile(r"[tT]([1-9][0-9]{0,3})")


class NothingThere(Http404):
    """There is no such page; the message, in Vietnamese, says why and what to do."""


def public_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """Return the view as a page that only reads, may be cached for a minute, and says so when nothing is there."""

    @require_safe
    @cache_control(public=True, max_age=_CACHE_SECONDS)
    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except NothingThere as missing:
            return render(request, "404.html", {"advice": str(missing)}, status=404)

    return answered


def _shown(request: HttpRequest, template: str, page: object, section: str = "") -> HttpResponse:
    return render(request, f"portal/{template}.html", {"page": page, "section": section})


def _year_of(programme: Programme) -> Window:
    return reporting_window(WindowKind.YEAR, programme.year)


def _programme() -> Programme:
    programme = queries.programme_in_force()
    if programme is None:
        raise NothingThere("Chưa có chương trình tuyên truyền nào được xác nhận, nên chưa có trang này.")
    return programme


def _agency(slug: str) -> Agency:
    agency = queries.agency_by_slug(slug)
    if agency is None:
        raise NothingThere(f"Danh bạ không có cơ quan nào mang mã “{slug}”. Hãy tìm cơ quan trong trang Độ bao phủ.")
    return agency


def _theme_in(matrix: Matrix, code: str) -> Theme:
    found = _CODE.fullmatch(code)
    position = int(found[1]) if found else 0
    theme = next((theme for theme in matrix.themes if theme.position == position), None)
    if theme is None:
        codes = ", ".join(theme.code for theme in matrix.themes)
        raise NothingThere(f"Chương trình đang thực hiện không có nội dung “{code}”. Các nội dung hiện có: {codes}.")
    return theme


def _row_of(matrix: Matrix, agency: Agency) -> Row | None:
    """Return the agency's row, else its part of the row under which it is counted now."""
    parts = (part for row in matrix.rows for part in (row, *row.parts))
    return next((part for part in parts if part.agency == agency), None)


def _page_of(request: HttpRequest, rows: QuerySet[Any]) -> Page[Any]:
    """Return the page of the list that was asked for; the nearest one for a number that makes no sense."""
    return Paginator(rows, _PAGE_SIZE).get_page(request.GET.get("trang"))


@open_to_all
@public_page
def home(request: HttpRequest) -> HttpResponse:
    """Answer with the first page: the programme in force, its themes, coverage in pictures, the latest articles."""
    programme = queries.programme_in_force()
    if programme is None:
        return _shown(request, "home", presenters.home_without_programme(), "home")
    window = _year_of(programme)
    page = presenters.home_page(
        programme,
        coverage_matrix(programme, window),
        issuer=queries.issuing_agency(programme.directive),
        weeks=queries.articles_per_week(programme, window, until=timezone.localdate()),
        stories=articles_behind(programme, window).filter(original=None)[:_LATEST],
    )
    return _shown(request, "home", page, "home")


@open_to_all
@public_page
def directive(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer with a directive as it was read, and what it does not state."""
    found = queries.public_directive(pk)
    if found is None:
        raise NothingThere("Không có văn bản công khai nào ở địa chỉ này. Văn bản của chương trình nằm ở trang chủ.")
    themes = themes_with_duties(found.programme)
    page = presenters.directive_page(found.programme, themes, issuer=queries.issuing_agency(found))
    return _shown(request, "directive", page, "themes")


@open_to_all
@public_page
def theme(request: HttpRequest, code: str) -> HttpResponse:
    """Answer with a theme in a period: its text, who owes it, who covered it, and the articles counted."""
    programme = _programme()
    period = PeriodForm(request.GET, year=programme.year)
    period.is_valid()
    window = period.window
    matrix = coverage_matrix(programme, window)
    wanted = _theme_in(matrix, code)
    agencies = presenters.covering_agencies(matrix, wanted)
    form = ArticleFilterForm(request.GET, year=programme.year, agencies=agencies)
    page = presenters.theme_page(
        programme,
        matrix,
        wanted,
        duties=queries.duties_of(wanted),
        phrases=queries.deciding_phrases(programme, window, wanted),
        form=form,
        page=_page_of(request, queries.matches_of_theme(programme, window, wanted, **form.asked())),
        query=request.GET,
    )
    return _shown(request, "theme", page, "themes")


@open_to_all
@public_page
def coverage(request: HttpRequest) -> HttpResponse:
    """Answer with the matrix of agencies and themes for a period, gaps marked, with its denominator."""
    programme = queries.programme_in_force()
    if programme is None:
        return _shown(request, "coverage", presenters.coverage_without_programme(), "coverage")
    form, matrix = _asked_matrix(request, programme)
    return _shown(request, "coverage", presenters.coverage_page(programme, form, matrix), "coverage")


@open_to_all
@public_page
def coverage_csv(request: HttpRequest) -> HttpResponse:
    """Answer with the figures of the matrix as a table for spreadsheets; 400 and what to mend for a wrong period."""
    form, matrix = _asked_matrix(request, _programme())
    if matrix is None:
        mistakes = [str(mistake) for field in form.errors.values() for mistake in field]
        return HttpResponse("\n".join(mistakes) + "\n", content_type="text/plain; charset=utf-8", status=400)
    table = io.StringIO()
    csv.writer(table).writerows(presenters.csv_rows(matrix))
    # The byte order mark tells spreadsheets that the letters are UTF-8.
    answer = HttpResponse("\ufeff" + table.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="do-bao-phu-{matrix.window.start}-{matrix.window.end}.csv"'
    return answer


def _matrix(programme: Programme, form: ReadingForm) -> Matrix:
    """Return the matrix of the period in the reading the form asks for."""
    matrix = coverage_matrix(programme, form.window)
    return matrix_as_now(matrix, on=timezone.localdate()) if form.as_now else matrix


def _asked_matrix(request: HttpRequest, programme: Programme) -> tuple[CoverageForm, Matrix | None]:
    """Return the form and the matrix it asks for, None when the form was filled in wrongly."""
    form = CoverageForm(request.GET, year=programme.year)
    if not form.is_valid():
        return form, None
    matrix = _matrix(programme, form)
    return form, queries.matrix_of_kind(matrix, programme, form.cleaned_data["loai"])


@open_to_all
@public_page
def cell(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Answer with the articles behind one cell of the matrix."""
    programme, found = _programme(), _agency(slug)
    form = ReadingForm(request.GET, year=programme.year)
    form.is_valid()
    matrix = _matrix(programme, form)
    wanted = _theme_in(matrix, code)
    row = _row_of(matrix, found)
    agencies = row.agencies if row else [found]
    page = presenters.cell_page(
        programme,
        found,
        wanted,
        form=form,
        cell=row.cells[matrix.themes.index(wanted)] if row else None,
        duties=queries.duties_of(wanted, agencies=agencies),
        sources=queries.sources_of(agencies),
        page=_page_of(request, articles_behind(programme, form.window, agencies=agencies, theme=wanted)),
        query=request.GET,
    )
    return _shown(request, "cell", page, "coverage")


@open_to_all
@public_page
def agency(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer with one agency: its coverage, its articles, its place in the register."""
    found = _agency(slug)
    programme = queries.programme_in_force()
    origins, successions = queries.successions_of(found)
    page = presenters.agency_page(
        found,
        origins=origins,
        successions=successions,
        sources=queries.sources_of([found]),
        programme=programme,
        coverage=_coverage_of(request, programme, found) if programme else None,
    )
    return _shown(request, "agency", page, "coverage")


def _coverage_of(request: HttpRequest, programme: Programme, found: Agency) -> presenters.AgencyCoverage:
    form = ReadingForm(request.GET, year=programme.year)
    form.is_valid()
    row = _row_of(_matrix(programme, form), found)
    articles = articles_behind(programme, form.window, agencies=row.agencies if row else [found])
    return presenters.agency_coverage(
        programme, found, row, form=form, page=_page_of(request, articles), query=request.GET
    )


@open_to_all
@public_page
def article(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer with one article: an extract, its themes with score and phrases, its evidence."""
    found = queries.public_article(pk)
    if found is None:
        raise NothingThere("Không có bài đăng nào ở địa chỉ này; có thể bài đã được gỡ khỏi kho.")
    programme = queries.programme_in_force()
    page = presenters.article_page(
        found,
        programme=programme,
        matches=queries.counted_themes(found, programme) if programme else (),
        group=queries.same_story(found),
        records=queries.kept_records(found),
    )
    return _shown(request, "article", page)


def _evidence(pk: int) -> Evidence:
    found = queries.public_evidence(pk)
    if found is None:
        raise NothingThere("Không có minh chứng công khai nào ở địa chỉ này.")
    return found


@open_to_all
@public_page
def evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer with one kept page: hash, time, address, and whether the file is still what was kept."""
    found = _evidence(pk)
    return _shown(request, "evidence", presenters.evidence_page(found, queries.check_evidence(found)))


@open_to_all
@public_page
def evidence_record(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer with the kept file as it is, to be saved and never shown: it holds a page that somebody else wrote."""
    found = _evidence(pk)
    content = queries.kept_file(found)
    if content is None:
        raise NothingThere("Tệp của bản lưu này không còn trong kho minh chứng; mã băm của nó vẫn xem được.")
    answer = HttpResponse(content, content_type="application/gzip")
    answer["Content-Disposition"] = f'attachment; filename="{presenters.record_name(found)}"'
    return answer


@open_to_all
@public_page
def portal_page(request: HttpRequest, path: str) -> HttpResponse:
    """Answer with the page of the newsroom at this address of the portal that was asked for."""
    found = WagtailPage.route_for_request(request, path)
    if found is None or found.page.get_view_restrictions().exists():
        raise NothingThere("Không có trang nào ở địa chỉ này; có thể bài đã được gỡ hoặc đổi địa chỉ.")
    answer: HttpResponse = found.page.serve(request)
    return answer


@open_to_all
@public_page
def about(request: HttpRequest) -> HttpResponse:
    """Answer with what the site is, and how its figures are made."""
    return _shown(request, "about", presenters.about_page(), "about")


@open_to_all
@public_page
def components(request: HttpRequest) -> HttpResponse:
    return _shown(request, "components", presenters.gallery_page())


@open_to_all
@public_page
def robots(request: HttpRequest) -> HttpResponse:
    """Answer with what robots may read."""
    return HttpResponse(
        "User-agent: *\nDisallow: /quan-tri/\nDisallow: /nhan-viec/\n", content_type="text/plain; charset=utf-8"
    )
