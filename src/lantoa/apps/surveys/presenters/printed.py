"""What is printed: the code as a picture, and a paper form with its jumps in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from lantoa.apps.surveys.branching import jump_after
from lantoa.apps.surveys.models import SurveyQuestion
from lantoa.apps.surveys.presenters.building import condition_words


@dataclass(frozen=True, slots=True)
class PaperOption:
    """One option to tick; `jump` is where whoever ticks it goes on, in words, "" for the next question."""

    digit: int
    words: str
    jump: str


@dataclass(frozen=True, slots=True)
class PaperQuestion:
    """One question on paper; `only_if` says in words when it is answered, "" for always."""

    number: int
    kind: str
    text: str
    help: str
    only_if: str
    options: tuple[PaperOption, ...]


def paper_questions(questions: Sequence[SurveyQuestion]) -> list[PaperQuestion]:
    """Return the questions as they stand on paper. Of a question with several ticks no jump is told: its conditions
    stand at the questions that have them.
    """
    return [_paper(place, questions) for place in range(len(questions))]


def _paper(place: int, questions: Sequence[SurveyQuestion]) -> PaperQuestion:
    question = questions[place]
    options = () if question.kind == SurveyQuestion.Kind.TEXT else tuple(
        PaperOption(digit, option["words"], _jump(place, str(option["value"]), questions))
        for digit, option in enumerate(question.options, start=1)
    )  # fmt: skip
    words = condition_words(question, questions)
    return PaperQuestion(place + 1, question.kind, question.text, question.help, words, options)


def _jump(place: int, value: str, questions: Sequence[SurveyQuestion]) -> str:
    if questions[place].kind == SurveyQuestion.Kind.MULTIPLE:
        return ""
    target = jump_after(questions, place, value)
    if target is None:
        return ""
    return "dừng ở đây" if target == len(questions) else f"chuyển sang câu {target + 1}"
