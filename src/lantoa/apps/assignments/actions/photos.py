"""Photos given as proofs: kept as files named by their hash; what no proof names is swept away."""

import hashlib
import os
import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from lantoa.apps.assignments.models import Proof
from lantoa.apps.base.guard import read_photo

# A photo is stored before the act that names it: a young one may still be on its way.
_ORPHAN_AFTER = timedelta(days=1)
_SWEEP_EVERY = timedelta(hours=1)


class StoredPhoto(NamedTuple):
    """Where a photo is kept, relative to settings.PROOFS_DIR, and the SHA-256 of its bytes: fields of NewProof."""

    file: str
    sha256: str


def store_photo(data: bytes) -> StoredPhoto:
    """Return where the photo is kept now, made anew by the guard and on disk; the same photo is kept once.

    Call it before the transaction of the act: decoding takes up to seconds, and a photo without a proof does no harm.
    UnreadableFile, in Vietnamese, for what is no photo.
    """
    jpeg = read_photo(data).jpeg
    sha256 = hashlib.sha256(jpeg).hexdigest()
    stored = StoredPhoto(f"{sha256[:2]}/{sha256}.jpg", sha256)
    target = photo_path(stored.file)
    if target.exists():
        target.touch()  # young again, so that no sweep takes it before its proof is stored
        return stored
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=target.parent, suffix=".part", delete=False) as part:
        part.write(jpeg)
        part.flush()
        os.fsync(part.fileno())
    Path(part.name).replace(target)
    return stored


def photo_path(file: str) -> Path:
    """Return the path of a stored photo."""
    folder: Path = settings.PROOFS_DIR
    return folder / file


def sweep_photos(*, at: datetime) -> int:
    """Return how many photos were deleted: older than a day and named by no proof. It looks once an hour, with one
    query for each 1/256 of the photos.
    """
    swept = 0
    folder: Path = settings.PROOFS_DIR
    if not _is_time(folder, at):
        return 0
    for shelf in sorted(folder.glob("??")):
        old = [path for path in shelf.iterdir() if _modified_at(path) < at.timestamp() - _ORPHAN_AFTER.total_seconds()]
        names = [f"{shelf.name}/{path.name}" for path in old]
        kept = set(Proof.objects.filter(file__in=names).values_list("file", flat=True)) if names else set()
        for path, name in zip(old, names, strict=True):
            if name not in kept:
                path.unlink(missing_ok=True)
                swept += 1
    return swept


def _is_time(folder: Path, at: datetime) -> bool:
    """Return whether the last sweep, kept as the time of a file, is long enough ago; if so, this one counts."""
    marker = folder / ".swept"
    if not folder.is_dir() or 0 <= at.timestamp() - _modified_at(marker) < _SWEEP_EVERY.total_seconds():
        return False
    marker.touch()
    os.utime(marker, (at.timestamp(), at.timestamp()))
    return True


def _modified_at(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:  # another worker was quicker
        return float("inf")
