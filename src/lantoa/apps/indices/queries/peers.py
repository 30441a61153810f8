"""Those that were measured beside an entity in one edition: what each has, who is best, the totals of the others."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from lantoa.apps.indices.models import Component, Edition, Entity, Index, Value

NOBODY_SURE = "Không rõ kỳ này xếp hạng bao nhiêu đối tượng nên không biết ai cao nhất"


@dataclass(frozen=True, slots=True)
class Peer:
    """One entity with its published number and rank in one component."""

    slug: str
    name: str
    number: Decimal
    rank: int | None


@dataclass(frozen=True, slots=True)
class Peers:
    """The published numbers of all entities of one kind in an edition, by component."""

    edition: Edition
    by_component: Mapping[int, tuple[Peer, ...]]

    def of(self, component: Component) -> tuple[Peer, ...]:
        """Return those with a number in the component."""
        return self.by_component.get(component.pk, ())

    def others(self, component: Component, entity: Entity) -> list[Decimal]:
        """Return the numbers of all but the entity."""
        return [peer.number for peer in self.of(component) if peer.slug != entity.slug]

    def best(self, component: Component) -> Peer | None:
        """Return who is best, by the rule of queries.best: stated to be first, or all that were ranked are known.

        Within the province one's own survey has measured everybody, so that all are known.
        """
        higher = self.edition.index.higher_is_better
        known = self.of(component)

        def place(peer: Peer) -> tuple[bool, Decimal]:
            return peer.rank != 1, -peer.number if higher else peer.number

        first = min(known, key=place, default=None)
        is_local = self.edition.index.kind == Index.Kind.LOCAL
        sure = first is not None and (is_local or first.rank == 1 or len(known) == self.edition.ranked_count)
        return first if sure else None

    def best_reason(self, component: Component) -> str:
        """Return why nobody can say who is best."""
        of = self.edition.ranked_count
        if not self.of(component) and self.edition.index.kind == Index.Kind.LOCAL:
            return "Chưa đối tượng nào cùng nhóm có điểm của thành phần này"
        if of is None:
            return NOBODY_SURE
        return f"Mới có số liệu của {len(self.of(component))}/{of} đối tượng nên không biết ai cao nhất"


def peers_in(edition: Edition, kind: str) -> Peers:
    """Return what the edition says of the entities of that kind. One query, whatever their number."""
    rows = Value.objects.current().filter(
        edition=edition,
        preferred=True,
        number__isnull=False,
        entity__in=Entity.objects.valid_in(edition.year_measured).filter(kind=kind),
    )
    found: dict[int, list[Peer]] = {}
    wanted = ("component", "entity__slug", "entity__short_name", "number", "rank")
    for component, slug, name, number, rank in rows.order_by("pk").values_list(*wanted):
        assert number is not None
        found.setdefault(component, []).append(Peer(slug, name, number, rank))
    return Peers(edition, {component: tuple(peers) for component, peers in found.items()})
