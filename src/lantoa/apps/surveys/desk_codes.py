"""The code at the desk: which stratum it asks for and, on a screen, of which minutes it is, so that a photograph of it
is soon of no use. A poster's code stays good as long as the round is open; both are signed.
"""

from dataclasses import dataclass
from datetime import datetime

from django.core.signing import BadSignature, Signer
from django.urls import reverse

from lantoa.apps.surveys.models import Stratum

SECONDS = 600
# How many earlier windows are still good: whoever scans the last moment of one has time to press the button.
_EARLIER = 2
_SALT = "lantoa.surveys.desk"
_POSTER = 0


@dataclass(frozen=True, slots=True)
class DeskCode:
    """What a code says."""

    stratum: int
    poster: bool


def desk_path(stratum: Stratum, *, at: datetime, poster: bool = False) -> str:
    """Return the address, without the host, that the code of this moment leads to."""
    window = _POSTER if poster else int(at.timestamp()) // SECONDS
    signed = Signer(salt=_SALT, sep="~").sign(f"{stratum.pk}.{window}")
    return reverse("answering:desk", args=[signed])


def read_desk_code(signed: str, *, at: datetime) -> DeskCode | None:
    """Return what a code says; None for one that was not made here or is over."""
    try:
        words = Signer(salt=_SALT, sep="~").unsign(signed[:200])
    except BadSignature:
        return None
    stratum, _, window = words.partition(".")
    number = int(window)
    now = int(at.timestamp()) // SECONDS
    if number != _POSTER and not now - _EARLIER <= number <= now:
        return None
    return DeskCode(int(stratum), number == _POSTER)
