"""Where the province stands: in each index its newest value, rank and change, beside its region and the nation."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lantoa.apps.indices.models import Entity, Index, ScaleVersion
from lantoa.apps.indices.models import Value as IndexValue
from lantoa.apps.indices.presenters import numbers
from lantoa.apps.indices.queries import AnyChange, Cell, EntityLine, IndexSeries
from lantoa.core.scoring import NoChange
from lantoa.portal.presenters import index_addresses as addresses
from lantoa.portal.presenters import index_drawings as drawings
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
    cell_remarks,
    notice_of,
    share_of,
    value_cell,
    values_of,
)
from lantoa.portal.presenters.parts import Card, Empty, Fact, Head, Link, Notice, Picture, Tag
from lantoa.portal.presenters.parts import Value as Told
from lantoa.portal.presenters.site import trail

STANDINGS_TITLE = "Quảng Trị đứng ở đâu"
LEAD = (
    "Các chỉ số đo bộ máy chính quyền của tỉnh do cơ quan ngoài tỉnh công bố: tỉnh ở đâu so với vùng và cả nước, "
    "mỗi con số kèm nguồn. Chỗ không có số liệu thì ghi vì sao."
)


@dataclass(frozen=True, slots=True)
class StandingsPage:
    head: Head
    exhibit: Exhibit
    cards: tuple[Card, ...]
    local: tuple[Card, ...]
    notice: Notice | None = None
    ignored: Notice | None = None
    empty: Empty | None = None
    figure: Picture | None = None
    tables: tuple[IndexTable, ...] = ()
    undrawn: str = ""
    side_by_side: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()
    sources: tuple[SourceLine, ...] = ()
    share: Share | None = None
    # Indices of which nothing is in public but what they are.
    only_explained: tuple[Link, ...] = ()
    comparison_href: str = ""
    sources_href: str = ""


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest reading of one line: its place among the editions; None where it has never had a value."""

    series: IndexSeries
    line: EntityLine
    place: int | None

    @property
    def cell(self) -> Cell | None:
        return None if self.place is None else self.line.cells[self.place]

    @property
    def year(self) -> int | None:
        return None if self.place is None else self.series.editions[self.place].year_measured


def newest_of(series: IndexSeries, line: EntityLine) -> Newest:
    """Return the newest edition that has a value for the line."""
    known = [place for place, cell in enumerate(line.cells) if cell.value is not None]
    return Newest(series, line, known[-1] if known else None)


def standings_page(
    found: Sequence[IndexSeries],
    local: Sequence[IndexSeries],
    homes: Sequence[Entity],
    only_explained: Sequence[Index],
    *,
    root: str,
) -> StandingsPage:
    """Return the page of all indices."""
    sources = SourceList()
    series = tuple(found)
    exhibit = _exhibit(series, homes)
    cells = [
        (f"{one.index.short_name} {edition.year_measured}", cell)
        for one in series
        for line in one.lines
        if line.entity.is_home
        for edition, cell in zip(one.editions, line.cells, strict=True)
    ]
    table = _table(series, homes, sources) if series and homes else None
    editions = [edition for one in (*series, *local) for edition in one.editions]
    return StandingsPage(
        head=Head(STANDINGS_TITLE if _is_quang_tri(homes) else "Tỉnh đứng ở đâu", crumbs=_crumbs(), lead=LEAD),
        exhibit=exhibit,
        cards=standing_cards(series),
        local=tuple(_local_card(one) for one in local if one.editions),
        notice=notice_of(editions),
        empty=None if series or local else no_indices(),
        figure=exhibit.figure() if series and homes else None,
        tables=(table,) if table else (),
        undrawn=drawings.undrawn_words(series),
        side_by_side=_side_by_side(series, homes),
        remarks=tuple(cell_remarks(cells, sources)),
        sources=sources.lines(),
        share=share_of(exhibit, root=root) if series else None,
        only_explained=tuple(
            Link(f"{index.short_name} là gì", addresses.explainer_of(index.slug)) for index in only_explained
        ),
        comparison_href=addresses.comparison(),
        sources_href=addresses.sources(),
    )


def _crumbs() -> tuple[Link, ...]:
    return trail(Link("Chỉ số"))


def _is_quang_tri(homes: Iterable[Entity]) -> bool:
    return any("Quảng Trị" in home.name for home in homes)


def no_indices() -> Empty:
    """Return what the pages say before the first edition is in public."""
    return Empty(
        "Chưa có chỉ số nào được công bố ở đây",
        "Khi cán bộ phụ trách nhập một kỳ công bố và đưa ra công khai, kết quả sẽ nằm ở trang này.",
        (Link("Về trang chủ", "/"),),
    )


