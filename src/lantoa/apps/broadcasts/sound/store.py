"""Files of sound: each under its SHA-256, written whole or not at all; the same content is kept once."""

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings


@dataclass(frozen=True, slots=True)
class Kept:
    """A file in the store: the SHA-256 of its bytes and how many there are."""

    sha256: str
    size: int


def keep_sound(content: bytes) -> Kept:
    """Return the file after it is safely on disk (flushed and renamed into place)."""
    kept = Kept(hashlib.sha256(content).hexdigest(), len(content))
    target = sound_path(kept.sha256)
    if target.exists():
        target.touch()  # young again, so that no sweep takes it before its row is stored
        return kept
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=target.parent, suffix=".part", delete=False) as part:
        part.write(content)
        part.flush()
        os.fsync(part.fileno())
    Path(part.name).replace(target)
    return kept


def sound_path(sha256: str) -> Path:
    """Return the path of a kept file."""
    return sounds_folder() / sha256[:2] / sha256


def sounds_folder() -> Path:
    """Return the folder that holds all of them."""
    folder: Path = settings.BROADCASTS_DIR / "sounds"
    return folder
