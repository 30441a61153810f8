"""Duties given to agencies, received by them, fulfilled on a person's word."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from pytest_django import DjangoDbBlocker

from lantoa.apps.accounts.factories import UserFactory
from lantoa.apps.agencies.factories import AgencyFactory, shipped_register
from lantoa.apps.agencies.models import Agency
from lantoa.apps.assignments.actions import (
    CannotAssign,
    NotYourAssignment,
    confirm_assignment,
    draft_assignments,
    receive_assignment,
    reopen_assignment,
)
from lantoa.apps.assignments.factories import AssignmentFactory
from lantoa.apps.assignments.models import Assignment
from lantoa.apps.base.models import AuditEntry
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
