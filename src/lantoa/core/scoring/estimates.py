"""What a sample says of everybody it was drawn from: shares and means, weighted by strata, with their intervals.

Inputs are sums over responses (how many, the sum of values, the sum of their squares), so that a database can add them
up and the cost here does not grow with the responses. A share is the mean of ones and zeros. Point estimates are exact
(Fraction); what needs a root is a float.

Sources of the formulas: Wilson 1927 (J. Am. Stat. Assoc. 22, 209); Cochran, Sampling Techniques, 3rd ed. 1977, sections
5.3, 5A.14 (stratified samples, ratio of two totals); Kish 1965, Survey Sampling, section 11.7 (effective sample);
Franco et al. 2019 (J. Surv. Stat. Methodol. 7, 334: Wilson's interval with the effective sample of a weighted design);
Zou and Donner 2008 (Stat. Med. 27, 1693: the interval of a difference from two intervals, as in Newcombe 1998).
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import NormalDist

CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Sample:
    """What came back of one stratum on one question.

    `population` is how many people (or visits) the stratum stands for, None where nobody states it. `responses` are all
    of the stratum that count, `answered` those among them with an answer to the question; `total` and `squares` are
    sums over the latter. For a share, `total` and `squares` are both how many are counted in.
    """

    key: str
    population: int | None
    responses: int
    answered: int
    total: int
    squares: int


@dataclass(frozen=True, slots=True)
class Interval:
    """From where to where the true value is, with 95 % confidence."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Estimate:
    """A share (0-1) or a mean, of how many answers, and how far it may be off.

    `effective` is the sample of Kish: so many answers without weights would be as good. `design_effect` is the variance
    as a multiple of that of a simple sample of as many answers. `interval` is None where `why` says so.
    """

    value: Fraction | None
    answered: int
    interval: Interval | None = None
    standard_error: float | None = None
    effective: Fraction | None = None
    design_effect: float | None = None
    why: str = ""
    sums: "Sums | None" = None


@dataclass(frozen=True, slots=True)
class Sums:
    """What a weighted estimate was made of, for whoever reckons again: value = `counted` / `whole`.

    Each response stands for N_h / n_h people: `counted` sums up what they said, `whole` how many of them answered.
    `as_good` is the sample that Wilson's interval was taken of, `freedom` the degrees of freedom of its t.
    """

    counted: Fraction
    whole: Fraction
    as_good: float
    freedom: int


@dataclass(frozen=True, slots=True)
class Weights:
    """Which strata are weighted, and what the weights leave out.

    `each` is the weight of one response of a stratum: its share of the population divided by its share of the
    responses. `unknown` are strata with responses and no population, `empty` those with a population and no response.
    `population` is that of all strata where it is known, `covered` what of it stands behind responses.
    """

    each: dict[str, Fraction]
    unknown: tuple[str, ...]
    empty: tuple[str, ...]
    population: int
    covered: int

    @property
    def complete(self) -> bool:
        """Whether every response has a weight."""
        return bool(self.each) and not self.unknown


def weights_of(samples: Iterable[Sample]) -> Weights:
    """Return the weight of a response of each stratum, w = (N_h / N) / (n_h / n), N and n over the weighted strata.

    >>> weights_of([Sample("a", 300, 10, 10, 0, 0), Sample("b", 100, 30, 30, 0, 0)]).each
    {'a': Fraction(3, 1), 'b': Fraction(1, 3)}
    """
    rows = list(samples)
    known = [one for one in rows if one.population and one.responses]
    people, answers = sum(one.population or 0 for one in known), sum(one.responses for one in known)
    return Weights(
        each={one.key: Fraction(one.population or 0, people) / Fraction(one.responses, answers) for one in known},
        unknown=tuple(one.key for one in rows if one.responses and not one.population),
        empty=tuple(one.key for one in rows if one.population and not one.responses),
        population=sum(one.population or 0 for one in rows),
        covered=people,
    )


def wilson_interval(counted: float, of: float, *, z: float | None = None) -> Interval:
    """Return the interval of a share by Wilson's score method; `of` may be an effective sample, but not zero.

    >>> found = wilson_interval(81, 263)
    >>> round(found.low, 4), round(found.high, 4)
    (0.2553, 0.3662)
    """
    z = _z() if z is None else z
    share, square = counted / of, z * z
    middle = share + square / (2 * of)
    reach = z * math.sqrt(max(share * (1 - share), 0.0) / of + square / (4 * of * of))
    whole = 1 + square / of
    low = 0.0 if counted <= 0 else max((middle - reach) / whole, 0.0)
    high = 1.0 if counted >= of else min((middle + reach) / whole, 1.0)
    return Interval(low, high)


