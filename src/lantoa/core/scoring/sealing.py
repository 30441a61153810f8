"""Hashes and lots: what is promised before a contest, and what is drawn from the seed after it.

Everything here is SHA-256 (FIPS 180-4) and HMAC-SHA-256 (RFC 2104), so that the stand-alone verifier needs nothing but
a standard library.
"""

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping, Sequence

# Without letters that one mistakes for another when reading a code over the telephone (I, L, O, U, 0, 1).
_LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
_SLIP_LETTERS = 12
# Made once: a paper takes a hundred lots, and json.dumps would make an encoder for each.
_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode


def canonical_json(value: object) -> bytes:
    """Return the one way of writing a value as JSON that is hashed: keys sorted, no blanks, letters as they are.

    ValueError for what has no such way (a number that is not finite, half a surrogate pair).

    >>> canonical_json({"b": [1, "ò"], "a": None}).decode()
    '{"a":null,"b":[1,"ò"]}'
    """
    return _encode(value).encode()


def sha256_of(data: bytes) -> str:
    """Return the SHA-256 of some bytes, as 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def seed_sha256(seed: str) -> str:
    """Return the commitment to a seed (64 hexadecimal digits): published before the round, checked after it.

    >>> seed_sha256("00" * 32)[:16]
    '66687aadf862bd77'
    """
    return sha256_of(bytes.fromhex(seed))


def lot(seed: str, *labels: str | int) -> str:
    """Return the lot that the seed draws for these labels, 64 hexadecimal digits; the lowest lot comes first.

    The message is the list of the labels, as texts, in canonical JSON: no two lists of labels give the same one.

    >>> lot("00" * 32, "draw", "ABC")[:16]
    'dd83795408f138f2'
    >>> lot("00" * 32, "draw", "ABC") == lot("00" * 32, "draw", "ABD")
    False
    >>> lot("00" * 32, "draw", "A|B") == lot("00" * 32, "draw|A", "B")
    False
    """
    message = f"[{','.join([_encode(str(label)) for label in labels])}]"
    return hmac.digest(bytes.fromhex(seed), message.encode(), "sha256").hex()


def pool_sha256(
    *,
    seed: str,
    pool: Sequence[Mapping[str, object]],
    quotas: Sequence[Mapping[str, object]],
    keys: Mapping[str, object],
) -> str:
    """Return the commitment to the questions of a round and their keys. The seed in it keeps anybody from trying keys
    until the hash fits.
    """
    whole = {"seed": seed, "pool": list(pool), "quotas": list(quotas), "keys": dict(keys)}
    return sha256_of(canonical_json(whole))


def slip_sha256(
    *,
    slip: str,
    entrant: str,
    round_number: int,
    attempt: int,
    answers: Mapping[str, object],
    started_at: str,
    received_at: str,
) -> str:
    """Return the hash on the slip of a submission: who has the slip can show later what was submitted, and when.

    `started_at` is in it because the time used may decide among equals. Both moments are UTC as ISO 8601 with
    milliseconds ("2023-10-02T01:15:30.250Z").
    """
    whole = {
        "slip": slip,
        "entrant": entrant,
        "round": round_number,
        "attempt": attempt,
        "answers": dict(answers),
        "started_at": started_at,
        "received_at": received_at,
    }
    return sha256_of(canonical_json(whole))


def closing_sha256(slips: Iterable[str]) -> str:
    """Return the hash of a closed round: of the slip hashes of everything submitted, in their order as text.

    >>> closing_sha256(["bb", "aa"]) == closing_sha256(["aa", "bb"])
    True
    """
    return sha256_of("\n".join(sorted(slips)).encode())


def new_slip_code(random_bytes: bytes) -> str:
    """Return a code of 12 letters from random bytes (16 of them), for slips, entrants and certificates.

    >>> new_slip_code(bytes(16))
    'AAAAAAAAAAAA'
    """
    number = int.from_bytes(random_bytes, "big")
    letters = []
    for _place in range(_SLIP_LETTERS):
        number, letter = divmod(number, len(_LETTERS))
        letters.append(_LETTERS[letter])
    return "".join(letters)
