"""Who keeps the words of whom: abbreviations, decisions and styles of an agency, or of the province."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from lantoa.apps.accounts.models import User
from lantoa.apps.accounts.roles import WHOLE_PROVINCE, Role, roles_of
from lantoa.apps.agencies.models import Agency
from lantoa.apps.agencies.queries import agency_of
from lantoa.apps.broadcasts.models import HouseStyle, LexiconEntry, ReadingDecision
from lantoa.apps.broadcasts.queries.keepers import BROADCAST_KEEPERS, BROADCAST_READERS


def keeps_for_the_province(user: User | AnonymousUser) -> bool:
    """Return whether the person decides for every agency, and for the province as a whole."""
    return bool(roles_of(user) & BROADCAST_KEEPERS & WHOLE_PROVINCE)


def may_keep_words_of(user: User | AnonymousUser, agency_pk: int | None) -> bool:
    """Return whether the person decides how this agency reads; None is the province."""
    if keeps_for_the_province(user):
        return True
    own = agency_of(user) if Role.RADIO_OFFICER in roles_of(user) else None
    return own is not None and own.pk == agency_pk


def agencies_kept_by(user: User | AnonymousUser) -> QuerySet[Agency]:
    """Return the agencies whose words a person keeps."""
    if keeps_for_the_province(user):
        return Agency.objects.all()
    own = agency_of(user) if Role.RADIO_OFFICER in roles_of(user) else None
    return Agency.objects.filter(pk=own.pk) if own else Agency.objects.none()


def decisions_seen_by(user: User | AnonymousUser) -> QuerySet[ReadingDecision]:
    """Return the decisions a person may look at: all, or those of the own agency and of the province."""
    return ReadingDecision.objects.filter(_seen(user))


def entries_seen_by(user: User | AnonymousUser) -> QuerySet[LexiconEntry]:
    """Return the abbreviations a person may look at: all, or those of the own agency and of the province."""
    return LexiconEntry.objects.filter(_seen(user))


def styles_seen_by(user: User | AnonymousUser) -> QuerySet[HouseStyle]:
    """Return the styles a person may look at: all, or those of the own agency and of the province."""
    return HouseStyle.objects.filter(_seen(user))


def _seen(user: User | AnonymousUser) -> Q:
    roles = roles_of(user)
    if roles & (BROADCAST_READERS & WHOLE_PROVINCE):
        return Q()
    own = agency_of(user) if Role.RADIO_OFFICER in roles else None
    return Q(agency=own) | Q(agency=None) if own else Q(pk=None)
