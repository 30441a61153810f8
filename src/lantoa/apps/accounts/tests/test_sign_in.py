"""Signing in by allauth: by name or e-mail, with limits, telling nobody which accounts there are."""

import re
from typing import Any

import pytest
from conftest import PASSWORD, Cast
from django.contrib.auth import get_user
from django.core.cache import cache
from django.test import Client

from lantoa.apps.accounts.models import User
from lantoa.apps.base.models import AuditEntry, Message

DOOR = "/tai-khoan/dang-nhap/"


def _tries(client: Client, login: str, password: str, **query: str) -> Any:
    return client.post(DOOR, {"login": login, "password": password, **query})


def _acts() -> list[tuple[str, str, str]]:
    rows = AuditEntry.objects.filter(act__startswith="accounts.").order_by("id")
    return list(rows.values_list("act", "actor", "subject_id"))


@pytest.mark.django_db
class TestSignIn:
    @pytest.mark.parametrize("login", ["lanh.dao", "LANH.DAO", "lanh.dao@lantoa.example", "Lanh.Dao@Lantoa.example"])
    def test_takes_the_user_name_or_the_address(self, client: Client, cast: Cast, login: str) -> None:
        answer = _tries(client, login, PASSWORD)
        assert (answer.status_code, answer.headers["Location"]) == (302, "/quan-tri/")
        assert get_user(client) == cast.leader  # type: ignore[arg-type]

    def test_leads_back_to_where_one_wanted_to_go(self, client: Client, cast: Cast) -> None:
        sent = client.get("/quan-tri/viec/?state=sent")
        assert sent.headers["Location"] == f"{DOOR}?next=/quan-tri/viec/%3Fstate%3Dsent"
        assert 'name="next" value="/quan-tri/viec/?state=sent"' in client.get(sent.headers["Location"]).content.decode()
        answer = _tries(client, "lanh.dao", PASSWORD, next="/quan-tri/viec/?state=sent")
        assert answer.headers["Location"] == "/quan-tri/viec/?state=sent"

    @pytest.mark.parametrize("wanted", ["https://xau.example/", "//xau.example/", "javascript:alert(1)"])
    def test_leads_to_no_other_site(self, client: Client, cast: Cast, wanted: str) -> None:
        assert _tries(client, "lanh.dao", PASSWORD, next=wanted).headers["Location"] == "/quan-tri/"

    def test_gives_the_session_another_key(self, client: Client, cast: Cast) -> None:
        client.get(DOOR)
        session = client.session
        session["truoc"] = "khi đăng nhập"
        session.save()
        before = session.session_key
        _tries(client, "lanh.dao", PASSWORD)
        assert client.session.session_key != before

    def test_shows_a_closed_account_nothing(self, client: Client, cast: Cast) -> None:
        User.objects.filter(pk=cast.leader.pk).update(is_active=False)
        _tries(client, "lanh.dao", PASSWORD)
        assert not get_user(client).is_authenticated  # type: ignore[arg-type]

    def test_keeps_who_came_and_went_and_nothing_typed(self, client: Client, cast: Cast) -> None:
        _tries(client, "lanh.dao", "sai-mat-khau")
        _tries(client, "mat-khau-go-nham-o", "gi-do")
        _tries(client, "lanh.dao", PASSWORD)
        client.post("/tai-khoan/dang-xuat/")
        leader = str(cast.leader.pk)
        assert _acts() == [
            ("accounts.fail_sign_in", "người chưa đăng nhập", leader),
            ("accounts.fail_sign_in", "người chưa đăng nhập", "0"),
            ("accounts.sign_in", "lanh.dao", leader),
            ("accounts.sign_out", "lanh.dao", leader),
        ]
        words = " ".join(str(value) for row in AuditEntry.objects.values() for value in row.values())
        for typed in ("sai-mat-khau", "mat-khau-go-nham-o", "gi-do", PASSWORD):
            assert typed not in words


