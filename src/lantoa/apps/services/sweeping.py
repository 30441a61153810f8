"""The sweeps of the service guide, run again and again by the worker; the rows tell what is left to do."""

import logging
from collections import defaultdict
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from lantoa.apps.accounts.models import User
from lantoa.apps.accounts.roles import Role
from lantoa.apps.assignments.ladder import Hours
from lantoa.apps.assignments.queries import working_calendar
from lantoa.apps.base.models import PublicChange
from lantoa.apps.services.actions.changes import note_guide_change, public_subject
from lantoa.apps.services.actions.importing import forget_expired_imports
from lantoa.apps.services.actions.reminding import remind_of_stale_procedures
from lantoa.apps.services.models import Procedure
from lantoa.apps.services.queries.staleness import stale_among

# So far back is looked: longer than a worker stands still, shorter than the log of changes is kept.
_BACK = timedelta(days=3)
_log = logging.getLogger(__name__)


def sweep_stale_procedures(*, at: datetime) -> int:
    """Return how many mails were made about public procedures to be looked at: one an agency, focal officer and week,
    on a working day from the hour of the digest on. Two queries while nothing is stale, else a few a mail.
    """
    local, hours = timezone.localtime(at), Hours()
    if local.time() < hours.digest_hour or hours.is_quiet(local.time()):
        return 0
    published = Procedure.objects.filter(state=Procedure.State.PUBLISHED).exclude(owner=None)
    rows = list(stale_among(published, today=local.date()).order_by(F("checked_on").asc(nulls_first=True), "pk"))
    if not rows or not working_calendar().is_working(local.date()):
        return 0
    stale: dict[int, list[Procedure]] = defaultdict(list)
    for row in rows:
        stale[row.owner_id or 0].append(row)
    people = User.objects.filter(
        membership__agency__in=stale, groups__name=Role.FOCAL_OFFICER.label, is_active=True
    ).exclude(email="").select_related("membership__agency").distinct()  # fmt: skip
    said = 0
    for person in people:
        try:
            mine = stale[person.membership.agency_id]
            said += remind_of_stale_procedures(person=person, procedures=mine, hours=hours, at=at)
        except Exception:
            _log.exception("reminding %s of stale procedures", person.pk)
    return said


def sweep_procedure_days(*, at: datetime) -> int:
    """Return how many public procedures began to hold, or ceased to, since the last look, each noted once, so that the
    search index and page caches hear of it: at that moment nobody acts. At most three queries and one for each.
    """
    today = timezone.localdate(at)
    first = today - _BACK
    turned = Q(valid_from__gt=first, valid_from__lte=today) | Q(valid_to__gte=first, valid_to__lt=today)
    rows = list(Procedure.objects.filter(turned, state=Procedure.State.PUBLISHED))
    if not rows:
        return 0
    changes = PublicChange.objects.filter(subject__in=[public_subject(row) for row in rows]).order_by("at")
    noted = {subject: timezone.localdate(moment) for subject, moment in changes.values_list("subject", "at")}
    fresh = [row for row in rows if noted.get(public_subject(row), first) < _turning(row, today)]
    if fresh:
        with transaction.atomic():
            note_guide_change(*fresh, at=at)
    return len(fresh)


def _turning(row: Procedure, today: date) -> date:
    """Return the last day up to today on which the procedure began to hold, or the first on which it no longer did."""
    days = [row.valid_from, row.valid_to + timedelta(days=1) if row.valid_to else None]
    return max(day for day in days if day and day <= today)


def sweep_expired_procedure_imports(*, at: datetime) -> int:
    """Return how many uploaded files of procedures were forgotten because their time is over."""
    return forget_expired_imports(at=at)
