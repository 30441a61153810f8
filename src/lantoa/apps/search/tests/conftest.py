from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings

from lantoa.apps.search.tests.shelf import NAME, SHELF, Shelf


@pytest.fixture
def shelf(search_folder: Path, settings: LazySettings, db: None) -> Iterator[Shelf]:
    """Give an empty shelf, the only provider."""
    settings.SEARCHED = [NAME]
    SHELF.papers.clear()
    yield SHELF
    SHELF.papers.clear()
