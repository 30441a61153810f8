"""Counting no further than anybody reads: what a list or a figure costs does not grow with what lies behind it."""

from functools import cached_property
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet

from lantoa.core.viettext import format_number

MOST_COUNTED = 1_000


def counted(rows: QuerySet[Any], *, most: int = MOST_COUNTED) -> int:
    """Return how many rows there are, one more than `most` where there are more. One query, which stops there."""
    return rows.order_by()[: most + 1].count()


def counted_words(count: int, *, most: int = MOST_COUNTED) -> str:
    """Return a count of `counted` as it is shown.

    >>> counted_words(36), counted_words(1_001)
    ('36', 'hơn 1.000')
    """
    return f"hơn {format_number(most)}" if count > most else format_number(count)


class CappedPaginator(Paginator[Any]):
    """Pages through the first thousand; whoever looks for others narrows the list."""

    @cached_property
    def _counted(self) -> int:
        rows: Any = self.object_list
        return counted(rows, most=MOST_COUNTED) if isinstance(rows, QuerySet) else len(rows[: MOST_COUNTED + 1])

    @cached_property
    def count(self) -> int:
        return min(self._counted, MOST_COUNTED)

    @property
    def has_more(self) -> bool:
        """Whether there are more than are counted."""
        return self._counted > MOST_COUNTED
