"""What a table would do to the stored values: row by row, before anything is stored."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from lantoa.apps.indices.models import Edition, Entity, IndexImport, IndexSource, Value
from lantoa.apps.indices.queries.entity_names import name_key
from lantoa.apps.indices.queries.import_base import ImportBase, base_of
from lantoa.apps.indices.queries.import_checks import check_rows, count_remarks, scale_hint
from lantoa.apps.indices.queries.import_rows import Problem, ReadRow, ReadValue, Severity, read_rows, sheet_signs
from lantoa.apps.indices.queries.new_values import PENDING, NewValue
from lantoa.apps.indices.tables.mapping import Mapping, mapping_of

_COMPARED = ("number", "rank", "ranked_count", "group", "absence")


class State(StrEnum):
    """What a value of the file is to the stored ones."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class PlannedValue:
    """One value as it would be stored, and the one it would replace, if any; `beside`: what other sources say."""

    new: NewValue
    old: Value | None
    state: State
    beside: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """One row of the file: sheet and line, its edition and entity, its values (none: it stays out), its problems."""

    sheet: int
    line: int
    words: str
    edition: Edition | None
    entity: Entity | None
    values: tuple[PlannedValue, ...]
    problems: tuple[Problem, ...]
    goes_in: bool

    @property
    def state(self) -> State | None:
        """Return what the row does as a whole, None where it stays out."""
        if not self.goes_in:
            return None
        states = {value.state for value in self.values}
        return next((state for state in (State.CHANGED, State.NEW) if state in states), State.SAME)

    @property
    def severity(self) -> Severity | None:
        """Return the worst of its problems."""
        found = {problem.severity for problem in self.problems}
        return next((severity for severity in Severity if severity in found), None)


@dataclass(frozen=True, slots=True)
class Unknown:
    """A name that means nobody for certain: its key, how it is written, why, who may be meant, in how many rows."""

    key: str
    words: str
    reason: str
    candidates: tuple[Entity, ...]
    rows: int


@dataclass(frozen=True, slots=True)
class OpenSign:
    """A column whose decimal sign only a person can tell: sheet, place, heading, an example."""

    sheet: int
    column: int
    heading: str
    sample: str


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """Every row as it would go in, what is to be answered first, and remarks on the whole."""

    rows: tuple[PlannedRow, ...]
    unknown: tuple[Unknown, ...] = ()
    open_signs: tuple[OpenSign, ...] = ()
    remarks: tuple[str, ...] = ()
    factor: str = ""

    @property
    def values(self) -> Iterable[PlannedValue]:
        return (value for row in self.rows if row.goes_in for value in row.values)

    @property
    def left_over(self) -> list[PlannedRow]:
        """Return the rows that stay out."""
        return [row for row in self.rows if not row.goes_in]

    @property
    def counts(self) -> dict[str, int]:
        """Return how many values are new, changed, the same, and how many rows stay out."""
        found = Counter(value.state.value for value in self.values)
        return {**{state.value: found[state.value] for state in State}, "left": len(self.left_over)}

    @property
    def changes_anything(self) -> bool:
        return any(value.state is not State.SAME for value in self.values)

    @property
    def needs_reason(self) -> bool:
        return any(value.state is State.CHANGED for value in self.values)

    @property
    def sha256(self) -> str:
        """Return the hash of all that the plan would do to the stored values; other values, another hash."""
        told = [
            [row.sheet, row.line, row.edition.pk if row.edition else 0, [_told(value) for value in row.values]]
            for row in self.rows
            if row.goes_in
        ]
        return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


def _told(value: PlannedValue) -> list[object]:
    new = value.new
    number = None if new.number is None else str(round(new.number, 5))
    said = [new.entity.pk, new.component.pk, number, new.rank, new.ranked_count, new.group, new.absence]
    return [*said, new.source.pk if new.source else 0, value.old.pk if value.old else 0, value.state.value]


