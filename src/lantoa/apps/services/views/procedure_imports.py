"""Procedures from a file: upload, preview, import of the good ones, what is left to mend; and the way back, export."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.base.backoffice import office_page
from lantoa.apps.base.guard import MAX_BYTES, UnreadableFile
from lantoa.apps.services.actions.importing import CannotImport, apply_import, plan_of, upload_procedures
from lantoa.apps.services.forms.imports import UploadForm
from lantoa.apps.services.forms.procedure_list import ProcedureFilter
from lantoa.apps.services.models import Procedure, ProcedureImport, Sector
from lantoa.apps.services.procedure_files.documents import BadFile, procedures_json
from lantoa.apps.services.procedure_files.workbook import rows_workbook
from lantoa.apps.services.queries.import_plan import PlanState
from lantoa.apps.services.queries.keepers import PROVINCE_KEEPERS, SERVICE_READERS
from lantoa.apps.services.queries.procedure_values import given_of, with_parts
from lantoa.apps.services.views.procedures import ICON, guide_trail

_TITLE = "Nhập thủ tục từ tệp"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_http_methods(["GET", "POST"])
@open_to(PROVINCE_KEEPERS)
def upload(request: HttpRequest) -> HttpResponseBase:
    """Take a file and lead to its preview; a file that cannot be read comes back with its reason."""
    posted = request.method == "POST"
    form: forms.Form = UploadForm(request.POST, request.FILES) if posted else UploadForm()
    if posted and form.is_valid():
        file = form.cleaned_data["file"]
        by: Any = request.user
        try:
            kept = upload_procedures(data=file.read(MAX_BYTES + 1), file_name=file.name, by=by, at=timezone.now())
        except (UnreadableFile, BadFile, CannotImport) as error:
            form.add_error("file", str(error))
        else:
            return redirect("services:procedure_import", kept.pk)
    return office_page(
        request, "services/import_upload.html", {"form": form}, title=_TITLE, icon=ICON, trail=guide_trail(),
        status=422 if posted else 200,
    )  # fmt: skip


def _kept(pk: int) -> ProcedureImport:
    return get_object_or_404(ProcedureImport.objects.select_related("uploaded_by"), pk=pk)


@open_to(PROVINCE_KEEPERS)
def preview(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show what a kept file would do: new procedures, changes field by field, those alike, those with errors."""
    kept = _kept(pk)
    now = timezone.now()
    context: dict[str, Any] = {"kept": kept, "expired": kept.expires_at < now}
    if not kept.applied_at:
        plan = plan_of(kept, at=now)
        context |= {"plan": plan, **{state.value: plan.of(state) for state in PlanState}}
    trail = [*guide_trail(), (_TITLE, reverse("services:import_procedures"))]
    return office_page(request, "services/import_preview.html", context, title=kept.file_name, icon=ICON, trail=trail)


@require_POST
@open_to(PROVINCE_KEEPERS)
def apply(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Store the good procedures of a kept file."""
    by: Any = request.user
    try:
        counts = apply_import(
            kept=_kept(pk), plan_sha256=request.POST.get("plan", ""), published=request.POST.get("cong_khai") == "1",
            by=by, at=timezone.now(),
        )  # fmt: skip
    except CannotImport as error:
        messages.error(request, str(error))
    else:
        messages.success(
            request,
            f"Đã thêm {counts['made']}, sửa {counts['changed']} thủ tục; {counts['same']} thủ tục không khác gì.",
        )
    return redirect("services:procedure_import", pk)


@open_to(PROVINCE_KEEPERS)
def left_over(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Answer with the procedures of a file that were not stored, and what to mend, as a workbook to upload again."""
    kept = _kept(pk)
    if kept.applied_at:
        faults = [(item["values"], item["errors"]) for item in kept.items]
    else:
        faults = [(one.values, one.errors) for one in plan_of(kept, at=timezone.now()).of(PlanState.BAD)]
    said = ["; ".join(f"{column}: {words}" if column else words for column, words in errors) for _, errors in faults]
    return _file(rows_workbook([values for values, _ in faults], sectors=_sectors(), faults=said),
                 f"con-lai-{kept.pk}.xlsx", _XLSX)  # fmt: skip


@open_to(PROVINCE_KEEPERS)
def template(request: HttpRequest) -> HttpResponseBase:
    """Answer with the empty workbook to fill in."""
    return _file(rows_workbook([], sectors=_sectors()), "mau-thu-tuc.xlsx", _XLSX)


@open_to(SERVICE_READERS)
def export_workbook(request: HttpRequest) -> HttpResponseBase:
    """Answer with the procedures of the list as it is filtered, as a workbook that can be read back."""
    names = dict(Sector.objects.values_list("slug", "name"))
    rows = [given_of(row).as_data() for row in _filtered(request)]
    for row in rows:
        row["sector"] = names[row["sector"]]
    return _file(rows_workbook(rows, sectors=_sectors()), "thu-tuc.xlsx", _XLSX)


@open_to(SERVICE_READERS)
def export_json(request: HttpRequest) -> HttpResponseBase:
    """Answer with the same as JSON."""
    return _file(procedures_json(given_of(row) for row in _filtered(request)), "thu-tuc.json", "application/json")


def _filtered(request: HttpRequest) -> list[Procedure]:
    user: Any = request.user
    form = ProcedureFilter(request.GET, user=user, today=timezone.localdate())
    return list(with_parts(form.procedures()))


def _sectors() -> list[str]:
    return list(Sector.objects.filter(for_procedures=True).values_list("name", flat=True))


def _file(content: bytes, name: str, content_type: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=content_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
