"""Evidence on disk: one WARC record a file, named by its own hash, written whole or not at all."""

import os
import uuid
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from lantoa.apps.base.outbound import Response
from lantoa.core import archive


@dataclass(frozen=True, slots=True)
class KeptRecord:
    """A record on disk: its file below settings.EVIDENCE_DIR, and the hashes of the payload and of the record."""

    file: str
    payload_sha256: str
    record_sha256: str


def keep_record(response: Response, *, fetched_at: datetime) -> KeptRecord:
    """Return the record of an answer after it is safely on disk (flushed and renamed into place); the same answer at
    the same time twice is one file.
    """
    payload_sha256 = archive.sha256_hex(response.body)
    record_id = uuid.uuid5(uuid.NAMESPACE_URL, f"{response.url} {fetched_at.isoformat()} {payload_sha256}")
    record = archive.make_record(
        response.url,
        fetched_at,
        response.status,
        response.headers,
        response.body,
        record_id=str(record_id),
    )
    record_sha256 = archive.sha256_hex(record)
    file = Path(record_sha256[:2]) / f"{record_sha256}.warc.gz"
    target = Path(settings.EVIDENCE_DIR) / file
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = target.with_suffix(f".{os.getpid()}.partial")
        with partial.open("wb") as handle:
            handle.write(record)
            handle.flush()
            os.fsync(handle.fileno())
        partial.rename(target)
    return KeptRecord(str(file), payload_sha256, record_sha256)


def read_kept(file: str) -> bytes:
    """Return the bytes of a kept record; FileNotFoundError when the file was lost."""
    return (Path(settings.EVIDENCE_DIR) / file).read_bytes()
