"""Who keeps the service guide."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from lantoa.apps.accounts.models import User
from lantoa.apps.accounts.roles import Role, roles_of
from lantoa.apps.agencies.queries import agency_of
from lantoa.apps.services.models import Need, Procedure

# Whoever keeps the guide of the whole province.
PROVINCE_KEEPERS = frozenset({Role.ADMINISTRATOR, Role.PROGRAMME_OFFICER, Role.EDITOR})
# A focal officer keeps the procedures that the own agency owns.
SERVICE_KEEPERS = PROVINCE_KEEPERS | {Role.FOCAL_OFFICER}
SERVICE_READERS = SERVICE_KEEPERS | {Role.LEADER, Role.VERIFIER}


def procedures_seen_by(user: User | AnonymousUser) -> QuerySet[Procedure]:
    """Return the procedures a person may look at in the office: all, or those of the own agency."""
    roles = roles_of(user)
    if roles & (SERVICE_READERS - {Role.FOCAL_OFFICER}):
        return Procedure.objects.all()
    agency = agency_of(user) if Role.FOCAL_OFFICER in roles else None
    return Procedure.objects.filter(owner=agency) if agency else Procedure.objects.none()


def may_keep(user: User | AnonymousUser, procedure: Procedure) -> bool:
    """Return whether the person may change the procedure and say that it is right."""
    roles = roles_of(user)
    if roles & PROVINCE_KEEPERS:
        return True
    agency = agency_of(user) if Role.FOCAL_OFFICER in roles else None
    return agency is not None and procedure.owner_id == agency.pk


def needs_seen_by(user: User | AnonymousUser) -> QuerySet[Need]:
    """Return the needs a person may look at in the office: all, or those that the own agency keeps."""
    roles = roles_of(user)
    if roles & (SERVICE_READERS - {Role.FOCAL_OFFICER}):
        return Need.objects.all()
    agency = agency_of(user) if Role.FOCAL_OFFICER in roles else None
    return Need.objects.filter(owner=agency) if agency else Need.objects.none()


def may_keep_need(user: User | AnonymousUser, need: Need) -> bool:
    """Return whether the person may change the need, publish it and say that it is right."""
    roles = roles_of(user)
    if roles & PROVINCE_KEEPERS:
        return True
    agency = agency_of(user) if Role.FOCAL_OFFICER in roles else None
    return agency is not None and need.owner_id == agency.pk