def simple_share(counted: int, answered: int) -> Estimate:
    """Return a share as it was counted, every answer alike; without a value where nobody answered.

    >>> found = simple_share(3, 4)
    >>> found.value, round(found.interval.low, 3), round(found.interval.high, 3)
    (Fraction(3, 4), 0.301, 0.954)
    """
    if not answered:
        return Estimate(None, 0, why=NOBODY)
    share = Fraction(counted, answered)
    error = math.sqrt(share * (1 - share) / answered)
    return Estimate(share, answered, wilson_interval(counted, answered), error, Fraction(answered), 1.0)


def simple_mean(samples: Iterable[Sample], *, lowest: int, highest: int) -> Estimate:
    """Return the mean of a scale as it was counted, every answer alike, with the interval of Student's t.

    >>> found = simple_mean([Sample("", None, 4, 4, 16, 66)], lowest=1, highest=5)
    >>> found.value, round(found.interval.low, 2), found.interval.high
    (Fraction(4, 1), 2.7, 5.0)
    """
    rows = list(samples)
    answered, total, squares = (
        sum(getattr(one, name) for one in rows) for name in ("answered", "total", "squares")
    )  # fmt: skip
    if not answered:
        return Estimate(None, 0, why=NOBODY)
    mean = Fraction(total, answered)
    if answered < 2:
        return Estimate(mean, answered, why=TOO_FEW)
    variance = Fraction(squares - total * mean) / (answered - 1)
    error = math.sqrt(variance / answered)
    why = ALL_ALIKE if not variance else ""
    interval = None if why else _around(mean, error, answered - 1, lowest, highest)
    return Estimate(mean, answered, interval, error, Fraction(answered), 1.0, why)


def weighted_share(samples: Iterable[Sample]) -> Estimate:
    """Return a share over the strata with a population, each response with its weight.

    The interval is Wilson's for the sample that, drawn at random, would have the same standard error. Where every
    answer is the same the sample tells no error, and the effective sample of Kish stands in.

    >>> half = [Sample("a", 900, 50, 50, 40, 40), Sample("b", 100, 50, 50, 10, 10)]
    >>> found = weighted_share(half)
    >>> found.value, round(found.standard_error, 4), found.effective
    (Fraction(37, 50), 0.0501, Fraction(2500, 41))
    """
    rows = _weighable(samples)
    parts = _parts_of(rows)
    if parts is None:
        return Estimate(None, 0, why=NOBODY)
    if all(_is_census(one) for one in rows):
        exact = float(parts.value)
        return Estimate(
            parts.value, parts.answered, Interval(exact, exact), 0.0, parts.effective, 0.0,
            sums=parts.sums(float(parts.effective)),
        )  # fmt: skip
    spread = float(parts.value * (1 - parts.value))
    as_good = spread / parts.variance if parts.variance > 0 and spread else float(parts.effective)
    interval = wilson_interval(float(parts.value) * as_good, as_good, z=t_quantile(parts.freedom))
    return _estimate(parts, interval, spread / parts.answered, sums=parts.sums(as_good))


def weighted_mean(samples: Iterable[Sample], *, lowest: int, highest: int) -> Estimate:
    """Return the mean of a scale over the strata with a population, each response with its weight.

    >>> north, south = Sample("a", 30, 10, 10, 40, 170), Sample("b", 10, 10, 10, 20, 50)
    >>> found = weighted_mean([north, south], lowest=1, highest=5)
    >>> found.value, round(found.standard_error, 4)
    (Fraction(7, 2), 0.2041)
    """
    rows = _weighable(samples)
    parts = _parts_of(rows)
    if parts is None:
        return Estimate(None, 0, why=NOBODY)
    error = math.sqrt(parts.variance)
    counted = all(_is_census(one) for one in rows)
    why = ALL_ALIKE if not parts.variance and not counted else ""
    interval = None if why else _around(parts.value, error, parts.freedom, lowest, highest)
    overall = simple_mean(rows, lowest=lowest, highest=highest)
    return _estimate(parts, interval, (overall.standard_error or 0.0) ** 2, why)


@dataclass(frozen=True, slots=True)
class Difference:
    """How much more the later is than the earlier, and whether chance alone is an unlikely reason."""

    amount: Fraction
    interval: Interval

    @property
    def clear(self) -> bool:
        """Whether the interval leaves out zero."""
        return self.interval.low > 0 or self.interval.high < 0


