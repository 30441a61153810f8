"""Item statistics: how a question did among those it was asked, by classical test theory.

After L. Crocker and J. Algina, Introduction to Classical and Modern Test Theory (1986), the chapter on item analysis:
the difficulty of an item is the share that answered it right; its discrimination is the point-biserial correlation of
the item with the score on the other items (corrected: the item itself is left out of the score).
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from .drawing import Paper
from .marking import Answer, mark_answer, read_answer
from .shares import Share


@dataclass(frozen=True, slots=True)
class ItemAnswer:
    """One question of one paper: whether it was answered right, and what was chosen, in words that count together:
    places of options in the pool ("0"; of an order all in one, "2,0,1"), "true" or "false", a number. Empty: nothing.
    """

    number: int
    right: bool
    chosen: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ItemStatistics:
    """A question over the papers that count. `right` is of the papers that asked it, `exposure` is those of all papers;
    `discrimination` is from -1 to 1, None where all did alike; `chosen` is how often each answer was given.
    """

    number: int
    right: Share
    exposure: Share
    discrimination: float | None
    chosen: Mapping[str, int]
    unanswered: int


def item_answers(
    paper: Paper, *, kinds: Mapping[int, str], keys: Mapping[int, object], answers: Mapping[str, object]
) -> tuple[ItemAnswer, ...]:
    """Return the questions of a paper as they were answered.

    >>> from .drawing import PaperQuestion
    >>> paper = Paper((PaperQuestion(7, (1, 0)),))
    >>> item_answers(paper, kinds={7: "single"}, keys={7: [0]}, answers={"1": "b"})
    (ItemAnswer(number=7, right=True, chosen=('0',)),)
    """
    found = []
    for place, question in enumerate(paper.questions, start=1):
        kind = kinds[question.number]
        answer = read_answer(kind, answers.get(str(place)), question.options)
        right = mark_answer(kind, keys[question.number], answer)
        found.append(ItemAnswer(question.number, right, _chosen(kind, answer)))
    return tuple(found)


def item_statistics(papers: Iterable[Sequence[ItemAnswer]]) -> list[ItemStatistics]:
    """Return the statistics of every question asked, by number. O(answers); exact until the last square root.

    >>> def paper(*rights): return [ItemAnswer(number, right, ()) for number, right in enumerate(rights, start=1)]
    >>> first, second, third = item_statistics([paper(1, 1, 1), paper(1, 0, 1), paper(0, 0, 1)])
    >>> first.right, first.discrimination, third.discrimination
    (Share(part=2, of=3), 0.5, None)
    """
    total = 0
    seen: Counter[tuple[int, bool, int, int]] = Counter()
    chosen: dict[int, Counter[str]] = {}
    unanswered: Counter[int] = Counter()
    for paper in papers:
        total += 1
        score = sum(bool(item.right) for item in paper)
        for item in paper:
            right = bool(item.right)
            seen[item.number, right, score - right, len(paper) - 1] += 1
            chosen.setdefault(item.number, Counter()).update(item.chosen)
            unanswered[item.number] += not item.chosen
    rows: dict[int, list[tuple[int, Fraction, int]]] = {}
    for (number, right, rest, others), times in seen.items():
        # Papers may differ in length: the rest is a share of the other questions.
        rows.setdefault(number, []).append((int(right), Fraction(rest, others or 1), times))
    return [
        ItemStatistics(
            number=number,
            right=Share(sum(times for right, _rest, times in found if right), of=sum(times for *_row, times in found)),
            exposure=Share(sum(times for *_row, times in found), of=total),
            discrimination=_correlation(found),
            chosen=dict(sorted(chosen[number].items())),
            unanswered=unanswered[number],
        )
        for number, found in sorted(rows.items())
    ]


def _correlation(rows: Sequence[tuple[int, Fraction, int]]) -> float | None:
    """Pearson's correlation of right (0 or 1) and rest, each row so many times; None where one of them never varies."""
    size = sum(times for *_row, times in rows)
    mean_right = Fraction(sum(right * times for right, _rest, times in rows), size)
    mean_rest = sum((rest * times for _right, rest, times in rows), Fraction(0)) / size
    var_right = sum(((right - mean_right) ** 2 * times for right, _rest, times in rows), Fraction(0))
    var_rest = sum(((rest - mean_rest) ** 2 * times for _right, rest, times in rows), Fraction(0))
    if not var_right or not var_rest:
        return None
    covariance = sum(((right - mean_right) * (rest - mean_rest) * times for right, rest, times in rows), Fraction(0))
    return math.copysign(math.sqrt(covariance**2 / (var_right * var_rest)), covariance)


def _chosen(kind: str, answer: Answer | None) -> tuple[str, ...]:
    if answer is None:
        return ()
    if isinstance(answer, tuple):
        places = tuple(str(place) for place in answer)
        return (",".join(places),) if kind == "order" else places
    return (str(answer).lower() if isinstance(answer, bool) else _plain(answer),)


def _plain(answer: int | Decimal) -> str:
    """A number without zeros at its end: 12,50 and 12,5 are the same answer."""
    return f"{answer.normalize():f}" if isinstance(answer, Decimal) else str(answer)
