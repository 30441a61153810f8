"""Who builds surveys, who enters answers, who reads results."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from lantoa.apps.accounts.models import User
from lantoa.apps.accounts.roles import Role, roles_of
from lantoa.apps.agencies.queries import agency_of
from lantoa.apps.surveys.models import Stratum, SurveyRound

SURVEY_KEEPERS = frozenset({Role.ADMINISTRATOR, Role.PROGRAMME_OFFICER})
# Whoever types paper forms, asks by telephone and shows the code at the desk; a focal officer those of the own agency.
INTERVIEWERS = SURVEY_KEEPERS | {Role.FOCAL_OFFICER}
SURVEY_READERS = SURVEY_KEEPERS | {Role.EDITOR, Role.LEADER, Role.VERIFIER}
# Whoever may open a round in the office: readers all of them, a focal officer those that ask about the own agency.
ROUND_SEERS = SURVEY_READERS | INTERVIEWERS


def strata_asked_by(user: User | AnonymousUser) -> QuerySet[Stratum]:
    """Return the strata whose people somebody may ask: all, those of the own agency, or none."""
    roles = roles_of(user)
    if roles & SURVEY_KEEPERS:
        return Stratum.objects.all()
    agency = agency_of(user) if Role.FOCAL_OFFICER in roles else None
    return Stratum.objects.filter(agency=agency) if agency else Stratum.objects.none()


def rounds_seen_by(user: User | AnonymousUser) -> QuerySet[SurveyRound]:
    """Return the rounds somebody may open in the office: all, those with a stratum of the own agency, or none."""
    roles = roles_of(user)
    if roles & SURVEY_READERS:
        return SurveyRound.objects.all()
    return SurveyRound.objects.filter(pk__in=strata_asked_by(user).values("round"))
