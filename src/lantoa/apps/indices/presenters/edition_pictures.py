"""Pictures of one edition: by component, among all who were ranked, and as it would have been."""

from collections.abc import Collection, Sequence
from decimal import Decimal

from lantoa.apps.indices.models import Component, Edition, Value
from lantoa.apps.indices.presenters.edition_words import (
    PUBLISHED,
    SUPPOSED,
    Shown,
    drawn_beside,
    edition_sentence,
    edition_table,
    ranking_sentence,
    ranking_table,
    what_if_sentence,
    what_if_table,
)
from lantoa.apps.indices.presenters.marks import WIDTH, entity_names, rank_mark, titled, value_mark
from lantoa.apps.indices.presenters.numbers import number_text
from lantoa.apps.indices.queries.records import Cell, ComponentRow, EditionSheet, Ranked, WhatIf
from lantoa.core.charts import DotRow, Figure, Mark, dot_chart, reworded, strip_chart

_BEST = "Cao nhất"


def edition_picture(sheet: EditionSheet, *, width: int = WIDTH, chart_id: str | None = None) -> Figure:
    """Return an edition by component: own reading beside region, nation and best, each on the component's own track.

    An edition without components is drawn as its total. No query. Raises ChartError where there is nothing at all.
    """
    parts = [row for row in sheet.rows if row.depth == 1] or list(sheet.rows)
    edition = sheet.edition
    drawn = dot_chart(
        titled(
            f"{edition.index.short_name} năm {edition.year_measured} theo thành phần: {sheet.entity.short_name}",
            [edition],
        ),
        [_dot_row(sheet, row, drawn_beside(parts)) for row in parts],
        unit=edition.scale.unit,
        own=sheet.entity.short_name,
        decimals=edition.scale.decimals,
        width=width,
        chart_id=chart_id,
    )
    return reworded(drawn, sentence=edition_sentence(sheet), table=edition_table(sheet))


def _dot_row(sheet: EditionSheet, row: ComponentRow, shown: Shown) -> DotRow:
    marks = [value_mark(sheet.entity.short_name, row.own)]
    if shown.region and sheet.region:
        marks.append(value_mark(sheet.region.short_name, row.region))
    if shown.nation and sheet.nation:
        marks.append(value_mark(sheet.nation.short_name, row.nation))
    if shown.best:
        marks.append(_best_mark(row.best, row.best_reason))
    return DotRow(row.component.name, tuple(marks), _top(row.component.highest, marks))


def _best_mark(best: Value | None, reason: str) -> Mark:
    if best is None:
        return Mark(_BEST, None, reason=reason)
    return value_mark(_BEST, Cell(best))


def _top(highest: Decimal | None, marks: Sequence[Mark]) -> float | None:
    """The maximum of a track; none where a published value is above it, which the checks of the office tell."""
    values = [mark.value for mark in marks if mark.value is not None]
    return None if highest is None or any(value > float(highest) for value in values) else float(highest)


def strip_picture(
    edition: Edition,
    ranked: Sequence[Ranked],
    *,
    component: Component | None = None,
    emphasised: Collection[int] | None = None,
    width: int = WIDTH,
    chart_id: str | None = None,
) -> Figure:
    """Return where some stand among all of an edition: numbers on one line, ranks where most have only those.

    `emphasised`: keys of entities, home by default. `component` is the one that the ranking is of, None for the total.
    No query. Raises ChartError for an empty ranking.
    """
    names = entity_names(one.entity for one in ranked)
    told = [one for one in ranked if _is_told(one, emphasised)]
    numbers = sum(one.cell.number is not None for one in ranked)
    by_rank = numbers < sum(one.cell.rank is not None for one in ranked)
    part = component if component is not None and component.parent_id is not None else None
    words = f", {part.name}" if part else ""
    whom = f": {', '.join(names[one.entity.pk] for one in told[:3])}" if told else ""
    drawn = strip_chart(
        titled(f"{edition.index.short_name} năm {edition.year_measured}{words}{whom}", [edition]),
        [
            rank_mark(names[one.entity.pk], one.cell, bare=True)
            if by_rank
            else value_mark(names[one.entity.pk], one.cell)
            for one in ranked
        ],
        emphasised={names[one.entity.pk] for one in told},
        unit="hạng" if by_rank else edition.scale.unit,
        noun="đối tượng",
        downwards=by_rank,
        of=edition.ranked_count if by_rank else None,
        decimals=edition.scale.decimals,
        width=width,
        chart_id=chart_id,
    )
    sentence = ranking_sentence(edition, ranked, told, part.name if part else "")
    return reworded(drawn, sentence=sentence, table=ranking_table(edition, ranked))


def _is_told(one: Ranked, emphasised: Collection[int] | None) -> bool:
    return one.entity.is_home if emphasised is None else one.entity.pk in emphasised


def what_if_picture(what: WhatIf, *, width: int = WIDTH, chart_id: str | None = None) -> Figure:
    """Return a component and the total as published and as they would be. No query."""
    edition = what.edition
    parts = [
        (what.component.name, what.own, what.target, what.component.highest),
        (f"Tổng {edition.index.short_name}", what.total.before, what.total.after, edition.scale.highest),
    ]
    rows = []
    for name, before, after, highest in parts:
        marks = (_supposed(PUBLISHED, before, edition), _supposed(SUPPOSED, after, edition))
        rows.append(DotRow(name, marks, _top(highest, marks)))
    drawn = dot_chart(
        titled(f"Thử tính {edition.index.short_name} năm {edition.year_measured}: {what.component.name}", [edition]),
        rows,
        unit=edition.scale.unit,
        noun="dòng",
        decimals=edition.scale.decimals,
        width=width,
        chart_id=chart_id,
    )
    return reworded(drawn, sentence=what_if_sentence(what), table=what_if_table(what))


def _supposed(label: str, number: Decimal, edition: Edition) -> Mark:
    return Mark(label, float(number), number_text(number, edition.scale.decimals))
