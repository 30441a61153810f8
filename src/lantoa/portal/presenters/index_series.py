"""One index over the years: values or ranks of home beside its region and the nation, or of whoever is chosen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from lantoa.apps.indices.models import Component, Edition, Entity, Index
from lantoa.apps.indices.queries import Cell, EntityLine, IndexSeries
from lantoa.portal.presenters import index_addresses as addresses
from lantoa.portal.presenters import index_drawings as drawings
from lantoa.portal.presenters.index_choosers import Choice, ChoiceGroup, entity_groups
from lantoa.portal.presenters.index_parts import (
    ILLUSTRATIVE_TAG,
    Exhibit,
    IndexCell,
    IndexRow,
    IndexTable,
    Remark,
    Share,
    SourceLine,
    SourceList,
    annotation_remarks,
    cell_remarks,
    ignored_notice,
    name_words,
    notice_of,
    share_of,
    tags_of,
    value_cell,
    values_of,
    ways_of,
)
from lantoa.portal.presenters.parts import Empty, Head, Link, Meta, Notice, Picture
from lantoa.portal.presenters.site import trail
from lantoa.portal.presenters.words import day_words
from lantoa.portal.queries.index_asked import MOST_ENTITIES, AskedSeries


@dataclass(frozen=True, slots=True)
class Chooser:
    """The form that says whom and what to show; it is sent by GET."""

    action: str
    shown: tuple[Choice, ...]
    to_add: tuple[ChoiceGroup, ...]
    components: tuple[Choice, ...]
    years: tuple[str, ...]
    first: str
    last: str
    reset: str
    is_full: bool = False


@dataclass(frozen=True, slots=True)
class SeriesPage:
    head: Head
    exhibit: Exhibit
    ways: tuple[Link, ...]
    notice: Notice | None = None
    ignored: Notice | None = None
    empty: Empty | None = None
    figure: Picture | None = None
    tables: tuple[IndexTable, ...] = ()
    chooser: Chooser | None = None
    related: tuple[str, ...] = ()
    related_links: tuple[Link, ...] = ()
    breaks: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()
    sources: tuple[SourceLine, ...] = ()
    share: Share | None = None


@dataclass(frozen=True, slots=True)
class OverYears:
    """What a page over the years is made from."""

    index: Index
    series: IndexSeries
    asked: AskedSeries
    entities: Sequence[Entity]
    components: Sequence[Component]
    ranks: bool
    root: str


def within(series: IndexSeries, first: int | None, last: int | None) -> IndexSeries:
    """Return the series of these years only."""
    kept = [
        place
        for place, edition in enumerate(series.editions)
        if (not first or first <= edition.year_measured) and (not last or edition.year_measured <= last)
    ]
    if len(kept) == len(series.editions):
        return series
    editions = tuple(series.editions[place] for place in kept)
    lines = tuple(
        replace(
            line,
            cells=tuple(line.cells[place] for place in kept),
            changes=tuple(line.changes[place] for place in kept),
        )
        for line in series.lines
    )
    years = {edition.year_measured for edition in editions}
    breaks = tuple(stop for stop in series.breaks if stop[0].year_measured in years)
    return replace(series, editions=editions, lines=lines, breaks=breaks)


def series_page(given: OverYears) -> SeriesPage:
    """Return the page of an index over the years."""
    series, sources = given.series, SourceList()
    exhibit = _exhibit(given)
    address = addresses.ranks_of if given.ranks else addresses.of_index
    table = _table(series, sources) if series.lines else None
    placed = ((f"{line.entity.short_name} {edition.year_measured}", cell) for line, edition, cell in _placed(series))
    remarks = (*annotation_remarks(series.annotations, sources), *cell_remarks(placed, sources))
    return SeriesPage(
        head=_head(given),
        exhibit=exhibit,
        ways=ways_of(given.index, series.editions, address(given.index.slug), edition=_newest_with_value(series)),
        notice=notice_of(series.editions),
        ignored=ignored_notice(given.asked.ignored),
        empty=None if table and series.editions else _nothing(given.index),
        figure=exhibit.figure() if series.editions else None,
        tables=(table,) if table else (),
        chooser=_chooser(given, address(given.index.slug)),
        related=tuple(
            f"{related.entity.short_name}: {related.note}. Hai đường không được nối với nhau."
            for related in series.related
        ),
        related_links=_related_links(given, address(given.index.slug)),
        breaks=tuple(f"Trước năm {edition.year_measured}: {reason}" for edition, reason in series.breaks),
        remarks=remarks,
        sources=sources.lines(),
        share=share_of(exhibit, root=given.root),
    )


def _newest_with_value(series: IndexSeries) -> Edition | None:
    """Return the newest edition that has a value of the first line, None where none has."""
    cells = series.lines[0].cells if series.lines else ()
    known = [edition for edition, cell in zip(series.editions, cells, strict=False) if cell.value is not None]
    return known[-1] if known else None


def _exhibit(given: OverYears) -> Exhibit:
    index, series = given.index, given.series
    what = "thứ hạng qua các năm" if given.ranks else "qua các năm"
    of = f": {series.component_name}" if series.component else ""
    page = f"{index.slug}/thu-hang/" if given.ranks else f"{index.slug}/"
    draw = drawings.draw_ranks if given.ranks else drawings.draw_series
    return Exhibit(
        name=f"{index.slug}-{'thu-hang' if given.ranks else 'qua-cac-nam'}",
        title=f"{index.short_name}{of}, {what}",
        page=page,
        query=addresses.query_of(given.asked.pairs),
        draw=lambda width: draw(series, width),
        values=values_of(cell for line in series.lines for cell in line.cells),
        remarks=tuple(f"Chỗ ngắt trước năm {edition.year_measured}: {reason}" for edition, reason in series.breaks),
        illustrative=any(edition.illustrative for edition in series.editions),
    )


def _head(given: OverYears) -> Head:
    index = given.index
    what = "Thứ hạng qua các năm" if given.ranks else "Qua các năm"
    crumbs = trail(Link("Chỉ số", addresses.all_indices()), Link(index.short_name, addresses.of_index(index.slug)))
    title = f"{index.short_name}: {what[:1].lower()}{what[1:]}"
    if given.series.component:
        title = f"{index.short_name} · {given.series.component_name}: {what[:1].lower()}{what[1:]}"
    return Head(
        title,
        crumbs=(*crumbs, Link(what)) if given.ranks else crumbs,
        lead=f"{name_words(index)}. Nơi công bố: {index.publisher}.",
        tags=tags_of(given.series.editions),
        meta=Meta(image=addresses.card_of(index.slug, given.series.editions[-1].year_measured))
        if given.series.editions
        else Meta(),
    )


def _nothing(index: Index) -> Empty:
    return Empty(
        "Chưa có số liệu để vẽ",
        "Những năm hoặc đối tượng đã chọn chưa có giá trị nào được công bố ở đây. Hãy bỏ bớt lựa chọn.",
        (Link("Xem cả chuỗi năm", addresses.of_index(index.slug)), Link("Mọi chỉ số", addresses.all_indices())),
    )


def _placed(series: IndexSeries) -> Iterable[tuple[EntityLine, Edition, Cell]]:
    for line in series.lines:
        for edition, cell in zip(series.editions, line.cells, strict=True):
            yield line, edition, cell


def _table(series: IndexSeries, sources: SourceList) -> IndexTable:
    """Return the table behind the picture, the newest year first."""
    breaks = {edition.pk: reason for edition, reason in series.breaks}
    rows = []
    for place, edition in reversed(list(enumerate(series.editions))):
        cells = tuple(
            value_cell(line.cells[place], sources, change=line.changes[place], told=line.entity.is_home)
            for line in series.lines
        )
        rows.append(IndexRow(_year_cell(edition, breaks.get(edition.pk, ""), sources), cells))
    unit = series.editions[-1].scale.unit if series.editions else ""
    header = ("Năm đo", *(f"{line.entity.short_name} ({unit})" for line in series.lines))
    return IndexTable(f"{series.index.short_name} qua các năm", header, tuple(rows))


def _year_cell(edition: Edition, stop: str, sources: SourceList) -> IndexCell:
    lines = [f"Công bố ngày {day_words(edition.published_on)}"] if edition.published_on else []
    lines += [edition.decision] if edition.decision else []
    lines += [f"Chỗ ngắt: {stop}"] if stop else []
    return IndexCell(
        str(edition.year_measured),
        tuple(lines),
        sources.note(edition.source),
        href=addresses.of_edition(edition.index.slug, edition.year_measured),
        tags=(ILLUSTRATIVE_TAG,) if edition.illustrative else (),
    )


def _chooser(given: OverYears, action: str) -> Chooser:
    asked = given.asked
    shown = [line.entity for line in given.series.lines]
    known = {entity.pk for entity in shown}
    components = [Choice("", "Tổng điểm", asked.component is None)] + [
        Choice(component.code, component.name, asked.component is not None and asked.component.code == component.code)
        for component in given.components
    ]
    years = tuple(str(edition.year_measured) for edition in given.series.editions)
    return Chooser(
        action=action,
        shown=tuple(Choice(entity.slug, entity.short_name, True) for entity in shown),
        to_add=entity_groups(entity for entity in given.entities if entity.pk not in known),
        components=tuple(components) if given.components else (),
        years=years,
        first=str(asked.first or ""),
        last=str(asked.last or ""),
        reset=action if asked.pairs or asked.ignored else "",
        is_full=len(shown) >= MOST_ENTITIES,
    )


def _related_links(given: OverYears, action: str) -> tuple[Link, ...]:
    """Return the ways that set what came before or after beside what is shown."""
    known = {entity.pk for entity in given.entities}
    shown = [line.entity.slug for line in given.series.lines][: MOST_ENTITIES - 1]
    return tuple(
        Link(
            f"Đặt {related.entity.name} bên cạnh",
            action + addresses.query_of([(addresses.ENTITY, slug) for slug in (*shown, related.entity.slug)]),
        )
        for related in given.series.related
        if related.entity.pk in known
    )
