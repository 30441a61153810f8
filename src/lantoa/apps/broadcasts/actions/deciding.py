"""Decisions on a bulletin: submitted, taken back, returned, approved, withdrawn."""

import hashlib
from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from lantoa.apps.accounts.models import User
from lantoa.apps.accounts.queries import person_of
from lantoa.apps.base.actions import Actor, record_act
from lantoa.apps.broadcasts.actions.airings import place_airings
from lantoa.apps.broadcasts.actions.boards import lock_stations
from lantoa.apps.broadcasts.actions.changes import note_bulletin_change
from lantoa.apps.broadcasts.actions.deliveries import cancel_deliveries, offer_to_stations
from lantoa.apps.broadcasts.actions.open_bulletins import (
    CannotChangeBulletin,
    lock_bulletin,
    lock_draft,
)
from lantoa.apps.broadcasts.actions.playing import withdrawn_words
from lantoa.apps.broadcasts.actions.sounds import order_approved_sound
from lantoa.apps.broadcasts.models import Airing, Bulletin, Priority
from lantoa.apps.broadcasts.queries.keepers import may_approve
from lantoa.apps.broadcasts.queries.readiness import what_is_missing, what_is_wrong_with
from lantoa.apps.broadcasts.queries.scripts import reading_day, script_of

_State = Bulletin.State
# A slot ends on the day on which it begins.
_LONGEST_SLOT = timedelta(days=1)


class CannotDecide(CannotChangeBulletin):
    """The decision was not taken; the message, in Vietnamese, says why and what to do."""


class UnknownWords(CannotDecide):
    """The script holds words that nobody has decided how to read; they are to be accepted by name, or decided."""

    def __init__(self, words: Collection[str]) -> None:
        self.words = tuple(words)
        super().__init__(
            f"Lời đọc còn {len(self.words)} chỗ chưa rõ cách đọc: {', '.join(self.words)}. "
            "Hãy sửa trong phần lời đọc, hoặc đánh dấu đồng ý đọc như đang viết rồi duyệt lại."
        )


@transaction.atomic
def submit_bulletin(*, bulletin: Bulletin, by: Actor, at: datetime) -> Bulletin:
    """Return the bulletin, waiting for an approver; CannotDecide while something it needs is missing."""
    found = lock_draft(bulletin)
    if missing := what_is_missing(found, at=at):
        raise CannotDecide(" ".join(missing))
    found.state, found.submitted_at, found.submitted_by = _State.SUBMITTED, at, person_of(by)
    found.returned_reason = ""
    found.save(update_fields=["state", "submitted_at", "submitted_by", "returned_reason"])
    record_act("broadcasts.submit_bulletin", subject=found, by=by, at=at)
    return found


@transaction.atomic
def take_back_bulletin(*, bulletin: Bulletin, by: Actor, at: datetime) -> Bulletin:
    """Return the bulletin, a draft again because whoever writes it wants to change something."""
    found = _waiting(bulletin)
    found.state = _State.DRAFT
    found.save(update_fields=["state"])
    record_act("broadcasts.take_back_bulletin", subject=found, by=by, at=at)
    return found


@transaction.atomic
def return_bulletin(*, bulletin: Bulletin, reason: str, by: Actor, at: datetime) -> Bulletin:
    """Return the bulletin, a draft again with the reason why it was not approved."""
    found = _waiting(bulletin)
    if not reason.strip():
        raise CannotDecide("Hãy ghi cần sửa điều gì để người soạn biết.")
    found.state, found.returned_reason = _State.DRAFT, reason.strip()[:500]
    found.save(update_fields=["state", "returned_reason"])
    record_act("broadcasts.return_bulletin", subject=found, by=by, at=at, detail={"reason": found.returned_reason})
    return found


