"""What one takes away of the pages on indices: figures as tables, pictures, and a frame for other sites."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_exempt

from lantoa.apps.accounts.rights import open_to_all
from lantoa.apps.base.convert import svg_to_png
from lantoa.core.charts import standalone_svg
from lantoa.portal.presenters import index_files as files
from lantoa.portal.presenters.index_frame import index_frame_page
from lantoa.portal.presenters.index_parts import WIDE, Exhibit, drawn
from lantoa.portal.public import NothingThere, public_page
from lantoa.portal.views.converting import converted
from lantoa.portal.views.index_pages import exhibit_at, root_of

_PNG_WIDTH = 1920
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@open_to_all
@public_page(depends=("indices",))
def index_data(request: HttpRequest, page: str, form: str) -> HttpResponse:
    """Answer with the values of a page as a table: each with unit, source, reason of absence and vintage."""
    exhibit = exhibit_at(request, page)
    notes, rows = files.notes_of(exhibit, root=root_of(request)), files.rows_of(exhibit.values)
    if form == "csv":
        return _file(files.csv_bytes(notes, rows), "text/csv; charset=utf-8", exhibit, form)
    return _file(files.xlsx_bytes(notes, rows), _XLSX, exhibit, form)


@open_to_all
@public_page(depends=("indices",))
def index_picture(request: HttpRequest, page: str, form: str) -> HttpResponse:
    """Answer with the picture of a page: as drawing, as image, or as a sheet with its table and sources."""
    exhibit = exhibit_at(request, page)
    figure = drawn(exhibit, WIDE)
    if figure is None:
        raise NothingThere("Trang này chưa có gì để vẽ, nên chưa có hình để tải.")
    if form == "svg":
        return _file(standalone_svg(figure.svg).encode(), "image/svg+xml; charset=utf-8", exhibit, form)
    if form == "png":
        return converted(lambda: _file(svg_to_png(figure.svg, width_px=_PNG_WIDTH), "image/png", exhibit, form))
    root = root_of(request)
    return converted(lambda: _file(files.sheet_pdf(exhibit, figure, root=root), "application/pdf", exhibit, form))


def _file(content: bytes, media_type: str, exhibit: Exhibit, form: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = f'attachment; filename="{exhibit.name}.{form}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@open_to_all
@xframe_options_exempt
@public_page(depends=("indices",))
def index_frame(request: HttpRequest, page: str) -> HttpResponse:
    """Answer with the frame that any site may show: the picture, its sentence, the way to its page."""
    exhibit = exhibit_at(request, page)
    return render(request, "portal/index_frame.html", {"page": index_frame_page(exhibit, root=root_of(request))})
