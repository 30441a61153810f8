"""Whom a page shows when nobody has been asked for, and who came from whom."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.db.models import Q, QuerySet

from lantoa.apps.indices.models import Edition, Entity, EntityKind, EntitySuccession, Index, Value
from lantoa.apps.indices.queries.records import RelatedEntity
from lantoa.core.viettext import format_date, sort_key

FIRST_FEW = 6  # lines of a picture that nobody chose


def visible_editions(*, public: bool) -> QuerySet[Edition]:
    """Return the editions one may see, by the year measured, with index, scale and source at hand."""
    editions = Edition.objects.select_related("index", "scale", "source").order_by("year_measured")
    return editions.exclude(opened_at=None) if public else editions


def home_entities() -> list[Entity]:
    """Return the province of this installation, as it was before a merger and as it is since, the oldest first. Its
    region is at hand. One query.
    """
    homes = Entity.objects.filter(is_home=True).select_related("parent")
    return sorted(homes, key=lambda home: (home.valid_from is not None, home.valid_from, home.pk))


def nation_entity() -> Entity | None:
    """Return the nation; None where it is not in the register. One query."""
    return Entity.objects.filter(kind=EntityKind.NATION).order_by("pk").first()


def default_entities(index: Index, *, public: bool = True) -> list[Entity]:
    """Return whom an index is shown for when nobody is asked for: home, its region, the nation. Three queries.

    Of home before and after a merger those are taken that the index says anything of, side by side; where it says
    nothing of either, the newest. For an index within the province: the first few of its newest edition.
    """
    if index.kind == Index.Kind.LOCAL:
        return _first_few(index, public=public)
    homes = home_entities()
    seen = Value.objects.current().filter(entity__in=homes, edition__in=_editions_of(index, public=public))
    measured = set(seen.values_list("entity_id", flat=True).distinct())
    shown = [home for home in homes if home.pk in measured] or homes[-1:]
    regions = [home.parent for home in shown if home.parent is not None]
    nation = nation_entity()
    return list(dict.fromkeys([*shown, *regions, *([nation] if nation else [])]))


def related_entities(entities: Sequence[Entity]) -> tuple[RelatedEntity, ...]:
    """Return what these entities came from or became and is not among them, each with its note. One query."""
    known = {entity.pk: entity for entity in entities}
    links = EntitySuccession.objects.filter(Q(predecessor__in=known) | Q(successor__in=known))
    found: dict[int, RelatedEntity] = {}
    for link in links.select_related("predecessor", "successor").order_by("on", "pk"):
        day = format_date(link.on)
        if link.successor_id not in known:
            note = f"từ ngày {day} {link.predecessor.short_name} hợp nhất thành {link.successor.name}"
            found.setdefault(link.successor_id, RelatedEntity(link.successor, known[link.predecessor_id], note))
        elif link.predecessor_id not in known:
            note = f"đến trước ngày {day} là một phần của {link.successor.name} hiện nay"
            found.setdefault(link.predecessor_id, RelatedEntity(link.predecessor, known[link.successor_id], note))
    return tuple(found.values())


def measured_entities(index: Index, *, public: bool = True) -> list[Entity]:
    """Return all whom the visible editions of an index say anything of: nation, regions, then the others by name. One
    query; what a page offers to choose from.
    """
    values = Value.objects.current().filter(edition__in=_editions_of(index, public=public))
    return _by_kind(Entity.objects.filter(pk__in=values.values("entity")).select_related("parent"))


def _by_kind(entities: Iterable[Entity]) -> list[Entity]:
    place = {kind: number for number, kind in enumerate(EntityKind.values)}
    return sorted(entities, key=lambda entity: (place[entity.kind], sort_key(entity.name)))


def _editions_of(index: Index, *, public: bool) -> QuerySet[Edition]:
    editions = Edition.objects.filter(index=index)
    return editions.exclude(opened_at=None) if public else editions


def _first_few(index: Index, *, public: bool) -> list[Entity]:
    newest = _editions_of(index, public=public).order_by("-year_measured").first()
    if newest is None:
        return []
    values = Value.objects.current().filter(edition=newest, preferred=True, component__parent=None, absence="")
    rows = sorted(values.select_related("entity__parent"), key=lambda value: published_place(value, index))
    # Departments and districts are ranked apart; lines of one picture are of one kind.
    kinds = sorted({value.entity.kind for value in rows}, key=EntityKind.values.index)
    return [value.entity for value in rows if value.entity.kind == kinds[0]][:FIRST_FEW]


def published_place(value: Value, index: Index) -> tuple[int, bool, Decimal]:
    """Return what sorts values of one edition and component, the best first: by stated rank, without one by number."""
    number = value.number or Decimal(0)
    return (value.rank or 10_000, value.number is None, -number if index.higher_is_better else number)
