"""Hidden cells against every sum and difference that somebody could try."""

from fractions import Fraction
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from lantoa.core.scoring import Cell, Hidden, given_away, hidden_cells, hidden_of

LEAST = 10


class TestHiddenCells:
    def test_take_the_next_smallest_along_when_one_alone_would_follow_from_the_total(self) -> None:
        assert hidden_cells({"a": 4, "b": 31, "c": 200}, 30) == {"a": Hidden.FEW, "b": Hidden.BESIDE}

    def test_take_another_along_when_two_together_are_still_few(self) -> None:
        assert hidden_cells({"a": 4, "b": 5, "c": 31, "d": 90}, 30) == {
            "a": Hidden.FEW, "b": Hidden.FEW, "c": Hidden.BESIDE,
        }  # fmt: skip

    def test_leave_the_others_where_nobody_answered(self) -> None:
        assert hidden_cells({"a": 0, "b": 31, "c": 200}, 30) == {"a": Hidden.FEW}

    @given(st.dictionaries(st.integers(0, 9), st.integers(0, 40), max_size=8))
    def test_never_leave_a_sum_of_few_to_be_worked_out(self, counts: dict[int, int]) -> None:
        hidden = hidden_cells(dict(counts), LEAST)
        assert all(counts[key] >= LEAST for key in counts if key not in hidden)
        rest = [counts[key] for key in counts if key in hidden and counts[key]]
        shown = [key for key in counts if key not in hidden]
        assert not rest or not shown or (len(rest) > 1 and sum(rest) >= LEAST)


def _follows(wanted: Cell, shown: list[Cell], whole: frozenset[object]) -> bool:
    """Whether factors of -1, 0 and 1 for each shown cell and the total make the wanted one: the slow search."""
    known = [frozenset(whole), *(cell.parts for cell in shown)]
    for factors in product((-1, 0, 1), repeat=len(known)):
        made = {
            part: sum(factor for factor, parts in zip(factors, known, strict=True) if part in parts) for part in whole
        }
        if all(made[part] == (part in wanted.parts) for part in whole):
            return True
    return False


class TestHiddenOf:
    def test_hide_what_two_tables_together_give_away(self) -> None:
        # Agency A has 4 answers, B 40, C 90. B alone has procedure q: by agency A and B are hidden, but q shows B.
        counts = {("A", "p"): 4, ("B", "q"): 40, ("C", "p"): 90}
        cells = [Cell("agency", name, frozenset(part for part in counts if part[0] == name)) for name in "ABC"]
        cells += [Cell("procedure", name, frozenset(part for part in counts if part[1] == name)) for name in "pq"]
        hidden = hidden_of(cells, dict(counts), 30)
        assert {(cell.table, cell.key) for cell in hidden} >= {("agency", "A"), ("agency", "B"), ("procedure", "q")}

    @given(st.dictionaries(st.tuples(st.sampled_from("ABC"), st.sampled_from("pq")), st.integers(0, 30), min_size=1))
    def test_leave_no_small_cell_that_follows_from_those_that_are_shown(
        self, counts: dict[tuple[str, str], int]
    ) -> None:
        cells = [
            Cell(table, name, frozenset(part for part in counts if part[place] == name))
            for place, table in enumerate(("agency", "procedure"))
            for name in sorted({part[place] for part in counts})
        ]
        hidden = hidden_of(cells, dict(counts), LEAST)
        shown = [cell for cell in cells if cell not in hidden]
        sizes = {cell: sum(counts[part] for part in cell.parts) for cell in cells}
        assert all(sizes[cell] >= LEAST for cell in shown)
        if sum(counts.values()) < LEAST:
            return  # then nothing at all is shown, not even the total
        for cell in hidden:
            if hidden[cell] is Hidden.FEW and sizes[cell]:
                assert not _follows(cell, shown, frozenset(counts))

    def test_find_combinations_with_other_factors_than_one(self) -> None:
        # Halves: a+b, a+c and b+c are shown, so each of a, b and c follows.
        counts = {"a": 4, "b": 40, "c": 50}
        pairs = [Cell(name, name, frozenset(name)) for name in ("ab", "ac", "bc")]
        alone = Cell("alone", "a", frozenset("a"))
        hidden = hidden_of([*pairs, alone], dict(counts), 30)
        assert any(pair in hidden for pair in pairs)
        assert Fraction(1, 2) * (44 + 54 - 90) == 4


Row = list[Fraction]


def _rank(rows: list[Row]) -> int:
    """How many rows are independent, by elimination with fractions."""
    rows, rank = [list(row) for row in rows], 0
    for place in range(len(rows[0]) if rows else 0):
        lead = next((at for at in range(rank, len(rows)) if rows[at][place]), None)
        if lead is None:
            continue
        rows[rank], rows[lead] = rows[lead], rows[rank]
        for at in range(rank + 1, len(rows)):
            factor = rows[at][place] / rows[rank][place]
            rows[at] = [value - factor * other for value, other in zip(rows[at], rows[rank], strict=True)]
        rank += 1
    return rank


class TestWeightedFigures:
    def test_beside_simple_ones_hide_a_third_cell(self) -> None:
        # a + b and 2a + 5b tell a: so c is hidden too.
        counts = {"a": 4, "b": 40, "c": 50, "d": 90}
        cells = [Cell("agency", name, frozenset(name)) for name in counts]
        weights = {"a": Fraction(2), "b": Fraction(5), "c": Fraction(1), "d": Fraction(3)}
        assert len(hidden_of(cells, dict(counts), 30)) == 2
        assert len(hidden_of(cells, dict(counts), 30, weights=dict(weights))) == 3

    def test_are_said_to_tell_a_cell_where_nothing_is_left_to_hide(self) -> None:
        counts = {"a": 4, "b": 40}
        cells = [Cell("agency", name, frozenset(name)) for name in counts]
        weights = {"a": Fraction(2), "b": Fraction(5)}
        hidden = hidden_of(cells, dict(counts), 30, weights=dict(weights))
        assert given_away(cells, hidden, dict(counts), weights=dict(weights)) == cells[0]
        assert given_away(cells, hidden, dict(counts)) is None

    @given(
        st.dictionaries(
            st.tuples(st.sampled_from("ABCD"), st.sampled_from("pq")),
            st.tuples(st.integers(0, 30), st.integers(1, 50)),
            min_size=1,
        )
    )
    def test_leave_no_small_cell_that_follows_by_either(self, found: dict[tuple[str, str], tuple[int, int]]) -> None:
        parts = sorted(found)
        counts = {part: found[part][0] for part in parts}
        weights = {part: Fraction(found[part][1], max(counts[part], 1)) for part in parts}
        cells = [
            Cell(table, name, frozenset(part for part in parts if part[place] == name))
            for place, table in enumerate(("agency", "procedure"))
            for name in sorted({part[place] for part in parts})
        ]
        hidden = hidden_of(cells, dict(counts), LEAST, weights=dict(weights))
        told = [frozenset(parts), *(cell.parts for cell in cells if cell not in hidden)]
        rows = [[factor(part) if part in some else Fraction(0) for part in parts]
                for some in told for factor in (lambda _: Fraction(1), weights.__getitem__)]  # fmt: skip
        given = [
            cell
            for cell in cells
            if hidden.get(cell) is Hidden.FEW and sum(counts[part] for part in cell.parts)
            and _rank([*rows, [Fraction(part in cell.parts) for part in parts]]) == _rank(rows)
        ]  # fmt: skip
        assert given_away(cells, hidden, dict(counts), weights=dict(weights)) == (given[0] if given else None)
        assert not given or all(cell in hidden for cell in cells)
