"""Two editions side by side, two vintages of one edition side by side: as a page and as a workbook."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.base.backoffice import office_page, page_of
from lantoa.apps.indices.forms.diffs import EditionDiffForm, VintageDiffForm
from lantoa.apps.indices.models import Edition
from lantoa.apps.indices.presenters.diffs import edition_diff_table, vintage_diff_table
from lantoa.apps.indices.queries.diffs import edition_before, edition_diff, vintage_diff
from lantoa.apps.indices.queries.keepers import INDEX_READERS
from lantoa.apps.indices.tables.writing import XLSX, plain_workbook
from lantoa.apps.indices.views.indices import indices_trail, may_keep

ICON = "list-ul"


def _edition(pk: int) -> Edition:
    return get_object_or_404(Edition.objects.select_related("index", "scale", "source"), pk=pk)


@open_to(INDEX_READERS)
def edition_compared(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show an edition beside another one, the one before by default."""
    edition = _edition(pk)
    form, table = _edition_table(request, edition)
    return _page(request, form, table, edition, title=f"So {edition} với kỳ khác", file="indices:edition_diff_file")


@open_to(INDEX_READERS)
def edition_compared_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Answer with the comparison of two editions as a workbook."""
    edition = _edition(pk)
    _, table = _edition_table(request, edition)
    return _file(table, f"so-sanh-ky-{edition.index.slug}-{edition.year_measured}.xlsx")


@open_to(INDEX_READERS)
def vintages_compared(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show what changed in an edition between two of its vintages, the last two by default."""
    edition = _edition(pk)
    form, table = _vintage_table(request, edition)
    return _page(request, form, table, edition, title=f"So các đợt của {edition}", file="indices:vintage_diff_file")


@open_to(INDEX_READERS)
def vintages_compared_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Answer with the comparison of two vintages as a workbook."""
    edition = _edition(pk)
    _, table = _vintage_table(request, edition)
    return _file(table, f"so-sanh-dot-{edition.index.slug}-{edition.year_measured}.xlsx")


def _edition_table(request: HttpRequest, edition: Edition) -> tuple[Any, list[list[str]]]:
    form = EditionDiffForm(edition, request.GET if request.GET.keys() & {"voi", "thanh_phan"} else None)
    said = form.cleaned_data if form.is_valid() else {}
    other = said.get("voi") or edition_before(edition)
    if other is None or (form.is_bound and form.errors):
        return form, []
    form.fields["voi"].initial = other.pk
    early, late = sorted((other, edition), key=lambda one: one.year_measured)
    rows = edition_diff(early, late, component=said.get("thanh_phan") or "")
    return form, edition_diff_table(early, late, rows, by_change=said.get("sap_xep") == "doi")


def _vintage_table(request: HttpRequest, edition: Edition) -> tuple[Any, list[list[str]]]:
    form = VintageDiffForm(edition, request.GET if request.GET.keys() & {"tu", "den"} else None)
    chosen = form.chosen()
    if chosen is None:
        return form, []
    first, second = chosen
    return form, vintage_diff_table(first, second, vintage_diff(edition, first, second))


def _page(
    request: HttpRequest, form: Any, table: list[list[str]], edition: Edition, *, title: str, file: str
) -> HttpResponseBase:
    context = {
        "form": form,
        "heading": table[0] if table else [],
        "page": page_of(table[1:], request),
        "edition": edition,
        "file": file,
        "may_keep": may_keep(request),
    }
    return office_page(
        request,
        "indices/import_diff.html",
        context,
        title=title,
        icon=ICON,
        trail=indices_trail(edition.index, edition),
    )


def _file(table: list[list[str]], name: str) -> HttpResponse:
    answer = HttpResponse(plain_workbook({"So sánh": table or [["Không có gì để so sánh"]]}), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
