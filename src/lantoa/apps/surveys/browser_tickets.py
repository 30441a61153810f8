"""The ticket that a browser took for itself: a signed cookie of one round, so that it answers once."""

from django.conf import settings
from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponseBase

from lantoa.apps.surveys.models import SurveyRound, Ticket
from lantoa.apps.surveys.tickets import ticket_at

_SALT = "lantoa.surveys.browser"
_PATH = "/tra-loi/"


def _name(survey_round: SurveyRound) -> str:
    return f"phieu_{survey_round.pk}"


def give_ticket(response: HttpResponseBase, survey_round: SurveyRound, secret: str) -> None:
    """Let the browser keep the ticket until the round is over."""
    response.set_signed_cookie(
        _name(survey_round), secret, salt=_SALT, expires=survey_round.closes_at, path=_PATH,
        secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax",
    )  # fmt: skip


def ticket_kept(request: HttpRequest, survey_round: SurveyRound) -> tuple[Ticket, str] | None:
    """Return the ticket that the browser keeps of this round, with its secret; None without one. One query at most."""
    try:
        secret = request.get_signed_cookie(_name(survey_round), default="", salt=_SALT) or ""
    except BadSignature:
        return None
    ticket = ticket_at(secret) if secret else None
    return (ticket, secret) if ticket is not None and ticket.round_id == survey_round.pk else None
