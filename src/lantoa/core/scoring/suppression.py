"""Which cells of a table are not shown, so that a small group cannot be read off, nor worked out from the others.

Cells are sets of parts that do not overlap (strata); a table's cells may be summed by different ways: by agency, by
procedure, all together. What can be worked out is what a sum or difference of shown cells gives, so that is asked
exactly: whether a hidden cell is a linear combination of the shown ones. Where a figure is told both as counted and
weighted, a shown cell gives two equations, and both are reckoned with.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

# A prime beyond any count of cells: a combination of ones and zeros is found with it as with fractions, and faster.
_PRIME = (1 << 61) - 1


class Hidden(StrEnum):
    """Why a cell is not shown."""

    FEW = "few"  # below the least that is shown
    BESIDE = "beside"  # it would give away another one


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: which table it stands in, its own key there, the parts that it sums up."""

    table: str
    key: Hashable
    parts: frozenset[Hashable]


def hidden_cells(
    counts: Mapping[Hashable, int], least: int, *, also: Collection[Hashable] = ()
) -> dict[Hashable, Hidden]:
    """Return the cells of one table that are not shown beside their total, each with its reason.

    Hidden are those below the least and those that are hidden `also` elsewhere, and then the smallest others, until the
    hidden ones together are no fewer than the least: their sum follows from the total. A cell of nobody hides nothing
    and needs no company.

    >>> hidden_cells({"a": 4, "b": 31, "c": 200, "d": 0}, 30)
    {'a': <Hidden.FEW: 'few'>, 'd': <Hidden.FEW: 'few'>, 'b': <Hidden.BESIDE: 'beside'>}
    """
    cells = [Cell("", key, frozenset([key])) for key in counts]
    kept = [cell for cell in cells if cell.key in also]
    return {cell.key: reason for cell, reason in hidden_of(cells, counts, least, also=kept).items()}


def hidden_of(
    cells: Iterable[Cell],
    counts: Mapping[Hashable, int],
    least: int,
    *,
    weights: Mapping[Hashable, Fraction] | None = None,
    also: Collection[Cell] = (),
) -> dict[Cell, Hidden]:
    """Return the cells that are not shown, of several tables over the same parts, beside the sum of all parts.

    `counts` says how many answered in each part; `weights`, how much a response of it weighs, where weighted figures
    are shown too. In each table the hidden ones sum up to no less than the least, or are all; and no hidden cell of
    somebody follows from cells of any table that are shown, as long as there is another one to hide (`given_away` tells
    where there was none). The smallest are hidden first; the order of the cells decides between equals. Those of `also`
    are hidden from the beginning: how many of them answered a question that was put to some would tell what they said
    to the question before.
    """
    every = list(cells)
    sizes = _sizes(every, counts)
    hidden = {
        cell: Hidden.FEW if sizes[cell] < least else Hidden.BESIDE
        for cell in every
        if sizes[cell] < least or cell in also
    }
    for table in dict.fromkeys(cell.table for cell in every):
        _hide_beside([cell for cell in every if cell.table == table], sizes, hidden, least)
    while given := given_away(every, hidden, counts, weights=weights):
        open_ = [cell for cell in every if cell not in hidden]
        company = _smallest([cell for cell in open_ if cell.parts & given.parts], sizes) or _smallest(open_, sizes)
        if company is None:
            break
        hidden[company] = Hidden.BESIDE
        _hide_beside([cell for cell in every if cell.table == company.table], sizes, hidden, least)
    return hidden


def given_away(
    cells: Iterable[Cell],
    hidden: Mapping[Cell, Hidden],
    counts: Mapping[Hashable, int],
    *,
    weights: Mapping[Hashable, Fraction] | None = None,
) -> Cell | None:
    """Return the first cell below the least that the shown ones and the total determine; None where none is."""
    every = list(cells)
    told = [frozenset(counts), *(cell.parts for cell in every if cell not in hidden)]
    rows = [dict.fromkeys(parts, 1) for parts in told]
    factors = {part: weight.numerator * pow(weight.denominator, -1, _PRIME) for part, weight in (weights or {}).items()}
    rows += [{part: factors[part] % _PRIME for part in parts if part in factors} for parts in told]
    span, sizes = _Span(rows), _sizes(every, counts)
    secret = (cell for cell in every if hidden.get(cell) is Hidden.FEW and sizes[cell])
    return next((cell for cell in secret if span.holds(dict.fromkeys(cell.parts, 1))), None)


def _sizes(cells: Iterable[Cell], counts: Mapping[Hashable, int]) -> dict[Cell, int]:
    return {cell: sum(counts.get(part, 0) for part in cell.parts) for cell in cells}


def _hide_beside(table: list[Cell], sizes: Mapping[Cell, int], hidden: dict[Cell, Hidden], least: int) -> None:
    while any(sizes[cell] for cell in table if cell in hidden):
        secret = [cell for cell in table if cell in hidden and sizes[cell]]
        company = _smallest([cell for cell in table if cell not in hidden], sizes)
        if company is None or (len(secret) > 1 and sum(sizes[cell] for cell in secret) >= least):
            return
        hidden[company] = Hidden.BESIDE


def _smallest(cells: Collection[Cell], sizes: Mapping[Cell, int]) -> Cell | None:
    return min(cells, key=lambda cell: sizes[cell], default=None)


class _Span:
    """What can be summed up from some rows, each a factor for each part; rows are kept reduced by one another."""

    def __init__(self, rows: Iterable[Mapping[Hashable, int]]) -> None:
        self._rows: dict[Hashable, dict[Hashable, int]] = {}
        for row in rows:
            left = self._reduced(row)
            if left:
                lead, factor = next(iter(left.items()))
                inverse = pow(factor, -1, _PRIME)
                self._rows[lead] = {part: value * inverse % _PRIME for part, value in left.items()}

    def holds(self, row: Mapping[Hashable, int]) -> bool:
        """Whether the row is a combination of the others."""
        return not self._reduced(row)

    def _reduced(self, row: Mapping[Hashable, int]) -> dict[Hashable, int]:
        left = dict(row)
        # A row takes only leads that came after its own: in the order in which they were found one pass is enough.
        for lead, other in self._rows.items():
            factor = left.get(lead, 0)
            if factor:
                for part, value in other.items():
                    rest = (left.get(part, 0) - factor * value) % _PRIME
                    if rest:
                        left[part] = rest
                    else:
                        left.pop(part, None)
        return left
