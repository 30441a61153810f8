"""What was answered, in words: for the slip of a submission, and after the results with the right answers beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from lantoa.apps.contests.models import Attempt
from lantoa.apps.contests.presenters.paper import PREDICTION, prediction_words
from lantoa.apps.contests.queries.pools import paper_of, sealed_pool
from lantoa.apps.contests.queries.slips import Published
from lantoa.core.scoring import EVERY_ANSWER, PoolQuestion, mark_answer, read_answer

_TRUTH = {True: "Đúng", False: "Sai"}


@dataclass(frozen=True, slots=True)
class Solution:
    """What is known of a question once the results are public: whether the answer was right, what is, and why."""

    right: bool
    words: tuple[str, ...]
    everybody: bool = False
    explanation: str = ""
    source: str = ""
    source_address: str = ""


@dataclass(frozen=True, slots=True)
class AnswerShown:
    """A question and what was answered to it, no words for no answer. `solution` only after publication."""

    name: str
    words: str
    answer: tuple[str, ...]
    ordered: bool = False
    solution: Solution | None = field(default=None)


def answers_shown(attempt: Attempt, answers: Mapping[str, Any], published: Published | None) -> list[AnswerShown]:
    """Return the questions of an attempt with what was answered, the prediction last. Needs the round with its contest
    at hand; no query once the sealed pool has been read.
    """
    pool = sealed_pool(attempt.round_id).questions
    shown = [
        _shown(place, pool[asked.number], asked.options, answers.get(str(place)), published)
        for place, asked in enumerate(paper_of(attempt).questions, start=1)
    ]
    if words := prediction_words(attempt.round.contest):
        given = answers.get(PREDICTION)
        shown.append(AnswerShown("Câu dự đoán", words, (str(given),) if given else ()))
    return shown


def _shown(
    place: int, question: PoolQuestion, order: Sequence[int], given: Any, published: Published | None
) -> AnswerShown:
    answer = read_answer(question.kind, given, order)
    return AnswerShown(
        name=f"Câu {place}",
        words=question.text,
        answer=_in_words(question, answer, order) or ((f"{given} (không đọc được)",) if given else ()),
        ordered=question.kind == "order",
        solution=_solution(question, answer, order, published) if published else None,
    )


def _solution(question: PoolQuestion, answer: Any, order: Sequence[int], published: Published) -> Solution:
    key, bank = published.keys[str(question.number)], published.questions.get(question.number)
    everybody = key == EVERY_ANSWER
    return Solution(
        right=mark_answer(question.kind, key, answer),
        words=() if everybody else _in_words(question, key, order),
        everybody=everybody,
        explanation=bank.explanation if bank else "",
        source=bank.source if bank else "",
        source_address=bank.source_address if bank else "",
    )


def _in_words(question: PoolQuestion, answer: Any, order: Sequence[int]) -> tuple[str, ...]:
    """Return an answer, or a key, in the words of the question's options."""
    if answer is None:
        return ()
    if isinstance(answer, bool):
        return (_TRUTH[answer],)
    if question.kind == "number":
        return (str(answer).replace(".", ",") if isinstance(answer, Decimal) else str(answer),)
    places = [answer] if isinstance(answer, int) else list(answer)
    if question.kind == "multiple":
        places.sort(key=order.index)  # as they stood on the page
    return tuple(question.options[place] for place in places)
