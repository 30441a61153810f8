"""What follows from the means of a survey of one's own: totals, ranks within each kind, and who has too few answers."""

from collections.abc import Iterable
from typing import Any

from lantoa.apps.indices.models import Absence, Component, Edition, Entity, Index, ScaleVersion
from lantoa.apps.indices.queries.new_values import NewValue
from lantoa.apps.indices.queries.survey import SurveyReadings
from lantoa.core.scoring import ScaledPart, Surveyed, SurveyResult, TotalRule, Unknown, survey_results

_HOW = {
    ScaleVersion.Rule.SUM: "Cộng điểm trung bình của các thành phần",
    ScaleVersion.Rule.WEIGHTED_MEAN: "Trung bình có trọng số của điểm trung bình các thành phần",
}


def why_not_computed(edition: Edition, readings: SurveyReadings) -> str:
    """Return what is missing before totals can be worked out, in Vietnamese; "" where nothing is."""
    if edition.index.kind != Index.Kind.LOCAL:
        return "Chỉ tính tổng cho chỉ số trong tỉnh; chỉ số khác giữ đúng số do nơi công bố nêu."
    if edition.scale.rule == ScaleVersion.Rule.UNKNOWN:
        return "Phiên bản thang đo chưa ghi cách tính tổng: cộng điểm hay trung bình có trọng số."
    if not readings.parts:
        return "Thang đo chưa có thành phần nào ngoài tổng điểm."
    if not readings.entities:
        return "Kỳ này chưa có điểm trung bình nào để tính."
    if typed := readings.typed_totals:
        return f"Tổng điểm đã nhập sẵn: {_names(typed)}. Tổng nhập sẵn không bị tính đè."
    if readings.minimum is not None and (unknown := readings.without_sample):
        return f"Chưa ghi số phiếu thu về của: {_names(unknown)}."
    return ""


def _names(entities: Iterable[Entity]) -> str:
    return ", ".join(entity.short_name for entity in entities)


def computed_rows(edition: Edition, readings: SurveyReadings) -> list[NewValue]:
    """Return the totals, ranks and absences that follow from the means and are not said yet. No query."""
    wanted = [*_without_enough_answers(readings), *_with_enough_answers(edition, readings)]
    return [row for row in wanted if not _is_said(readings, row)]


def _without_enough_answers(readings: SurveyReadings) -> Iterable[NewValue]:
    for entity in readings.too_few:
        note = f"{readings.answers[entity.pk]} phiếu, ít hơn mức tối thiểu {readings.minimum} phiếu."
        for component in readings.components:
            mean = readings.mean(entity, component)
            if component.is_total or component.pk in readings.wholes or (mean is not None and not mean.absence):
                yield NewValue(
                    entity,
                    component,
                    absence=Absence.TOO_FEW_ANSWERS,
                    absence_note=note,
                    derived=True,
                    derived_note="Theo số phiếu thu về.",
                    source=mean.source if mean is not None else readings.source_of(entity),
                )


def _with_enough_answers(edition: Edition, readings: SurveyReadings) -> Iterable[NewValue]:
    scale, entities = edition.scale, readings.enough
    trees = [
        Surveyed(str(entity.pk), entity.kind, _tree(readings, entity, readings.total), readings.not_applicable(entity))
        for entity in entities
    ]
    results = survey_results(
        trees, TotalRule(scale.rule), scale.decimals, higher_is_better=edition.index.higher_is_better
    )
    for entity in entities:
        yield from _restored(readings, entity)
        yield from _worked_out(readings, entity, results[str(entity.pk)], scale)


def _tree(readings: SurveyReadings, entity: Entity, component: Component) -> ScaledPart:
    mean = readings.mean(entity, component)
    return ScaledPart(
        component.code,
        component.short_name,
        value=None if mean is None or component.is_total else mean.number,
        weight=component.weight,
        highest=component.highest,
        parts=tuple(_tree(readings, entity, part) for part in readings.parts_of(component)),
        absence=mean.get_absence_display() if mean and mean.absence else "",
    )


def _restored(readings: SurveyReadings, entity: Entity) -> Iterable[NewValue]:
    """Yield the means that had been taken back for want of answers."""
    for component in readings.components:
        now, mean = readings.current.get((entity.pk, component.pk)), readings.mean(entity, component)
        if now is not None and now.absence == Absence.TOO_FEW_ANSWERS and now.derived and mean is not None:
            yield NewValue(
                entity, component, mean.number, mean.rank, mean.group, source=mean.source, unverified=mean.unverified
            )


def _worked_out(
    readings: SurveyReadings, entity: Entity, result: SurveyResult, scale: ScaleVersion
) -> Iterable[NewValue]:
    how = f"{_HOW[ScaleVersion.Rule(scale.rule)]}, làm tròn {scale.decimals} chữ số thập phân"
    apart = "; thành phần không áp dụng thì không tính" if readings.not_applicable(entity) else ""
    common: dict[str, Any] = {
        "derived": True,
        "source": readings.source_of(entity),
        "unverified": readings.is_unverified(entity),
    }
    for component in readings.components:
        figure = result.figures.get(component.code)
        if figure is None or readings.mean(entity, component) is not None:
            continue
        ranked = f"; xếp hạng trong nhóm {entity.get_kind_display()}" if component.is_total else ""
        if isinstance(figure, Unknown):
            reason: dict[str, Any] = {
                "absence": Absence.NOT_PUBLISHED,
                "absence_note": figure.reason[:300],
                "derived_note": f"{how}.",
            }
            yield NewValue(entity, component, **common, **reason)
        else:
            rank = result.rank if component.is_total else None
            of = result.of if component.is_total else None
            note = f"{how}{apart}{ranked}."
            yield NewValue(entity, component, figure, rank, derived_note=note, ranked_count=of, **common)


def _is_said(readings: SurveyReadings, row: NewValue) -> bool:
    now = readings.current.get(row.place)
    return now is not None and row.says_the_same(now)
