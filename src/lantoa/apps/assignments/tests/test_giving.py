"""What the officer who gives duties does: draft, add, send."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries, DjangoDbBlocker

from lantoa.apps.accounts.factories import UserFactory
from lantoa.apps.agencies.factories import AgencyFactory, shipped_register
from lantoa.apps.agencies.models import Agency
from lantoa.apps.assignments.actions import (
    CannotAssign,
    Edit,
    add_assignment,
    draft_assignments,
    edit_assignments,
    send_assignments,
)
from lantoa.apps.assignments.factories import AssignmentFactory, assignment_in
from lantoa.apps.assignments.models import Assignment, CalendarDay, Capacity, Notice
from lantoa.apps.assignments.states import State
from lantoa.apps.base.models import AuditEntry, Message
from lantoa.apps.directives.actions import confirm_programme, draft_programme, receive_directive
from lantoa.apps.directives.factories import DirectiveFactory, DutyFactory, ProgrammeFactory, ThemeFactory
from lantoa.apps.directives.models import Duty, Programme
from lantoa.apps.directives.tests.directive_texts import EXAMPLE
from lantoa.core.officialdoc import Channel


def _acts(act: str) -> int:
    return AuditEntry.objects.filter(act=act).count()


@pytest.fixture
def programme(db: None) -> Programme:
    """A confirmed programme of one theme, with a duty for the departments and one for a recipient nobody knows."""
    theme = ThemeFactory(programme=ProgrammeFactory(confirmed=True, directive=DirectiveFactory(issuer="SỞ NỘI VỤ")))
    DutyFactory(theme=theme)
    DutyFactory(theme=theme, on_air=True)
    DutyFactory(theme=theme, recipient="Nơi chưa biết")
    found: Programme = theme.programme
    return found


@pytest.mark.django_db
class TestDraftAssignments:
    def test_gives_each_duty_to_the_agencies_its_recipient_means(self, programme: Programme, now: datetime) -> None:
        first, second = AgencyFactory(), AgencyFactory()
        AgencyFactory(newspaper=True)
        AgencyFactory(ended=True)
        given = draft_assignments(programme=programme, by=UserFactory(), at=now)
        assert given.new == 4
        pairs = set(Assignment.objects.values_list("agency", "duty__channel", "state"))
        assert pairs == {
            (agency.pk, channel, "drafted") for agency in (first, second) for channel in ("web", "broadcast")
        }

    def test_tells_which_recipients_wait_for_a_person(self, programme: Programme, now: datetime) -> None:
        AgencyFactory()
        (resolved,) = draft_assignments(programme=programme, by=UserFactory(), at=now).unresolved
        assert resolved.words == "Nơi chưa biết"
        assert "hãy chọn trong danh bạ" in resolved.reason

    def test_gives_nothing_before_a_person_confirmed(self, now: datetime) -> None:
        AgencyFactory()
        draft = DutyFactory(theme__programme=ProgrammeFactory()).theme.programme
        with pytest.raises(CannotAssign, match="hãy xác nhận trước khi giao việc"):
            draft_assignments(programme=draft, by=UserFactory(), at=now)
        assert not Assignment.objects.exists()
        assert not AuditEntry.objects.exists()

    def test_gives_nothing_twice(self, programme: Programme, now: datetime) -> None:
        agency = AgencyFactory()
        draft_assignments(programme=programme, by=UserFactory(), at=now)
        Assignment.objects.filter(duty__channel="web").update(state="received", sent_at=now, received_at=now)
        before = list(Assignment.objects.order_by("pk").values())
        again = draft_assignments(programme=programme, by=UserFactory(), at=now + timedelta(days=1))
        assert again.new == 0
        assert len(again.unresolved) == 1
        assert list(Assignment.objects.order_by("pk").values()) == before
        assert _acts("assignments.draft_assignments") == 1
        assert {row["agency_id"] for row in before} == {agency.pk}

    def test_gives_only_what_is_new_when_an_agency_came_to_the_register(
        self, programme: Programme, now: datetime
    ) -> None:
        AgencyFactory()
        draft_assignments(programme=programme, by=UserFactory(), at=now)
        late = AgencyFactory()
        assert draft_assignments(programme=programme, by=UserFactory(username="can.bo"), at=now).new == 2
        assert Assignment.objects.filter(agency=late).count() == 2
        entry = AuditEntry.objects.filter(act="assignments.draft_assignments").first()
        assert entry is not None
        assert (entry.actor, entry.detail) == ("can.bo", {"new": 2, "unresolved": ["Nơi chưa biết"]})

    @pytest.mark.parametrize("name", ["Sở Nội vụ tỉnh Thử", "SỞ NỘI VỤ"])
    def test_gives_the_issuer_nothing(self, programme: Programme, now: datetime, name: str) -> None:
        issuer, other = AgencyFactory(name=name, aliases=["Sở Nội vụ"]), AgencyFactory()
        draft_assignments(programme=programme, by=UserFactory(), at=now)
        assert not Assignment.objects.filter(agency=issuer).exists()
        assert Assignment.objects.filter(agency=other).count() == 2

    def test_spares_nobody_where_the_directive_names_no_issuer(self, now: datetime) -> None:
        programme = ProgrammeFactory(confirmed=True, directive=DirectiveFactory(issuer=None))
        DutyFactory(theme__programme=programme)
        AgencyFactory.create_batch(3)
        assert draft_assignments(programme=programme, by=UserFactory(), at=now).new == 3

    def test_leaves_other_programmes_alone(self, programme: Programme, now: datetime) -> None:
        AgencyFactory()
        other = DutyFactory().theme.programme
        draft_assignments(programme=programme, by=UserFactory(), at=now)
        assert not Assignment.objects.of_programme(other).exists()


@pytest.fixture(scope="class")
def register(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), shipped_register():
        yield


@pytest.mark.usefixtures("register", "db")
class TestDraftsOfTheRealExample:
    def test_reaches_every_recipient_in_the_shipped_register(self, now: datetime) -> None:
        officer = UserFactory()
        directive = receive_directive(text=EXAMPLE.read_text(encoding="utf-8"), file_name="300.txt", by=None, at=now)
        programme = draft_programme(directive=directive, illustrative=False, by=None, at=now)
        confirmed = confirm_programme(programme=programme, by=officer, at=now)
        given = draft_assignments(programme=confirmed, by=officer, at=now)
        assert given.unresolved == ()
        assert given.new == Assignment.objects.of_programme(confirmed).count() > 0
        issuer = Agency.objects.get(slug="so-tttt")
        assert not Assignment.objects.filter(agency=issuer).exists()
        reached = set(Assignment.objects.values_list("duty__recipient", flat=True))
        assert reached == set(Duty.objects.filter(theme__programme=confirmed).values_list("recipient", flat=True))
        columns = Assignment.objects.filter(duty__product__contains="chuyên mục")
        assert set(columns.values_list("agency__slug", "duty__channel")) == {
            ("bao-quang-tri", "newspaper"),
            ("dai-ptth", "broadcast"),
        }
        assert draft_assignments(programme=confirmed, by=officer, at=now).new == 0


@pytest.mark.django_db
class TestPressChannels:
    def test_are_each_given_to_who_has_the_means(self, now: datetime) -> None:
        newspaper, broadcaster = AgencyFactory(newspaper=True), AgencyFactory(broadcaster=True)
        theme = ThemeFactory()
        for channel in (Channel.NEWSPAPER, Channel.BROADCAST):
            DutyFactory(theme=theme, recipient="Các cơ quan báo chí trên địa bàn tỉnh", channel=channel.value)
        draft_assignments(programme=theme.programme, by=UserFactory(), at=now)
        given = {(row.agency_id, row.duty.channel) for row in Assignment.objects.select_related("duty")}
        assert given == {(newspaper.pk, "newspaper"), (broadcaster.pk, "broadcast")}


@pytest.mark.django_db
class TestAddAssignment:
    def test_drafts_the_duty_for_one_more_agency_as_the_directive_asks(self, now: datetime) -> None:
        duty, agency = DutyFactory(product="một chuyên mục", quantity=2, due_date=date(2023, 6, 30)), AgencyFactory()
        added = add_assignment(duty=duty, agency=agency, capacity=Capacity.SUPPORT, by=UserFactory(), at=now)
        assert (added.state, added.capacity, added.sent_at) == ("drafted", "support", None)
        assert (added.product, added.quantity, added.due_date) == ("một chuyên mục", 2, date(2023, 6, 30))
        assert AuditEntry.objects.get().detail == {"capacity": "support"}

    def test_leaves_what_the_agency_has_already(self, now: datetime) -> None:
        known = AssignmentFactory(received=True)
        again = add_assignment(
            duty=known.duty, agency=known.agency, capacity=Capacity.SUPPORT, by=UserFactory(), at=now
        )
        assert (again.pk, again.state, again.capacity) == (known.pk, "received", "lead")
        assert not AuditEntry.objects.exists()


def _send(*assignments: Assignment, at: datetime) -> int:
    return send_assignments(assignments=[row.pk for row in assignments], by=UserFactory(), at=at)


@pytest.mark.django_db
class TestSendAssignments:
    @pytest.mark.parametrize("state", list(State))
    def test_sends_drafts_and_refused_ones_and_no_others(self, state: State, now: datetime) -> None:
        row = assignment_in(state)
        sent = state in {State.DRAFTED, State.REFUSED}
        assert _send(row, at=now) == int(sent)
        row.refresh_from_db()
        assert row.state == (State.SENT if sent else state)
        assert _acts("assignments.send_assignment") == int(sent)
        assert _send(row, at=now + timedelta(hours=1)) == 0, "sending twice sends once"

    def test_audits_each_and_tells_each_agency_once(self, now: datetime) -> None:
        agency, theme = AgencyFactory(), ThemeFactory()
        agency.contacts.create(name="Trần Thử", email="thu@lantoa.example")
        agency.contacts.create(name="Nghỉ hưu", email="cu@lantoa.example", active=False)
        rows = [
            AssignmentFactory(drafted=True, agency=agency, duty__theme=theme, duty__recipient=f"Nơi {place}")
            for place in range(3)
        ]
        rows.append(AssignmentFactory(drafted=True, duty=rows[0].duty))
        assert _send(*rows, at=now) == 4
        assert _acts("assignments.send_assignment") == 4
        assert AuditEntry.objects.filter(detail={"from": "drafted", "to": "sent"}).count() == 4
        assert Notice.objects.count() == 2
        message = Message.objects.get()
        assert (message.to, message.subject.startswith("3 việc được giao")) == ("thu@lantoa.example", True)
        assert "/nhan-viec/" in message.text

    def test_counts_working_days_from_the_day_of_sending(self, now: datetime) -> None:
        CalendarDay.objects.create(day=date(2023, 6, 5), kind=CalendarDay.Kind.OFF, name="Nghỉ thử")
        row = add_assignment(
            duty=DutyFactory(due_working_days=3), agency=AgencyFactory(), by=UserFactory(), at=now - timedelta(days=9)
        )
        _send(row, at=now)  # Thursday 1 June
        row.refresh_from_db()
        assert (row.due_from, row.due_working_days, row.due_date) == (date(2023, 6, 1), 3, date(2023, 6, 7))

    @pytest.mark.parametrize("day", [date(2023, 9, 1), None])
    def test_keeps_the_day_that_a_person_set_or_took_away(self, now: datetime, day: date | None) -> None:
        officer = UserFactory()
        row = add_assignment(duty=DutyFactory(due_working_days=3), agency=AgencyFactory(), by=officer, at=now)
        edit = Edit(due_date=day, no_due_date=day is None)
        edit_assignments(assignments=[row.pk], edit=edit, by=officer, at=now)
        _send(row, at=now)
        row.refresh_from_db()
        assert (row.due_date, row.due_working_days) == (day, None)

    def test_forgets_the_reason_of_a_refusal(self, now: datetime) -> None:
        row = assignment_in(State.REFUSED)
        _send(row, at=now)
        row.refresh_from_db()
        assert (row.reason, row.sent_at, row.remind_at) == ("", now, now)

    def test_does_nothing_for_nothing(self, now: datetime) -> None:
        assert send_assignments(assignments=[], by=UserFactory(), at=now) == 0
        assert not AuditEntry.objects.exists()

    def test_takes_no_more_queries_for_more_rows_of_the_same_agencies(
        self, now: datetime, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        agency, officer, theme = AgencyFactory(), UserFactory(), ThemeFactory()
        rows = [
            AssignmentFactory(drafted=True, agency=agency, duty__theme=theme, duty__recipient=f"Nơi {place}")
            for place in range(40)
        ]
        with django_assert_max_num_queries(20):
            send_assignments(assignments=[row.pk for row in rows], by=officer, at=now)
