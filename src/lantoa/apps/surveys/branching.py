"""Which questions are asked, given the answers so far. No database: questions are anything with these four values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

# Of questions that are answered by values; free text tells nothing apart.
_WITH_VALUES = frozenset({"scale", "single", "multiple"})
# How many questions one page asks at most.
MOST_ON_A_PAGE = 6


class AnyQuestion(Protocol):
    """What branching needs of a question."""

    code: str
    kind: str
    options: Any
    only_if: Any


Q = TypeVar("Q", bound=AnyQuestion)
Answers = Mapping[str, Sequence[str] | str]


@dataclass(frozen=True, slots=True)
class Fault:
    """A condition that cannot be followed: of which question, and in Vietnamese why."""

    code: str
    words: str


def values_of(question: AnyQuestion) -> list[str]:
    """Return the values of the options in their order; empty for free text."""
    return [str(option["value"]) for option in question.options] if question.kind in _WITH_VALUES else []


def as_list(answer: Sequence[str] | str | None) -> list[str]:
    """Return an answer as its values.

    >>> as_list("4"), as_list(["a", "b"]), as_list(""), as_list(None)
    (['4'], ['a', 'b'], [], [])
    """
    if not answer:
        return []
    return [answer] if isinstance(answer, str) else [one for one in answer if one]


def asked_questions(questions: Sequence[Q], answers: Answers) -> list[Q]:
    """Return the questions that are asked, in order. A condition holds where the question it names was itself asked
    and answered by one of its values; what stands as answer to a question that is not asked counts for nothing.
    """
    asked: list[Q] = []
    heard: dict[str, set[str]] = {}
    for question in questions:
        if all(heard.get(code, set()) & set(values) for code, values in question.only_if):
            asked.append(question)
            heard[question.code] = set(as_list(answers.get(question.code)))
    return asked


def faults_of(questions: Sequence[AnyQuestion]) -> list[Fault]:
    """Return what is wrong with the conditions: a question that is not there, comes later, has no values to choose, or
    a value it does not have.
    """
    faults: list[Fault] = []
    earlier: dict[str, AnyQuestion] = {}
    everywhere = {question.code for question in questions}
    for place, question in enumerate(questions, start=1):
        for code, values in question.only_if:
            named = earlier.get(code)
            if named is None:
                words = "đứng sau câu này hoặc là chính nó" if code in everywhere else "không có trong bảng hỏi"
                faults.append(Fault(question.code, f"Câu {place}: điều kiện dựa vào câu “{code}” {words}."))
            elif named.kind not in _WITH_VALUES:
                faults.append(
                    Fault(question.code, f"Câu {place}: câu “{code}” viết tự do nên không dùng làm điều kiện được.")
                )
            elif not values or set(values) - set(values_of(named)):
                faults.append(Fault(question.code, f"Câu {place}: điều kiện nêu phương án mà câu “{code}” không có."))
        earlier[question.code] = question
    return faults


def pages_of(questions: Sequence[Q], *, most: int = MOST_ON_A_PAGE) -> list[list[Q]]:
    """Return the questions page by page: a question never stands on the page of one it depends on, so that the server
    alone can tell what is asked.
    """
    pages: list[list[Q]] = []
    for question in questions:
        here = {one.code for one in pages[-1]} if pages else set()
        if not pages or len(pages[-1]) >= most or here & {code for code, _values in question.only_if}:
            pages.append([])
        pages[-1].append(question)
    return pages


def next_page(pages: Sequence[Sequence[Q]], answers: Answers, *, after: int) -> int | None:
    """Return the place of the first page after that one (-1: from the beginning) on which something is asked; None
    where nothing more is.
    """
    asked = {one.code for one in asked_questions([one for page in pages for one in page], answers)}
    return next(
        (place for place in range(after + 1, len(pages)) if any(one.code in asked for one in pages[place])), None
    )


def jump_after(questions: Sequence[AnyQuestion], place: int, value: str) -> int | None:
    """Return where a paper form sends whoever chose this value of the question at that place (from 0): the place of
    the next question that is not ruled out by it, len(questions) for the end; None where it is simply the next one.
    """
    code = questions[place].code
    following = place + 1
    while following < len(questions) and any(
        named == code and value not in values for named, values in questions[following].only_if
    ):
        following += 1
    return following if following > place + 1 else None
