"""What readers of the pages on indices choose from."""

from collections.abc import Iterable
from dataclasses import dataclass

from lantoa.apps.indices.models import Entity, EntityKind


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a field of choices."""

    value: str
    label: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class ChoiceGroup:
    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class EntityChooser:
    """A form with one field: whom to show."""

    action: str
    groups: tuple[ChoiceGroup, ...]
    label: str = "Đối tượng"


def entity_groups(entities: Iterable[Entity], *, chosen: str = "") -> tuple[ChoiceGroup, ...]:
    """Return entities as choices: nation and regions first, then those of each region, or of each kind."""
    groups: dict[str, list[Choice]] = {}
    for entity in entities:
        groups.setdefault(_group_of(entity), []).append(
            Choice(entity.slug, entity.short_name, bool(chosen) and entity.slug == chosen)
        )
    return tuple(ChoiceGroup(label, tuple(choices)) for label, choices in groups.items())


def _group_of(entity: Entity) -> str:
    if entity.kind in (EntityKind.NATION, EntityKind.REGION):
        return "Cả nước và vùng"
    if entity.kind == EntityKind.PROVINCE:
        return entity.parent.name if entity.parent else "Tỉnh, thành phố"
    words = str(entity.get_kind_display())
    return words[:1].upper() + words[1:]
