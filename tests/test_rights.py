"""Every address has a rule, and keeps it: each role, and the stranger, at each of our addresses."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from conftest import Cast
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from wagtail.permissions import policy_registry

from lantoa.apps.accounts.policies import RolePolicy
from lantoa.apps.accounts.roles import Role

# What stands in an address for a row; the rule is asked before the row is looked for.
_ARGUMENTS = {"pk": "1", "kind": "docx", "position": "1"}


@dataclass(frozen=True, slots=True)
class Address:
    """One address: its path with sample arguments, and the view behind it."""

    path: str
    view: Any

    @property
    def viewset_model(self) -> Any:
        """Return the model of one of our registers, None where the view is no register's."""
        given = getattr(self.view, "view_initkwargs", None) or {}
        model = given.get("model")
        return model if getattr(model, "__module__", "").startswith("lantoa.") else None


def _walk(patterns: list[Any], prefix: str = "/") -> Iterator[Address]:
    for pattern in patterns:
        path = prefix + _sample(pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, path)
        elif isinstance(pattern, URLPattern):
            yield Address(path, pattern.callback)


def _sample(pattern: Any) -> str:
    route = pattern.pattern
    text = str(route)
    for name, converter in getattr(route, "converters", {}).items():
        value = _ARGUMENTS.get(name) or converter.to_url(1) if type(converter).__name__ == "IntConverter" else name
        text = text.replace(_placeholder(text, name), str(value))
    return text if "(?P" not in text else _from_regex(text)


def _placeholder(text: str, name: str) -> str:
    end = text.index(f"{name}>")
    return text[text.rindex("<", 0, end) : end + len(name) + 1]


def _from_regex(text: str) -> str:
    for name, value in _ARGUMENTS.items():
        start = text.find(f"(?P<{name}>")
        if start >= 0:
            text = text[:start] + value + text[text.index(")", start) + 1 :]
    return text.strip("^$")


def _ours() -> list[Address]:
    """Every address whose view is written by us, or is a register of one of our models."""
    return [
        address
        for address in _walk(get_resolver().url_patterns)
        if _module(address.view).startswith("lantoa.") or address.viewset_model is not None
    ]


def _module(view: Any) -> str:
    return getattr(getattr(view, "view_class", view), "__module__", "")


def _answer(address: Address, user: Any = None) -> int:
    """Return the status; Wagtail refuses by sending the user back to its first page, which counts as the 403 it is."""
    client = Client()
    if user is not None:
        client.force_login(user)
    response = client.get(address.path)
    refused = user is not None and response.status_code == 302 and response.headers["Location"] == "/quan-tri/"
    return 403 if refused else response.status_code


class TestEveryAddress:
    def test_has_a_rule(self) -> None:
        without = [
            address.path
            for address in _ours()
            if not hasattr(address.view, "rule")
            and not (
                address.viewset_model and isinstance(policy_registry.get_by_type(address.viewset_model), RolePolicy)
            )
        ]
        assert without == []

    def test_is_found_by_this_walk(self) -> None:
        paths = {address.path for address in _ours()}
        assert {"/quan-tri/viec/", "/quan-tri/bao-cao/1/docx/", "/quan-tri/chuong-trinh/1/", "/"} <= paths
        assert any(path.startswith("/quan-tri/nguon-tin/") for path in paths)


@pytest.mark.django_db
class TestBackOffice:
    def test_sends_whoever_has_not_signed_in_to_the_door(self, cast: Cast) -> None:
        wrong = {
            address.path: status
            for address in _ours()
            if address.path.startswith("/quan-tri/") and (status := _answer(address)) not in {302, 405}
        }
        assert wrong == {}

    @pytest.mark.parametrize("role", list(Role))
    def test_lets_in_just_the_roles_of_the_rule(self, cast: Cast, role: Role) -> None:
        user = cast.of(role)
        wrong = {}
        for address in _ours():
            rule = getattr(address.view, "rule", None)
            if rule is None:
                continue
            status = _answer(address, user)
            # 405: an act, refused for being looked at; 404: let in, but there is no such row; 302: our own redirect.
            if (status == 403) == (role in rule) and status != 405:
                wrong[address.path] = status
        assert wrong == {}

    def test_shows_a_focal_officer_no_register_of_the_province(self, cast: Cast) -> None:
        registers = [address for address in _ours() if address.viewset_model is not None and address.path.endswith("/")]
        opened = [
            address.path
            for address in registers
            if "/1/" not in address.path and _answer(address, cast.stranger) == 200
        ]
        assert registers
        assert opened == []


@pytest.mark.django_db
class TestPublicPages:
    def test_are_open_and_set_no_cookie(self, cast: Cast) -> None:
        outside = [address for address in _ours() if not address.path.startswith("/quan-tri/")]
        public = [address for address in outside if address.view.rule is None]
        assert public
        for address in public:
            response = Client().get(address.path)
            assert response.status_code in {200, 404}, address.path
            assert not response.cookies, address.path
