"""No list asks more of the database because it has more rows: every page of the rights table, and every register."""

from collections.abc import Iterator

import pytest
from conftest import make_cast
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from lantoa.apps.accounts.roles import Role
from lantoa.apps.agencies.factories import AgencyFactory
from rights import table
from rights.rows import rows_of
from rights.stage import Stage, build_stage, undone

# Enough to tell a query for each row from a query for each batch, and fewer than a page shows.
MORE = 4
PAGES = [entry for entry in table.entries() if entry.page is not None and not entry.args and entry.name != "mfa_index"]

# One process measures them all: rows of everything for many agencies are dear to make.
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("lists")]

Costs = dict[str, int] | Exception


@pytest.fixture(scope="module")
def stage(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Stage]:
    with django_db_blocker.unblock(), undone():
        yield build_stage(make_cast())


def _queries(stage: Stage, address: str, person: str) -> int:
    """Return how many queries the address costs, asked once before so that nothing is counted that is kept."""
    client = stage.client(person)
    _read(client, address)
    with CaptureQueriesContext(connection) as asked:
        _read(client, address)
    return len(asked)


def _read(client: Client, address: str) -> None:
    response = client.get(address)
    if getattr(response, "streaming", False):
        b"".join(response)  # a file: read to its end, which closes it


def _grow(stage: Stage) -> None:
    """Add agencies with a row of everything, and as many rows again to the first agency."""
    for place in range(1, MORE + 1):
        rows_of(AgencyFactory(), stage.own.shared)
        rows_of(stage.own.agency, stage.own.shared, again=place)


def _people(entry: table.Entry) -> set[str]:
    assert entry.page
    return {next(iter(sorted(entry.page)))} | entry.page & {Role.ADMINISTRATOR, Role.FOCAL_OFFICER}


def _costs(stage: Stage) -> dict[str, Costs]:
    """Return the queries of every list, for each person who is asked about; the exception where a list fails."""
    asked = {entry.name: (reverse(entry.name), _people(entry)) for entry in PAGES}
    for register in table.registers():
        asked[register.name] = (reverse(f"{register.name}:index"), {Role.ADMINISTRATOR})
    found: dict[str, Costs] = {}
    for name, (address, people) in asked.items():
        try:
            with undone():
                found[name] = {person: _queries(stage, address, person) for person in sorted(people)}
        except Exception as error:  # each list has a test of its own, which raises it
            found[name] = error
    return found


@pytest.fixture(scope="module")
def costs(stage: Stage, django_db_blocker: DjangoDbBlocker) -> tuple[dict[str, Costs], dict[str, Costs]]:
    """Return what the lists cost with few rows, and with many."""
    with django_db_blocker.unblock():
        few = _costs(stage)
        _grow(stage)
        return few, _costs(stage)


def _of(costs: dict[str, Costs], name: str) -> dict[str, int]:
    found = costs[name]
    if isinstance(found, Exception):
        raise found
    return found


class TestLists:
    @pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.name)
    def test_cost_the_same_for_few_rows_and_for_many(
        self, costs: tuple[dict[str, Costs], dict[str, Costs]], entry: table.Entry
    ) -> None:
        few, many = costs
        assert _of(many, entry.name) == _of(few, entry.name)

    @pytest.mark.parametrize("register", table.registers(), ids=lambda register: register.name)
    def test_of_registers_cost_the_same_for_few_rows_and_for_many(
        self, costs: tuple[dict[str, Costs], dict[str, Costs]], register: table.Register
    ) -> None:
        few, many = costs
        assert _of(many, register.name)[Role.ADMINISTRATOR] <= _of(few, register.name)[Role.ADMINISTRATOR]
