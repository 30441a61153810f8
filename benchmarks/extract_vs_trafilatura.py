"""Our reader of articles beside bare trafilatura on the labelled pages: python benchmarks/extract_vs_trafilatura.py

Both read the same bytes. trafilatura gives a date without a time, so its date is also compared by the day alone; its
section is the first of its categories. A refused page is one from which trafilatura returns nothing.
"""

import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))
sys.path.insert(0, str(ROOT / "tests" / "gold" / "pages"))

import trafilatura  # noqa: E402 - the path above must stand first
from measure import FIELDS, Page, Reader, Scores, labelled_pages, measure  # noqa: E402

from lantoa.core.webpage import NotAnArticle, extract_article  # noqa: E402

ROUNDS = 5


def ours(html: bytes, url: str) -> dict[str, Any] | None:
    """The article as our reader gives it."""
    try:
        return extract_article(html, url=url).as_dict()
    except NotAnArticle:
        return None


def theirs(html: bytes, url: str) -> dict[str, Any] | None:
    """The article as trafilatura gives it, with metadata, without comments."""
    document = trafilatura.bare_extraction(html, url=url, with_metadata=True, include_comments=False)
    if document is None:
        return None
    categories = document.categories or []
    return {
        "title": document.title,
        "text": document.text,
        "published_at": document.date,
        "author": document.author,
        "section": categories[0] if categories else None,
    }


def by_day(read: Reader) -> Reader:
    """The reader with its dates cut to the day."""

    def read_day(html: bytes, url: str) -> dict[str, Any] | None:
        found = read(html, url)
        return found and {**found, "published_at": (found["published_at"] or "")[:10] or None}

    return read_day


def seconds(read: Reader, pages: list[Page]) -> float:
    """The least time of several rounds over all pages."""
    least = float("inf")
    for _ in range(ROUNDS):
        start = time.perf_counter()
        for page in pages:
            read(page.html, page.address)
        least = min(least, time.perf_counter() - start)
    return least


def main() -> None:
    pages = labelled_pages()
    days = [
        Page(
            p.name,
            p.html,
            p.address,
            {**p.expected, "published_at": (p.expected.get("published_at") or "")[:10] or None},
        )
        for p in pages
    ]
    our, their = measure(ours, pages), measure(theirs, pages)
    our_day, their_day = measure(by_day(ours), days), measure(by_day(theirs), days)
    rows: list[tuple[str, float, float]] = [("text, mean token F1", our.text, their.text)]
    rows += [(f"{field}, exact", our.fields[field], their.fields[field]) for field in FIELDS]
    rows += [("published day, exact", our_day.fields["published_at"], their_day.fields["published_at"])]
    rows += [("pages rightly refused", our.refusals, their.refusals)]
    print(f"{len(pages)} labelled pages")
    print(f"{'measure':<26}{'ours':>8}{'trafilatura':>14}")
    for name, mine, other in rows:
        print(f"{name:<26}{mine:>8.3f}{other:>14.3f}{'' if mine > other else '   not better'}")
    mine, other = seconds(ours, pages), seconds(theirs, pages)
    print(f"{'ms a page':<26}{mine / len(pages) * 1000:>8.1f}{other / len(pages) * 1000:>14.1f}")
    print(f"time, ours / trafilatura: {mine / other:.2f}")
    print_misses(our)


def print_misses(scores: Scores) -> None:
    """What our reader got wrong, one line each."""
    for miss in scores.misses:
        print("  miss:", miss)


if __name__ == "__main__":
    main()
