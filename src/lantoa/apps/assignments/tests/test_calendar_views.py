"""The working calendar in the back office: looking at a year, changing it after a look at whom it moves."""

from datetime import date

import pytest
from conftest import Cast
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lantoa.apps.accounts.roles import STAFF, Role
from lantoa.apps.accounts.tests.refusals import is_refused
from lantoa.apps.agencies.factories import AgencyFactory
from lantoa.apps.assignments.factories import AssignmentFactory
from lantoa.apps.assignments.models import Assignment, CalendarDay, Notice

YEAR = "/quan-tri/viec/lich-lam-viec/"
CHANGE = f"{YEAR}doi/"
FROM, DUE, NEXT = date(2023, 6, 1), date(2023, 6, 6), date(2023, 6, 7)
GIVEN = {"kind": "off", "day": "2023-06-05", "name": "Nghỉ phòng chống bão", "source": "Công điện 1"}


def counted(**values: object) -> Assignment:
    made: Assignment = AssignmentFactory(**{"due_date": DUE, "due_from": FROM, "due_working_days": 3, **values})
    return made


@pytest.mark.django_db
class TestYear:
    def test_shows_twelve_months_with_signs_beside_colours(self, client: Client, cast: Cast) -> None:
        CalendarDay.objects.create(day=date(2023, 5, 1), kind="off", name="Quốc tế Lao động", source="Điều 112")
        CalendarDay.objects.create(day=date(2023, 5, 6), kind="working", name="Làm bù", source="Thông báo")
        client.force_login(cast.leader)
        text = client.get(f"{YEAR}?year=2023").content.decode()
        assert text.count("office-small-month") == 12
        assert "nghỉ: Quốc tế Lao động" in text
        assert "làm bù: Làm bù" in text
        assert "×</span>" in text
        assert "+</span>" in text
        assert "Điều 112" in text
        assert "Sửa, bỏ" not in text

    @pytest.mark.parametrize("year", ["", "abc", "1", "99999", "٢٠٢٣"])
    def test_falls_back_to_this_year(self, client: Client, cast: Cast, year: str) -> None:
        client.force_login(cast.leader)
        assert client.get(YEAR, {"year": year}).status_code == 200

    def test_says_what_to_do_when_a_year_is_empty(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.programme_officer)
        text = client.get(f"{YEAR}?year=2031").content.decode()
        assert "Lịch chưa có ngày đặc biệt nào của năm 2031" in text
        assert "Điền ngày nghỉ năm 2031 theo thư viện" in text

    @pytest.mark.parametrize("role", sorted(STAFF))
    def test_is_there_for_every_role(self, client: Client, cast: Cast, role: Role) -> None:
        client.force_login(cast.of(role))
        assert client.get(YEAR).status_code == 200

    def test_costs_as_many_queries_with_many_days(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.programme_officer)
        counts = []
        for month in (1, 7):
            for day in range(1, 20):
                CalendarDay.objects.create(day=date(2023, month, day), kind="off", name="nghỉ", source="nguồn")
            with CaptureQueriesContext(connection) as queries:
                client.get(f"{YEAR}?year=2023")
            counts.append(len(queries))
        assert counts[0] == counts[1]


