"""Real requests for every address of the rights table: each role, the stranger, an account without a role, and whoever
has not signed in, at rows of the own agency and of another one.
"""

from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from conftest import make_cast
from django.http import HttpResponseBase
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from lantoa.apps.accounts.roles import OWN_AGENCY, Role
from rights import table
from rights.rows import Rows
from rights.stage import (
    ANONYMOUS,
    EVERY_ROLE,
    PEOPLE,
    STRANGER,
    WITHOUT_ROLE,
    Stage,
    build_stage,
    changing,
    is_refused,
    is_sent_to_the_door,
    is_turned_away,
    names,
    shows_nothing,
    undone,
)

ENTRIES = table.entries()
_LOOKS = [entry for entry in ENTRIES if entry.page is not None]
_ACTS = [entry for entry in ENTRIES if entry.act is not None]
# Wagtail's pages of a register: whoever may see it opens the first ones, whoever may change it the others too.
_SEEN = ["index", "index_results", "inspect"]
_CHANGED = ["add", "edit", "copy", "delete"]
_BOUND = {role.value for role in OWN_AGENCY} | {STRANGER}


pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def stage(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Stage]:
    """Make the rows once for all requests; what a request stores is undone after it."""
    with django_db_blocker.unblock(), undone():
        yield build_stage(make_cast())


def _roles(person: str) -> frozenset[Role]:
    if person == WITHOUT_ROLE:
        return frozenset()
    return frozenset({Role.FOCAL_OFFICER if person == STRANGER else Role(person)})


def _address(entry: table.Entry, rows: Rows) -> str:
    return reverse(entry.name, kwargs={name: rows.value(path) for name, path in entry.args.items()})


def _posted(entry: table.Entry, rows: Rows) -> dict[str, Any]:
    def filled(value: Any) -> Any:
        if isinstance(value, list):
            return [filled(one) for one in value]
        return rows.value(value[1:]) if isinstance(value, str) and value.startswith("@") else value

    return {name: filled(value) for name, value in entry.data.items()}


def _ask(stage: Stage, entry: table.Entry, person: str, rows: Rows, *, acts: bool) -> HttpResponseBase:
    client, address = stage.client(person), _address(entry, rows)
    response = client.post(address, _posted(entry, rows)) if acts else client.get(address)
    if getattr(response, "streaming", False):
        b"".join(response)  # a file: read to its end, which closes it
    return response


def _differs(stage: Stage, entry: table.Entry) -> bool:
    """Return whether the address or what is posted speaks of a row of one agency."""
    own, other = ((_address(entry, rows), _posted(entry, rows)) for rows in (stage.own, stage.other))
    return own != other


def _expected(entry: table.Entry, person: str, *, acts: bool, elsewhere: bool) -> int:
    allowed = entry.act if acts else entry.page
    if not _roles(person) & (allowed or frozenset()):
        return 403
    if elsewhere if person in _BOUND else entry.own_only:
        assert entry.elsewhere, f"{entry.name}: say in the table what an officer is answered at another agency's row"
        return entry.elsewhere
    if person in _BOUND and entry.own_answer:
        return entry.own_answer
    return (entry.answer if acts == (entry.page is None) else None) or (302 if acts else 200)


def _status(response: HttpResponseBase) -> int:
    """Return the status, 403 for whoever was turned away in the way of Wagtail: sent back to its first page."""
    return 403 if is_refused(response) else response.status_code


class TestPages:
    @pytest.mark.parametrize("person", PEOPLE)
    @pytest.mark.parametrize("entry", _LOOKS, ids=lambda entry: entry.name)
    def test_open_to_the_roles_of_the_table(self, stage: Stage, entry: table.Entry, person: str) -> None:
        own, other = stage.sides(person)
        for rows, elsewhere in ((own, False), (other, True))[: 1 + _differs(stage, entry)]:
            response = _ask(stage, entry, person, rows, acts=False)
            assert _status(response) == _expected(entry, person, acts=False, elsewhere=elsewhere), rows.agency
            if person in _BOUND and not entry.names_all:
                assert not names(response, other.agency)

    @pytest.mark.parametrize("entry", _LOOKS, ids=lambda entry: entry.name)
    def test_send_whoever_has_not_signed_in_to_the_door(self, stage: Stage, entry: table.Entry) -> None:
        assert is_sent_to_the_door(_ask(stage, entry, ANONYMOUS, stage.own, acts=False))

    def test_that_an_officer_of_one_agency_may_open_show_both_agencies_to_the_province(self, stage: Stage) -> None:
        """Give the assertion above its meaning: the other agency's name does stand there for whoever may read it."""
        for entry in _LOOKS:
            if entry.page and entry.page & OWN_AGENCY and Role.PROGRAMME_OFFICER in entry.page and not entry.args:
                response = _ask(stage, entry, Role.PROGRAMME_OFFICER, stage.own, acts=False)
                assert not entry.shows_rows or names(response, stage.other.agency), entry.name


