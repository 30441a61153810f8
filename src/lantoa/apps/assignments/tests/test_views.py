"""The list of assignments in the back office: what each one sees, gives and receives."""

import pytest
from conftest import Cast
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lantoa.apps.accounts.factories import user_in
from lantoa.apps.accounts.roles import Role
from lantoa.apps.accounts.tests.refusals import is_refused
from lantoa.apps.agencies.factories import AgencyFactory
from lantoa.apps.assignments.factories import AssignmentFactory
from lantoa.apps.assignments.models import Assignment
from lantoa.apps.base.models import AuditEntry
from lantoa.apps.directives.factories import DutyFactory, ProgrammeFactory, ThemeFactory
from lantoa.apps.directives.models import Duty

LIST = "/quan-tri/viec/"


@pytest.fixture
def duty(db: None) -> Duty:
    found: Duty = DutyFactory(theme=ThemeFactory(title="Chỉ số cải cách", position=1))
    return found


def _agencies_listed(client: Client, query: str = "") -> list[str]:
    page = client.get(f"{LIST}{query}").context["page"]
    return sorted(assignment.agency.short_name for assignment in page)


@pytest.mark.django_db
class TestList:
    def test_shows_a_focal_officer_the_own_agency_only(self, client: Client, cast: Cast, duty: Duty) -> None:
        for agency in (cast.agency, cast.other_agency):
            AssignmentFactory(duty=duty, agency=agency)
        for officer, own, others in [
            (cast.focal_officer, "UBND huyện Hải Lăng", "Sở Y tế"),
            (cast.stranger, "Sở Y tế", "UBND huyện Hải Lăng"),
        ]:
            client.force_login(officer)
            text = client.get(LIST).content.decode()
            assert own in text
            assert others not in text
            assert _agencies_listed(client) == [own]
            assert "office-sum" not in text, "the sums of the province are not for a focal officer"

    def test_cannot_be_widened_by_a_focal_officer_with_a_filter(self, client: Client, cast: Cast, duty: Duty) -> None:
        AssignmentFactory(duty=duty, agency=cast.agency)
        client.force_login(cast.stranger)
        for query in ("?agency=hai+lang", f"?theme={duty.theme_id}", "?state=sent", "?p=2"):
            assert _agencies_listed(client, query) == []

    def test_shows_the_province_all_agencies_and_how_far_they_are(self, client: Client, cast: Cast, duty: Duty) -> None:
        AssignmentFactory(duty=duty, agency=cast.agency)
        AssignmentFactory(duty=duty, agency=cast.other_agency, received=True)
        client.force_login(cast.leader)
        text = " ".join(client.get(LIST).content.decode().split())
        assert "office-sum" in text
        assert "<strong>2</strong> việc cho <strong>2</strong> cơ quan: 1 đã gửi, 1 đã nhận, 0 đã thực hiện." in text
        assert _agencies_listed(client) == ["Sở Y tế", "UBND huyện Hải Lăng"]
        assert "Nhận việc" not in text

    def test_offers_receipt_of_what_was_sent_to_the_own_agency(self, client: Client, cast: Cast, duty: Duty) -> None:
        sent = AssignmentFactory(duty=duty, agency=cast.agency)
        AssignmentFactory(duty=DutyFactory(theme=duty.theme, on_air=True), agency=cast.agency, received=True)
        client.force_login(cast.focal_officer)
        text = client.get(LIST).content.decode()
        assert text.count("Nhận việc") == 1
        assert f"{LIST}{sent.pk}/nhan/" in text

    @pytest.mark.parametrize(
        ("query", "listed"),
        [
            ("?agency=y+te", ["Sở Y tế"]),
            ("?agency=HẢI+LĂNG", ["UBND huyện Hải Lăng"]),
            ("?agency=khong+co", []),
            ("?state=received", ["Sở Y tế"]),
            ("?state=fulfilled", []),
            ("?state=la", ["Sở Y tế", "UBND huyện Hải Lăng"]),
            ("?theme=999999", ["Sở Y tế", "UBND huyện Hải Lăng"]),
            ("?agency=&theme=&state=", ["Sở Y tế", "UBND huyện Hải Lăng"]),
        ],
    )
    def test_filters_by_agency_and_state(
        self, client: Client, cast: Cast, duty: Duty, query: str, listed: list[str]
    ) -> None:
        AssignmentFactory(duty=duty, agency=cast.agency)
        AssignmentFactory(duty=duty, agency=cast.other_agency, received=True)
        client.force_login(cast.leader)
        assert _agencies_listed(client, query) == listed

    def test_filters_by_theme_of_the_programme_and_of_no_other(self, client: Client, cast: Cast, duty: Duty) -> None:
        second = DutyFactory(theme=ThemeFactory(programme=duty.theme.programme, position=2))
        foreign = DutyFactory(theme__programme=ProgrammeFactory(year=2001))
        AssignmentFactory(duty=duty, agency=cast.agency)
        AssignmentFactory(duty=second, agency=cast.other_agency)
        AssignmentFactory(duty=foreign)
        client.force_login(cast.leader)
        assert _agencies_listed(client, f"?theme={second.theme_id}") == ["Sở Y tế"]
        answer = client.get(f"{LIST}?theme={foreign.theme_id}")
        assert len(answer.context["page"]) == 2
        assert 'class="error-message"' in answer.content.decode()

    def test_says_what_to_do_before_there_is_a_programme(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.leader)
        assert "Cán bộ chương trình cần tiếp nhận văn bản chỉ đạo trước" in client.get(LIST).content.decode()

    def test_opens_for_a_focal_officer_without_an_agency_and_shows_nothing(self, client: Client, duty: Duty) -> None:
        AssignmentFactory(duty=duty)
        client.force_login(user_in(Role.FOCAL_OFFICER))
        assert _agencies_listed(client) == []

    def test_takes_no_more_queries_for_more_rows(self, client: Client, cast: Cast, duty: Duty) -> None:
        client.force_login(cast.leader)
        AssignmentFactory.create_batch(5, duty=duty)
        counts = []
        for more in (0, 45):
            AssignmentFactory.create_batch(more, duty=duty)
            client.get(LIST)
            with CaptureQueriesContext(connection) as captured:
                assert len(client.get(LIST).context["page"]) == 5 + more
            counts.append(len(captured))
        assert counts[0] == counts[1]


