"""Answering: one response a ticket, held by the primary key.

What a citizen sends goes to no audit trail, which is kept for ever; what an officer enters does, without the answers.
"""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from lantoa.apps.accounts.models import User
from lantoa.apps.base.actions import Actor, record_act
from lantoa.apps.surveys.branching import as_list, asked_questions, values_of
from lantoa.apps.surveys.consent import CONSENT_VERSION
from lantoa.apps.surveys.models import ResponseValue, SurveyQuestion, SurveyResponse, SurveyRound, Ticket
from lantoa.apps.surveys.models.responses import Channel
from lantoa.apps.surveys.outcomes import OUTCOMES
from lantoa.apps.surveys.tickets import ticket_at
from lantoa.core.viettext import without_hidden_signs

Given = Mapping[str, Sequence[str] | str]
LONGEST_TEXT = 2000
_LONGEST_KEY = 64


class NotTaken(ValueError):
    """Nothing can be answered here now. `why`: unknown, void, early, closed or used; the message is Vietnamese."""

    def __init__(self, why: str, words: str) -> None:
        super().__init__(words)
        self.why = why


class NotAnswered(ValueError):
    """Answers are missing or not among those that can be given; `problems` says what, by code of question."""

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__("Có câu chưa trả lời được.")
        self.problems = problems


def why_not_taken(ticket: Ticket | None, *, at: datetime) -> NotTaken | None:
    """Return why a ticket takes no answer at that moment; None where it does. Needs round and response at hand."""
    if ticket is None:
        return NotTaken("unknown", "Không có phiếu mời này. Đường dẫn có thể bị cắt mất một phần khi sao chép.")
    if hasattr(ticket, "response"):
        return NotTaken("used", "Phiếu này đã được trả lời. Xin cảm ơn ông/bà.")
    if ticket.void:
        return NotTaken("void", "Phiếu mời này đã bị hủy nên không trả lời được nữa.")
    found = ticket.round
    if found.state == SurveyRound.State.DRAFT or at < found.opens_at:
        return NotTaken("early", "Đợt khảo sát chưa mở. Mời ông/bà quay lại sau.")
    if found.state != SurveyRound.State.OPEN or at >= found.closes_at:
        return NotTaken("closed", "Đợt khảo sát đã kết thúc nên không nhận thêm câu trả lời.")
    return None


def answer(
    *,
    token: str = "",
    ticket: Ticket | None = None,
    answers: Given,
    key: str,
    at: datetime,
    entered_by: Actor = None,
) -> SurveyResponse:
    """Return the response of a ticket: stored now, or the one that the same key stored before. NotTaken for a ticket
    that takes none, NotAnswered where answers are missing or wrong. Answers to questions that were not asked are left.
    """
    found = ticket_at(token) if ticket is None else _with_all(ticket)
    if found is not None and (stored := _same(found, key)):
        return stored
    if refusal := why_not_taken(found, at=at):
        raise refusal
    assert found is not None  # there would have been a refusal
    questions = list(found.round.questionnaire.questions.order_by("position"))
    values = checked_answers(questions, answers, gaps=found.channel == Channel.PAPER)
    return _stored(found, values, key=key, at=at, entered_by=entered_by)


def _with_all(ticket: Ticket) -> Ticket:
    rows = Ticket.objects.select_related("round__questionnaire", "stratum", "response")
    return rows.get(pk=ticket.pk)


def _same(ticket: Ticket, key: str) -> SurveyResponse | None:
    stored: SurveyResponse | None = getattr(ticket, "response", None)
    return stored if stored is not None and stored.key == key[:_LONGEST_KEY] else None


def checked_answers(
    questions: Sequence[SurveyQuestion], given: Given, *, gaps: bool
) -> list[tuple[SurveyQuestion, list[str]]]:
    """Return the answers of the questions that were asked, those without one left out. `gaps`: a paper form may have
    been handed back with questions left open.
    """
    problems, kept = {}, []
    for question in asked_questions(questions, given):
        values, problem = checked_answer(question, given.get(question.code), gaps=gaps)
        if problem:
            problems[question.code] = problem
        elif values:
            kept.append((question, values))
    if problems:
        raise NotAnswered(problems)
    if not kept:
        raise NotAnswered({questions[0].code: "Chưa có câu trả lời nào."} if questions else {})
    return kept


