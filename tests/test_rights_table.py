"""The rights table names every address, and the code's own rules say the same."""

import pytest
from wagtail.permissions import policy_registry

from lantoa.apps.accounts.policies import RolePolicy
from lantoa.apps.accounts.roles import STAFF, WHOLE_PROVINCE
from rights import table

ENTRIES = {entry.name: entry for entry in [*table.entries(), *table.public_entries(), *table.doors()]}
OWN_ROLES, OWN_PAGES = table.own_account()
RULES = {name: entry.roles or None for name, entry in ENTRIES.items()} | dict.fromkeys(OWN_PAGES, OWN_ROLES)
REGISTERS = {register.name: register for register in table.registers()}


def _is_registers(key: str) -> bool:
    return key.partition(":")[0] in table.found_registers()


class TestTable:
    def test_names_every_address_of_ours_and_none_that_is_not_there(self) -> None:
        found = {address.key for address in table.found_addresses() if address.is_ours}
        missing = {key for key in found if not _is_registers(key)} - set(RULES)
        assert missing == set(), "write these addresses and their rules into tests/rights/rights.toml"
        assert set(RULES) - found == set(), "tests/rights/rights.toml names addresses that do not exist"

    def test_names_every_register_and_none_that_is_not_there(self) -> None:
        assert set(REGISTERS) == set(table.found_registers())

    def test_names_every_address_that_the_libraries_bring(self) -> None:
        theirs = [found.key for found in table.found_addresses() if not found.is_ours and not _is_registers(found.key)]
        assert theirs
        assert [key for key in theirs if table.opened_to(key) is None] == []

    def test_says_where_an_officer_of_another_agency_is_turned_away(self) -> None:
        assert {entry.elsewhere for entry in table.entries()} <= {None, 403, 404}

    def test_knows_the_groups_as_the_code_does(self) -> None:
        groups = {name: table.roles(name) for name in ("staff", "province")}
        assert groups == {"staff": STAFF, "province": WHOLE_PROVINCE}


class TestRulesOfTheCode:
    @pytest.mark.parametrize("found", [one for one in table.found_addresses() if one.is_ours], ids=lambda one: one.key)
    def test_are_those_of_the_table(self, found: table.Found) -> None:
        if _is_registers(found.key) and not hasattr(found.view, "rule"):
            return  # a page of a register: the register's policy is asked, see below
        assert hasattr(found.view, "rule"), f"the view of {found.path} needs @open_to or @open_to_all"
        assert found.view.rule == RULES[found.key]

    @pytest.mark.parametrize("name", REGISTERS)
    def test_of_registers_are_those_of_the_table(self, name: str) -> None:
        policy = policy_registry.get_by_type(table.found_registers()[name].model)
        assert isinstance(policy, RolePolicy)
        register = REGISTERS[name]
        assert (policy.see, policy.change) == (register.see | register.change, register.change)
