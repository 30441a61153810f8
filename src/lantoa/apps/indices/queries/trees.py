"""The components of a scale version as a tree, and with the values of one entity in it."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from lantoa.apps.indices.models import Component, ScaleVersion
from lantoa.core.scoring import ScaledPart, TotalRule


def component_tree(scale: ScaleVersion) -> list[tuple[Component, int]]:
    """Return the components of a scale in the order of the tree, each with its depth (0: the total). One query."""
    by_parent: dict[int | None, list[Component]] = {}
    for component in scale.components.order_by("position", "pk"):
        component.scale = scale
        by_parent.setdefault(component.parent_id, []).append(component)
    found: list[tuple[Component, int]] = []
    waiting = [(component, 0) for component in reversed(by_parent.get(None, []))]
    while waiting:
        component, depth = waiting.pop()
        found.append((component, depth))
        waiting += [(part, depth + 1) for part in reversed(by_parent.get(component.pk, []))]
    return found


def scaled_tree(
    tree: Sequence[tuple[Component, int]], told: Callable[[Component], tuple[Decimal | None, str]]
) -> ScaledPart:
    """Return the tree as core adds it up; `told` gives the value of a component, or None and why. No query.

    Raises ValueError for a scale without a total.
    """
    by_parent: dict[int | None, list[Component]] = {}
    for component, _ in tree:
        by_parent.setdefault(component.parent_id, []).append(component)

    def part(component: Component) -> ScaledPart:
        number, reason = told(component)
        parts = tuple(part(inner) for inner in by_parent.get(component.pk, []))
        highest = component.highest
        if highest is None and component.parent_id is None:
            highest = component.scale.highest
        return ScaledPart(component.code, component.name, number, component.weight, highest, parts, reason)

    if None not in by_parent:
        raise ValueError("a scale without a total adds nothing up")
    return part(by_parent[None][0])


def rule_of(scale: ScaleVersion) -> TotalRule:
    """Return how the scale comes to its total, as core names it."""
    return TotalRule(scale.rule)