def _exhibit(series: tuple[IndexSeries, ...], homes: Sequence[Entity]) -> Exhibit:
    return Exhibit(
        name="chi-so-tinh-dung-o-dau",
        title="Các chỉ số của tỉnh qua các năm",
        page="",
        query="",
        draw=lambda width: drawings.draw_several(drawings.with_values(series), width),
        values=values_of(cell for one in series for line in one.lines for cell in line.cells),
        remarks=_side_by_side(series, homes),
        illustrative=any(edition.illustrative for one in series for edition in one.editions),
    )


def standing_cards(found: Iterable[IndexSeries]) -> tuple[Card, ...]:
    """Return a card for each home line that has a value in an index, and one for an index that has none."""
    cards: list[Card] = []
    for series in found:
        homes = [line for line in series.lines if line.entity.is_home]
        known = [newest for line in homes if (newest := newest_of(series, line)).place is not None]
        cards += [_card(newest, series) for newest in known] or [_missing_card(series, homes)]
    return tuple(cards)


def _card(newest: Newest, series: IndexSeries) -> Card:
    place, line, cell = newest.place, newest.line, newest.cell
    if place is None or cell is None or cell.value is None:
        raise ValueError("a card of no value")
    value, edition = cell.value, series.editions[place]
    scale = edition.scale
    figure, unit = "", ""
    if value.number is not None:
        figure = numbers.number_text(value.number, scale.decimals)
        unit = scale.unit
    parts = []
    if value.rank is not None:
        parts.append(_capital(numbers.rank_text(value.rank, value.ranked_among)))
    if value.group is not None:
        parts.append(_capital(numbers.group_text(value.group)))
    if change := _change_words(line.changes[place], scale):
        parts.append(change)
    parts += [f"{other} {words}" for other, words in _beside(series, place)]
    latest = series.editions[-1]
    if latest.pk != edition.pk:
        parts.append(f"Năm {latest.year_measured}: {_lower(numbers.reason_text(line.cells[-1]))}")
    parts += [_capital(words) for words in numbers.short_remarks(cell)]
    return Card(
        title=series.index.short_name,
        href=addresses.of_index(series.index.slug),
        kicker=f"{line.entity.short_name} · đo năm {edition.year_measured}",
        figure=figure or (parts[0] if parts else ""),
        figure_unit=unit,
        text=". ".join(part.rstrip(".") for part in (parts if figure else parts[1:])) + ".",
        dots_words=f"Nguồn: {value.source.publisher or value.source.title}",
        tags=_tags(edition.illustrative),
    )


def _change_words(change: AnyChange, scale: ScaleVersion) -> str:
    """Return the change against the edition before; why there is none in a few words, the page has them all."""
    if isinstance(change, NoChange):
        return f"Không so được với kỳ trước: {_lower(change.reason.partition(':')[0].rstrip('.'))}"
    words = numbers.change_text(change, scale)
    return f"So với kỳ trước: {words}" if words else ""


def _beside(series: IndexSeries, place: int) -> list[tuple[str, str]]:
    found = []
    for line in series.lines:
        number = line.cells[place].number
        if not line.entity.is_home and number is not None:
            scale = series.editions[place].scale
            found.append((line.entity.short_name, numbers.number_text(number, scale.decimals)))
    return found


def _missing_card(series: IndexSeries, homes: Sequence[EntityLine]) -> Card:
    latest = series.editions[-1]
    name = homes[0].entity.short_name if homes else "Tỉnh"
    reason = numbers.reason_text(homes[0].cells[-1]) if homes else numbers.NOTHING_ENTERED
    return Card(
        title=series.index.short_name,
        href=addresses.of_index(series.index.slug),
        kicker=f"{name} · đo năm {latest.year_measured}",
        text=f"Không có giá trị: {_lower(reason)}.",
        tags=_tags(latest.illustrative),
    )


def _local_card(series: IndexSeries) -> Card:
    latest = series.editions[-1]
    return Card(
        title=f"{series.index.short_name} {latest.year_measured}",
        href=addresses.ranking_of(series.index.slug, latest.year_measured),
        kicker="Giữa các cơ quan, địa phương trong tỉnh",
        text=f"{series.index.name}. Xem bảng xếp hạng của kỳ mới nhất.",
        tags=_tags(latest.illustrative),
    )


def _tags(illustrative: bool) -> tuple[Tag, ...]:
    return (ILLUSTRATIVE_TAG,) if illustrative else ()


