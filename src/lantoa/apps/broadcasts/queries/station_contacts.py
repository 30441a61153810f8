"""Whom to write to about a station."""

from collections import defaultdict
from collections.abc import Iterable

from lantoa.apps.accounts.models import User
from lantoa.apps.accounts.roles import Role
from lantoa.apps.agencies.models import Contact
from lantoa.apps.broadcasts.models import Station


def station_mailboxes(stations: Iterable[Station]) -> dict[int, list[str]]:
    """Return the addresses for each station, by its key: the radio officers of its agency, else the agency's contacts;
    none where the register has none. Two queries.
    """
    known = list(stations)
    agencies = {station.agency_id for station in known}
    officers, contacts = defaultdict[int, list[str]](list), defaultdict[int, list[str]](list)
    runs = User.objects.filter(is_active=True, membership__agency__in=agencies, groups__name=Role.RADIO_OFFICER.label)
    for agency, email in runs.exclude(email="").order_by("pk").values_list("membership__agency", "email"):
        officers[agency].append(email)
    rows = Contact.objects.filter(agency__in=agencies, active=True).exclude(email="").order_by("pk")
    for agency, email in rows.values_list("agency", "email"):
        contacts[agency].append(email)
    return {station.pk: officers[station.agency_id] or contacts[station.agency_id] for station in known}
