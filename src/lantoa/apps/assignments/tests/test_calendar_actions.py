"""A changed calendar: which due dates move, who is told, what is written down."""

import threading
from datetime import date, datetime, timedelta

import pytest
from conftest import Cast
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from lantoa.apps.agencies.factories import AgencyFactory
from lantoa.apps.assignments.actions import change_calendar, send_assignments
from lantoa.apps.assignments.actions.editing import Edit, edit_assignments
from lantoa.apps.assignments.factories import AssignmentFactory
from lantoa.apps.assignments.models import Assignment, CalendarDay, Notice
from lantoa.apps.assignments.queries import DayChange, counted_over, moves_after, working_calendar
from lantoa.apps.assignments.states import State
from lantoa.apps.base.models import AuditEntry, Message
from lantoa.apps.directives.factories import DutyFactory

# Thursday 1/6/2023, three working days: 2/6, 5/6, 6/6.
FROM, DUE = date(2023, 6, 1), date(2023, 6, 6)
NEXT = date(2023, 6, 7)
MONDAY = DayChange(date(2023, 6, 5), CalendarDay.Kind.OFF, "Nghỉ phòng chống bão", "Công điện 1")


def counted(**values: object) -> Assignment:
    """Return an assignment due three working days after 1/6/2023."""
    made: Assignment = AssignmentFactory(**{"due_date": DUE, "due_from": FROM, "due_working_days": 3, **values})
    return made


def due(assignment: Assignment) -> date | None:
    return Assignment.objects.get(pk=assignment.pk).due_date


