"""The second factor: asked of whoever can publish or send, before any page of the back office, Wagtail's included."""

import re
from datetime import datetime
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from conftest import PASSWORD, Cast
from django.contrib.auth import get_user
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver

from lantoa.apps.accounts.actions import reset_second_factor
from lantoa.apps.accounts.actions.second_factor import CannotReset
from lantoa.apps.accounts.factories import APPLICATION_SECRET, code_of_application, signed_in, with_application
from lantoa.apps.accounts.roles import SECOND_FACTOR, STAFF, Role
from lantoa.apps.base.models import AuditEntry, Message

SET_UP = "/tai-khoan/buoc-hai/"
ASKING = "/tai-khoan/buoc-hai/xac-thuc/"
APPLICATION = "/tai-khoan/buoc-hai/ung-dung/"


@pytest.fixture(autouse=True)
def _rule(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = True


def _office_paths() -> list[str]:
    """Every address under /quan-tri/ with sample arguments, Wagtail's included; those that lead to our door aside."""
    found = [path for path in _walk(get_resolver().url_patterns, "/") if path.startswith("/quan-tri/")]
    return [path for path in found if not path.startswith(("/quan-tri/login/", "/quan-tri/password_reset/"))]


def _walk(patterns: list[Any], prefix: str) -> list[str]:
    found = []
    for pattern in patterns:
        text = re.sub(r"\(\?P<\w+>[^)]*\)|<(?:int:|slug:|str:|path:|uuid:)?\w+>", "1", str(pattern.pattern))
        path = prefix + text.strip("^$").replace("\\", "")
        if isinstance(pattern, URLResolver):
            found += _walk(pattern.url_patterns, path)
        elif isinstance(pattern, URLPattern) and not getattr(pattern.callback, "before_second_factor", False):
            found.append(path)
    return found


def _acts() -> list[tuple[str, str, Any]]:
    rows = AuditEntry.objects.filter(act__startswith="accounts.").exclude(act="accounts.sign_in").order_by("id")
    return list(rows.values_list("act", "actor", "detail"))


@pytest.mark.django_db
class TestRule:
    @pytest.mark.parametrize("role", sorted(STAFF))
    def test_sends_just_those_who_can_publish_or_send_to_the_set_up(
        self, client: Client, cast: Cast, role: Role
    ) -> None:
        signed_in(client, cast.of(role), PASSWORD)
        answer = client.get("/quan-tri/viec/")
        if role in SECOND_FACTOR:
            assert (answer.status_code, answer.headers["Location"]) == (302, SET_UP)
            page = client.get(SET_UP).content.decode()
            assert f"Vai trò của bạn ({role.label}) được đăng bài hoặc gửi việc đi" in page
        else:
            followed = client.get("/quan-tri/viec/", follow=True)
            assert followed.status_code == 200
            assert SET_UP not in [address for address, _ in followed.redirect_chain]

    def test_stands_before_every_address_of_the_back_office(self, client: Client, cast: Cast) -> None:
        signed_in(client, cast.administrator, PASSWORD)
        paths = _office_paths()
        assert {"/quan-tri/", "/quan-tri/users/", "/quan-tri/pages/", "/quan-tri/viec/"} <= set(paths)
        open_ones = []
        for path in paths:
            for answer in (client.get(path), client.post(path)):
                if answer.status_code != 404 and answer.headers.get("Location") != SET_UP:
                    open_ones.append((path, answer.status_code))
        assert open_ones == []

    def test_can_be_switched_off(self, client: Client, cast: Cast, settings: Any) -> None:
        settings.SECOND_FACTOR_REQUIRED = False
        signed_in(client, cast.administrator, PASSWORD)
        assert client.get("/quan-tri/").status_code == 200

    def test_lets_whoever_lacks_one_leave_and_change_the_password(self, client: Client, cast: Cast) -> None:
        signed_in(client, cast.editor, PASSWORD)
        assert client.get("/tai-khoan/mat-khau/").status_code == 200
        assert client.post("/tai-khoan/dang-xuat/").headers["Location"] == "/tai-khoan/dang-nhap/"

    def test_takes_one_query_more_a_page(
        self, client: Client, cast: Cast, settings: Any, django_assert_num_queries: Any
    ) -> None:
        signed_in(client, with_application(cast.editor), PASSWORD)
        client.get("/quan-tri/viec/")
        settings.SECOND_FACTOR_REQUIRED = False
        with CaptureQueriesContext(connection) as without:
            client.get("/quan-tri/viec/")
        settings.SECOND_FACTOR_REQUIRED = True
        with django_assert_num_queries(len(without) + 1):
            client.get("/quan-tri/viec/")


@pytest.mark.django_db
class TestApplication:
    def _set_up(self, client: Client) -> str:
        page = client.get(APPLICATION).content.decode()
        secret = re.search(r'<code id="authenticator_secret">([A-Z2-7=]+)</code>', page)
        assert secret
        assert 'src="data:image/svg+xml;base64,' in page
        answer = client.post(APPLICATION, {"code": code_of_application(secret.group(1))})
        assert answer.headers["Location"] == "/tai-khoan/buoc-hai/ma-du-phong/"
        return secret.group(1)

    @pytest.mark.django_db(transaction=True)
    def test_is_set_up_and_opens_the_back_office(self, client: Client, cast: Cast) -> None:
        signed_in(client, cast.programme_officer, PASSWORD)
        secret = self._set_up(client)
        codes = re.findall(
            r"<li><code>(\d{8})</code></li>", client.get("/tai-khoan/buoc-hai/ma-du-phong/").content.decode()
        )
        assert len(codes) == 10
        assert client.get("/quan-tri/").status_code == 200
        assert _acts() == [
            ("accounts.add_factor", "chuong.trinh", {"kind": "totp"}),
            ("accounts.add_factor", "chuong.trinh", {"kind": "recovery_codes"}),
        ]
        assert [letter.subject for letter in Message.objects.all()] == [
            "Đã bật ứng dụng xác thực cho tài khoản Lan Tỏa"
        ]
        stored = str(list(Authenticator.objects.values_list("data", flat=True)))
        assert secret not in stored
        words = " ".join(str(row) for row in AuditEntry.objects.values())
        assert not any(word in words for word in [secret, *codes])

    def test_is_asked_for_at_the_next_sign_in(self, client: Client, cast: Cast) -> None:
        with_application(cast.editor)
        answer = client.post("/tai-khoan/dang-nhap/", {"login": "bien.tap", "password": PASSWORD})
        assert answer.headers["Location"] == ASKING
        assert not get_user(client).is_authenticated  # type: ignore[arg-type]
        assert client.get("/quan-tri/").headers["Location"].startswith("/tai-khoan/dang-nhap/")
        assert "Mã chưa đúng hoặc đã dùng" in client.post(ASKING, {"code": "000000"}).content.decode()
        assert client.post(ASKING, {"code": code_of_application()}).headers["Location"] == "/quan-tri/"
        assert client.get("/quan-tri/").status_code == 200

    def test_gives_a_code_that_works_once(self, client: Client, cast: Cast) -> None:
        with_application(cast.editor)
        code = code_of_application()
        for person, opened in ((client, True), (Client(), False)):
            person.post("/tai-khoan/dang-nhap/", {"login": "bien.tap", "password": PASSWORD})
            person.post(ASKING, {"code": code})
            assert get_user(person).is_authenticated is opened  # type: ignore[arg-type]

    def test_cannot_be_guessed(self, client: Client, cast: Cast) -> None:
        with_application(cast.editor)
        client.post("/tai-khoan/dang-nhap/", {"login": "bien.tap", "password": PASSWORD})
        for number in range(5):
            client.post(ASKING, {"code": f"00000{number}"})
        answer = client.post(ASKING, {"code": code_of_application()})
        assert "Có quá nhiều lần thử sai." in answer.content.decode()
        assert not get_user(client).is_authenticated  # type: ignore[arg-type]
        assert ("accounts.fail_second_factor", "bien.tap", {"kind": "totp"}) in _acts()

    def test_cannot_be_skipped_by_a_session_older_than_it(self, client: Client, cast: Cast) -> None:
        signed_in(client, cast.editor, PASSWORD)
        with_application(cast.editor)
        answer = client.get("/quan-tri/viec/")
        assert answer.headers["Location"] == "/tai-khoan/buoc-hai/xac-nhan-lai/?next=%2Fquan-tri%2Fviec%2F"
        answer = client.post(answer.headers["Location"], {"code": code_of_application()})
        assert answer.headers["Location"] == "/quan-tri/viec/"
        assert client.get("/quan-tri/viec/").status_code == 200

    def test_cannot_be_taken_away_with_the_password_alone(self, client: Client, cast: Cast) -> None:
        signed_in(client, with_application(cast.editor), PASSWORD)
        answer = client.post(f"{APPLICATION}tat/")
        assert answer.headers["Location"].startswith("/tai-khoan/buoc-hai/xac-nhan-lai/")
        again = client.post("/tai-khoan/xac-nhan-lai/", {"password": PASSWORD})
        assert again.headers["Location"] == "/tai-khoan/buoc-hai/xac-nhan-lai/"
        assert Authenticator.objects.count() == 2

    def test_is_for_whoever_wants_it_too(self, client: Client, cast: Cast) -> None:
        signed_in(client, cast.focal_officer, PASSWORD)
        assert "Bạn cần thiết lập trước" not in client.get(SET_UP).content.decode()
        self._set_up(client)
        assert Authenticator.objects.filter(user=cast.focal_officer, type=Authenticator.Type.TOTP).exists()

    def test_is_not_set_up_by_a_session_left_open(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.editor)
        assert client.get(APPLICATION).headers["Location"].startswith("/tai-khoan/xac-nhan-lai/")


@pytest.mark.django_db
class TestRecoveryCode:
    def test_opens_once_and_is_kept_as_used(self, client: Client, cast: Cast) -> None:
        with_application(cast.editor)
        rows = Authenticator.objects.get(user=cast.editor, type=Authenticator.Type.RECOVERY_CODES)
        code = rows.wrap().get_unused_codes()[0]
        for person, opened in ((client, True), (Client(), False)):
            person.post("/tai-khoan/dang-nhap/", {"login": "bien.tap", "password": PASSWORD})
            person.post(ASKING, {"code": code})
            assert get_user(person).is_authenticated is opened  # type: ignore[arg-type]
        assert ("accounts.use_recovery_code", "bien.tap", {"kind": "recovery_codes"}) in _acts()
        assert code not in " ".join(str(row) for row in AuditEntry.objects.values())


@pytest.mark.django_db
class TestReset:
    def test_takes_a_lost_factor_away_and_tells_its_owner(self, cast: Cast, now: datetime) -> None:
        with_application(cast.editor)
        assert reset_second_factor(user=cast.editor, by=cast.administrator, at=now) == 2
        assert not Authenticator.objects.exists()
        letter = Message.objects.get()
        assert (letter.to, letter.subject) == (cast.editor.email, "Bước xác thực thứ hai của bạn đã được gỡ")
        assert _acts() == [("accounts.reset_second_factor", "quan.tri", {"kinds": ["recovery_codes", "totp"]})]

    def test_refuses_the_own_one_and_where_there_is_none(self, cast: Cast, now: datetime) -> None:
        with_application(cast.administrator)
        with pytest.raises(CannotReset, match="không tự gỡ"):
            reset_second_factor(user=cast.administrator, by=cast.administrator, at=now)
        with pytest.raises(CannotReset, match="chưa có bước xác thực"):
            reset_second_factor(user=cast.editor, by=cast.administrator, at=now)
        assert Authenticator.objects.count() == 2

    def test_ends_what_an_open_session_could_do(self, client: Client, cast: Cast, now: datetime) -> None:
        signed_in(client, with_application(cast.editor), PASSWORD)
        assert client.get("/quan-tri/").status_code == 200
        reset_second_factor(user=cast.editor, by=cast.administrator, at=now)
        assert client.get("/quan-tri/").headers["Location"] == SET_UP


@pytest.mark.django_db
class TestSecrets:
    def test_are_read_with_an_earlier_key_of_the_installation(self, cast: Cast, settings: Any) -> None:
        with_application(cast.editor)
        settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "mot-khoa-moi", [settings.SECRET_KEY]
        found = Authenticator.objects.get(type=Authenticator.Type.TOTP)
        assert found.wrap().validate_code(code_of_application(APPLICATION_SECRET))
