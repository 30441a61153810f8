"""Work handed to an agency below, and back up: who may, what moves with it, who is told."""

from datetime import date, datetime, timedelta

import pytest

from lantoa.apps.accounts.factories import UserFactory
from lantoa.apps.agencies.factories import AgencyFactory
from lantoa.apps.assignments.actions import (
    CannotMove,
    NewProof,
    NotYourAssignment,
    cancel_assignment,
    confirm_assignment,
    delegate_assignment,
    prove_assignment,
    refuse_assignment,
    reopen_assignment,
    return_assignment,
    send_assignments,
)
from lantoa.apps.assignments.factories import AssignmentFactory, assignment_in
from lantoa.apps.assignments.models import Assignment, Notice
from lantoa.apps.assignments.states import State
from lantoa.apps.base.models import AuditEntry


@pytest.fixture
def above(db: None) -> Assignment:
    """What a department was given, with a product, a quantity and a due date."""
    found: Assignment = AssignmentFactory(received=True, product="một bài", quantity=2, due_date=date(2023, 6, 30))
    return found


def _delegate(above: Assignment, at: datetime, to: object = None) -> Assignment:
    return delegate_assignment(
        assignment=above,
        for_agency=above.agency,
        to=to or AgencyFactory(parent=above.agency),
        note="Giúp Sở.",
        by=UserFactory(),
        at=at,
    )


def _state(row: Assignment) -> str:
    row.refresh_from_db()
    return row.state


@pytest.mark.django_db
class TestDelegate:
    def test_gives_the_agency_below_what_was_asked_and_tells_it(self, above: Assignment, now: datetime) -> None:
        given = _delegate(above, now)
        assert _state(above) == State.DELEGATED
        assert (given.state, given.delegated_from, given.sent_at) == (State.SENT, above, now)
        assert (given.product, given.quantity, given.due_date) == ("một bài", 2, date(2023, 6, 30))
        notice = Notice.objects.get()
        assert notice.agency == given.agency
        assert "Giúp Sở." in notice.text
        acts = set(AuditEntry.objects.values_list("act", "subject_id"))
        assert acts == {
            ("assignments.delegate_assignment", str(above.pk)),
            ("assignments.send_assignment", str(given.pk)),
        }

    def test_may_go_to_several_each_audited(self, above: Assignment, now: datetime) -> None:
        _delegate(above, now)
        _delegate(above, now)
        assert above.delegated.count() == 2
        assert AuditEntry.objects.filter(act="assignments.delegate_assignment").count() == 2

    def test_goes_further_down(self, above: Assignment, now: datetime) -> None:
        below = _delegate(_delegate(above, now), now)
        assert below.delegated_from is not None
        assert below.delegated_from.delegated_from == above

    @pytest.mark.parametrize(
        "state", sorted(set(State) - {State.DRAFTED, State.SENT, State.RECEIVED, State.RETURNED, State.DELEGATED})
    )
    def test_is_refused_from_any_other_state(self, state: State, now: datetime) -> None:
        row = assignment_in(state)
        with pytest.raises(CannotMove):
            _delegate(row, now)
        assert Assignment.objects.count() == 1

    def test_goes_to_no_agency_that_is_not_below_or_is_gone(self, above: Assignment, now: datetime) -> None:
        for to in (AgencyFactory(), above.agency, AgencyFactory(parent=above.agency, ended=True)):
            with pytest.raises(CannotMove, match="cơ quan trực thuộc"):
                _delegate(above, now, to)
        assert _state(above) == State.RECEIVED

    def test_goes_to_no_agency_that_has_the_duty(self, above: Assignment, now: datetime) -> None:
        to = AgencyFactory(parent=above.agency)
        AssignmentFactory(duty=above.duty, agency=to)
        with pytest.raises(CannotMove, match="đã được giao việc này"):
            _delegate(above, now, to)

    def test_takes_a_draft_over_that_the_agency_cannot_see(self, above: Assignment, now: datetime) -> None:
        draft = AssignmentFactory(drafted=True, duty=above.duty, agency=AgencyFactory(parent=above.agency))
        assert _delegate(above, now, draft.agency).pk == draft.pk
        assert _state(draft) == State.SENT

    def test_is_not_for_strangers(self, above: Assignment, now: datetime) -> None:
        stranger = AgencyFactory()
        with pytest.raises(NotYourAssignment):
            delegate_assignment(
                assignment=above, for_agency=stranger, to=AgencyFactory(parent=stranger), by=UserFactory(), at=now
            )


