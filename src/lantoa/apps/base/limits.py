"""Limits without tracking: how often something may be done within a window, counted by a hash that dies with it.

No address is stored. The hash is keyed with the installation's secret and with a random key of the window, which is
deleted with all its counts once the window is over: nobody can tell afterwards who did what, nor that two windows saw
the same person (ADR 0039).
"""

import ipaddress
import secrets
from collections.abc import Iterable
from datetime import UTC, datetime

from django.db import transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from lantoa.apps.base.models import LimitCount, LimitWindow
from lantoa.apps.base.origin import request_address

_SALT = "lantoa.limits"


def take(name: str, key: str, *, most: int, seconds: int, at: datetime | None = None) -> bool:
    """Return whether `key` may do `name` once more in this window, and count it; after `most` times False.

    Counted in one statement, so that presses at the same moment through several web processes are no more than `most`
    either. What was refused or went wrong afterwards counts too. Call it outside the transaction of what it guards:
    a transaction that is rolled back takes its count back. Three queries.
    """
    window = _window(name, seconds, at or timezone.now())
    digest = _digest(window, key)
    with transaction.atomic():
        LimitCount.objects.bulk_create([LimitCount(window=window, digest=digest)], ignore_conflicts=True)
        counts = LimitCount.objects.filter(window=window, digest=digest, taken__lt=most)
        return bool(counts.update(taken=F("taken") + 1))


def take_first(name: str, keys: Iterable[str], *, seconds: int, at: datetime) -> set[str]:
    """Return those of the keys that had not done `name` in this window yet; from now on they have.

    For counting, where many come together: two processes at the very same moment may both return a key. Four queries,
    however many keys.
    """
    window = _window(name, seconds, at)
    digests = {_digest(window, key): key for key in keys}
    known = LimitCount.objects.filter(window=window, digest__in=list(digests)).values_list("digest", flat=True)
    new = digests.keys() - set(known)
    LimitCount.objects.bulk_create(
        (LimitCount(window=window, digest=digest, taken=1) for digest in sorted(new)), ignore_conflicts=True
    )
    return {digests[digest] for digest in new}


def _digest(window: LimitWindow, key: str) -> str:
    return salted_hmac(_SALT, f"{window.secret}|{window.name}|{key}", algorithm="sha256").hexdigest()


def _window(name: str, seconds: int, at: datetime) -> LimitWindow:
    number = int(at.timestamp()) // seconds
    asked = LimitWindow.objects.filter(name=name, seconds=seconds, number=number)
    found = asked.first()
    if found is None:
        ends_at = datetime.fromtimestamp((number + 1) * seconds, tz=UTC)
        new = LimitWindow(name=name, seconds=seconds, number=number, secret=secrets.token_hex(32), ends_at=ends_at)
        LimitWindow.objects.bulk_create([new], ignore_conflicts=True)
        found = asked.get()  # of two processes that begin the window at once, both read the same key
    return found


def network_of(request: HttpRequest) -> str:
    """Return what a request's limit is counted by: its IPv4 address, or the /64 network of its IPv6 address, within
    which one connection may choose any.
    """
    return network(request_address(request))


def network(address: str) -> str:
    """Return the network that stands for an address; what cannot be read stands together as "".

    >>> network("203.0.113.7"), network("2001:db8:1:2:3:4:5:6"), network("::ffff:203.0.113.7"), network("")
    ('203.0.113.7', '2001:db8:1:2::/64', '203.0.113.7', '')
    """
    try:
        read = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if isinstance(read, ipaddress.IPv4Address):
        return str(read)
    if read.ipv4_mapped is not None:
        return str(read.ipv4_mapped)
    return str(ipaddress.ip_network((read, 64), strict=False))


def sweep_limits(*, at: datetime) -> int:
    """Return the number of windows deleted because they are over, with their keys and all that was counted in them."""
    over = list(LimitWindow.objects.filter(ends_at__lte=at).values_list("pk", flat=True)[:1_000])
    LimitCount.objects.filter(window__in=over).delete()
    return LimitWindow.objects.filter(pk__in=over).delete()[0]
