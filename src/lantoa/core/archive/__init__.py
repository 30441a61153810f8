"""Evidence records: a fetched page kept as a web archive record, its hashes, and the chain that binds the records."""

from lantoa.core.archive.chain import ChainError, ChainRow, chain_hash, verify_chain
from lantoa.core.archive.records import (
    ArchiveError,
    Exchange,
    Verification,
    make_record,
    read_record,
    sha256_hex,
    verify_record,
)

__all__ = [
    "ArchiveError",
    "ChainError",
    "ChainRow",
    "Exchange",
    "Verification",
    "chain_hash",
    "make_record",
    "read_record",
    "sha256_hex",
    "verify_chain",
    "verify_record",
]
