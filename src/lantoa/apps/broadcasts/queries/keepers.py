"""Who sees bulletins and stations, changes them, runs them and approves."""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from lantoa.apps.accounts.models import User
from lantoa.apps.accounts.roles import Role, roles_of
from lantoa.apps.agencies.models import Agency
from lantoa.apps.agencies.queries import agency_of
from lantoa.apps.broadcasts.models import Bulletin, Priority, Station

# Whoever keeps the broadcasts of every agency.
PROVINCE_KEEPERS = frozenset({Role.ADMINISTRATOR, Role.PROGRAMME_OFFICER, Role.EDITOR})
# Whoever makes bulletins and runs stations; the radio officer those of the own agency.
BROADCAST_KEEPERS = PROVINCE_KEEPERS | {Role.RADIO_OFFICER}
BROADCAST_APPROVERS = PROVINCE_KEEPERS | {Role.LEADER}
BROADCAST_READERS = BROADCAST_KEEPERS | {Role.LEADER, Role.VERIFIER}
# Whoever may approve an emergency bulletin that he submitted himself: nobody waits for a second person then.
_ALONE_IN_EMERGENCY = frozenset({Role.ADMINISTRATOR, Role.PROGRAMME_OFFICER})
_SEE_EVERYTHING = BROADCAST_READERS - {Role.RADIO_OFFICER}


def sees_every_station(user: User | AnonymousUser) -> bool:
    """Return whether the person works for the whole province, not only for the stations of one agency."""
    return bool(roles_of(user) & _SEE_EVERYTHING)


def stations_seen_by(user: User | AnonymousUser) -> QuerySet[Station]:
    """Return the stations a person may look at: all, those of the own agency, or none."""
    if sees_every_station(user):
        return Station.objects.all()
    return _own_stations(user) if Role.RADIO_OFFICER in roles_of(user) else Station.objects.none()


def stations_run_by(user: User | AnonymousUser) -> QuerySet[Station]:
    """Return the stations whose slots, order and play log a person keeps."""
    roles = roles_of(user)
    if roles & PROVINCE_KEEPERS:
        return Station.objects.all()
    return _own_stations(user) if Role.RADIO_OFFICER in roles else Station.objects.none()


def may_run(user: User | AnonymousUser, station: Station) -> bool:
    """Return whether the person keeps the slots, order and play log of the station."""
    return stations_run_by(user).filter(pk=station.pk).exists()


def bulletins_seen_by(user: User | AnonymousUser) -> QuerySet[Bulletin]:
    """Return the bulletins a person may look at: a radio officer those of the own agency, and the approved ones that
    are for its stations.
    """
    roles = roles_of(user)
    if roles & _SEE_EVERYTHING:
        return Bulletin.objects.all()
    agency = agency_of(user) if Role.RADIO_OFFICER in roles else None
    if agency is None:
        return Bulletin.objects.none()
    offered = Q(stations__agency=agency, approved_at__isnull=False)
    mine = Bulletin.objects.filter(Q(agency=agency) | offered).values("pk")
    return Bulletin.objects.filter(pk__in=mine)


def agencies_spoken_for(user: User, *, on: date) -> QuerySet[Agency]:
    """Return the agencies in whose name somebody of the whole province may make a bulletin: those that exist on that
    day, and the own one, which may have ended.
    """
    own = agency_of(user)
    agencies = Agency.objects.filter(Q(pk__in=Agency.objects.valid_on(on).values("pk")) | Q(pk=own.pk if own else None))
    return agencies.order_by("name")


def may_change(user: User | AnonymousUser, bulletin: Bulletin) -> bool:
    """Return whether the person may change the bulletin as far as its state lets anybody."""
    roles = roles_of(user)
    if roles & PROVINCE_KEEPERS:
        return True
    agency = agency_of(user) if Role.RADIO_OFFICER in roles else None
    return agency is not None and bulletin.agency_id == agency.pk


def may_approve(user: User | AnonymousUser, bulletin: Bulletin) -> bool:
    """Return whether the person may approve: not what was submitted by the same person, but for an emergency."""
    roles = roles_of(user)
    if not roles & BROADCAST_APPROVERS:
        return False
    if bulletin.submitted_by_id != user.pk:
        return True
    return bulletin.priority == Priority.EMERGENCY and bool(roles & _ALONE_IN_EMERGENCY)


def _own_stations(user: User | AnonymousUser) -> QuerySet[Station]:
    return Station.objects.of_agency(agency_of(user))
