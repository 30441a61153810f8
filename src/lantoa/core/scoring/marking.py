"""Marking: one point for a question answered as its key says, none otherwise."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from .drawing import Paper

LETTERS = "abcdefghijklmnopqrstuvwxyz"
# The key of a question that proved unusable after the round: every paper that asks it gets the point.
EVERY_ANSWER = "any"
MOST_PREDICTED = 999_999_999
_LONGEST_NUMBER = 30
_GROUPED = re.compile(r"([+-]?)([1-9][0-9]{0,2}(?:\.[0-9]{3})+)(?:,([0-9]+))?")
_PLAIN = re.compile(r"([+-]?)([0-9]+)(?:[,.]([0-9]+))?")
Answer = int | tuple[int, ...] | bool | Decimal


def read_answer(kind: str, given: object, order: Sequence[int]) -> Answer | None:
    """Return what was answered, in places of the pool's options; None for no answer or one that cannot be read.

    `given` is as the page sends it: letters of the options as shown ("b"; ["a", "c"], for an order in the order they
    were put), "true" or "false", a number as written in Vietnamese ("12,5").

    >>> read_answer("single", "b", (2, 0, 1))
    0
    >>> read_answer("multiple", ["c", "a"], (2, 0, 1))
    (1, 2)
    >>> read_answer("order", ["b", "c", "a"], (2, 0, 1))
    (0, 1, 2)
    >>> read_answer("number", "1.010,5", ())
    Decimal('1010.5')
    >>> read_answer("single", "z", (2, 0, 1)) is None
    True
    """
    if kind == "true_false":
        return {"true": True, "false": False}.get(given) if isinstance(given, str) else None
    if kind == "number":
        return _number(given)
    letters = [given] if isinstance(given, str) else given
    if not isinstance(letters, list | tuple) or not letters:
        return None
    places = [_place(letter, order) for letter in letters]
    known = [place for place in places if place is not None]
    if len(known) < len(places) or len(set(known)) < len(known):
        return None
    if kind == "single":
        return known[0] if len(known) == 1 else None
    if kind == "multiple":
        return tuple(sorted(known))
    return tuple(known) if len(known) == len(order) else None


def _place(letter: object, order: Sequence[int]) -> int | None:
    if not isinstance(letter, str) or len(letter) != 1:
        return None
    shown = LETTERS.find(letter)
    return order[shown] if 0 <= shown < len(order) else None


def _number(given: object) -> Decimal | None:
    """Return a number as written in Vietnamese; None for what is not one.

    Blanks are left out. Dots before three digits group them, a comma begins the decimals; one dot that cannot group
    ("12.5", "0.125") begins them as well.

    >>> [str(_number(words)) for words in ("1.010", "1.010,50", "25 000", "12,5", "12.5", "0.125", "−3")]
    ['1010', '1010.50', '25000', '12.5', '12.5', '0.125', '-3']
    >>> [_number(words) for words in ("", "1e5", "1_000", "1.01.0", "1,000,000", "12,", "٣", "nan")]
    [None, None, None, None, None, None, None, None]
    """
    if not isinstance(given, str) or len(given) > _LONGEST_NUMBER:
        return None
    plain = "".join(given.split()).replace("\N{MINUS SIGN}", "-")
    found = _GROUPED.fullmatch(plain) or _PLAIN.fullmatch(plain)
    if found is None:
        return None
    sign, whole, decimals = found.groups(default="")
    whole = whole.replace(".", "")
    return Decimal(f"{sign}{whole}.{decimals}" if decimals else sign + whole)


def read_prediction(given: object) -> int | None:
    """Return the number predicted, None for no prediction: anything but a whole number from 0 to 999 999 999.

    >>> read_prediction("25.000"), read_prediction("25000,0"), read_prediction("25,5"), read_prediction("-1")
    (25000, 25000, None, None)
    """
    number = _number(given)
    if number is None or number != int(number) or not 0 <= number <= MOST_PREDICTED:
        return None
    return int(number)


def mark_answer(kind: str, key: object, answer: Answer | None) -> bool:
    """Return whether the answer is the one of the key; of EVERY_ANSWER any is, and none too.

    >>> mark_answer("single", [2], 2), mark_answer("multiple", [2, 0], (0, 2)), mark_answer("order", [0, 1], (1, 0))
    (True, True, False)
    >>> mark_answer("true_false", True, True), mark_answer("number", "12,50", Decimal("12.5"))
    (True, True)
    >>> mark_answer("single", EVERY_ANSWER, None)
    True
    """
    if key == EVERY_ANSWER:
        return True
    if answer is None:
        return False
    if kind == "true_false":
        return isinstance(answer, bool) and answer == key
    if kind == "number":
        return answer == _number(key)
    places = key if isinstance(key, list | tuple) else [key]
    if kind == "single":
        return [answer] == list(places)
    return answer == (tuple(sorted(places)) if kind == "multiple" else tuple(places))


def mark_paper(
    paper: Paper, *, kinds: Mapping[int, str], keys: Mapping[int, object], answers: Mapping[str, object]
) -> int:
    """Return the points of a paper: how many of its questions are answered as their keys say."""
    return sum(
        mark_answer(
            kinds[question.number],
            keys[question.number],
            read_answer(kinds[question.number], answers.get(str(place)), question.options),
        )
        for place, question in enumerate(paper.questions, start=1)
    )
