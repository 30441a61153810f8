"""Bulletins with files of sound for tests: short bytes that begin as MP3 and Opus do."""

import hashlib
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from lantoa.apps.broadcasts.factories import make_sound
from lantoa.apps.broadcasts.models import Bulletin, Sound

MP3 = b"ID3\x04\x00\x00\x00\x00\x00\x00" + b"\xff\xfb\x50\xc4" + bytes(range(256)) * 40
OPUS = b"OggS\x00\x02" + bytes(range(256)) * 30


def keep(content: bytes) -> str:
    """Return the SHA-256 of the content, which now lies in the store of sounds."""
    sha256 = hashlib.sha256(content).hexdigest()
    path: Path = settings.BROADCASTS_DIR / "sounds" / sha256[:2] / sha256
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return sha256


def make_heard_sound(bulletin: Bulletin, *, at: datetime, mp3: bytes = MP3, **values: Any) -> Sound:
    """Return the chosen sound of a bulletin, with its two files in the store."""
    files = {
        "mp3_sha256": keep(mp3), "mp3_bytes": len(mp3), "opus_sha256": keep(OPUS), "opus_bytes": len(OPUS),
    }  # fmt: skip
    return make_sound(bulletin, at=at, **{"chosen": True, **files, **values})
