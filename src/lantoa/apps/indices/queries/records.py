"""What the reads of indices give back. A figure that is not there has its reason; nothing here is rounded or joined."""

from dataclasses import dataclass
from decimal import Decimal

from lantoa.apps.indices.models import Annotation, Component, Edition, Entity, Index, Value, Vintage
from lantoa.core.scoring import Change, NewRank, NewTotal, NoChange, Unknown

AnyChange = Change | NoChange | None


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands where an edition, an entity and a component meet.

    `value`: the preferred current value, None where nothing was published or nothing is known; then `reason` says why,
    and `absent` is the row that says so, with its source (None where there is no row at all). `others`: current values
    of other sources that say something else, to be shown beside it; `agreeing`: those that say the same. `corrected`:
    values that later vintages replaced, newest first. Each value has its source, its vintage, what superseded it,
    edition, entity and component at hand without a query.
    """

    value: Value | None
    others: tuple[Value, ...] = ()
    corrected: tuple[Value, ...] = ()
    reason: str = ""
    absent: Value | None = None
    agreeing: tuple[Value, ...] = ()

    @property
    def number(self) -> Decimal | None:
        """Return the number, None where there is none (a value may be a rank or a group alone)."""
        return None if self.value is None else self.value.number

    @property
    def rank(self) -> int | None:
        """Return the rank as published."""
        return None if self.value is None else self.value.rank


@dataclass(frozen=True, slots=True)
class EntityLine:
    """One entity over the editions of a series: a cell and a change for each; the first change is None."""

    entity: Entity
    cells: tuple[Cell, ...]
    changes: tuple[AnyChange, ...]


@dataclass(frozen=True, slots=True)
class RelatedEntity:
    """An entity that one in the series came from or became: to be offered beside it, never joined with it."""

    entity: Entity
    of: Entity
    note: str


@dataclass(frozen=True, slots=True)
class IndexSeries:
    """An index, or one component of it, over its editions in order of the year measured.

    `breaks`: editions before which every line stops, with the reason. `component` is None for the total.
    """

    index: Index
    editions: tuple[Edition, ...]
    component_name: str
    lines: tuple[EntityLine, ...]
    breaks: tuple[tuple[Edition, str], ...]
    component: Component | None = None
    related: tuple[RelatedEntity, ...] = ()
    annotations: tuple[Annotation, ...] = ()


@dataclass(frozen=True, slots=True)
class ComponentRow:
    """A component in one edition: the entity's own cell, its change, and beside it the best, region and nation.

    `best` is None unless it is certain who was best (somebody is stated to be first, or all values are known);
    `best_reason` then says what is missing. `depth`: 0 for the total.
    """

    component: Component
    depth: int
    own: Cell
    best: Value | None
    region: Cell
    nation: Cell
    change: AnyChange
    best_reason: str = ""


@dataclass(frozen=True, slots=True)
class EditionSheet:
    """One edition for one entity by component, in the order of the tree; the first row is the total.

    `previous`: the edition that the changes are against, None for the first one.
    """

    edition: Edition
    entity: Entity
    rows: tuple[ComponentRow, ...]
    region: Entity | None
    nation: Entity | None
    annotations: tuple[Annotation, ...]
    previous: Edition | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an entity stands in one index: its cell of the newest edition that says anything of it.

    `previous`: the edition just before, and its cell; `change` is against that one. `latest`: where the newest cell
    has no value, the last edition that has one.
    """

    index: Index
    edition: Edition
    entity: Entity
    cell: Cell
    previous: tuple[Edition, Cell] | None
    change: AnyChange
    region: Cell
    nation: Cell
    latest: tuple[Edition, Cell] | None = None


@dataclass(frozen=True, slots=True)
class Ranked:
    """An entity in the list of an edition, with its cell; ranks are as published."""

    entity: Entity
    cell: Cell


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What the total and the rank of an entity would have been in one edition if one component had another value.

    `target_of`: whose value was taken ("Vùng …", "Cả nước", the best), "" for a number of one's own. `total.after` is
    rounded as the published totals are. `stated_rank`: the one published.
    """

    edition: Edition
    entity: Entity
    component: Component
    own: Decimal
    target: Decimal
    target_of: str
    total: NewTotal
    rank: NewRank | Unknown
    stated_rank: int | None


@dataclass(frozen=True, slots=True)
class Correction:
    """One value that a later vintage replaced: what stood before, what stands now (None: the source was dropped)."""

    before: Value
    after: Value | None
    vintage: Vintage
