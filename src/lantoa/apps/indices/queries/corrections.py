"""What later vintages replaced, value by value."""

from collections.abc import Sequence

from lantoa.apps.indices.models import Edition, Value
from lantoa.apps.indices.queries.records import Correction


def corrections_of(editions: Sequence[Edition], *, public: bool = True) -> tuple[Correction, ...]:
    """Return every value of these editions that a later vintage replaced, with what it put there, newest first. Two
    queries. In public, of open editions alone.
    """
    shown = {edition.pk: edition for edition in editions if not public or edition.opened_at is not None}
    rows = Value.objects.filter(edition__in=list(shown)).select_related(
        "entity", "component", "source", "vintage", "superseded_by"
    )
    replaced = list(rows.exclude(superseded_by=None))
    put: dict[tuple[int, int, int], list[Value]] = {}
    for value in rows.filter(vintage__in={value.superseded_by_id for value in replaced}):
        put.setdefault((value.vintage_id, value.entity_id, value.component_id), []).append(value)
    found = []
    for value in replaced:
        assert value.superseded_by is not None
        value.edition = shown[value.edition_id]
        candidates = put.get((value.superseded_by.pk, value.entity_id, value.component_id), [])
        same_source = [one for one in candidates if one.source_id == value.source_id]
        found.append(Correction(value, next(iter([*same_source, *candidates]), None), value.superseded_by))
    found.sort(key=lambda one: (one.vintage.entered_at, one.before.pk), reverse=True)
    return tuple(found)
