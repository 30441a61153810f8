"""Who works on feedback, who only sees it, who may open the contact, who decides what the public reads."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q

from lantoa.apps.accounts.models import User
from lantoa.apps.accounts.roles import Role, roles_of
from lantoa.apps.agencies.queries import agency_of
from lantoa.apps.feedback.models import Feedback, FeedbackStep
from lantoa.apps.feedback.models.feedback import FeedbackQuerySet

# Whoever works on the feedback of every agency; a focal officer on that of the own one.
PROVINCE_KEEPERS = frozenset({Role.ADMINISTRATOR, Role.PROGRAMME_OFFICER})
FEEDBACK_KEEPERS = PROVINCE_KEEPERS | {Role.FOCAL_OFFICER}
# Whoever decides what stands in the public list.
MODERATORS = PROVINCE_KEEPERS | {Role.EDITOR}
FEEDBACK_READERS = FEEDBACK_KEEPERS | {Role.EDITOR, Role.LEADER, Role.VERIFIER}
_SEE_EVERYTHING = FEEDBACK_READERS - {Role.FOCAL_OFFICER}


def feedback_seen_by(user: User | AnonymousUser) -> FeedbackQuerySet:
    """Return the feedback a person may look at: all; or what the own agency answers for or did something about."""
    roles = roles_of(user)
    if roles & _SEE_EVERYTHING:
        return Feedback.objects.all()
    agency = agency_of(user) if Role.FOCAL_OFFICER in roles else None
    if agency is None:
        return Feedback.objects.none()
    touched = FeedbackStep.objects.filter(agency=agency, feedback=OuterRef("pk"))
    return Feedback.objects.filter(Q(agency=agency) | Exists(touched))


def sees_everything(user: User | AnonymousUser) -> bool:
    """Return whether the person sees the feedback of every agency."""
    return bool(roles_of(user) & _SEE_EVERYTHING)


def feedback_handled_by(user: User | AnonymousUser) -> FeedbackQuerySet:
    """Return the feedback that is the person's work: of every agency; or what the own agency answers for now."""
    if sees_everything(user):
        return Feedback.objects.all()
    agency = agency_of(user) if Role.FOCAL_OFFICER in roles_of(user) else None
    return Feedback.objects.none() if agency is None else Feedback.objects.filter(agency=agency)


def feedback_given_away_by(user: User | AnonymousUser) -> FeedbackQuerySet:
    """Return the feedback that the own agency did something about, and that another answers for now."""
    agency = agency_of(user)
    if Role.FOCAL_OFFICER not in roles_of(user) or agency is None:
        return Feedback.objects.none()
    touched = FeedbackStep.objects.filter(agency=agency).values("feedback")
    return Feedback.objects.filter(pk__in=touched).exclude(agency=agency)


def may_handle(user: User | AnonymousUser, feedback: Feedback) -> bool:
    """Return whether the person may take steps with it: the province's keepers, or its agency's focal officer."""
    roles = roles_of(user)
    if roles & PROVINCE_KEEPERS:
        return True
    agency = agency_of(user) if Role.FOCAL_OFFICER in roles else None
    return agency is not None and feedback.agency_id == agency.pk
