"""The signed cookie that says which entrant a browser is for one contest; it goes nowhere but to /du-thi/<slug>/."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from lantoa.apps.contests.models import Contest, Entrant
from lantoa.apps.contests.tokens import PREFIX

COOKIE = "nguoi_thi"
# How long after the last round one still finds one's slips, results and data without a new code.
KEPT_AFTER_LAST_ROUND = timedelta(days=30)
_SIGNER_SALT = "lantoa.contests.entrant"


@dataclass(frozen=True, slots=True)
class EntrantKey:
    """What a cookie says: of which contest, which entrant (by code, which tells nothing), good until when."""

    contest: int
    code: str
    until: datetime


def give_entrant(response: HttpResponseBase, entrant: Entrant, *, at: datetime) -> None:
    """Let the browser be known as the entrant. Needs the contest at hand; one query, for its last round."""
    contest = entrant.contest
    last = contest.rounds.order_by("-closes_at").values_list("closes_at", flat=True).first()
    until = (last or at) + KEPT_AFTER_LAST_ROUND
    words = f"{contest.pk}.{entrant.code}.{int(until.timestamp())}"
    response.set_cookie(
        COOKIE,
        Signer(salt=_SIGNER_SALT, sep="~").sign(words),
        expires=until,
        path=_path(contest),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def forget_entrant(response: HttpResponseBase, contest: Contest) -> None:
    """Let the browser be nobody's again, as on a shared telephone."""
    response.delete_cookie(COOKIE, path=_path(contest), samesite="Lax")


def read_entrant(request: HttpRequest, *, at: datetime) -> EntrantKey | None:
    """Return what the browser's cookie says; None without one, for a forged or an old one. No query."""
    try:
        words = Signer(salt=_SIGNER_SALT, sep="~").unsign(request.COOKIES.get(COOKIE, "")[:200])
    except BadSignature:
        return None
    contest, code, until = words.split(".")
    key = EntrantKey(int(contest), code, datetime.fromtimestamp(int(until), tz=UTC))
    return key if key.until > at else None


def entrant_of(request: HttpRequest, contest: Contest) -> Entrant | None:
    """Return the entrant that the browser is in this contest, with unit and contest at hand; None for a stranger, for
    an entrant of another contest and for one whose data was erased. One query at most.
    """
    key = read_entrant(request, at=timezone.now())
    if key is None or key.contest != contest.pk:
        return None
    found = Entrant.objects.select_related("agency").filter(code=key.code, contest=contest, erased_at=None).first()
    if found is not None:
        found.contest = contest
    return found


def _path(contest: Contest) -> str:
    return f"{PREFIX}{contest.slug}/"