@pytest.mark.django_db
class TestChangeCalendar:
    def test_counts_open_and_drafted_due_dates_anew(self, cast: Cast, now: datetime) -> None:
        sent, drafted, received = counted(), counted(drafted=True), counted(received=True)
        done = change_calendar(changes=[MONDAY], by=cast.programme_officer, at=now)
        assert (done.days, done.assignments) == (1, 3)
        assert [due(row) for row in (sent, drafted, received)] == [NEXT, NEXT, NEXT]
        assert Assignment.objects.get(pk=sent.pk).remind_at == now
        assert Assignment.objects.get(pk=drafted.pk).remind_at is None

    def test_leaves_what_is_done_and_what_was_not_counted(self, cast: Cast, now: datetime) -> None:
        fulfilled, confirmed = counted(fulfilled=True), counted(confirmed=True)
        by_day = AssignmentFactory(due_date=DUE)
        change_calendar(changes=[MONDAY], by=cast.programme_officer, at=now)
        assert [due(row) for row in (fulfilled, confirmed, by_day)] == [DUE, DUE, DUE]

    def test_moves_a_due_date_that_has_passed_as_well(self, cast: Cast, now: datetime) -> None:
        row = counted()
        change_calendar(changes=[MONDAY], by=cast.programme_officer, at=now + timedelta(days=60))
        assert due(row) == NEXT

    def test_moves_nothing_for_a_day_outside_the_count(self, cast: Cast, now: datetime) -> None:
        row = counted()
        for day in (FROM, NEXT):
            change = DayChange(day, CalendarDay.Kind.OFF, "nghỉ", "nguồn")
            assert change_calendar(changes=[change], by=cast.programme_officer, at=now).assignments == 0
        assert due(row) == DUE

    def test_brings_a_due_date_forward_for_a_saturday_worked(self, cast: Cast, now: datetime) -> None:
        row = counted()
        saturday = DayChange(date(2023, 6, 3), CalendarDay.Kind.WORKING, "Làm bù", "Thông báo 2")
        change_calendar(changes=[saturday], by=cast.programme_officer, at=now)
        assert due(row) == date(2023, 6, 5)

    def test_brings_it_back_when_the_day_is_ordinary_again(self, cast: Cast, now: datetime) -> None:
        row = counted()
        change_calendar(changes=[MONDAY], by=cast.programme_officer, at=now)
        ordinary = DayChange(MONDAY.day, CalendarDay.Kind.ORDINARY, MONDAY.name, "Công điện 2")
        change_calendar(changes=[ordinary], by=cast.programme_officer, at=now + timedelta(hours=1))
        assert due(row) == DUE
        assert working_calendar().is_working(MONDAY.day)

    def test_changes_nothing_twice(self, cast: Cast, now: datetime) -> None:
        counted()
        change_calendar(changes=[MONDAY], by=cast.programme_officer, at=now)
        again = change_calendar(changes=[MONDAY], by=cast.programme_officer, at=now + timedelta(hours=1))
        assert (again.days, again.assignments) == (0, 0)
        assert AuditEntry.objects.filter(act="assignments.change_calendar").count() == 1
        assert Notice.objects.filter(agency=None).count() == 1

    def test_writes_down_each_move_with_its_computation(self, cast: Cast, now: datetime) -> None:
        row = counted()
        change_calendar(changes=[MONDAY], by=cast.programme_officer, at=now)
        entry = AuditEntry.objects.get(act="assignments.move_due_date")
        assert (entry.subject_id, entry.actor) == (str(row.pk), "chuong.trinh")
        assert (entry.detail["from"], entry.detail["to"]) == ("2023-06-06", "2023-06-07")
        assert "03–04/6 (Thứ bảy, Chủ nhật), 05/6 (Nghỉ phòng chống bão)" in entry.detail["explanation"]

    def test_lets_reminders_look_again_at_what_is_due_near_the_day(self, cast: Cast, now: datetime) -> None:
        later = now + timedelta(days=3)
        near = AssignmentFactory(due_date=NEXT, remind_at=later)
        far = AssignmentFactory(due_date=date(2023, 12, 1), remind_at=later)
        nothing_more = AssignmentFactory(due_date=NEXT, remind_at=None)
        change_calendar(changes=[MONDAY], by=cast.programme_officer, at=now)
        looks = [Assignment.objects.get(pk=row.pk).remind_at for row in (near, far, nothing_more)]
        assert looks == [now, later, None]

    def test_tells_each_agency_once_and_a_stranger_nothing(self, cast: Cast, now: datetime) -> None:
        duty = DutyFactory()
        cast.agency.contacts.create(name="A", email="a@lantoa.example")
        counted(duty=duty, agency=cast.agency)
        counted(duty=DutyFactory(theme=duty.theme, on_air=True), agency=cast.agency)
        AssignmentFactory(duty=duty, agency=cast.other_agency)
        change_calendar(changes=[MONDAY], by=cast.programme_officer, at=now)
        notice = Notice.objects.get(agency=cast.agency)
        assert notice.kind == Notice.Kind.CALENDAR
        assert notice.subject == "Hạn của 2 việc đổi theo lịch làm việc"
        assert "ngày 05/6/2023 nghỉ (Nghỉ phòng chống bão)" in notice.text
        assert "2 việc" in notice.text
        assert "hạn 06/6/2023 đổi thành 07/6/2023" in notice.text
        assert [message.to for message in Message.objects.all()] == ["a@lantoa.example"]
        assert not Notice.objects.filter(agency=cast.other_agency).exists()
        officers = Notice.objects.get(agency=None)
        assert "Hạn của 2 việc đổi theo" in officers.text

    def test_tells_no_agency_of_its_drafts(self, cast: Cast, now: datetime) -> None:
        counted(agency=cast.agency, drafted=True)
        change_calendar(changes=[MONDAY], by=cast.programme_officer, at=now)
        assert not Notice.objects.filter(agency=cast.agency).exists()
        assert "trong đó 1 việc chưa gửi" in Notice.objects.get(agency=None).text

    def test_costs_no_more_for_assignments_it_does_not_move(self, cast: Cast, now: datetime) -> None:
        counted(agency=cast.agency)
        costs = []
        for number in range(2):
            for _ in range(20 * number):
                AssignmentFactory(due_date=DUE)
                counted(due_from=date(2023, 8, 1), due_date=date(2023, 8, 4))
            day = MONDAY.day if number == 0 else NEXT - timedelta(days=1)
            change = DayChange(day, CalendarDay.Kind.OFF, "nghỉ", "nguồn")
            with CaptureQueriesContext(connection) as queries:
                moment = now + timedelta(hours=number)
                assert change_calendar(changes=[change], by=cast.programme_officer, at=moment).assignments == 1
            costs.append(len(queries))
        assert costs[0] == costs[1]

    def test_costs_as_many_queries_for_many_assignments_of_an_agency(self, cast: Cast, now: datetime) -> None:
        duty = DutyFactory()
        counted(agency=cast.agency, duty=duty)
        with CaptureQueriesContext(connection) as few:
            change_calendar(changes=[MONDAY], by=cast.programme_officer, at=now)
        for number in range(12):
            counted(agency=cast.agency, duty=DutyFactory(theme=duty.theme, recipient=f"nơi {number}"), due_date=NEXT)
        tuesday = DayChange(date(2023, 6, 6), CalendarDay.Kind.OFF, "nghỉ", "nguồn")
        with CaptureQueriesContext(connection) as many:
            done = change_calendar(changes=[tuesday], by=cast.programme_officer, at=now + timedelta(hours=1))
        assert done.assignments == 13
        assert len(many) == len(few)


