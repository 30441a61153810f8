"""Publishing a result: a person's act. Seed, keys and list come out with it, and the winners get their codes."""

import secrets
from datetime import datetime

from django.db import transaction

from lantoa.apps.base.actions import Actor, note_public_change, record_act
from lantoa.apps.contests.actions.announcing import public_subject
from lantoa.apps.contests.models import Irregularity, Round, RoundResult, Standing
from lantoa.apps.contests.result_files import list_path
from lantoa.core.scoring import new_slip_code


class CannotPublish(ValueError):
    """The result cannot be published as it stands; the message, in Vietnamese, says why and what to do."""


@transaction.atomic
def publish_result(*, result: RoundResult, open_irregularities: int, by: Actor, at: datetime) -> RoundResult:
    """Return the newest result of a round, published together with every version before it.

    `open_irregularities` is how many open ones the publisher has seen: CannotPublish where there are others by now,
    where the result has been computed again meanwhile, is public already, or has lost its list.
    """
    round_ = Round.objects.select_for_update(of=("self",)).select_related("contest").get(pk=result.round_id)
    newest = round_.results.order_by("-version")[0]
    _check(round_, newest, seen=result, open_irregularities=open_irregularities)
    round_.results.filter(published_at=None).update(published_at=at)
    newest.published_at = round_.published_at = at
    round_.save(update_fields=["published_at"])
    certificates = give_certificates(newest)
    detail = {
        "version": newest.version,
        "list_sha256": newest.sha256,
        "open_irregularities": open_irregularities,
        "certificates": certificates,
    }
    record_act("contests.publish_result", subject=round_, by=by, at=at, detail=detail)
    note_public_change(public_subject(round_.contest), "contests", at=at)
    return newest


def _check(round_: Round, newest: RoundResult, *, seen: RoundResult, open_irregularities: int) -> None:
    if newest.published_at:
        raise CannotPublish("Kết quả này đã được công bố.")
    if newest.pk != seen.pk:
        raise CannotPublish("Kết quả vừa được tính lại. Hãy xem phiên bản mới rồi công bố.")
    if newest.file and list_path(newest) is None:
        raise CannotPublish("Không thấy tệp danh sách của kết quả trên máy chủ. Hãy khôi phục tệp từ bản sao lưu.")
    still = round_.irregularities.filter(state=Irregularity.State.OPEN).count()
    if still != open_irregularities:
        raise CannotPublish(
            f"Nay có {still} dấu hiệu bất thường đang chờ xem xét, không phải {open_irregularities}. "
            "Hãy xem lại rồi quyết định công bố."
        )


def give_certificates(result: RoundResult) -> int:
    """Return how many winners of a result have a certificate now. Whoever keeps the prize of an earlier version keeps
    its code; a code of a prize that is gone stays with the old version, so that its check can say so.
    """
    winners = list(result.standings.exclude(prize="").select_related("submission__attempt"))
    held = {
        (standing.submission.attempt.entrant_id, standing.audience, standing.prize): standing
        for standing in Standing.objects.filter(result__round=result.round_id)
        .exclude(certificate_code=None)
        .exclude(result=result)
        .select_related("submission__attempt")
    }
    for winner in winners:
        if winner.certificate_code:
            continue
        earlier = held.get((winner.submission.attempt.entrant_id, winner.audience, winner.prize))
        code = earlier.certificate_code if earlier else new_slip_code(secrets.token_bytes(16))
        if earlier:
            earlier.certificate_code = None
            earlier.save(update_fields=["certificate_code"])
        winner.certificate_code = code
        winner.save(update_fields=["certificate_code"])
    return len(winners)
