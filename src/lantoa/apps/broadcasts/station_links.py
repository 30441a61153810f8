"""The secret in a station's addresses under /may-phat/: it says which station asks, and is good until the next key.

Nothing is stored: the token is the station's number and the count of its keys, signed with the installation's secret.
"""

import re

from django.conf import settings
from django.core.signing import BadSignature, Signer

from lantoa.apps.broadcasts.models import Station

PREFIX = "/may-phat/"
_SALT = "lantoa.broadcasts.station"
_SEPARATOR = "~"
# Far above the length of any token of ours: what is longer is not even compared.
_LONGEST = 120
_SAID = re.compile(r"([1-9][0-9]{0,18})\.([1-9][0-9]{0,9})")


def station_token(station: Station) -> str:
    """Return the token in the station's secret addresses; the same until it is given a new key."""
    return _signer().sign(f"{station.pk}.{station.key_version}")


def station_of(token: str) -> Station | None:
    """Return the station a token was made for, with its agency at hand; None for a forged or an old token and for a
    station that is no longer active. One query at most; the signature is compared in constant time.
    """
    if len(token) > _LONGEST:
        return None
    try:
        said = _SAID.fullmatch(_signer().unsign(token))
    except BadSignature:
        return None
    if said is None:
        return None
    asked = Station.objects.select_related("agency").filter(active=True)
    return asked.filter(pk=int(said[1]), key_version=int(said[2])).first()


def station_path(station: Station, name: str = "") -> str:
    """Return the path of what a station's own machine opens: its page, or the named thing below it ("rss.xml")."""
    return f"{PREFIX}{station_token(station)}/{name}"


def station_address(station: Station, name: str = "") -> str:
    """Return the whole address of what a station's own machine opens, to be copied or printed as a QR code."""
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{station_path(station, name)}"


def _signer() -> Signer:
    return Signer(salt=_SALT, sep=_SEPARATOR)
