"""What is known of one site platform: its signs, and where it keeps title, lead, body, date, author and section."""

from dataclasses import dataclass
from typing import Final

from .selectors import PageIndex

ENOUGH_SIGNS: Final = 10
"""Points from which a page counts as made by a platform."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """Selectors (see `selectors`) are tried in order; the first that finds something wins.

    `signs` are pairs of a selector and its points; `url_signs` pairs of a part of the address and its points;
    `drop` are boxes of the platform that are never article text; `feed_paths` are where its feeds usually are.
    """

    slug: str
    signs: tuple[tuple[str, int], ...]
    url_signs: tuple[tuple[str, int], ...] = ()
    title: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    author: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    feed_paths: tuple[str, ...] = ()

    def detect(self, index: PageIndex, url: str) -> int:
        """The points of the signs found on the page; ENOUGH_SIGNS or more mean the platform."""
        points = sum(worth for part, worth in self.url_signs if part in url)
        return points + sum(worth for selector, worth in self.signs if index.select(selector))
