"""Whom to bar from a contest: whoever runs contests or wrote or reviewed the questions that its papers take."""

from django.db.models import Q

from lantoa.apps.accounts.models import User
from lantoa.apps.accounts.roles import Role
from lantoa.apps.contests.models import Contest, Question
from lantoa.apps.privacy.contacts import contact_sha256


def proposed_barred(contest: Contest) -> list[User]:
    """Return the accounts to propose, by name, without those who are barred already. Three queries."""
    banks = contest.rounds.values("quotas__bank")
    asked = Question.objects.filter(bank__in=banks)
    writers = Q(pk__in=asked.values("written_by")) | Q(pk__in=asked.values("reviewed_by"))
    organisers = Q(groups__name=Role.CONTEST_ORGANISER.label)
    barred = set(contest.barred.values_list("contact_sha256", flat=True))
    people = User.objects.filter(writers | organisers, is_active=True).exclude(email="").distinct().order_by("pk")
    return [person for person in people if contact_sha256(person.email.casefold()) not in barred]
