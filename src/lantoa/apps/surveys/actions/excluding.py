"""Taking a response out of the results, and back in: with a reason, and nothing of it deleted."""

from datetime import datetime

from django.db import transaction

from lantoa.apps.base.actions import Actor, record_act
from lantoa.apps.surveys.actions.changes import note_survey_change
from lantoa.apps.surveys.models import ResponseValue, SurveyResponse, SurveyRound

COVER = "[đã che]"


class CannotChangeResponse(ValueError):
    """The response cannot be changed so; the message, in Vietnamese, says why."""


def _held(response: SurveyResponse) -> SurveyResponse:
    """Return the response, held for a change. Figures that people have seen change by no single response: what they
    differed by would be that person's answers.
    """
    # The round first, as whoever publishes it does.
    state = SurveyRound.objects.select_for_update().get(pk=response.round_id).state
    if state == SurveyRound.State.PUBLISHED:
        raise CannotChangeResponse(
            "Kết quả đã công bố: thêm bớt một phiếu thì phần chênh của hai lần xem chính là câu trả lời của phiếu ấy."
        )
    if state != SurveyRound.State.CLOSED:
        raise CannotChangeResponse("Đợt còn nhận câu trả lời. Khóa đợt rồi mới xem lại từng phiếu.")
    return SurveyResponse.objects.select_for_update(of=("self",)).select_related("round").get(pk=response.pk)


@transaction.atomic
def exclude_response(*, response: SurveyResponse, reason: str, by: Actor, at: datetime) -> SurveyResponse:
    """Return the response, which counts in no figure any more; CannotChangeResponse without reason, if it is out, or
    unless the round is closed and not published.
    """
    held = _held(response)
    if not reason.strip():
        raise CannotChangeResponse("Hãy ghi lý do loại phiếu này; lý do được lưu cùng phiếu.")
    if held.excluded_at is not None:
        raise CannotChangeResponse("Phiếu này đã bị loại rồi.")
    held.excluded_at, held.excluded_reason = at, reason.strip()
    held.save(update_fields=["excluded_at", "excluded_reason"])
    return _told("surveys.exclude_response", held, by=by, at=at, reason=held.excluded_reason)


@transaction.atomic
def readmit_response(*, response: SurveyResponse, by: Actor, at: datetime) -> SurveyResponse:
    """Return the response, which counts again. CannotChangeResponse where it was not out, or unless the round is closed
    and not published.
    """
    held = _held(response)
    if held.excluded_at is None:
        raise CannotChangeResponse("Phiếu này đang được tính.")
    reason, held.excluded_at, held.excluded_reason = held.excluded_reason, None, ""
    held.save(update_fields=["excluded_at", "excluded_reason"])
    return _told("surveys.readmit_response", held, by=by, at=at, reason=reason)


@transaction.atomic
def cover_words(*, value: ResponseValue, words: str, by: Actor, at: datetime) -> ResponseValue:
    """Return the free answer with these words covered wherever they stand; what was covered is kept nowhere.

    CannotChangeResponse where the words are not in it.
    """
    held = ResponseValue.objects.select_for_update().select_related("response").get(pk=value.pk)
    wanted = words.strip()
    if not wanted or wanted not in held.text:
        raise CannotChangeResponse("Không có những chữ này trong câu trả lời. Hãy chép đúng từng chữ cần che.")
    held.text = held.text.replace(wanted, COVER)
    held.save(update_fields=["text"])
    record_act("surveys.cover_words", subject=held, by=by, at=at, detail={"round": held.response.round_id})
    return held


def _told(act: str, held: SurveyResponse, *, by: Actor, at: datetime, reason: str) -> SurveyResponse:
    record_act(act, subject=held, by=by, at=at, detail={"round": held.round_id, "reason": reason})
    note_survey_change(held.round, at=at)
    return held
