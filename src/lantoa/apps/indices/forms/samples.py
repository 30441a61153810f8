"""Checks of how many questionnaires came back: one least number, and two counts for each entity."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from lantoa.apps.indices.actions.ddci import Sample
from lantoa.apps.indices.forms.inputs import count_field
from lantoa.apps.indices.models import Entity, SurveySample

_MOST = 1_000_000


class SamplesForm(forms.Form):
    """After is_valid(): `minimum`, and `samples`, None for an entity whose boxes are empty."""

    def __init__(
        self, data: Any, *, minimum: int | None, entities: Sequence[Entity], stored: Mapping[int, SurveySample]
    ) -> None:
        super().__init__(data)
        self.entities = entities
        self.fields["minimum"] = count_field(
            "Số phiếu tối thiểu",
            most=_MOST,
            initial=minimum,
            help_text="Đối tượng có ít phiếu hơn thì không có tổng điểm và thứ hạng. Để trống: không đặt mức.",
        )
        for entity in entities:
            row = stored.get(entity.pk)
            self.fields[f"a{entity.pk}"] = count_field(
                f"Phiếu thu về, {entity.short_name}", least=0, most=_MOST, initial=row.answers if row else None
            )
            self.fields[f"s{entity.pk}"] = count_field(
                f"Phiếu phát ra, {entity.short_name}", least=0, most=_MOST, initial=row.sent if row else None
            )

    def clean(self) -> None:
        for entity in self.entities:
            answers, sent = self._counts(entity)
            if sent is not None and answers is None and f"a{entity.pk}" not in self.errors:
                self.add_error(f"a{entity.pk}", "Hãy ghi số phiếu thu về; không có phiếu nào thì ghi 0.")
            if sent is not None and answers is not None and answers > sent:
                self.add_error(f"a{entity.pk}", "Không thể nhiều hơn số phiếu phát ra.")

    def _counts(self, entity: Entity) -> tuple[int | None, int | None]:
        return self.cleaned_data.get(f"a{entity.pk}"), self.cleaned_data.get(f"s{entity.pk}")

    @property
    def rows(self) -> list[tuple[Entity, forms.BoundField, forms.BoundField]]:
        """Return each entity with its two boxes."""
        return [(entity, self[f"a{entity.pk}"], self[f"s{entity.pk}"]) for entity in self.entities]

    @property
    def samples(self) -> dict[Entity, Sample | None]:
        counts = ((entity, *self._counts(entity)) for entity in self.entities)
        return {entity: None if answers is None else Sample(answers, sent) for entity, answers, sent in counts}
