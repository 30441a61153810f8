"""Entrants as the office may find them: while their number is a secret, one at a time, by what one knows whole."""

from contextlib import suppress

from django.db.models import Q, QuerySet

from lantoa.apps.contests.models import Contest, Entrant
from lantoa.apps.privacy.contacts import NotAContact, contact_sha256, read_contact


def numbers_are_hidden(contest: Contest) -> bool:
    """Return whether nobody may learn how many have entered: a round whose prediction counts is not closed. One query
    at most.
    """
    return contest.prediction != Contest.Prediction.NONE and contest.rounds.filter(closed_at=None).exists()


def entrant_known_by(contest: Contest, words: str) -> QuerySet[Entrant]:
    """Return the entrant with exactly this code or this contact: one row or none."""
    found = Q(code=words.strip().upper())
    with suppress(NotAContact):
        found |= Q(contact_sha256=contact_sha256(read_contact(words)[1]))
    return _rows(contest).filter(found)


def entrants_like(contest: Contest, words: str) -> QuerySet[Entrant]:
    """Return the entrants whose code, name, contact or unit holds the words, all of them without words."""
    rows = _rows(contest)
    if not words.strip():
        return rows
    named = Q(code__iexact=words.strip()) | Q(full_name__icontains=words.strip()) | Q(contact__icontains=words.strip())
    return rows.filter(named | Q(agency__short_name__icontains=words.strip()))


def _rows(contest: Contest) -> QuerySet[Entrant]:
    return Entrant.objects.filter(contest=contest).select_related("agency").order_by("full_name", "code")
