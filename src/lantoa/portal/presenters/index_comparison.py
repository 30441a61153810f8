"""Several indices side by side, and one of them between two editions."""

from collections.abc import Sequence
from dataclasses import dataclass

from lantoa.apps.indices.models import Edition, Entity, Index
from lantoa.apps.indices.presenters import numbers
from lantoa.apps.indices.queries import AnyChange, EntityLine, IndexSeries
from lantoa.apps.indices.queries.cells import reading_of
from lantoa.core.scoring import change_between
from lantoa.portal.presenters import index_addresses as addresses
from lantoa.portal.presenters import index_drawings as drawings
from lantoa.portal.presenters.index_choosers import Choice, ChoiceGroup, entity_groups
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
    value_cell,
    values_of,
)
from lantoa.portal.presenters.index_ranking import SelectField
from lantoa.portal.presenters.index_standings import no_indices
from lantoa.portal.presenters.parts import Empty, Head, Link, Notice, Picture
from lantoa.portal.presenters.site import trail

DRAWING, SLOPE, SLOPE_INDEX = "hinh", "doc", "chi-so-doc"


@dataclass(frozen=True, slots=True)
class AskedComparison:
    """Which indices and whom to set side by side, and between which two editions one index is to be compared."""

    indices: tuple[Index, ...]
    entities: tuple[Entity, ...]
    sloped: Index | None = None
    before: Edition | None = None
    after: Edition | None = None
    pairs: tuple[tuple[str, str], ...] = ()
    slope_pairs: tuple[tuple[str, str], ...] = ()
    ignored: tuple[str, ...] = ()
    wants_slope: bool = False


@dataclass(frozen=True, slots=True)
class Slope:
    """One index in two editions, for the same entities."""

    figure: Picture | None
    tables: tuple[IndexTable, ...]
    share: Share


@dataclass(frozen=True, slots=True)
class ComparisonPage:
    head: Head
    exhibit: Exhibit
    action: str
    indices: tuple[Choice, ...] = ()
    shown: tuple[Choice, ...] = ()
    to_add: tuple[ChoiceGroup, ...] = ()
    slope_fields: tuple[SelectField, ...] = ()
    notice: Notice | None = None
    ignored: Notice | None = None
    empty: Empty | None = None
    figure: Picture | None = None
    tables: tuple[IndexTable, ...] = ()
    undrawn: str = ""
    slope: Slope | None = None
    no_slope: str = ""
    remarks: tuple[Remark, ...] = ()
    sources: tuple[SourceLine, ...] = ()
    share: Share | None = None


@dataclass(frozen=True, slots=True)
class InComparison:
    """What the page is made from; `found` are the series of the chosen indices, `every` index there is to choose."""

    every: Sequence[Index]
    found: Sequence[IndexSeries]
    entities: Sequence[Entity]
    asked: AskedComparison
    root: str


def comparison_page(given: InComparison) -> ComparisonPage:
    """Return the page that sets indices side by side."""
    asked, sources = given.asked, SourceList()
    many, slope = _exhibit(given), _slope_exhibit(given)
    head = Head(
        "So sánh các chỉ số",
        crumbs=trail(Link("Chỉ số", addresses.all_indices()), Link("So sánh")),
        lead="Mỗi chỉ số có thang đo riêng: đứng cạnh nhau để nhìn hướng đi, không để cộng hay so số của chỉ số này "
        "với chỉ số kia.",
    )
    if not given.found:
        return ComparisonPage(head, many, addresses.comparison(), empty=no_indices())
    editions = [edition for series in given.found for edition in series.editions]
    tables = tuple(_table(series, sources) for series in given.found)
    placed = [
        (f"{series.index.short_name}, {line.entity.short_name} {edition.year_measured}", cell)
        for series in given.found
        for line in series.lines
        for edition, cell in zip(series.editions, line.cells, strict=True)
    ]
    shown_slope = _slope(given, slope, sources) if slope else None
    return ComparisonPage(
        head=head,
        exhibit=slope if slope and asked.wants_slope else many,
        action=addresses.comparison(),
        indices=tuple(Choice(index.slug, index.short_name, index in asked.indices) for index in given.every),
        shown=tuple(Choice(entity.slug, entity.short_name, True) for entity in asked.entities),
        to_add=entity_groups(entity for entity in given.entities if entity not in asked.entities),
        slope_fields=_slope_fields(given),
        notice=notice_of(editions),
        ignored=ignored_notice(asked.ignored),
        figure=many.figure(),
        tables=tables,
        undrawn=drawings.undrawn_words(given.found),
        slope=shown_slope,
        no_slope="" if shown_slope else "Chưa có chỉ số nào có giá trị ở hai kỳ để so sánh.",
        remarks=tuple(cell_remarks(placed, sources)),
        sources=sources.lines(),
        share=share_of(many, root=given.root),
    )


