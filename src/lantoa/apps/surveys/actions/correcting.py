"""A paper form that was typed in wrongly: compared with a second typing, and put right while the round is open."""

from datetime import datetime

from django.db import transaction

from lantoa.apps.base.actions import Actor, record_act
from lantoa.apps.surveys.actions.answering import Given, NotTaken, checked_answers, erase_day_of, value_rows
from lantoa.apps.surveys.models import ResponseValue, SurveyQuestion, SurveyResponse, SurveyRound
from lantoa.apps.surveys.models.responses import Channel


class AnsweredAlone(ValueError):
    """The person whose form it is has answered alone; the message is Vietnamese."""

    def __init__(self) -> None:
        super().__init__(
            "Người cầm phiếu này đã tự trả lời qua mã QR nên không nhập, không so được: câu trả lời chỉ người ấy biết."
        )


def entry_differences(*, response: SurveyResponse, answers: Given) -> list[int]:
    """Return the numbers of the questions that were typed differently the first time. AnsweredAlone for a form whose
    code was scanned: whoever could compare could guess until the answers were known. Two queries.
    """
    if response.entered_by_id is None:
        raise AnsweredAlone
    questions = list(response.round.questionnaire.questions.order_by("position"))
    stored: dict[int, set[str]] = {}
    for question, value, text in response.values.values_list("question", "value", "text"):
        stored.setdefault(question, set()).add(value or text)
    now = {question.pk: set(values) for question, values in checked_answers(questions, answers, gaps=True)}
    return [
        number for number, question in enumerate(questions, start=1)
        if stored.get(question.pk, set()) != now.get(question.pk, set())
    ]  # fmt: skip


@transaction.atomic
def correct_entry(*, response: SurveyResponse, answers: Given, by: Actor, at: datetime) -> SurveyResponse:
    """Return the response of a paper form with these answers in place of the ones typed first; AnsweredAlone where
    nobody typed it, NotTaken unless the round is open.
    """
    held = SurveyResponse.objects.select_for_update(of=("self",)).select_related("round").get(pk=response.pk)
    if held.channel != Channel.PAPER or held.round.state != SurveyRound.State.OPEN:
        raise NotTaken("closed", "Chỉ sửa được phiếu giấy khi đợt khảo sát còn mở.")
    if held.entered_by_id is None:
        raise AnsweredAlone
    questions = list(SurveyQuestion.objects.filter(questionnaire=held.round.questionnaire_id).order_by("position"))
    answered = checked_answers(questions, answers, gaps=True)
    held.values.all().delete()
    ResponseValue.objects.bulk_create(value_rows(held, answered))
    held.erase_on = erase_day_of(held.round, answered)
    held.save(update_fields=["erase_on"])
    detail = {"serial": held.ticket.serial}
    record_act("surveys.correct_entry", subject=held.round, by=by, at=at, detail=detail)
    return held
