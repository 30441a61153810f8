"""The calendar of due dates: counts by day, the own agency only for a focal officer, words of one day."""

from datetime import date

import pytest
from conftest import Cast
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lantoa.apps.assignments.factories import AssignmentFactory
from lantoa.apps.assignments.models import Assignment, CalendarDay
from lantoa.apps.assignments.presenters import due_words
from lantoa.apps.assignments.queries import due_counts, shown_as_due, working_calendar
from lantoa.apps.directives.factories import DutyFactory, ProgrammeFactory, ThemeFactory
from lantoa.core.workdays import WorkingCalendar

MONTH = "/quan-tri/viec/lich/"
JUNE = f"{MONTH}?month=6&year=2023"
DAY = date(2023, 6, 6)


@pytest.mark.django_db
class TestDueCounts:
    def test_tells_due_late_done_and_refused_apart(self, cast: Cast) -> None:
        AssignmentFactory(due_date=DAY)
        AssignmentFactory(due_date=DAY, received=True)
        AssignmentFactory(due_date=DAY, confirmed=True)
        AssignmentFactory(due_date=DAY, state=Assignment.State.REFUSED, reason="không thuộc nhiệm vụ")
        AssignmentFactory(due_date=DAY, drafted=True)
        AssignmentFactory(due_date=DAY, state=Assignment.State.CANCELLED)
        rows = shown_as_due(Assignment.objects.all())
        before = due_counts(rows, first=DAY, last=DAY, today=DAY)[DAY]
        assert (before.due, before.late, before.done, before.refused, before.total) == (2, 0, 1, 1, 4)
        after = due_counts(rows, first=DAY, last=DAY, today=date(2023, 6, 7))[DAY]
        assert (after.due, after.late, after.total) == (0, 2, 4)


@pytest.mark.django_db
class TestMonth:
    def test_shows_counts_and_days_off_with_their_names(self, client: Client, cast: Cast) -> None:
        AssignmentFactory(due_date=DAY)
        CalendarDay.objects.create(day=date(2023, 6, 5), kind="off", name="Nghỉ bão", source="nguồn")
        client.force_login(cast.leader)
        text = client.get(JUNE).content.decode()
        assert "1 quá hạn" in text
        assert "Nghỉ bão" in text
        assert "Tháng 6/2023" in text

    def test_shows_a_focal_officer_the_own_agency_only(self, client: Client, cast: Cast) -> None:
        AssignmentFactory(due_date=DAY, agency=cast.agency)
        client.force_login(cast.stranger)
        for query in ("", f"&day={DAY}", "&agency=hai+lang", f"&day={DAY}&agency=hai+lang"):
            text = client.get(f"{JUNE}{query}").content.decode()
            assert "quá hạn" not in text
            assert "Hải Lăng" not in text
        client.force_login(cast.focal_officer)
        text = client.get(f"{JUNE}&day={DAY}").content.decode()
        assert "1 quá hạn" in text
        assert "UBND huyện Hải Lăng" in text

    def test_lists_the_assignments_of_a_day_with_the_computation(self, client: Client, cast: Cast) -> None:
        AssignmentFactory(due_date=DAY, due_from=date(2023, 6, 1), due_working_days=3, agency=cast.agency)
        client.force_login(cast.programme_officer)
        text = client.get(f"{JUNE}&day={DAY}").content.decode()
        assert "3 ngày làm việc kể từ ngày 01/6/2023: tính 02/6, 05/6, 06/6" in text

    def test_filters_by_programme_theme_and_agency(self, client: Client, cast: Cast) -> None:
        programme = ProgrammeFactory()
        theme = ThemeFactory(programme=programme)
        AssignmentFactory(due_date=DAY, duty=DutyFactory(theme=theme), agency=cast.agency)
        AssignmentFactory(due_date=DAY, duty=DutyFactory(theme=ThemeFactory(programme=programme)), agency=cast.agency)
        AssignmentFactory(due_date=DAY, agency=cast.other_agency)
        client.force_login(cast.programme_officer)

        def total(query: str) -> int:
            found: int = client.get(f"{JUNE}{query}").context["total"]
            return found

        assert total("") == 3
        assert total(f"&programme={programme.pk}") == 2
        assert total("&agency=y+te") == 1
        assert total("&agency=khong+co") == 0
        assert total("&theme=999999") == 3

    @pytest.mark.parametrize("query", ["", "?month=13", "?year=abc&month=x", "?year=1999", "?day=2023-06-41", "?p=9"])
    def test_answers_a_mistyped_address_with_a_month(self, client: Client, cast: Cast, query: str) -> None:
        client.force_login(cast.leader)
        assert client.get(f"{MONTH}{query}").status_code == 200

    @pytest.mark.parametrize(("month", "year", "missing"), [(1, 2000, "Tháng trước"), (12, 2100, "Tháng sau")])
    def test_ends_where_the_calendar_ends(
        self, client: Client, cast: Cast, month: int, year: int, missing: str
    ) -> None:
        client.force_login(cast.leader)
        assert missing not in client.get(f"{MONTH}?month={month}&year={year}").content.decode()

    def test_costs_as_many_queries_with_many_rows(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.programme_officer)
        counts = []
        for many in (1, 12):
            for number in range(many):
                AssignmentFactory(due_date=DAY)
                AssignmentFactory(due_date=date(2023, 6, 10 + number))
            with CaptureQueriesContext(connection) as queries:
                client.get(f"{JUNE}&day={DAY}")
            counts.append(len(queries))
        assert counts[0] == counts[1]


@pytest.mark.django_db
class TestDueWords:
    def test_gives_the_computation_of_a_counted_due_date(self) -> None:
        row = AssignmentFactory(due_date=DAY, due_from=date(2023, 6, 1), due_working_days=3)
        assert due_words(row, working_calendar()) == (
            "hạn 06/6/2023 (3 ngày làm việc kể từ ngày 01/6/2023: tính 02/6, 05/6, 06/6; "
            "bỏ qua 03–04/6 (Thứ bảy, Chủ nhật))"
        )

    def test_gives_the_plain_day_of_a_due_date_that_was_set(self) -> None:
        assert due_words(AssignmentFactory(due_date=DAY), WorkingCalendar()) == "hạn 06/6/2023"

    def test_says_that_the_document_states_none(self) -> None:
        assert due_words(AssignmentFactory(due_date=None), WorkingCalendar()) == "văn bản không nêu hạn"

    def test_says_from_when_a_draft_will_be_counted(self) -> None:
        row = AssignmentFactory(due_date=DAY, due_from=date(2023, 6, 1), due_working_days=5, drafted=True)
        assert due_words(row, WorkingCalendar()) == "hạn 5 ngày làm việc kể từ ngày gửi"

    def test_does_not_explain_a_day_that_the_calendar_of_today_would_not_give(self) -> None:
        row = AssignmentFactory(due_date=date(2023, 6, 8), due_from=date(2023, 6, 1), due_working_days=3)
        assert due_words(row, WorkingCalendar()) == "hạn 08/6/2023 (3 ngày làm việc kể từ ngày 01/6/2023)"
