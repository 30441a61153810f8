"""The database of a benchmark."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.test.runner import DiscoverRunner


@contextmanager
def database() -> Iterator[None]:
    """Hold a migrated database of this run alone, gone afterwards: SQLite unless DATABASE_URL says PostgreSQL."""
    runner = DiscoverRunner(verbosity=0, interactive=False)
    old = runner.setup_databases()
    try:
        yield
    finally:
        runner.teardown_databases(old)
