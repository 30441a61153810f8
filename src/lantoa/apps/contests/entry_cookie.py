"""The cookie of whoever is entering: which code the browser waits for, or has proved. A code can be tried only from the
browser that asked for it.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db.models import Q
from django.http import HttpRequest, HttpResponseBase

from lantoa.apps.contests.hidden_numbers import hidden, shown
from lantoa.apps.contests.models import Contest, EntryCode
from lantoa.apps.contests.tokens import PREFIX

COOKIE = "ma_du_thi"
# How long the entry form may take after the code was right.
PROOF_MINUTES = 60
_SIGNER_SALT = "lantoa.contests.entry-code"
_PURPOSE = "entry-code"


def give_code(response: HttpResponseBase, code: EntryCode, contest: Contest) -> None:
    """Let the browser be the one that may try this code."""
    response.set_cookie(
        COOKIE,
        Signer(salt=_SIGNER_SALT, sep="~").sign(f"{contest.pk}.{hidden(code.pk, _PURPOSE)}"),
        max_age=2 * PROOF_MINUTES * 60,
        path=f"{PREFIX}{contest.slug}/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def forget_code(response: HttpResponseBase, contest: Contest) -> None:
    """Let the browser wait for no code any more."""
    response.delete_cookie(COOKIE, path=f"{PREFIX}{contest.slug}/", samesite="Lax")


def code_of(request: HttpRequest, contest: Contest, *, at: datetime) -> EntryCode | None:
    """Return the code that the browser waits for or has proved lately in this contest; None without one. No query
    without a cookie, else one.
    """
    try:
        words = Signer(salt=_SIGNER_SALT, sep="~").unsign(request.COOKIES.get(COOKIE, "")[:200])
    except BadSignature:
        return None
    of_contest, _, number = words.partition(".")
    if int(of_contest) != contest.pk:
        return None
    alive = Q(used_at=None, expires_at__gt=at) | Q(used_at__gt=at - timedelta(minutes=PROOF_MINUTES))
    return EntryCode.objects.filter(alive, pk=shown(int(number), _PURPOSE), contest=contest).exclude(contact="").first()
