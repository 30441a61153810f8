"""Every address has a rule; which one, and that it is kept, is in the rights table (tests/rights, test_rights_*.py)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from wagtail.permissions import policy_registry

from lantoa.apps.accounts.policies import RolePolicy

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
