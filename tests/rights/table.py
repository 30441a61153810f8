"""The rights table (rights.toml) as records, and every address of the site as the code has it."""

import fnmatch
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from wagtail.admin.viewsets import viewsets

from lantoa.apps.accounts.roles import Role

FILE = Path(__file__).parent / "rights.toml"
_SAMPLES = {"IntConverter": 1, "UUIDConverter": "00000000-0000-0000-0000-000000000000"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One address of ours: who may look, who may act, and how it is answered."""

    name: str
    page: frozenset[Role] | None = None
    act: frozenset[Role] | None = None
    args: dict[str, str] = field(default_factory=dict)
    data: dict[str, Any] = field(default_factory=dict)
    elsewhere: int | None = None
    answer: int | None = None
    changes: bool = True
    names_all: bool = False

    shows_rows: bool = False
    own_only: bool = False
    own_answer: int | None = None

    @property
    def roles(self) -> frozenset[Role]:
        """Return whoever may do anything here."""
        return (self.page or frozenset()) | (self.act or frozenset())


@dataclass(frozen=True, slots=True)
class Register:
    """One register: who may look and who may change."""

    name: str
    see: frozenset[Role]
    change: frozenset[Role]


@dataclass(frozen=True, slots=True)
class Found:
    """One address as the code has it; the key is its name, or its path where it has none."""

    key: str
    path: str
    view: Any
    samples: dict[str, Any]

    @property
    def is_ours(self) -> bool:
        """Return whether the view is written by us, or wrapped in a rule of ours."""
        module = str(getattr(getattr(self.view, "view_class", self.view), "__module__", ""))
        return hasattr(self.view, "rule") or module.startswith("lantoa.")


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def roles(words: str | list[str]) -> frozenset[Role]:
    """Return the roles of a list of them, or of a group of the table."""
    names = _file()["groups"][words] if isinstance(words, str) else words
    return frozenset(Role(name) for name in names)


def _entry(name: str, row: dict[str, Any]) -> Entry:
    values = dict(row)
    for key in ("page", "act"):
        if key in values:
            values[key] = roles(values[key])
    return Entry(name, **values)


def _entries(section: str) -> list[Entry]:
    spaces = _file().get(section, {}).items()
    return [_entry(f"{space}:{name}" if space else name, row) for space, rows in spaces for name, row in rows.items()]


def entries() -> list[Entry]:
    """Return the addresses of ours that need an account, in the table's order."""
    return _entries("addresses")


def public_entries() -> list[Entry]:
    """Return the addresses of ours that are open to everybody."""
    return _entries("public")


def doors() -> list[Entry]:
    """Return the addresses of ours that are open to whoever holds something: a password, a signed address."""
    return _entries("doors")


def own_account() -> tuple[frozenset[Role], list[str]]:
    """Return who has an account of their own, and the names of the pages on which they see and change it."""
    row = _file()["own_account"]
    return roles(row["roles"]), row["names"]


def registers() -> list[Register]:
    """Return the registers of the table."""
    return [Register(name, roles(row["see"]), roles(row["change"])) for name, row in _file()["registers"].items()]


def opened_to(key: str) -> str | None:
    """Return to whom the table opens a library's address, by the first pattern that fits; None where none does."""
    for row in _file()["libraries"]:
        if any(fnmatch.fnmatchcase(key, pattern) for pattern in row["names"]):
            return str(row["open_to"])
    return None


def _walk(patterns: list[Any], prefix: str, space: str, samples: dict[str, Any]) -> Iterator[Found]:
    for pattern in patterns:
        path, known = prefix + str(pattern.pattern).strip("^$"), {**samples, **_samples(pattern.pattern)}
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern.url_patterns, path, inner, known)
        elif isinstance(pattern, URLPattern):
            yield Found(f"{space}{pattern.name}" if pattern.name else path, path, pattern.callback, known)


def _samples(route: Any) -> dict[str, Any]:
    """Return a value for everything that stands in a route: a number, or a word."""
    converters = getattr(route, "converters", None)
    if converters:
        return {name: _SAMPLES.get(type(kind).__name__, "1") for name, kind in converters.items()}
    regex = getattr(route, "regex", None)
    return dict.fromkeys(regex.groupindex, "1") if regex is not None else {}


@cache
def found_addresses() -> tuple[Found, ...]:
    """Return every address of the site, libraries' included."""
    return tuple(_walk(get_resolver().url_patterns, "/", "", {}))


def found_registers() -> dict[str, Any]:
    """Return our registers (Wagtail's view sets written by us) by name."""
    get_resolver().url_patterns  # noqa: B018  # the back office makes its registers together with its addresses
    return {viewset.name: viewset for viewset in viewsets.viewsets if type(viewset).__module__.startswith("lantoa.")}
