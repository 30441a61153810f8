"""One act on many: what is said before, what happens to each, and that one that cannot stops nobody."""

from datetime import date, datetime

import pytest
from conftest import Cast
from django.test import Client

from lantoa.apps.accounts.factories import UserFactory
from lantoa.apps.accounts.roles import Role
from lantoa.apps.accounts.tests.refusals import is_refused
from lantoa.apps.agencies.factories import AgencyFactory
from lantoa.apps.assignments.actions import BulkAct, Edit, act_on_many, states_for
from lantoa.apps.assignments.factories import AssignmentFactory, assignment_in
from lantoa.apps.assignments.models import Assignment, Notice
from lantoa.apps.assignments.states import State
from lantoa.apps.base.models import AuditEntry
from lantoa.apps.directives.factories import DutyFactory, ThemeFactory
from lantoa.apps.directives.models import Duty

BULK = "/quan-tri/viec/hang-loat/"
DAY = date(2030, 8, 31)
_WORDS = {
    BulkAct.SEND: {},
    BulkAct.EDIT: {"due": "day", "due_date": "2030-08-31"},
    BulkAct.CONFIRM: {},
    BulkAct.RETURN: {"reason": "Thiếu ảnh."},
    BulkAct.CANCEL: {"reason": "Thiếu ảnh."},
}
_BECOMES = {
    BulkAct.SEND: State.SENT,
    BulkAct.CONFIRM: State.CONFIRMED,
    BulkAct.RETURN: State.RETURNED,
    BulkAct.CANCEL: State.CANCELLED,
}


@pytest.fixture
def duty(db: None) -> Duty:
    found: Duty = DutyFactory(theme=ThemeFactory(position=1))
    return found


@pytest.fixture
def rows(duty: Duty) -> dict[State, Assignment]:
    """One assignment of the programme in each state."""
    return {state: assignment_in(state, duty=duty) for state in State}


