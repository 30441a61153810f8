"""The files citizens send, as the guard gave them back, under settings.CITIZENS_DIR by their hash.

Nothing is stored as it came: a photo is made anew from its pixels, a voice note from its samples. What goes out
goes through a view with a right, in a way that no browser takes for a page.
"""

import hashlib
import os
import tempfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.http import FileResponse, HttpResponseBase

from lantoa.apps.base.guard import read_photo
from lantoa.apps.base.guard_audio import read_audio
from lantoa.apps.feedback.models import Attachment

MOST_PHOTOS = 5
MOST_VOICE_SECONDS = 180
_ENDINGS = {"image/jpeg": "jpg", "audio/flac": "flac"}
# A file is stored before the row that names it: a young one may still be on its way.
_ORPHAN_AFTER = timedelta(days=1)
_SWEEP_EVERY = timedelta(hours=1)
# Should a browser ever take a file for a page: nothing in it may run, load or be sent.
_POLICY = "default-src 'none'; sandbox; frame-ancestors 'self'"


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file on disk that a row may name: what Attachment says of it."""

    kind: Attachment.Kind
    sha256: str
    media_type: str
    bytes: int
    seconds: float | None = None


def store_photo(data: bytes) -> StoredFile:
    """Return the photo as it is kept now: upright, at most 2000 pixels a side, without position, device and time.

    UnreadableFile, in Vietnamese, for what is no photo. Call it before the transaction: decoding takes up to seconds.
    """
    return _kept(Attachment.Kind.PHOTO, read_photo(data).jpeg, "image/jpeg")


def store_voice(data: bytes) -> StoredFile:
    """Return the voice note as it is kept now: plain sound, nothing else. UnreadableFile as `store_photo`."""
    sound = read_audio(data, most_seconds=MOST_VOICE_SECONDS)
    return _kept(Attachment.Kind.VOICE, sound.flac, "audio/flac", sound.seconds)


def attachment_file(attachment: Attachment) -> Path:
    """Return where the file of an attachment lies."""
    return _path(attachment.sha256, attachment.media_type)


def attachment_answer(attachment: Attachment, *, download: bool = False) -> HttpResponseBase:
    """Return the file as an answer that runs nowhere: the kind we made ourselves, never guessed, in a sandbox. Whoever
    calls it has looked at the right.
    """
    ending = _ENDINGS[attachment.media_type]
    answer = FileResponse(
        attachment_file(attachment).open("rb"),
        as_attachment=download,
        filename=f"tep-{attachment.position}.{ending}",
        content_type=attachment.media_type,
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = _POLICY
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    return answer


def delete_unnamed(sha256: str, media_type: str) -> bool:
    """Return whether the file was deleted; it stays while another attachment names it. Call after the commit."""
    if not sha256 or Attachment.objects.filter(sha256=sha256).exists():
        return False
    _path(sha256, media_type).unlink(missing_ok=True)
    return True


def sweep_citizens_files(*, at: datetime) -> int:
    """Return how many files were deleted: older than a day and named by no attachment. It looks once an hour, with one
    query for each 1/256 of the files.
    """
    folder, swept = _folder(), 0
    if not _is_time(folder, at):
        return 0
    before = (at - _ORPHAN_AFTER).timestamp()
    for shelf in sorted(folder.glob("??")):
        old = [path for path in shelf.iterdir() if _modified_at(path) < before]
        hashes = {path.stem for path in old}
        kept = set(Attachment.objects.filter(sha256__in=hashes).values_list("sha256", flat=True)) if old else set()
        for path in old:
            if path.stem not in kept:
                path.unlink(missing_ok=True)
                swept += 1
    return swept


def _folder() -> Path:
    root: Path = settings.CITIZENS_DIR
    return root / "feedback"


def _path(sha256: str, media_type: str) -> Path:
    return _folder() / sha256[:2] / f"{sha256}.{_ENDINGS[media_type]}"


def _kept(kind: Attachment.Kind, data: bytes, media_type: str, seconds: float | None = None) -> StoredFile:
    sha256 = hashlib.sha256(data).hexdigest()
    target = _path(sha256, media_type)
    if target.exists():
        target.touch()  # young again, so that no sweep takes it before its row is stored
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=target.parent, suffix=".part", delete=False) as part:
            part.write(data)
            part.flush()
            os.fsync(part.fileno())
        Path(part.name).replace(target)
    return StoredFile(kind, sha256, media_type, len(data), seconds)


def _is_time(folder: Path, at: datetime) -> bool:
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
        return float("-inf") if path.name == ".swept" else float("inf")