@pytest.mark.django_db
class TestGive:
    def test_gives_the_duties_and_says_how_many(self, client: Client, cast: Cast, duty: Duty) -> None:
        AgencyFactory.create_batch(2)
        DutyFactory(theme=duty.theme, recipient="Nơi chưa biết")
        client.force_login(cast.programme_officer)
        answer = client.post(f"{LIST}giao/{duty.theme.programme_id}/", follow=True)
        text = answer.content.decode()
        assert "Đã giao thêm 3 việc." in text  # the two, and the department of the cast
        assert "Chưa rõ “Nơi chưa biết” là cơ quan nào" in text
        assert Assignment.objects.count() == 3

    def test_says_why_a_draft_is_not_given(self, client: Client, cast: Cast) -> None:
        draft = DutyFactory(theme__programme=ProgrammeFactory()).theme.programme
        client.force_login(cast.administrator)
        answer = client.post(f"{LIST}giao/{draft.pk}/", follow=True)
        assert "Chương trình chưa được xác nhận" in answer.content.decode()
        assert not Assignment.objects.exists()

    @pytest.mark.parametrize("role", sorted(set(Role) - {Role.PROGRAMME_OFFICER, Role.ADMINISTRATOR}))
    def test_refuses_the_other_roles(self, client: Client, cast: Cast, duty: Duty, role: Role) -> None:
        client.force_login(cast.of(role))
        assert is_refused(client.post(f"{LIST}giao/{duty.theme.programme_id}/"))
        assert not Assignment.objects.exists()

    def test_is_done_by_a_form_and_not_by_a_link(self, client: Client, cast: Cast, duty: Duty) -> None:
        client.force_login(cast.programme_officer)
        assert client.get(f"{LIST}giao/{duty.theme.programme_id}/").status_code == 405
        assert not Assignment.objects.exists()


@pytest.mark.django_db
class TestReceive:
    def test_takes_the_word_of_the_agency(self, client: Client, cast: Cast, duty: Duty) -> None:
        assignment = AssignmentFactory(duty=duty, agency=cast.agency)
        client.force_login(cast.focal_officer)
        answer = client.post(f"{LIST}{assignment.pk}/nhan/", follow=True)
        assignment.refresh_from_db()
        assert assignment.state == Assignment.State.RECEIVED
        assert "Đã ghi nhận: cơ quan đã nhận việc." in answer.content.decode()
        assert AuditEntry.objects.get().actor == "dau.moi"

    def test_refuses_the_stranger_and_changes_nothing(self, client: Client, cast: Cast, duty: Duty) -> None:
        assignment = AssignmentFactory(duty=duty, agency=cast.agency)
        client.force_login(cast.stranger)
        assert is_refused(client.post(f"{LIST}{assignment.pk}/nhan/"))
        assignment.refresh_from_db()
        assert (assignment.state, assignment.received_at) == (Assignment.State.SENT, None)
        assert not AuditEntry.objects.exists()

    @pytest.mark.parametrize("role", sorted(set(Role) - {Role.FOCAL_OFFICER}))
    def test_refuses_whoever_is_no_focal_officer(self, client: Client, cast: Cast, duty: Duty, role: Role) -> None:
        assignment = AssignmentFactory(duty=duty, agency=cast.agency)
        client.force_login(cast.of(role))
        assert is_refused(client.post(f"{LIST}{assignment.pk}/nhan/"))
        assignment.refresh_from_db()
        assert assignment.state == Assignment.State.SENT

    def test_refuses_a_focal_officer_without_an_agency(self, client: Client, duty: Duty) -> None:
        assignment = AssignmentFactory(duty=duty)
        client.force_login(user_in(Role.FOCAL_OFFICER))
        assert is_refused(client.post(f"{LIST}{assignment.pk}/nhan/"))
        assignment.refresh_from_db()
        assert assignment.state == Assignment.State.SENT

    def test_sends_whoever_has_not_signed_in_to_the_door(self, client: Client, duty: Duty) -> None:
        assignment = AssignmentFactory(duty=duty)
        assert client.post(f"{LIST}{assignment.pk}/nhan/").headers["Location"].startswith("/tai-khoan/dang-nhap/")
        assignment.refresh_from_db()
        assert assignment.state == Assignment.State.SENT
