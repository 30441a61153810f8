"""What all public views share: the rules of a public page, and what their addresses name.

No page looks at the session, the user or a cookie, so that every answer may be kept by caches on the way.
"""

import re
from collections.abc import Iterable
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from lantoa.apps.agencies.models import Agency
from lantoa.apps.coverage.queries import Matrix, Row, coverage_matrix, matrix_as_now
from lantoa.apps.directives.models import Programme, Theme
from lantoa.core.workdays import Window, WindowKind, reporting_window
from lantoa.portal import queries
from lantoa.portal.forms import ReadingForm
from lantoa.portal.public import NothingThere, depends_on

_PAGE_SIZE = 20
_CODE = re.compile(r"[tT]([1-9][0-9]{0,3})")


def shown(request: HttpRequest, template: str, page: object, section: str = "") -> HttpResponse:
    """Return the page as its template shows it. Every page names the portal and its columns."""
    depends_on(request, "pages")
    return render(request, f"portal/{template}.html", {"page": page, "section": section})


def year_of(programme: Programme) -> Window:
    return reporting_window(WindowKind.YEAR, programme.year)


def confirmed_programme() -> Programme:
    programme = queries.programme_in_force()
    if programme is None:
        raise NothingThere("Chưa có chương trình tuyên truyền nào được xác nhận, nên chưa có trang này.")
    return programme


def known_agency(slug: str) -> Agency:
    agency = queries.agency_by_slug(slug)
    if agency is None:
        raise NothingThere(f"Danh bạ không có cơ quan nào mang mã “{slug}”. Hãy tìm cơ quan trong trang Độ bao phủ.")
    return agency


def theme_in(matrix: Matrix, code: str) -> Theme:
    return theme_at(matrix.themes, code)


def theme_at(themes: Iterable[Theme], code: str) -> Theme:
    """Return the theme of that code (t3); NothingThere, naming those there are, for any other."""
    known = list(themes)
    found = _CODE.fullmatch(code)
    position = int(found[1]) if found else 0
    theme = next((theme for theme in known if theme.position == position), None)
    if theme is None:
        codes = ", ".join(theme.code for theme in known)
        raise NothingThere(f"Chương trình đang thực hiện không có nội dung “{code}”. Các nội dung hiện có: {codes}.")
    return theme


def row_of(matrix: Matrix, agency: Agency) -> Row | None:
    """Return the agency's row, else its part of the row under which it is counted now."""
    parts = (part for row in matrix.rows for part in (row, *row.parts))
    return next((part for part in parts if part.agency == agency), None)


def page_of(request: HttpRequest, rows: QuerySet[Any]) -> Page[Any]:
    """Return the page of the list that was asked for; the nearest one for a number that makes no sense."""
    return Paginator(rows, _PAGE_SIZE).get_page(request.GET.get("trang"))


def read_matrix(programme: Programme, form: ReadingForm) -> Matrix:
    """Return the matrix of the period in the reading the form asks for."""
    matrix = coverage_matrix(programme, form.window)
    return matrix_as_now(matrix, on=timezone.localdate()) if form.as_now else matrix
