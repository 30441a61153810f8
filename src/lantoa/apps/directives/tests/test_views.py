"""The programme in the back office."""

from datetime import datetime

import pytest
from conftest import Cast
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lantoa.apps.accounts.roles import WHOLE_PROVINCE, Role
from lantoa.apps.accounts.tests.refusals import is_refused
from lantoa.apps.base.backoffice import PAGE_SIZE
from lantoa.apps.directives.actions import draft_programme, receive_directive
from lantoa.apps.directives.factories import DutyFactory, ProgrammeFactory, ThemeFactory
from lantoa.apps.directives.models import Directive, Programme
from lantoa.apps.directives.tests.directive_texts import EXAMPLE, NO_DIRECTIVE, OTHER

LIST, RECEIVE = "/quan-tri/chuong-trinh/", "/quan-tri/chuong-trinh/tiep-nhan/"


def _upload(client: Client, content: bytes, name: str = "van-ban.txt") -> HttpResponse:
    return client.post(RECEIVE, {"file": SimpleUploadedFile(name, content)})


def _queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


@pytest.mark.django_db
class TestProgrammes:
    def test_shows_the_form_to_those_who_may_receive(self, client: Client, cast: Cast) -> None:
        ProgrammeFactory(name="Chương trình thử", illustrative=True)
        shown = {}
        for role in sorted(WHOLE_PROVINCE):
            client.force_login(cast.of(role))
            text = client.get(LIST).content.decode()
            assert "Chương trình thử" in text
            assert "minh họa" in text
            shown[role] = "Tiếp nhận văn bản chỉ đạo" in text
        assert {role for role in shown if shown[role]} == {Role.PROGRAMME_OFFICER, Role.ADMINISTRATOR}

    def test_shows_a_stranger_nothing(self, client: Client, cast: Cast) -> None:
        ProgrammeFactory(name="Chương trình kín")
        client.force_login(cast.stranger)
        assert is_refused(client.get(LIST))
        assert "Chương trình kín" not in client.get(LIST, follow=True).content.decode()

    def test_says_what_to_do_while_there_is_none(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.programme_officer)
        assert "Hãy tiếp nhận văn bản chỉ đạo đầu tiên" in client.get(LIST).content.decode()

    def test_takes_no_more_queries_for_more_rows(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.leader)
        ProgrammeFactory.create_batch(5)
        client.get(LIST)
        few = _queries(client, LIST)
        ProgrammeFactory.create_batch(PAGE_SIZE - 5)
        assert _queries(client, LIST) == few


@pytest.mark.django_db
class TestReceive:
    def test_drafts_the_programme_of_an_uploaded_directive(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.programme_officer)
        answer = _upload(client, EXAMPLE.read_bytes(), "300.txt")
        programme = Programme.objects.get()
        assert (answer.status_code, answer.headers["Location"]) == (302, f"{LIST}{programme.pk}/")
        assert (programme.themes.count(), programme.illustrative) == (8, False)
        assert programme.directive.file_name == "300.txt"
        assert "Đã đọc văn bản 300/STTTT-TTBCXB" in client.get(answer.headers["Location"]).content.decode()

    def test_leads_to_the_same_programme_when_the_file_comes_again(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.programme_officer)
        first = _upload(client, OTHER.encode(), "45.txt").headers["Location"]
        assert _upload(client, OTHER.encode("utf-16"), "lai.txt").headers["Location"] == first
        assert Directive.objects.count() == 1

    @pytest.mark.parametrize(
        ("content", "message"),
        [
            (NO_DIRECTIVE.encode(), "Không nhận ra đây là văn bản hành chính"),
            (b"", "không có nội dung"),
            (b"   \n", "trống; hãy chọn tệp có nội dung"),
            (bytes(range(256)), "không phải văn bản Unicode"),
        ],
    )
    def test_keeps_the_page_and_says_why_a_file_is_not_taken(
        self, client: Client, cast: Cast, content: bytes, message: str
    ) -> None:
        ProgrammeFactory(name="Chương trình đã có")
        client.force_login(cast.programme_officer)
        answer = _upload(client, content, "la.bin")
        text = answer.content.decode()
        assert answer.status_code == 422
        assert message in text
        assert 'role="alert"' in text
        assert "Chương trình đã có" in text
        assert Directive.objects.count() == 1

    def test_asks_for_a_file_where_none_was_sent(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.programme_officer)
        answer = client.post(RECEIVE)
        assert answer.status_code == 422
        assert 'role="alert"' in answer.content.decode()

    @pytest.mark.parametrize("role", sorted(set(Role) - {Role.PROGRAMME_OFFICER, Role.ADMINISTRATOR}))
    def test_refuses_the_other_roles(self, client: Client, cast: Cast, role: Role) -> None:
        client.force_login(cast.of(role))
        assert is_refused(_upload(client, OTHER.encode()))
        assert not Directive.objects.exists()

    def test_sends_whoever_has_not_signed_in_to_the_door(self, client: Client, db: None) -> None:
        answer = _upload(client, OTHER.encode())
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/tai-khoan/dang-nhap/")
        assert not Directive.objects.exists()


