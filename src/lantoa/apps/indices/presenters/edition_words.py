"""One edition in words: by component, among all who were ranked, and as it would have been; tables and sentences."""

from collections.abc import Sequence
from dataclasses import dataclass

from lantoa.apps.indices.models import Edition
from lantoa.apps.indices.presenters.marks import entity_names
from lantoa.apps.indices.presenters.numbers import (
    NO_RANK,
    amount_text,
    cell_text,
    change_text,
    lowered,
    number_cell,
    number_text,
    rank_cell,
    rank_text,
    value_text,
)
from lantoa.apps.indices.presenters.sentences import (
    beside_words,
    change_words,
    reading_words,
    subject_words,
    with_mark,
)
from lantoa.apps.indices.presenters.tables import NOTHING_BEFORE, derivation, edition_notes, with_notes
from lantoa.apps.indices.queries.records import ComponentRow, EditionSheet, Ranked, WhatIf
from lantoa.core.charts import ChartTable
from lantoa.core.scoring import Unknown

NOTHING_ELSE = "Đây là phép tính theo cách tính tổng của thang đo, không phải dự báo."
PUBLISHED, SUPPOSED = "Đã công bố", "Nếu vậy"


@dataclass(frozen=True, slots=True)
class Shown:
    """Which columns beside the entity's own an edition has anything for."""

    region: bool
    nation: bool
    best: bool


def shown_beside(sheet: EditionSheet) -> Shown:
    """Return beside what an edition can be set: whatever a source says anything of."""
    return Shown(
        region=any(row.region.value or row.region.absent for row in sheet.rows),
        nation=any(row.nation.value or row.nation.absent for row in sheet.rows),
        best=any(row.best is not None and row.best.number is not None for row in sheet.rows),
    )


def drawn_beside(rows: Sequence[ComponentRow]) -> Shown:
    """Return beside what these rows can be drawn: whatever any of them has a number of."""
    return Shown(
        region=any(row.region.number is not None for row in rows),
        nation=any(row.nation.number is not None for row in rows),
        best=any(row.best is not None and row.best.number is not None for row in rows),
    )


def edition_table(sheet: EditionSheet) -> ChartTable:
    """Return a row for each component of an edition, the total first, with what can be set beside it."""
    shown, name = shown_beside(sheet), sheet.entity.short_name
    header = [
        "Thành phần",
        name,
        f"{name}: hạng",
        f"So với năm {sheet.previous.year_measured}" if sheet.previous else "So với kỳ trước",
    ]
    header += [sheet.region.short_name] if shown.region and sheet.region else []
    header += [sheet.nation.short_name] if shown.nation and sheet.nation else []
    header += ["Cao nhất"] if shown.best else []
    header += ["Điểm tối đa"]
    rows = [_edition_row(sheet, row, shown) for row in sheet.rows]
    notes = ["; ".join(filter(None, [derivation(row.own)])) for row in sheet.rows]
    first = "; ".join([*edition_notes(sheet.edition), *filter(None, notes[:1])])
    return with_notes(header, rows, [first, *notes[1:]])


def _edition_row(sheet: EditionSheet, row: ComponentRow, shown: Shown) -> list[str]:
    scale = sheet.edition.scale
    cells = [f"{'– ' * max(0, row.depth - 1)}{row.component.name}", number_cell(row.own), rank_cell(row.own)]
    cells.append(change_text(row.change, scale) or NOTHING_BEFORE)
    cells += [cell_text(row.region)] if shown.region and sheet.region else []
    cells += [cell_text(row.nation)] if shown.nation and sheet.nation else []
    cells += [_best(row)] if shown.best else []
    most = row.component.highest
    return [*cells, "không rõ" if most is None else number_text(most)]


def _best(row: ComponentRow) -> str:
    if row.best is None or row.best.number is None:
        return row.best_reason or "chưa rõ"
    scale = row.best.edition.scale
    return f"{amount_text(row.best.number, scale.unit, scale.decimals)} ({row.best.entity.short_name})"


def edition_sentence(sheet: EditionSheet) -> str:
    """Return what an edition shows: the total with its change and what is beside it, then the ends of the ranks."""
    total = sheet.rows[0]
    subject = subject_words(sheet.edition.index.short_name)
    words = reading_words(subject, sheet.entity, sheet.entity.short_name, total.own)
    if total.own.value is not None:
        before = sheet.previous.year_measured if sheet.previous else 0
        beside = [(sheet.region, total.region), (sheet.nation, total.nation)]
        others = [(entity, entity.short_name, cell) for entity, cell in beside if entity is not None]
        words += change_words(total.change, sheet.edition.scale, before) + beside_words(total.own, others)
    told = [f"Năm {sheet.edition.year_measured}, {words}.", *_ends(sheet.rows[1:])]
    return with_mark(" ".join(told), [sheet.edition])


