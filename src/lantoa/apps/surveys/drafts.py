"""What somebody has answered so far, kept by the browser alone: whoever is cut off in the middle goes on where it was.

A signed cookie of the one address, so that no other page and no other ticket sees it; the server keeps nothing before
the last button is pressed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase

_NAME = "dang_do"
_SALT = "lantoa.surveys.draft"
DAY = 24 * 3600
# Browsers keep 4 096 bytes of a cookie, its name and attributes included.
_LONGEST = 3_500


@dataclass(frozen=True, slots=True)
class Draft:
    """The answers so far, by code of question, and the page that was asked next."""

    answers: dict[str, list[str]]
    place: int


def draft_of(request: HttpRequest, *, seconds: int = DAY) -> Draft | None:
    """Return what the browser keeps for this address; None for nothing, what is too old or was not made here."""
    try:
        told = signing.loads(request.COOKIES.get(_NAME, ""), salt=_SALT + request.path, max_age=seconds)
    except signing.BadSignature:
        return None
    return Draft(told["answers"], told["place"])


def keep_draft(
    response: HttpResponseBase, *, path: str, answers: Mapping[str, Sequence[str]], place: int, seconds: int = DAY
) -> None:
    """Let the browser keep the answers for this address; the longest are left out until they fit into a cookie."""
    kept = {code: list(values) for code, values in answers.items()}
    while len(value := _signed(kept, place, path)) > _LONGEST:
        del kept[max(kept, key=lambda code: sum(map(len, kept[code])))]
    response.set_cookie(
        _NAME, value, max_age=seconds, path=path, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax"
    )


def _signed(answers: Mapping[str, Sequence[str]], place: int, path: str) -> str:
    return signing.dumps({"answers": answers, "place": place}, salt=_SALT + path, compress=True)


def drop_draft(response: HttpResponseBase, *, path: str) -> None:
    """Let the browser forget what it keeps for this address."""
    response.delete_cookie(_NAME, path=path, samesite="Lax")
