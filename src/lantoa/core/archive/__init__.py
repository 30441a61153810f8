"""Evidence records: a fetched page kept as a web archive record, its hashes, the chain that binds the records, and the
chain over acts.
"""

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
from lantoa.core.archive.trail import (
    Act,
    SealedAct,
    TrailHead,
    TrailVerdict,
    act_bytes,
    check_trail,
    read_trail_line,
    seal_act,
    trail_line,
)

__all__ = [
    "Act",
    "ArchiveError",
    "ChainError",
    "ChainRow",
    "Exchange",
    "SealedAct",
    "TrailHead",
    "TrailVerdict",
    "Verification",
    "act_bytes",
    "chain_hash",
    "check_trail",
    "make_record",
    "read_record",
    "read_trail_line",
    "seal_act",
    "sha256_hex",
    "trail_line",
    "verify_chain",
    "verify_record",
]