@pytest.mark.django_db
class TestProgramme:
    def test_shows_what_was_read_with_the_sentence_of_each_duty(
        self, client: Client, cast: Cast, now: datetime
    ) -> None:
        directive = receive_directive(text=OTHER, file_name="45.txt", by=None, at=now)
        programme = draft_programme(directive=directive, illustrative=False, by=None, at=now)
        client.force_login(cast.verifier)
        text = client.get(f"{LIST}{programme.pk}/").content.decode()
        for words in ("45/SNV-CCHC", "Trần Văn Thử", "30/06/2024", "tin, bài", "Xem câu gốc", "UBND huyện Hải Lăng"):
            assert words in text
        assert "Tuyên truyền về định danh và xác thực điện tử trên hệ thống loa" in text
        assert "Xác nhận chương trình" not in text

    def test_names_what_the_directive_does_not_state(self, client: Client, cast: Cast) -> None:
        programme = DutyFactory(theme__programme=ProgrammeFactory(), recipient="Nơi chưa biết").theme.programme
        client.force_login(cast.programme_officer)
        text = client.get(f"{LIST}{programme.pk}/").content.decode()
        assert "Văn bản không nêu: thời hạn thực hiện, số lượng tin, bài, chế độ báo cáo." in text
        assert "chờ quyết định" in text
        assert "không nêu" in text
        assert "Xác nhận chương trình" in text

    def test_shows_a_stranger_nothing(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.stranger)
        assert is_refused(client.get(f"{LIST}{ProgrammeFactory().pk}/"))

    def test_is_not_found_where_there_is_none(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.leader)
        assert client.get(f"{LIST}999999/").status_code == 404

    def test_takes_no_more_queries_for_more_themes_and_duties(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.leader)
        programme = ProgrammeFactory()
        DutyFactory(theme=ThemeFactory(programme=programme))
        path = f"{LIST}{programme.pk}/"
        client.get(path)
        few = _queries(client, path)
        for theme in ThemeFactory.create_batch(10, programme=programme):
            DutyFactory(theme=theme)
            DutyFactory(theme=theme, on_air=True)
        assert _queries(client, path) == few


@pytest.mark.django_db
class TestConfirm:
    def test_confirms_for_the_officer(self, client: Client, cast: Cast) -> None:
        programme = DutyFactory(theme__programme=ProgrammeFactory()).theme.programme
        client.force_login(cast.programme_officer)
        answer = client.post(f"{LIST}{programme.pk}/xac-nhan/", follow=True)
        programme.refresh_from_db()
        assert (programme.state, programme.confirmed_by) == (Programme.State.CONFIRMED, cast.programme_officer)
        assert "bây giờ có thể giao việc" in answer.content.decode()
        assert "Xác nhận chương trình" not in answer.content.decode()

    def test_says_why_a_programme_without_a_duty_stays_a_draft(self, client: Client, cast: Cast) -> None:
        programme = ProgrammeFactory()
        client.force_login(cast.programme_officer)
        answer = client.post(f"{LIST}{programme.pk}/xac-nhan/", follow=True)
        programme.refresh_from_db()
        assert programme.state == Programme.State.DRAFTED
        assert "Chương trình chưa có nhiệm vụ nào" in answer.content.decode()

    @pytest.mark.parametrize("role", sorted(set(Role) - {Role.PROGRAMME_OFFICER, Role.ADMINISTRATOR}))
    def test_refuses_the_other_roles(self, client: Client, cast: Cast, role: Role) -> None:
        programme = DutyFactory(theme__programme=ProgrammeFactory()).theme.programme
        client.force_login(cast.of(role))
        assert is_refused(client.post(f"{LIST}{programme.pk}/xac-nhan/"))
        programme.refresh_from_db()
        assert programme.state == Programme.State.DRAFTED

    def test_is_done_by_a_form_and_not_by_a_link(self, client: Client, cast: Cast) -> None:
        programme = DutyFactory(theme__programme=ProgrammeFactory()).theme.programme
        client.force_login(cast.programme_officer)
        assert client.get(f"{LIST}{programme.pk}/xac-nhan/").status_code == 405
        programme.refresh_from_db()
        assert programme.state == Programme.State.DRAFTED
