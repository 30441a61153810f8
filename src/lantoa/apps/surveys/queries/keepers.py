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
# What people answered is seen of no round that still takes answers: of two looks the difference is one person's answer.
# Between closing and publishing keepers alone see it, who exclude single responses.
_STATES_OF_KEEPERS = frozenset({SurveyRound.State.CLOSED, SurveyRound.State.PUBLISHED})
_STATES_OF_READERS = frozenset({SurveyRound.State.PUBLISHED})
# Whoever may open a round in the office: readers all of them, a focal officer those that ask about the own agency.
ROUND_SEERS = SURVEY_READERS | INTERVIEWERS


def reads_answers_of(user: User | AnonymousUser, survey_round: SurveyRound) -> bool:
    """Return whether somebody may see what was answered in a round, as it stands now: figures, words, single forms."""
    roles = roles_of(user)
    states = _STATES_OF_KEEPERS if roles & SURVEY_KEEPERS else _STATES_OF_READERS
    return bool(roles & SURVEY_READERS) and survey_round.state in states


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
