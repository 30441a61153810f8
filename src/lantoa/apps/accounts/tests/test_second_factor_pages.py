"""The administrator's list of second factors, and how a lost one is taken away."""

import pytest
from allauth.mfa.models import Authenticator
from conftest import PASSWORD, Cast
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lantoa.apps.accounts.factories import code_of_application, signed_in, user_in, with_application
from lantoa.apps.accounts.roles import Role
from lantoa.apps.accounts.tests.refusals import is_refused
from lantoa.apps.base.models import AuditEntry

LIST = "/quan-tri/buoc-hai/"


def _names(client: Client, query: str = "") -> list[str]:
    return [account.user.username for account in client.get(f"{LIST}{query}").context["accounts"]]


@pytest.mark.django_db
class TestList:
    def test_shows_who_has_a_second_factor(self, client: Client, cast: Cast) -> None:
        with_application(cast.editor)
        client.force_login(cast.administrator)
        assert len(_names(client)) == 9
        assert _names(client, "?state=with") == ["bien.tap"]
        assert "bien.tap" not in _names(client, "?state=without")
        assert _names(client, "?words=lanh") == ["lanh.dao"]
        assert _names(client, "?sort=-used_at")[0] == "bien.tap"
        assert "Không có tài khoản nào khớp." in client.get(f"{LIST}?words=khong").content.decode()

    def test_names_who_lacks_one(self, client: Client, cast: Cast, settings: object) -> None:
        signed_in(client, with_application(cast.administrator), PASSWORD)
        settings.SECOND_FACTOR_REQUIRED = True  # type: ignore[attr-defined]
        assert client.get(LIST).content.decode().count("chưa có, bắt buộc") == 4

    @pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMINISTRATOR}))
    def test_is_for_administrators(self, client: Client, cast: Cast, role: Role) -> None:
        with_application(cast.stranger)
        client.force_login(cast.of(role))
        assert is_refused(client.get(LIST))
        assert is_refused(client.post(f"{LIST}{cast.stranger.pk}/go/"))
        assert Authenticator.objects.count() == 2

    def test_takes_no_more_queries_for_more_rows(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.administrator)
        counts = []
        for more in (3, 25):
            for _ in range(more):
                with_application(user_in(Role.EDITOR))
            client.get(LIST)
            with CaptureQueriesContext(connection) as captured:
                assert client.get(LIST).status_code == 200
            counts.append(len(captured))
        assert counts[0] == counts[1]


@pytest.mark.django_db
class TestReset:
    def test_asks_the_administrator_again_and_takes_the_factor_away(self, client: Client, cast: Cast) -> None:
        with_application(cast.editor)
        signed_in(client, with_application(cast.administrator), PASSWORD)
        answer = client.post(f"{LIST}{cast.editor.pk}/go/")
        assert answer.headers["Location"].startswith("/tai-khoan/buoc-hai/xac-nhan-lai/")
        assert Authenticator.objects.filter(user=cast.editor).exists()
        answer = client.post(answer.headers["Location"], {"code": code_of_application(steps=1)})
        assert answer.headers["Location"] == LIST
        assert not Authenticator.objects.filter(user=cast.editor).exists()
        assert AuditEntry.objects.get(act="accounts.reset_second_factor").actor == "quan.tri"

    def test_is_done_on_the_server_where_no_administrator_comes_in(
        self, cast: Cast, capsys: pytest.CaptureFixture[str]
    ) -> None:
        with_application(cast.administrator)
        call_command("reset_second_factor", "quan.tri")
        assert "Đã gỡ 2 phương tiện của quan.tri" in capsys.readouterr().out
        assert AuditEntry.objects.get(act="accounts.reset_second_factor").actor == "hệ thống"
        for name in ("quan.tri", "khong.co"):
            with pytest.raises(CommandError):
                call_command("reset_second_factor", name)