def checked_answer(
    question: SurveyQuestion, given: Sequence[str] | str | None, *, gaps: bool = False
) -> tuple[list[str], str]:
    """Return the values of one answer and what is wrong with it, in Vietnamese; "" where nothing is."""
    if question.kind == SurveyQuestion.Kind.TEXT:
        text = without_hidden_signs(" ".join(as_list(given))).strip()
        if len(text) > LONGEST_TEXT:
            return [text], f"Dài quá: nhiều nhất {LONGEST_TEXT} chữ."
        values = [text] if text else []
    else:
        values = list(dict.fromkeys(as_list(given)))
        if set(values) - set(values_of(question)):
            return values, "Có phương án không thuộc câu này; hãy chọn lại."
        if len(values) > 1 and question.kind != SurveyQuestion.Kind.MULTIPLE:
            return values, "Câu này chỉ chọn một phương án."
    if not values and question.required and not gaps:
        return [], "Mời ông/bà trả lời câu này."
    return values, ""


def _stored(
    ticket: Ticket,
    answered: Sequence[tuple[SurveyQuestion, list[str]]],
    *,
    key: str,
    at: datetime,
    entered_by: Actor,
) -> SurveyResponse:
    response = SurveyResponse(
        ticket=ticket, round=ticket.round, stratum=ticket.stratum, channel=ticket.channel, key=key[:_LONGEST_KEY],
        received_at=at, entered_by=entered_by if isinstance(entered_by, User) else None,
        consent_version=CONSENT_VERSION, erase_on=erase_day_of(ticket.round, answered),
    )  # fmt: skip
    try:
        with transaction.atomic():
            response.save(force_insert=True)
            ResponseValue.objects.bulk_create(value_rows(response, answered))
            Ticket.objects.filter(pk=ticket.pk, opened_at=None).update(opened_at=at)
            if entered_by is not None:
                detail = {"channel": str(ticket.channel), "serial": ticket.serial}
                record_act("surveys.enter_response", subject=ticket.round, by=entered_by, at=at, detail=detail)
    except IntegrityError:
        stored = SurveyResponse.objects.filter(pk=ticket.pk).first()
        if stored is None:
            raise
        if stored.key == key[:_LONGEST_KEY]:
            return stored
        raise NotTaken("used", "Phiếu này đã được trả lời. Xin cảm ơn ông/bà.") from None
    return response


def value_rows(response: SurveyResponse, answered: Sequence[tuple[SurveyQuestion, list[str]]]) -> list[ResponseValue]:
    return [
        ResponseValue(response=response, question=question, text=value)
        if question.kind == SurveyQuestion.Kind.TEXT
        else ResponseValue(response=response, question=question, value=value)
        for question, values in answered
        for value in values
    ]


def erase_day_of(survey_round: SurveyRound, answered: Sequence[tuple[SurveyQuestion, list[str]]]) -> date | None:
    """Return the day from which the free text of a response is erased: so many months after the round's last day; None
    where there is none.
    """
    if not any(question.kind == SurveyQuestion.Kind.TEXT for question, _values in answered):
        return None
    day = timezone.localdate(survey_round.closes_at)
    years, month = divmod(day.month - 1 + survey_round.keeps_months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@transaction.atomic
def note_opened(*, ticket: Ticket, at: datetime) -> None:
    """Write down, once, that somebody has opened the page of a ticket."""
    Ticket.objects.filter(pk=ticket.pk, opened_at=None).update(opened_at=at)


@transaction.atomic
def note_outcome(*, ticket: Ticket, outcome: str, by: Actor, at: datetime) -> None:
    """Write down how a call ended without answers (OUTCOMES); NotTaken for a ticket that was answered."""
    held = Ticket.objects.select_for_update(of=("self",)).select_related("round", "response").get(pk=ticket.pk)
    if hasattr(held, "response"):
        raise NotTaken("used", "Phiếu này đã có câu trả lời nên không ghi kết quả gọi khác được.")
    Ticket.objects.filter(pk=held.pk).update(outcome=outcome)
    detail = {"serial": held.serial, "outcome": OUTCOMES.get(outcome, outcome)}
    record_act("surveys.note_outcome", subject=held.round, by=by, at=at, detail=detail)


def erase_free_text(*, at: datetime, limit: int = 500) -> int:
    """Return from how many responses the free text was erased: those whose day has come. Run again and again."""
    day = timezone.localdate(at)
    with transaction.atomic():
        due = SurveyResponse.objects.filter(erase_on__lte=day).order_by("pk").select_for_update(skip_locked=True)
        keys = list(due.values_list("pk", flat=True)[:limit])
        ResponseValue.objects.filter(response__in=keys, question__kind=SurveyQuestion.Kind.TEXT).delete()
        SurveyResponse.objects.filter(pk__in=keys).update(erase_on=None)
    return len(keys)
