"""How likely something is by chance, and how that is said."""

import math

from lantoa.core.viettext import format_number


def binomial_tail(least: int, of: int, share: float) -> float:
    """Return the chance of at least so many of so many, each with that share, independent of each other.

    >>> round(binomial_tail(2, 3, 0.5), 4), binomial_tail(0, 3, 0.5), binomial_tail(4, 3, 0.5)
    (0.5, 1.0, 0.0)
    """
    if least <= 0:
        return 1.0
    if least > of or share <= 0:
        return 0.0
    if share >= 1:
        return 1.0
    logs = (
        math.lgamma(of + 1) - math.lgamma(hits + 1) - math.lgamma(of - hits + 1)
        + hits * math.log(share) + (of - hits) * math.log1p(-share)
        for hits in range(least, of + 1)
    )  # fmt: skip
    return min(1.0, math.fsum(math.exp(one) for one in logs))


def poisson_tail(least: int, expected: float) -> float:
    """Return the chance of at least so many where so many are expected (Poisson).

    >>> round(poisson_tail(1, 0.1), 5), round(poisson_tail(3, 1.0), 4), poisson_tail(0, 5.0)
    (0.09516, 0.0803, 1.0)
    """
    if least <= 0:
        return 1.0
    if expected <= 0:
        return 0.0
    if least <= expected:
        # The short side: one less what lies below.
        below = math.fsum(_poisson(hits, expected) for hits in range(least))
        return max(0.0, 1.0 - below)
    total, hits = 0.0, least
    while True:
        term = _poisson(hits, expected)
        total += term
        if term <= total * 1e-12:
            return min(1.0, total)
        hits += 1


def _poisson(hits: int, expected: float) -> float:
    return math.exp(hits * math.log(expected) - expected - math.lgamma(hits + 1))


def chance_words(chance: float) -> str:
    """Return a chance in words for a person.

    >>> chance_words(0.034), chance_words(0.00004), chance_words(1e-30)
    ('khoảng 3,4%', 'khoảng 1 phần 25.000', 'chưa tới 1 phần 1.000.000.000')
    """
    if chance >= 0.01:
        return f"khoảng {format_number(chance * 100, 1)}%"
    if chance <= 1e-9:
        return "chưa tới 1 phần 1.000.000.000"
    return f"khoảng 1 phần {format_number(_two_digits(1 / chance))}"


def _two_digits(value: float) -> int:
    size = int(10 ** max(0, math.floor(math.log10(value)) - 1))
    return round(value / size) * size
