"""The filtered list of the board to take away."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.accounts.roles import WHOLE_PROVINCE
from lantoa.apps.assignments.export import cells_of, csv_lines, xlsx_file
from lantoa.apps.assignments.presenters.filters import filter_words
from lantoa.apps.assignments.views.board import Asked, asked_of


@require_safe
@open_to(WHOLE_PROVINCE)
def export_csv(request: HttpRequest) -> HttpResponseBase:
    """Give the filtered list as CSV, sent as it is read."""
    asked = asked_of(request.GET)
    lines = csv_lines(_notes(asked), cells_of(asked.rows, today=asked.today))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{_name(asked)}.csv"'
    return response


@require_safe
@open_to(WHOLE_PROVINCE)
def export_xlsx(request: HttpRequest) -> HttpResponseBase:
    """Give the filtered list as a workbook."""
    asked = asked_of(request.GET)
    file = xlsx_file(_notes(asked), cells_of(asked.rows, today=asked.today))
    return FileResponse(
        file,
        as_attachment=True,
        filename=f"{_name(asked)}.xlsx",
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )


def _notes(asked: Asked) -> list[str]:
    if asked.programme is None:
        raise Http404("Chưa có chương trình nào nên chưa có việc để tải.")
    notes = [asked.programme.name, f"Điều kiện: {filter_words(asked.form)}"]
    if asked.programme.illustrative:
        notes.append("Số liệu minh họa, không phải số liệu thật.")
    return [*notes, f"Lấy lúc {timezone.localtime():%H:%M ngày %d/%m/%Y}"]


def _name(asked: Asked) -> str:
    return f"viec-duoc-giao-{asked.today:%Y-%m-%d}"
