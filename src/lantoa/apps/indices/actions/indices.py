"""Writes of an index, the versions of its scale, and its annotations."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from lantoa.apps.base.actions import Actor, record_act
from lantoa.apps.indices.actions.changes import note_index_change
from lantoa.apps.indices.actions.storing import CannotChangeIndex, add_row, change_row
from lantoa.apps.indices.models import Annotation, Component, Index, IndexSource, ScaleVersion

# The total of a scale version, made with it.
TOTAL_CODE = "tong"
TOTAL_NAME = "Tổng điểm"


@transaction.atomic
def save_index(
    *, index: Index | None, values: Mapping[str, Any], sources: Iterable[IndexSource], by: Actor, at: datetime
) -> Index:
    """Return the index with these values and these sources of its explanation, made where `index` is None."""
    found = Index.objects.select_for_update().get(pk=index.pk) if index else Index(**values)
    if index:
        change_row(found, values, act="indices.change_index", by=by, at=at)
    else:
        add_row(found, act="indices.add_index", by=by, at=at)
    asked = sorted(source.pk for source in sources)
    before = sorted(found.explainer_sources.values_list("pk", flat=True))
    if asked != before:
        found.explainer_sources.set(asked)
        detail = {"sources": [before, asked]}
        record_act("indices.change_explainer_sources", subject=found, by=by, at=at, detail=detail)
    note_index_change(found, at=at)
    return found


@transaction.atomic
def save_scale(
    *, index: Index, scale: ScaleVersion | None, values: Mapping[str, Any], by: Actor, at: datetime
) -> ScaleVersion:
    """Return the scale version with these values; a new one comes with its total."""
    if scale:
        found = ScaleVersion.objects.select_for_update().get(pk=scale.pk, index=index)
        change_row(found, values, act="indices.change_scale", by=by, at=at)
    else:
        found = ScaleVersion(index=index, **values)
        add_row(found, act="indices.add_scale", by=by, at=at)
        total = Component(
            scale=found, code=TOTAL_CODE, name=TOTAL_NAME, short_name="Tổng", highest=found.highest, source=found.source
        )
        add_row(total, act="indices.add_component", by=by, at=at)
    note_index_change(index, at=at)
    return found


@transaction.atomic
def remove_scale(*, scale: ScaleVersion, by: Actor, at: datetime) -> None:
    """Remove a scale version on which nothing was measured; CannotChangeIndex while an edition stands on it."""
    found = ScaleVersion.objects.select_for_update(of=("self",)).select_related("index").get(pk=scale.pk)
    years = list(found.editions.order_by("year_measured").values_list("year_measured", flat=True))
    if years:
        told = ", ".join(str(year) for year in years)
        raise CannotChangeIndex(
            f"Thang này đang dùng cho kỳ {told}. Hãy chuyển các kỳ ấy sang thang khác hoặc xóa chúng trước."
        )
    record_act("indices.remove_scale", subject=found, by=by, at=at, detail={"name": found.name})
    found.delete()
    note_index_change(scale.index, at=at)


@transaction.atomic
def save_annotation(
    *, index: Index, annotation: Annotation | None, values: Mapping[str, Any], by: Actor, at: datetime
) -> Annotation:
    """Return the annotation with these values, made where there was none."""
    if annotation:
        found = Annotation.objects.select_for_update(of=("self",)).get(pk=annotation.pk, index=index)
        change_row(found, values, act="indices.change_annotation", by=by, at=at)
    else:
        found = Annotation(index=index, **values)
        add_row(found, act="indices.add_annotation", by=by, at=at)
    note_index_change(index, at=at)
    return found


@transaction.atomic
def remove_annotation(*, annotation: Annotation, by: Actor, at: datetime) -> None:
    """Remove an annotation."""
    record_act("indices.remove_annotation", subject=annotation, by=by, at=at, detail={"text": annotation.text})
    note_index_change(annotation.index, at=at)
    annotation.delete()
