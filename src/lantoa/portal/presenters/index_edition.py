"""One edition by component: what is weak first, beside the best, the region and the nation."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from lantoa.apps.indices.models import Edition, Entity, Index, Value
from lantoa.apps.indices.presenters import numbers
from lantoa.apps.indices.queries import Cell, ComponentRow, EditionSheet
from lantoa.core.scoring import NoChange
from lantoa.core.viettext import format_percent
from lantoa.portal.presenters import index_addresses as addresses
from lantoa.portal.presenters import index_drawings as drawings
from lantoa.portal.presenters.index_choosers import EntityChooser, entity_groups
from lantoa.portal.presenters.index_parts import (
    ILLUSTRATIVE_TAG,
    UNVERIFIED_TAG,
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
    notice_of,
    share_of,
    tags_of,
    value_cell,
    values_of,
    ways_of,
)
from lantoa.portal.presenters.parts import Empty, Fact, Head, Link, Meta, Notice, Picture, fact
from lantoa.portal.presenters.site import trail
from lantoa.portal.presenters.words import day_words

ORDER_WORDS = (
    "Thành phần yếu nhất đứng đầu: xếp theo điểm đạt được so với điểm tối đa của chính thành phần ấy. "
    "Thành phần chưa biết điểm tối đa hoặc chưa có điểm đứng sau cùng."
)


@dataclass(frozen=True, slots=True)
class EditionPage:
    head: Head
    exhibit: Exhibit
    ways: tuple[Link, ...]
    years: tuple[Link, ...]
    facts: tuple[Fact, ...]
    notice: Notice | None = None
    ignored: Notice | None = None
    empty: Empty | None = None
    figure: Picture | None = None
    tables: tuple[IndexTable, ...] = ()
    order_words: str = ""
    chooser: EntityChooser | None = None
    actions_href: str = ""
    surveys: tuple[Link, ...] = ()
    remarks: tuple[Remark, ...] = ()
    sources: tuple[SourceLine, ...] = ()
    share: Share | None = None


@dataclass(frozen=True, slots=True)
class InEdition:
    """What the page of an edition is made from; `sheet` is None where nobody can be shown."""

    index: Index
    edition: Edition
    editions: Sequence[Edition]
    sheet: EditionSheet | None
    entities: Sequence[Entity]
    asked: Entity | None
    ignored: tuple[str, ...]
    root: str
    # Published surveys with questions on components of the index.
    surveys: tuple[Link, ...] = ()


def share_reached(row: ComponentRow) -> Decimal | None:
    """Return the share of its own maximum that a component has reached, None where either is unknown."""
    number, highest = row.own.number, row.component.highest
    return None if number is None or not highest else number / highest


def weakest_first(sheet: EditionSheet, *, higher_is_better: bool = True) -> EditionSheet:
    """Return the sheet with the total first, then its components by the share of their maximum; parts stay under
    theirs.
    """
    blocks: list[list[ComponentRow]] = []
    for row in sheet.rows:
        if row.depth <= 1 or not blocks:
            blocks.append([row])
        else:
            blocks[-1].append(row)

    def place(block: list[ComponentRow]) -> tuple[bool, bool, Decimal]:
        share = share_reached(block[0])
        return (
            block[0].depth > 0,
            share is None,
            Decimal(0) if share is None else share * (1 if higher_is_better else -1),
        )

    return replace(sheet, rows=tuple(row for block in sorted(blocks, key=place) for row in block))


def edition_page(given: InEdition) -> EditionPage:
    """Return the page of an edition for one entity."""
    index, edition, sources = given.index, given.edition, SourceList()
    sheet = weakest_first(given.sheet, higher_is_better=index.higher_is_better) if given.sheet else None
    exhibit = _exhibit(given, sheet)
    facts = _facts(edition, sources)
    table = _table(sheet, sources) if sheet else None
    remarks: tuple[Remark, ...] = ()
    if sheet:
        placed = ((row.component.short_name, row.own) for row in sheet.rows)
        remarks = (*annotation_remarks(sheet.annotations, sources), *cell_remarks(placed, sources))
    query = addresses.query_of([(addresses.ENTITY, given.asked.slug)] if given.asked else [])
    return EditionPage(
        head=_head(given, sheet),
        exhibit=exhibit,
        ways=ways_of(index, given.editions, addresses.of_edition(index.slug, edition.year_measured), edition=edition),
        years=tuple(
            Link(
                str(other.year_measured),
                addresses.of_edition(index.slug, other.year_measured, query),
                current=other.pk == edition.pk,
            )
            for other in given.editions
        ),
        facts=facts,
        notice=notice_of([edition]),
        ignored=ignored_notice(given.ignored),
        empty=None if table else _nothing(index),
        figure=exhibit.figure(),
        tables=(table,) if table else (),
        order_words=ORDER_WORDS if sheet and len(sheet.rows) > 2 else "",
        chooser=_chooser(given, sheet),
        actions_href=addresses.actions_of(index.slug, edition.year_measured),
        surveys=given.surveys,
        remarks=remarks,
        sources=sources.lines(),
        share=share_of(exhibit, root=given.root),
    )


def _exhibit(given: InEdition, sheet: EditionSheet | None) -> Exhibit:
    index, edition = given.index, given.edition
    cells: list[Cell] = []
    best: list[Value] = []
    for row in sheet.rows if sheet else ():
        cells += [row.own, row.region, row.nation]
        best += [row.best] if row.best else []
    of = f", {sheet.entity.short_name}" if sheet else ""
    return Exhibit(
        name=f"{index.slug}-{edition.year_measured}-thanh-phan",
        title=f"{index.short_name} {edition.year_measured} theo thành phần{of}",
        page=f"{index.slug}/{edition.year_measured}/",
        query=addresses.query_of([(addresses.ENTITY, given.asked.slug)] if given.asked else []),
        draw=lambda width: drawings.draw_edition(sheet, width) if sheet else None,
        values=(*values_of(cells), *best),
        remarks=(ORDER_WORDS,),
        illustrative=edition.illustrative,
    )


def _head(given: InEdition, sheet: EditionSheet | None) -> Head:
    index, edition = given.index, given.edition
    of = f", {sheet.entity.short_name}" if sheet else ""
    return Head(
        f"{index.short_name} {edition.year_measured} theo thành phần{of}",
        crumbs=trail(
            Link("Chỉ số", addresses.all_indices()),
            Link(index.short_name, addresses.of_index(index.slug)),
            Link(str(edition.year_measured)),
        ),
        lead=f"Đo năm {edition.year_measured}, nơi công bố: {index.publisher}.",
        tags=(*tags_of([edition]), *((UNVERIFIED_TAG,) if edition.unverified else ())),
        meta=Meta(image=addresses.card_of(index.slug, edition.year_measured)),
    )


def _facts(edition: Edition, sources: SourceList) -> tuple[Fact, ...]:
    ranked = str(edition.ranked_count) if edition.ranked_count else None
    top = f"chỉ công bố {edition.ranked_top} đối tượng đầu" if edition.ranked_top else ""
    facts = [
        fact("Năm đo", str(edition.year_measured)),
        fact("Công bố ngày", day_words(edition.published_on) if edition.published_on else None),
        fact("Văn bản", edition.decision or None),
        fact("Số đối tượng xếp hạng", ranked, note=top),
        fact("Thang đo", edition.scale.name),
    ]
    if edition.source:
        number = sources.note(edition.source)[0]
        facts.append(fact("Nguồn", edition.source.title, href=f"#{number.anchor}"))
    if edition.method_break:
        facts.append(fact("Đổi cách đo", edition.method_break_note))
    if edition.note:
        facts.append(fact("Ghi chú", edition.note))
    return tuple(facts)


def _table(sheet: EditionSheet, sources: SourceList) -> IndexTable:
    unit = sheet.edition.scale.unit
    header = ["Thành phần", f"{sheet.entity.short_name} ({unit})", "Đạt so với tối đa"]
    header += ["Cao nhất"]
    header += [sheet.region.short_name] if sheet.region else []
    header += [sheet.nation.short_name] if sheet.nation else []
    header.append(f"So với {sheet.previous.year_measured}" if sheet.previous else "So với kỳ trước")
    rows = []
    for row in sheet.rows:
        cells = [value_cell(row.own, sources), _share_cell(row), _best_cell(row, sources)]
        cells += [value_cell(row.region, sources)] if sheet.region else []
        cells += [value_cell(row.nation, sources)] if sheet.nation else []
        cells.append(_change_cell(row, sheet))
        tags = (UNVERIFIED_TAG,) if row.component.unverified else ()
        rows.append(IndexRow(IndexCell(row.component.name, tags=tags), tuple(cells), row.depth, row.depth == 0))
    return IndexTable(f"{sheet.edition} theo thành phần", tuple(header), tuple(rows))


def _share_cell(row: ComponentRow) -> IndexCell:
    share = share_reached(row)
    if share is None:
        reason = "chưa biết điểm tối đa" if row.own.number is not None else "chưa có điểm"
        return IndexCell(reason, is_missing=True)
    highest = numbers.number_text(row.component.highest) if row.component.highest is not None else ""
    return IndexCell(format_percent(share), (f"của {highest}",))


def _best_cell(row: ComponentRow, sources: SourceList) -> IndexCell:
    if row.best is None:
        return IndexCell(row.best_reason or "chưa biết", is_missing=True)
    best = value_cell(Cell(row.best), sources)
    tags = (ILLUSTRATIVE_TAG,) if row.best.edition.illustrative else ()
    return replace(best, lines=(row.best.entity.short_name,), tags=tags)


def _change_cell(row: ComponentRow, sheet: EditionSheet) -> IndexCell:
    words = numbers.change_text(row.change, sheet.edition.scale)
    if not words:
        return IndexCell("chưa có kỳ trước", is_missing=True)
    return IndexCell(words[:1].upper() + words[1:], is_missing=isinstance(row.change, NoChange))


def _chooser(given: InEdition, sheet: EditionSheet | None) -> EntityChooser | None:
    measured = [entity for entity in given.entities if entity.kind not in ("nation", "region")]
    if len(measured) < 2:
        return None
    chosen = sheet.entity.slug if sheet else ""
    action = addresses.of_edition(given.index.slug, given.edition.year_measured)
    return EntityChooser(action, entity_groups(measured, chosen=chosen))


def _nothing(index: Index) -> Empty:
    return Empty(
        "Kỳ này chưa có số liệu nào để xem",
        "Kỳ công bố đã mở, nhưng chưa có giá trị của đối tượng nào. Hãy xem các năm khác.",
        (Link("Qua các năm", addresses.of_index(index.slug)),),
    )
