"""The rows of an import, read one by one: what each says of whom in which edition, and why not."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from lantoa.apps.indices.models import Component, Edition, Entity
from lantoa.apps.indices.queries.entity_names import Named, name_key
from lantoa.apps.indices.queries.import_base import ImportBase
from lantoa.apps.indices.queries.new_values import bounds_of
from lantoa.apps.indices.tables.cells import Unreadable, is_nothing, read_group, read_rank, read_value
from lantoa.apps.indices.tables.headings import COMPONENT, ENTITY, GROUP, NUMBER_OF, RANK, VALUE, named_code
from lantoa.apps.indices.tables.mapping import Mapping as TableMapping
from lantoa.apps.indices.tables.mapping import SheetMapping
from lantoa.apps.indices.tables.reading import NUMBER, ColumnSign, GivenRow, Said, column_sign, given_rows
from lantoa.core.viettext import DoubtfulNumber, NotANumber, format_number

Rows = Sequence[Sequence[str]]


class Severity(StrEnum):
    """How bad: a row with an error stays out; one in doubt too, unless the officer lets it in; the rest is remarks."""

    ERROR = "error"
    DOUBT = "doubt"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something to look at, with its sentence; `column` is the heading, "" where it concerns the row."""

    severity: Severity
    message: str
    column: str = ""


@dataclass(frozen=True, slots=True)
class ReadValue:
    """What the file says of an entity in a component; None for what it is silent about."""

    entity: Entity
    component: Component
    number: Decimal | None = None
    rank: int | None = None
    group: int | None = None
    absence: str = ""
    # Among how many, where the file says another number than the edition.
    ranked_count: int | None = None

    @property
    def place(self) -> tuple[int, int]:
        return self.entity.pk, self.component.pk


@dataclass(slots=True)
class ReadRow:
    """One row of the file: where it stands (sheet, line as a person counts), and what it says."""

    sheet: int
    line: int
    words: str
    edition: Edition | None = None
    entity: Entity | None = None
    values: list[ReadValue] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unknown: Named | None = None

    def add(self, severity: Severity, message: str, column: str = "") -> None:
        """Write a problem down once."""
        problem = Problem(severity, message, column)
        if problem not in self.problems:
            self.problems.append(problem)

    @property
    def fails(self) -> bool:
        return any(problem.severity is Severity.ERROR for problem in self.problems)


def read_rows(base: ImportBase, sheets: Sequence[Rows], mapping: TableMapping) -> Iterator[ReadRow]:
    """Return every row of the used tables that says something, as it can be read. No query."""
    for number, (rows, said) in enumerate(zip(sheets, mapping.sheets, strict=False)):
        if said.used:
            reader = _SheetReader(base, rows, said, mapping)
            for given in given_rows(rows, said):
                if row := reader.read(number, given):
                    yield row


def sheet_signs(base: ImportBase, rows: Rows, said: SheetMapping) -> Mapping[int, ColumnSign]:
    """Return the decimal sign of each column of numbers, as its numbers show it."""
    edition = base.editions.get(said.edition or 0)
    found = {}
    for place, role in enumerate(said.roles):
        if role == VALUE or role.startswith(NUMBER_OF):
            texts = [row[place] for row in rows[said.first :] if place < len(row)]
            found[place] = column_sign(texts, *_bounds(base, edition, role))
    return found


def _bounds(base: ImportBase, edition: Edition | None, role: str) -> tuple[Decimal | None, Decimal | None]:
    """Return between which numbers a column must lie; in a long table those of the widest component."""
    if edition is None:
        return None, None
    parts = base.components[edition.scale_id]
    if role != VALUE:
        part = parts.get(role.removeprefix(NUMBER_OF))
        return bounds_of(edition, part) if part else (None, None)
    limits = [bounds_of(edition, part) for part in parts.values()]
    lows, highs = [low for low, _ in limits], [high for _, high in limits]
    return (
        None if None in lows or not lows else min(low for low in lows if low is not None),
        None if None in highs or not highs else max(high for high in highs if high is not None),
    )


