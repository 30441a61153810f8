"""What an officer asks otherwise than the directive: due date, product, quantity, capacity, of many at once."""

from datetime import date, datetime

import pytest

from lantoa.apps.accounts.factories import UserFactory
from lantoa.apps.assignments.actions import CannotMove, Edit, edit_assignments, send_assignments
from lantoa.apps.assignments.factories import AssignmentFactory, assignment_in
from lantoa.apps.assignments.models import Assignment, CalendarDay, Capacity, Notice
from lantoa.apps.assignments.states import OPEN, State
from lantoa.apps.base.models import AuditEntry

DAY = date(2023, 8, 31)


def _edit(edit: Edit, *rows: Assignment, at: datetime) -> int:
    return edit_assignments(assignments=[row.pk for row in rows], edit=edit, by=UserFactory(), at=at)


@pytest.mark.django_db
class TestEditAssignments:
    @pytest.mark.parametrize("state", list(State))
    def test_changes_drafts_and_open_ones_only(self, state: State, now: datetime) -> None:
        row = assignment_in(state)
        changes = state == State.DRAFTED or state in OPEN
        assert _edit(Edit(due_date=DAY), row, at=now) == int(changes)
        row.refresh_from_db()
        assert row.due_date == (DAY if changes else None)
        assert row.state == state
        assert AuditEntry.objects.count() == int(changes)
        assert Notice.objects.count() == int(state in OPEN), "a draft is nobody's business"

    def test_counts_working_days_from_the_day_of_sending(self, now: datetime) -> None:
        CalendarDay.objects.create(day=date(2023, 5, 1), kind=CalendarDay.Kind.OFF, name="Quốc tế Lao động")
        sent_at = datetime(2023, 4, 28, 9, 0).astimezone()
        row = AssignmentFactory(sent_at=sent_at)
        _edit(Edit(due_working_days=3), row, at=now)
        row.refresh_from_db()
        assert (row.due_from, row.due_working_days, row.due_date) == (date(2023, 4, 28), 3, date(2023, 5, 4))

    def test_counts_those_of_a_draft_when_it_is_sent(self, now: datetime) -> None:
        row = AssignmentFactory(drafted=True)
        _edit(Edit(due_working_days=1), row, at=datetime(2023, 5, 10, 9, 0).astimezone())
        send_assignments(assignments=[row.pk], by=UserFactory(), at=now)
        row.refresh_from_db()
        assert (row.due_from, row.due_date) == (date(2023, 6, 1), date(2023, 6, 2))

    def test_takes_the_due_date_away(self, now: datetime) -> None:
        row = AssignmentFactory(due_date=DAY, due_from=date(2023, 8, 28), due_working_days=3)
        assert _edit(Edit(no_due_date=True), row, at=now) == 1
        row.refresh_from_db()
        assert (row.due_date, row.due_from, row.due_working_days) == (None, None, None)

    def test_sets_only_what_is_given_and_empties_on_request(self, now: datetime) -> None:
        row = AssignmentFactory(due_date=DAY, product="một bài", quantity=3)
        _edit(Edit(quantity=0, capacity=Capacity.SUPPORT), row, at=now)
        row.refresh_from_db()
        assert (row.product, row.quantity, row.capacity, row.due_date) == ("một bài", None, "support", DAY)
        detail = AuditEntry.objects.get().detail
        assert detail == {"quantity": [3, None], "capacity": ["lead", "support"]}
        _edit(Edit(product=""), row, at=now)
        row.refresh_from_db()
        assert row.product is None

    def test_counts_and_audits_only_what_changed(self, now: datetime) -> None:
        same, other = AssignmentFactory(due_date=DAY), AssignmentFactory()
        assert _edit(Edit(due_date=DAY), same, other, at=now) == 1
        assert AuditEntry.objects.get().subject_id == str(other.pk)

    def test_tells_each_agency_once(self, now: datetime) -> None:
        first = AssignmentFactory()
        second = AssignmentFactory(agency=first.agency, duty__theme=first.duty.theme, duty__recipient="Nơi khác")
        _edit(Edit(due_date=DAY), first, second, at=now)
        notice = Notice.objects.get()
        assert notice.subject == "2 việc được giao có thay đổi"
        assert "hạn 31/08/2023" in notice.text

    def test_takes_the_due_date_in_one_way(self) -> None:
        with pytest.raises(CannotMove, match="theo một cách"):
            Edit(due_date=DAY, no_due_date=True)
