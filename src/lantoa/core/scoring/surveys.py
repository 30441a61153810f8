"""Totals and ranks of a survey of one's own: from the mean of each component, by the rule the scale states.

What is published is rounded, and so are the figures that ranks are told from: whoever reads the list can rank it again.
Those of one kind are ranked among themselves, a department never against a district.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from .standings import competition_ranks
from .weights import ScaledPart, TotalRule, Unknown, total_of

# Far below any step that means and weights can make, far above what division leaves over.
_NOISE = Decimal(1).scaleb(-18)


@dataclass(frozen=True, slots=True)
class Surveyed:
    """One that was surveyed: its name, the kind it is ranked in, its means as a tree, what does not apply to it."""

    name: str
    kind: str
    whole: ScaledPart
    not_applicable: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class SurveyResult:
    """What follows from the means: each whole and its figure by code, the rank of the total and among how many."""

    figures: dict[str, Decimal | Unknown]
    rank: int | None
    of: int


def survey_results(
    surveyed: Iterable[Surveyed], rule: TotalRule, decimals: int, *, higher_is_better: bool = True
) -> dict[str, SurveyResult]:
    """Return for each name the figures of the total and of every whole below it that has no mean of its own.

    Figures are rounded to the decimals, halves up; ranks are those of competitions, by the rounded totals. A component
    that does not apply to somebody counts neither for nor against it: by weights, the others share its weight.

    >>> def one(name: str, *means: str) -> Surveyed:
    ...     parts = tuple(ScaledPart(str(place), f"Phần {place}", Decimal(mean)) for place, mean in enumerate(means))
    ...     return Surveyed(name, "department", ScaledPart("", "Tổng", parts=parts))
    >>> found = survey_results([one("Sở A", "7.255", "8"), one("Sở B", "9", "8")], TotalRule.SUM, 2)
    >>> [(name, result.figures[""], result.rank, result.of) for name, result in found.items()]
    [('Sở A', Decimal('15.26'), 2, 2), ('Sở B', Decimal('17.00'), 1, 2)]
    """
    all_of_them = list(surveyed)
    figures = {one.name: _figures(_applicable(one.whole, one.not_applicable), rule, decimals) for one in all_of_them}
    results: dict[str, SurveyResult] = {}
    for kind in dict.fromkeys(one.kind for one in all_of_them):
        totals = {one.name: _known(figures[one.name][one.whole.code]) for one in all_of_them if one.kind == kind}
        ranks = competition_ranks(totals, higher_is_better=higher_is_better)
        of = sum(rank is not None for rank in ranks.values())
        results |= {name: SurveyResult(figures[name], rank, of) for name, rank in ranks.items()}
    return {one.name: results[one.name] for one in all_of_them}


def _figures(whole: ScaledPart, rule: TotalRule, decimals: int) -> dict[str, Decimal | Unknown]:
    figures: dict[str, Decimal | Unknown] = {}
    for one in _wholes(whole):
        total = total_of(replace(one, value=None), rule)
        figures[one.code] = total if isinstance(total, Unknown) else _rounded(total, decimals)
    return figures


def _wholes(whole: ScaledPart) -> Iterator[ScaledPart]:
    yield whole
    for part in whole.parts:
        if part.parts and part.value is None:
            yield from _wholes(part)


def _applicable(whole: ScaledPart, without: Collection[str]) -> ScaledPart:
    kept = tuple(_applicable(part, without) for part in whole.parts if part.code not in without)
    return replace(whole, parts=kept)


def _rounded(figure: Decimal, decimals: int) -> Decimal:
    # Twice, so that thirds that add up to a half are a half again before it is rounded up.
    return figure.quantize(_NOISE).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def _known(figure: Decimal | Unknown) -> Decimal | None:
    return None if isinstance(figure, Unknown) else figure
