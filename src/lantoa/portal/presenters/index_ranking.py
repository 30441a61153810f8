"""All entities of one edition: who stands where."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from lantoa.apps.base.templatetags.vietnamese import number
from lantoa.apps.indices.models import Component, Edition, Entity, EntityKind, Index
from lantoa.apps.indices.presenters import numbers
from lantoa.apps.indices.queries import Ranked
from lantoa.core.viettext import sort_key
from lantoa.portal.presenters import index_addresses as addresses
from lantoa.portal.presenters import index_drawings as drawings
from lantoa.portal.presenters.index_choosers import Choice
from lantoa.portal.presenters.index_parts import (
    Exhibit,
    IndexCell,
    IndexRow,
    IndexTable,
    Remark,
    Share,
    SourceLine,
    SourceList,
    cell_remarks,
    ignored_notice,
    notice_of,
    share_of,
    tags_of,
    value_cell,
    values_of,
    ways_of,
)
from lantoa.portal.presenters.parts import Empty, Head, Link, Notice, Picture
from lantoa.portal.presenters.site import trail

ORDERS = {"hang": "Theo thứ hạng", "gia-tri": "Theo giá trị", "ten": "Theo tên"}
_LAST = 10_000


@dataclass(frozen=True, slots=True)
class SelectField:
    """A field of choices in a form sent by GET."""

    name: str
    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class RankingPage:
    head: Head
    exhibit: Exhibit
    ways: tuple[Link, ...]
    years: tuple[Link, ...]
    action: str
    fields: tuple[SelectField, ...]
    summary: str = ""
    notice: Notice | None = None
    ignored: Notice | None = None
    empty: Empty | None = None
    figure: Picture | None = None
    tables: tuple[IndexTable, ...] = ()
    remarks: tuple[Remark, ...] = ()
    sources: tuple[SourceLine, ...] = ()
    share: Share | None = None


@dataclass(frozen=True, slots=True)
class AskedRanking:
    """What of the list is asked for: a component, one region or kind, an order."""

    component: Component | None = None
    region: str = ""
    kind: str = ""
    order: str = ""
    ignored: tuple[str, ...] = ()

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Return what is asked for as the words of an address."""
        given = (
            (addresses.COMPONENT, self.component.code if self.component else ""),
            (addresses.REGION, self.region),
            (addresses.KIND, self.kind),
            (addresses.ORDER, self.order),
        )
        return [(name, words) for name, words in given if words]


@dataclass(frozen=True, slots=True)
class InRanking:
    """What the page of a ranking is made from."""

    index: Index
    edition: Edition
    editions: Sequence[Edition]
    rows: Sequence[Ranked]
    components: Sequence[Component]
    asked: AskedRanking
    root: str


def regions_of(rows: Iterable[Ranked]) -> dict[str, str]:
    """Return the regions of the entities in a list: their names by slug."""
    found = {row.entity.parent.slug: row.entity.parent.short_name for row in rows if row.entity.parent}
    return dict(sorted(found.items(), key=lambda item: sort_key(item[1])))


def kinds_of(rows: Iterable[Ranked]) -> dict[str, str]:
    """Return the kinds of the entities in a list: their labels by kind."""
    kinds = {row.entity.kind for row in rows}
    return {kind: label[:1].upper() + label[1:] for kind, label in EntityKind.choices if kind in kinds}


def ranking_page(given: InRanking) -> RankingPage:
    """Return the page of all entities of an edition."""
    index, edition, asked, sources = given.index, given.edition, given.asked, SourceList()
    shown = _asked_rows(given)
    exhibit = _exhibit(given, shown)
    kinds = kinds_of(shown)
    unit = f" ({edition.scale.unit})"
    tables = tuple(
        _table(label if len(kinds) > 1 else f"Xếp hạng {edition}", unit, rows, sources)
        for kind, label in kinds.items()
        if (rows := _ordered([row for row in shown if row.entity.kind == kind], asked.order, index))
    )
    placed = ((row.entity.short_name, row.cell) for row in shown)
    return RankingPage(
        head=_head(given),
        exhibit=exhibit,
        ways=ways_of(index, given.editions, addresses.ranking_of(index.slug, edition.year_measured), edition=edition),
        years=tuple(
            Link(
                str(other.year_measured),
                addresses.ranking_of(index.slug, other.year_measured),
                current=other.pk == edition.pk,
            )
            for other in given.editions
        ),
        action=addresses.ranking_of(index.slug, edition.year_measured),
        fields=_fields(given),
        summary=_summary(given, shown),
        notice=notice_of([edition]),
        ignored=ignored_notice(asked.ignored),
        empty=None if tables else _nothing(given),
        figure=exhibit.figure() if shown else None,
        tables=tables,
        remarks=tuple(cell_remarks(placed, sources)),
        sources=sources.lines(),
        share=share_of(exhibit, root=given.root),
    )


def _asked_rows(given: InRanking) -> list[Ranked]:
    asked = given.asked
    return [
        row
        for row in given.rows
        if (not asked.region or asked.region in (row.entity.slug, row.entity.parent.slug if row.entity.parent else ""))
        and (not asked.kind or row.entity.kind == asked.kind)
    ]


