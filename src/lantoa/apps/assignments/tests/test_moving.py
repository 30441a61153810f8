"""Every move between two states: the allowed ones happen and are audited, the others are refused and change nothing."""

from datetime import datetime

import pytest

from lantoa.apps.accounts.factories import UserFactory
from lantoa.apps.assignments.actions import CannotMove
from lantoa.apps.assignments.actions.moving import locked, move
from lantoa.apps.assignments.factories import AT, assignment_in
from lantoa.apps.assignments.models import Assignment
from lantoa.apps.assignments.states import DONE, MOVES, OPEN, OWED, State, labels, moves_to
from lantoa.apps.base.models import AuditEntry

_ALLOWED = [(old, new) for old in State for new in sorted(MOVES[old])]
_REFUSED = [(old, new) for old in State for new in State if new != old and new not in MOVES[old]]
# What the database asks of a state, whoever moves there.
_VALUES = {
    State.SENT: {"sent_at": AT},
    State.RECEIVED: {"received_at": AT},
    State.FULFILLED: {"fulfilled_at": AT},
    State.CONFIRMED: {"confirmed_at": AT},
    State.REFUSED: {"reason": "Lý do."},
    State.RETURNED: {"reason": "Lý do."},
}


@pytest.mark.django_db
class TestMove:
    @pytest.mark.parametrize(("old", "new"), _ALLOWED)
    def test_follows_every_way_that_there_is(self, old: State, new: State, now: datetime) -> None:
        assignment = assignment_in(old)
        officer = UserFactory(username="can.bo")
        assert move(
            locked(assignment),
            new,
            act="assignments.try_move",
            by=officer,
            at=now,
            detail={"x": 1},
            **_VALUES.get(new, {}),
        )
        assignment.refresh_from_db()
        assert assignment.state == new
        assert assignment.remind_at == (now if new in OPEN else None)
        entry = AuditEntry.objects.get()
        assert (entry.act, entry.actor, entry.subject_id) == ("assignments.try_move", "can.bo", str(assignment.pk))
        assert entry.detail == {"from": old.value, "to": new.value, "x": 1}

    @pytest.mark.parametrize(("old", "new"), _REFUSED)
    def test_refuses_where_no_way_leads(self, old: State, new: State, now: datetime) -> None:
        assignment = assignment_in(old)
        with pytest.raises(CannotMove) as refused:
            move(locked(assignment), new, act="assignments.try_move", by=None, at=now, **_VALUES.get(new, {}))
        assert old.label in str(refused.value)
        assert new.label in str(refused.value)
        assignment.refresh_from_db()
        assert assignment.state == old
        assert not AuditEntry.objects.exists()

    @pytest.mark.parametrize("state", list(State))
    def test_leaves_what_is_there_already(self, state: State, now: datetime) -> None:
        assignment = assignment_in(state)
        before = Assignment.objects.values().get(pk=assignment.pk)
        assert not move(locked(assignment), state, act="assignments.try_move", by=None, at=now, reason="khác")
        assert Assignment.objects.values().get(pk=assignment.pk) == before
        assert not AuditEntry.objects.exists()


class TestStates:
    def test_are_each_open_done_or_neither(self) -> None:
        assert not OPEN & DONE
        assert set(State) - OPEN - DONE == {State.DRAFTED, State.REFUSED, State.CANCELLED}

    def test_owe_all_but_what_never_went_out_or_was_taken_back(self) -> None:
        assert set(State) - OWED == {State.DRAFTED, State.CANCELLED}

    def test_can_all_be_reached_and_left(self) -> None:
        assert all(MOVES[state] for state in State)
        assert all(moves_to(state) for state in State)

    def test_have_words(self) -> None:
        assert labels(["sent", "returned"]) == "đã gửi, bị trả lại"