@pytest.mark.django_db
class TestStrangers:
    def test_are_told_the_same_of_a_wrong_password_and_of_no_account(self, client: Client, cast: Cast) -> None:
        answers = [_tries(client, login, "sai") for login in ("lanh.dao", "khong.co.ai", "x@lantoa.example")]
        told = {re.sub(r'value="[^"]*"', "", answer.content.decode()) for answer in answers}
        assert [answer.status_code for answer in answers] == [200, 200, 200]
        assert len(told) == 1
        assert "Tên đăng nhập, địa chỉ thư hoặc mật khẩu chưa đúng." in told.pop()

    def test_are_stopped_after_five_wrong_passwords_for_one_account(self, client: Client, cast: Cast) -> None:
        for _ in range(5):
            _tries(client, "lanh.dao", "sai")
        answer = _tries(client, "lanh.dao", PASSWORD)
        assert "Hãy chờ năm phút rồi thử lại." in answer.content.decode()
        assert not get_user(client).is_authenticated  # type: ignore[arg-type]
        cache.clear()
        assert _tries(client, "lanh.dao", PASSWORD).status_code == 302

    def test_are_stopped_after_ten_wrong_passwords_from_one_place(self, client: Client, cast: Cast) -> None:
        for number in range(10):
            _tries(client, f"nguoi.{number}", "sai")
        assert "Hãy chờ năm phút rồi thử lại." in _tries(client, "lanh.dao", PASSWORD).content.decode()
        other = Client(REMOTE_ADDR="192.0.2.7")
        assert _tries(other, "lanh.dao", PASSWORD).status_code == 302

    def test_are_asked_to_wait_by_a_page_in_vietnamese(self, client: Client, cast: Cast) -> None:
        answers = [_tries(client, "", "") for _ in range(31)]
        assert answers[-1].status_code == 429
        assert "Hãy chờ một lát" in answers[-1].content.decode()

    def test_are_counted_in_the_table_that_all_workers_share(self, settings: Any) -> None:
        assert settings.CACHES["default"]["BACKEND"].endswith("DatabaseCache")

    @pytest.mark.parametrize("path", ["/tai-khoan/signup/", "/tai-khoan/dang-ky/", "/accounts/signup/", "/tai-khoan/"])
    def test_find_no_way_to_open_an_account(self, client: Client, db: None, path: str) -> None:
        assert client.get(path).status_code == 404


@pytest.mark.django_db
class TestWaysOfWagtail:
    def test_lead_to_our_door(self, client: Client) -> None:
        answer = client.get("/quan-tri/login/?next=/quan-tri/viec/")
        assert answer.headers["Location"] == f"{DOOR}?next=/quan-tri/viec/"
        assert client.get("/quan-tri/login/").headers["Location"] == f"{DOOR}?next=/quan-tri/"
        assert client.get("/quan-tri/login/?next=//xau.example").headers["Location"] == f"{DOOR}?next=/quan-tri/"

    def test_take_no_password(self, client: Client, cast: Cast) -> None:
        client.post("/quan-tri/login/", {"username": "lanh.dao", "password": PASSWORD})
        assert not get_user(client).is_authenticated  # type: ignore[arg-type]

    @pytest.mark.parametrize("rest", ["", "done/", "confirm/MQ/set-password/", "complete/"])
    def test_give_no_new_password(self, client: Client, cast: Cast, rest: str) -> None:
        for answer in (client.get(f"/quan-tri/password_reset/{rest}"), client.post(f"/quan-tri/password_reset/{rest}")):
            assert answer.headers["Location"] == "/tai-khoan/mat-khau/dat-lai/"
        assert not Message.objects.exists()

    def test_change_neither_password_nor_address_of_the_own_account(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.leader)
        page = client.get("/quan-tri/account/").content.decode()
        assert "new_password1" not in page
        assert 'type="email"' not in page
        typed = {"password-old_password": PASSWORD, "password-new_password1": "khac-han-1", "email": "x@xau.example"}
        client.post(
            "/quan-tri/account/", {**typed, "password-new_password2": "khac-han-1", "name_email-email": "x@x.vn"}
        )
        cast.leader.refresh_from_db()
        assert cast.leader.check_password(PASSWORD)
        assert cast.leader.email == "lanh.dao@lantoa.example"

    def test_sign_out_to_our_door(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.leader)
        answer = client.post("/quan-tri/logout/")
        assert answer.headers["Location"].startswith(DOOR)
        assert _acts() == [("accounts.sign_out", "lanh.dao", str(cast.leader.pk))]