def _ordered(rows: Iterable[Ranked], order: str, index: Index) -> list[Ranked]:
    sign = -1 if index.higher_is_better else 1

    def by_rank(row: Ranked) -> tuple[Any, ...]:
        value = row.cell.value
        if value is None:
            return (2, _LAST, 0, sort_key(row.entity.name))
        group = value.group if value.rank is None and value.group is not None else 0
        return (0, value.rank or _LAST, group, sign * (value.number or 0), sort_key(row.entity.name))

    def by_number(row: Ranked) -> tuple[Any, ...]:
        number_ = row.cell.number
        return (number_ is None, sign * (number_ or 0), sort_key(row.entity.name))

    keys: dict[str, Callable[[Ranked], tuple[Any, ...]]] = {
        "gia-tri": by_number,
        "ten": lambda row: (sort_key(row.entity.name),),
    }
    return sorted(rows, key=keys.get(order, by_rank))


def _exhibit(given: InRanking, shown: Sequence[Ranked]) -> Exhibit:
    index, edition, asked = given.index, given.edition, given.asked
    of = f": {asked.component.name}" if asked.component else ""
    return Exhibit(
        name=f"{index.slug}-{edition.year_measured}-xep-hang",
        title=f"Bảng xếp hạng {index.short_name} {edition.year_measured}{of}",
        page=f"{index.slug}/{edition.year_measured}/xep-hang/",
        query=addresses.query_of(asked.pairs),
        draw=lambda width: drawings.draw_ranking(edition, asked.component, shown, width),
        values=values_of(row.cell for row in shown),
        illustrative=edition.illustrative,
    )


def _head(given: InRanking) -> Head:
    index, edition = given.index, given.edition
    of = f": {given.asked.component.name}" if given.asked.component else ""
    return Head(
        f"Bảng xếp hạng {index.short_name} {edition.year_measured}{of}",
        crumbs=trail(
            Link("Chỉ số", addresses.all_indices()),
            Link(index.short_name, addresses.of_index(index.slug)),
            Link(str(edition.year_measured), addresses.of_edition(index.slug, edition.year_measured)),
            Link("Bảng xếp hạng"),
        ),
        lead=f"Mọi đối tượng có số liệu ở đây, đo năm {edition.year_measured}; nơi công bố: {index.publisher}.",
        tags=tags_of([edition]),
    )


def _table(label: str, unit: str, rows: Sequence[Ranked], sources: SourceList) -> IndexTable:
    lines = []
    for row in rows:
        value = row.cell.value
        rank = str(value.rank) if value is not None and value.rank is not None else "—"
        lines.append(
            IndexRow(_entity_cell(row.entity), (IndexCell(rank), _value(row, sources)), is_own=row.entity.is_home)
        )
    return IndexTable(label, ("Đối tượng", "Hạng", f"Giá trị{unit}"), tuple(lines))


def _entity_cell(entity: Entity) -> IndexCell:
    lines = (entity.parent.short_name,) if entity.parent else ()
    return IndexCell(entity.short_name, (*lines, "tỉnh nhà") if entity.is_home else lines)


def _value(row: Ranked, sources: SourceList) -> IndexCell:
    value = row.cell.value
    cell = value_cell(row.cell, sources)
    if value is None or value.rank is None:
        return cell
    # The rank has a column of its own.
    rank = numbers.rank_text(value.rank, value.ranked_among)
    if value.number is None and value.group is None:
        return IndexCell("chỉ công bố thứ hạng", cell.lines, cell.notes, is_missing=True, tags=cell.tags)
    # How a figure was worked out is said once, below the table.
    worked_out = f"{numbers.DERIVED}: "
    kept = tuple(numbers.DERIVED if line.startswith(worked_out) else line for line in cell.lines if line != rank)
    return IndexCell(cell.text, kept, cell.notes, tags=cell.tags)


def _fields(given: InRanking) -> tuple[SelectField, ...]:
    asked = given.asked
    regions, kinds = regions_of(given.rows), kinds_of(given.rows)
    fields = []
    if given.components:
        parts = {component.code: component.name for component in given.components}
        code = asked.component.code if asked.component else ""
        fields.append(_field(addresses.COMPONENT, "Thành phần", "Tổng điểm", parts, code))
    if len(regions) > 1 or asked.region:
        fields.append(_field(addresses.REGION, "Vùng", "Mọi vùng", regions, asked.region))
    if len(kinds) > 1:
        fields.append(_field(addresses.KIND, "Loại", "Mọi loại", kinds, asked.kind))
    fields.append(_field(addresses.ORDER, "Sắp xếp", "", ORDERS, asked.order or "hang"))
    return tuple(fields)


def _field(name: str, label: str, none: str, choices: dict[str, str], chosen: str) -> SelectField:
    first = (Choice("", none, not chosen),) if none else ()
    return SelectField(
        name, label, (*first, *(Choice(value, words, value == chosen) for value, words in choices.items()))
    )


def _summary(given: InRanking, shown: Sequence[Ranked]) -> str:
    known = sum(1 for row in shown if row.cell.value is not None)
    of = f" trên {number(given.edition.ranked_count)} đối tượng được xếp hạng" if given.edition.ranked_count else ""
    words = f"Ở đây có số liệu của {number(known)}{of}."
    if given.edition.ranked_top:
        words += f" Kỳ này chỉ công bố {number(given.edition.ranked_top)} đối tượng đầu."
    return words


def _nothing(given: InRanking) -> Empty:
    slug, year = given.index.slug, given.edition.year_measured
    return Empty(
        "Không có đối tượng nào",
        "Không có đối tượng nào hợp với lựa chọn này.",
        (Link("Bỏ mọi lựa chọn", addresses.ranking_of(slug, year)),),
    )
