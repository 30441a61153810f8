"""The command that serves a real installation: it prepares the database, then becomes the web server."""

import io
import os

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command

from lantoa.apps.accounts.factories import UserFactory
from lantoa.apps.accounts.management.commands import run
from lantoa.apps.accounts.roles import Role


@pytest.fixture
def became(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The command lines that the process was replaced by; migrations are not run again on the database of the tests."""
    commands: list[list[str]] = []
    monkeypatch.setattr(os, "execv", lambda program, command: commands.append(command))
    monkeypatch.setattr(run.connections, "close_all", lambda: None)
    monkeypatch.setattr(run, "call_command", lambda name, **options: commands.append([name]))
    return commands


@pytest.mark.django_db
class TestRunCommand:
    def test_migrates_prepares_the_roles_and_becomes_the_server(self, became: list[list[str]]) -> None:
        Group.objects.all().delete()
        out = io.StringIO()
        call_command("run", "--port", "8123", "--no-worker", stdout=out)
        migrated, server = became
        assert migrated == ["migrate"]
        assert server[server.index("--port") + 1] == "8123"
        assert server[server.index("--host") + 1] == "127.0.0.1"
        assert server[-1] == "lantoa.config.wsgi:application"
        assert set(Group.objects.values_list("name", flat=True)) == {role.label for role in Role}
        assert "http://127.0.0.1:8123/" in out.getvalue()

    def test_says_what_to_do_while_there_is_no_administrator(self, became: list[list[str]]) -> None:
        out = io.StringIO()
        call_command("run", "--no-worker", stdout=out)
        assert "./lantoa createsuperuser" in out.getvalue()

    def test_says_nothing_of_it_once_there_is_one(self, became: list[list[str]]) -> None:
        UserFactory(superuser=True)
        out = io.StringIO()
        call_command("run", "--no-worker", stdout=out)
        assert "createsuperuser" not in out.getvalue()
        assert len(became) == 2

    def test_serves_with_the_worker_beside_it(self, became: list[list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(run, "serve", lambda web, beside, **_: became.extend([web, beside]) or 3)
        with pytest.raises(SystemExit) as ended:
            call_command("run", stdout=io.StringIO())
        _, web, beside = became
        assert (web[-1], beside[-1], ended.value.code) == ("lantoa.config.wsgi:application", "work", 3)
