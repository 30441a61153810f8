"""Sweeps of sound: what is due is made, files that nothing names are cleared away."""

import os
from datetime import datetime, timedelta
from pathlib import Path

from django.db.models import Q

from lantoa.apps.broadcasts.actions.sounds import claim_due_sounds, sounds_in_hand
from lantoa.apps.broadcasts.models import Jingle, Sound
from lantoa.apps.broadcasts.sound.store import sounds_folder
from lantoa.apps.broadcasts.tasks import make_sound

# Few at a time: an emergency that is ordered later must not wait behind a long row.
_AT_ONCE = 2
# A file is stored before the row that names it: a young one may still be on its way.
_ORPHAN_AFTER = timedelta(days=1)
_SWEEP_EVERY = timedelta(hours=1)


def sweep_sounds(*, at: datetime) -> int:
    """Return how many due sounds were handed on to be made. Emergencies have room of their own: they wait for no other,
    and for none whose process was killed and whose hold still lasts.
    """
    return sum(_hand_on(at, urgent=urgent) for urgent in (True, False))


def _hand_on(at: datetime, *, urgent: bool) -> int:
    room = _AT_ONCE - sounds_in_hand(at=at, urgent=urgent)
    claims = claim_due_sounds(at=at, limit=room, urgent=urgent) if room > 0 else []
    for claim in claims:
        make_sound.enqueue(claim.pk, claim.lease.isoformat())
    return len(claims)


def sweep_sound_files(*, at: datetime) -> int:
    """Return how many files were deleted: older than a day and named by no sound and no jingle. It looks once an hour,
    with two queries for each 1/256 of the files.
    """
    folder = sounds_folder()
    if not _is_time(folder, at):
        return 0
    swept, before = 0, at.timestamp() - _ORPHAN_AFTER.total_seconds()
    for shelf in sorted(folder.glob("??")):
        old = {path.name: path for path in shelf.iterdir() if path.stat().st_mtime < before}
        for name in old.keys() - _named(list(old)):
            old[name].unlink(missing_ok=True)
            swept += 1
    return swept


def _named(names: list[str]) -> set[str]:
    if not names:
        return set()
    fields = ("mp3_sha256", "opus_sha256", "source_sha256")
    asked = Q(mp3_sha256__in=names) | Q(opus_sha256__in=names) | Q(source_sha256__in=names)
    named = {value for row in Sound.objects.filter(asked).values_list(*fields) for value in row}
    return named | set(Jingle.objects.filter(sha256__in=names).values_list("sha256", flat=True))


def _is_time(folder: Path, at: datetime) -> bool:
    """Return whether the last sweep, kept as the time of a file, is long enough ago; if so, this one counts."""
    marker = folder / ".swept"
    if not folder.is_dir():
        return False
    if marker.exists() and at.timestamp() - marker.stat().st_mtime < _SWEEP_EVERY.total_seconds():
        return False
    marker.touch()
    os.utime(marker, (at.timestamp(), at.timestamp()))
    return True
