"""What is looked at, what is found, and from which figures on something is told."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from ..drawing import Paper
from ..marking import Answer, mark_answer, read_answer


class Sign(StrEnum):
    """The kinds of findings."""

    DEVICE = "device"
    ADDRESS = "address"
    CONTACT = "contact"
    TOO_FAST = "too_fast"
    SAME_ANSWERS = "same_answers"
    SHARED = "shared"


@dataclass(frozen=True, slots=True)
class Trace:
    """One submission as it is weighed. "" stands for what is not known (erased, or handed in by the clock).

    `contact` is in its one way of writing; `device` and `address` are keyed hashes; `answers` and `wrong` hold what was
    answered by question number, in places of the pool (trace_answers); `received_ms` is milliseconds since 1970 (UTC).
    """

    submission: int
    entrant: str
    unit: str
    contact: str
    device: str
    address: str
    seconds: int
    received_ms: int
    questions: int
    answers: tuple[tuple[int, str], ...]
    wrong: tuple[tuple[int, str], ...]

    @property
    def started_ms(self) -> int:
        """Return when the attempt began, in milliseconds since 1970."""
        return self.received_ms - self.seconds * 1000

    @property
    def right(self) -> int:
        """Return how many questions were answered right."""
        return len(self.answers) - len(self.wrong)

    @property
    def perfect(self) -> bool:
        """Return whether every question was answered right."""
        return self.right == self.questions


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to look at. `key` is the same when the round is looked through again with more submissions; `reasons`
    are sentences in Vietnamese, those against it included. `submissions` is empty for what concerns a whole round.
    """

    kind: Sign
    key: str
    submissions: tuple[int, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Limits:
    """From which figures on something is told.

    `chance` bounds how many findings of the kinds that are weighed by chance one expects in a round where nothing is
    wrong; it is divided by the number of cases looked at (Bonferroni).
    """

    device_entrants: int = 5
    address_entrants: int = 20
    address_burst: int = 10
    burst_seconds: int = 120
    # A burst with a browser for each person, nearly all of one unit, is an office at its computers: not told.
    office_share: float = 0.8
    email_run: int = 4
    phone_run: int = 4
    # Nobody reads a question and four options in two seconds: 40 syllables at 20 a second.
    seconds_a_question: float = 2.0
    right_share: float = 0.8
    least_wrong: int = 2
    spread_entrants: int = 10
    spread_each_side: int = 100
    spread_rise: float = 0.2
    spread_speed: float = 0.6
    chance: float = 0.001


def trace_answers(
    paper: Paper, *, kinds: Mapping[int, str], keys: Mapping[int, object], answers: Mapping[str, object]
) -> tuple[tuple[tuple[int, str], ...], tuple[tuple[int, str], ...]]:
    """Return what was answered and what of it is wrong, as `answers` and `wrong` of a Trace; questions without an
    answer are in neither.

    >>> from ..drawing import PaperQuestion
    >>> paper = Paper((PaperQuestion(7, (1, 0)), PaperQuestion(4, ())))
    >>> kinds, keys = {7: "single", 4: "true_false"}, {7: [0], 4: True}
    >>> trace_answers(paper, kinds=kinds, keys=keys, answers={"1": "a", "2": "true"})
    (((4, 'True'), (7, '1')), ((7, '1'),))
    """
    given: list[tuple[int, str]] = []
    wrong: list[tuple[int, str]] = []
    for place, question in enumerate(paper.questions, start=1):
        kind = kinds[question.number]
        answer = read_answer(kind, answers.get(str(place)), question.options)
        if answer is None:
            continue
        row = (question.number, _words(answer))
        given.append(row)
        if not mark_answer(kind, keys[question.number], answer):
            wrong.append(row)
    return tuple(sorted(given)), tuple(sorted(wrong))


def _words(answer: Answer) -> str:
    if isinstance(answer, Decimal):
        # 12,50 and 12,5 are the same answer.
        return f"{answer.normalize():f}"
    return ",".join(str(place) for place in answer) if isinstance(answer, tuple) else str(answer)
