"""The programme officer's board: what it lists, in which order, how it narrows, and the tables with their links."""

from datetime import date, timedelta

import pytest
from conftest import Cast
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lantoa.apps.accounts.roles import Role
from lantoa.apps.accounts.tests.refusals import is_refused
from lantoa.apps.agencies.factories import AgencyFactory, SuccessionFactory
from lantoa.apps.agencies.models import Agency
from lantoa.apps.assignments.factories import AssignmentFactory, assignment_in
from lantoa.apps.assignments.models import Assignment
from lantoa.apps.assignments.queries import ORDERS, agency_tallies, board_rows, tally
from lantoa.apps.assignments.states import State
from lantoa.apps.directives.factories import DutyFactory, ProgrammeFactory, ThemeFactory
from lantoa.apps.directives.models import Duty

LIST = "/quan-tri/viec/"
TABLES = ["theo-co-quan/", "theo-noi-dung/", "theo-trang-thai/"]


def today() -> date:
    return timezone.localdate()


@pytest.fixture
def duty(db: None) -> Duty:
    found: Duty = DutyFactory(theme=ThemeFactory(title="Chỉ số cải cách", position=1))
    return found


def _listed(client: Client, query: str = "") -> list[str]:
    page = client.get(f"{LIST}{query}").context["page"]
    return [assignment.agency.short_name for assignment in page]


