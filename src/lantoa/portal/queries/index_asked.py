"""What a page on an index over the years is asked for."""

from dataclasses import dataclass

from lantoa.apps.indices.models import Component, Entity

# As many lines as one picture takes (core/charts).
MOST_ENTITIES = 6


@dataclass(frozen=True, slots=True)
class AskedSeries:
    """Whom and what a page over the years is asked for; `ignored` names what it was asked for in vain.

    `entities` is empty where nobody was chosen. `pairs` are the words of the address that say the same.
    """

    entities: tuple[Entity, ...] = ()
    component: Component | None = None
    first: int | None = None
    last: int | None = None
    ignored: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
