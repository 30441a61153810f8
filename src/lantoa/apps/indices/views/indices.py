"""Indices in the office: the list, one of them, its facts, its annotations."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.accounts.roles import roles_of
from lantoa.apps.base.backoffice import Crumb, office_page, page_of
from lantoa.apps.indices.actions.indices import remove_annotation, save_annotation, save_index
from lantoa.apps.indices.forms.indices import AnnotationForm, IndexForm, years_words
from lantoa.apps.indices.forms.lists import IndexFilter
from lantoa.apps.indices.models import Annotation, Edition, Index
from lantoa.apps.indices.presenters.office_rows import edition_lines, index_lines
from lantoa.apps.indices.queries.keepers import INDEX_KEEPERS, INDEX_READERS
from lantoa.apps.indices.queries.office_lists import edition_rows, index_rows

ICON = "table"
TITLE = "Chỉ số"


def indices_trail(index: Index | None = None, edition: Edition | None = None) -> list[Crumb]:
    """Return the way from the home page to the indices, to one of them, to one of its editions."""
    trail: list[Crumb] = [(TITLE, reverse("indices:indices"))]
    if index:
        trail.append((index.short_name, reverse("indices:index", args=[index.pk])))
    if edition:
        trail.append((f"Kỳ {edition.year_measured}", reverse("indices:edition", args=[edition.pk])))
    return trail


def who(request: HttpRequest) -> dict[str, Any]:
    """Return who acts and when, as the actions take it."""
    return {"by": request.user, "at": timezone.now()}


def may_keep(request: HttpRequest) -> bool:
    """Return whether the user changes indices, not only reads them."""
    return bool(roles_of(request.user) & INDEX_KEEPERS)


@open_to(INDEX_READERS)
def indices(request: HttpRequest) -> HttpResponseBase:
    """List the indices with where the home province stands and what asks for attention."""
    form = IndexFilter(request.GET)
    rows = index_rows(Index.objects.all())
    page = page_of(form.apply(rows), request)
    context = {
        "form": form,
        "page": page,
        "lines": index_lines(page.object_list),
        "any": bool(rows),
        "may_keep": may_keep(request),
    }
    return office_page(request, "indices/indices.html", context, title=TITLE, icon=ICON)


@open_to(INDEX_READERS)
def index(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show one index: its editions, the versions of its scale, its explanation, its annotations."""
    found = get_object_or_404(Index.objects.prefetch_related("explainer_sources"), pk=pk)
    annotations = found.annotations.select_related("edition__index", "component", "source")
    context = {
        "index": found,
        "editions": edition_lines(edition_rows(found)),
        "scales": [(scale, years_words(scale)) for scale in found.scales.select_related("source")],
        "annotations": annotations,
        "may_keep": may_keep(request),
    }
    return office_page(request, "indices/index.html", context, title=found.short_name, icon=ICON, trail=indices_trail())


@open_to(INDEX_KEEPERS)
def new_index(request: HttpRequest) -> HttpResponseBase:
    """Take a new index."""
    return _index_form(request, None)


@open_to(INDEX_KEEPERS)
def change_index(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Change what an index is and how it is explained."""
    return _index_form(request, get_object_or_404(Index, pk=pk))


def _index_form(request: HttpRequest, index: Index | None) -> HttpResponseBase:
    posted = request.method == "POST"
    form = IndexForm(request.POST if posted else None, instance=index)
    if posted and form.is_valid():
        saved = save_index(
            index=index, values=form.values, sources=form.cleaned_data["explainer_sources"], **who(request),
        )  # fmt: skip
        messages.success(request, f"Đã lưu {saved.short_name}.")
        return redirect("indices:index", saved.pk)
    title = "Sửa thông tin và phần giải thích" if index else "Thêm chỉ số"
    back = reverse("indices:index", args=[index.pk]) if index else reverse("indices:indices")
    return form_page(request, form, title=title, trail=indices_trail(index), back=back, posted=posted)


def form_page(
    request: HttpRequest, form: object, *, title: str, trail: list[Crumb], back: str, posted: bool, intro: str = ""
) -> HttpResponseBase:
    """Return a page with one form; what was typed stays where it is not right yet."""
    context = {"form": form, "back": back, "intro": intro}
    return office_page(
        request, "indices/form.html", context, title=title, icon=ICON, trail=trail, status=422 if posted else 200
    )


@open_to(INDEX_KEEPERS)
def new_annotation(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take a remark for readers of an index."""
    return _annotation_form(request, get_object_or_404(Index, pk=pk), None)


@open_to(INDEX_KEEPERS)
def change_annotation(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Change a remark."""
    found = get_object_or_404(Annotation.objects.select_related("index"), pk=pk)
    return _annotation_form(request, found.index, found)


def _annotation_form(request: HttpRequest, index: Index, annotation: Annotation | None) -> HttpResponseBase:
    posted = request.method == "POST"
    form = AnnotationForm(request.POST if posted else None, instance=annotation, owner=index)
    back = reverse("indices:index", args=[index.pk])
    if posted and form.is_valid():
        save_annotation(index=index, annotation=annotation, values=form.values, **who(request))
        messages.success(request, "Đã lưu chú thích.")
        return redirect(back)
    title = "Sửa chú thích" if annotation else "Thêm chú thích"
    return form_page(request, form, title=title, trail=indices_trail(index), back=back, posted=posted)


@require_POST
@open_to(INDEX_KEEPERS)
def delete_annotation(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Remove a remark."""
    found = get_object_or_404(Annotation.objects.select_related("index"), pk=pk)
    remove_annotation(annotation=found, **who(request))
    messages.success(request, "Đã xóa chú thích.")
    return redirect("indices:index", found.index_id)