@pytest.mark.django_db
class TestComingBack:
    def test_confirms_the_one_above_when_all_below_is_confirmed(self, above: Assignment, now: datetime) -> None:
        first, second = _delegate(above, now), _delegate(above, now)
        confirm_assignment(assignment=first, by=UserFactory(), at=now)
        assert _state(above) == State.DELEGATED
        confirm_assignment(assignment=second, by=UserFactory(), at=now)
        assert _state(above) == State.CONFIRMED

    def test_confirms_over_several_levels(self, above: Assignment, now: datetime) -> None:
        confirm_assignment(assignment=_delegate(_delegate(above, now), now), by=UserFactory(), at=now)
        assert _state(above) == State.CONFIRMED

    @pytest.mark.parametrize("how", ["reopen", "return"])
    def test_opens_the_one_above_with_the_one_below(self, above: Assignment, now: datetime, how: str) -> None:
        below = _delegate(above, now)
        confirm_assignment(assignment=below, by=UserFactory(), at=now)
        if how == "reopen":
            reopen_assignment(assignment=below, by=UserFactory(), at=now)
        else:
            return_assignment(assignment=below, reason="Thiếu ảnh.", by=UserFactory(), at=now)
        assert _state(above) == State.DELEGATED
        assert above.confirmed_at is None

    def test_leaves_what_was_proved_above_confirmed(self, above: Assignment, now: datetime) -> None:
        below = _delegate(above, now)
        prove_assignment(
            assignment=above,
            for_agency=above.agency,
            proof=NewProof("k", "https://a.example"),
            by=UserFactory(),
            at=now,
        )
        confirm_assignment(assignment=above, by=UserFactory(), at=now)
        confirm_assignment(assignment=below, by=UserFactory(), at=now)
        reopen_assignment(assignment=below, by=UserFactory(), at=now)
        assert _state(above) == State.CONFIRMED

    def test_gives_refused_work_back_and_tells_who_delegated_it(self, above: Assignment, now: datetime) -> None:
        below = _delegate(above, now)
        refuse_assignment(assignment=below, for_agency=below.agency, reason="Thiếu người.", by=UserFactory(), at=now)
        assert _state(above) == State.RECEIVED
        assert "Thiếu người." in Notice.objects.get(agency=above.agency).text
        again = _delegate(above, now + timedelta(hours=1), below.agency)
        assert (again.pk, again.state, again.reason) == (below.pk, State.SENT, "")

    def test_keeps_it_delegated_while_another_still_works(self, above: Assignment, now: datetime) -> None:
        below = _delegate(above, now)
        _delegate(above, now)
        refuse_assignment(assignment=below, for_agency=below.agency, reason="Thiếu người.", by=UserFactory(), at=now)
        assert _state(above) == State.DELEGATED

    def test_is_delegated_again_when_the_officer_sends_the_refused_one_anew(
        self, above: Assignment, now: datetime
    ) -> None:
        below = _delegate(above, now)
        refuse_assignment(assignment=below, for_agency=below.agency, reason="Thiếu người.", by=UserFactory(), at=now)
        send_assignments(assignments=[below.pk], by=UserFactory(), at=now)
        assert (_state(below), _state(above)) == (State.SENT, State.DELEGATED)

    def test_cancels_what_is_below_with_the_one_above(self, above: Assignment, now: datetime) -> None:
        below = _delegate(above, now)
        cancel_assignment(assignment=above, reason="Giao nhầm.", by=UserFactory(), at=now)
        assert (_state(above), _state(below)) == (State.CANCELLED, State.CANCELLED)
        assert Notice.objects.filter(agency=below.agency, kind=Notice.Kind.ANSWER).count() == 1

    def test_gives_cancelled_work_back(self, above: Assignment, now: datetime) -> None:
        cancel_assignment(assignment=_delegate(above, now), reason="Giao nhầm.", by=UserFactory(), at=now)
        assert _state(above) == State.RECEIVED