@transaction.atomic
def approve_bulletin(
    *, bulletin: Bulletin, by: Actor, at: datetime, accepted: Collection[str] = (), seen_sha256: str = ""
) -> Bulletin:
    """Return the approved bulletin: its script stays as it is now, its airings are placed, its stations have it.

    `accepted` are the unknown words that the approver has seen and lets pass; `seen_sha256` is the script he was shown.
    CannotDecide for whoever may not, for another state, where something is missing or wrong, and where the script is
    another one than was shown; UnknownWords for words that nobody has decided or accepted.
    """
    found = _waiting(bulletin)
    if isinstance(by, User) and not may_approve(by, found):
        raise CannotDecide("Bạn đã trình bản tin này, hoặc không có quyền duyệt; cần một người khác duyệt.")
    script = script_of(found, on=reading_day(found))
    if problems := [*what_is_missing(found, at=at), *what_is_wrong_with(found, script.text)]:
        raise CannotDecide(" ".join(problems))
    sha256 = hashlib.sha256(script.text.encode()).hexdigest()
    if seen_sha256 and seen_sha256 != sha256:
        raise CannotDecide("Lời đọc đã đổi từ lúc bạn mở trang; hãy đọc lại lời đọc bên dưới rồi duyệt.")
    if undecided := [word for word in dict.fromkeys(one.written for one in script.unknown) if word not in accepted]:
        raise UnknownWords(undecided)
    found.script, found.script_sha256 = script.text, sha256
    found.state, found.approved_at, found.approved_by = _State.APPROVED, at, person_of(by)
    found.save(update_fields=["script", "script_sha256", "state", "approved_at", "approved_by"])
    detail = {"priority": found.priority, "sha256": sha256, "accepted": sorted(accepted)}
    record_act("broadcasts.approve_bulletin", subject=found, by=by, at=at, detail=detail)
    place_airings(bulletin=found, by=by, at=at)
    offer_to_stations(bulletin=found, at=at)
    order_approved_sound(bulletin=found, by=by, at=at)
    note_bulletin_change(found, at=at)
    return found


@transaction.atomic
def withdraw_bulletin(*, bulletin: Bulletin, reason: str, by: Actor, at: datetime) -> Bulletin:
    """Return the bulletin, which is not played any more: what is planned from now on and not yet given is cancelled."""
    found = lock_bulletin(bulletin)
    if found.state == _State.WITHDRAWN:
        return found
    if not reason.strip():
        raise CannotDecide("Hãy ghi vì sao rút; người ở đài đọc lý do này.")
    was_approved = found.state == _State.APPROVED
    found.state, found.withdrawn_at, found.withdrawn_reason = _State.WITHDRAWN, at, reason.strip()[:500]
    found.save(update_fields=["state", "withdrawn_at", "withdrawn_reason"])
    airings = _cancel_airings_to_come(found, at)
    cancel_deliveries(bulletin=found, by=by, at=at)
    detail = {"reason": found.withdrawn_reason, "airings": airings}
    record_act("broadcasts.withdraw_bulletin", subject=found, by=by, at=at, detail=detail)
    if was_approved:
        note_bulletin_change(found, at=at)
    return found


@transaction.atomic
def list_bulletin(*, bulletin: Bulletin, listed: bool, by: Actor, at: datetime) -> Bulletin:
    """Return the approved bulletin, on the public page from now on, or no more."""
    found = lock_bulletin(bulletin)
    if found.state != _State.APPROVED:
        raise CannotDecide("Chỉ bản tin đã duyệt mới đăng lên hay gỡ khỏi trang nghe bản tin.")
    if found.listed == listed:
        return found
    found.listed = listed
    found.save(update_fields=["listed"])
    record_act("broadcasts.list_bulletin", subject=found, by=by, at=at, detail={"listed": listed})
    note_bulletin_change(found, at=at)
    return found


def _cancel_airings_to_come(bulletin: Bulletin, at: datetime) -> int:
    """Return how many airings were cancelled: those ahead, those in a slot that is on air now, and those at once."""
    # After whoever is rearranging the programme of one of the stations: what he stores must not bring one back.
    lock_stations(bulletin.airings.order_by().values("station"))
    at_once = Q(slot=None, day=timezone.localdate(at))
    if bulletin.priority == Priority.EMERGENCY and bulletin.valid_until > at:
        at_once = Q(slot=None)  # it stands first on the lists until it is played, also on the next day
    begun = Q(slot__isnull=False, planned_at__gte=at - _LONGEST_SLOT)
    rows = bulletin.airings.filter(Q(planned_at__gte=at) | at_once | begun, state=Airing.State.PLANNED)
    coming = [
        row.pk
        for row in rows.select_related("slot")
        if row.slot is None or row.planned_at + timedelta(minutes=row.slot.minutes) > at
    ]
    return bulletin.airings.filter(pk__in=coming, state=Airing.State.PLANNED).update(
        state=Airing.State.CANCELLED, state_reason=withdrawn_words(bulletin), decided_at=at
    )


def _waiting(bulletin: Bulletin) -> Bulletin:
    found = lock_bulletin(bulletin)
    if found.state != _State.SUBMITTED:
        raise CannotDecide(f"Bản tin không còn chờ duyệt (nay: {found.get_state_display()}); hãy tải lại trang.")
    return found
