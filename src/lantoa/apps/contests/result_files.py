"""The published lists: one file for each version of a result, named by its content, written once and never changed."""

import os
import tempfile
from pathlib import Path

from django.conf import settings

from lantoa.apps.contests.models import RoundResult
from lantoa.core.scoring import sha256_of


def store_list(content: bytes, *, name: str) -> tuple[str, str]:
    """Return the name of the file and the hash of its content, stored under settings.CONTESTS_DIR.

    The file appears whole or not at all: it is written beside its place, forced to disk, then renamed. Written a
    second time with the same content it is the same file, so that a killed writer only has to begin again.
    """
    digest = sha256_of(content)
    folder = Path(settings.CONTESTS_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    place = folder / f"{name}-{digest}.json"
    if not _holds(place, digest):
        _write(place, content)
    return place.name, digest


def _holds(place: Path, digest: str) -> bool:
    return place.is_file() and sha256_of(place.read_bytes()) == digest


def _write(place: Path, content: bytes) -> None:
    handle, beside = tempfile.mkstemp(dir=place.parent, prefix=".list-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(beside).chmod(0o644)
        Path(beside).replace(place)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
    # The name is on disk only when the folder is.
    folder = os.open(place.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def list_path(result: RoundResult) -> Path | None:
    """Return where the list of a result lies; None for a result without one, and where the file is gone."""
    if not result.file:
        return None
    place = Path(settings.CONTESTS_DIR) / Path(result.file).name
    return place if place.is_file() else None
