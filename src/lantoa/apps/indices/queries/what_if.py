"""What a total and a rank would have been if one component had another value: arithmetic, and its limits."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from lantoa.apps.indices.models import Component, Edition, Entity, Index, Value
from lantoa.apps.indices.queries.best import best_values
from lantoa.apps.indices.queries.cells import CellBook, read_cells
from lantoa.apps.indices.queries.entities import nation_entity
from lantoa.apps.indices.queries.records import Cell, WhatIf
from lantoa.apps.indices.queries.sheets import refuse_hidden
from lantoa.apps.indices.queries.trees import component_tree, rule_of, scaled_tree
from lantoa.core.scoring import NewRank, NewTotal, ScaledPart, Unknown, new_rank, what_if

Target = Literal["region", "nation", "best"] | Decimal


@dataclass(frozen=True, slots=True)
class Aim:
    """The value to be reached, and whose it is; "" for one that somebody chose."""

    number: Decimal
    of: str = ""


def what_if_sheet(
    edition: Edition, entity: Entity, component: Component, target: Target, *, public: bool = True
) -> WhatIf | Unknown:
    """Return total and rank of the entity in that edition if the component had reached the target and all else had
    stayed as published, or the reason why nobody can say. At most eight queries.

    Raises Edition.DoesNotExist where the public may not see the edition.
    """
    refuse_hidden(edition, public=public)
    tree = component_tree(edition.scale)
    if component.parent_id is None or component.pk not in {one.pk for one, _ in tree}:
        return Unknown("Hãy chọn một thành phần của chính thang đo này; tổng điểm thì không thử tính được.")
    nation = nation_entity()
    whom = [one for one in (entity, entity.parent, nation) if one is not None]
    book = read_cells([edition], whom, [one for one, _ in tree], public=public)
    aim = _aim(edition, entity, nation, component, target, book)
    if isinstance(aim, Unknown):
        return aim

    def told(part: Component) -> tuple[Decimal | None, str]:
        cell = book.cell(edition, entity, part)
        return cell.number, cell.reason

    others = _other_totals(edition, entity, tree[0][0])
    cells = book.cell(edition, entity, component), book.cell(edition, entity, tree[0][0])
    return worked_out(edition, entity, component, cells, scaled_tree(tree, told), aim, others)


def worked_out(
    edition: Edition,
    entity: Entity,
    component: Component,
    cells: tuple[Cell, Cell],
    whole: ScaledPart,
    aim: Aim,
    others: Sequence[Decimal],
) -> WhatIf | Unknown:
    """Return total and rank if the component had reached the aim. No query.

    `cells`: those of the component and of the total; `whole`: the tree with the entity's values; `others`: the totals
    of those who were ranked with it.
    """
    own, stated = cells
    total = what_if(whole, rule_of(edition.scale), component.code, aim.number)
    if isinstance(total, Unknown):
        return total
    after = _printed(total.after, edition, [total.before, *others])
    # What is printed adds up: the step is that between the printed totals.
    total = replace(total, after=after, step=after - total.before)
    assert own.number is not None  # or what_if had not known the total
    return WhatIf(
        edition=edition,
        entity=entity,
        component=component,
        own=own.number,
        target=aim.number,
        target_of=aim.of,
        total=total,
        rank=_rank(edition, total, stated.rank, others),
        stated_rank=stated.rank,
    )


def _aim(
    edition: Edition, entity: Entity, nation: Entity | None, component: Component, target: Target, book: CellBook
) -> Aim | Unknown:
    if isinstance(target, Decimal):
        return Aim(target, "")
    if target == "best":
        best = best_values(edition, entity.kind, [component])[component.pk]
        if best.value is None or best.value.number is None:
            return Unknown(f"{best.reason}.")
        return Aim(best.value.number, best.value.entity.short_name)
    mean = entity.parent if target == "region" else nation
    if mean is None:
        return Unknown(f"Chưa có {'vùng' if target == 'region' else 'cả nước'} để so.")
    cell = book.cell(edition, mean, component)
    if cell.number is None:
        return Unknown(f"Không có giá trị “{component.name}” của {mean.short_name}: {cell.reason or 'chỉ có hạng'}.")
    return Aim(cell.number, mean.short_name)


def _other_totals(edition: Edition, entity: Entity, total: Component) -> list[Decimal]:
    """Return the published totals of the others that were ranked with the entity. One query."""
    found = Value.objects.current().filter(
        edition=edition,
        component=total,
        preferred=True,
        number__isnull=False,
        entity__in=Entity.objects.valid_in(edition.year_measured).filter(kind=entity.kind).exclude(pk=entity.pk),
    )
    return [number for number in found.values_list("number", flat=True) if number is not None]


def _rank(edition: Edition, total: NewTotal, stated: int | None, others: Sequence[Decimal]) -> NewRank | Unknown:
    higher = edition.index.higher_is_better
    # Within the province each kind is ranked apart, among those who have a total.
    of = len(others) + 1 if edition.index.kind == Index.Kind.LOCAL else edition.ranked_count
    now = new_rank(others, total.before, of, higher_is_better=higher)
    if isinstance(now, Unknown):
        return now
    if stated is not None and not now.rank <= stated <= now.rank + now.tied:
        return Unknown(
            f"Hạng đã công bố ({stated}) không khớp với các tổng điểm đã công bố (hạng {now.rank}) "
            "nên không tính hạng mới."
        )
    return new_rank(others, total.after, of, higher_is_better=higher)


def _printed(number: Decimal, edition: Edition, printed: Iterable[Decimal]) -> Decimal:
    """Return the number with as many decimals as the totals beside it have, so that it can be held against them."""
    places = max([edition.scale.decimals, *(_decimals(one) for one in printed)])
    return number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _decimals(number: Decimal) -> int:
    exponent = number.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
