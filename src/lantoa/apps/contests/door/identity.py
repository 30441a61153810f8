"""What is kept of the browser and the network a submission came from: keyed hashes, different in each contest."""

import hmac
import ipaddress
import secrets
from functools import lru_cache
from hashlib import sha256
from typing import Any

from django.conf import settings

COOKIE = "thiet_bi"
_KEPT_SECONDS = 180 * 24 * 60 * 60
_VALUE_LENGTH = 32
_MOST_COOKIES = 50


def device_of(environ: dict[str, Any]) -> tuple[str, str | None]:
    """Return the random name of the browser, and the header that gives it one where it had none."""
    known = _cookie(environ.get("HTTP_COOKIE", ""))
    if known:
        return known, None
    made = secrets.token_hex(_VALUE_LENGTH // 2)
    secure = "; Secure" if settings.SESSION_COOKIE_SECURE else ""
    return made, f"{COOKIE}={made}; Path=/du-thi/; Max-Age={_KEPT_SECONDS}; HttpOnly; SameSite=Lax{secure}"


def _cookie(header: str) -> str:
    for part in header.split(";", _MOST_COOKIES):
        name, _, value = part.strip().partition("=")
        if name == COOKIE and len(value) == _VALUE_LENGTH and value.isascii() and value.isalnum():
            return value
    return ""


def address_of(environ: dict[str, Any]) -> str:
    """Return the network address of a request as base/origin.py tells it: behind our own proxy, the last one that it
    wrote. IPv6 addresses by their network of 64 bits, which is what a household or a telephone has.
    """
    named = environ.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip() if settings.BEHIND_PROXY else ""
    return (_network(named) if named else "") or _network(environ.get("REMOTE_ADDR", ""))


@lru_cache(maxsize=4_096)
def _network(words: str) -> str:
    try:
        address = ipaddress.ip_address(words)
    except ValueError:
        return ""
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is None:
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(getattr(address, "ipv4_mapped", None) or address)


def keyed_sha256(kind: str, contest: int, value: str) -> str:
    """Return the hash of a value for one contest, empty for none: equal only within a contest, and of no use without
    the installation's secret.
    """
    if not value:
        return ""
    message = f"lantoa.contests.{kind}|{contest}|{value}"
    return hmac.digest(settings.SECRET_KEY.encode(), message.encode(), sha256).hex()
