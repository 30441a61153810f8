"""Totals and ranks of surveys against exact fractions and counting one by one."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from lantoa.core.scoring import ScaledPart, Surveyed, TotalRule, Unknown, survey_results

means = st.one_of(st.none(), st.integers(0, 1000).map(lambda hundredths: Decimal(hundredths) / 100))
rules = st.sampled_from([TotalRule.SUM, TotalRule.WEIGHTED_MEAN])


@st.composite
def surveys(draw) -> list[Surveyed]:
    count = draw(st.integers(1, 4))
    weights = draw(st.lists(st.integers(1, 9).map(Decimal), min_size=count, max_size=count))
    found = []
    for place in range(draw(st.integers(1, 7))):
        parts = tuple(
            ScaledPart(f"p{part}", f"Phần {part}", draw(means), weights[part], Decimal(10)) for part in range(count)
        )
        without = frozenset(draw(st.sets(st.sampled_from([part.code for part in parts]), max_size=count - 1)))
        kind = draw(st.sampled_from(["department", "district"]))
        found.append(Surveyed(f"e{place}", kind, ScaledPart("tong", "Tổng", None, None, Decimal(100), parts), without))
    return found


def slow_total(one: Surveyed, rule: TotalRule, decimals: int) -> int | None:
    """Return the rounded total in units of the last decimal, None where a mean that applies is missing."""
    parts = [part for part in one.whole.parts if part.code not in one.not_applicable]
    if any(part.value is None for part in parts):
        return None
    if rule is TotalRule.SUM:
        total = sum(Fraction(part.value) for part in parts)
    else:
        shares = sum(Fraction(part.weight) for part in parts)
        total = sum(Fraction(part.value) * Fraction(part.weight) / shares * 100 / 10 for part in parts)
    return int(total * 10**decimals + Fraction(1, 2))


class TestSurveyResults:
    @given(surveys(), rules, st.integers(0, 3), st.booleans())
    def test_are_those_of_the_slow_obvious_computation(self, surveyed, rule, decimals, higher_is_better) -> None:
        results = survey_results(surveyed, rule, decimals, higher_is_better=higher_is_better)
        slow = {one.name: slow_total(one, rule, decimals) for one in surveyed}
        for one in surveyed:
            result, total = results[one.name], slow[one.name]
            peers = [slow[other.name] for other in surveyed if other.kind == one.kind]
            known = [peer for peer in peers if peer is not None]
            figure = result.figures["tong"]
            assert result.of == len(known)
            if total is None:
                assert isinstance(figure, Unknown) and result.rank is None
            else:
                better = [peer for peer in known if (peer > total if higher_is_better else peer < total)]
                assert figure == Decimal(total).scaleb(-decimals)
                assert result.rank == len(better) + 1

    def test_round_halves_up_though_thirds_were_added(self) -> None:
        parts = tuple(
            ScaledPart(code, code, Decimal(value), Decimal(1), Decimal(10))
            for code, value in (("a", "1"), ("b", "2.01"), ("c", "4.005"))
        )
        one = Surveyed("e", "department", ScaledPart("tong", "Tổng", None, None, Decimal(10), parts))
        assert survey_results([one], TotalRule.WEIGHTED_MEAN, 2)["e"].figures["tong"] == Decimal("2.34")

    def test_give_the_figure_of_every_whole_without_a_mean_of_its_own(self) -> None:
        leaves = tuple(ScaledPart(code, code, Decimal(2)) for code in ("a1", "a2"))
        inner = ScaledPart("a", "A", parts=leaves), ScaledPart("b", "B", Decimal(7), parts=leaves)
        one = Surveyed("e", "department", ScaledPart("tong", "Tổng", parts=inner))
        assert survey_results([one], TotalRule.SUM, 0)["e"].figures == {"tong": Decimal(11), "a": Decimal(4)}