class _SheetReader:
    """Reads the rows of one table; what it cannot read stays in the row as a problem, nothing is raised."""

    def __init__(self, base: ImportBase, rows: Rows, said: SheetMapping, mapping: TableMapping) -> None:
        self._base, self._said, self._mapping = base, said, mapping
        self._factor = Decimal(mapping.factor)
        self._signs = sheet_signs(base, rows, said)
        self._is_long = COMPONENT in said.roles
        self._named: dict[tuple[str, int], Named] = {}
        self._code_of: dict[tuple[str, int], str] = {}

    def read(self, sheet: int, given: GivenRow) -> ReadRow | None:
        """Return the row as read, None for a row that says nothing: a caption, a remark below the table."""
        silent = all(said.is_empty for said in given.said)
        row = ReadRow(sheet, given.place + 1, given.entity)
        if not given.entity:
            if silent:
                return None
            row.add(Severity.ERROR, "Thiếu tên đối tượng.", self._heading(ENTITY))
            return row
        if silent and not (self._mapping.absence and self._base.names.knows(given.entity)):
            return None
        row.edition = self._edition(given, row)
        if row.edition:
            row.entity = self._entity(row, given.entity, row.edition.year_measured)
        if row.edition and row.entity:
            for said in given.said:
                self._read_said(row, row.edition, row.entity, said)
        return row if row.values or row.problems or row.unknown else None

    def _heading(self, role: str) -> str:
        roles = self._said.roles
        return self._said.headings[roles.index(role)] if role in roles else ""

    def _edition(self, given: GivenRow, row: ReadRow) -> Edition | None:
        if given.year is not None:
            edition = self._base.by_year.get(given.year)
            if edition is None:
                row.add(Severity.ERROR, f"Chưa có kỳ {given.year} của {self._base.index}; hãy thêm kỳ này trước.")
            return edition
        if given.year_text:
            row.add(Severity.ERROR, f"“{given.year_text[:40]}” không phải một năm.")
            return None
        edition = self._base.editions.get(self._said.edition or 0)
        if edition is None:
            row.add(Severity.ERROR, "Chưa chọn kỳ cho trang tính này.")
        return edition

    def _entity(self, row: ReadRow, words: str, year: int) -> Entity | None:
        key = (words, year)
        if key not in self._named:
            self._named[key] = self._base.names.find(words, year)
        named = self._named[key]
        if named.entity:
            return named.entity
        chosen = self._mapping.entities.get(name_key(words))
        if chosen == 0:
            return None
        if entity := self._base.names.entities.get(chosen or 0):
            if entity.is_valid_in(year):
                return entity
            row.add(Severity.ERROR, f"{entity.name} không tồn tại trong năm {year}.")
            return None
        row.unknown = named
        row.add(Severity.ERROR, named.reason, self._heading(ENTITY))
        return None

    def _read_said(self, row: ReadRow, edition: Edition, entity: Entity, said: Said) -> None:
        code = self._code(said.component, edition) if self._is_long else said.component
        component = self._base.components[edition.scale_id].get(code)
        if component is None:
            if self._is_long or not said.is_empty:
                words = said.component or "(trống)"
                row.add(Severity.ERROR, f"Thang đo của kỳ {edition.year_measured} không có thành phần “{words}”.")
            return
        if said.is_empty:
            if self._mapping.absence:
                row.values.append(ReadValue(entity, component, absence=self._mapping.absence))
            return
        before = len(row.problems)
        number = self._number(row, component, said)
        rank, of = self._rank(row, edition, said)
        group = self._group(row, said)
        if len(row.problems) == before or not row.fails:
            row.values.append(ReadValue(entity, component, number, rank, group, ranked_count=of))

    def _code(self, words: str, edition: Edition) -> str:
        key = (words, edition.scale_id)
        if key not in self._code_of:
            self._code_of[key] = named_code(words, self._base.codes_of(edition))
        return self._code_of[key]

    def _number(self, row: ReadRow, component: Component, said: Said) -> Decimal | None:
        cell = said.cells.get(NUMBER)
        if cell is None or is_nothing(cell.text):
            return None
        heading, text = self._said.headings[cell.column], " ".join(cell.text.split())[:40]
        sign = self._said.signs.get(cell.column) or self._signs[cell.column].sign
        try:
            number, highest = read_value(cell.text, sign)
        except DoubtfulNumber:
            row.add(Severity.ERROR, f"“{text}”: chưa rõ dấu phẩy hay dấu chấm là dấu thập phân; hãy chọn.", heading)
            return None
        except NotANumber:
            row.add(Severity.ERROR, f"“{text}” không phải một số.", heading)
            return None
        if highest is not None and component.highest is not None and highest != component.highest:
            told = f"Ô ghi “{text}” nhưng điểm tối đa của thành phần là {format_number(component.highest)}."
            row.add(Severity.DOUBT, told, heading)
        return number * self._factor

    def _rank(self, row: ReadRow, edition: Edition, said: Said) -> tuple[int | None, int | None]:
        """Return the rank, and among how many where the edition says another number or none."""
        cell = said.cells.get(RANK)
        if cell is None or is_nothing(cell.text):
            return None, None
        heading = self._said.headings[cell.column]
        try:
            ranked = read_rank(cell.text)
        except Unreadable as error:
            row.add(Severity.ERROR, str(error), heading)
            return None, None
        if ranked.of is None or ranked.of == edition.ranked_count:
            return ranked.rank, None
        if edition.ranked_count is not None:
            told = f"Ô ghi trên {ranked.of}, kỳ này xếp hạng {edition.ranked_count} đối tượng."
            row.add(Severity.DOUBT, told, heading)
        return ranked.rank, ranked.of

    def _group(self, row: ReadRow, said: Said) -> int | None:
        cell = said.cells.get(GROUP)
        if cell is None or is_nothing(cell.text):
            return None
        try:
            return read_group(cell.text)
        except Unreadable as error:
            row.add(Severity.ERROR, str(error), self._said.headings[cell.column])
            return None
