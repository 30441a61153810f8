"""The search over 1 000 to 100 000 generated stories, beside SQLite FTS5 over the same folded words, in one run.

    PYTHONPATH=src python benchmarks/search_at_scale.py [stories …]

Times are seconds of the processor, in all threads of the process, so that other work on the machine counts less.
Told for each size: how fast the index is made, its size, and what a search costs in the process, extracts and facets
included. FTS5 gets folded title and text, the same syllables joined by AND, bm25 with the title weighed up, and gives
the ten best keys: no facets, no extracts, no accents. Stories are 80 to 400 syllables drawn from Vietnamese words with
frequencies as in running text (Zipf); they are no language, so only figures of cost are taken from them.
"""

import os
import random
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Collection, Iterator
from datetime import date, timedelta
from itertools import accumulate, pairwise
from pathlib import Path

_FOLDER = Path(tempfile.mkdtemp(prefix="lantoa-search-bench-"))
os.environ["LANTOA_DATA"] = str(_FOLDER)
os.environ["DATABASE_URL"] = f"sqlite:///{_FOLDER / 'bench.sqlite3'}"
os.environ["DJANGO_SETTINGS_MODULE"] = "lantoa.config.settings"
os.environ.setdefault("LANTOA_SECRET_KEY", "only-for-benchmarks")

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402

from lantoa.apps.search.actions import rebuild_search  # noqa: E402
from lantoa.apps.search.documents import Choice, SearchDocument  # noqa: E402
from lantoa.apps.search.queries import search  # noqa: E402
from lantoa.apps.search.tokens import folded_tokens  # noqa: E402
from lantoa.core.viettext import abbreviations, fold  # noqa: E402

SIZES = (1_000, 10_000, 100_000)
ROUNDS = 300
TODAY = date(2026, 1, 1)
_ARTICLES = Path(__file__).parents[1] / "src" / "lantoa" / "apps" / "demo" / "articles"


def vocabulary() -> list[str]:
    """Return words of one to five syllables, the more frequent in the demonstration's articles the earlier."""
    text = " ".join(file.read_text(encoding="utf-8") for file in sorted(_ARTICLES.glob("[ab]/*.md")))
    syllables = [word for word in text.lower().split() if word.isalpha()]
    counts: dict[str, int] = {}
    for left, right in pairwise(syllables):
        counts[left] = counts.get(left, 0) + 1
        counts[f"{left} {right}"] = counts.get(f"{left} {right}", 0) + 1
    frequent = sorted((word for word, count in counts.items() if count > 1), key=lambda word: (-counts[word], word))
    phrases = [reading[0].lower() for reading in abbreviations().values()]
    return frequent[:4_000] + phrases


def stories(count: int, words: list[str]) -> Iterator[SearchDocument]:
    """Give so many stories, the same in each run."""
    chance = random.Random(count)
    weights = list(accumulate(1 / (place + 3) for place in range(len(words))))
    for number in range(count):
        length = chance.randint(60, 300)
        drawn = chance.choices(words, cum_weights=weights, k=length + 24)
        title, lead, text = drawn[:6], drawn[6:24], drawn[24:]
        yield SearchDocument(
            "storypage",
            str(number + 1),
            " ".join(title).capitalize(),
            " ".join(lead),
            " ".join(text),
            path=f"/bai-{number}/",
            published_on=TODAY - timedelta(days=chance.randint(0, 3_000)),
            column=Choice(f"c{number % 12}", f"Chuyên mục {number % 12}"),
            agency=Choice(f"a{number % 60}", f"Cơ quan {number % 60}"),
            themes=(Choice(f"t{number % 8}-2023", f"Nội dung {number % 8}"),),
        )


class Generated:
    kind = "storypage"
    label = "bài"
    count = 0
    words: list[str] = []

    def documents(self, keys: Collection[str] | None) -> Iterator[SearchDocument]:
        return stories(self.count, self.words)

    def touched_by(self, kind: str, key: str) -> Collection[str]:
        return ()


GENERATED = Generated()


