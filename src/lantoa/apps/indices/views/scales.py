"""Scale versions and their component trees in the office."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.base.backoffice import Crumb, office_page
from lantoa.apps.indices.actions.components import (
    add_component,
    change_component,
    move_component,
    remove_component,
)
from lantoa.apps.indices.actions.indices import remove_scale, save_scale
from lantoa.apps.indices.actions.storing import CannotChangeIndex
from lantoa.apps.indices.forms.indices import ComponentForm, ScaleForm, years_words
from lantoa.apps.indices.models import Component, Index, ScaleVersion
from lantoa.apps.indices.presenters.component_tree import bounds_words, tree_lines
from lantoa.apps.indices.queries.component_tree import tree_rows
from lantoa.apps.indices.queries.keepers import INDEX_KEEPERS, INDEX_READERS
from lantoa.apps.indices.views.indices import ICON, form_page, indices_trail, may_keep, who


def _trail(scale: ScaleVersion) -> list[Crumb]:
    return [*indices_trail(scale.index), (scale.name, reverse("indices:scale", args=[scale.pk]))]


def _scale(pk: int) -> ScaleVersion:
    return get_object_or_404(ScaleVersion.objects.select_related("index", "source"), pk=pk)


def _component(pk: int) -> Component:
    return get_object_or_404(Component.objects.select_related("scale__index", "parent"), pk=pk)


@open_to(INDEX_READERS)
def scale(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show a scale version with its component tree."""
    found = _scale(pk)
    context = {
        "scale": found,
        "years": years_words(found),
        "bounds": bounds_words(found),
        "editions": found.editions.order_by("-year_measured"),
        "lines": tree_lines(found, tree_rows(found)),
        "may_keep": may_keep(request),
    }
    return office_page(
        request, "indices/scale.html", context, title=found.name, icon=ICON, trail=indices_trail(found.index)
    )


@open_to(INDEX_KEEPERS)
def new_scale(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take a new scale version of an index; it comes with its total."""
    return _scale_form(request, get_object_or_404(Index, pk=pk), None)


@open_to(INDEX_KEEPERS)
def change_scale(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Change a scale version."""
    found = _scale(pk)
    return _scale_form(request, found.index, found)


def _scale_form(request: HttpRequest, index: Index, scale: ScaleVersion | None) -> HttpResponseBase:
    posted = request.method == "POST"
    form = ScaleForm(request.POST if posted else None, instance=scale, owner=index)
    if posted and form.is_valid():
        saved = save_scale(index=index, scale=scale, values=form.values, **who(request))
        messages.success(request, f"Đã lưu “{saved.name}”.")
        return redirect("indices:scale", saved.pk)
    back = reverse("indices:scale", args=[scale.pk]) if scale else reverse("indices:index", args=[index.pk])
    trail = _trail(scale) if scale else indices_trail(index)
    title = "Sửa thang đo" if scale else "Thêm phiên bản thang đo"
    intro = "Đường biểu diễn ngắt và không tính thay đổi giữa hai kỳ đo theo hai thang khác nhau."
    return form_page(request, form, title=title, trail=trail, back=back, posted=posted, intro=intro)


@require_POST
@open_to(INDEX_KEEPERS)
def delete_scale(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Remove a scale version on which nothing was measured."""
    found = _scale(pk)
    if _done(request, lambda: remove_scale(scale=found, **who(request))):
        messages.success(request, f"Đã xóa “{found.name}”.")
        return redirect("indices:index", found.index_id)
    return redirect("indices:scale", pk)


@open_to(INDEX_KEEPERS)
def new_component(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take a new component of a scale version; ?thuoc= says of which one it is a part."""
    return _component_form(request, _scale(pk), None)


@open_to(INDEX_KEEPERS)
def edit_component(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Change a component: name, place, weight, maximum, plain words."""
    found = _component(pk)
    return _component_form(request, found.scale, found)


def _component_form(request: HttpRequest, scale: ScaleVersion, component: Component | None) -> HttpResponseBase:
    posted = request.method == "POST"
    initial = {"parent": request.GET.get("thuoc") or scale.components.get(parent=None).pk} if not component else None
    form = ComponentForm(request.POST if posted else None, instance=component, owner=scale, initial=initial)
    back = reverse("indices:scale", args=[scale.pk])
    if posted and form.is_valid():
        given = {"values": form.values, **who(request)}
        # A form of a model has written into its instance already; the action compares with what is stored.
        try:
            if component:
                change_component(component=component, **given)
            else:
                add_component(scale=scale, **given)
        except CannotChangeIndex as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Đã lưu thành phần.")
            return redirect(back)
    title = "Sửa thành phần" if component else "Thêm thành phần"
    return form_page(request, form, title=title, trail=_trail(scale), back=back, posted=posted)


@require_POST
@open_to(INDEX_KEEPERS)
def place_component(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Move a component one place up, or down."""
    found = _component(pk)
    move_component(component=found, up=request.POST.get("huong") != "xuong", **who(request))
    return redirect(reverse("indices:scale", args=[found.scale_id]) + f"#c{pk}")


@require_POST
@open_to(INDEX_KEEPERS)
def delete_component(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Remove a component that has no values and no parts."""
    found = _component(pk)
    if _done(request, lambda: remove_component(component=found, **who(request))):
        messages.success(request, f"Đã xóa thành phần “{found.name}”.")
    return redirect("indices:scale", found.scale_id)


def _done(request: HttpRequest, act: Callable[[], None]) -> bool:
    """Say whether the act was done; why it was not is told to the user."""
    try:
        act()
    except CannotChangeIndex as error:
        messages.error(request, str(error))
        return False
    return True