@pytest.mark.django_db
class TestList:
    def test_sends_officers_of_an_agency_to_their_own_work(self, client: Client, cast: Cast, duty: Duty) -> None:
        for officer in (cast.focal_officer, cast.radio_officer):
            client.force_login(officer)
            assert client.get(LIST).headers["Location"] == f"{LIST}cua-toi/"

    def test_shows_the_province_all_agencies_and_how_far_they_are(self, client: Client, cast: Cast, duty: Duty) -> None:
        AssignmentFactory(duty=duty, agency=cast.agency)
        AssignmentFactory(duty=duty, agency=cast.other_agency, received=True)
        client.force_login(cast.leader)
        answer = client.get(LIST)
        text = " ".join(answer.content.decode().split())
        assert "<strong>2</strong> việc đã giao, <strong>0</strong> quá hạn, 1 chưa nhận, 1 đang làm" in text
        assert sorted(_listed(client)) == ["Sở Y tế", "UBND huyện Hải Lăng"]
        assert "Nhận việc" not in text
        assert 'name="pk"' not in text, "who may not act is offered no boxes"

    @pytest.mark.parametrize(
        ("query", "listed"),
        [
            ("?agency=y+te", ["Sở Y tế"]),
            ("?agency=HẢI+LĂNG", ["UBND huyện Hải Lăng"]),
            ("?agency=khong+co", []),
            ("?kind=district_committee", ["UBND huyện Hải Lăng"]),
            ("?kind=provincial_department&agency=hai+lang", []),
            ("?channel=web", ["Sở Y tế", "UBND huyện Hải Lăng"]),
            ("?channel=broadcast", []),
            ("?capacity=support", []),
            ("?state=received", ["Sở Y tế"]),
            ("?state=received&state=sent", ["Sở Y tế", "UBND huyện Hải Lăng"]),
            ("?state=fulfilled", []),
            ("?state=la", ["Sở Y tế", "UBND huyện Hải Lăng"]),
            ("?due=late", ["UBND huyện Hải Lăng"]),
            ("?due=soon", []),
            ("?due=soon&days=30", ["Sở Y tế"]),
            ("?due=none", []),
            ("?due=unreceived", ["UBND huyện Hải Lăng"]),
            ("?theme=999999", ["Sở Y tế", "UBND huyện Hải Lăng"]),
            ("?agency=&theme=&state=", ["Sở Y tế", "UBND huyện Hải Lăng"]),
        ],
    )
    def test_filters(self, client: Client, cast: Cast, duty: Duty, query: str, listed: list[str]) -> None:
        AssignmentFactory(duty=duty, agency=cast.agency, due_date=today() - timedelta(days=1))
        AssignmentFactory(duty=duty, agency=cast.other_agency, received=True, due_date=today() + timedelta(days=20))
        client.force_login(cast.leader)
        assert sorted(_listed(client, query)) == listed

    def test_filters_by_theme_of_the_programme_and_of_no_other(self, client: Client, cast: Cast, duty: Duty) -> None:
        second = DutyFactory(theme=ThemeFactory(programme=duty.theme.programme, position=2))
        foreign = DutyFactory(theme__programme=ProgrammeFactory(year=2001))
        AssignmentFactory(duty=duty, agency=cast.agency)
        AssignmentFactory(duty=second, agency=cast.other_agency)
        AssignmentFactory(duty=foreign)
        client.force_login(cast.leader)
        assert _listed(client, f"?theme={second.theme_id}") == ["Sở Y tế"]
        answer = client.get(f"{LIST}?theme={foreign.theme_id}")
        assert len(answer.context["page"]) == 2
        assert 'class="error-message"' in answer.content.decode()

    def test_shows_the_programme_that_is_chosen(self, client: Client, cast: Cast, duty: Duty) -> None:
        old = AssignmentFactory(duty=DutyFactory(theme__programme=ProgrammeFactory(year=2001)), agency=cast.agency)
        client.force_login(cast.leader)
        assert _listed(client) == []
        assert _listed(client, f"?programme={old.duty.theme.programme_id}") == ["UBND huyện Hải Lăng"]

    def test_puts_late_ones_first_then_open_ones_then_what_waits_for_us(
        self, client: Client, cast: Cast, duty: Duty
    ) -> None:
        wanted = [
            assignment_in(State.RECEIVED, duty=duty, due_date=today() - timedelta(days=9)),
            assignment_in(State.SENT, duty=duty, due_date=today() - timedelta(days=2)),
            assignment_in(State.RETURNED, duty=duty, due_date=today() + timedelta(days=2)),
            assignment_in(State.SENT, duty=duty),
            assignment_in(State.REFUSED, duty=duty),
            assignment_in(State.FULFILLED, duty=duty, due_date=today() - timedelta(days=30)),
            assignment_in(State.DRAFTED, duty=duty),
            assignment_in(State.CONFIRMED, duty=duty),
            assignment_in(State.CANCELLED, duty=duty),
        ]
        client.force_login(cast.leader)
        assert [row.pk for row in client.get(LIST).context["page"]] == [row.pk for row in wanted]
        assert [row.late for row in client.get(LIST).context["rows"]] == [True, True] + [False] * 7

    @pytest.mark.parametrize("order", [order for order in ORDERS if order])
    def test_sorts_by_each_head_both_ways(self, client: Client, cast: Cast, duty: Duty, order: str) -> None:
        second = DutyFactory(theme=ThemeFactory(programme=duty.theme.programme, position=2))
        low = AssignmentFactory(duty=duty, agency=cast.other_agency, received=True, due_date=date(2023, 5, 1))
        high = AssignmentFactory(duty=second, agency=cast.agency, due_date=date(2023, 6, 1))
        empty = AssignmentFactory(duty=second, agency=AgencyFactory(name="Sở Xây dựng"))
        client.force_login(cast.leader)
        found = [row.pk for row in client.get(f"{LIST}?sort={order}").context["page"]]
        places = [found.index(row.pk) for row in (low, high)]
        assert (places[0] < places[1]) is not order.startswith("-")
        if order.endswith("han"):
            assert found[-1] == empty.pk, "without a due date last, whichever way"

    def test_says_what_to_do_before_there_is_a_programme(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.leader)
        for path in ["", *TABLES]:
            assert "Cán bộ chương trình cần tiếp nhận văn bản chỉ đạo trước" in client.get(LIST + path).content.decode()

    def test_takes_no_more_queries_for_more_rows(self, client: Client, cast: Cast, duty: Duty) -> None:
        client.force_login(cast.programme_officer)
        AssignmentFactory.create_batch(5, duty=duty)
        for path in ["", *TABLES]:
            counts = []
            for more in (0, 20):
                AssignmentFactory.create_batch(more, duty=duty)
                client.get(LIST + path)
                with CaptureQueriesContext(connection) as captured:
                    assert client.get(LIST + path).status_code == 200
                counts.append(len(captured))
            assert counts[0] == counts[1], path

    def test_orders_by_an_index(self) -> None:
        indexed = [index.fields for index in Assignment._meta.indexes]
        assert [name.replace("pk", "id") for name in ORDERS[""]] in indexed