def questions(words: list[str]) -> list[str]:
    """Return what is asked: two to five words with accents and without, frequent and rare, abbreviations, quotes."""
    chance = random.Random(7)
    weights = [1 / (place + 30) for place in range(len(words))]
    asked = []
    for number in range(ROUNDS):
        text = " ".join(chance.choices(words, weights, k=chance.randint(1, 3)))
        asked.append(fold(text) if number % 2 else text)
    return [*asked, "CCHC", "DVCTT", '"một cửa"', "cải cách hành chính", "cai cach hanh chinh", "UBND xã"]


def timed(ask: Callable[[str], object], asked: list[str]) -> tuple[float, float]:
    """Return the median and the 99th percentile in milliseconds."""
    took = []
    for text in asked:
        start = time.process_time()
        ask(text)
        took.append((time.process_time() - start) * 1_000)
    return statistics.median(took), sorted(took)[int(len(took) * 0.99) - 1]


def _seconds_of(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def megabytes(folder: Path) -> float:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6


def fts5(count: int, words: list[str]) -> tuple[float, float, sqlite3.Connection]:
    """Return the seconds to make a table of FTS5, its megabytes, and the open database."""
    file = _FOLDER / f"fts-{count}.sqlite3"
    database = sqlite3.connect(file)
    database.execute("CREATE VIRTUAL TABLE stories USING fts5(title, text, tokenize='unicode61')")

    def fill() -> None:
        rows = ((fold(story.title), fold(f"{story.lead} {story.text}")) for story in stories(count, words))
        database.executemany("INSERT INTO stories VALUES (?, ?)", rows)
        database.execute("INSERT INTO stories(stories) VALUES ('optimize')")
        database.commit()

    return _seconds_of(fill), file.stat().st_size / 1e6, database


def ask_fts5(database: sqlite3.Connection) -> Callable[[str], object]:
    def ask(text: str) -> object:
        match = " AND ".join(f'"{token}"' for token in folded_tokens(text))
        sql = "SELECT rowid FROM stories WHERE stories MATCH ? ORDER BY bm25(stories, 5, 1) LIMIT 10"
        return database.execute(sql, [match]).fetchall()

    return ask


def exact_first(asked: list[str]) -> tuple[int, int]:
    """Return in how many answers with exact and other documents the exact ones come first, and how many there are."""
    mixed = right = 0
    for text in asked:
        hits = [hit.exact for hit in search(text, today=TODAY, limit=300).hits]
        if True in hits and False in hits:
            mixed += 1
            right += hits == sorted(hits, reverse=True)
    return right, mixed


def main() -> None:
    words = vocabulary()
    asked = questions(words)
    GENERATED.words = words
    settings.SEARCHED = [f"{__name__}.GENERATED"]
    call_command("migrate", verbosity=0)
    sizes = [int(size) for size in sys.argv[1:]] or list(SIZES)
    print(f"{len(asked)} questions; times in ms, p50 / p99")
    for count in sizes:
        GENERATED.count = count
        settings.SEARCH_DIR = _FOLDER / f"search-{count}"
        generated = _seconds_of(lambda count=count: sum(1 for _ in stories(count, words)))
        seconds = _seconds_of(rebuild_search) - generated
        for text in asked[:20]:
            search(text, today=TODAY)  # files are read into memory
        median, slow = timed(lambda text: search(text, today=TODAY), asked)
        fts_seconds, fts_size, database = fts5(count, words)
        fts_seconds -= generated
        fts_median, fts_slow = timed(ask_fts5(database), asked)
        right, mixed = exact_first(asked[:60])
        print(
            f"{count:>7} stories: made {count / seconds:,.0f}/s (FTS5 {count / fts_seconds:,.0f}/s), "
            f"{megabytes(settings.SEARCH_DIR):.1f} MB (FTS5 {fts_size:.1f} MB); "
            f"search {median:.1f} / {slow:.1f} (FTS5 {fts_median:.1f} / {fts_slow:.1f}: "
            f"ratio {median / fts_median:.2f} / {slow / fts_slow:.2f}); exact accents first {right}/{mixed}",
            flush=True,
        )


if __name__ == "__main__":
    try:
        main()
    finally:
        shutil.rmtree(_FOLDER, ignore_errors=True)
