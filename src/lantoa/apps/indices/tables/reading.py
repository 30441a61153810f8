"""From a table and what its columns mean to what it says of whom; and the decimal sign of each column."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from lantoa.apps.indices.tables.cells import is_nothing, years_in
from lantoa.apps.indices.tables.headings import (
    COMPONENT,
    ENTITY,
    GROUP,
    GROUP_OF,
    NUMBER_OF,
    RANK,
    RANK_OF,
    VALUE,
    YEAR,
)
from lantoa.apps.indices.tables.mapping import SheetMapping
from lantoa.core.viettext import readings_of, signs_of
from lantoa.core.viettext.number_reading import Sign

NUMBER = "number"
_KINDS = ((NUMBER_OF, NUMBER), (RANK_OF, RANK), (GROUP_OF, GROUP))
_LONG = {VALUE: NUMBER, RANK: RANK, GROUP: GROUP}


@dataclass(frozen=True, slots=True)
class Text:
    """One cell: the place of its column, and what stands in it."""

    column: int
    text: str


@dataclass(frozen=True, slots=True)
class Said:
    """What one row says of one component: the component's code (wide) or words (long), and the cells by kind."""

    component: str
    cells: dict[str, Text]

    @property
    def is_empty(self) -> bool:
        return all(is_nothing(cell.text) for cell in self.cells.values())


@dataclass(frozen=True, slots=True)
class GivenRow:
    """One row of a table: its place, whom it speaks of, in which year (None: that of the sheet), and what it says."""

    place: int
    entity: str
    year: int | None
    year_text: str
    said: tuple[Said, ...]


def given_rows(rows: Sequence[Sequence[str]], mapping: SheetMapping) -> Iterator[GivenRow]:
    """Return what the rows below the heading say; empty rows are passed over.

    In a long table the name or the year may stand once for several rows, as merged cells leave it.
    """
    roles = mapping.roles
    entity_at, year_at, component_at = (
        roles.index(role) if role in roles else -1 for role in (ENTITY, YEAR, COMPONENT)
    )
    groups = _groups(roles)
    entity, year_text = "", ""
    for place in range(mapping.first, len(rows)):
        row = [*rows[place], *[""] * (len(roles) - len(rows[place]))]
        if not any(cell.strip() for cell in row):
            continue
        own, own_year = _at(row, entity_at), _at(row, year_at)
        repeats = component_at >= 0 and _at(row, component_at)
        entity = own if own or not repeats else entity
        year_text = own_year if own_year or not repeats else year_text
        if component_at >= 0:
            kinds = {_LONG[role]: Text(at, row[at].strip()) for at, role in enumerate(roles) if role in _LONG}
            said: tuple[Said, ...] = (Said(_at(row, component_at), kinds),) if kinds else ()
        else:
            said = tuple(
                Said(code, {kind: Text(at, row[at].strip()) for kind, at in kinds.items()})
                for code, kinds in groups.items()
            )
        years = years_in(year_text)
        yield GivenRow(place, entity, years[0] if len(years) == 1 else None, year_text, said)


def _at(row: Sequence[str], place: int) -> str:
    return " ".join(row[place].split()) if place >= 0 else ""


def _groups(roles: Sequence[str]) -> dict[str, dict[str, int]]:
    """Return for each component of a wide table its columns by kind."""
    found: dict[str, dict[str, int]] = {}
    for place, role in enumerate(roles):
        for prefix, kind in _KINDS:
            if role.startswith(prefix):
                found.setdefault(role.removeprefix(prefix), {})[kind] = place
    return found


@dataclass(frozen=True, slots=True)
class ColumnSign:
    """The decimal sign of a column, None where nothing needs one or it is in doubt; `mixed`: both signs occur."""

    sign: Sign | None = None
    doubtful: bool = False
    mixed: bool = False


def column_sign(texts: Iterable[str], lowest: Decimal | None, highest: Decimal | None) -> ColumnSign:
    """Return the sign that all numbers of a column agree on, also where only one of two readings is on the scale.

    >>> column_sign(["4.969", "5.05"], None, None), column_sign(["4.969"], Decimal(0), Decimal(10))
    (ColumnSign(sign='.', doubtful=False, mixed=False), ColumnSign(sign='.', doubtful=False, mixed=False))
    >>> column_sign(["4.969"], None, None).doubtful, column_sign(["61,26", "61.26", "4.969"], None, None).mixed
    (True, True)
    """
    texts = [text for text in texts if text]
    signs = signs_of(texts)
    if len(signs) == 1:
        return ColumnSign(next(iter(signs)))
    doubtful = [readings for text in texts if len(readings := readings_of(text)) == 2]
    if len(signs) == 2:
        return ColumnSign(doubtful=bool(doubtful), mixed=True)
    if not doubtful:
        return ColumnSign()
    possible: set[Sign] = set()
    for place, sign in enumerate((",", ".")):
        if all(_fits(readings[place], lowest, highest) for readings in doubtful):
            possible.add(sign)  # type: ignore[arg-type]
    return ColumnSign(next(iter(possible))) if len(possible) == 1 else ColumnSign(doubtful=True)


def _fits(number: Decimal, lowest: Decimal | None, highest: Decimal | None) -> bool:
    return (lowest is None or number >= lowest) and (highest is None or number <= highest)