@pytest.mark.django_db
class TestTables:
    def test_are_not_for_officers_of_an_agency(self, client: Client, cast: Cast, duty: Duty) -> None:
        for role in (Role.FOCAL_OFFICER, Role.RADIO_OFFICER):
            client.force_login(cast.of(role))
            for path in TABLES:
                assert is_refused(client.get(LIST + path))

    def test_count_each_agency_the_worst_first_and_open_the_list_behind(
        self, client: Client, cast: Cast, duty: Duty
    ) -> None:
        second = DutyFactory(theme=duty.theme, on_air=True)
        assignment_in(State.CONFIRMED, duty=duty, agency=cast.agency)
        assignment_in(State.SENT, duty=second, agency=cast.other_agency, due_date=today() - timedelta(days=1))
        assignment_in(State.FULFILLED, duty=duty, agency=cast.other_agency)
        assignment_in(State.DRAFTED, duty=second, agency=cast.agency)
        client.force_login(cast.leader)
        lines = client.get(f"{LIST}theo-co-quan/").context["lines"]
        assert [line.name for line in lines] == ["Sở Y tế", "UBND huyện Hải Lăng"]
        assert [number.value for number in lines[0].numbers] == [2, 1, 1, 0, 0, 1, 0]
        for line in lines:
            for number in line.numbers:
                if number.url:
                    assert client.get(number.url).context["page"].paginator.count == number.value, number

    def test_count_each_theme_and_each_state(self, client: Client, cast: Cast, duty: Duty) -> None:
        second = DutyFactory(theme=ThemeFactory(programme=duty.theme.programme, position=2))
        assignment_in(State.SENT, duty=duty, agency=cast.agency)
        assignment_in(State.SENT, duty=second, agency=cast.agency, due_date=today() - timedelta(days=1))
        assignment_in(State.REFUSED, duty=second, agency=cast.other_agency)
        client.force_login(cast.leader)
        lines = client.get(f"{LIST}theo-noi-dung/").context["lines"]
        assert [line.numbers[0].value for line in lines] == [1, 2]
        states = client.get(f"{LIST}theo-trang-thai/").context["states"]
        assert [(line.words, line.tally.assignments, line.tally.agencies, line.tally.late) for line in states] == [
            ("đã gửi", 2, 1, 1),
            ("từ chối", 1, 1, 0),
        ]
        for line in states:
            assert client.get(line.url).context["page"].paginator.count == line.tally.assignments

    def test_keep_the_filter(self, client: Client, cast: Cast, duty: Duty) -> None:
        AssignmentFactory(duty=duty, agency=cast.agency)
        AssignmentFactory(duty=duty, agency=cast.other_agency)
        client.force_login(cast.leader)
        answer = client.get(f"{LIST}theo-co-quan/?agency=y+te")
        assert [line.name for line in answer.context["lines"]] == ["Sở Y tế"]
        assert "agency=y+te" in answer.context["lines"][0].numbers[0].url
        assert all("agency=y+te" in tab.url for tab in answer.context["tabs"])


def _merged() -> tuple[Agency, Agency, Agency]:
    """Two departments that were merged into a third."""
    new = AgencyFactory(name="Sở Hợp nhất", valid_from=date(2023, 3, 1))
    old = [AgencyFactory(name=f"Sở Cũ {place}", ended=True) for place in (1, 2)]
    for agency in old:
        SuccessionFactory(predecessor=agency, successor=new)
    return old[0], old[1], new


