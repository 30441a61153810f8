"""How alike two names are, accents and capitals aside."""

from collections.abc import Iterable

from .search_form import fold


def likeness(left: str, right: str) -> float:
    """Return how alike two names are, 0 to 1: twice the letter groups they share, over all they have (Dice, by threes).

    Word order and small slips count little, so that it is good for suggestions and for nothing else.

    >>> round(likeness("Sở Văn hóa, TT và DL", "so van hoa tt va dl"), 2)
    0.89
    >>> likeness("Sở Y tế", "Báo Quảng Trị")
    0.0
    """
    return grams_likeness(grams(left), grams(right))


def grams(name: str) -> frozenset[str]:
    """Return the groups of three letters of a name's search form, word by word, each word with a blank on its sides.

    >>> sorted(grams("Sở"))
    [' so', 'so ']
    """
    return frozenset(group for word in fold(name).split() for group in _threes(f" {word} "))


def _threes(word: str) -> Iterable[str]:
    return (word[place : place + 3] for place in range(max(len(word) - 2, 1)))


def grams_likeness(left: frozenset[str], right: frozenset[str]) -> float:
    """Return the likeness of two names from their grams; 0 when one of them is empty."""
    both = len(left) + len(right)
    return 2 * len(left & right) / both if both else 0.0
