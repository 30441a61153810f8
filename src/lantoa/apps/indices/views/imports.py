"""Values from a workbook or a pasted table: upload, say what columns mean, look, enter; files."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.base.backoffice import PAGE_SIZE, Crumb, office_page, page_of
from lantoa.apps.base.guard import UnreadableFile
from lantoa.apps.base.guard_tables import MAX_TABLE_BYTES
from lantoa.apps.indices.actions.entering import CannotEnter
from lantoa.apps.indices.actions.importing import (
    ValuesChanged,
    apply_import,
    choose_entity,
    paste_table,
    set_mapping,
    upload_table,
)
from lantoa.apps.indices.forms.import_columns import ColumnsForm
from lantoa.apps.indices.forms.imports import EditionForm, ImportFilterForm, NameForm, NoChoice, TableForm
from lantoa.apps.indices.models import Edition, IndexImport
from lantoa.apps.indices.presenters.imports import FILTERS, narrowed, row_words
from lantoa.apps.indices.queries.export import edition_rows
from lantoa.apps.indices.queries.import_base import base_of
from lantoa.apps.indices.queries.import_plan import ImportPlan, plan_of
from lantoa.apps.indices.queries.keepers import INDEX_KEEPERS
from lantoa.apps.indices.queries.left_over import left_over_rows
from lantoa.apps.indices.tables.pasted import NoTable
from lantoa.apps.indices.tables.writing import XLSX, edition_workbook, plain_workbook
from lantoa.apps.indices.views.indices import indices_trail

ICON = "upload"
TITLE = "Nhập bảng chỉ số"
_NEXT = {"changed": 409, "refused": 422}


def _trail(*steps: Crumb) -> list[Crumb]:
    return [*indices_trail(), (TITLE, reverse("indices:imports")), *steps]


def _kept(pk: int) -> IndexImport:
    rows = IndexImport.objects.select_related("edition__index", "edition__scale", "source", "uploaded_by")
    return get_object_or_404(rows, pk=pk)


@open_to(INDEX_KEEPERS)
def imports(request: HttpRequest) -> HttpResponseBase:
    """List the tables that wait and those that were entered; lead to a new one for the edition that is chosen."""
    chosen = EditionForm(request.GET) if "ky" in request.GET else EditionForm()
    if chosen.is_bound and chosen.is_valid():
        return redirect("indices:import_edition", chosen.cleaned_data["ky"].pk)
    listed = ImportFilterForm(request.GET if request.GET.keys() & {"chi_so", "trang_thai"} else {})
    context = {"chosen": chosen, "filter": listed, "page": page_of(listed.kept(), request), "now": timezone.now()}
    return office_page(request, "indices/import_list.html", context, title=TITLE, icon=ICON, trail=indices_trail())


@require_http_methods(["GET", "POST"])
@open_to(INDEX_KEEPERS)
def import_edition(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take a table for an edition and lead to its preview; what cannot be read comes back with its reason."""
    edition = get_object_or_404(Edition.objects.select_related("index", "scale", "source"), pk=pk)
    posted = request.method == "POST"
    form = TableForm(request.POST, request.FILES) if posted else TableForm()
    if posted and form.is_valid():
        try:
            kept = _keep(request, edition, form.cleaned_data)
        except (UnreadableFile, NoTable) as error:
            form.add_error("file" if form.cleaned_data["file"] else "text", str(error))
        else:
            return redirect("indices:import_preview", kept.pk)
    return office_page(
        request,
        "indices/import_upload.html",
        {"form": form, "edition": edition},
        title=f"Nhập bảng cho {edition}",
        icon=ICON,
        trail=_trail(),
        status=422 if posted else 200,
    )


def _keep(request: HttpRequest, edition: Edition, said: dict[str, Any]) -> IndexImport:
    by: Any = request.user
    given = {"edition": edition, "source": said["source"], "by": by, "at": timezone.now()}
    if said["file"]:
        data = said["file"].read(MAX_TABLE_BYTES + 1)
        return upload_table(data=data, file_name=said["file"].name, **given)
    return paste_table(text=said["text"], **given)


