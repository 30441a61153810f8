"""Writes of the component tree of a scale version."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from lantoa.apps.base.actions import Actor, record_act
from lantoa.apps.indices.actions.changes import note_index_change
from lantoa.apps.indices.actions.storing import CannotChangeIndex, add_row, change_row
from lantoa.apps.indices.models import Component, ScaleVersion, Value


def _locked(component: Component) -> Component:
    return (
        Component.objects.select_for_update(of=("self",)).select_related("scale__index", "parent").get(pk=component.pk)
    )


@transaction.atomic
def add_component(*, scale: ScaleVersion, values: Mapping[str, Any], by: Actor, at: datetime) -> Component:
    """Return a new component, the last of its parent's parts."""
    position = scale.components.filter(parent=values["parent"]).count() + 1
    made = Component(scale=scale, position=position, **values)
    add_row(made, act="indices.add_component", by=by, at=at)
    note_index_change(scale.index, at=at)
    return made


@transaction.atomic
def change_component(*, component: Component, values: Mapping[str, Any], by: Actor, at: datetime) -> Component:
    """Return the component with these values; CannotChangeIndex where it would become a part of itself."""
    found = _locked(component)
    parent = values.get("parent", found.parent)
    if found.is_total and parent is not None:
        raise CannotChangeIndex("Tổng điểm là gốc của cây thành phần nên không thuộc thành phần nào.")
    if not found.is_total and (parent is None or parent.pk in _with_parts(found)):
        raise CannotChangeIndex("Thành phần không thể thuộc chính nó hoặc thuộc phần của nó; hãy chọn nơi khác.")
    change_row(found, values, act="indices.change_component", by=by, at=at)
    note_index_change(found.scale.index, at=at)
    return found


def _with_parts(component: Component) -> set[int]:
    """Return the keys of the component and of all below it. One query."""
    below: dict[int | None, list[int]] = {}
    for pk, parent in Component.objects.filter(scale=component.scale_id).values_list("pk", "parent"):
        below.setdefault(parent, []).append(pk)
    found, waiting = set[int](), [component.pk]
    while waiting:
        pk = waiting.pop()
        found.add(pk)
        waiting += below.get(pk, [])
    return found


@transaction.atomic
def move_component(*, component: Component, up: bool, by: Actor, at: datetime) -> bool:
    """Return whether the component has changed places with the one before it (after it, for `up` False)."""
    found = _locked(component)
    parts = list(Component.objects.select_for_update().filter(scale=found.scale_id, parent=found.parent_id))
    place = [part.pk for part in parts].index(found.pk)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(parts):
        return False
    parts[place], parts[other] = parts[other], parts[place]
    for position, part in enumerate(parts, start=1):
        part.position = position
    Component.objects.bulk_update(parts, ["position"])
    record_act("indices.move_component", subject=found, by=by, at=at, detail={"position": other + 1})
    note_index_change(found.scale.index, at=at)
    return True


@transaction.atomic
def remove_component(*, component: Component, by: Actor, at: datetime) -> None:
    """Remove a component without values and without parts; CannotChangeIndex says what to do about one that has."""
    found = _locked(component)
    if found.is_total:
        raise CannotChangeIndex("Không xóa được tổng điểm; muốn bỏ thì xóa cả phiên bản thang đo.")
    if Component.objects.filter(parent=found).exists():
        raise CannotChangeIndex("Thành phần này còn các phần bên dưới; hãy xóa hoặc chuyển chúng sang nơi khác trước.")
    if values := Value.objects.filter(component=found).count():
        raise CannotChangeIndex(
            f"Thành phần này có {values} giá trị, kể cả giá trị đã thay, nên không xóa được. Nếu chỉ sai tên thì đổi "
            "tên; nếu cách đo đã khác thì lập phiên bản thang đo mới cho các kỳ sau."
        )
    record_act("indices.remove_component", subject=found, by=by, at=at, detail={"name": found.name})
    note_index_change(found.scale.index, at=at)
    found.delete()
