"""One edition of an index for one entity, weakest component first, with the work beside it and what-ifs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from django.db.models import Q

from lantoa.apps.coverage.queries.component_work import ThemeWork, component_work
from lantoa.apps.indices.models import Component, Edition, Entity, EntityKind, Value
from lantoa.apps.indices.queries import AnyChange, Cell, WhatIf
from lantoa.apps.indices.queries.cells import CellBook, break_before, read_cells, reading_of
from lantoa.apps.indices.queries.peers import Peer, Peers, peers_in
from lantoa.apps.indices.queries.trees import component_tree, scaled_tree
from lantoa.apps.indices.queries.what_if import Aim, worked_out
from lantoa.core.scoring import NoChange, ScaledPart, Unknown, change_between
from lantoa.core.viettext import sort_key


class Goal(StrEnum):
    """Up to which published value a component is thought to be raised."""

    REGION = "region"
    NATION = "nation"
    BEST = "best"


@dataclass(frozen=True, slots=True)
class WorkRow:
    """One component: own cell, region, nation and best of the edition; the themes linked to it; the next edition's
    cell, None where there is none yet, and the change, or why there is none.
    """

    component: Component
    depth: int
    own: Cell
    region: Cell
    nation: Cell
    best: Peer | None
    best_reason: str
    works: tuple[ThemeWork, ...]
    later: Cell | None
    later_change: AnyChange

    @property
    def share(self) -> Decimal | None:
        """Return the share of its own maximum that it has reached, None where either is unknown."""
        number, highest = self.own.number, self.component.highest
        return None if number is None or not highest else number / highest


@dataclass(frozen=True, slots=True)
class EditionWork:
    """All that the page puts side by side. `total` is the row of the whole, `rows` are its components, weakest first,
    parts after their whole; `peers` those measured beside the entity.
    """

    edition: Edition
    entity: Entity
    region: Entity | None
    nation: Entity | None
    total: WorkRow
    rows: tuple[WorkRow, ...]
    later_edition: Edition | None
    peers: Peers
    whole: ScaledPart = field(repr=False)

    def row_of(self, code: str) -> WorkRow | None:
        """Return the row of the component with that code."""
        return next((row for row in self.rows if row.component.code == code), None)

    def aim(self, row: WorkRow, goal: Goal) -> Aim | Unknown:
        """Return the published value that is the goal, or why there is none."""
        if goal is Goal.BEST:
            return Aim(row.best.number, row.best.name) if row.best else Unknown(f"{row.best_reason}.")
        mean, cell = (self.region, row.region) if goal is Goal.REGION else (self.nation, row.nation)
        if mean is None:
            return Unknown(f"Chưa có số của {'vùng' if goal is Goal.REGION else 'cả nước'} để so.")
        if cell.number is None:
            return Unknown(f"Không có số của {mean.short_name}: {cell.reason or 'chỉ có hạng'}.")
        return Aim(cell.number, mean.short_name)

    def what_if(self, row: WorkRow, aim: Aim) -> WhatIf | Unknown:
        """Return total and rank if the component had had that value and all else had stayed as published. No query."""
        others = self.peers.others(self.total.component, self.entity)
        cells = row.own, self.total.own
        return worked_out(self.edition, self.entity, row.component, cells, self.whole, aim, others)


def edition_work(
    edition: Edition,
    entity: Entity,
    nation: Entity | None,
    *,
    later: Edition | None,
    today: date,
    public: bool = True,
) -> EditionWork:
    """Return one edition for one entity with the work beside it. At most eight queries, whatever its components, themes
    and years.

    The entity comes with its region at hand (`entities_asked`); `later` is the next edition that one may see.
    """
    tree = component_tree(edition.scale)
    components = [component for component, _ in tree]
    later_parts = _by_code(later, edition, components)
    region = entity.parent
    book = read_cells(
        [edition, *([later] if later else [])],
        [one for one in (entity, region, nation) if one is not None],
        {component.pk: component for component in [*components, *later_parts.values()]}.values(),
        public=public,
    )
    peers, works = peers_in(edition, entity.kind), component_work(edition, today=today)
    rows = []
    for component, depth in tree:
        own = book.cell(edition, entity, component)
        later_cell, change = _later(book, entity, edition, later, later_parts.get(component.code), own)
        best = peers.best(component)
        means = book.cell(edition, region, component), book.cell(edition, nation, component)
        reason = "" if best else peers.best_reason(component)
        given = works.get(component.pk, ())
        rows.append(WorkRow(component, depth, own, *means, best, reason, given, later_cell, change))
    cells = {row.component.pk: row.own for row in rows}
    whole = scaled_tree(tree, lambda part: (cells[part.pk].number, cells[part.pk].reason))
    ordered = tuple(weakest_first(rows[1:], higher_is_better=edition.index.higher_is_better))
    return EditionWork(edition, entity, region, nation, rows[0], ordered, later, peers, whole)


def edition_after(edition: Edition, editions: Iterable[Edition]) -> Edition | None:
    """Return the next of these editions of the same index, None after the last. No query."""
    later = [one for one in editions if one.year_measured > edition.year_measured]
    return min(later, key=lambda one: one.year_measured, default=None)


def entities_measured(edition: Edition) -> list[Entity]:
    """Return whom a page on an index within the province may show: all that the edition has a value of, by kind and
    name, their region at hand. One query.
    """
    values = Value.objects.current().filter(edition=edition)
    found = Entity.objects.filter(pk__in=values.values("entity")).select_related("parent")
    return sorted((one for one in found if not _is_mean(one)), key=lambda one: (one.kind, sort_key(one.name)))


def entities_asked(edition: Edition, slug: str = "") -> tuple[Entity | None, Entity | None]:
    """Return the entity to show and the nation: the one of that slug, else home as it was in the year measured; regions
    are at hand. One query.
    """
    wanted = Q(is_home=True) | Q(kind=EntityKind.NATION) | Q(slug=slug)
    found = list(Entity.objects.filter(wanted).select_related("parent").order_by("pk"))
    nation = next((one for one in found if one.kind == EntityKind.NATION), None)
    asked = next((one for one in found if slug and one.slug == slug and not _is_mean(one)), None)
    homes = [one for one in found if one.is_home and one.is_valid_in(edition.year_measured)]
    return asked or (homes[0] if homes else None), nation


def weakest_first(rows: Sequence[WorkRow], *, higher_is_better: bool = True) -> Iterable[WorkRow]:
    """Yield the components by the share of their maximum that they reached, those without one last; parts stay after
    their whole, in the same order among themselves.
    """
    by_parent: dict[int | None, list[WorkRow]] = {}
    top = min((row.depth for row in rows), default=1)
    for row in rows:
        by_parent.setdefault(None if row.depth == top else row.component.parent_id, []).append(row)

    def place(row: WorkRow) -> tuple[bool, Decimal, int]:
        share = row.share
        merit = Decimal(0) if share is None else share if higher_is_better else -share
        return share is None, merit, row.component.position

    waiting = sorted(by_parent.get(None, []), key=place, reverse=True)
    while waiting:
        row = waiting.pop()
        yield row
        waiting += sorted(by_parent.get(row.component.pk, []), key=place, reverse=True)


def _is_mean(entity: Entity) -> bool:
    return entity.kind in (EntityKind.NATION, EntityKind.REGION)


def _by_code(later: Edition | None, edition: Edition, components: list[Component]) -> dict[str, Component]:
    if later is None:
        return {}
    if later.scale_id == edition.scale_id:
        return {component.code: component for component in components}
    return {component.code: component for component in Component.objects.filter(scale=later.scale)}


def _later(
    book: CellBook, entity: Entity, edition: Edition, later: Edition | None, component: Component | None, own: Cell
) -> tuple[Cell | None, AnyChange]:
    if later is None:
        return None, None
    if component is None:
        return None, NoChange(break_before(edition, later) or "Kỳ sau không có thành phần này.")
    cell = book.cell(later, entity, component)
    return cell, change_between(reading_of(edition, entity, own), reading_of(later, entity, cell))