@pytest.mark.django_db
class TestChange:
    def test_shows_whom_it_moves_before_it_stores_anything(self, client: Client, cast: Cast) -> None:
        row = counted(agency=cast.agency)
        client.force_login(cast.programme_officer)
        text = " ".join(client.get(CHANGE, GIVEN).content.decode().split())
        assert "Hạn của <strong>1</strong> việc đổi theo; <strong>1</strong> cơ quan được báo." in text
        assert "UBND huyện Hải Lăng" in text
        assert "06/06/2023" in text
        assert "07/06/2023" in text
        assert "Lưu và báo cho 1 cơ quan" in text
        assert CalendarDay.objects.count() == 0
        assert Assignment.objects.get(pk=row.pk).due_date == DUE

    def test_stores_what_the_preview_showed(self, client: Client, cast: Cast) -> None:
        row = counted(agency=cast.agency)
        client.force_login(cast.programme_officer)
        response = client.post(CHANGE, GIVEN, follow=True)
        assert response.redirect_chain == [(f"{YEAR}?year=2023", 302)]
        assert "Hạn của 1 việc thuộc 1 cơ quan đã đổi theo" in response.content.decode()
        assert Assignment.objects.get(pk=row.pk).due_date == NEXT
        assert Notice.objects.filter(agency=cast.agency).count() == 1

    def test_begins_with_what_the_calendar_says_of_the_day(self, client: Client, cast: Cast) -> None:
        CalendarDay.objects.create(
            day=date(2023, 5, 1), kind="off", name="Lao động", source="thư viện", seeded_from="x"
        )
        client.force_login(cast.programme_officer)
        form = client.get(CHANGE, {"day": "2023-05-01"}).context["form"]
        assert form.initial["name"] == "Lao động"
        assert form.initial["source"] == "", "a person's change needs the person's own source"
        assert client.get(CHANGE, {"day": "2023-13-41"}).status_code == 200

    @pytest.mark.parametrize(
        ("values", "message"),
        [
            ({"name": " "}, "Hãy ghi tên gọi"),
            ({"source": ""}, "Hãy ghi nguồn"),
            ({"day": "hôm qua"}, "Ngày này chưa đúng"),
            ({"day": "1023-06-05"}, "Năm phải từ 2000 đến 2100"),
            ({"until": "2023-06-04"}, "Ngày cuối phải từ ngày đầu trở đi"),
            ({"until": "2023-09-05"}, "không quá 31 ngày"),
            ({"kind": "working"}, "Ngày làm bù phải là Thứ bảy hoặc Chủ nhật"),
            ({"kind": "khác"}, "Hãy chọn một trong ba loại ngày"),
            ({"made_up_on": "2023-06-07"}, "Ngày làm bù phải là Thứ bảy hoặc Chủ nhật"),
            ({"made_up_on": "2023-06-10", "kind": "ordinary"}, "Chỉ điền ngày làm bù cho ngày nghỉ"),
        ],
    )
    @pytest.mark.parametrize("method", ["get", "post"])
    def test_keeps_what_was_typed_and_says_what_is_wrong(
        self, client: Client, cast: Cast, values: dict[str, str], message: str, method: str
    ) -> None:
        client.force_login(cast.programme_officer)
        response = getattr(client, method)(CHANGE, {**GIVEN, **values})
        assert response.status_code == 422
        text = response.content.decode()
        assert message in text
        assert "Công điện 1" in text or "source" in values
        assert "Nếu lưu" not in text
        assert CalendarDay.objects.count() == 0

    def test_takes_a_whole_holiday_with_the_day_worked_for_it(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.administrator)
        client.post(CHANGE, {**GIVEN, "until": "2023-06-07", "made_up_on": "2023-06-17"})
        stored = CalendarDay.objects.values_list("day", "kind")
        assert [(day.day, kind) for day, kind in stored] == [(5, "off"), (6, "off"), (7, "off"), (17, "working")]

    def test_adds_the_days_in_lieu_of_weekend_days(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.programme_officer)
        client.post(CHANGE, {**GIVEN, "day": "2023-06-10", "until": "2023-06-11", "in_lieu": "on"})
        stored = list(CalendarDay.objects.values_list("day", "name"))
        assert [day.day for day, _ in stored] == [10, 11, 12, 13]
        assert stored[3][1] == "Nghỉ phòng chống bão (nghỉ bù)"

    def test_takes_one_word_a_day_when_a_day_in_lieu_is_also_worked(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.programme_officer)
        values = {**GIVEN, "day": "2023-06-10", "in_lieu": "on", "made_up_on": "2023-06-11"}
        assert client.post(CHANGE, values).status_code == 302
        assert [day.day for day in CalendarDay.objects.values_list("day", flat=True)] == [10, 11]

    def test_makes_a_day_ordinary_again(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.programme_officer)
        client.post(CHANGE, GIVEN)
        client.post(CHANGE, {**GIVEN, "kind": "ordinary"})
        assert CalendarDay.objects.get().kind == "ordinary"
        assert "như ngày thường" in client.get(f"{YEAR}?year=2023").content.decode()

    @pytest.mark.parametrize("role", sorted(STAFF - {Role.PROGRAMME_OFFICER, Role.ADMINISTRATOR}))
    def test_is_not_for_other_roles(self, client: Client, cast: Cast, role: Role) -> None:
        client.force_login(cast.of(role))
        assert is_refused(client.get(CHANGE))
        assert is_refused(client.post(CHANGE, GIVEN))
        assert is_refused(client.post(f"{YEAR}2023/dien/"))
        assert CalendarDay.objects.count() == 0

    def test_costs_as_many_queries_for_many_agencies(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.programme_officer)
        counts = []
        for many in (1, 12):
            for _ in range(many):
                counted(agency=AgencyFactory())
            with CaptureQueriesContext(connection) as queries:
                client.get(CHANGE, GIVEN)
            counts.append(len(queries))
        assert counts[0] == counts[1]


@pytest.mark.django_db
class TestSeed:
    def test_fills_the_year_and_comes_back_to_it(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.programme_officer)
        response = client.post(f"{YEAR}2023/dien/", follow=True)
        assert response.redirect_chain == [(f"{YEAR}?year=2023", 302)]
        assert CalendarDay.objects.filter(day__year=2023).count() > 10
        assert "theo thư viện" in response.content.decode()

    def test_refuses_a_year_out_of_range(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.programme_officer)
        assert client.post(f"{YEAR}1/dien/").status_code == 404
