"""The matrix read as now: agencies that merged or were renamed since stand under the one that exists on the day."""

from collections import defaultdict
from dataclasses import replace
from datetime import date

from lantoa.apps.agencies.models import Agency
from lantoa.apps.agencies.queries import counted_under
from lantoa.apps.coverage.queries.matrix import Cell, CellState, Matrix, Row, register_order

# What a cell of several agencies says, the first that one of them is in.
_STRONGEST = (CellState.COVERED, CellState.GAP, CellState.UNKNOWN, CellState.NOT_OWED)


def matrix_as_now(matrix: Matrix, *, on: date) -> Matrix:
    """Return the matrix with its rows read as of that day; every total is the one it had (docs/explanation).

    An article has one agency and an agency one row, so articles add up without counting any twice; cells owed stay
    those of the agencies as known then. At most two queries.
    """
    under = counted_under((row.agency for row in matrix.rows), on=on)
    together: dict[int, list[Row]] = defaultdict(list)
    agencies: dict[int, Agency] = {}
    for row in matrix.rows:
        agency = under[row.agency.pk]
        agencies[agency.pk] = agency
        together[agency.pk].append(row)
    rows = [_added_up(agency, together[pk]) for pk, agency in agencies.items()]
    return replace(matrix, rows=tuple(sorted(rows, key=lambda row: register_order(row.agency))))


def _added_up(agency: Agency, parts: list[Row]) -> Row:
    if len(parts) == 1 and parts[0].agency == agency:
        return parts[0]
    return Row(
        agency,
        tuple(_cell(cells) for cells in zip(*(part.cells for part in parts), strict=True)),
        articles=sum(part.articles for part in parts),
        readable=any(part.readable for part in parts),
        parts=tuple(parts),
    )


def _cell(parts: tuple[Cell, ...]) -> Cell:
    states = {part.state for part in parts}
    return Cell(
        parts[0].theme,
        next(state for state in _STRONGEST if state in states),
        owed=any(part.owed for part in parts),
        articles=sum(part.articles for part in parts),
        confirmed=sum(part.confirmed for part in parts),
        reposts=sum(part.reposts for part in parts),
        parts=parts,
    )
