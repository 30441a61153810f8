"""Indices as the public sees them: those with an open edition, their editions, components and sources."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet

from lantoa.apps.agencies.models import Agency
from lantoa.apps.indices.models import (
    Annotation,
    Component,
    Edition,
    Entity,
    EntityKind,
    Index,
    IndexSource,
    Value,
    Vintage,
)
from lantoa.core.viettext import sort_key

OPEN = Q(opened_at__isnull=False)


@dataclass(frozen=True, slots=True)
class Given:
    """What one source gave to one index: values of these years, how many of them."""

    index: Index
    values: int
    first_year: int
    last_year: int
    is_made_up: bool


@dataclass(frozen=True, slots=True)
class SourceGave:
    """A source with the values it gave, by index, and the indices it explains."""

    source: IndexSource
    given: tuple[Given, ...]
    explains: tuple[Index, ...]


@dataclass(frozen=True, slots=True)
class Explained:
    """What the explainer of an index shows: its scales with their components, its remarks, its editions."""

    index: Index
    editions: tuple[Edition, ...]
    components: tuple[Component, ...]
    annotations: tuple[Annotation, ...]
    sources: tuple[IndexSource, ...]
    entered_at: datetime | None


def open_indices() -> QuerySet[Index]:
    """Return the indices that have an edition in public, in their order."""
    return Index.objects.filter(Exists(Edition.objects.filter(OPEN, index=OuterRef("pk"))))


def open_editions(slug: str) -> list[Edition]:
    """Return the editions of an index that are in public, the newest first, with index, scale and source at hand; none
    for an index that nobody knows or that shows nothing yet. One query.
    """
    editions = Edition.objects.filter(OPEN, index__slug=slug).select_related("index", "scale", "source")
    return list(editions.order_by("-year_measured"))


def components_of(index: Index) -> list[Component]:
    """Return one component for each code that open editions of the index measure, as its newest scale has it, in the
    order of the newest scale; the total is left out. One query.
    """
    scales = Edition.objects.filter(OPEN, index=index).values("scale")
    newest: dict[str, Component] = {}
    rows = Component.objects.filter(scale__in=scales).exclude(parent=None).select_related("scale", "parent")
    for component in sorted(rows, key=lambda row: (-(row.scale.year_from or 0), -row.scale_id, row.position, row.pk)):
        newest.setdefault(component.code, component)
    return list(newest.values())


def measured_in(indices: Iterable[Index]) -> list[Entity]:
    """Return all whom open editions of these indices say anything of: nation, regions, then the others by name. One
    query.
    """
    values = Value.objects.current().filter(edition__opened_at__isnull=False, edition__index__in=list(indices))
    found = Entity.objects.filter(pk__in=values.values("entity")).select_related("parent")
    place = {kind: number for number, kind in enumerate(EntityKind.values)}
    return sorted(found, key=lambda entity: (place[entity.kind], sort_key(entity.name)))


def explained_indices() -> QuerySet[Index]:
    """Return the indices that have an explainer but no edition in public yet, in their order."""
    return Index.objects.exclude(Q(who_measures="") & Q(how_measured="") & Q(what_it_means="")).exclude(
        Exists(Edition.objects.filter(OPEN, index=OuterRef("pk")))
    )


def explained(index: Index, editions: Sequence[Edition]) -> Explained:
    """Return what the explainer of an index shows; `editions` are its open ones. Four queries."""
    scale = editions[0].scale_id if editions else None
    return Explained(
        index=index,
        editions=tuple(editions),
        components=tuple(Component.objects.filter(scale=scale).select_related("source", "parent")),
        annotations=tuple(
            Annotation.objects.filter(Q(edition=None) | Q(edition__in=editions), index=index).select_related(
                "source", "edition", "component"
            )
        ),
        sources=tuple(index.explainer_sources.all()),
        entered_at=Vintage.objects.filter(edition__in=editions).aggregate(at=Max("entered_at"))["at"],
    )


def sources_that_gave() -> tuple[SourceGave, ...]:
    """Return every source that open editions took values from, or that explains an index, with what it gave. Four
    queries.
    """
    indices = {index.pk: index for index in open_indices()}
    rows = (
        Value.objects.current()
        .filter(edition__opened_at__isnull=False)
        .values("source", "edition__index")
        .annotate(
            values_given=Count("pk"),
            made_up=Count("pk", filter=Q(edition__illustrative=True)),
            first=Min("edition__year_measured"),
            last=Max("edition__year_measured"),
        )
        .order_by("edition__index__position", "edition__index")
    )
    given: dict[int, list[Given]] = {}
    for row in rows:
        index = indices[row["edition__index"]]
        found = Given(index, row["values_given"], row["first"], row["last"], bool(row["made_up"]))
        given.setdefault(row["source"], []).append(found)
    explains: dict[int, list[Index]] = {}
    for index_pk, source_pk in Index.explainer_sources.through.objects.filter(index__in=indices).values_list(
        "index_id", "indexsource_id"
    ):
        explains.setdefault(source_pk, []).append(indices[index_pk])
    sources = IndexSource.objects.filter(pk__in={*given, *explains})
    return tuple(
        SourceGave(source, tuple(given.get(source.pk, ())), tuple(explains.get(source.pk, ()))) for source in sources
    )


def newest_local_value(agencies: Iterable[Agency]) -> Value | None:
    """Return the newest open total that an index within the province has for one of these agencies. One query."""
    return (
        Value.objects.current()
        .filter(
            edition__opened_at__isnull=False,
            edition__index__kind=Index.Kind.LOCAL,
            entity__agency__in=list(agencies),
            component__parent=None,
            preferred=True,
            absence="",
        )
        .select_related("edition__index", "edition__scale", "entity", "source")
        .order_by("-edition__year_measured", "edition__index__position", "pk")
        .first()
    )
