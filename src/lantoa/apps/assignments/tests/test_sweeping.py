"""The sweep of reminders: what it says to whom and when, and what silences it. Sent on Thursday 1/6/2023, 15:00."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from conftest import Cast
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lantoa.apps.agencies.factories import AgencyFactory
from lantoa.apps.agencies.models import Agency, Contact
from lantoa.apps.assignments.actions import (
    PlanValues,
    add_step,
    ask_extension,
    cancel_assignment,
    change_plan,
    decide_extension,
    edit_assignments,
    ensure_plan,
    prove_assignment,
    receive_assignment,
    remind_agencies,
    remove_step,
    return_assignment,
    tell_agency,
)
from lantoa.apps.assignments.actions.answering import NewProof
from lantoa.apps.assignments.actions.editing import Edit
from lantoa.apps.assignments.actions.reminding import _look_again
from lantoa.apps.assignments.factories import AssignmentFactory
from lantoa.apps.assignments.models import Assignment, CalendarDay, Notice, ReceiptLink
from lantoa.apps.assignments.sweeping import sweep_reminders
from lantoa.apps.base.models import AuditEntry, Message
from lantoa.apps.directives.factories import DutyFactory, ProgrammeFactory, ThemeFactory
from lantoa.apps.directives.models import Programme

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
SENT = datetime(2023, 6, 1, 8, 0, tzinfo=UTC)
DUE = date(2023, 6, 15)

pytestmark = pytest.mark.django_db
Give = Callable[..., Assignment]


def _at(day: int, hour: int = 7, minute: int = 30, month: int = 6) -> datetime:
    return datetime(2023, month, day, hour, minute, tzinfo=VIETNAM)


@pytest.fixture
def programme(db: None) -> Programme:
    found: Programme = ProgrammeFactory(confirmed=True)
    ensure_plan(programme=found)
    return found


@pytest.fixture
def give(cast: Cast, programme: Programme) -> Give:
    """Give an assignment, received and due on 15/6 unless said otherwise, to the agency of the cast with a contact."""
    Contact.objects.create(agency=cast.agency, name="Lê Thử", email="vanthu@hai-lang.example")

    def giving(agency: Agency = cast.agency, sent: bool = False, **values: Any) -> Assignment:
        duty = DutyFactory(theme=ThemeFactory(programme=programme))
        state = {} if sent else {"received": True}
        fields = {"due_date": DUE, "sent_at": SENT, "remind_at": SENT, "reminded_at": SENT, **state, **values}
        found: Assignment = AssignmentFactory(duty=duty, agency=agency, **fields)
        return found

    return giving


# Before, at and after the hour of the digest, and in the quiet hours on both sides of midnight.
LOOKS = [time(0, 5), time(6, 59), time(7, 29), time(7, 30), time(9, 0), time(15, 0), time(20, 30)]


def _sweep_daily(first: datetime, last: datetime) -> list[str]:
    """Return the moments at which a digest was said, with some sweeps every day from the first moment to the last."""
    said, day = [], first.astimezone(VIETNAM).date()
    while day <= last.astimezone(VIETNAM).date():
        looks = [datetime.combine(day, look, tzinfo=VIETNAM) for look in LOOKS]
        said += [f"{at:%d/%m %H:%M}" for at in looks if first <= at <= last and sweep_reminders(at=at)]
        day += timedelta(days=1)
    return said


class TestLadder:
    def test_reminds_before_on_and_after_the_due_date_and_then_is_silent(self, give: Give) -> None:
        give()
        said = ["12/06 07:30", "15/06 07:30", "16/06 07:30", "20/06 07:30", "22/06 07:30"]
        assert _sweep_daily(SENT, _at(30)) == said
        assert Assignment.objects.get().remind_at is None

    def test_reminds_of_what_was_not_received(self, give: Give) -> None:
        give(sent=True, due_date=None)
        assert _sweep_daily(SENT, _at(30)) == ["05/06 07:30", "08/06 07:30"]
        assert "CHƯA BÁO ĐÃ NHẬN" in Notice.objects.filter(kind="digest").latest("at").text

    def test_says_once_after_a_long_standstill_and_not_in_the_quiet_hours(self, give: Give) -> None:
        give()
        assert sweep_reminders(at=_at(21, 21, 0)) == 0
        assert sweep_reminders(at=_at(22, 6, 0)) == 0
        assert sweep_reminders(at=_at(22, 9, 15)) == 1
        assert Notice.objects.get(kind="digest").text.count("quá 5 ngày làm việc") == 1
        assert _sweep_daily(_at(22, 9, 30), _at(30)) == []

    def test_waits_over_a_holiday(self, give: Give) -> None:
        CalendarDay.objects.create(day=date(2023, 6, 16), kind="off", name="Nghỉ bù")
        give()
        said = ["09/06 07:30", "15/06 07:30", "19/06 07:30", "21/06 07:30", "23/06 07:30"]
        # 12/6 counted back over no holiday stays; what is counted after the due date moves on by the day off.
        said[0] = "12/06 07:30"
        assert _sweep_daily(SENT, _at(30)) == said

    def test_says_one_digest_for_many_assignments(self, give: Give) -> None:
        for _ in range(3):
            give()
        give(due_date=date(2023, 6, 20))
        assert sweep_reminders(at=_at(12)) == 1
        assert Notice.objects.get().subject == "Nhắc việc ngày 12/06: 3 việc sắp đến hạn"
        assert "Ngoài ra cơ quan còn 1 việc khác đang thực hiện." in Notice.objects.get().text
        assert Message.objects.count() == ReceiptLink.objects.count() == 1

    def test_reminds_each_agency_for_itself(self, give: Give, cast: Cast) -> None:
        give()
        give(agency=cast.other_agency)
        assert sweep_reminders(at=_at(12)) == 2
        assert set(Notice.objects.values_list("agency", flat=True)) == {cast.agency.pk, cast.other_agency.pk}

    def test_writes_who_was_reminded_into_the_audit_trail(self, give: Give, cast: Cast) -> None:
        assignment = give()
        sweep_reminders(at=_at(12))
        entry = AuditEntry.objects.get(act="assignments.remind_agency")
        assert (entry.actor, entry.subject_id) == ("hệ thống", str(cast.agency.pk))
        assert entry.detail["assignments"] == [assignment.pk]


class TestText:
    def test_lists_by_urgency_the_latest_first(self, give: Give, cast: Cast) -> None:
        early, late = give(due_date=date(2023, 6, 6)), give(due_date=date(2023, 6, 7), sent=True)
        today, soon = give(due_date=date(2023, 6, 12)), give()
        sweep_reminders(at=_at(12))
        notice = Notice.objects.get(kind="digest")
        themes = [row.duty.theme.title for row in (early, late, today, soon)]
        assert sorted(themes, key=notice.text.index) == themes
        lines = notice.text.splitlines()
        assert lines[0] == "Kính gửi UBND huyện Hải Lăng,"
        assert [line for line in lines if line.isupper()] == ["QUÁ HẠN", "ĐẾN HẠN HÔM NAY", "SẮP ĐẾN HẠN"]
        assert "hạn 07/06/2023, quá 3 ngày làm việc, chưa báo đã nhận" in notice.text
        assert "hạn 15/06/2023, còn 3 ngày làm việc" in notice.text
        counted = "2 việc quá hạn, 1 việc đến hạn hôm nay, 1 việc sắp đến hạn"
        assert notice.subject == f"Nhắc việc ngày 12/06: {counted}"

    def test_says_so_when_only_days_off_are_left(self, give: Give, programme: Programme, cast: Cast) -> None:
        give(due_date=date(2023, 6, 11))
        told = {"programme": programme, "agencies": [cast.agency.pk], "by": cast.programme_officer}
        remind_agencies(at=_at(9, 9), **told)
        assert "hạn 11/06/2023, từ nay đến hạn là ngày nghỉ" in Notice.objects.get().text
        remind_agencies(at=_at(12, 9), **told)
        assert "hạn 11/06/2023, quá 1 ngày làm việc" in Notice.objects.latest("at").text

    def test_stays_short_for_an_agency_with_many(self, give: Give) -> None:
        for _ in range(15):
            give()
        sweep_reminders(at=_at(12))
        assert "- và 3 việc nữa" in Notice.objects.get().text

    def test_goes_to_each_active_contact_with_a_link_of_its_own(self, give: Give, cast: Cast) -> None:
        Contact.objects.create(agency=cast.agency, name="Trần Thử", email="lanhdao@hai-lang.example")
        Contact.objects.create(agency=cast.agency, name="Đã nghỉ", email="cu@hai-lang.example", active=False)
        Contact.objects.create(agency=cast.agency, name="Không thư")
        give()
        sweep_reminders(at=_at(12))
        notice = Notice.objects.get()
        assert {mail.to for mail in notice.mails.all()} == {"vanthu@hai-lang.example", "lanhdao@hai-lang.example"}
        addresses = {line for mail in notice.mails.all() for line in mail.text.splitlines() if "/nhan-viec/" in line}
        assert len(addresses) == 2
        assert "/nhan-viec/" not in notice.text


class TestSilence:
    def test_follows_once_the_agency_has_done_it_and_ends_when_it_comes_back(self, give: Give, cast: Cast) -> None:
        assignment = give()
        assert sweep_reminders(at=_at(12)) == 1
        proof = NewProof(key="k", url="https://hai-lang.example/bai")
        prove_assignment(assignment=assignment, for_agency=cast.agency, proof=proof, by="liên kết", at=_at(13, 9))
        assert _sweep_daily(_at(13, 9), _at(19)) == []
        return_assignment(assignment=assignment, reason="thiếu ảnh", by=cast.programme_officer, at=_at(19, 10))
        # The steps of 15/6 and 16/6 passed while nothing was expected of the agency.
        assert _sweep_daily(_at(19, 10), _at(30)) == ["20/06 07:30", "22/06 07:30"]

    def test_follows_a_cancellation(self, give: Give, cast: Cast) -> None:
        cancel_assignment(assignment=give(), reason="trùng", by=cast.programme_officer, at=_at(2))
        assert _sweep_daily(_at(2), _at(30)) == []

    def test_follows_receipt_for_the_steps_after_sending(self, give: Give, cast: Cast) -> None:
        assignment = give(sent=True, due_date=None)
        receive_assignment(assignment=assignment, for_agency=cast.agency, by=cast.focal_officer, at=_at(2))
        assert _sweep_daily(_at(2), _at(30)) == []

    def test_lasts_while_a_request_for_more_time_waits(self, give: Give, cast: Cast) -> None:
        assignment = give()
        extension = ask_extension(
            assignment=assignment,
            for_agency=cast.agency,
            wanted_date=date(2023, 6, 30),
            reason="mưa lũ",
            by=cast.focal_officer,
            at=_at(9, 9),
        )
        assert _sweep_daily(_at(9, 9), _at(19)) == []
        decide_extension(extension=extension, granted_date=date(2023, 6, 22), by=cast.programme_officer, at=_at(19, 9))
        # The step three working days before the new date was reached that morning: said with the next digest.
        assert _sweep_daily(_at(19, 9), _at(22)) == ["20/06 07:30", "22/06 07:30"]

    def test_is_what_a_plan_switched_off_means(self, give: Give, programme: Programme, cast: Cast) -> None:
        give()
        plan = programme.reminder_plan
        off = PlanValues(False, plan.digest_at, plan.quiet_from, plan.quiet_to, 14)
        on = PlanValues(True, plan.digest_at, plan.quiet_from, plan.quiet_to, 14)
        change_plan(plan=plan, values=off, by=cast.programme_officer, at=_at(2))
        assert _sweep_daily(_at(2), _at(19, 9)) == []
        change_plan(plan=plan, values=on, by=cast.programme_officer, at=_at(19, 10))
        assert _sweep_daily(_at(19, 10), _at(30)) == ["20/06 07:30", "22/06 07:30"], "what passed is not made up for"


class TestChanges:
    def test_of_the_due_date_start_the_ladder_anew_without_repeating(self, give: Give, cast: Cast) -> None:
        assignment = give()
        assert _sweep_daily(SENT, _at(15)) == ["12/06 07:30", "15/06 07:30"]
        edit = Edit(due_date=date(2023, 6, 22))
        edit_assignments(assignments=[assignment.pk], edit=edit, by=cast.programme_officer, at=_at(15, 9))
        assert _sweep_daily(_at(15, 9), _at(22)) == ["19/06 07:30", "22/06 07:30"]
        assert Notice.objects.filter(kind="digest").count() == 4

    def test_made_during_the_day_wait_for_the_next_digest(self, give: Give, cast: Cast) -> None:
        assignment = give()
        sweep_reminders(at=_at(2))
        edit = Edit(due_date=date(2023, 6, 5))
        edit_assignments(assignments=[assignment.pk], edit=edit, by=cast.programme_officer, at=_at(5, 10))
        assert _sweep_daily(_at(5, 10), _at(6)) == ["06/06 07:30"]
        assert "quá 1 ngày làm việc" in Notice.objects.get(kind="digest").text

    def test_of_the_hour_move_the_next_digest(self, give: Give, programme: Programme, cast: Cast) -> None:
        give()
        sweep_reminders(at=_at(2))
        values = PlanValues(True, time(15, 0), time(20, 0), time(7, 0), 14)
        change_plan(plan=programme.reminder_plan, values=values, by=cast.programme_officer, at=_at(5, 9))
        assert _sweep_daily(_at(5, 9), _at(13)) == ["12/06 15:00"]

    def test_of_the_steps_count_from_then_on(self, give: Give, programme: Programme, cast: Cast) -> None:
        give()
        sweep_reminders(at=_at(2))
        plan, by = programme.reminder_plan, cast.programme_officer
        add_step(plan=plan, counted="from_due", working_days=-5, audience="agency", by=by, at=_at(5, 9))
        remove_step(step=plan.steps.get(working_days=-3), by=by, at=_at(5, 9))
        assert _sweep_daily(_at(5, 9), _at(15)) == ["08/06 07:30", "15/06 07:30"]


class TestSuperior:
    @pytest.fixture
    def superior(self, cast: Cast) -> Agency:
        found: Agency = AgencyFactory(name="UBND tỉnh Quảng Trị", short_name="UBND tỉnh")
        Contact.objects.create(agency=found, name="Văn phòng", email="vanphong@tinh.example")
        Agency.objects.update(parent=found)
        found.refresh_from_db()
        Agency.objects.filter(pk=found.pk).update(parent=None)
        return found

    def test_is_told_once_a_day_of_all_agencies_below_that_lag(self, give: Give, cast: Cast, superior: Agency) -> None:
        give()
        give()
        give(agency=cast.other_agency)
        give(agency=AgencyFactory(name="Sở Đúng hạn", parent=superior), due_date=date(2023, 6, 21))
        for row in Agency.objects.exclude(pk=superior.pk):
            row.refresh_from_db()
        assert sweep_reminders(at=_at(22)) == 3
        report = Notice.objects.get(kind="superior")
        assert report.agency == superior
        assert "- UBND huyện Hải Lăng: 2 việc quá hạn (lâu nhất từ 15/06/2023)" in report.text
        assert "- Sở Y tế: 1 việc quá hạn (lâu nhất từ 15/06/2023)" in report.text
        assert "Sở Đúng hạn" not in report.text
        (mail,) = report.mails.all()
        assert (mail.to, "/nhan-viec/" in mail.text) == ("vanphong@tinh.example", False)

    def test_are_the_officers_where_the_agency_has_none(self, give: Give, cast: Cast) -> None:
        give(sent=True, due_date=None)
        sweep_reminders(at=_at(8))
        report = Notice.objects.get(kind="superior")
        assert report.agency is None
        assert "- UBND huyện Hải Lăng: 1 việc chưa báo đã nhận" in report.text

    def test_is_told_of_one_that_lags_after_the_report_was_said(self, give: Give, cast: Cast) -> None:
        give()
        assert sweep_reminders(at=_at(22)) == 1
        # An act of 7:29 that was stored after the sweep of 7:30.
        give(agency=cast.other_agency, remind_at=_at(22, 7, 29))
        assert sweep_reminders(at=_at(22, 7, 31)) == 1
        first, second = Notice.objects.filter(kind="superior").order_by("pk")
        assert ("Sở Y tế" in first.text, "Sở Y tế" in second.text) == (False, True)
        assert "Hải Lăng" not in second.text


class TestRemindNow:
    def test_says_all_that_presses_once_a_day(self, give: Give, programme: Programme, cast: Cast) -> None:
        give(due_date=date(2023, 6, 1))
        give(sent=True, due_date=None)
        give(due_date=None)
        both = [cast.agency.pk, cast.other_agency.pk, cast.agency.pk]
        told = {"programme": programme, "agencies": both, "by": cast.programme_officer}
        assert remind_agencies(at=_at(2, 21, 0), **told) == 1
        assert remind_agencies(at=_at(2, 21, 5), **told) == 0
        notice = Notice.objects.get()
        assert notice.subject == "Nhắc việc ngày 02/06: 1 việc quá hạn, 1 việc chưa báo đã nhận"
        assert "còn 1 việc khác" in notice.text
        assert notice.mails.get().due_at == _at(3, 7, 0), "in the quiet hours the mail waits, the inbox does not"
        assert AuditEntry.objects.get(act="assignments.remind_agency").actor == "chuong.trinh"

    def test_is_not_followed_by_the_digest_of_the_same_day(self, give: Give, programme: Programme, cast: Cast) -> None:
        give()
        told = {"programme": programme, "agencies": [cast.agency.pk], "by": cast.programme_officer}
        assert remind_agencies(at=_at(12, 7, 0), **told) == 1
        assert _sweep_daily(_at(12, 7, 0), _at(14)) == ["13/06 07:30"], "the step is not lost, it is said a day later"


class TestFailure:
    def test_of_one_agency_is_logged_and_stops_no_other(
        self, give: Give, cast: Cast, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        give()
        give(agency=cast.other_agency)

        def tell(*, agency: Agency, **values: Any) -> bool:
            if agency == cast.agency:
                raise RuntimeError("nothing works for this one")
            return tell_agency(agency=agency, **values)

        monkeypatch.setattr("lantoa.apps.assignments.actions.reminding.tell_agency", tell)
        assert sweep_reminders(at=_at(12)) == 1
        assert "nothing works for this one" in caplog.text
        monkeypatch.undo()
        assert sweep_reminders(at=_at(12, 8)) == 1, "it stayed due"

    def test_takes_no_report_with_it_that_was_undone(
        self, give: Give, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        give()
        give(agency=cast.other_agency)
        failed: list[bool] = []

        def look_again(*args: Any, **values: Any) -> None:
            if not failed:
                failed.append(True)
                raise RuntimeError("after the report was said")
            _look_again(*args, **values)

        monkeypatch.setattr("lantoa.apps.assignments.actions.reminding._look_again", look_again)
        assert sweep_reminders(at=_at(22)) == 1
        report = Notice.objects.get(kind="superior")
        assert "Hải Lăng" in report.text
        assert "Sở Y tế" in report.text


class TestCost:
    def _queries(self, at: datetime) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert sweep_reminders(at=at) == 1
        return len(captured)

    def test_takes_no_more_queries_for_more_assignments_of_an_agency(self, give: Give) -> None:
        give()
        few = self._queries(_at(12))
        for _ in range(20):
            give()
        Assignment.objects.update(remind_at=SENT, reminded_at=SENT)
        Notice.objects.all().delete()
        assert self._queries(_at(15)) == few
