"""Writes of questions: written, changed, sent to review, approved by another person, returned, retired."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from lantoa.apps.accounts.models import User
from lantoa.apps.base.actions import Actor, record_act, record_acts
from lantoa.apps.contests.models import Question, QuestionBank, QuestionMark
from lantoa.apps.contests.question_content import QuestionContent, problems_of, tidied
from lantoa.core.analysis.near_questions import Asked, marks_of
from lantoa.core.viettext import fold

_FIELDS = (
    "kind", "text", "options", "key", "difficulty", "explanation", "source", "source_address", "valid_from",
    "valid_to", "theme",
)  # fmt: skip
_STATES = Question.State
_MOST_NOTE = 500
_BATCH = 200


class BadQuestion(ValueError):
    """The question cannot be kept as it is; the message, in Vietnamese, says what to mend."""


class CannotReview(ValueError):
    """The question cannot make this step; the message, in Vietnamese, says why and what to do."""


@transaction.atomic
def make_bank(*, name: str, description: str = "", by: Actor, at: datetime, illustrative: bool = False) -> QuestionBank:
    """Return a new bank without questions."""
    bank = QuestionBank.objects.create(name=name, description=description, illustrative=illustrative)
    record_act("contests.make_bank", subject=bank, by=by, at=at, detail={"name": name})
    return bank


@transaction.atomic
def change_bank(*, bank: QuestionBank, name: str, description: str, by: Actor, at: datetime) -> QuestionBank:
    """Return the bank under its new name and description. Sealed pools keep the name they were sealed with."""
    bank.name, bank.description = name, description
    bank.save(update_fields=["name", "description"])
    record_act("contests.change_bank", subject=bank, by=by, at=at, detail={"name": name})
    return bank


@transaction.atomic
def write_question(
    *,
    bank: QuestionBank,
    content: QuestionContent,
    by: Actor,
    at: datetime,
    drawn_from: str = "",
    replaces: Question | None = None,
) -> Question:
    """Return a new question, as a draft; BadQuestion when something of it must be mended first.

    `drawn_from`: the sentence it was proposed from. `replaces`: the approved question it is a new wording of.
    """
    values = _checked(content)
    question = Question.objects.create(
        bank=bank,
        drawn_from=drawn_from[:500],
        replaces=replaces,
        written_by=_account(by),
        written_at=at,
        **values,
    )
    _mark(question)
    detail: dict[str, Any] = {"bank": bank.name, "text": question.text[:200]}
    if replaces is not None:
        detail["replaces"] = replaces.pk
    record_act("contests.write_question", subject=question, by=by, at=at, detail=detail)
    return question


@transaction.atomic
def store_questions(
    *, bank: QuestionBank, contents: Sequence[QuestionContent], by: Actor, at: datetime, drawn_from: Sequence[str] = ()
) -> list[Question]:
    """Return many new drafts of one bank, all or none; BadQuestion when one of them must be mended. Three queries for
    some hundred questions.
    """
    origins = list(drawn_from) or [""] * len(contents)
    questions = Question.objects.bulk_create(
        (
            Question(bank=bank, written_by=_account(by), written_at=at, drawn_from=origin[:500], **_checked(content))
            for content, origin in zip(contents, origins, strict=True)
        ),
        batch_size=_BATCH,
    )
    QuestionMark.objects.bulk_create((mark for question in questions for mark in _marks(question)), batch_size=_BATCH)
    details = [(question, {"bank": bank.name, "text": question.text[:200]}) for question in questions]
    record_acts("contests.write_question", details, by=by, at=at)
    return questions


@transaction.atomic
def change_question(
    *, question: Question, bank: QuestionBank, content: QuestionContent, by: Actor, at: datetime
) -> Question:
    """Return the question as changed. What a person has approved is never rewritten: its change is a new draft that
    replaces it when it is approved itself; until then the approved wording goes on being used.

    A question in review goes back to its writer's desk. BadQuestion, CannotReview (retired) store nothing.
    """
    kept = Question.objects.select_for_update(of=("self",)).get(pk=question.pk)
    if kept.state == _STATES.RETIRED:
        raise CannotReview("Câu hỏi này đã thôi dùng; hãy soạn câu mới.")
    if kept.state == _STATES.APPROVED:
        if waiting := kept.replacements.exclude(state=_STATES.RETIRED).first():
            raise CannotReview(f"Câu hỏi này đã có bản sửa đang chờ (câu {waiting.pk}); hãy sửa tiếp bản đó.")
        return write_question(bank=bank, content=content, by=by, at=at, replaces=kept)
    values = _checked(content)
    changed = [name for name in ("bank", *_FIELDS) if getattr(kept, name) != {"bank": bank, **values}[name]]
    for name, value in {"bank": bank, **values}.items():
        setattr(kept, name, value)
    kept.state = _STATES.DRAFTED
    # Whoever rewrites it is its writer from now on, and may not approve it.
    kept.written_by, kept.written_at = _account(by), at
    kept.reviewed_by = kept.reviewed_at = None
    kept.save()
    _mark(kept)
    record_act("contests.change_question", subject=kept, by=by, at=at, detail={"fields": changed})
    return kept


@transaction.atomic
def send_to_review(*, question: Question, by: Actor, at: datetime) -> Question:
    """Return the question, now waiting for another person; CannotReview unless it is a draft."""
    kept = _in_state(question, _STATES.DRAFTED, "gửi duyệt")
    kept.state = _STATES.IN_REVIEW
    kept.save(update_fields=["state"])
    record_act("contests.send_question_to_review", subject=kept, by=by, at=at)
    return kept


@transaction.atomic
def approve_question(*, question: Question, by: Actor, at: datetime, note: str = "") -> Question:
    """Return the question, approved; the one it replaces is retired with it.

    CannotReview unless it waits for review, and for whoever wrote it: the answer is checked by a second person.
    """
    kept = _in_state(question, _STATES.IN_REVIEW, "duyệt")
    if kept.written_by_id is not None and kept.written_by_id == getattr(by, "pk", None):
        raise CannotReview("Bạn là người soạn câu hỏi này; hãy nhờ người khác duyệt.")
    _reviewed(kept, _STATES.APPROVED, note, by, at)
    record_act("contests.approve_question", subject=kept, by=by, at=at, detail=_noted(note))
    if kept.replaces_id is not None and kept.replaces.state == _STATES.APPROVED:  # type: ignore[union-attr]
        retire_question(question=kept.replaces, by=by, at=at, reason=f"Thay bằng câu {kept.pk}.")  # type: ignore[arg-type]
    return kept


@transaction.atomic
def return_question(*, question: Question, note: str, by: Actor, at: datetime) -> Question:
    """Return the question, a draft again, with the note that says what to mend; CannotReview without one."""
    if not note.strip():
        raise CannotReview("Hãy ghi điều cần sửa để người soạn biết.")
    kept = _in_state(question, _STATES.IN_REVIEW, "trả lại")
    _reviewed(kept, _STATES.DRAFTED, note, by, at)
    record_act("contests.return_question", subject=kept, by=by, at=at, detail=_noted(note))
    return kept


@transaction.atomic
def retire_question(*, question: Question, by: Actor, at: datetime, reason: str = "") -> Question:
    """Return the question, no longer drawn into new pools; sealed ones keep it. CannotReview when it is retired."""
    kept = Question.objects.select_for_update(of=("self",)).get(pk=question.pk)
    if kept.state == _STATES.RETIRED:
        raise CannotReview("Câu hỏi này đã thôi dùng.")
    kept.state = _STATES.RETIRED
    kept.save(update_fields=["state"])
    record_act("contests.retire_question", subject=kept, by=by, at=at, detail=_noted(reason))
    return kept


def send_many_to_review(*, questions: Iterable[Question], by: Actor, at: datetime) -> tuple[int, int]:
    """Return how many drafts were sent to review and how many others were left as they are; each on its own."""
    return _many(questions, lambda question: send_to_review(question=question, by=by, at=at))


def retire_many(*, questions: Iterable[Question], by: Actor, at: datetime) -> tuple[int, int]:
    """Return how many questions were retired and how many were so already; each on its own."""
    return _many(questions, lambda question: retire_question(question=question, by=by, at=at))


def _many(questions: Iterable[Question], act: Any) -> tuple[int, int]:
    done = left = 0
    for question in questions:
        try:
            act(question)
        except CannotReview:
            left += 1
        else:
            done += 1
    return done, left


def _account(by: Actor) -> User | None:
    return by if isinstance(by, User) else None


def _checked(content: QuestionContent) -> dict[str, Any]:
    content = tidied(content)
    if problems := problems_of(content):
        raise BadQuestion("; ".join(f"{_NAMES.get(p.field, p.field)} {p.message.rstrip('.')}" for p in problems) + ".")
    values = {name: getattr(content, name) for name in _FIELDS}
    values["options"] = list(content.options)
    if isinstance(content.key, list | tuple):
        values["key"] = sorted(content.key) if content.kind == "multiple" else list(content.key)
    return values | {"folded_text": folded_question(content.text, content.options)}


_NAMES = {
    "kind": "dạng câu hỏi", "text": "câu hỏi", "options": "phương án", "key": "đáp án", "explanation": "giải thích",
    "source": "căn cứ", "source_address": "địa chỉ của căn cứ", "valid_to": "ngày hết hiệu lực",
}  # fmt: skip


def folded_question(text: str, options: Iterable[str]) -> str:
    """Return the search form of a question: its text and its options, one a line, without accents.

    >>> folded_question("Ai trả lời?", ["Bộ phận Một cửa"])
    'ai tra loi?\\nbo phan mot cua'
    """
    return "\n".join(fold(words) for words in (text, *options))


def _mark(question: Question) -> None:
    """Keep the marks in step with the words, so that questions alike are found."""
    question.marks.all().delete()
    QuestionMark.objects.bulk_create(_marks(question))


def _marks(question: Question) -> list[QuestionMark]:
    return [QuestionMark(question=question, mark=mark) for mark in marks_of(Asked(question.text, question.options))]


def _in_state(question: Question, state: str, verb: str) -> Question:
    kept = Question.objects.select_for_update(of=("self",)).get(pk=question.pk)
    if kept.state != state:
        raise CannotReview(f"Câu hỏi đang là “{kept.get_state_display()}” nên không {verb} được; hãy tải lại trang.")
    return kept


def _reviewed(question: Question, state: str, note: str, by: Actor, at: datetime) -> None:
    question.state, question.review_note = state, note.strip()[:_MOST_NOTE]
    question.reviewed_by, question.reviewed_at = _account(by), at
    question.save(update_fields=["state", "review_note", "reviewed_by", "reviewed_at"])


def _noted(note: str) -> dict[str, Any]:
    return {"note": note.strip()[:_MOST_NOTE]} if note.strip() else {}
