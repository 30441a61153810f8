"""The working calendar filled from the library: right days, nothing twice, no person's word overwritten."""

import io
from datetime import UTC, date, datetime

import pytest
from conftest import Cast
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lantoa.apps.assignments.actions import change_calendar, seed_calendar
from lantoa.apps.assignments.actions.seeding import LIBRARY, library_days
from lantoa.apps.assignments.calendar_sweep import sweep_calendar
from lantoa.apps.assignments.factories import AssignmentFactory
from lantoa.apps.assignments.models import Assignment, CalendarDay, Notice
from lantoa.apps.assignments.queries import DayChange, working_calendar
from lantoa.apps.base.models import AuditEntry
from lantoa.core.workdays import IN_LIEU, SpecialDay, WorkingCalendar

KIND = CalendarDay.Kind


class TestLibraryDays:
    def test_give_the_days_off_of_april_and_may_2023(self) -> None:
        """The days off that public servants had from 29/4 to 3/5/2023."""
        days = {change.day: change.name for change in library_days(2023)}
        assert days[date(2023, 4, 29)] == "Ngày Giỗ Tổ Hùng Vương"
        assert days[date(2023, 4, 30)] == "Ngày Chiến thắng"
        assert days[date(2023, 5, 1)] == "Ngày Quốc tế Lao động"
        assert days[date(2023, 5, 2)] == "Ngày Giỗ Tổ Hùng Vương (nghỉ bù)"
        assert days[date(2023, 5, 3)] == "Ngày Chiến thắng (nghỉ bù)"
        assert date(2023, 5, 4) not in days

    def test_give_the_exchange_of_2024(self) -> None:
        days = {change.day: change for change in library_days(2024)}
        assert days[date(2024, 4, 29)].kind == KIND.OFF
        assert days[date(2024, 5, 4)].kind == KIND.WORKING
        assert days[date(2024, 5, 4)].name == "Làm bù cho ngày nghỉ 29/4/2024"

    def test_find_a_day_worked_for_one_of_the_next_year(self) -> None:
        worked = [change for change in library_days(2014) if change.kind == KIND.WORKING]
        assert [change.day for change in worked] == [date(2014, 4, 26), date(2014, 9, 6), date(2014, 12, 27)]
        assert worked[2].name == "Làm bù cho ngày nghỉ 02/01/2015"

    @pytest.mark.parametrize("year", range(2021, 2041))
    def test_agree_with_the_labour_code_on_days_in_lieu(self, year: int) -> None:
        """Days off in lieu follow Article 111 clause 3; Tết and its neighbours are set by notice, and left aside."""
        changes = list(library_days(year))
        plain = [change for change in changes if change.kind == KIND.OFF and not change.name.endswith(IN_LIEU)]
        calendar = WorkingCalendar(SpecialDay(change.day, True, change.name) for change in plain)
        in_lieu = {change.day: change.name for change in changes if change.name.endswith(IN_LIEU)}
        for change in plain:
            for other, name in in_lieu.items():
                if name == f"{change.name} {IN_LIEU}" and change.day.weekday() >= 5:
                    assert other >= (calendar.in_lieu_of(change.day) or date.max)
                    assert calendar.is_working(other)

    def test_name_the_library_and_its_release_as_source(self) -> None:
        change = next(library_days(2023))
        assert LIBRARY in change.source
        assert change.seeded_from == LIBRARY


@pytest.mark.django_db
class TestSeedCalendar:
    def test_fills_a_year_once(self, now: datetime) -> None:
        first = seed_calendar(year=2023, by=None, at=now)
        assert first.days == CalendarDay.objects.count() > 10
        again = seed_calendar(year=2023, by=None, at=now)
        assert again.days == 0
        assert not working_calendar().is_working(date(2023, 5, 2))
        assert AuditEntry.objects.filter(act="assignments.change_calendar").count() == first.days

    def test_never_overwrites_what_a_person_has_set(self, cast: Cast, now: datetime) -> None:
        own = DayChange(date(2023, 5, 2), KIND.OFF, "Nghỉ theo thông báo", "Thông báo 5")
        gone = DayChange(date(2023, 5, 3), KIND.ORDINARY, "Ngày Chiến thắng (nghỉ bù)", "Thông báo 5")
        change_calendar(changes=[own], by=cast.programme_officer, at=now)
        seed_calendar(year=2023, by=None, at=now)
        change_calendar(changes=[gone], by=cast.programme_officer, at=now)
        assert seed_calendar(year=2023, by=None, at=now).days == 0
        assert CalendarDay.objects.get(day=own.day).name == "Nghỉ theo thông báo"
        assert working_calendar().is_working(gone.day)

    def test_follows_a_newer_release_of_the_library(self, now: datetime) -> None:
        seed_calendar(year=2023, by=None, at=now)
        CalendarDay.objects.filter(day=date(2023, 5, 2)).update(name="tên cũ", seeded_from="holidays 0.1")
        CalendarDay.objects.create(
            day=date(2023, 7, 7), kind=KIND.OFF, name="ngày đã bỏ", source="cũ", seeded_from="holidays 0.1"
        )
        assert seed_calendar(year=2023, by=None, at=now).days == 2
        assert CalendarDay.objects.get(day=date(2023, 5, 2)).name == "Ngày Giỗ Tổ Hùng Vương (nghỉ bù)"
        assert working_calendar().is_working(date(2023, 7, 7))
        assert seed_calendar(year=2023, by=None, at=now).days == 0

    def test_counts_due_dates_anew_and_tells_whom_it_moved(self, cast: Cast, now: datetime) -> None:
        row = AssignmentFactory(
            agency=cast.agency, due_from=date(2023, 4, 27), due_working_days=3, due_date=date(2023, 5, 2)
        )
        assert seed_calendar(year=2023, by=None, at=now).assignments == 1
        assert Assignment.objects.get(pk=row.pk).due_date == date(2023, 5, 5)
        text = Notice.objects.get(agency=cast.agency).text
        assert "ngày khác." in text
        assert "hạn 02/5/2023 đổi thành 05/5/2023" in text


@pytest.mark.django_db
class TestSweepCalendar:
    def test_fills_last_this_and_next_year_and_then_costs_one_query(self) -> None:
        at = datetime(2023, 12, 31, 18, 0, tzinfo=UTC)  # 1/1/2024 in Vietnam
        assert sweep_calendar(at=at) > 30
        assert {day.year for day in CalendarDay.objects.values_list("day", flat=True)} == {2023, 2024, 2025}
        with CaptureQueriesContext(connection) as queries:
            assert sweep_calendar(at=at) == 0
        assert len(queries) == 1


@pytest.mark.django_db
class TestCommand:
    def test_fills_the_years_asked_for(self) -> None:
        out = io.StringIO()
        call_command("seed_calendar", "--year", "2023", "--year", "2024", stdout=out)
        assert [line.split(":")[0] for line in out.getvalue().splitlines()] == ["2023", "2024"]
        assert {day.year for day in CalendarDay.objects.values_list("day", flat=True)} == {2023, 2024}

    def test_refuses_a_year_that_must_be_a_mistake(self) -> None:
        with pytest.raises(CommandError, match="Năm 23 nằm ngoài khoảng"):
            call_command("seed_calendar", "--year", "23")