@pytest.mark.django_db
class TestActOnMany:
    @pytest.mark.parametrize("act", list(BulkAct))
    def test_does_it_to_all_that_can_and_leaves_the_others(
        self, act: BulkAct, rows: dict[State, Assignment], now: datetime
    ) -> None:
        edit = Edit(due_date=DAY) if act is BulkAct.EDIT else None
        outcomes = act_on_many(
            rows=Assignment.objects.all(), act=act, by=UserFactory(), at=now, reason="Thiếu ảnh.", edit=edit
        )
        able = states_for(act)
        assert {outcome.assignment for outcome in outcomes} == {rows[state].pk for state in able}
        assert all(outcome.done for outcome in outcomes)
        for state, row in rows.items():
            row.refresh_from_db()
            if act is BulkAct.EDIT:
                assert (row.state, row.due_date) == (state, DAY if state in able else None)
            else:
                assert row.state == (_BECOMES[act] if state in able else state)
        assert AuditEntry.objects.count() == len(able)

    def test_answers_for_one_that_somebody_else_changed_meanwhile(
        self, duty: Duty, now: datetime, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        first, second = (assignment_in(State.FULFILLED, duty=duty) for _ in range(2))
        from lantoa.apps.assignments.actions import bulk

        confirm = bulk.confirm_assignment

        def meanwhile(**given: object) -> Assignment:
            Assignment.objects.filter(pk=first.pk).update(state=State.CANCELLED)
            return confirm(**given)  # type: ignore[arg-type]

        monkeypatch.setattr(bulk, "confirm_assignment", meanwhile)
        outcomes = act_on_many(rows=Assignment.objects.all(), act=BulkAct.CONFIRM, by=UserFactory(), at=now)
        by_key = {outcome.assignment: outcome for outcome in outcomes}
        assert not by_key[first.pk].done
        assert "đã hủy" in by_key[first.pk].words
        assert by_key[second.pk].done

    @pytest.mark.parametrize("act", [BulkAct.RETURN, BulkAct.CANCEL])
    def test_tells_each_agency_once_with_the_reason(self, act: BulkAct, duty: Duty, now: datetime) -> None:
        agency = AgencyFactory()
        for place in range(3):
            assignment_in(State.FULFILLED, agency=agency, duty=DutyFactory(theme=duty.theme, recipient=f"Nơi {place}"))
        assignment_in(State.FULFILLED, duty=duty)
        act_on_many(rows=Assignment.objects.all(), act=act, by=UserFactory(), at=now, reason="Thiếu ảnh.")
        assert Notice.objects.count() == 2
        notice = Notice.objects.get(agency=agency)
        assert notice.subject.startswith("3 việc")
        assert "Thiếu ảnh." in notice.text

    def test_tells_each_agency_once_even_over_several_transactions(
        self, duty: Duty, now: datetime, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("lantoa.apps.assignments.actions.bulk._CHUNK", 2)
        agencies = AgencyFactory.create_batch(3)
        for agency in agencies:
            for place in range(3):
                AssignmentFactory(
                    drafted=True, agency=agency, duty=DutyFactory(theme=duty.theme, recipient=f"{agency.pk} {place}")
                )
        outcomes = act_on_many(rows=Assignment.objects.all(), act=BulkAct.SEND, by=UserFactory(), at=now)
        assert len(outcomes) == 9
        assert Notice.objects.count() == 3

    def test_takes_so_many_in_one_go(self, duty: Duty, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("lantoa.apps.assignments.actions.bulk.MOST_AT_ONCE", 2)
        for _ in range(3):
            assignment_in(State.FULFILLED, duty=duty)
        taken = [
            len(act_on_many(rows=Assignment.objects.all(), act=BulkAct.CONFIRM, by=UserFactory(), at=now))
            for _ in range(3)
        ]
        assert taken == [2, 1, 0]


@pytest.mark.django_db
class TestPage:
    @pytest.mark.parametrize("act", list(BulkAct))
    def test_says_before_what_will_happen_and_what_cannot(
        self, client: Client, cast: Cast, rows: dict[State, Assignment], act: BulkAct
    ) -> None:
        client.force_login(cast.programme_officer)
        plan = client.get(f"{BULK}?act={act}&all=1").context["plan"]
        assert plan.now == len(states_for(act))
        assert len(plan.cannot) == len(State) - plan.now
        assert not AuditEntry.objects.exists(), "nothing is done by looking"

    @pytest.mark.parametrize("act", list(BulkAct))
    def test_does_it_and_says_how_many(
        self, client: Client, cast: Cast, rows: dict[State, Assignment], act: BulkAct
    ) -> None:
        client.force_login(cast.programme_officer)
        answer = client.post(f"{BULK}?act={act}&all=1", _WORDS[act])
        assert answer.context["result"].done == len(states_for(act))
        assert AuditEntry.objects.count() == len(states_for(act))

    def test_acts_on_the_ticked_rows_only(self, client: Client, cast: Cast, duty: Duty) -> None:
        ticked, other = (AssignmentFactory(drafted=True, duty=duty) for _ in range(2))
        client.force_login(cast.programme_officer)
        client.post(f"{BULK}?act=send&pk={ticked.pk}&pk=khong-phai-so&filter=")
        assert set(Assignment.objects.filter(state=State.SENT)) == {ticked}
        assert other.state == State.DRAFTED

    def test_acts_on_all_that_the_filter_lets_pass(self, client: Client, cast: Cast, duty: Duty) -> None:
        wanted = AssignmentFactory(drafted=True, duty=duty, agency=cast.agency)
        AssignmentFactory(drafted=True, duty=duty, agency=cast.other_agency)
        client.force_login(cast.programme_officer)
        client.post(f"{BULK}?act=send&all=1&filter=agency%3Dhai%2Blang")
        assert set(Assignment.objects.filter(state=State.SENT)) == {wanted}

    def test_acts_on_nothing_when_the_filter_is_not_in_order(self, client: Client, cast: Cast, duty: Duty) -> None:
        AssignmentFactory(drafted=True, duty=duty)
        client.force_login(cast.programme_officer)
        client.post(f"{BULK}?act=send&all=1&filter=theme%3D999999")
        assert not Assignment.objects.filter(state=State.SENT).exists()

    def test_never_reaches_another_programme(self, client: Client, cast: Cast, duty: Duty) -> None:
        foreign = AssignmentFactory(drafted=True, duty__theme__programme__year=2001)
        client.force_login(cast.programme_officer)
        client.post(f"{BULK}?act=send&pk={foreign.pk}")
        foreign.refresh_from_db()
        assert foreign.state == State.DRAFTED

    @pytest.mark.parametrize(
        ("act", "typed", "field"),
        [("return", {"reason": " "}, "reason"), ("edit", {"due": "day", "product": "Một bài"}, "due_date")],
    )
    def test_keeps_what_was_typed_when_something_is_missing(
        self, client: Client, cast: Cast, rows: dict[State, Assignment], act: str, typed: dict[str, str], field: str
    ) -> None:
        client.force_login(cast.programme_officer)
        form = client.post(f"{BULK}?act={act}&all=1", typed).context["form"]
        assert field in form.errors
        assert all(form[name].value() == value for name, value in typed.items())
        assert not AuditEntry.objects.exists()

    @pytest.mark.parametrize("query", ["", "?act=khong-co&all=1"])
    def test_goes_back_to_the_list_without_an_act(self, client: Client, cast: Cast, duty: Duty, query: str) -> None:
        client.force_login(cast.programme_officer)
        assert client.get(BULK + query).headers["Location"] == "/quan-tri/viec/"

    def test_is_for_those_who_give_duties(self, client: Client, cast: Cast, rows: dict[State, Assignment]) -> None:
        for role in set(Role) - {Role.PROGRAMME_OFFICER, Role.ADMINISTRATOR}:
            client.force_login(cast.of(role))
            assert is_refused(client.post(f"{BULK}?act=send&all=1"))
        assert not AuditEntry.objects.exists()
