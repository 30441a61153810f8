"""The chase list: one ready message an agency, as a page, as a table, as one text; and reminding at once."""

import csv
import io
from collections.abc import Iterator

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.accounts.roles import Role
from lantoa.apps.assignments.actions import remind_agencies
from lantoa.apps.assignments.chasing import CSV_HEADER, Chase, whole_text
from lantoa.apps.assignments.forms.reminders import ChaseForm
from lantoa.apps.assignments.queries.chasing import Chased, chase_list, chased_agencies
from lantoa.apps.base.backoffice import office_page, page_of
from lantoa.apps.base.cells import inert
from lantoa.apps.directives.models import Programme
from lantoa.apps.directives.queries import current_programme
from lantoa.core.viettext import format_number

CHASERS = frozenset({Role.PROGRAMME_OFFICER, Role.ADMINISTRATOR})
_TITLE = "Danh sách nhắc việc"
# Agencies read at once for a file: memory stays the same for ten agencies and for five thousand.
_LOT = 200


@open_to(CHASERS)
def chase(request: HttpRequest) -> HttpResponseBase:
    """Show the agencies to press, each with its message."""
    programme = current_programme()
    if programme is None:
        return office_page(request, "assignments/chase.html", {}, title=_TITLE, icon="mail")
    form, today = ChaseForm(request.GET or None, programme=programme), timezone.localdate()
    page = page_of(chased_agencies(programme, form.chased, today=today), request)
    entries = chase_list(page.object_list, programme, form.chased, today=today, where=_where())
    context = {"programme": programme, "form": form, "page": page, "entries": entries, "query": request.GET.urlencode()}
    return office_page(request, "assignments/chase.html", context, title=_TITLE, icon="mail")


@open_to(CHASERS)
def chase_file(request: HttpRequest, kind: str) -> HttpResponseBase:
    """Hand out the whole list that the address asks for: a table (csv) or one text (txt)."""
    programme = get_object_or_404(Programme, pk=getattr(current_programme(), "pk", None))
    chased, today = ChaseForm(request.GET or None, programme=programme).chased, timezone.localdate()
    lots = _entries(programme, chased)
    body = _csv(lots) if kind == "csv" else (whole_text(lot).encode() for lot in lots)
    answer = StreamingHttpResponse(body, content_type="text/csv" if kind == "csv" else "text/plain; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="nhac-viec-{today:%Y-%m-%d}.{kind}"'
    return answer


@require_POST
@open_to(CHASERS)
def remind(request: HttpRequest, programme_pk: int) -> HttpResponseBase:
    """Remind the chosen agencies now."""
    programme = get_object_or_404(Programme.objects.select_related("directive"), pk=programme_pk)
    chosen = [int(pk) for pk in request.POST.getlist("agency") if pk.isdecimal()]
    if not chosen:
        messages.warning(request, "Chưa chọn cơ quan nào; hãy đánh dấu những cơ quan cần nhắc rồi bấm lại.")
        return _back(request)
    said = remind_agencies(programme=programme, agencies=chosen, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    if said:
        messages.success(request, f"Đã nhắc {format_number(said)} cơ quan qua hộp thư và thư điện tử.")
    if left := len(set(chosen)) - said:
        messages.warning(request, f"{format_number(left)} cơ quan đã được nhắc hôm nay hoặc không có việc cần nhắc.")
    return _back(request)


def _back(request: HttpRequest) -> HttpResponseBase:
    query = request.POST.get("query", "")
    address = f"{reverse('assignments:chase')}?{query}" if query else reverse("assignments:chase")
    return redirect(address if url_has_allowed_host_and_scheme(address, None) else "assignments:chase")


def _where() -> str:
    return f"{settings.WAGTAILADMIN_BASE_URL}{reverse('assignments:assignments')}"


def _entries(programme: Programme, chased: Chased) -> Iterator[list[Chase]]:
    """Yield the list in lots of agencies; a few queries a lot."""
    today = timezone.localdate()
    keys = list(chased_agencies(programme, chased, today=today).values_list("pk", flat=True))
    for start in range(0, len(keys), _LOT):
        agencies = chased_agencies(programme, chased, today=today).filter(pk__in=keys[start : start + _LOT])
        yield chase_list(agencies, programme, chased, today=today, where=_where())


def _csv(lots: Iterator[list[Chase]]) -> Iterator[bytes]:
    yield "\N{BYTE ORDER MARK}".encode()
    yield _lines([CSV_HEADER])
    for lot in lots:
        yield _lines([entry.csv_row() for entry in lot])


def _lines(rows: list[tuple[str, ...]]) -> bytes:
    file = io.StringIO()
    csv.writer(file).writerows([inert(cell) for cell in row] for row in rows)
    return file.getvalue().encode()