def difference(earlier: Estimate, later: Estimate) -> Difference | None:
    """Return the later less the earlier, of two samples that were drawn apart; None where one has no interval.

    >>> found = difference(simple_share(48, 80), simple_share(56, 70))
    >>> found.amount, round(found.interval.low, 4), round(found.interval.high, 4), found.clear
    (Fraction(1, 5), 0.0524, 0.3339, True)
    """
    if earlier.value is None or later.value is None or earlier.interval is None or later.interval is None:
        return None
    amount, before, after = later.value - earlier.value, float(earlier.value), float(later.value)
    down = math.hypot(after - later.interval.low, earlier.interval.high - before)
    up = math.hypot(later.interval.high - after, before - earlier.interval.low)
    return Difference(amount, Interval(float(amount) - down, float(amount) + up))


def t_quantile(freedom: int) -> float:
    """Return where Student's t with so many degrees of freedom leaves 2.5 % above it.

    By the expansion of Abramowitz and Stegun 26.7.5, to three digits from 4 degrees on; below, the table itself.

    >>> [round(t_quantile(one), 2) for one in (1, 4, 29, 100_000)]
    [12.71, 2.78, 2.05, 1.96]
    """
    if freedom < 4:
        return {1: 12.706, 2: 4.303, 3: 3.182}[max(freedom, 1)]
    z = _z()
    return (
        z
        + (z**3 + z) / (4 * freedom)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * freedom**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * freedom**3)
        + (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / (92160 * freedom**4)
    )


NOBODY = "không có câu trả lời nào"
TOO_FEW = "một câu trả lời không cho biết sai số"
ALL_ALIKE = "mọi câu trả lời cùng một điểm nên không tính được khoảng"


@dataclass(frozen=True, slots=True)
class _Parts:
    value: Fraction
    answered: int
    variance: float
    effective: Fraction
    freedom: int
    whole: Fraction

    def sums(self, as_good: float) -> Sums:
        return Sums(self.value * self.whole, self.whole, as_good, self.freedom)


def _weighable(samples: Iterable[Sample]) -> list[Sample]:
    return [one for one in samples if one.population and one.responses]


def _is_census(one: Sample) -> bool:
    return one.responses >= (one.population or 0)


def _parts_of(rows: Sequence[Sample]) -> _Parts | None:
    """The ratio of two weighted totals, what it may be off by, and how many answers it is worth.

    Where a question was not put to everybody, how many answered is itself estimated; the linearised variance of the
    ratio allows for that. Where all answered it is the usual variance of a stratified mean.
    """
    answered = sum(one.answered for one in rows)
    if not answered:
        return None
    raises = [Fraction(one.population or 0, one.responses) for one in rows]
    whole = sum((raise_ * one.answered for raise_, one in zip(raises, rows, strict=True)), Fraction(0))
    value = sum((raise_ * one.total for raise_, one in zip(raises, rows, strict=True)), Fraction(0)) / whole
    variance = sum((_variance_of_total(one, value) for one in rows), Fraction(0)) / whole**2
    squares = sum((raise_**2 * one.answered for raise_, one in zip(raises, rows, strict=True)), Fraction(0))
    freedom = sum(one.responses for one in rows) - len(rows)
    return _Parts(value, answered, float(variance), whole**2 / squares, max(freedom, 1), whole)


def _variance_of_total(one: Sample, value: Fraction) -> Fraction:
    """N² (1 - n/N) s² / n of what each response differs from the ratio by; those who did not answer differ by nothing.

    One response alone shows no spread in its stratum: its distance from the ratio stands in, which errs on the side of
    a wider interval.
    """
    population, count = max(one.population or 0, one.responses), one.responses
    gaps = one.total - value * one.answered
    squares = one.squares - 2 * value * one.total + value**2 * one.answered
    spread = squares if count == 1 else (squares - gaps**2 / count) / (count - 1)
    # Raised by the stated population, even where more people answered than it says: then there is no sampling error.
    return Fraction(one.population or 0) ** 2 * (1 - Fraction(count, population)) * spread / count


def _estimate(
    parts: _Parts, interval: Interval | None, simple_variance: float, why: str = "", sums: Sums | None = None
) -> Estimate:
    effect = parts.variance / simple_variance if simple_variance else None
    error = math.sqrt(parts.variance)
    return Estimate(parts.value, parts.answered, interval, error, parts.effective, effect, why, sums)


def _around(mean: Fraction, error: float, freedom: int, lowest: int, highest: int) -> Interval:
    reach = t_quantile(freedom) * error
    return Interval(max(float(mean) - reach, float(lowest)), min(float(mean) + reach, float(highest)))


def _z() -> float:
    return NormalDist().inv_cdf((1 + CONFIDENCE) / 2)
