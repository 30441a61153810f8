"""A hash chain over records: removing, changing or reordering one breaks every later hash."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

# The version is part of what is hashed: a later rule can never be mistaken for this one.
_PREFIX = b"lantoa-chain-1"
_SHA256_HEX = re.compile(r"[0-9a-f]{64}")


class ChainError(ValueError):
    """A value that cannot stand in a chain; the message is Vietnamese."""


@dataclass(frozen=True, slots=True)
class ChainRow:
    """One link as it was stored: the record's SHA-256, the chain hash, and the further texts bound (URL, time …)."""

    record_hash: str
    chain_hash: str
    parts: tuple[str, ...] = ()


def chain_hash(previous_hash: str | None, record_hash: str, *parts: str) -> str:
    """SHA-256 (64 hex digits) that binds a record, and any further texts, to the chain before it.

    `previous_hash` is None for the first link. Each field is hashed with its length, so that ("ab", "c") and
    ("a", "bc") differ. Raises ChainError when a hash is not 64 lower-case hex digits.

    >>> first = chain_hash(None, "0" * 64)
    >>> first == chain_hash(None, "0" * 64, "https://example.vn/")
    False
    >>> len(chain_hash(first, "1" * 64))
    64
    """
    for value in (previous_hash, record_hash):
        if value is not None and not _SHA256_HEX.fullmatch(value):
            raise ChainError(f"“{value}” không phải mã băm SHA-256 (64 chữ số thập lục phân viết thường).")
    digest = hashlib.sha256(_PREFIX)
    for field in (previous_hash or "", record_hash, *parts):
        encoded = field.encode("utf-8", "surrogatepass")
        digest.update(len(encoded).to_bytes(8, "big"))
        digest.update(encoded)
    return digest.hexdigest()


def verify_chain(rows: Iterable[ChainRow], *, head: str | None = None) -> int | None:
    """Index of the first link that does not follow from the links before it, or None when the chain holds.

    Links cut off at the end leave a shorter chain that holds: pass the last hash kept elsewhere as `head` to find that
    too; the index is then the number of rows.

    >>> link = ChainRow("0" * 64, chain_hash(None, "0" * 64))
    >>> verify_chain([link]) is None
    True
    >>> verify_chain([], head=link.chain_hash)
    0
    """
    previous: str | None = None
    count = 0
    for row in rows:
        try:
            expected = chain_hash(previous, row.record_hash, *row.parts)
        except ChainError:
            return count
        if row.chain_hash != expected:
            return count
        previous = row.chain_hash
        count += 1
    return count if head is not None and head != previous else None
