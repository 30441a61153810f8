"""The component tree as the office writes it, with what its weights add up to."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from lantoa.apps.indices.models import Component, ScaleVersion
from lantoa.apps.indices.presenters.numbers import number_text
from lantoa.apps.indices.queries.component_tree import TreeRow


@dataclass(frozen=True, slots=True)
class TreeLine:
    """One component in words; `remark` says where its parts do not add up to it."""

    component: Component
    depth: int
    first: bool
    last: bool
    weight: str
    highest: str
    values: int
    removable: bool
    remark: str


def tree_lines(scale: ScaleVersion, rows: Sequence[TreeRow]) -> list[TreeLine]:
    """Return a line for each component."""
    return [
        TreeLine(
            component=row.component,
            depth=row.depth,
            first=row.first,
            last=row.last,
            weight=_number(row.component.weight),
            highest=_number(row.component.highest),
            values=row.values,
            removable=not row.component.is_total and not row.parts and not row.values,
            remark=_remark(scale, row.component, [one.component for one in rows]),
        )
        for row in rows
    ]


def bounds_words(scale: ScaleVersion) -> str:
    """Return the lowest and the highest of a scale with its unit; what no source says is said to be missing.

    >>> bounds_words(ScaleVersion(highest=Decimal(80), unit="điểm"))
    'cao nhất 80 điểm, thấp nhất chưa ghi'
    """
    if scale.lowest is None and scale.highest is None:
        return f"chưa ghi; đơn vị: {scale.unit}"
    if scale.lowest is None:
        return f"cao nhất {_number(scale.highest)} {scale.unit}, thấp nhất chưa ghi"
    if scale.highest is None:
        return f"thấp nhất {_number(scale.lowest)} {scale.unit}, cao nhất chưa ghi"
    return f"từ {_number(scale.lowest)} đến {_number(scale.highest)} {scale.unit}"


def _number(value: Decimal | None) -> str:
    return "chưa ghi" if value is None else number_text(value)


def _remark(scale: ScaleVersion, component: Component, components: Sequence[Component]) -> str:
    parts = [part for part in components if part.parent_id == component.pk]
    if not parts:
        return ""
    if scale.rule == ScaleVersion.Rule.SUM:
        given = [part.highest for part in parts if part.highest is not None]
        if component.highest is not None and len(given) == len(parts) and sum(given) != component.highest:
            return f"điểm tối đa của các phần cộng lại là {_number(Decimal(sum(given)))}"
    if scale.rule == ScaleVersion.Rule.WEIGHTED_MEAN:
        weights = [part.weight for part in parts if part.weight is not None]
        if len(weights) == len(parts) and sum(weights) not in (1, 100):
            return f"trọng số của các phần cộng lại là {_number(Decimal(sum(weights)))}, không phải 1 hay 100"
        if len(weights) < len(parts):
            return "có phần chưa ghi trọng số nên không tính lại được"
    return ""
