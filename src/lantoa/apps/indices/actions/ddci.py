"""The province's own index: totals and ranks worked out from the means of its survey."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from lantoa.apps.accounts.models import User
from lantoa.apps.base.actions import Actor, record_act
from lantoa.apps.indices.actions.entering import CannotEnter, enter_values
from lantoa.apps.indices.models import Edition, Entity, SurveySample, Vintage
from lantoa.apps.indices.queries.survey import survey_readings
from lantoa.apps.indices.queries.survey_rows import computed_rows, why_not_computed

_REASON = "Tính tổng điểm, thứ hạng từ điểm trung bình và số phiếu đang có."


class CannotCompute(ValueError):
    """Totals cannot be worked out; the message, in Vietnamese, says what is missing."""


@transaction.atomic
def compute_edition(*, edition: Edition, by: User | None, at: datetime) -> Vintage | None:
    """Return the vintage with the totals and ranks that follow from the means; None where nothing has changed.

    Totals are by the rule of the scale, rounded to its decimals; ranks count within each kind of entity. Whoever has
    fewer answers than the edition asks for gets no value, with the reason, and gets it back when there are enough.
    Raises CannotCompute. About fifteen queries, whatever the number of entities.
    """
    edition = Edition.objects.select_for_update(of=("self",)).select_related("index", "scale").get(pk=edition.pk)
    readings = survey_readings(edition)
    if reason := why_not_computed(edition, readings):
        raise CannotCompute(reason)
    rows = computed_rows(edition, readings)
    if not rows:
        return None
    last = edition.vintages.aggregate(last=Max("number"))["last"] or 0
    try:
        return enter_values(
            edition=edition, rows=rows, key=f"survey-{edition.pk}-{last + 1}", by=by, at=at, reason=_REASON
        )
    except CannotEnter as refused:
        raise CannotCompute(str(refused)) from refused


@dataclass(frozen=True, slots=True)
class Sample:
    """How many questionnaires came back, and how many were sent where that is known."""

    answers: int
    sent: int | None = None


@transaction.atomic
def set_samples(
    *, edition: Edition, minimum: int | None, samples: Mapping[Entity, Sample | None], by: Actor, at: datetime
) -> bool:
    """Return whether anything changed: the least number of answers, and the sample of each of these entities (None: it
    is not known). Entities that are not named keep theirs.

    Totals that are there already do not follow by themselves: compute_edition does that.
    """
    edition = Edition.objects.select_for_update(of=("self",)).get(pk=edition.pk)
    stored = {row.entity_id: row for row in SurveySample.objects.filter(edition=edition)}
    before = {pk: Sample(row.answers, row.sent) for pk, row in stored.items()}
    changed = {entity: sample for entity, sample in samples.items() if before.get(entity.pk) != sample}
    if not changed and minimum == edition.minimum_answers:
        return False
    SurveySample.objects.filter(edition=edition, entity__in=list(changed)).delete()
    SurveySample.objects.bulk_create(
        SurveySample(edition=edition, entity=entity, answers=sample.answers, sent=sample.sent)
        for entity, sample in changed.items()
        if sample is not None
    )
    detail = {
        "minimum": [edition.minimum_answers, minimum],
        "samples": [[entity.slug, _told(before.get(entity.pk)), _told(sample)] for entity, sample in changed.items()],
    }
    Edition.objects.filter(pk=edition.pk).update(minimum_answers=minimum)
    record_act("indices.set_samples", subject=edition, by=by, at=at, detail=detail)
    return True


def _told(sample: Sample | None) -> list[int | None] | None:
    return None if sample is None else [sample.answers, sample.sent]