def _table(series: Sequence[IndexSeries], homes: Sequence[Entity], sources: SourceList) -> IndexTable:
    """Return the newest value of each index: the province before and after a merger in columns of their own."""
    rows = []
    for one in series:
        lines = {line.entity.pk: line for line in one.lines}
        own = [newest_of(one, lines[home.pk]) for home in homes]
        place = max((newest.place for newest in own if newest.place is not None), default=len(one.editions) - 1)
        cells = [_newest_cell(newest, sources) for newest in own]
        cells += [
            value_cell(line.cells[place], sources, change=line.changes[place])
            for line in one.lines
            if not line.entity.is_home
        ]
        year = f"so với vùng, cả nước: năm {one.editions[place].year_measured}"
        head = IndexCell(one.index.short_name, (year,), href=addresses.of_index(one.index.slug))
        rows.append(IndexRow(head, tuple(cells)))
    others = [line.entity.short_name for line in series[0].lines if not line.entity.is_home]
    return IndexTable("Giá trị mới nhất của từng chỉ số", ("Chỉ số", *map(_home_name, homes), *others), tuple(rows))


def _home_name(home: Entity) -> str:
    if home.valid_to is not None:
        return f"{home.short_name} (đến {home.valid_to:%d/%m/%Y})"
    return f"{home.short_name} (từ {home.valid_from:%d/%m/%Y})" if home.valid_from else home.short_name


def _newest_cell(newest: Newest, sources: SourceList) -> IndexCell:
    series, line = newest.series, newest.line
    if newest.place is None:
        return value_cell(line.cells[-1], sources)
    edition, change = series.editions[newest.place], line.changes[newest.place]
    cell = value_cell(line.cells[newest.place], sources, change=change, told=isinstance(change, NoChange))
    unit = f" ({edition.scale.unit})" if edition.scale.unit else ""
    lines = [f"năm {edition.year_measured}{unit}", *cell.lines]
    latest = series.editions[-1]
    if latest.pk != edition.pk:
        lines.append(f"năm {latest.year_measured}: {_lower(numbers.reason_text(line.cells[-1]))}")
    return IndexCell(cell.text, tuple(lines), cell.notes, cell.is_missing, tags=cell.tags)


def _side_by_side(series: Sequence[IndexSeries], homes: Sequence[Entity]) -> tuple[str, ...]:
    """Return what is to be said of the province before and after a merger."""
    if len(homes) < 2:
        return ()
    names = " và ".join(_home_name(home) for home in homes)
    notes = [f"{names} là hai đối tượng khác nhau: đứng cạnh nhau để đối chiếu, không bao giờ nối thành một chuỗi"]
    related = series[0].related if series else ()
    notes += [f"{one.entity.name}: {one.note}" for one in related if not one.entity.is_home]
    return tuple(f"{note}." for note in notes)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def home_cards(found: Iterable[IndexSeries]) -> tuple[Card, ...]:
    """Return small cards for the first page: value, rank, source and year of each index that has a value."""
    cards = []
    for series in found:
        for line in series.lines:
            newest = newest_of(series, line)
            if line.entity.is_home and newest.place is not None:
                cards.append(_small_card(newest, series.index))
    return tuple(cards)


def _small_card(newest: Newest, index: Index) -> Card:
    cell = newest.cell
    value = cell.value if cell else None
    if value is None:
        raise ValueError("a card of no value")
    edition = value.edition
    rank = _capital(numbers.rank_text(value.rank, value.ranked_among)) if value.rank is not None else ""
    number = numbers.number_text(value.number, edition.scale.decimals) if value.number is not None else ""
    return Card(
        title=index.short_name,
        href=addresses.of_index(index.slug),
        kicker=f"{newest.line.entity.short_name} · đo năm {edition.year_measured}",
        figure=number or rank,
        figure_unit=edition.scale.unit if number else "",
        text=f"{rank}." if number and rank else "",
        dots_words=f"Nguồn: {value.source.publisher or value.source.title}",
        tags=_tags(edition.illustrative),
    )


def local_value_facts(value: IndexValue | None) -> tuple[Fact, ...]:
    """Return what the page of an agency says of its newest value in the province's own index; nothing without one."""
    if value is None:
        return ()
    edition = value.edition
    href = addresses.ranking_of(edition.index.slug, edition.year_measured)
    told = Told(
        numbers.value_text(value), href=href, note=f"Nguồn: {value.source.title}", tags=_tags(edition.illustrative)
    )
    return (Fact(f"{edition.index.short_name} {edition.year_measured}", (told,)),)
