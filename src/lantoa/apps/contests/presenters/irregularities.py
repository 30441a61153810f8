"""Submissions side by side: who, when, from where, and what was answered alike.

The keys leave the server only with the published result. Until then the answers are compared without being shown: the
same sign at the same question stands for the same answer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from lantoa.apps.base.models import AuditEntry
from lantoa.apps.base.templatetags.vietnamese import number
from lantoa.apps.contests.models import Irregularity, Submission
from lantoa.core.scoring import mark_answer, read_answer
from lantoa.core.scoring.marking import Answer

_TRUE_FALSE = {True: "đúng", False: "sai"}
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class ComparedCell:
    """An answer: its words or sign; `alike` where another of the submissions has the same; None for right or wrong
    while that must not be told.
    """

    words: str
    alike: bool
    right: bool | None


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """A question, or a fact, over the submissions."""

    label: str
    cells: tuple[ComparedCell, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The submissions as columns, facts and questions as rows."""

    columns: tuple[str, ...]
    facts: tuple[ComparedRow, ...]
    questions: tuple[ComparedRow, ...]
    keys_shown: bool


@dataclass(frozen=True, slots=True)
class Told:
    """One act on an irregularity, in words."""

    when: str
    who: str
    what: str


def comparison(
    submissions: Sequence[Submission],
    *,
    pool: Sequence[Mapping[str, Any]],
    keys: Mapping[str, Any] | None,
    names: bool,
) -> Comparison:
    """Return the comparison. `keys` is None before the result is published; `names` for organisers only."""
    questions = {question["number"]: question for question in pool}
    answered = [_answers(submission, questions) for submission in submissions]
    asked = sorted({pk for answers in answered for pk in answers}, key=lambda pk: (-_asked(pk, answered), pk))
    rows = tuple(
        _question_row(questions[pk], [answers.get(pk, _NOT_ASKED) for answers in answered], keys) for pk in asked
    )
    columns = tuple(submission.attempt.entrant.code for submission in submissions)
    return Comparison(columns, _facts(submissions, names=names), rows, keys is not None)


_NOT_ASKED = object()


def _asked(pk: int, answered: Sequence[Mapping[int, object]]) -> int:
    return sum(pk in answers for answers in answered)


def _answers(submission: Submission, questions: Mapping[int, Mapping[str, Any]]) -> dict[int, object]:
    return {
        one["number"]: read_answer(questions[one["number"]]["kind"], submission.answers.get(str(place)), one["options"])
        for place, one in enumerate(submission.attempt.paper, start=1)
    }


def _question_row(question: Mapping[str, Any], answers: Sequence[Any], keys: Mapping[str, Any] | None) -> ComparedRow:
    given = [answer for answer in answers if answer is not _NOT_ASKED and answer is not None]
    different = list(dict.fromkeys(given))
    cells = []
    for answer in answers:
        if answer is _NOT_ASKED:
            cells.append(ComparedCell("không gặp câu này", False, None))
        elif answer is None:
            cells.append(ComparedCell("bỏ trống", False, None))
        else:
            right = mark_answer(question["kind"], keys[str(question["number"])], answer) if keys else None
            words = _words(question, answer) if keys else f"lựa chọn {_LETTERS[different.index(answer) % 26]}"
            cells.append(ComparedCell(words, given.count(answer) > 1, right))
    return ComparedRow(str(question["text"]), tuple(cells))


def _words(question: Mapping[str, Any], answer: Answer) -> str:
    if isinstance(answer, bool):
        return _TRUE_FALSE[answer]
    if isinstance(answer, tuple):
        return "; ".join(str(question["options"][place]) for place in answer)
    if question["kind"] == "single":
        return str(question["options"][int(answer)])
    return f"{answer:f}".replace(".", ",")


def _facts(submissions: Sequence[Submission], *, names: bool) -> tuple[ComparedRow, ...]:
    attempts = [submission.attempt for submission in submissions]
    facts: list[tuple[str, list[str]]] = []
    if names:
        facts.append(("Họ tên", [attempt.entrant.full_name or "đã xóa" for attempt in attempts]))
        facts.append(("Liên hệ", [attempt.entrant.contact or "đã xóa" for attempt in attempts]))
    facts += [
        ("Đơn vị hoặc xã, phường", [str(attempt.entrant.agency or "không có") for attempt in attempts]),
        ("Lượt thứ", [number(attempt.number) for attempt in attempts]),
        ("Bắt đầu", [_moment(attempt.started_at) for attempt in attempts]),
        ("Nộp", [_moment(submission.received_at) for submission in submissions]),
        ("Làm trong", [_span(submission) for submission in submissions]),
        ("Trình duyệt", _signs([submission.device_sha256 for submission in submissions])),
        ("Địa chỉ mạng", _signs([submission.address_sha256 for submission in submissions])),
        ("Điểm", [_score(submission) for submission in submissions]),
        ("Đã loại", [submission.excluded_reason or "không" for submission in submissions]),
    ]
    return tuple(
        ComparedRow(label, tuple(ComparedCell(words, False, None) for words in values)) for label, values in facts
    )


def _signs(hashes: Sequence[str]) -> list[str]:
    """Return a letter for each hash: the same letter for the same one."""
    different = list(dict.fromkeys(one for one in hashes if one))
    return [_LETTERS[different.index(one) % 26] if one else "không rõ" for one in hashes]


def _score(submission: Submission) -> str:
    return "chưa tính" if submission.score is None else f"{submission.score}/{len(submission.attempt.paper)}"


def _span(submission: Submission) -> str:
    seconds = max(0, int((submission.received_at - submission.attempt.started_at).total_seconds()))
    return f"{seconds // 60} phút {seconds % 60} giây"


def _moment(moment: Any) -> str:
    return f"{timezone.localtime(moment):%H:%M:%S %d/%m/%Y}"


def told_acts(entries: Sequence[AuditEntry]) -> list[Told]:
    """Return what was decided, by whom, with which words; the latest first."""
    states = dict(Irregularity.State.choices)
    return [
        Told(
            f"{timezone.localtime(entry.at):%H:%M %d/%m/%Y}",
            entry.actor,
            f"{states.get(entry.detail.get('to', ''), '')}: {entry.detail.get('words', '')}",
        )
        for entry in entries
    ]
