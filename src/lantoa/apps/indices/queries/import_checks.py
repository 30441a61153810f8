"""What speaks against the rows of an import when they are held against one another and against what is stored."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from lantoa.apps.indices.models import Component, Edition, EntityKind, Index
from lantoa.apps.indices.queries.import_base import Column, ImportBase, Place
from lantoa.apps.indices.queries.import_rows import ReadRow, ReadValue, Severity
from lantoa.apps.indices.queries.new_values import NewValue, bounds_of, value_faults
from lantoa.core.scoring.standings import RankFault, rank_problems
from lantoa.core.scoring.weights import ScaledPart, TotalRule, total_problem
from lantoa.core.viettext import format_number

_Said = tuple[ReadRow, ReadValue]
_Parts = dict[int | None, list[Component]]
# Means, which nobody ranks.
_UNRANKED = {EntityKind.NATION, EntityKind.REGION}
# Fewer numbers than these say nothing about the scale of a column.
_ENOUGH = 3


def check_rows(base: ImportBase, rows: Sequence[ReadRow]) -> None:
    """Write into the rows what speaks against them. No query."""
    said = [(row, value) for row in rows for value in row.values]
    _check_bounds(said)
    _check_doubles(said)
    said = [(row, value) for row, value in said if not row.fails]
    now = _Effective(base, said)
    _check_scales(said)
    _check_ranks(base, now, said)
    _check_totals(base, now, said)
    _check_changes(base, said)
    _check_decimals(said)


class _Effective:
    """What would be stored in the end: number and rank of each entity by edition and component."""

    def __init__(self, base: ImportBase, said: Iterable[_Said]) -> None:
        self.numbers: dict[Column, dict[int, Decimal | None]] = defaultdict(dict)
        self.ranks: dict[Column, dict[int, int | None]] = defaultdict(dict)
        for pk, places in base.stored.items():
            for (entity, component), values in places.items():
                for stored in values:
                    if stored.preferred:
                        self._set((pk, component), entity, stored.number, stored.rank)
        for row, value in said:
            assert row.edition is not None
            self._set((row.edition.pk, value.component.pk), value.entity.pk, value.number, value.rank)

    def _set(self, column: Column, entity: int, number: Decimal | None, rank: int | None) -> None:
        numbers, ranks = self.numbers[column], self.ranks[column]
        numbers[entity] = number if number is not None else numbers.get(entity)
        ranks[entity] = rank if rank is not None else ranks.get(entity)


def _check_bounds(said: Iterable[_Said]) -> None:
    for row, value in said:
        assert row.edition is not None
        told = NewValue(value.entity, value.component, value.number, value.rank, value.group, value.absence)
        told = replace(told, ranked_count=value.ranked_count)
        for fault in value_faults(row.edition, told):
            row.add(Severity.ERROR, fault, value.component.short_name)


def _check_doubles(said: Iterable[_Said]) -> None:
    """Two rows for the same: neither goes in where they differ; where they say the same, it goes in once."""
    first: dict[tuple[int, Place], _Said] = {}
    for row, value in said:
        assert row.edition is not None
        other, told = first.setdefault((row.edition.pk, value.place), (row, value))
        if told is value:
            continue
        if told == value:
            row.values = [one for one in row.values if one is not value]
            row.add(Severity.NOTE, f"Lặp lại dòng {other.line}.")
            continue
        for one, beside in ((row, other), (other, row)):
            words = f"Trùng với dòng {beside.line} mà số khác nhau; hãy giữ một dòng."
            one.add(Severity.ERROR, words, value.component.short_name)


def _columns(said: Iterable[_Said]) -> dict[Column, list[_Said]]:
    found: dict[Column, list[_Said]] = defaultdict(list)
    for row, value in said:
        assert row.edition is not None
        found[row.edition.pk, value.component.pk].append((row, value))
    return found


def _check_scales(said: Sequence[_Said]) -> None:
    """Doubt a column that lies in a hundredth of its scale as a whole: shares of one, not points of a hundred."""
    for column in _columns(said).values():
        edition, component = column[0][0].edition, column[0][1].component
        assert edition is not None
        numbers = [value.number for _, value in column if value.number is not None]
        _, highest = bounds_of(edition, component)
        if highest is None or len(numbers) < _ENOUGH or highest < 5:
            continue
        if all(abs(number) <= 1 for number in numbers) and any(number % 1 for number in numbers):
            told = f"Có vẻ khác thang: mọi số đều từ 0 đến 1 mà thang đến {format_number(highest)}; hãy chọn hệ số."
            for row, _ in column:
                row.add(Severity.DOUBT, told, component.short_name)


def scale_hint(rows: Iterable[ReadRow]) -> str:
    """Return the factor that would bring numbers which all lie beyond the scale into it, "" where that is not so."""
    beyond, factors = 0, {"0.01": 0, "0.1": 0}
    for row in rows:
        for value in row.values:
            if value.number is None or row.edition is None:
                continue
            _, highest = bounds_of(row.edition, value.component)
            if highest is None:
                continue
            if value.number <= highest:
                return ""
            beyond += 1
            for factor in factors:
                factors[factor] += value.number * Decimal(factor) <= highest
    fitting = [factor for factor in ("0.1", "0.01") if factors[factor] == beyond]
    return fitting[0] if beyond >= _ENOUGH and fitting else ""


def _check_ranks(base: ImportBase, now: _Effective, said: Sequence[_Said]) -> None:
    """Doubt ranks that do not fit the numbers or each other; within a province each kind of entity is ranked apart."""
    for (edition, component), column in _columns(said).items():
        kinds = {base.names.entities[value.entity.pk].kind for _, value in column}
        local = base.index.kind == Index.Kind.LOCAL
        for ranked_kinds in [{kind} for kind in kinds] if local else [kinds - _UNRANKED]:
            _check_ranked(base, now, base.editions[edition], component, column, ranked_kinds)


def _check_ranked(
    base: ImportBase, now: _Effective, edition: Edition, component: int, column: Sequence[_Said], kinds: set[str]
) -> None:
    ranks = {
        pk: rank
        for pk, rank in now.ranks[edition.pk, component].items()
        if pk in base.names.entities and base.names.entities[pk].kind in kinds
    }
    if not any(rank is not None for rank in ranks.values()):
        return
    names = _distinct_names(base, ranks)
    numbers = now.numbers[edition.pk, component]
    rows = {names[value.entity.pk]: (row, value) for row, value in column if value.entity.pk in names}
    problems = rank_problems(
        {name: numbers.get(pk) for pk, name in names.items()},
        {name: ranks[pk] for pk, name in names.items()},
        edition.ranked_count,
        top=edition.ranked_top,
        higher_is_better=base.index.higher_is_better,
    )
    for problem in problems:
        severity = Severity.WARNING if problem.fault is RankFault.GAP else Severity.DOUBT
        for name in problem.names[:1] if problem.fault is RankFault.AGAINST_VALUE else problem.names:
            if name in rows:
                row, value = rows[name]
                row.add(severity, problem.sentence, value.component.short_name)


def _distinct_names(base: ImportBase, ranks: Mapping[int, object]) -> dict[int, str]:
    """Return the names as sentences have them; of two with one name the second has its full name."""
    found: dict[int, str] = {}
    for pk in ranks:
        entity = base.names.entities.get(pk)
        if entity:
            taken = set(found.values())
            options = (entity.short_name, entity.name, f"{entity.name} ({entity.slug})")
            found[pk] = next(name for name in options if name not in taken)
    return found


def _check_totals(base: ImportBase, now: _Effective, said: Sequence[_Said]) -> None:
    """Doubt an entity whose published total does not follow from its published components."""
    seen: set[tuple[int, int]] = set()
    trees = {scale: _tree(parts.values()) for scale, parts in base.components.items() if parts}
    for row, value in said:
        edition = row.edition
        assert edition is not None
        key = (edition.pk, value.entity.pk)
        if key in seen or edition.scale.rule == TotalRule.UNKNOWN:
            continue
        seen.add(key)
        root, parts = trees[edition.scale_id]
        numbers = {one.pk: now.numbers.get((edition.pk, one.pk), {}).get(key[1]) for one in base.parts_in(edition)}
        whole = _scaled(root, parts, numbers)
        if told := total_problem(whole, TotalRule(edition.scale.rule), edition.scale.decimals):
            row.add(Severity.DOUBT, told)


def _scaled(component: Component, parts: _Parts, numbers: Mapping[int, Decimal | None]) -> ScaledPart:
    below = tuple(_scaled(part, parts, numbers) for part in parts.get(component.pk, ()))
    number = numbers.get(component.pk)
    return ScaledPart(component.code, component.short_name, number, component.weight, component.highest, below)


def _tree(components: Iterable[Component]) -> tuple[Component, _Parts]:
    parts: _Parts = defaultdict(list)
    for component in components:
        parts[component.parent_id].append(component)
    return parts[None][0], parts


def _check_changes(base: ImportBase, said: Sequence[_Said]) -> None:
    """Remark on a change against the edition before that is larger than any seen on that component."""
    numbers = base.numbers()
    joined = _joined_years(base)
    largest: dict[int, Decimal] = {}
    for (_, component), years in numbers.items():
        for year, number in years.items():
            before = years.get(joined.get(year, 0))
            if before is not None:
                largest[component] = max(largest.get(component, Decimal(0)), abs(number - before))
    for row, value in said:
        assert row.edition is not None
        before = numbers.get(value.place, {}).get(joined.get(row.edition.year_measured, 0))
        most = largest.get(value.component.pk)
        if value.number is None or before is None or most is None or abs(value.number - before) <= most:
            continue
        step = format_number(abs(value.number - before))
        told = f"Thay đổi {step} so với kỳ trước, lớn hơn mọi thay đổi từng có ({format_number(most)}); hãy xem lại."
        row.add(Severity.WARNING, told, value.component.short_name)


def _joined_years(base: ImportBase) -> dict[int, int]:
    """Return for each edition the year of the one before it with which it can be compared."""
    editions = sorted(base.editions.values(), key=lambda edition: edition.year_measured)
    return {
        late.year_measured: early.year_measured
        for early, late in pairwise(editions)
        if early.scale_id == late.scale_id and not late.method_break
    }


def _check_decimals(said: Iterable[_Said]) -> None:
    for row, value in said:
        if value.number is None or row.edition is None:
            continue
        decimals = row.edition.scale.decimals
        if value.number != round(value.number, decimals):
            told = f"Số có hơn {decimals} chữ số thập phân, nhiều hơn thang đo; vẫn được giữ nguyên."
            row.add(Severity.NOTE, told, value.component.short_name)


def count_remarks(base: ImportBase, rows: Sequence[ReadRow]) -> list[str]:
    """Return for each edition whose number of ranked entities is not what the edition says, the sentence about it."""
    ranked: dict[int, set[int]] = defaultdict(set)
    for row in rows:
        for value in row.values:
            if row.edition and value.component.is_total and value.rank is not None and not row.fails:
                ranked[row.edition.pk].add(value.entity.pk)
    found = []
    for pk, entities in ranked.items():
        edition = base.editions[pk]
        told = edition.ranked_top or edition.ranked_count
        if told is not None and len(entities) != told:
            found.append(f"{edition}: bảng có {len(entities)} đối tượng được xếp hạng, kỳ này ghi {told}.")
    return sorted(found)
