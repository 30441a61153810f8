"""Questions as a page asks them, with what was chosen or typed so far; and what came back from such a page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict

from lantoa.apps.surveys.branching import Answers, as_list, values_of
from lantoa.apps.surveys.models import SurveyQuestion

_PREFIX = "c-"
# More than any answer: what is longer is cut before it is looked at.
_LONGEST = 10_000


@dataclass(frozen=True, slots=True)
class ShownOption:
    """One value to choose, its words, and whether it is chosen; `digit` is its place from 1."""

    value: str
    words: str
    chosen: bool
    digit: int


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """One question; `name` is that of its fields, `number` its place in the whole questionnaire."""

    code: str
    name: str
    number: int
    kind: str
    text: str
    help: str
    required: bool
    options: tuple[ShownOption, ...]
    typed: str
    problem: str

    @property
    def described(self) -> str:
        """Return the ids of what describes the question, for aria-describedby."""
        parts = [("help", self.help), ("problem", self.problem)]
        return " ".join(f"{self.name}-{what}" for what, words in parts if words)


def shown_questions(
    page: Sequence[SurveyQuestion],
    everything: Sequence[SurveyQuestion],
    answers: Answers,
    problems: Mapping[str, str] | None = None,
) -> list[ShownQuestion]:
    """Return the questions of a page, numbered as in the whole."""
    numbers = {question.code: place for place, question in enumerate(everything, start=1)}
    return [
        _shown(question, numbers[question.code], answers, (problems or {}).get(question.code, "")) for question in page
    ]


def _shown(question: SurveyQuestion, number: int, answers: Answers, problem: str) -> ShownQuestion:
    given = as_list(answers.get(question.code))
    options = [
        ShownOption(str(option["value"]), option["words"], str(option["value"]) in given, place)
        for place, option in enumerate(question.options, start=1)
    ]
    return ShownQuestion(
        question.code, _PREFIX + question.code, number, question.kind, question.text, question.help,
        question.required, tuple(options) if question.kind != SurveyQuestion.Kind.TEXT else (),
        " ".join(given) if question.kind == SurveyQuestion.Kind.TEXT else "", problem,
    )  # fmt: skip


def given_answers(posted: QueryDict, questions: Sequence[SurveyQuestion]) -> dict[str, list[str]]:
    """Return what a page sent, by code of question; at most as many values as there are to choose."""
    given: dict[str, list[str]] = {}
    for question in questions:
        most = max(len(values_of(question)), 1)
        values = [value[:_LONGEST] for value in posted.getlist(_PREFIX + question.code)[:most] if value]
        if values:
            given[question.code] = values
    return given


def carried(answers: Answers, page: Sequence[SurveyQuestion]) -> list[tuple[str, str]]:
    """Return the names and values of the hidden fields that carry what other pages answered."""
    here = {question.code for question in page}
    return [
        (_PREFIX + code, value) for code, values in answers.items() if code not in here for value in as_list(values)
    ]
