"""Documents of law and sectors in the office."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.base.backoffice import Crumb, office_page, page_of
from lantoa.apps.services.actions.law import save_document, save_sector
from lantoa.apps.services.forms.law import DocumentForm, SectorForm
from lantoa.apps.services.forms.law_lists import DocumentFilter
from lantoa.apps.services.models import LegalDocument, Sector
from lantoa.apps.services.presenters.law_office import days_words, document_lines
from lantoa.apps.services.queries.keepers import PROVINCE_KEEPERS, SERVICE_READERS
from lantoa.apps.services.queries.law import documents_for_list, gone_but_used, sectors_for_list, standing_on
from lantoa.apps.services.queries.staleness import gone_words
from lantoa.apps.services.views.procedures import is_province_keeper, who

DOCUMENTS, SECTORS, ICON = "Văn bản pháp luật", "Lĩnh vực", "doc-full"


def form_page(
    request: HttpRequest, form: Any, *, title: str, back: str, trail: list[Crumb], note: str = ""
) -> HttpResponseBase:
    """Return a page with one form and nothing else; `back` is where one goes without storing."""
    return office_page(
        request, "services/law_form.html", {"form": form, "back": back, "note": note}, title=title, icon=ICON,
        trail=trail, status=422 if form.is_bound else 200,
    )  # fmt: skip


@open_to(SERVICE_READERS)
def documents(request: HttpRequest) -> HttpResponseBase:
    """List the documents of law, with what stands on each, and those that no longer hold."""
    today = timezone.localdate()
    form = DocumentFilter(request.GET)
    page = page_of(form.apply(documents_for_list(), today=today), request)
    gone = gone_but_used(LegalDocument.objects.all(), today=today).count()
    context = {
        "form": form, "page": page, "lines": document_lines(page.object_list, today=today), "gone_count": gone,
        "may_keep": is_province_keeper(request),
    }  # fmt: skip
    return office_page(request, "services/law_documents.html", context, title=DOCUMENTS, icon=ICON)


@open_to(SERVICE_READERS)
def document(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show one document of law and what stands on it."""
    found = get_object_or_404(LegalDocument.objects.select_related("replaced_by"), pk=pk)
    user: Any = request.user
    context = {
        "document": found, "days": days_words(found), "gone": gone_words(found, today=timezone.localdate()),
        "standing": standing_on(found, user), "replaces": found.replaces.all(),
        "may_keep": is_province_keeper(request),
    }  # fmt: skip
    return office_page(
        request, "services/law_document.html", context, title=found.number, icon=ICON,
        trail=[(DOCUMENTS, reverse("services:documents"))],
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@open_to(PROVINCE_KEEPERS)
def new_document(request: HttpRequest) -> HttpResponseBase:
    """Take a new document of law."""
    return _document_form(request, None)


@require_http_methods(["GET", "POST"])
@open_to(PROVINCE_KEEPERS)
def change_document(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Change a document of law: its days, its successor."""
    return _document_form(request, get_object_or_404(LegalDocument, pk=pk))


def _document_form(request: HttpRequest, found: LegalDocument | None) -> HttpResponseBase:
    form = DocumentForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        stored = save_document(document=found, values=form.values, **who(request))
        messages.success(request, f"Đã lưu văn bản {stored.number}.")
        return redirect("services:document", stored.pk)
    listed = reverse("services:documents")
    back = reverse("services:document", args=[found.pk]) if found else listed
    title = f"Sửa văn bản {LegalDocument.objects.get(pk=found.pk).number}" if found else "Thêm văn bản"
    return form_page(request, form, title=title, back=back, trail=[(DOCUMENTS, listed)])


@open_to(SERVICE_READERS)
def sectors(request: HttpRequest) -> HttpResponseBase:
    """List the sectors, by which procedures are found and feedback is sorted."""
    page = page_of(sectors_for_list(), request)
    context = {"page": page, "may_keep": is_province_keeper(request)}
    return office_page(request, "services/sectors.html", context, title=SECTORS, icon=ICON)


@require_http_methods(["GET", "POST"])
@open_to(PROVINCE_KEEPERS)
def new_sector(request: HttpRequest) -> HttpResponseBase:
    """Take a new sector."""
    return _sector_form(request, None)


@require_http_methods(["GET", "POST"])
@open_to(PROVINCE_KEEPERS)
def change_sector(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Change what a sector is called and what it is used for."""
    return _sector_form(request, get_object_or_404(Sector, pk=pk))


def _sector_form(request: HttpRequest, found: Sector | None) -> HttpResponseBase:
    form = SectorForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        stored = save_sector(sector=found, values=form.values, **who(request))
        messages.success(request, f"Đã lưu lĩnh vực “{stored.name}”.")
        return redirect("services:sectors")
    listed = reverse("services:sectors")
    title = "Sửa lĩnh vực" if found else "Thêm lĩnh vực"
    return form_page(request, form, title=title, back=listed, trail=[(SECTORS, listed)])