class TestActs:
    @pytest.mark.parametrize("person", PEOPLE)
    @pytest.mark.parametrize("entry", _ACTS, ids=lambda entry: entry.name)
    def test_are_done_for_the_roles_of_the_table_alone(self, stage: Stage, entry: table.Entry, person: str) -> None:
        own, other = stage.sides(person)
        for rows, elsewhere in ((own, False), (other, True))[: 1 + _differs(stage, entry)]:
            expected = _expected(entry, person, acts=True, elsewhere=elsewhere)
            response, changed = changing(partial(_ask, stage, entry, person, rows, acts=True))
            assert _status(response) == expected, rows.agency
            assert changed == (entry.changes and expected not in {403, 404}), rows.agency

    @pytest.mark.parametrize("entry", _ACTS, ids=lambda entry: entry.name)
    def test_are_not_done_for_whoever_has_not_signed_in(self, stage: Stage, entry: table.Entry) -> None:
        response, changed = changing(partial(_ask, stage, entry, ANONYMOUS, stage.own, acts=True))
        assert is_sent_to_the_door(response)
        assert not changed

    @pytest.mark.parametrize("entry", [one for one in _ACTS if one.page is None], ids=lambda entry: entry.name)
    def test_are_not_done_by_looking(self, stage: Stage, entry: table.Entry) -> None:
        person = next(iter(sorted(entry.roles)))
        response, changed = changing(partial(_ask, stage, entry, person, stage.own, acts=False))
        assert response.status_code == 405
        assert not changed


class TestOwnAccount:
    """Pages that show and change the account of whoever asks; how they answer is the library's, who gets in is ours."""

    @pytest.mark.parametrize("person", [ANONYMOUS, *PEOPLE])
    def test_let_in_whoever_has_a_role(self, stage: Stage, person: str) -> None:
        roles, pages = table.own_account()
        for found in (found for found in table.found_addresses() if found.key in pages):
            response = stage.client(person).get(reverse(found.key, kwargs=found.samples))
            let_in = person != ANONYMOUS and bool(_roles(person) & roles)
            assert is_refused(response) == (not let_in), found.key
            assert not names(response, stage.other.agency)


class TestRegisters:
    @pytest.mark.parametrize("person", PEOPLE)
    @pytest.mark.parametrize("register", table.registers(), ids=lambda register: register.name)
    def test_open_to_the_roles_of_the_table(self, stage: Stage, register: table.Register, person: str) -> None:
        client, roles = stage.client(person), _roles(person)
        for found in self._pages(register):
            allowed = register.see if found.key.split(":")[1] in _SEEN else register.change
            response = client.get(self._address(found, register))
            if roles & (register.see | register.change if allowed is register.see else allowed):
                assert response.status_code == 200, found.key
            else:
                assert is_refused(response), found.key

    @pytest.mark.parametrize("register", table.registers(), ids=lambda register: register.name)
    def test_send_whoever_has_not_signed_in_to_the_door(self, stage: Stage, register: table.Register) -> None:
        for found in self._pages(register):
            assert is_sent_to_the_door(stage.client(ANONYMOUS).get(self._address(found, register))), found.key

    @pytest.mark.parametrize("person", PEOPLE)
    @pytest.mark.parametrize("register", table.registers(), ids=lambda register: register.name)
    def test_let_nobody_else_delete(self, stage: Stage, register: table.Register, person: str) -> None:
        if _roles(person) & register.change:
            return
        for found in self._pages(register):
            if found.key.endswith((":delete", ":edit")):
                address = self._address(found, register)
                response, changed = changing(partial(stage.client(person).post, address))
                assert is_refused(response), found.key
                assert not changed, found.key

    def _pages(self, register: table.Register) -> list[table.Found]:
        wanted = {f"{register.name}:{page}" for page in (*_SEEN, *_CHANGED)}
        return [found for found in table.found_addresses() if found.key in wanted]

    def _address(self, found: table.Found, register: table.Register) -> str:
        model = table.found_registers()[register.name].model
        row = model._default_manager.order_by("pk").first()
        return reverse(found.key, kwargs=dict.fromkeys(found.samples, row.pk if row else 1))


class TestLibraries:
    """What the libraries bring. One account holds all roles but the administrator's: what is refused to it is refused
    to each of them.
    """

    ADDRESSES = [
        found
        for found in table.found_addresses()
        if not found.is_ours
        and found.key.partition(":")[0] not in table.found_registers()
        and table.opened_to(found.key) not in {None, "crash"}
    ]

    @pytest.mark.parametrize("found", ADDRESSES, ids=lambda found: found.key)
    def test_open_to_whom_the_table_says(self, stage: Stage, found: table.Found) -> None:
        address, opened = _sample_address(found), table.opened_to(found.key)
        anonymous, everybody = (stage.client(person).get(address) for person in (ANONYMOUS, EVERY_ROLE))
        assert is_turned_away(anonymous) == (opened != "everyone")
        assert opened != "administrator" or shows_nothing(everybody)

    @pytest.mark.parametrize("found", ADDRESSES, ids=lambda found: found.key)
    def test_of_the_administrator_change_nothing_for_others(self, stage: Stage, found: table.Found) -> None:
        if table.opened_to(found.key) != "administrator":
            return
        for person in (ANONYMOUS, EVERY_ROLE):
            client = stage.client(person)
            client.raise_request_exception = False  # some of Wagtail's pages fail on the root of its tree
            response, changed = changing(partial(client.post, _sample_address(found)))
            assert shows_nothing(response) or response.status_code == 500
            assert not changed


def _sample_address(found: table.Found) -> str:
    return reverse(found.key, kwargs=found.samples) if not found.key.startswith("/") else found.path.replace(".*", "x")
