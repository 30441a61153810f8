"""What the office says about a need: the picture of its ways, and what is wrong with it, in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lantoa.apps.services.guidance import NONE, Branch, Fault, Finding, Guide, count_of_ways, findings, tree
from lantoa.apps.services.models import NeedQuestion, Procedure
from lantoa.apps.services.queries.needs import NeedGuide

_NONE_WORDS = "Không có điều nào ở trên"


@dataclass(frozen=True, slots=True)
class OptionLine:
    text: str
    procedures: tuple[str, ...]
    advice: str
    goes: str
    goes_to: int | None
    wrong: bool


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A question as the table shows it."""

    pk: int
    number: int
    text: str
    help: str
    several: bool
    options: tuple[OptionLine, ...]
    wrong: bool
    first: bool
    last: bool


@dataclass(frozen=True, slots=True)
class FindingLine:
    """What is wrong, in words; `question` is where one mends it."""

    words: str
    forbids: bool
    question: int | None


@dataclass(frozen=True, slots=True)
class TreeLine:
    """One answer in the picture: what it brings, what is asked next, and the answers to that."""

    answer: str
    brings: tuple[str, ...]
    question: str
    below: tuple["TreeLine", ...]


def question_lines(found: NeedGuide, wrong: Iterable[Finding]) -> tuple[QuestionLine, ...]:
    """Return the questions with their answers, marked where something is wrong."""
    faults = [one for one in wrong if one.forbids]
    questions, options = {one.question for one in faults}, {one.option for one in faults if one.option}
    numbers = {row.pk: row.position for row in found.rows}
    last = len(found.rows)
    return tuple(
        QuestionLine(
            row.pk,
            place,
            row.text,
            row.help,
            row.several,
            tuple(
                OptionLine(
                    option.text,
                    tuple(one.plain_title for one in option.procedures.all()),
                    option.advice,
                    _goes(option.ends, numbers.get(option.leads_to_id or 0), place, last),
                    option.leads_to_id,
                    option.pk in options,
                )
                for option in row.options.all()
            ),
            row.pk in questions,
            place == 1,
            place == last,
        )
        for place, row in enumerate(found.rows, start=1)
    )


def _goes(ends: bool, leads: int | None, place: int, last: int) -> str:
    if ends or (leads is None and place == last):
        return "kết thúc"
    return f"hỏi tiếp câu {leads or place + 1}"


def finding_lines(guide: Guide, rows: Sequence[NeedQuestion]) -> tuple[FindingLine, ...]:
    """Return what is wrong, what must be mended first."""
    found = sorted(findings(guide), key=lambda one: not one.forbids)
    return tuple(FindingLine(_words(one, rows), one.forbids, one.question) for one in found)


def _words(found: Finding, rows: Sequence[NeedQuestion]) -> str:
    question = next((row for row in rows if row.pk == found.question), None)
    where = f"Câu {question.position}" if question else ""
    answers = {option.pk: option.text for row in rows for option in row.options.all()}
    answer = f"câu trả lời “{answers.get(found.option or 0, '')}”"
    match found.fault:
        case Fault.NOTHING:
            return "Chưa có câu hỏi nào và chưa có thủ tục nào luôn cần: người dân không nhận được gì."
        case Fault.NO_OPTION:
            return f"{where} chưa có câu trả lời nào để chọn."
        case Fault.BACKWARD:
            return f"{where}, {answer} dẫn ngược về câu đã hỏi; hãy chọn câu đứng sau."
        case Fault.NOWHERE:
            return f"{where}, {answer} dẫn tới câu hỏi không còn nữa."
        case Fault.UNREACHABLE:
            return f"{where} không bao giờ được hỏi: không câu trả lời nào dẫn tới."
        case Fault.EMPTY_OUTCOME:
            return f"Có cách trả lời không ra thủ tục, cũng không có lời khuyên nào: {_way(found, rows, answers)}."
        case Fault.EMPTY_NONE:
            return f"Ai chọn “{_NONE_WORDS}” có thể không nhận được gì: {_way(found, rows, answers)}."
        case Fault.ONE_OPTION:
            return f"{where} chỉ có một câu trả lời; có thể không cần hỏi."


def _way(found: Finding, rows: Sequence[NeedQuestion], answers: Mapping[int, str]) -> str:
    numbers = {row.pk: row.position for row in rows}
    return " → ".join(
        f"câu {numbers[question]} “{_NONE_WORDS if option == NONE else answers[option]}”"
        for question, option in found.path
    )


def tree_lines(found: NeedGuide) -> tuple[TreeLine, ...]:
    """Return the picture of the ways as a nested list; () where there are too many to draw."""
    numbers = {row.pk: row.position for row in found.rows}
    return tuple(_branch(one, found.procedures, numbers) for one in tree(found.guide))


def _branch(one: Branch, procedures: Mapping[int, Procedure], numbers: Mapping[int, int]) -> TreeLine:
    option = one.option
    brings = tuple(procedures[key].plain_title for key in option.procedures) if option else ()
    if option and option.advice:
        brings += ("lời khuyên",)
    return TreeLine(
        option.text if option else _NONE_WORDS,
        brings,
        f"Câu {numbers[one.question.id]}: {one.question.text}" if one.question else "",
        tuple(_branch(below, procedures, numbers) for below in one.below),
    )


def ways_words(guide: Guide) -> str:
    """Return how many ways there are, in words.

    >>> ways_words(Guide())
    'Chưa có câu hỏi: người dân thấy ngay danh sách thủ tục luôn cần.'
    """
    if not guide.questions:
        return "Chưa có câu hỏi: người dân thấy ngay danh sách thủ tục luôn cần."
    return f"{len(guide.questions)} câu hỏi, {count_of_ways(guide)} đường đi."
