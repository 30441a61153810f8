"""The service guide of the demonstration: the content that ships, given to its agencies, most of it checked by them.

The procedures and their sources are real; that an agency has looked at them is invented.
"""

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from lantoa.apps.accounts.models import User
from lantoa.apps.agencies.models import Agency
from lantoa.apps.services.actions.law import check_howto, check_right
from lantoa.apps.services.actions.loading import load_shipped
from lantoa.apps.services.actions.needs import check_need
from lantoa.apps.services.actions.procedures import change_procedure, check_procedure
from lantoa.apps.services.models import HowTo, Need, Procedure, Right
from lantoa.apps.services.queries.procedure_values import given_of

# Which department keeps the procedures of a sector; what is not here waits for an owner.
_OWNERS = {
    "ho-tich": "so-tu-phap-moi",
    "chung-thuc": "so-tu-phap-moi",
    "cu-tru": "cong-an-tinh-moi",
    "can-cuoc": "cong-an-tinh-moi",
    "dat-dai": "so-nnmt-moi",
    "xay-dung": "so-xay-dung-moi",
    "giao-thong": "so-xay-dung-moi",
    "kinh-doanh": "so-tai-chinh-moi",
    "lao-dong-viec-lam": "so-noi-vu-moi",
    "nguoi-co-cong": "so-noi-vu-moi",
    "bao-tro-xa-hoi": "so-yte-moi",
    "giao-duc": "so-gddt-moi",
}
# Of so many procedures one waits to be checked.
_EVERY_UNCHECKED = 9


def fill_guide(*, officer: User, at: datetime) -> dict[str, int]:
    """Return what was added to the service guide, by kind; what is added gets its owner and is checked, but for some
    that show what a stale page looks like.
    """
    known = set(Procedure.objects.values_list("pk", flat=True))
    added = load_shipped(by=officer, at=at)
    owners = {agency.slug: agency for agency in Agency.objects.filter(slug__in=_OWNERS.values())}
    with transaction.atomic():
        for place, procedure in enumerate(Procedure.objects.exclude(pk__in=known).order_by("slug")):
            owner = owners.get(_OWNERS.get(procedure.sector.slug, ""))
            if owner:
                given = replace(given_of(procedure), owner=owner.slug)
                procedure = change_procedure(procedure=procedure, given=given, by=officer, at=at)
            if place % _EVERY_UNCHECKED:
                check_procedure(procedure=procedure, by=officer, at=at)
        for right in Right.objects.filter(checked_on=None):
            check_right(right=right, by=officer, at=at)
        for howto in HowTo.objects.filter(checked_on=None):
            check_howto(howto=howto, by=officer, at=at)
        for need in Need.objects.filter(checked_on=None):
            check_need(need=need, by=officer, at=at)
    return added
