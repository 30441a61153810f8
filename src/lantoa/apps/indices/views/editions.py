"""Editions in the office: facts, the table of values, vintages."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST
from wagtail import hooks

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.base.backoffice import office_page, page_of
from lantoa.apps.indices.actions.editions import remove_edition, save_edition
from lantoa.apps.indices.actions.storing import CannotChangeIndex
from lantoa.apps.indices.forms.editions import EditionForm, TableFilter
from lantoa.apps.indices.models import Component, Edition, Index
from lantoa.apps.indices.presenters.edition_table import table_rows
from lantoa.apps.indices.presenters.office_rows import edition_facts, needs_words, state_words
from lantoa.apps.indices.queries.edition_table import (
    shown_components,
    table_cells,
    table_entities,
    table_regions,
)
from lantoa.apps.indices.queries.keepers import INDEX_KEEPERS, INDEX_READERS
from lantoa.apps.indices.queries.office_needs import needs_of
from lantoa.apps.indices.queries.vintages import vintage_rows
from lantoa.apps.indices.views.indices import ICON, form_page, indices_trail, may_keep, who


def edition_or_404(pk: int) -> Edition:
    """Return the edition with its index, scale and source at hand."""
    return get_object_or_404(Edition.objects.select_related("index", "scale", "source"), pk=pk)


@open_to(INDEX_READERS)
def edition(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show an edition: its facts, what asks for attention, the table of its values.

    Other screens add their ways by the hook `lantoa_edition_links` (request, edition) -> [(words, address)].
    """
    found = edition_or_404(pk)
    components = list(Component.objects.filter(scale=found.scale_id).order_by("position", "pk"))
    form = TableFilter(request.GET, components=components, regions=table_regions(found))
    ask = form.ask()
    page = page_of(table_entities(found, ask), request)
    entities, shown = list(page.object_list), shown_components(components, form.code)
    context = {
        "edition": found,
        "facts": edition_facts(found),
        "state": state_words(found),
        "needs": needs_words(needs_of(Edition.objects.filter(pk=pk))[pk]),
        "form": form,
        "page": page,
        "components": shown,
        "rows": table_rows(found, entities, shown, table_cells(found, entities, shown)),
        "filtered": any(request.GET.get(name) for name in ("tim", "loai", "vung")),
        "links": [link for hook in hooks.get_hooks("lantoa_edition_links") for link in hook(request, found)],
        "annotations": found.annotations.select_related("component", "source"),
        "may_keep": may_keep(request),
    }
    title = f"{found.index.short_name} {found.year_measured}"
    return office_page(
        request, "indices/edition.html", context, title=title, icon=ICON, trail=indices_trail(found.index)
    )


@open_to(INDEX_READERS)
def vintages(request: HttpRequest, pk: int) -> HttpResponseBase:
    """List in which vintages the values of an edition came in, and what each of them changed."""
    found = edition_or_404(pk)
    links = hooks.get_hooks("lantoa_vintage_links")
    page = page_of(vintage_rows(found), request)
    context = {
        "edition": found,
        "page": page,
        "rows": [(row, [link for hook in links for link in hook(request, row.vintage)]) for row in page.object_list],
    }
    return office_page(
        request, "indices/vintages.html", context, title="Các đợt số liệu", icon=ICON,
        trail=indices_trail(found.index, found),
    )  # fmt: skip


@open_to(INDEX_KEEPERS)
def new_edition(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take a new edition of an index; it is hidden until it is opened."""
    return _edition_form(request, get_object_or_404(Index, pk=pk), None)


@open_to(INDEX_KEEPERS)
def change_edition(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Change the facts of an edition."""
    found = edition_or_404(pk)
    return _edition_form(request, found.index, found)


def _edition_form(request: HttpRequest, index: Index, edition: Edition | None) -> HttpResponseBase:
    if not index.scales.exists():
        messages.info(request, "Hãy lập phiên bản thang đo trước: kỳ nào cũng đo theo một thang.")
        return redirect("indices:new_scale", index.pk)
    posted = request.method == "POST"
    form = EditionForm(request.POST if posted else None, instance=edition, owner=index)
    back = reverse("indices:edition", args=[edition.pk]) if edition else reverse("indices:index", args=[index.pk])
    if posted and form.is_valid():
        try:
            saved = save_edition(index=index, edition=edition, values=form.values, **who(request))
        except CannotChangeIndex as error:
            form.add_error("scale", str(error))
        else:
            messages.success(request, f"Đã lưu kỳ {saved.year_measured}.")
            return redirect("indices:edition", saved.pk)
    title = "Sửa thông tin của kỳ" if edition else "Thêm kỳ công bố"
    trail = indices_trail(index, edition)
    return form_page(request, form, title=title, trail=trail, back=back, posted=posted)


@require_POST
@open_to(INDEX_KEEPERS)
def delete_edition(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Remove an edition that nobody has seen and that holds nothing."""
    found = edition_or_404(pk)
    try:
        remove_edition(edition=found, **who(request))
    except CannotChangeIndex as error:
        messages.error(request, str(error))
        return redirect("indices:edition", pk)
    messages.success(request, f"Đã xóa kỳ {found.year_measured}.")
    return redirect("indices:index", found.index_id)
