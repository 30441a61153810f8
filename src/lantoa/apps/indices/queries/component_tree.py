"""The component tree of a scale version, from the total downwards."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count

from lantoa.apps.indices.models import Component, ScaleVersion


@dataclass(frozen=True, slots=True)
class TreeRow:
    """One component with how deep it lies below the total (0) and how many values it has, superseded ones included."""

    component: Component
    depth: int
    first: bool
    last: bool
    parts: int
    values: int


def tree_rows(scale: ScaleVersion) -> list[TreeRow]:
    """Return the components, each followed by its parts in their order; [] for a scale without total. One query."""
    parts: dict[int | None, list[Component]] = defaultdict(list)
    rows = Component.objects.filter(scale=scale).select_related("source").annotate(filled=Count("values"))
    for component in rows.order_by("position", "pk"):
        parts[component.parent_id].append(component)
    found: list[TreeRow] = []

    def walk(parent: int | None, depth: int) -> None:
        beside = parts[parent]
        for place, component in enumerate(beside):
            found.append(
                TreeRow(
                    component, depth, place == 0, place == len(beside) - 1, len(parts[component.pk]),
                    component.filled,  # type: ignore[attr-defined]  # annotated
                )
            )  # fmt: skip
            walk(component.pk, depth + 1)

    walk(None, 0)
    return found