def import_plan(base: ImportBase, kept: IndexImport, mapping: Mapping | None = None) -> ImportPlan:
    """Return what a kept table would do to the stored values, read by its own mapping or by another. No query."""
    mapping = mapping_of(kept.mapping) if mapping is None else mapping
    sheets = [sheet["rows"] for sheet in kept.sheets]
    rows = list(read_rows(base, sheets, mapping))
    factor = scale_hint(rows) if mapping.factor == "1" else ""
    check_rows(base, rows)
    planned = tuple(_planned(base, row, kept.source, accept=mapping.accept) for row in rows)
    return ImportPlan(
        planned, _unknown(rows), _open_signs(base, sheets, mapping), tuple(count_remarks(base, rows)), factor
    )


def plan_of(kept: IndexImport) -> ImportPlan:
    """Return what a kept table would do to the stored values as they are now. Five queries."""
    return import_plan(base_of(kept), kept)


def _planned(base: ImportBase, row: ReadRow, source: IndexSource | None, *, accept: bool) -> PlannedRow:
    stops = {Severity.ERROR} if accept else {Severity.ERROR, Severity.DOUBT}
    values: list[PlannedValue] = []
    if row.edition and not row.fails:
        source = source or row.edition.source
        if source is None and row.values:
            row.add(Severity.ERROR, f"Kỳ {row.edition.year_measured} chưa có nguồn; hãy chọn nguồn của số liệu.")
        values = [
            _value(base, row.edition, value, source) for value in row.values if not _is_known(base, row.edition, value)
        ]
    _remark_on_others(row, values)
    goes_in = bool(values) and not any(problem.severity in stops for problem in row.problems)
    return PlannedRow(
        row.sheet, row.line, row.words, row.edition, row.entity, tuple(values), tuple(row.problems), goes_in
    )


def _value(base: ImportBase, edition: Edition, said: ReadValue, source: IndexSource | None) -> PlannedValue:
    """Return the value as it would be stored: what the file is silent about stays as the same source said it."""
    there = base.values_at(edition, said.place)
    old = next((value for value in there if source and value.source_id == source.pk), None)
    number, rank, group = said.number, said.rank, said.group
    if old and not said.absence:
        number = old.number if number is None else number
        rank = old.rank if rank is None else rank
        group = old.group if group is None else group
    of = old.ranked_count if old and said.rank is None and not said.absence else said.ranked_count
    new = NewValue(said.entity, said.component, number, rank, group, said.absence, source=source, ranked_count=of)
    same = old is not None and all(getattr(old, name) == getattr(new, name) for name in _COMPARED)
    state = State.SAME if same else State.CHANGED if old and old.absence not in PENDING else State.NEW
    return PlannedValue(new, old, state, tuple(value for value in there if value is not old))


def _is_known(base: ImportBase, edition: Edition, said: ReadValue) -> bool:
    """Return whether the file only has not what another source has: that says nothing."""
    return said.absence in PENDING and any(not value.absence for value in base.values_at(edition, said.place))


def _remark_on_others(row: ReadRow, values: Sequence[PlannedValue]) -> None:
    for value in values:
        for other in value.beside:
            if other.number is not None and value.new.number is not None and other.number != value.new.number:
                told = "Nguồn khác ghi số khác; cả hai được giữ cạnh nhau, số đang được chọn không đổi."
                row.add(Severity.WARNING, told, value.new.component.short_name)


def _unknown(rows: Sequence[ReadRow]) -> tuple[Unknown, ...]:
    found: dict[str, Unknown] = {}
    counts: Counter[str] = Counter()
    for row in rows:
        if row.unknown:
            key = name_key(row.words)
            counts[key] += 1
            found.setdefault(key, Unknown(key, row.words, row.unknown.reason, row.unknown.candidates, 0))
    return tuple(Unknown(key, one.words, one.reason, one.candidates, counts[key]) for key, one in found.items())


def _open_signs(base: ImportBase, sheets: Sequence[list[list[str]]], mapping: Mapping) -> tuple[OpenSign, ...]:
    found = []
    for number, (rows, said) in enumerate(zip(sheets, mapping.sheets, strict=False)):
        if not said.used:
            continue
        for place, sign in sheet_signs(base, rows, said).items():
            if sign.doubtful:
                sample = next((row[place] for row in rows[said.first :] if place < len(row) and row[place].strip()), "")
                found.append(OpenSign(number, place, said.headings[place], sample[:40]))
    return tuple(found)
