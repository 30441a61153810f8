"""The paper as its page asks it: questions with their fields, what is saved in them, the prediction in its words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lantoa.apps.contests.models import Attempt, Contest
from lantoa.apps.contests.queries.pools import paper_of, sealed_pool
from lantoa.core.scoring import PoolQuestion

# A button to save stands after so many questions.
_SAVE_EVERY = 5
LETTERS = "abcdefghijklmnopqrstuvwxyz"
PREDICTION = "p"
PREDICTION_WORDS = {
    Contest.Prediction.ENTRANTS: "Theo bạn, vòng thi này có bao nhiêu người thi?",
    Contest.Prediction.PERFECT: "Theo bạn, có bao nhiêu người trả lời đúng tất cả các câu của vòng thi này?",
}


@dataclass(frozen=True, slots=True)
class OptionShown:
    """What one can choose: the value that is sent, its words, whether it is chosen. The letter is empty where the
    options are not numbered (true or false).
    """

    value: str
    letter: str
    words: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class StepShown:
    """One place of an order: the name of its field, and the options as they can be put there."""

    name: str
    place: int
    options: tuple[OptionShown, ...]


@dataclass(frozen=True, slots=True)
class QuestionShown:
    """A question on the page; `number` is what is written in a field of kind number."""

    place: int
    kind: str
    words: str
    options: tuple[OptionShown, ...]
    steps: tuple[StepShown, ...]
    number: str
    answered: bool
    offers_saving: bool


def questions_shown(attempt: Attempt, answers: Mapping[str, Any]) -> list[QuestionShown]:
    """Return the questions of an attempt in their order, filled in with the answers. No query once the sealed pool has
    been read.
    """
    pool, paper = sealed_pool(attempt.round_id).questions, paper_of(attempt).questions
    return [
        _shown(place, pool[asked.number], asked.options, answers.get(str(place)), last=place == len(paper))
        for place, asked in enumerate(paper, start=1)
    ]


def _shown(place: int, question: PoolQuestion, order: Sequence[int], given: Any, *, last: bool) -> QuestionShown:
    words = [question.options[option] for option in order]
    letters = list(given) if isinstance(given, list | tuple) else [given]
    steps = _steps(place, words, letters) if question.kind == "order" else ()
    return QuestionShown(
        place=place,
        kind=question.kind,
        words=question.text,
        options=_options(question.kind, words, letters),
        steps=steps,
        number=given if question.kind == "number" and isinstance(given, str) else "",
        answered=_answered(question.kind, given, len(words)),
        offers_saving=place % _SAVE_EVERY == 0 and not last,
    )


def _options(kind: str, words: Sequence[str], chosen: Sequence[Any]) -> tuple[OptionShown, ...]:
    if kind == "true_false":
        return (
            OptionShown("true", "", "Đúng", "true" in chosen),
            OptionShown("false", "", "Sai", "false" in chosen),
        )
    return tuple(
        OptionShown(letter, letter, option, letter in chosen) for letter, option in zip(LETTERS, words, strict=False)
    )


def _steps(place: int, words: Sequence[str], letters: Sequence[Any]) -> tuple[StepShown, ...]:
    given = [*letters, *[""] * len(words)]
    return tuple(
        StepShown(f"{place}.{step}", step, _options("order", words, [given[step - 1]]))
        for step in range(1, len(words) + 1)
    )


def _answered(kind: str, given: Any, options: int) -> bool:
    if kind == "order":
        return isinstance(given, list) and len(given) == options and all(given)
    return bool(given)


def unanswered(
    questions: Sequence[QuestionShown], contest: Contest, answers: Mapping[str, Any]
) -> list[tuple[str, str]]:
    """Return what has no answer yet: the anchor on the page and the words ("câu 4", "câu dự đoán")."""
    missing = [(f"cau-{question.place}", f"câu {question.place}") for question in questions if not question.answered]
    if contest.prediction != Contest.Prediction.NONE and not answers.get(PREDICTION):
        missing.append((f"cau-{PREDICTION}", "câu dự đoán"))
    return missing


def prediction_words(contest: Contest) -> str:
    """Return the exact wording of the prediction question, "" where the contest asks none."""
    return PREDICTION_WORDS.get(Contest.Prediction(contest.prediction), "")
