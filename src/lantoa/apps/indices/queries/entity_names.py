"""Entities by the ways in which tables write their names."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from lantoa.apps.indices.models import Entity, EntityKind, Index
from lantoa.core.viettext import fold, grams, grams_likeness

_PUNCTUATION = re.compile(r"[^\w]+")
_BRACKET = re.compile(r"[(\[][^)\]]*[)\]]")
_NUMBERING = re.compile(r"^\d{1,2}(?:[.)]\s*|\s+)(?=\D)")
# Before the name of a province or a region; a town or a district keeps its word: Quảng Trị is also a town.
_PREFIXES = re.compile(r"^(?:tinh|thanh pho|tp|t p|trung binh vung|binh quan vung|trung binh|binh quan|vung) ")
_NATION = frozenset({"ca nuoc", "toan quoc", "trung binh ca nuoc", "binh quan ca nuoc", "quoc gia", "viet nam"})
_NEAREST = 5
_LIKE = 0.3
KINDS: dict[str, Collection[str]] = {
    Index.Kind.PROVINCIAL: (EntityKind.NATION, EntityKind.REGION, EntityKind.PROVINCE),
    Index.Kind.LOCAL: (EntityKind.DEPARTMENT, EntityKind.DISTRICT, EntityKind.COMMUNE, EntityKind.PROVINCE),
}


def name_key(words: str) -> str:
    """Return a name for comparing: no accents, brackets, punctuation, leading number, "tỉnh" and the like.

    >>> name_key("Tỉnh Quảng Trị"), name_key("TP. Hồ Chí Minh"), name_key("12. Thừa Thiên - Huế (*)")
    ('quang tri', 'ho chi minh', 'thua thien hue')
    >>> name_key("Thị xã Quảng Trị"), name_key("Trung bình vùng Tây Nguyên")
    ('thi xa quang tri', 'tay nguyen')
    """
    bare = _NUMBERING.sub("", _BRACKET.sub(" ", fold(words)))
    plain = " ".join(_PUNCTUATION.sub(" ", bare).replace("_", " ").split())
    if plain in _NATION:
        return "ca nuoc"
    return _PREFIXES.sub("", plain)


@dataclass(frozen=True, slots=True)
class Named:
    """Whom a name means: the entity, or else why nobody can say, and who may be meant."""

    entity: Entity | None
    reason: str = ""
    candidates: tuple[Entity, ...] = ()


class EntityNames:
    """The entities that an index may speak of, by their names; nothing is asked of the database."""

    def __init__(self, entities: Iterable[Entity], kind: str) -> None:
        self.entities = {entity.pk: entity for entity in entities if entity.kind in KINDS[kind]}
        self._by_key: dict[str, list[Entity]] = {}
        self._grams: list[tuple[frozenset[str], Entity]] = []
        for entity in self.entities.values():
            for key in self._keys(entity):
                self._by_key.setdefault(key, []).append(entity)
                self._grams.append((grams(key), entity))

    @staticmethod
    def _keys(entity: Entity) -> set[str]:
        keys = {name_key(str(name)) for name in (entity.name, entity.short_name, *entity.aliases)}
        keys |= {"ca nuoc"} if entity.kind == EntityKind.NATION else set()
        return keys - {""}

    def knows(self, words: str) -> bool:
        """Return whether an entity of some time has this name."""
        return bool(words) and len(words) < 200 and name_key(words) in self._by_key

    def find(self, words: str, year: int) -> Named:
        """Return the entity of that name which existed in the year; the nearest ones where the name is unknown."""
        found = self._by_key.get(name_key(words), [])
        there = [entity for entity in found if entity.is_valid_in(year)]
        if len(there) == 1:
            return Named(there[0])
        if there:
            return Named(None, f"“{words}” có thể là nhiều đối tượng của năm {year}; hãy chọn.", tuple(there))
        if found:
            reason = f"{found[0].name} không tồn tại trong năm {year}; hãy xem lại năm hoặc tên."
            return Named(None, reason, self.nearest(words, year))
        return Named(None, f"Không có đối tượng nào tên “{words}”.", self.nearest(words, year))

    def nearest(self, words: str, year: int) -> tuple[Entity, ...]:
        """Return the entities of that year whose names are most like the words, the most alike first; five at most."""
        own = grams(name_key(words))
        best: dict[int, float] = {}
        for other, entity in self._grams:
            if entity.is_valid_in(year):
                best[entity.pk] = max(best.get(entity.pk, 0.0), grams_likeness(own, other))
        near = sorted((-like, pk) for pk, like in best.items() if like >= _LIKE)[:_NEAREST]
        return tuple(self.entities[pk] for _, pk in near)
