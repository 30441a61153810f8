"""Which rows hold the words that somebody looks for, accents and capitals aside, as everywhere in the program.

Folded here and not by the database, which on SQLite folds only the letters of English: for registers, not for logs.
"""

from typing import Any

from django.db.models import QuerySet

from lantoa.apps.broadcasts.models import Bulletin, Station
from lantoa.core.viettext import fold


def _keys_holding(words: str, rows: QuerySet[Any], field: str) -> list[int]:
    asked = fold(words)
    return [pk for pk, text in rows.order_by().values_list("pk", field) if asked in fold(text)]


def stations_named(words: str) -> list[int]:
    """Return the keys of the stations whose name holds the words. One query."""
    return _keys_holding(words, Station.objects.all(), "name")


def bulletins_titled(words: str) -> list[int]:
    """Return the keys of the bulletins whose title holds the words. One query."""
    return _keys_holding(words, Bulletin.objects.all(), "title")
