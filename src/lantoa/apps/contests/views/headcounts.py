"""Head-counts: the table of the organisers, its workbook, and the page of one unit."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.accounts.roles import Role
from lantoa.apps.agencies.queries import agency_of
from lantoa.apps.base.backoffice import office_page, page_of
from lantoa.apps.base.guard import UnreadableFile
from lantoa.apps.base.guard_tables import MAX_TABLE_BYTES, tables_of
from lantoa.apps.contests.actions.drafting import CannotChange
from lantoa.apps.contests.actions.headcounts import GivenHeadcount, set_headcounts
from lantoa.apps.contests.forms.headcounts import HeadcountForm, HeadcountTable, UnitFilter, read_headcounts
from lantoa.apps.contests.models import Contest
from lantoa.apps.contests.presenters.headcount_book import headcount_book
from lantoa.apps.contests.queries.headcounts import contests_for_units, own_contests, unit_rows, units_of
from lantoa.apps.contests.queries.runners import READERS, RUNNERS
from lantoa.apps.contests.views.contests import contests_trail, may_run

_ICON, _TITLE = "group", "Sĩ số các đơn vị"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@open_to(READERS)
def headcounts(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show the units with their head-counts, a page at a time; store what the organisers fill in."""
    contest = get_object_or_404(Contest, pk=pk)
    if request.method == "POST":
        return _store(request, contest)
    form = UnitFilter(request.GET)
    units = units_of(contest)
    if form.is_valid():
        asked = form.cleaned_data
        units = units.filter(kind=asked["kind"]) if asked["kind"] else units
        units = units.named_like(asked["words"]) if asked["words"] else units  # type: ignore[attr-defined]
        if asked["missing"]:
            units = units.exclude(pk__in=contest.headcounts.values("agency"))
    page = page_of(units, request)
    table = HeadcountTable(None, rows=unit_rows(contest, page.object_list))
    return _page(request, contest, table, form=form, page=page)


def _store(request: HttpRequest, contest: Contest) -> HttpResponseBase:
    if not may_run(request):
        raise PermissionDenied("Chỉ Ban tổ chức sửa được sĩ số của các đơn vị.")
    shown = [name.removeprefix("people_") for name in request.POST if name.startswith("people_")]
    units = units_of(contest).filter(pk__in=[key for key in shown if key.isdecimal()])
    table = HeadcountTable(request.POST, rows=unit_rows(contest, units))
    if not table.is_valid():
        return _page(request, contest, table, status=422)
    try:
        changed = set_headcounts(contest=contest, given=table.given, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    except CannotChange as error:
        table.add_error(None, str(error))
        return _page(request, contest, table, status=422)
    messages.success(request, f"Đã lưu sĩ số của {changed} đơn vị." if changed else "Không có sĩ số nào thay đổi.")
    return redirect("contests:headcounts", contest.pk)


def _page(
    request: HttpRequest, contest: Contest, table: HeadcountTable, *, status: int = 200, **context: object
) -> HttpResponseBase:
    return office_page(
        request,
        "contests/headcounts.html",
        {
            "contest": contest, "table": table, "may_run": may_run(request), "with_count": contest.headcounts.count(),
            **context,
        },
        title=_TITLE, icon=_ICON, trail=contests_trail(contest), status=status,
    )  # fmt: skip


@require_POST
@open_to(RUNNERS)
def upload_headcounts(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Read a workbook into the table, where it is looked at and stored; nothing is stored here."""
    contest = get_object_or_404(Contest, pk=pk)
    upload = request.FILES.get("file")
    try:
        if upload is None:
            raise UnreadableFile("Hãy chọn một tệp .xlsx hoặc .csv.")
        sheets = tables_of(upload.read(MAX_TABLE_BYTES + 1), name=upload.name or "")
    except UnreadableFile as error:
        messages.error(request, str(error))
        return redirect("contests:headcounts", pk)
    agencies = {agency.slug: agency for agency in units_of(contest)}
    read = read_headcounts(sheets, agencies)
    rows = unit_rows(contest, [agency for agency in agencies.values() if agency.pk in read.units])
    table = HeadcountTable(None, rows=rows, read=read.units)
    return _page(request, contest, table, read=read, file_name=upload.name)


@open_to(READERS)
def headcounts_xlsx(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Answer with all units and their head-counts as a workbook that can be filled in and uploaded."""
    contest = get_object_or_404(Contest, pk=pk)
    answer = HttpResponse(headcount_book(unit_rows(contest, units_of(contest))), content_type=_XLSX)
    answer["Content-Disposition"] = f'attachment; filename="si-so-{contest.slug}.xlsx"'
    return answer


@open_to(Role.FOCAL_OFFICER)
def own_unit(request: HttpRequest) -> HttpResponseBase:
    """Show the contests that people of the own unit may enter, with its head-count and its participation."""
    return _own_page(request)


def _own_page(request: HttpRequest, *, bound: tuple[int, HeadcountForm] | None = None) -> HttpResponseBase:
    agency = agency_of(request.user)
    page = page_of(contests_for_units(at=timezone.now()), request)
    rows = own_contests(page.object_list, agency) if agency else []
    lines = []
    for row in rows:
        initial = {"people": row.headcount.people, "source": row.headcount.source} if row.headcount else {}
        form = HeadcountForm(initial=initial, auto_id=f"c{row.contest.pk}_%s")
        lines.append((row, bound[1] if bound and bound[0] == row.contest.pk else form))
    context = {"agency": agency, "page": page, "lines": lines}
    return office_page(
        request, "contests/own_unit.html", context, title="Cuộc thi của đơn vị", icon=_ICON,
        status=422 if bound else 200,
    )  # fmt: skip


@require_POST
@open_to(Role.FOCAL_OFFICER)
def own_headcount(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Store the head-count of the own unit."""
    agency = agency_of(request.user)
    contest = contests_for_units(at=timezone.now()).filter(pk=pk).first()
    if agency is None or contest is None:
        raise Http404
    form = HeadcountForm(request.POST, auto_id=f"c{pk}_%s")
    if not form.is_valid():
        return _own_page(request, bound=(pk, form))
    given = [GivenHeadcount(agency, **form.cleaned_data)]
    try:
        set_headcounts(contest=contest, given=given, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    except CannotChange as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"Đã lưu sĩ số của đơn vị trong “{contest.title}”.")
    return redirect("contests:own_unit")
