"""One value in the office: its sources, history, the choice between sources, correction; entering one by hand."""

from secrets import token_hex

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.base.backoffice import office_page
from lantoa.apps.indices.actions import CannotEnter, correct_value, enter_values, prefer_value
from lantoa.apps.indices.forms.values import CorrectForm, EnterForm
from lantoa.apps.indices.models import Component, Entity, Value
from lantoa.apps.indices.presenters.edition_table import place_cards
from lantoa.apps.indices.queries.edition_table import place_of
from lantoa.apps.indices.queries.keepers import INDEX_KEEPERS, INDEX_READERS
from lantoa.apps.indices.views.editions import edition_or_404
from lantoa.apps.indices.views.indices import ICON, form_page, indices_trail, may_keep, who


def _value(pk: int) -> Value:
    rows = Value.objects.select_related(
        "edition__index", "edition__scale", "entity", "component", "source", "superseded_by"
    )
    return get_object_or_404(rows, pk=pk)


def _name(value: Value) -> str:
    return f"{value.entity.short_name}: {value.component.short_name}"


@open_to(INDEX_READERS)
def value(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show what stands for one entity in one component: sources side by side, and everything that was replaced."""
    found = _value(pk)
    place = place_of(found)
    current, replaced, apart = place_cards(place)
    context = {
        "value": found,
        "current": current,
        "replaced": replaced,
        "apart": apart,
        "differ": place.differ,
        "may_keep": may_keep(request),
    }
    trail = indices_trail(found.edition.index, found.edition)
    return office_page(request, "indices/value.html", context, title=_name(found), icon=ICON, trail=trail)


@require_POST
@open_to(INDEX_KEEPERS)
def prefer(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Let pictures show this one of the values that differ by source."""
    found = _value(pk)
    try:
        prefer_value(value=found, **who(request))
    except CannotEnter as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"Đã chọn số của nguồn “{found.source}”; các số khác vẫn đứng bên cạnh.")
    return redirect("indices:value", pk)


@open_to(INDEX_KEEPERS)
def correct(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take another value in the place of a wrong one, or the reason why there is none."""
    found = _value(pk)
    if found.superseded_by:
        messages.info(request, "Giá trị này đã được thay; hãy đính chính giá trị hiện hành.")
        return redirect("indices:value", pk)
    posted = request.method == "POST"
    initial = {**CorrectForm.initial_of(found), "key": token_hex(16)}
    form = CorrectForm(request.POST if posted else None, value=found, initial=initial)
    back = reverse("indices:value", args=[pk])
    if posted and form.is_valid():
        given = form.cleaned_data
        try:
            vintage = correct_value(
                value=found, reason=given["reason"], key=given["key"], **who(request),
                **form.values,
            )  # fmt: skip
        except CannotEnter as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"Đã đính chính bằng đợt {vintage.number}; số cũ còn trong lịch sử.")
            return redirect(back)
    trail = [*indices_trail(found.edition.index, found.edition), (_name(found), back)]
    return form_page(request, form, title="Đính chính", trail=trail, back=back, posted=posted)


@open_to(INDEX_KEEPERS)
def enter(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take one value by hand, or the reason why there is none; ?doi-tuong= and ?thanh-phan= say of what."""
    edition = edition_or_404(pk)
    posted = request.method == "POST"
    form = EnterForm(request.POST if posted else None, edition=edition, initial=_asked(request, edition.scale_id))
    if not posted and edition.source_id:
        form.initial["source"] = edition.source_id
    back = reverse("indices:edition", args=[pk])
    if posted and form.is_valid():
        given = form.cleaned_data
        row = form.row(given["entity"], given["component"])
        try:
            vintage = enter_values(edition=edition, rows=[row], key=given["key"], **who(request))
        except CannotEnter as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"Đã ghi vào đợt {vintage.number}.")
            return redirect(back)
    trail = indices_trail(edition.index, edition)
    intro = "Số của nguồn khác với số đang có thì đứng bên cạnh; muốn thay số sai thì mở số đó và bấm “Đính chính”."
    return form_page(request, form, title="Nhập một giá trị", trail=trail, back=back, posted=posted, intro=intro)


def _asked(request: HttpRequest, scale: int) -> dict[str, object]:
    """Return what the form begins with: the entity and the component that the address names, and a new key."""
    entity = Entity.objects.filter(slug=request.GET.get("doi-tuong", "")).first()
    component = Component.objects.filter(scale=scale, code=request.GET.get("thanh-phan", "")).first()
    return {
        "key": token_hex(16),
        "entity": entity.pk if entity else None,
        "component": component.pk if component else Component.objects.filter(scale=scale, parent=None).first(),
    }