def _exhibit(given: InComparison) -> Exhibit:
    found = tuple(given.found)
    return Exhibit(
        name="so-sanh-chi-so",
        title="So sánh các chỉ số qua các năm",
        page="so-sanh/",
        query=addresses.query_of(given.asked.pairs),
        draw=lambda width: drawings.draw_several(drawings.with_values(found), width),
        values=values_of(cell for series in found for line in series.lines for cell in line.cells),
        illustrative=any(edition.illustrative for series in found for edition in series.editions),
    )


def _slope_exhibit(given: InComparison) -> Exhibit | None:
    asked = given.asked
    series = next((one for one in given.found if one.index == asked.sloped), None)
    if series is None or asked.before is None or asked.after is None:
        return None
    before, after = asked.before, asked.after
    places = [_place(series, edition) for edition in (before, after)]
    return Exhibit(
        name=f"{series.index.slug}-{before.year_measured}-{after.year_measured}",
        title=f"{series.index.short_name}: từ năm {before.year_measured} đến năm {after.year_measured}",
        page="so-sanh/",
        query=addresses.query_of([*asked.pairs, *asked.slope_pairs, (DRAWING, SLOPE)]),
        draw=lambda width: drawings.draw_slope(drawings.with_values([series])[0], before, after, width),
        values=values_of(line.cells[place] for line in series.lines for place in places),
        illustrative=before.illustrative or after.illustrative,
    )


def _place(series: IndexSeries, edition: Edition) -> int:
    return next(place for place, one in enumerate(series.editions) if one.pk == edition.pk)


def _table(series: IndexSeries, sources: SourceList) -> IndexTable:
    """Return an index over the years, the newest first."""
    breaks = {edition.pk: f"Chỗ ngắt: {reason}" for edition, reason in series.breaks}
    rows = []
    for place, edition in reversed(list(enumerate(series.editions))):
        head = IndexCell(
            str(edition.year_measured),
            (breaks[edition.pk],) if edition.pk in breaks else (),
            href=addresses.of_edition(series.index.slug, edition.year_measured),
        )
        cells = tuple(value_cell(line.cells[place], sources, change=line.changes[place]) for line in series.lines)
        rows.append(IndexRow(head, cells))
    header = ("Năm đo", *(line.entity.short_name for line in series.lines))
    unit = series.editions[-1].scale.unit
    return IndexTable(f"{series.index.short_name} ({unit})", header, tuple(rows))


def _slope(given: InComparison, exhibit: Exhibit, sources: SourceList) -> Slope | None:
    asked = given.asked
    series = next(one for one in given.found if one.index == asked.sloped)
    if asked.before is None or asked.after is None:
        return None
    early, late = _place(series, asked.before), _place(series, asked.after)
    rows = []
    for line in series.lines:
        cells = [value_cell(line.cells[place], sources) for place in (early, late)]
        words = numbers.change_text(_change(series, line, early, late), series.editions[late].scale)
        rows.append(IndexRow(IndexCell(line.entity.short_name), (*cells, IndexCell(words[:1].upper() + words[1:]))))
    years = (str(asked.before.year_measured), str(asked.after.year_measured))
    table = IndexTable(exhibit.title, ("Đối tượng", *years, "Thay đổi"), tuple(rows))
    return Slope(exhibit.figure(), (table,), share_of(exhibit, root=given.root))


def _change(series: IndexSeries, line: EntityLine, early: int, late: int) -> AnyChange:
    readings = [reading_of(series.editions[place], line.entity, line.cells[place]) for place in range(early, late + 1)]
    return change_between(readings[0], readings[-1], readings[1:-1])


def _slope_fields(given: InComparison) -> tuple[SelectField, ...]:
    asked = given.asked
    series = next((one for one in given.found if one.index == asked.sloped), None)
    if series is None:
        return ()
    years = [str(edition.year_measured) for edition in series.editions]
    chosen = [str(edition.year_measured) if edition else "" for edition in (asked.before, asked.after)]
    return (
        SelectField(
            SLOPE_INDEX,
            "Chỉ số",
            tuple(Choice(one.index.slug, one.index.short_name, one.index == asked.sloped) for one in given.found),
        ),
        SelectField(addresses.BEFORE, "Kỳ trước", tuple(Choice(year, year, year == chosen[0]) for year in years)),
        SelectField(addresses.AFTER, "Kỳ sau", tuple(Choice(year, year, year == chosen[1]) for year in years)),
    )
