"""The leader's page: figures with their denominators, the weeks, and what to press today."""

from datetime import date, datetime, timedelta

import pytest
from conftest import Cast
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lantoa.apps.accounts.roles import Role
from lantoa.apps.accounts.tests.refusals import is_refused
from lantoa.apps.agencies.factories import AgencyFactory
from lantoa.apps.assignments.actions import ask_extension
from lantoa.apps.assignments.factories import AT, AssignmentFactory, assignment_in
from lantoa.apps.assignments.presenters.acts import LEADER_READERS
from lantoa.apps.assignments.presenters.leader import MOST_PRESSING
from lantoa.apps.assignments.queries import leader_view
from lantoa.apps.assignments.states import State
from lantoa.apps.directives.factories import DutyFactory, ThemeFactory
from lantoa.apps.directives.models import Duty

PAGE = "/quan-tri/viec/lanh-dao/"


@pytest.fixture
def duty(db: None) -> Duty:
    found: Duty = DutyFactory(theme=ThemeFactory(position=1))
    return found


def _late() -> date:
    return timezone.localdate() - timedelta(days=3)


@pytest.mark.django_db
class TestFigures:
    def test_count_done_late_and_who_has_done_nothing(self, duty: Duty) -> None:
        busy, idle = AgencyFactory(name="Sở Bận"), AgencyFactory(name="Sở Chờ")
        second = DutyFactory(theme=duty.theme, on_air=True)
        assignment_in(State.CONFIRMED, duty=duty, agency=busy)
        assignment_in(State.RECEIVED, duty=second, agency=busy, due_date=date(2023, 5, 1))
        assignment_in(State.SENT, duty=duty, agency=idle)
        assignment_in(State.DRAFTED, duty=second, agency=AgencyFactory())
        view = leader_view(duty.theme.programme, today=date(2023, 6, 1), as_now=False)
        assert (view.tally.owed, view.tally.done, view.tally.late, view.tally.unreceived) == (3, 1, 1, 1)
        assert [row.agency.name for row in view.agencies] == ["Sở Bận", "Sở Chờ"]
        assert [row.agency.name for row in view.idle] == ["Sở Chờ"]
        assert view.share_started == 0.5

    def test_cumulate_week_by_week(self, duty: Duty) -> None:
        def at(day: int) -> datetime:
            return datetime(2023, 5, day, 9, 0).astimezone()

        assignment_in(State.SENT, duty=duty, sent_at=at(1))
        assignment_in(State.RECEIVED, duty=duty, sent_at=at(1), received_at=at(9))
        assignment_in(State.FULFILLED, duty=duty, sent_at=at(1), received_at=at(2), fulfilled_at=at(15))
        assignment_in(
            State.CONFIRMED, duty=duty, sent_at=at(1), received_at=at(2), fulfilled_at=None, confirmed_at=at(22)
        )
        weeks = leader_view(duty.theme.programme, today=date(2023, 5, 31), as_now=False).weeks
        assert [(week.last_day, week.sent, week.received, week.done) for week in weeks[-6:]] == [
            (date(2023, 4, 30), 0, 0, 0),
            (date(2023, 5, 7), 4, 2, 0),
            (date(2023, 5, 14), 4, 3, 0),
            (date(2023, 5, 21), 4, 3, 1),
            (date(2023, 5, 28), 4, 3, 2),
            (date(2023, 6, 4), 4, 3, 2),
        ]


