"""The lists of the back office: indices with where the home province stands, editions of one index."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from lantoa.apps.indices.models import Edition, Index, Value, Vintage
from lantoa.apps.indices.queries.office_needs import Needs, needs_of, together


@dataclass(frozen=True, slots=True)
class IndexRow:
    """An index in the list; `reading` is what its newest edition that speaks of it says of the total of the home
    province, `latest` the last one that has a value, where the newest has none.
    """

    index: Index
    newest: Edition | None
    reading: Value | None
    latest: Value | None
    open_editions: int
    hidden_editions: int
    needs: Needs


@dataclass(frozen=True, slots=True)
class EditionRow:
    """An edition in the list of its index."""

    edition: Edition
    values: int
    vintages: int
    needs: Needs


def index_rows(indices: Iterable[Index]) -> list[IndexRow]:
    """Return the row of each index, in the order given. Six queries, whatever the number of indices."""
    given = list(indices)
    editions = Edition.objects.filter(index__in=given)
    needs = needs_of(editions)
    by_index: dict[int, list[Edition]] = defaultdict(list)
    for edition in editions.order_by("-year_measured"):
        by_index[edition.index_id].append(edition)
    readings = home_readings(given)
    return [
        IndexRow(
            index=index,
            newest=next(iter(by_index[index.pk]), None),
            reading=readings.get(index.pk, (None, None))[0],
            latest=readings.get(index.pk, (None, None))[1],
            open_editions=sum(edition.opened_at is not None for edition in by_index[index.pk]),
            hidden_editions=sum(edition.opened_at is None for edition in by_index[index.pk]),
            needs=together(needs[edition.pk] for edition in by_index[index.pk]),
        )
        for index in given
    ]


def home_readings(indices: Iterable[Index]) -> dict[int, tuple[Value, Value | None]]:
    """Return by index the newest row on the total of the home province, and the newest with a value where that one has
    none; hidden editions included. One query.
    """
    rows = (
        Value.objects.current()
        .filter(edition__index__in=list(indices), component__parent=None, entity__is_home=True, preferred=True)
        .select_related("edition__scale", "entity")
        .order_by("edition__year_measured", "entity__valid_from", "pk")
    )
    newest, valued = {}, {}
    for value in rows:
        newest[value.edition.index_id] = value
        if not value.absence:
            valued[value.edition.index_id] = value
    return {pk: (value, valued.get(pk) if value.absence else None) for pk, value in newest.items()}


def edition_rows(index: Index) -> list[EditionRow]:
    """Return the editions of an index, the newest first. Seven queries."""
    editions = Edition.objects.filter(index=index)
    needs, values, vintages = needs_of(editions), values_by_edition(editions), _vintages(editions)
    return [
        EditionRow(edition, values.get(edition.pk, 0), vintages.get(edition.pk, 0), needs[edition.pk])
        for edition in editions.select_related("scale", "source").order_by("-year_measured")
    ]


def values_by_edition(editions: QuerySet[Edition]) -> dict[int, int]:
    """Return how many current values, absences included, each edition has. One query."""
    rows = Value.objects.current().filter(edition__in=editions).order_by().values("edition")
    return {row["edition"]: row["found"] for row in rows.annotate(found=Count("pk"))}


def _vintages(editions: QuerySet[Edition]) -> dict[int, int]:
    rows = Vintage.objects.filter(edition__in=editions).order_by().values("edition")
    return {row["edition"]: row["found"] for row in rows.annotate(found=Count("pk"))}
