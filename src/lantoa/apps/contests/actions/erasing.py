"""Erasing personal data: at once when its owner asks, and all of it when its time is over."""

from collections import Counter
from datetime import datetime

from django.db import transaction
from django.db.models import DateTimeField, F, Value
from django.db.models.functions import Coalesce, Concat
from django.utils import timezone

from lantoa.apps.base.actions import note_public_change, record_act
from lantoa.apps.base.origin import acting_from
from lantoa.apps.contests.actions.announcing import public_subject
from lantoa.apps.contests.models import Contest, Entrant, Submission

# In place of the network address, which would be personal data in a trail that nobody can erase.
_ORIGIN = "trang dự thi"
_BY = "người thi"
_AT_ONCE = 500
# What goes at once when asked for. The unit stays: results of units are counted by it.
_PERSONAL: dict[str, object] = {
    "full_name": "",
    "contact": "",
    "birth_year": None,
    "user": None,
    "extra_grounds": "",
}


@transaction.atomic
def erase_entrant(*, entrant: Entrant, at: datetime) -> bool:
    """Return whether the row is gone whole: nothing was begun yet. Otherwise name, contact, year of birth and account
    are erased now; attempts stay under the code, and the keyed hashes until `erase_on`, so that nobody enters twice.

    One act in the trail, of the contest, naming nobody.
    """
    found = Entrant.objects.select_for_update(of=("self",)).get(pk=entrant.pk)
    begun = found.attempts.exists()
    if begun:
        Entrant.objects.filter(pk=found.pk).update(**_PERSONAL, erased_at=at)
    else:
        found.delete()
    with acting_from(_ORIGIN):
        act = "contests.erase_entrant" if begun else "contests.delete_entrant"
        record_act(act, subject=entrant.contest, by=_BY, at=at)
    # Pages of results name winners.
    note_public_change(public_subject(entrant.contest), at=at)
    return not begun


def sweep_expired_entrants(*, at: datetime) -> int:
    """Return the number of entrants whose personal data was erased because its time is over, hashes of contacts,
    devices and addresses included; what is left is a code, a unit and a paper. A few hundred a sweep.
    """
    due = Entrant.objects.filter(erase_on__lte=timezone.localdate(at)).order_by("erase_on", "pk")
    with transaction.atomic():
        rows = list(due.select_for_update(skip_locked=True).values_list("pk", "contest")[:_AT_ONCE])
        keys = [pk for pk, _ in rows]
        Submission.objects.filter(attempt__entrant__in=keys).update(device_sha256="", address_sha256="")
        Entrant.objects.filter(pk__in=keys).update(
            **_PERSONAL,
            contact_sha256=Concat(Value("erased:"), F("code")),
            erased_at=Coalesce("erased_at", Value(at, output_field=DateTimeField())),
            erase_on=None,
        )
        contests = Contest.objects.in_bulk({contest for _, contest in rows})
        for pk, count in Counter(contest for _, contest in rows).items():
            record_act(
                "contests.erase_expired_entrants", subject=contests[pk], by=None, at=at, detail={"entrants": count}
            )
            note_public_change(public_subject(contests[pk]), at=at)
    return len(keys)
