"""What the agency does with an assignment: receive, refuse, ask for time, prove; from every state, and never a
stranger.
"""

from datetime import date, datetime, timedelta

import pytest

from lantoa.apps.accounts.factories import UserFactory
from lantoa.apps.agencies.factories import AgencyFactory
from lantoa.apps.assignments.actions import (
    CannotMove,
    NewProof,
    NotYourAssignment,
    ask_extension,
    prove_assignment,
    receive_assignment,
    refuse_assignment,
)
from lantoa.apps.assignments.factories import AssignmentFactory, assignment_in
from lantoa.apps.assignments.models import Assignment, Extension, Notice, Proof
from lantoa.apps.assignments.states import State
from lantoa.apps.base.models import AuditEntry

LINK = NewProof(key="mot", url="https://soyte.example/bai-viet", note="Bài trên trang")
# From here an agency can refuse, ask for time, hand in a proof.
_REFUSES = {State.SENT, State.RECEIVED, State.RETURNED}
_ASKS = {State.SENT, State.RECEIVED, State.RETURNED}
_PROVES = {State.SENT, State.RECEIVED, State.EXTENSION_ASKED, State.DELEGATED, State.RETURNED, State.FULFILLED}
GIVEN = [state for state in State if state != State.DRAFTED]


def _acts(act: str) -> int:
    return AuditEntry.objects.filter(act=act).count()


@pytest.mark.django_db
class TestReceiveAssignment:
    def test_takes_the_word_of_its_own_agency_once(self, now: datetime) -> None:
        assignment, officer = AssignmentFactory(), UserFactory(username="dau.moi.khac")
        received = receive_assignment(assignment=assignment, for_agency=assignment.agency, by=officer, at=now)
        assert (received.state, received.received_at) == (Assignment.State.RECEIVED, now)
        later = now + timedelta(hours=1)
        again = receive_assignment(assignment=assignment, for_agency=assignment.agency, by=officer, at=later)
        assert again.received_at == now
        entry = AuditEntry.objects.get(act="assignments.receive_assignment")
        assert (entry.actor, entry.subject_id) == ("dau.moi.khac", str(assignment.pk))

    def test_refuses_another_agency_and_changes_nothing(self, now: datetime) -> None:
        assignment = AssignmentFactory()
        with pytest.raises(NotYourAssignment, match="giao cho cơ quan khác"):
            receive_assignment(assignment=assignment, for_agency=AgencyFactory(), by=UserFactory(), at=now)
        assignment.refresh_from_db()
        assert (assignment.state, assignment.received_at) == (Assignment.State.SENT, None)
        assert not AuditEntry.objects.exists()

    def test_does_not_take_back_what_was_fulfilled(self, now: datetime) -> None:
        assignment = AssignmentFactory(fulfilled=True)
        again = receive_assignment(assignment=assignment, for_agency=assignment.agency, by=UserFactory(), at=now)
        assert again.state == Assignment.State.FULFILLED

    @pytest.mark.parametrize("state", GIVEN)
    def test_moves_only_what_was_sent(self, state: State, now: datetime) -> None:
        row = assignment_in(state)
        found = receive_assignment(assignment=row, for_agency=row.agency, by=UserFactory(), at=now)
        assert found.state == (State.RECEIVED if state == State.SENT else state)
        assert _acts("assignments.receive_assignment") == (state == State.SENT)

    def test_takes_the_words_of_a_link_as_the_actor(self, now: datetime) -> None:
        row = AssignmentFactory()
        receive_assignment(assignment=row, for_agency=row.agency, by="liên kết của Sở thử", at=now)
        assert AuditEntry.objects.get().actor == "liên kết của Sở thử"


def _refuse(row: Assignment, at: datetime, reason: str = "Không có loa.") -> Assignment:
    return refuse_assignment(assignment=row, for_agency=row.agency, reason=reason, by=UserFactory(), at=at)


@pytest.mark.django_db
class TestRefuseAssignment:
    @pytest.mark.parametrize("state", sorted(_REFUSES))
    def test_keeps_the_reason_and_tells_the_officers_once(self, state: State, now: datetime) -> None:
        row = assignment_in(state)
        assert _refuse(row, now).state == State.REFUSED
        _refuse(row, now + timedelta(hours=1), reason="Lý do khác")
        row.refresh_from_db()
        assert (row.reason, row.remind_at) == ("Không có loa.", None)
        notice = Notice.objects.get()
        assert (notice.agency, notice.kind) == (None, Notice.Kind.ASKED)
        assert "Không có loa." in notice.text
        assert AuditEntry.objects.get(act="assignments.refuse_assignment").detail["reason"] == "Không có loa."

    @pytest.mark.parametrize("state", sorted(set(GIVEN) - _REFUSES - {State.REFUSED}))
    def test_is_not_possible_any_more(self, state: State, now: datetime) -> None:
        row = assignment_in(state)
        with pytest.raises(CannotMove):
            _refuse(row, now)
        assert not Notice.objects.exists()

    @pytest.mark.parametrize("reason", ["", "  \n "])
    def test_wants_a_reason(self, reason: str, now: datetime) -> None:
        row = AssignmentFactory()
        with pytest.raises(CannotMove, match="ghi rõ lý do"):
            _refuse(row, now, reason=reason)
        row.refresh_from_db()
        assert row.state == State.SENT


def _ask(row: Assignment, at: datetime, wanted: date = date(2023, 7, 15), reason: str = "Chờ kinh phí.") -> Extension:
    return ask_extension(
        assignment=row, for_agency=row.agency, wanted_date=wanted, reason=reason, by=UserFactory(), at=at
    )


