"""How well a reader of pages does on the labelled pages of this folder.

Each page is `<name>.html` with `<name>.json`: what a careful person reads on it (`title, text, published_at, author,
section, url`), its address (`page_url`), and `captions`: their words in the text count neither for nor against. A page
that must be refused has `refused: true`. All pages are written for this purpose; places and people are invented.
"""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
FIELDS = ("title", "published_at", "author", "section")

Reader = Callable[[bytes, str], dict[str, Any] | None]
"""From the page's bytes and address to title, text, published_at, author, section; None when it refuses the page."""


@dataclass(frozen=True)
class Page:
    """One labelled page."""

    name: str
    html: bytes
    address: str
    expected: dict[str, Any]

    @property
    def must_be_refused(self) -> bool:
        return bool(self.expected.get("refused"))


def labelled_pages(folder: Path = FOLDER) -> list[Page]:
    """All labelled pages of a folder by name."""
    pages = []
    for label in sorted(folder.glob("*.json")):
        expected = json.loads(label.read_text(encoding="utf-8"))
        address = expected.get("page_url") or expected["url"]
        pages.append(Page(label.stem, label.with_suffix(".html").read_bytes(), address, expected))
    return pages


def tokens(text: str) -> Counter[str]:
    """The words of the text with their counts, NFC, in small letters."""
    return Counter(re.findall(r"\w+", unicodedata.normalize("NFC", text).lower()))


def text_f1(expected: str, found: str, captions: list[str]) -> float:
    """Token-level F1 of the found text, 0–1; words of captions that were kept are taken out first."""
    have, want = tokens(found), tokens(expected)
    for caption in captions:
        have -= tokens(caption) & (have - want)
    common = sum((have & want).values())
    if not common:
        return 0.0
    precision, recall = common / sum(have.values()), common / sum(want.values())
    return 2 * precision * recall / (precision + recall)


@dataclass(frozen=True)
class Scores:
    """Means over all pages, 0–1: F1 of the text, share of exact fields, share of refusals that are right."""

    text: float
    fields: dict[str, float]
    refusals: float
    misses: tuple[str, ...]


def measure(read: Reader, pages: list[Page]) -> Scores:
    """The scores of a reader; a refused article scores nothing on every field."""
    articles = [page for page in pages if not page.must_be_refused]
    f1, right, refused, misses = 0.0, Counter[str](), 0, []
    for page in pages:
        found = read(page.html, page.address)
        if page.must_be_refused:
            refused += found is None
            if found is not None:
                misses.append(f"{page.name}: not refused, read as {found['title']!r}")
            continue
        found = found or {}
        score = text_f1(page.expected["text"], found.get("text") or "", page.expected["captions"])
        f1 += score
        if score < 0.98:
            misses.append(f"{page.name}: text F1 {score:.3f}")
        for field in FIELDS:
            if (found.get(field) or None) == page.expected[field]:
                right[field] += 1
            else:
                misses.append(f"{page.name}: {field} {found.get(field)!r} for {page.expected[field]!r}")
    must = len(pages) - len(articles)
    shares = {field: right[field] / len(articles) for field in FIELDS}
    return Scores(f1 / len(articles), shares, refused / must if must else 1.0, tuple(misses))