@pytest.mark.django_db
class TestNewPassword:
    def test_is_set_with_the_link_of_a_letter_once(self, client: Client, cast: Cast) -> None:
        client.post("/tai-khoan/mat-khau/dat-lai/", {"email": "Lanh.Dao@lantoa.example"})
        letter = Message.objects.get()
        assert (letter.to, letter.state) == ("lanh.dao@lantoa.example", Message.State.WAITING)
        assert letter.subject == "Đặt mật khẩu mới cho tài khoản Lan Tỏa"
        path = re.search(r"http://testserver(/tai-khoan/\S+)", letter.text)
        assert path
        form = client.get(path.group(1), follow=True)
        asked = form.redirect_chain[-1][0]
        client.post(asked, {"password1": "mot-mat-khau-moi", "password2": "mot-mat-khau-moi"})
        cast.leader.refresh_from_db()
        assert cast.leader.check_password("mot-mat-khau-moi")
        assert "không dùng được nữa" in Client().get(path.group(1), follow=True).content.decode()
        assert not get_user(client).is_authenticated  # type: ignore[arg-type]
        told = Message.objects.exclude(pk=letter.pk).get()
        assert told.subject == "Mật khẩu Lan Tỏa của bạn đã được đặt lại"
        assert ("accounts.reset_password", "lanh.dao", str(cast.leader.pk)) in _acts()
        key = path.group(1).split("-")[-1].strip("/")
        assert key not in " ".join(str(row) for row in AuditEntry.objects.values())

    def test_tells_a_stranger_nothing_of_who_has_an_account(self, client: Client, cast: Cast) -> None:
        answers = [
            client.post("/tai-khoan/mat-khau/dat-lai/", {"email": email}, follow=True)
            for email in ("lanh.dao@lantoa.example", "khong.co@lantoa.example")
        ]
        assert len({answer.content for answer in answers}) == 1
        assert [message.to for message in Message.objects.all()] == ["lanh.dao@lantoa.example"]

    def test_must_be_a_good_one(self, client: Client, cast: Cast) -> None:
        client.post(DOOR, {"login": "lanh.dao", "password": PASSWORD})
        page = client.post(
            "/tai-khoan/mat-khau/", {"oldpassword": PASSWORD, "password1": "123", "password2": "123"}
        ).content.decode()
        assert "Mật khẩu này quá ngắn" in page
        cast.leader.refresh_from_db()
        assert cast.leader.check_password(PASSWORD)

    def test_needs_the_old_one_of_whoever_is_signed_in(self, client: Client, cast: Cast) -> None:
        client.post(DOOR, {"login": "lanh.dao", "password": PASSWORD})
        new = {"password1": "mot-mat-khau-moi", "password2": "mot-mat-khau-moi"}
        page = client.post("/tai-khoan/mat-khau/", {"oldpassword": "sai", **new}).content.decode()
        assert "Mật khẩu hiện tại chưa đúng" in page
        answer = client.post("/tai-khoan/mat-khau/", {"oldpassword": PASSWORD, **new})
        assert answer.headers["Location"] == "/quan-tri/"
        assert get_user(client).is_authenticated  # type: ignore[arg-type]
        assert ("accounts.change_password", "lanh.dao", str(cast.leader.pk)) in _acts()
