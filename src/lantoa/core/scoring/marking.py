"""Marking: one point for a question answered as its key says, none otherwise."""

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation

from .drawing import Paper

LETTERS = "abcdefghijklmnopqrstuvwxyz"
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
    if not isinstance(given, str) or len(given) > 30:
        return None
    plain = given.strip().replace(" ", "").replace("\N{NO-BREAK SPACE}", "")
    if "," in plain or plain.count(".") > 1 or (plain.count(".") == 1 and len(plain.rpartition(".")[2]) == 3):
        plain = plain.replace(".", "").replace(",", ".")
    try:
        number = Decimal(plain)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def mark_answer(kind: str, key: object, answer: Answer | None) -> bool:
    """Return whether the answer is the one of the key.

    >>> mark_answer("single", [2], 2), mark_answer("multiple", [2, 0], (0, 2)), mark_answer("order", [0, 1], (1, 0))
    (True, True, False)
    >>> mark_answer("true_false", True, True), mark_answer("number", "12,50", Decimal("12.5"))
    (True, True)
    """
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