def _ends(rows: Sequence[ComponentRow]) -> list[str]:
    """Which component has the best and which the last rank; else which are under the nation."""
    parts = [row for row in rows if row.depth == 1]
    if not parts:
        return ["Chưa có số liệu theo từng thành phần."]
    ranked = [row for row in parts if row.own.rank is not None]
    if len({row.own.rank for row in ranked}) > 1:
        best, last = min(ranked, key=_rank_of), max(ranked, key=_rank_of)
        return [
            f"Trong các thành phần có hạng, cao nhất là “{best.component.name}” ({_rank_words(best)}), "
            f"thấp nhất là “{last.component.name}” ({_rank_words(last)})."
        ]
    if all(row.own.value is None for row in parts):
        return ["Chưa có giá trị của thành phần nào."]
    return _under(parts)


def _under(parts: Sequence[ComponentRow]) -> list[str]:
    under = [row for row in parts if row.own.number is not None and (row.nation.number or 0) > row.own.number]
    if not under:
        return []
    names = ", ".join(f"“{row.component.name}”" for row in under[:3])
    more = " và các thành phần khác ở bảng" if len(under) > 3 else ""
    return [f"Thấp hơn mức chung cả nước ở {names}{more}."]


def _rank_of(row: ComponentRow) -> int:
    return row.own.rank or 0


def _rank_words(row: ComponentRow) -> str:
    assert row.own.value is not None
    return rank_text(row.own.rank or 0, row.own.value.ranked_among)


def ranking_table(edition: Edition, ranked: Sequence[Ranked]) -> ChartTable:
    """Return a row for each entity of an edition, in the order that was given: the best first."""
    names = entity_names(one.entity for one in ranked)
    rows = [[names[one.entity.pk], number_cell(one.cell), rank_cell(one.cell)] for one in ranked]
    unit = f" ({edition.scale.unit})" if edition.scale.unit else ""
    told = ["; ".join(filter(None, [derivation(one.cell)])) for one in ranked]
    if told:
        told[0] = "; ".join([*edition_notes(edition), *filter(None, told[:1])])
    return with_notes(["Đối tượng", f"Giá trị{unit}", "Hạng"], rows, told)


def ranking_sentence(edition: Edition, ranked: Sequence[Ranked], emphasised: Sequence[Ranked], component: str) -> str:
    """Return where those emphasised stand in an edition, and who is first where that is stated."""
    names = entity_names(one.entity for one in ranked)
    subject = subject_words(edition.index.short_name, component)
    told = [
        f"Năm {edition.year_measured}, {reading_words(subject, one.entity, names[one.entity.pk], one.cell)}."
        for one in emphasised
    ]
    if not told:
        told = [f"Kỳ năm {edition.year_measured} của {edition.index.short_name}."]
    first = next((one for one in ranked if one.cell.rank == 1 and one.cell.value is not None), None)
    if first is not None and first not in emphasised and first.cell.value is not None:
        told.append(f"Đứng đầu là {names[first.entity.pk]} ({value_text(first.cell.value)}).")
    return with_mark(" ".join(told), [edition])


def what_if_table(what: WhatIf) -> ChartTable:
    """Return the component, the total and the rank, as published and as they would be."""
    scale = what.edition.scale
    rows = [
        (what.component.name, *(amount_text(one, scale.unit, scale.decimals) for one in (what.own, what.target))),
        ("Tổng", *(amount_text(one, scale.unit, scale.decimals) for one in (what.total.before, what.total.after))),
        ("Thứ hạng", _stated(what), _supposed_rank(what)),
    ]
    return ChartTable(("Khoản", PUBLISHED, SUPPOSED), tuple(rows))


def what_if_sentence(what: WhatIf) -> str:
    """Return what would be if one component had another value and all others stayed; it is arithmetic, and says so."""
    scale, year = what.edition.scale, what.edition.year_measured
    own, target, before, after = (
        amount_text(one, scale.unit, scale.decimals)
        for one in (what.own, what.target, what.total.before, what.total.after)
    )
    of = f"bằng mức của {_whose(what.target_of)} ({target})" if what.target_of else f"là {target}"
    published = "tính từ các thành phần" if what.total.computed else "đã công bố"
    sentence = (
        f"Nếu năm {year} thành phần “{what.component.name}” của {what.entity.short_name} {of} thay cho {own}, "
        f"các thành phần khác giữ nguyên, thì tổng {what.edition.index.short_name} là {after} ({published}: {before})"
    )
    if isinstance(what.rank, Unknown):
        sentence += f"; {_supposed_rank(what)}"
    else:
        sentence += f", {rank_text(what.rank.rank, what.rank.of)} ({PUBLISHED.lower()}: {_stated(what)})"
    return with_mark(f"{sentence}. {NOTHING_ELSE}", [what.edition])


def _whose(name: str) -> str:
    return "cả nước" if name == "Cả nước" else name


def _stated(what: WhatIf) -> str:
    if what.stated_rank is None:
        return NO_RANK
    # Within the province the edition does not say among how many: each kind is ranked apart.
    of = what.edition.ranked_count if isinstance(what.rank, Unknown) else what.rank.of
    return rank_text(what.stated_rank, of)


def _supposed_rank(what: WhatIf) -> str:
    if isinstance(what.rank, Unknown):
        reason = lowered(what.rank.reason.rstrip(".").removesuffix(" nên không tính được hạng"))
        return f"không tính được hạng ({reason})"
    tied = " (bằng điểm với đối tượng khác)" if what.rank.tied else ""
    return f"{rank_text(what.rank.rank, what.rank.of)}{tied}"