@open_to(INDEX_KEEPERS)
def import_preview(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show what a kept table would do: counts, questions to answer, rows with what is new, changed, wrong."""
    return _preview(request, _kept(pk))


def _preview(
    request: HttpRequest, kept: IndexImport, *, error: str = "", reason: str = "", status: int = 200
) -> HttpResponseBase:
    context: dict[str, Any] = {"kept": kept, "expired": kept.expires_at < timezone.now(), "error": error}
    if not kept.applied_at:
        context |= _plan_context(request, kept, plan_of(kept))
        context["reason"] = reason
    return office_page(
        request, "indices/import_preview.html", context, title=kept.file_name, icon=ICON, trail=_trail(), status=status
    )


def _plan_context(request: HttpRequest, kept: IndexImport, plan: ImportPlan) -> dict[str, Any]:
    wanted = request.GET.get("xem", "")
    wanted = wanted if wanted in FILTERS else ""
    page = Paginator(narrowed(plan, wanted), PAGE_SIZE).get_page(request.GET.get("p"))
    return {
        "plan": plan,
        "counts": plan.counts,
        "page": page,
        "rows": row_words(kept, list(page)),
        "filters": FILTERS.items(),
        "wanted": wanted,
        "unknown": plan.unknown,
    }


@require_http_methods(["GET", "POST"])
@open_to(INDEX_KEEPERS)
def import_columns(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Let the officer say what the columns of a kept table mean."""
    kept = _kept(pk)
    if kept.applied_at:
        return redirect("indices:import_preview", pk)
    posted = request.method == "POST"
    form = ColumnsForm(kept, base_of(kept), request.POST if posted else None)
    if posted and form.is_valid():
        by: Any = request.user
        try:
            set_mapping(kept=kept, mapping=form.mapping(), by=by, at=timezone.now())
        except CannotEnter as error:
            form.add_error(None, str(error))
        else:
            return redirect("indices:import_preview", pk)
    trail = _trail((kept.file_name, reverse("indices:import_preview", args=[pk])))
    context = {"form": form, "kept": kept}
    status = 422 if posted else 200
    return office_page(
        request, "indices/import_columns.html", context, title="Cột nào là gì", icon=ICON, trail=trail, status=status
    )


@require_POST
@open_to(INDEX_KEEPERS)
def import_name(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take whom an unknown name of a kept table means."""
    kept = _kept(pk)
    form = NameForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Hãy chọn một đối tượng, gõ tên đúng, hoặc chọn bỏ qua.")
        return redirect("indices:import_preview", pk)
    by: Any = request.user
    words, remember = form.cleaned_data["words"], form.cleaned_data["remember"]
    try:
        entity = form.chosen(base_of(kept).names, kept.edition.year_measured)
        choose_entity(kept=kept, words=words, entity=entity, remember=remember, by=by, at=timezone.now())
    except (CannotEnter, NoChoice) as error:
        messages.error(request, str(error))
    else:
        whom = entity.name if entity else "không ai, các dòng ấy được bỏ qua"
        messages.success(request, f"Đã ghi: “{words}” là {whom}.")
    return redirect("indices:import_preview", pk)


@require_POST
@open_to(INDEX_KEEPERS)
def apply(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Enter a kept table exactly as it was looked at; what has changed meanwhile is shown anew (409)."""
    kept, reason = _kept(pk), request.POST.get("reason", "")[:500]
    by: Any = request.user
    try:
        vintages = apply_import(
            index_import=kept, plan_sha256=request.POST.get("plan", ""), reason=reason, by=by, at=timezone.now()
        )
    except CannotEnter as error:
        status = _NEXT["changed" if isinstance(error, ValuesChanged) else "refused"]
        return _preview(request, kept, error=str(error), reason=reason, status=status)
    entered = ", ".join(f"{vintage} ({vintage.get_kind_display()})" for vintage in vintages)
    messages.success(request, f"Đã nhập: {entered}.")
    return redirect("indices:import_preview", pk)


@open_to(INDEX_KEEPERS)
def import_left_over(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Answer with the rows of a table that stay out and what to mend, as a workbook to upload again."""
    kept = _kept(pk)
    kept_rows = kept.sheets[0]["rows"] if kept.applied_at and kept.sheets else []
    rows = kept_rows if kept.applied_at else left_over_rows(kept, plan_of(kept))
    if not rows:
        raise Http404("Mọi dòng đều được nhập.")
    return xlsx_answer(plain_workbook({"Chưa nhập": rows}), f"chua-nhap-{kept.pk}.xlsx")


@open_to(INDEX_KEEPERS)
def import_template(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Answer with an empty workbook of an edition: entities down, components across."""
    return _edition_answer(pk, filled=False)


@open_to(INDEX_KEEPERS)
def export_edition(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Answer with the values of an edition as a workbook that can be imported again without a change."""
    return _edition_answer(pk, filled=True)


def _edition_answer(pk: int, *, filled: bool) -> HttpResponse:
    edition = get_object_or_404(Edition.objects.select_related("index", "scale", "source"), pk=pk)
    name = f"{edition.index.slug}-{edition.year_measured}" if filled else f"mau-{edition.index.slug}"
    return xlsx_answer(edition_workbook(edition_rows(edition, filled=filled)), f"{name}.xlsx")


def xlsx_answer(data: bytes, name: str) -> HttpResponse:
    """Return a workbook to download."""
    answer = HttpResponse(data, content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
