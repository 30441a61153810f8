"""The register from a workbook and to one: upload, preview, apply, download."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.agencies.actions import CannotImport, import_register, plan_of, upload_register
from lantoa.apps.agencies.forms.imports import UploadForm
from lantoa.apps.agencies.models import RegisterImport
from lantoa.apps.agencies.queries import REGISTER_KEEPERS
from lantoa.apps.agencies.queries.import_plan import RowState
from lantoa.apps.agencies.queries.register_cells import register_cells
from lantoa.apps.agencies.tables.reading import BadWorkbook
from lantoa.apps.agencies.tables.writing import register_workbook
from lantoa.apps.base.backoffice import PAGE_SIZE, Crumb, office_page
from lantoa.apps.base.guard import UnreadableFile
from lantoa.apps.base.guard_tables import MAX_TABLE_BYTES

ICON = "upload"
TITLE = "Nhập danh bạ từ Excel"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LATEST = 20
# The first rows with errors say what is wrong with a file; a person mends them in the file, not on the page.
_MOST_ERRORS = 200


def _trail() -> list[Crumb]:
    return [("Danh bạ", reverse("agencies:register"))]


@open_to(REGISTER_KEEPERS)
def imports(request: HttpRequest) -> HttpResponseBase:
    """Take a file and lead to its preview; a file that cannot be read comes back with its reason."""
    posted = request.method == "POST"
    form = UploadForm(request.POST, request.FILES) if posted else UploadForm()
    if posted and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            data = upload.read(MAX_TABLE_BYTES + 1)
            kept = upload_register(data=data, file_name=upload.name, by=request.user, at=timezone.now())  # type: ignore[arg-type]
        except (UnreadableFile, BadWorkbook) as error:
            form.add_error("file", str(error))
        else:
            return redirect("agencies:preview", kept.pk)
    latest = RegisterImport.objects.exclude(applied_at=None).select_related("uploaded_by")[:_LATEST]
    status = 422 if posted else 200
    context = {"form": form, "latest": latest}
    return office_page(request, "agencies/imports.html", context, title=TITLE, icon=ICON, trail=_trail(), status=status)


@open_to(REGISTER_KEEPERS)
def preview(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show what a kept file would change: new rows, changed ones field by field, errors with what to do."""
    kept = get_object_or_404(RegisterImport.objects.select_related("uploaded_by"), pk=pk)
    trail = [*_trail(), (TITLE, reverse("agencies:imports"))]
    context: dict[str, object] = {"kept": kept, "expired": kept.expires_at < timezone.now()}
    if not kept.applied_at:
        plan = plan_of(kept)
        rows = [row for row in plan.rows if row.state is not RowState.SAME]
        context |= {
            "plan": plan,
            "errors": plan.errors[:_MOST_ERRORS],
            "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("p")),
            "new": plan.count(RowState.NEW),
            "changed": plan.count(RowState.CHANGED),
            "same": plan.count(RowState.SAME),
        }
    return office_page(request, "agencies/preview.html", context, title=kept.file_name, icon=ICON, trail=trail)


@require_POST
@open_to(REGISTER_KEEPERS)
def apply(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Apply a kept file exactly as it was looked at."""
    kept = get_object_or_404(RegisterImport, pk=pk)
    try:
        plan = import_register(
            kept=kept,
            plan_sha256=request.POST.get("plan", ""),
            by=request.user,  # type: ignore[arg-type]
            at=timezone.now(),
        )
    except CannotImport as error:
        messages.error(request, str(error))
        return redirect("agencies:preview", pk)
    new, changed = plan.count(RowState.NEW), plan.count(RowState.CHANGED)
    messages.success(request, f"Đã nhập danh bạ: {new} dòng mới, {changed} dòng thay đổi.")
    return redirect("agencies:register")


@open_to(REGISTER_KEEPERS)
def download(request: HttpRequest) -> HttpResponseBase:
    """Answer with the whole register as a workbook that can be uploaded again as it is."""
    return _workbook(register_workbook(register_cells()), f"danh-ba-{timezone.localdate():%Y%m%d}.xlsx")


@open_to(REGISTER_KEEPERS)
def template(request: HttpRequest) -> HttpResponseBase:
    """Answer with an empty workbook whose columns are explained and have drop-down lists."""
    return _workbook(register_workbook({}), "mau-danh-ba.xlsx")


def _workbook(data: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(data, content_type=_XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
