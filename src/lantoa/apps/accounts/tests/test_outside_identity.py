"""Signing in with an OpenID Connect provider: only into an account that is there, by an address both have verified."""

import http.client
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from conftest import Cast
from django.contrib.auth import get_user
from django.test import Client

from lantoa.apps.accounts.factories import with_application
from lantoa.apps.accounts.models import User
from lantoa.apps.accounts.tests.oidc_provider import CLIENT_ID, SECRET, OidcProvider
from lantoa.apps.base.models import AuditEntry, Message

START = "/tai-khoan/oidc/oidc/login/"


@pytest.fixture
def provider(settings: Any) -> Iterator[OidcProvider]:
    with OidcProvider() as running:
        app = {
            "provider_id": "oidc", "name": "Cổng của tỉnh", "client_id": CLIENT_ID, "secret": SECRET,
            "settings": {"server_url": running.url, "oauth_pkce_enabled": True},
        }  # fmt: skip
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
        settings.OIDC_URL = running.url
        yield running


@pytest.fixture
def verified(cast: Cast) -> User:
    EmailAddress.objects.create(user=cast.leader, email=cast.leader.email, verified=True, primary=True)
    return cast.leader


def _comes_back(client: Client, start: str = START) -> Any:
    """Go to the provider as a browser does, and come back with what it says."""
    sent = client.post(start)
    assert sent.status_code == 302, sent.content.decode()
    address = urlsplit(sent.headers["Location"])
    connection = http.client.HTTPConnection(address.netloc)
    connection.request("GET", f"{address.path}?{address.query}")
    back = urlsplit(connection.getresponse().getheader("Location") or "")
    connection.close()
    return client.get(f"{back.path}?{back.query}")


def _person(email: str, *, verified: Any = True) -> dict[str, Any]:
    return {"sub": "nguoi-1", "email": email, "email_verified": verified, "preferred_username": "quan.tri"}


@pytest.mark.django_db
class TestOutsideIdentity:
    def test_opens_the_account_with_the_same_verified_address(
        self, client: Client, verified: User, provider: OidcProvider
    ) -> None:
        provider.person = _person("Lanh.Dao@lantoa.example")
        assert "Đăng nhập bằng Cổng của tỉnh" in client.get("/tai-khoan/dang-nhap/").content.decode()
        assert _comes_back(client).headers["Location"] == "/quan-tri/"
        assert get_user(client) == verified  # type: ignore[arg-type]
        assert {"/token", "/userinfo"} <= set(provider.asked)
        assert list(AuditEntry.objects.order_by("id").values_list("act", flat=True)) == [
            "accounts.connect_identity",
            "accounts.sign_in",
        ]
        assert [letter.subject for letter in Message.objects.all()] == [
            "Tài khoản bên ngoài đã được nối với tài khoản Lan Tỏa"
        ]
        verified.refresh_from_db()
        assert verified.has_usable_password()

    @pytest.mark.parametrize(
        "person",
        [
            _person("nguoi.khac@lantoa.example"),
            _person("lanh.dao@lantoa.example", verified=False),
            _person("lanh.dao@lantoa.example", verified=None),
            _person("bien.tap@lantoa.example"),
            {"sub": "khong-thu", "preferred_username": "lanh.dao"},
        ],
    )
    def test_opens_nothing_else_and_makes_no_account(
        self, client: Client, verified: User, provider: OidcProvider, person: dict[str, Any]
    ) -> None:
        users = User.objects.count()
        provider.person = person
        answer = _comes_back(client)
        assert (answer.status_code, "Chưa có tài khoản cho danh tính này" in answer.content.decode()) == (403, True)
        assert not get_user(client).is_authenticated  # type: ignore[arg-type]
        assert (User.objects.count(), SocialAccount.objects.count()) == (users, 0)

    def test_opens_no_closed_account_and_none_whose_address_has_changed(
        self, client: Client, verified: User, provider: OidcProvider
    ) -> None:
        provider.person = _person("lanh.dao@lantoa.example")
        User.objects.filter(pk=verified.pk).update(email="moi@lantoa.example")
        assert _comes_back(client).status_code == 403
        User.objects.filter(pk=verified.pk).update(email="lanh.dao@lantoa.example", is_active=False)
        assert _comes_back(client).status_code == 403

    def test_is_not_joined_to_whoever_is_signed_in(
        self, client: Client, cast: Cast, verified: User, provider: OidcProvider
    ) -> None:
        client.force_login(cast.focal_officer)
        provider.person = _person("ke.khac@lantoa.example")
        assert _comes_back(client, f"{START}?process=connect").status_code == 403
        assert not SocialAccount.objects.exists()

    def test_is_no_way_around_the_second_factor(self, client: Client, verified: User, provider: OidcProvider) -> None:
        with_application(verified)
        provider.person = _person("lanh.dao@lantoa.example")
        assert _comes_back(client).headers["Location"] == "/tai-khoan/buoc-hai/xac-thuc/"
        assert not get_user(client).is_authenticated  # type: ignore[arg-type]

    def test_takes_no_answer_that_was_not_asked_for(
        self, client: Client, verified: User, provider: OidcProvider
    ) -> None:
        provider.person = _person("lanh.dao@lantoa.example")
        answer = client.get(f"{START}callback/?code=abc&state=gia")
        assert "Chưa đăng nhập được" in answer.content.decode()
        assert not get_user(client).is_authenticated  # type: ignore[arg-type]

    def test_follows_the_provider_to_no_address_of_another_kind(
        self, client: Client, verified: User, provider: OidcProvider, settings: Any
    ) -> None:
        settings.OIDC_URL = "https://dinh-danh.example"
        answer = client.post(START)
        assert (answer.status_code, "Chưa đăng nhập được" in answer.content.decode()) == (502, True)
        assert provider.asked == []

    def test_is_off_unless_it_is_set_up(self, client: Client, db: None) -> None:
        assert client.post(START).status_code == 404
        assert "Đăng nhập bằng" not in client.get("/tai-khoan/dang-nhap/").content.decode()
