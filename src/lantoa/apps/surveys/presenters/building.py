"""Questions as the office lists them: their options, and in words when they are asked."""

from collections.abc import Sequence
from dataclasses import dataclass

from lantoa.apps.surveys.models import SurveyQuestion


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """One question of the list; `only_if` says in Vietnamese when it is asked, "" for always."""

    question: SurveyQuestion
    number: int
    first: bool
    last: bool
    only_if: str


def question_lines(questions: Sequence[SurveyQuestion]) -> list[QuestionLine]:
    """Return the questions in order."""
    return [
        QuestionLine(question, number, number == 1, number == len(questions), condition_words(question, questions))
        for number, question in enumerate(questions, start=1)
    ]


def condition_words(question: SurveyQuestion, questions: Sequence[SurveyQuestion]) -> str:
    """Return in Vietnamese when a question is asked, by the numbers of the questions; "" where it always is."""
    numbers = {one.code: (number, one) for number, one in enumerate(questions, start=1)}
    parts = []
    for code, values in question.only_if:
        if code not in numbers:
            parts.append(f"câu “{code}” (không có)")
            continue
        number, one = numbers[code]
        words = {str(option["value"]): option["words"] for option in one.options}
        parts.append(f"câu {number} trả lời {' hoặc '.join(f'“{words.get(value, value)}”' for value in values)}")
    return ", và ".join(parts)
