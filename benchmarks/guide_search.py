"""The search of the service guide on everyday questions: with the thesaurus, without it, and SQLite FTS5 with BM25.

    PYTHONPATH=src python benchmarks/guide_search.py

All three over the content that ships, in one run. Without the thesaurus a document keeps the everyday words that its
officers gave it. FTS5 gets the same texts without accents, title weighed ten times and lead three times, any of the
words of the question, bm25. Questions: tests/gold/services (those of held.toml were not looked at while words were
added to the thesaurus).
"""

import os
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "gold"))
_FOLDER = Path(tempfile.mkdtemp(prefix="lantoa-guide-bench-"))
os.environ["LANTOA_DATA"] = str(_FOLDER)
os.environ["DATABASE_URL"] = f"sqlite:///{_FOLDER / 'bench.sqlite3'}"
os.environ["DJANGO_SETTINGS_MODULE"] = "lantoa.config.settings"
os.environ.setdefault("LANTOA_SECRET_KEY", "only-for-benchmarks")

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from services import guide_measure as gold  # noqa: E402

from lantoa.apps.search.actions import refresh_search  # noqa: E402
from lantoa.apps.search.documents import providers  # noqa: E402
from lantoa.apps.search.queries import search  # noqa: E402
from lantoa.apps.services.actions.loading import load_shipped  # noqa: E402

TODAY = date(2026, 11, 27)
FILES = ("questions.toml", "held.toml", "villagers.toml", "villagers_held.toml")
Ask = Callable[[str], list[str]]


def main() -> None:
    call_command("migrate", verbosity=0)
    load_shipped(by=None, at=datetime.now(UTC))
    names = gold.keys()

    def ours(words: str) -> list[str]:
        return [names[hit.document.kind, hit.document.key] for hit in search(words, today=TODAY).hits]

    for plain in (True, False):
        with gold.searched(_FOLDER / f"search-{plain}", plain=plain):
            documents = [one for provider in providers().values() for one in provider.documents(None)]
            refresh_search()
            if plain:
                tell("FTS5, BM25", gold.FullText(documents, names).ask)
            tell("without the thesaurus" if plain else "with the thesaurus", ours)


def tell(name: str, ask: Ask) -> None:
    for file in FILES:
        print(f"{name:24}{file:16}{gold.measure(ask, gold.questions(file))}")


if __name__ == "__main__":
    main()
