"""Strata of a table, stored together."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from lantoa.apps.base.actions import Actor
from lantoa.apps.surveys.actions.rounds import save_stratum
from lantoa.apps.surveys.models import SurveyRound
from lantoa.apps.surveys.queries.strata_plan import PlannedStratum


@transaction.atomic
def import_strata(*, survey_round: SurveyRound, planned: Sequence[PlannedStratum], by: Actor, at: datetime) -> int:
    """Return how many strata were stored: the rows without a problem, all of them or none."""
    good = [one for one in planned if not one.problem]
    for one in good:
        values = {
            "agency": one.agency, "procedure": one.procedure, "quota": one.quota, "population": one.population,
            "source": one.source,
        }  # fmt: skip
        save_stratum(survey_round=survey_round, values=values, by=by, at=at)
    return len(good)
