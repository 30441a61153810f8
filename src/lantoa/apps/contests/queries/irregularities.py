"""Reads of irregularities: the list of a contest, and the submissions of one side by side."""

from django.db.models import QuerySet

from lantoa.apps.base.models import AuditEntry
from lantoa.apps.contests.models import Contest, Irregularity, Submission


def irregularities_of(contest: Contest) -> QuerySet[Irregularity]:
    """Return the irregularities of the contest's closed rounds, with what the list shows of them."""
    return Irregularity.objects.filter(round__contest=contest, round__closed_at__isnull=False).select_related(
        "round", "decided_by"
    )


def compared_submissions(irregularity: Irregularity) -> QuerySet[Submission]:
    """Return its submissions in the order they came in, with attempt, entrant and unit."""
    return irregularity.submissions.select_related("attempt__entrant__agency").order_by("received_at", "pk")


def acts_on(irregularity: Irregularity) -> list[AuditEntry]:
    """Return what was done about it, the latest first."""
    label = irregularity._meta.label_lower
    return list(
        AuditEntry.objects.filter(
            subject_type=label, subject_id=str(irregularity.pk), act="contests.decide_irregularity"
        )
    )
