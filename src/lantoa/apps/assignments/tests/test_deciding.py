"""What the officer who decides does: confirm, reopen, return, cancel, draft anew, answer a request for time."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from lantoa.apps.accounts.factories import UserFactory
from lantoa.apps.assignments.actions import (
    CannotMove,
    ask_extension,
    cancel_assignment,
    confirm_assignment,
    decide_extension,
    redraft_assignment,
    reopen_assignment,
    return_assignment,
)
from lantoa.apps.assignments.factories import AssignmentFactory, assignment_in
from lantoa.apps.assignments.models import Assignment, Extension, Notice
from lantoa.apps.assignments.states import MOVES, State
from lantoa.apps.base.models import AuditEntry


def _acts(act: str) -> int:
    return AuditEntry.objects.filter(act=act).count()


@pytest.mark.django_db
class TestConfirmAssignment:
    @pytest.mark.parametrize("trait", [{}, {"received": True}])
    def test_takes_the_word_of_a_person_once(self, now: datetime, trait: dict[str, bool]) -> None:
        assignment, officer = AssignmentFactory(**trait), UserFactory()
        confirmed = confirm_assignment(assignment=assignment, by=officer, at=now)
        assert (confirmed.state, confirmed.confirmed_at) == (Assignment.State.CONFIRMED, now)
        confirm_assignment(assignment=assignment, by=officer, at=now + timedelta(hours=1))
        assignment.refresh_from_db()
        assert assignment.confirmed_at == now
        assert _acts("assignments.confirm_assignment") == 1


@pytest.mark.django_db
class TestReopenAssignment:
    @pytest.mark.parametrize(
        ("received_at", "state"), [(None, "sent"), (datetime(2023, 4, 11).astimezone(), "received")]
    )
    def test_goes_back_to_where_it_was(self, now: datetime, received_at: datetime | None, state: str) -> None:
        assignment = AssignmentFactory(confirmed=True, received_at=received_at)
        reopened = reopen_assignment(assignment=assignment, by=UserFactory(), at=now)
        assert (reopened.state, reopened.confirmed_at, reopened.received_at) == (state, None, received_at)
        assert _acts("assignments.reopen_assignment") == 1

    def test_leaves_what_is_not_confirmed_as_it_is(self, now: datetime) -> None:
        assignment = AssignmentFactory(received=True)
        assert reopen_assignment(assignment=assignment, by=UserFactory(), at=now).state == Assignment.State.RECEIVED
        assert not AuditEntry.objects.exists()

    @pytest.mark.parametrize("state", sorted(set(State) - {State.CONFIRMED}))
    def test_touches_no_other_state(self, state: State, now: datetime) -> None:
        row = assignment_in(state)
        assert reopen_assignment(assignment=row, by=UserFactory(), at=now).state == state

    def test_goes_back_to_the_proof_where_there_was_one(self, now: datetime) -> None:
        row = assignment_in(State.CONFIRMED)
        assert reopen_assignment(assignment=row, by=UserFactory(), at=now).state == State.FULFILLED


_Act = Callable[[Assignment, datetime, str], Assignment]


def _return(row: Assignment, at: datetime, reason: str) -> Assignment:
    return return_assignment(assignment=row, reason=reason, by=UserFactory(), at=at)


def _cancel(row: Assignment, at: datetime, reason: str) -> Assignment:
    return cancel_assignment(assignment=row, reason=reason, by=UserFactory(), at=at)


@pytest.mark.django_db
class TestReturnAndCancel:
    @pytest.mark.parametrize(("act", "new"), [(_return, State.RETURNED), (_cancel, State.CANCELLED)])
    @pytest.mark.parametrize("old", list(State))
    def test_go_where_a_way_leads_and_nowhere_else(self, act: _Act, new: State, old: State, now: datetime) -> None:
        row = assignment_in(old)
        if new in MOVES[old] or old == new:
            assert act(row, now, "Thiếu ảnh.").state == new
        else:
            with pytest.raises(CannotMove):
                act(row, now, "Thiếu ảnh.")
        row.refresh_from_db()
        assert row.state == (new if new in MOVES[old] else old)

    @pytest.mark.parametrize("act", [_return, _cancel])
    @pytest.mark.parametrize("reason", ["", " \t"])
    def test_want_a_reason(self, act: _Act, reason: str, now: datetime) -> None:
        row = assignment_in(State.FULFILLED)
        with pytest.raises(CannotMove, match="ghi rõ lý do"):
            act(row, now, reason)
        row.refresh_from_db()
        assert row.state == State.FULFILLED

    @pytest.mark.parametrize(("act", "name"), [(_return, "return_assignment"), (_cancel, "cancel_assignment")])
    def test_tell_the_agency_why_once(self, act: _Act, name: str, now: datetime) -> None:
        row = assignment_in(State.FULFILLED)
        act(row, now, "Thiếu ảnh.")
        act(row, now + timedelta(hours=1), "Lý do khác.")
        notice = Notice.objects.get()
        assert (notice.agency, notice.kind) == (row.agency, Notice.Kind.ANSWER)
        assert "Thiếu ảnh." in notice.text
        entry = AuditEntry.objects.get(act=f"assignments.{name}")
        assert entry.detail["reason"] == "Thiếu ảnh."
        row.refresh_from_db()
        assert row.reason == "Thiếu ảnh."

    def test_take_the_moments_of_what_is_undone_away(self, now: datetime) -> None:
        row = _return(assignment_in(State.CONFIRMED), now, "Ảnh không rõ.")
        row.refresh_from_db()
        assert (row.fulfilled_at, row.confirmed_at, row.remind_at) == (None, None, now)

    def test_say_nothing_of_a_draft_to_its_agency(self, now: datetime) -> None:
        _cancel(assignment_in(State.DRAFTED), now, "Giao nhầm.")
        assert not Notice.objects.exists()


@pytest.mark.django_db
class TestRedraftAssignment:
    def test_makes_a_cancelled_one_a_draft_that_nobody_has_seen(self, now: datetime) -> None:
        row = redraft_assignment(assignment=assignment_in(State.CANCELLED), by=UserFactory(), at=now)
        row.refresh_from_db()
        assert (row.state, row.sent_at, row.reason) == (State.DRAFTED, None, "")
        assert _acts("assignments.redraft_assignment") == 1

    @pytest.mark.parametrize("state", sorted(set(State) - {State.CANCELLED, State.DRAFTED}))
    def test_takes_nothing_else_back(self, state: State, now: datetime) -> None:
        with pytest.raises(CannotMove):
            redraft_assignment(assignment=assignment_in(state), by=UserFactory(), at=now)


@pytest.fixture
def asked(db: None, now: datetime) -> Extension:
    row = AssignmentFactory(due_date=date(2023, 6, 30))
    return ask_extension(
        assignment=row,
        for_agency=row.agency,
        wanted_date=date(2023, 7, 15),
        reason="Chờ kinh phí.",
        by=UserFactory(),
        at=now - timedelta(days=1),
    )


def _decide(asked: Extension, granted: date | None, at: datetime, reason: str = "") -> Extension:
    return decide_extension(extension=asked, granted_date=granted, reason=reason, by=UserFactory(), at=at)


class TestDecideExtension:
    def test_grants_a_day_and_tells_the_agency(self, asked: Extension, now: datetime) -> None:
        answered = _decide(asked, date(2023, 7, 10), now)
        row = asked.assignment
        row.refresh_from_db()
        assert (answered.decision, answered.granted_date, answered.decided_at) == ("granted", date(2023, 7, 10), now)
        assert (row.state, row.due_date) == (State.RECEIVED, date(2023, 7, 10))
        assert "được gia hạn đến 10/07/2023" in Notice.objects.get(agency=row.agency).text
        assert _acts("assignments.grant_extension") == 1

    def test_declines_and_leaves_the_due_date(self, asked: Extension, now: datetime) -> None:
        assert _decide(asked, None, now, "Đã quá lâu.").decision == "declined"
        row = asked.assignment
        row.refresh_from_db()
        assert (row.state, row.due_date) == (State.RECEIVED, date(2023, 6, 30))
        assert "Đã quá lâu." in Notice.objects.get(agency=row.agency).text
        assert _acts("assignments.decline_extension") == 1

    def test_is_said_once(self, asked: Extension, now: datetime) -> None:
        _decide(asked, None, now)
        assert _decide(asked, date(2023, 8, 1), now).decision == "declined"
        assert Notice.objects.filter(agency=asked.assignment.agency).count() == 1

    def test_grants_no_day_that_has_passed(self, asked: Extension, now: datetime) -> None:
        with pytest.raises(CannotMove, match="từ hôm nay"):
            _decide(asked, date(2023, 5, 31), now)
        asked.refresh_from_db()
        assert asked.decision == "waiting"

    def test_is_not_needed_once_the_duty_is_confirmed_or_cancelled(self, asked: Extension, now: datetime) -> None:
        confirm_assignment(assignment=asked.assignment, by=UserFactory(), at=now)
        assert not Extension.objects.exists()
