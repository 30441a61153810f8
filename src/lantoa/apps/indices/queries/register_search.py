"""Search in the registers of indices without accents. They hold hundreds of rows, so that their words are read."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from lantoa.core.viettext import fold


def with_words(rows: QuerySet[Any], words: str, fields: Sequence[str]) -> QuerySet[Any]:
    """Return the rows in one of whose fields the words stand, accents and case aside; lists are read name by name. One
    query.
    """
    wanted = fold(words)
    found = [
        pk
        for pk, *values in rows.order_by().values_list("pk", *fields)
        if any(wanted in fold(text) for value in values for text in _texts(value))
    ]
    return rows.filter(pk__in=found)


def _texts(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value or ""]