@pytest.mark.django_db
class TestReadings:
    def test_agree_in_every_total(self, cast: Cast, duty: Duty) -> None:
        first, second, new = _merged()
        for agency, state in [
            (first, State.SENT), (second, State.CONFIRMED), (new, State.REFUSED), (cast.agency, State.RECEIVED),
        ]:  # fmt: skip
            assignment_in(state, duty=duty, agency=agency, due_date=today() - timedelta(days=1))
        rows = board_rows(duty.theme.programme)
        then, now = (agency_tallies(rows, today=today(), as_now=as_now) for as_now in (False, True))
        assert (len(then), len(now)) == (4, 2)
        whole = tally(rows, today=today())
        for reading in (then, now):
            assert sum((row.tally for row in reading), type(whole)()) == whole

    def test_open_the_list_of_all_that_is_counted_under_one(self, client: Client, cast: Cast, duty: Duty) -> None:
        first, second, new = _merged()
        for agency in (first, second, new):
            AssignmentFactory(duty=duty, agency=agency)
        client.force_login(cast.leader)
        (line,) = client.get(f"{LIST}theo-co-quan/?doc=hien-nay").context["lines"]
        assert (line.name, line.numbers[0].value) == ("Sở Hợp nhất", 3)
        assert "Sở Cũ 1" in line.note
        assert sorted(_listed(client, line.numbers[0].url.removeprefix(LIST))) == ["Sở Cũ 1", "Sở Cũ 2", "Sở Hợp nhất"]
        assert _listed(client, f"?under={new.pk}") == ["Sở Hợp nhất"]


@pytest.mark.django_db
class TestDraftAndAdd:
    def test_draft_says_how_many_and_what_waits(self, client: Client, cast: Cast, duty: Duty) -> None:
        AgencyFactory.create_batch(2)
        DutyFactory(theme=duty.theme, recipient="Nơi chưa biết")
        client.force_login(cast.programme_officer)
        text = client.post(f"{LIST}soan/{duty.theme.programme_id}/", follow=True).content.decode()
        assert "Đã soạn 3 việc" in text  # the two, and the department of the cast
        assert "Chưa rõ “Nơi chưa biết” là cơ quan nào" in text
        assert "Gửi 3 việc đang soạn" in text
        assert set(Assignment.objects.values_list("state", flat=True)) == {State.DRAFTED}
        again = client.post(f"{LIST}soan/{duty.theme.programme_id}/", follow=True).content.decode()
        assert "Không có việc mới để soạn" in again

    def test_draft_says_why_not_before_a_person_confirmed(self, client: Client, cast: Cast) -> None:
        draft = DutyFactory(theme__programme=ProgrammeFactory()).theme.programme
        client.force_login(cast.administrator)
        answer = client.post(f"{LIST}soan/{draft.pk}/", follow=True)
        assert "Chương trình chưa được xác nhận" in answer.content.decode()
        assert not Assignment.objects.exists()

    def test_are_for_those_who_give_duties(self, client: Client, cast: Cast, duty: Duty) -> None:
        for role in set(Role) - {Role.PROGRAMME_OFFICER, Role.ADMINISTRATOR}:
            client.force_login(cast.of(role))
            assert is_refused(client.post(f"{LIST}soan/{duty.theme.programme_id}/"))
            assert is_refused(client.post(f"{LIST}them-co-quan/{duty.theme.programme_id}/"))
        assert not Assignment.objects.exists()

    def test_draft_is_done_by_a_form_and_not_by_a_link(self, client: Client, cast: Cast, duty: Duty) -> None:
        client.force_login(cast.programme_officer)
        assert client.get(f"{LIST}soan/{duty.theme.programme_id}/").status_code == 405

    def test_add_drafts_the_duty_for_one_more_agency(self, client: Client, cast: Cast, duty: Duty) -> None:
        client.force_login(cast.programme_officer)
        form = {"duty": duty.pk, "agency": cast.agency.pk, "capacity": "support"}
        text = client.post(f"{LIST}them-co-quan/{duty.theme.programme_id}/", form, follow=True).content.decode()
        added = Assignment.objects.get()
        assert (added.agency, added.capacity, added.state) == (cast.agency, "support", State.DRAFTED)
        assert "đã có trong bản nháp" in text

    def test_add_keeps_what_was_typed_when_something_is_missing(self, client: Client, cast: Cast, duty: Duty) -> None:
        client.force_login(cast.programme_officer)
        answer = client.post(f"{LIST}them-co-quan/{duty.theme.programme_id}/", {"agency": cast.agency.pk})
        assert answer.context["form"]["agency"].value() == str(cast.agency.pk)
        assert "error-message" in answer.content.decode()
