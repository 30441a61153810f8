"""What the pages on indices are asked for. What makes no sense is left aside and named, so that a page always shows."""

from collections.abc import Iterable, Mapping, Sequence

from django.http import QueryDict

from lantoa.apps.indices.models import Component, Edition, Entity
from lantoa.portal.queries.index_asked import MOST_ENTITIES, AskedSeries

_MOST_WORDS = 80


def asked_series(query: QueryDict, entities: Sequence[Entity], components: Sequence[Component]) -> AskedSeries:
    """Return what is asked for, out of these entities and components."""
    ignored: list[str] = []
    chosen = _chosen(query, {entity.slug: entity for entity in entities}, ignored)
    component = _component(query, components, ignored)
    first, last = (_year(query, name, ignored) for name in ("tu-nam", "den-nam"))
    if first and last and first > last:
        first, last = last, first
    pairs = [("doi-tuong", entity.slug) for entity in chosen]
    if component:
        pairs.append(("thanh-phan", component.code))
    pairs += [(name, str(year)) for name, year in (("tu-nam", first), ("den-nam", last)) if year]
    return AskedSeries(tuple(chosen), component, first, last, tuple(ignored), tuple(pairs))


def asked_component(query: QueryDict, components: Sequence[Component], ignored: list[str]) -> Component | None:
    """Return the component that is asked for, None for the total."""
    return _component(query, components, ignored)


def asked_entity(query: QueryDict, entities: Iterable[Entity], ignored: list[str]) -> Entity | None:
    """Return the one entity that is asked for, None for none."""
    words = _words(query.get("doi-tuong", ""))
    found = next((entity for entity in entities if entity.slug == words), None)
    if words and found is None:
        ignored.append(f"không có đối tượng nào mang mã “{words}”")
    return found


def asked_choice(query: QueryDict, name: str, choices: Mapping[str, str], ignored: list[str]) -> str:
    """Return the value of one of these choices, "" where none of them is asked for."""
    words = _words(query.get(name, ""))
    if words and words not in choices:
        ignored.append(f"không có lựa chọn “{words}”")
    return words if words in choices else ""


def asked_edition(query: QueryDict, name: str, editions: Iterable[Edition], ignored: list[str]) -> Edition | None:
    """Return the edition of the year that is asked for, None for none."""
    year = _year(query, name, ignored)
    found = next((edition for edition in editions if edition.year_measured == year), None)
    if year and found is None:
        ignored.append(f"chưa có kỳ năm {year}")
    return found


def _chosen(query: QueryDict, known: Mapping[str, Entity], ignored: list[str]) -> list[Entity]:
    found: list[Entity] = []
    for given in dict.fromkeys(_words(words) for words in query.getlist("doi-tuong")[:50]):
        entity = known.get(given)
        if not given:
            continue
        if entity is None:
            ignored.append(f"không có đối tượng nào mang mã “{given}”")
        elif len(found) == MOST_ENTITIES:
            ignored.append(f"{entity.short_name} (mỗi hình vẽ tối đa {MOST_ENTITIES} đối tượng)")
        else:
            found.append(entity)
    return found


def _component(query: QueryDict, components: Sequence[Component], ignored: list[str]) -> Component | None:
    words = _words(query.get("thanh-phan", ""))
    found = next((component for component in components if component.code == words), None)
    if words and found is None:
        ignored.append(f"không có thành phần nào mang mã “{words}”")
    return found


def _year(query: QueryDict, name: str, ignored: list[str]) -> int | None:
    words = _words(query.get(name, ""))
    if words.isascii() and words.isdecimal() and 1990 <= int(words[:5]) <= 2100:
        return int(words)
    if words:
        ignored.append(f"“{words}” không phải là năm")
    return None


def _words(given: str) -> str:
    return given.replace("\x00", "").strip()[:_MOST_WORDS]
