"""What the search finds: documents that apps give, each under the name it has in the log of public changes."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet: its code in addresses, and what readers see."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """One text that readers may find.

    `kind` and `key` are the subject under which its changes are noted ("storypage:12"). `path` is its address on the
    site whose root is `site`, which is "" where the document stands on every site; an address of which the app knows
    nothing is "", and the public site makes one from kind and key.
    """

    kind: str
    key: str
    title: str
    lead: str = ""
    text: str = ""
    path: str = ""
    site: str = ""
    published_on: date | None = None
    portal: Choice | None = None
    column: Choice | None = None
    agency: Choice | None = None
    themes: tuple[Choice, ...] = ()
    illustrative: bool = False
    also: tuple[str, ...] = ()
    asked_by: tuple[str, ...] = ()

    @property
    def subject(self) -> str:
        """Return the name in the log of public changes.

        >>> SearchDocument("storypage", "12", "Một cửa").subject
        'storypage:12'
        """
        return f"{self.kind}:{self.key}"


class Provider(Protocol):
    """What an app gives to the search: all documents of one kind, and those that a public change concerns."""

    @property
    def kind(self) -> str:
        """Return the kind of its documents, the first half of their subjects."""

    @property
    def label(self) -> str:
        """Return what readers call this kind."""

    def documents(self, keys: Collection[str] | None) -> Iterator[SearchDocument]:
        """Give the public documents of these keys, all for None; what is not public is left out."""

    def touched_by(self, kind: str, key: str) -> Collection[str]:
        """Return the keys of the documents that a change of another subject concerns."""


def providers() -> dict[str, Provider]:
    """Return what settings.SEARCHED names, by kind, in that order."""
    return dict(_providers(tuple(settings.SEARCHED)))


@lru_cache(maxsize=4)
def _providers(names: tuple[str, ...]) -> dict[str, Provider]:
    found: list[Provider] = [import_string(name) for name in names]
    return {provider.kind: provider for provider in found}