@pytest.mark.django_db
class TestPage:
    def test_says_what_to_press_with_the_superior_and_a_link(self, client: Client, cast: Cast, duty: Duty) -> None:
        superior = AgencyFactory(name="UBND tỉnh Thử")
        slow = AgencyFactory(name="Sở Chậm", parent=superior)
        AssignmentFactory(duty=duty, agency=slow, due_date=_late())
        assignment_in(State.REFUSED, duty=duty, agency=cast.other_agency, reason="Không có loa.")
        asked = AssignmentFactory(duty=duty, agency=cast.agency, received=True)
        ask_extension(
            assignment=asked, for_agency=cast.agency, wanted_date=date(2100, 1, 31), reason="Chờ.", by=None,
            at=timezone.now(),
        )  # fmt: skip
        client.force_login(cast.leader)
        sentences = client.get(PAGE).context["sentences"]
        words = [sentence.words for sentence in sentences]
        assert words[0].startswith("UBND huyện Hải Lăng xin gia hạn T1 đến 31/01/2100")
        assert words[1] == "Sở Y tế từ chối T1: Không có loa."
        assert words[2].startswith("Sở Chậm quá hạn 1 việc")
        assert "(cấp trên: UBND tỉnh Thử)" in words[2]
        assert words[3] == f"Sở Chậm chưa báo đã nhận 1 việc, gửi từ {timezone.localtime(AT):%d/%m/%Y}."
        assert words[4].endswith("chưa làm xong việc nào.")
        for sentence in sentences:
            assert client.get(sentence.url).status_code == 200

    def test_never_presses_more_than_seven(self, client: Client, cast: Cast, duty: Duty) -> None:
        for _ in range(5):
            AssignmentFactory(duty=duty, due_date=_late())
            assignment_in(State.REFUSED, duty=duty)
        client.force_login(cast.leader)
        assert len(client.get(PAGE).context["sentences"]) == MOST_PRESSING

    def test_leaves_alone_who_was_sent_something_just_now(self, client: Client, cast: Cast, duty: Duty) -> None:
        AssignmentFactory(duty=duty, agency=cast.agency, sent_at=timezone.now())
        client.force_login(cast.leader)
        assert not any("chưa báo đã nhận" in sentence.words for sentence in client.get(PAGE).context["sentences"])

    def test_has_the_table_behind_the_picture(self, client: Client, cast: Cast, duty: Duty) -> None:
        assignment_in(State.CONFIRMED, duty=duty)
        client.force_login(cast.leader)
        answer = client.get(PAGE)
        text = answer.content.decode()
        assert "<svg" in text
        assert len(answer.context["figure"].table.rows) == 12
        assert "Đã nhận" in text

    def test_says_so_while_nothing_was_sent(self, client: Client, cast: Cast, duty: Duty) -> None:
        client.force_login(cast.leader)
        assert "Chưa có việc nào được gửi" in client.get(PAGE).content.decode()
        AssignmentFactory(duty=duty, drafted=True)
        assert "Chưa có việc nào được gửi" in client.get(PAGE).content.decode()

    def test_is_for_leaders_and_those_who_give_duties(self, client: Client, cast: Cast, duty: Duty) -> None:
        for role in Role:
            client.force_login(cast.of(role))
            assert is_refused(client.get(PAGE)) is (role not in LEADER_READERS)

    def test_takes_no_more_queries_for_more_rows(self, client: Client, cast: Cast, duty: Duty) -> None:
        client.force_login(cast.leader)
        counts = []
        for more in (4, 20):
            for state in (State.SENT, State.REFUSED, State.CONFIRMED):
                for _ in range(more):
                    assignment_in(state, duty=duty, due_date=_late())
            client.get(PAGE)
            with CaptureQueriesContext(connection) as captured:
                client.get(PAGE)
            counts.append(len(captured))
        assert counts[0] == counts[1]


@pytest.mark.django_db
class TestFirstPage:
    def test_points_each_role_to_its_screen(self, client: Client, cast: Cast, duty: Duty) -> None:
        AssignmentFactory(duty=duty, agency=cast.agency, due_date=_late())
        for user, address, other in [
            (cast.focal_officer, "/quan-tri/viec/cua-toi/", PAGE),
            (cast.leader, PAGE, "/quan-tri/viec/cua-toi/"),
            (cast.verifier, "/quan-tri/viec/", PAGE),
        ]:
            client.force_login(user)
            text = client.get("/quan-tri/").content.decode()
            assert f'href="{address}"' in text
            assert f'href="{other}"' not in text
            assert "<strong>1</strong> việc quá hạn" in " ".join(text.split())