@pytest.mark.django_db
class TestAskExtension:
    @pytest.mark.parametrize("state", sorted(_ASKS))
    def test_waits_for_an_answer_and_tells_the_officers(self, state: State, now: datetime) -> None:
        row = assignment_in(state, due_date=date(2023, 6, 30))
        asked = _ask(row, now)
        row.refresh_from_db()
        assert (row.state, row.due_date) == (State.EXTENSION_ASKED, date(2023, 6, 30))
        assert row.received_at is not None
        assert (asked.decision, asked.wanted_date, asked.reason) == ("waiting", date(2023, 7, 15), "Chờ kinh phí.")
        assert "15/07/2023" in Notice.objects.get().text
        detail = AuditEntry.objects.get().detail
        assert (detail["wanted_date"], detail["reason"]) == ("2023-07-15", "Chờ kinh phí.")

    @pytest.mark.parametrize("state", sorted(set(GIVEN) - _ASKS))
    def test_is_refused_where_no_time_can_be_asked(self, state: State, now: datetime) -> None:
        row = assignment_in(state)
        with pytest.raises(CannotMove):
            _ask(row, now)
        assert not Extension.objects.exists()
        assert not Notice.objects.exists()

    @pytest.mark.parametrize("wanted", [date(2023, 5, 31), date(2023, 6, 1), date(2023, 6, 30)])
    def test_wants_a_day_after_today_and_after_the_due_date(self, wanted: date, now: datetime) -> None:
        row = AssignmentFactory(due_date=date(2023, 6, 30))
        with pytest.raises(CannotMove, match="phải sau ngày 30/06/2023"):
            _ask(row, now, wanted=wanted)

    def test_needs_no_due_date_to_ask(self, now: datetime) -> None:
        assert _ask(AssignmentFactory(), now, wanted=date(2023, 6, 2)).wanted_date == date(2023, 6, 2)

    def test_wants_a_reason(self, now: datetime) -> None:
        with pytest.raises(CannotMove, match="ghi rõ lý do"):
            _ask(AssignmentFactory(), now, reason=" ")


def _prove(row: Assignment, at: datetime, proof: NewProof = LINK) -> Assignment:
    return prove_assignment(assignment=row, for_agency=row.agency, proof=proof, by=UserFactory(), at=at)


@pytest.mark.django_db
class TestProveAssignment:
    @pytest.mark.parametrize("state", sorted(_PROVES))
    def test_fulfils_with_the_proof(self, state: State, now: datetime) -> None:
        row = assignment_in(state)
        assert _prove(row, now).state == State.FULFILLED
        row.refresh_from_db()
        assert row.received_at is not None
        assert (row.reason, row.remind_at) == ("", None)
        proof = row.proofs.get()
        assert (proof.kind, proof.url, proof.note, proof.given_at) == ("link", LINK.url, LINK.note, now)
        assert AuditEntry.objects.get(act="assignments.prove_assignment").detail["proof"] == proof.pk

    @pytest.mark.parametrize("state", sorted(set(GIVEN) - _PROVES))
    def test_keeps_no_proof_where_the_state_allows_none(self, state: State, now: datetime) -> None:
        row = assignment_in(state)
        with pytest.raises(CannotMove):
            _prove(row, now)
        row.refresh_from_db()
        assert row.state == state
        assert not Proof.objects.exists()

    def test_stores_the_same_key_once_and_adds_another(self, now: datetime) -> None:
        row = AssignmentFactory()
        for proof in (LINK, LINK, NewProof(key="hai", file="ab.jpg", sha256="ab")):
            _prove(row, now, proof)
        assert list(row.proofs.values_list("kind", flat=True)) == ["link", "photo"]
        assert _acts("assignments.prove_assignment") == 2

    @pytest.mark.parametrize("proof", [NewProof(key="k"), NewProof(key="k", url="https://a.example", file="a.jpg")])
    def test_wants_a_link_or_a_photo(self, proof: NewProof, now: datetime) -> None:
        with pytest.raises(CannotMove, match="liên kết hoặc gửi một ảnh"):
            _prove(AssignmentFactory(), now, proof)

    def test_makes_a_waiting_request_for_time_void(self, now: datetime) -> None:
        row = AssignmentFactory()
        _ask(row, now)
        _prove(row, now)
        assert not Extension.objects.exists()


@pytest.mark.django_db
class TestStrangers:
    def test_can_do_nothing(self, now: datetime) -> None:
        row, stranger = AssignmentFactory(), AgencyFactory()
        _each_act_is_refused(row, stranger, now)

    def test_are_what_everybody_is_to_a_draft(self, now: datetime) -> None:
        row = AssignmentFactory(drafted=True)
        _each_act_is_refused(row, row.agency, now)


def _each_act_is_refused(row: Assignment, agency: object, now: datetime) -> None:
    given: dict[str, object] = {"assignment": row, "for_agency": agency, "by": UserFactory(), "at": now}
    before = Assignment.objects.values().get(pk=row.pk)
    for act, more in [
        (receive_assignment, {}),
        (refuse_assignment, {"reason": "Không."}),
        (ask_extension, {"reason": "Chờ.", "wanted_date": date(2024, 1, 1)}),
        (prove_assignment, {"proof": LINK}),
    ]:
        with pytest.raises(NotYourAssignment):
            act(**given, **more)  # type: ignore[operator]
    assert Assignment.objects.values().get(pk=row.pk) == before
    assert not AuditEntry.objects.exists()
