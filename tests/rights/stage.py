"""The stage of the requests: the rows of two agencies, and the people who ask for them, each signed in once."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

from conftest import Cast
from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.http import HttpResponseBase
from django.shortcuts import resolve_url
from django.test import Client
from django.urls import reverse

from lantoa.apps.accounts.factories import UserFactory, user_in
from lantoa.apps.accounts.models import User
from lantoa.apps.accounts.roles import STAFF, Role
from lantoa.apps.agencies.models import Agency, Membership
from rights.rows import Rows, rows_of, shared_rows

T = TypeVar("T")
ANONYMOUS, WITHOUT_ROLE, STRANGER, EVERY_ROLE = "anonymous", "without_role", "stranger", "every_role"
# The people of the cast, the stranger among them, and one whose account has no role.
PEOPLE = [*(role.value for role in Role), STRANGER, WITHOUT_ROLE]


@dataclass(slots=True)
class Stage:
    """Two agencies with their rows, and everybody who may ask."""

    cast: Cast
    own: Rows
    other: Rows
    without_role: User
    # Every role but the administrator's, of the first agency.
    every_role: User
    _sessions: dict[str, str] = field(default_factory=dict)

    def user(self, person: str) -> User:
        """Return the account of one of PEOPLE, or the one that has every role."""
        found: User = getattr(self if person in {WITHOUT_ROLE, EVERY_ROLE} else self.cast, person)
        return found

    def sides(self, person: str) -> tuple[Rows, Rows]:
        """Return the rows of the person's own agency and those of the other one."""
        return (self.other, self.own) if person == STRANGER else (self.own, self.other)

    def client(self, person: str) -> Client:
        """Return a browser in which the person is signed in, with nothing left over from other requests."""
        client = Client()
        if person == ANONYMOUS:
            return client
        if person not in self._sessions:
            client.force_login(self.user(person))
            self._sessions[person] = client.cookies[settings.SESSION_COOKIE_NAME].value
        client.cookies[settings.SESSION_COOKIE_NAME] = self._sessions[person]
        return client


def build_stage(cast: Cast) -> Stage:
    """Return the stage with everybody signed in."""
    shared = shared_rows()
    every_role = user_in(*STAFF - {Role.ADMINISTRATOR})
    Membership.objects.create(user=every_role, agency=cast.agency)
    own, other = rows_of(cast.agency, shared), rows_of(cast.other_agency, shared)
    stage = Stage(cast, own, other, UserFactory(), every_role)
    for person in (*PEOPLE, EVERY_ROLE):
        stage.client(person)
    return stage


@contextmanager
def undone() -> Iterator[None]:
    """Take back at the end of the `with` block whatever was stored in it."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def changing(act: Callable[[], T]) -> tuple[T, bool]:
    """Return what the act gave, and whether rows of ours differ after it; whatever it stored is taken back.

    Only the tables that a statement of the act writes can differ, so only these are read, after it and as they were.
    """
    written: set[str] = set()

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if found := _WRITE.match(sql):
            written.add(found[1])
        return execute(sql, params, many, context)

    with undone():
        with connection.execute_wrapper(note):
            given = act()
        after = _stored(written)
    return given, _stored(written) != after


_WRITE = re.compile(r'\s*(?:INSERT(?:\s+OR\s+\w+)?\s+INTO|UPDATE|DELETE\s+FROM)\s+"?(\w+)', re.IGNORECASE)


def _stored(tables: set[str]) -> dict[str, list[dict[str, Any]]]:
    """Return every row of those of our models whose tables are named."""
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values())
        for config in apps.get_app_configs()
        if config.name.startswith("lantoa.")
        for model in config.get_models()
        if model._meta.db_table in tables
    }


def is_sent_to_the_door(response: HttpResponseBase) -> bool:
    """Return whether the answer sends whoever asked to sign in."""
    doors = (resolve_url(settings.LOGIN_URL), reverse("wagtailadmin_login"))
    return response.status_code == 302 and response.headers["Location"].startswith(doors)


def is_refused(response: HttpResponseBase) -> bool:
    """Return whether a signed-in person was turned away. Wagtail does so by sending back to its first page, and whoever
    has no role at all to the door.
    """
    sent_back = response.status_code == 302 and response.headers["Location"] == resolve_url("wagtailadmin_home")
    return response.status_code == 403 or sent_back or is_sent_to_the_door(response)


def is_turned_away(response: HttpResponseBase) -> bool:
    """Return whether whoever has not signed in was sent to the door, or refused as a script's request is."""
    return is_sent_to_the_door(response) or response.status_code in {401, 403}


def shows_nothing(response: HttpResponseBase) -> bool:
    """Return whether an answer neither shows a page nor did something: refused, not there, or not to be done so."""
    return is_turned_away(response) or is_refused(response) or response.status_code in {400, 404, 405}


def names(response: HttpResponseBase, agency: Agency) -> bool:
    """Return whether an answer shows an agency's name anywhere."""
    if getattr(response, "streaming", False):
        return False
    return agency.name in response.content.decode(errors="ignore")  # type: ignore[attr-defined]