@pytest.mark.django_db
class TestMovesAfter:
    def test_foretells_exactly_what_storing_does(self, cast: Cast, now: datetime) -> None:
        counted(agency=cast.agency)
        counted(agency=cast.agency)
        counted(agency=cast.other_agency, drafted=True)
        counted(agency=cast.other_agency, due_from=date(2023, 6, 2), due_date=date(2023, 6, 7))
        moves = moves_after([MONDAY])
        assert [(move.agency_name, move.drafted, move.old, move.new, move.assignments) for move in moves] == [
            ("Sở Y tế", True, DUE, NEXT, 1),
            ("UBND huyện Hải Lăng", False, DUE, NEXT, 2),
            ("Sở Y tế", False, NEXT, date(2023, 6, 8), 1),
        ]
        assert CalendarDay.objects.count() == 0
        done = change_calendar(changes=[MONDAY], by=cast.programme_officer, at=now)
        assert done.assignments == sum(move.assignments for move in moves)

    def test_costs_two_queries_whatever_moves(self, cast: Cast) -> None:
        for _ in range(15):
            counted(agency=AgencyFactory())
        with CaptureQueriesContext(connection) as queries:
            assert len(moves_after([MONDAY])) == 15
        assert len(queries) == 2

    def test_looks_only_at_what_was_counted_over_the_day(self, db: None) -> None:
        AssignmentFactory.create_batch(60, due_date=DUE)  # by a person, not counted: of no concern here
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("SET LOCAL enable_seqscan = off")  # a table of a few rows is read whole otherwise
            cursor.execute("ANALYZE")
        assert "assignment_counted" in counted_over([MONDAY.day]).explain()

    def test_is_empty_for_no_change(self, db: None) -> None:
        assert moves_after([]) == []


@pytest.mark.django_db(transaction=True)
class TestTwoAtOnce:
    def test_two_officers_leave_the_due_date_of_both_changes(self, cast: Cast, now: datetime) -> None:
        row = counted(agency=cast.agency)
        tuesday = DayChange(date(2023, 6, 6), CalendarDay.Kind.OFF, "nghỉ", "nguồn")
        self._together(
            lambda: change_calendar(changes=[MONDAY], by=cast.programme_officer, at=now),
            lambda: change_calendar(changes=[tuesday], by=cast.administrator, at=now + timedelta(seconds=1)),
        )
        assert due(row) == date(2023, 6, 8)
        assert AuditEntry.objects.filter(act="assignments.move_due_date").count() == 2

    def test_a_count_under_way_and_a_change_never_pass_one_another_by(self, cast: Cast, now: datetime) -> None:
        sent_now = now.replace(day=1)
        drafted = AssignmentFactory(
            agency=cast.agency, drafted=True, due_working_days=3, due_from=sent_now.date(), due_date=DUE
        )
        edited = AssignmentFactory(agency=cast.other_agency, sent_at=sent_now)
        self._together(
            lambda: send_assignments(assignments=[drafted.pk], by=cast.programme_officer, at=sent_now),
            lambda: change_calendar(changes=[MONDAY], by=cast.administrator, at=now),
            lambda: edit_assignments(
                assignments=[edited.pk], edit=Edit(due_working_days=3), by=cast.programme_officer, at=now
            ),
        )
        assert [due(drafted), due(edited)] == [NEXT, NEXT]
        assert Assignment.objects.get(pk=drafted.pk).state == State.SENT

    @staticmethod
    def _together(*acts: object) -> None:
        errors: list[BaseException] = []
        ready = threading.Barrier(len(acts))

        def run(act: object) -> None:
            try:
                ready.wait(20)
                act()  # type: ignore[operator]
            except BaseException as error:
                errors.append(error)
            finally:
                connections.close_all()

        threads = [threading.Thread(target=run, args=(act,)) for act in acts]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        assert errors == []
