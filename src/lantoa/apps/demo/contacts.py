"""The invented people whom the demonstration writes to; their addresses end in .example, which no mail ever reaches."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from lantoa.apps.agencies.models import Agency, Contact
from lantoa.apps.base.actions import record_acts
from lantoa.apps.demo.accounts import ACCOUNTS
from lantoa.apps.directives.models import Programme

DOMAIN = "lantoa.example"
_POSITION = "Cán bộ đầu mối cải cách hành chính"
_FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ")
_MIDDLES = ("Thị", "Văn", "Hồng", "Quốc", "Thu", "Đức", "Ngọc")
# An officer who has an account gets the mail of the agency under the same name.
_OFFICERS = {account.agency: account for account in ACCOUNTS if account.username.startswith("daumoi.")}


def contacts_of_programme(programme: Programme, *, at: datetime) -> int:
    """Return how many illustrative contacts are new: one for each agency with duties, and for the agency above it, so
    that what goes to the superior has somewhere to go.
    """
    given = Agency.objects.filter(assignments__duty__theme__programme=programme)
    above = Agency.objects.filter(pk__in=given.exclude(parent=None).values("parent"))
    return give_contacts((given | above).distinct().order_by("slug"), at=at)


@transaction.atomic
def give_contacts(agencies: Iterable[Agency], *, at: datetime) -> int:
    """Return how many of these agencies got an illustrative contact now; one that has a contact is left alone."""
    known = set(Contact.objects.values_list("agency", flat=True))
    new = [_contact(agency) for agency in agencies if agency.pk not in known]
    Contact.objects.bulk_create(new)
    detail = {"illustrative": True}
    record_acts("demo.give_contact", [(contact, detail) for contact in new], by=None, at=at)
    return len(new)


def _contact(agency: Agency) -> Contact:
    officer = _OFFICERS.get(agency.slug)
    return Contact(
        agency=agency,
        name=officer.full_name if officer else _invented_name(agency.slug),
        position=_POSITION,
        email=f"{officer.username if officer else agency.slug}@{DOMAIN}",
        zalo=f"Nhóm CCHC {agency.short_name} (minh họa)",
        illustrative=True,
    )


def _invented_name(slug: str) -> str:
    """Return a name that is the same at every run and that nobody takes for real."""
    place = sum(slug.encode())
    return f"{_FAMILIES[place % len(_FAMILIES)]} {_MIDDLES[place % len(_MIDDLES)]} Minh Họa"
