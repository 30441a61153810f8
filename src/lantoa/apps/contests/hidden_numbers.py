"""Keys of rows in addresses and cookies, so written that they tell nothing: a key counted up would tell whoever reads
two of them how many have entered or begun in between, which nobody may know before a round is closed.
"""

import hashlib
from functools import lru_cache

from django.conf import settings
from django.utils.crypto import salted_hmac

_ROUNDS = 4
_HALF = 0xFFFFFFFF


def hidden(number: int, purpose: str) -> int:
    """Return the number under another, up to 64 bits: a permutation keyed by the installation's secret."""
    left, right = number >> 32, number & _HALF
    for place in range(_ROUNDS):
        left, right = right, left ^ _mixed(right, place, purpose)
    return left << 32 | right


def shown(number: int, purpose: str) -> int:
    """Return the number that `hidden` made this of."""
    left, right = number >> 32, number & _HALF
    for place in reversed(range(_ROUNDS)):
        left, right = right ^ _mixed(left, place, purpose), left
    return left << 32 | right


def _mixed(half: int, place: int, purpose: str) -> int:
    words = half.to_bytes(4, "big") + bytes([place])
    key = _key(purpose, settings.SECRET_KEY)
    return int.from_bytes(hashlib.blake2b(words, key=key, digest_size=4).digest(), "big")


@lru_cache(maxsize=16)
def _key(purpose: str, secret: str) -> bytes:
    return salted_hmac(f"lantoa.contests.hidden.{purpose}", "", secret=secret, algorithm="sha256").digest()
