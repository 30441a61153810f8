"""Writes on jingles: added from a file, made by us, changed."""

import tempfile
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from django.db import transaction

from lantoa.apps.agencies.models import Agency
from lantoa.apps.base.actions import Actor, record_act
from lantoa.apps.base.guard import UnreadableFile
from lantoa.apps.base.guard_audio import read_audio
from lantoa.apps.broadcasts.models import Jingle
from lantoa.apps.broadcasts.sound.ffmpeg import MixFailed
from lantoa.apps.broadcasts.sound.mixing import level_jingle
from lantoa.apps.broadcasts.sound.store import keep_sound
from lantoa.apps.broadcasts.sound.tunes import MADE_TUNES, tune_wave

MOST_SECONDS = 30
MADE_SOURCE = "Lan Tỏa tạo bằng công thức, không dùng bản ghi của ai; được dùng tự do."


class CannotKeepJingle(ValueError):
    """The jingle cannot be kept; the message, in Vietnamese, says why and what to do."""


def add_jingle(
    *, agency: Agency | None, name: str, place: str, source: str, upload: bytes, by: Actor, at: datetime
) -> Jingle:
    """Return the jingle, made anew by the guard and as loud as bulletins are. CannotKeepJingle where it cannot be.

    Decoding takes up to seconds and happens before the transaction.
    """
    if not source.strip():
        raise CannotKeepJingle("Hãy ghi nguồn và quyền sử dụng: ai làm, được phép dùng theo văn bản nào.")
    try:
        audio = read_audio(upload, most_seconds=MOST_SECONDS)
        with tempfile.TemporaryDirectory(prefix="lantoa-jingle-") as folder:
            given = Path(folder) / "given.flac"
            given.write_bytes(audio.flac)
            kept = keep_sound(level_jingle(given))
    except (UnreadableFile, MixFailed) as error:
        raise CannotKeepJingle(str(error)) from error
    with transaction.atomic():
        jingle = Jingle.objects.create(
            agency=agency, name=name.strip(), place=place, sha256=kept.sha256, source=source.strip(),
            seconds=Decimal(f"{audio.seconds:.2f}"), made_at=at,
        )  # fmt: skip
        detail = {"name": jingle.name, "place": place, "sha256": kept.sha256, "source": jingle.source}
        record_act("broadcasts.add_jingle", subject=jingle, by=by, at=at, detail=detail)
    return jingle


def add_made_jingles(*, by: Actor, at: datetime) -> list[Jingle]:
    """Return the province's three jingles of ours, synthesised here; those that are there already are left alone."""
    there = {jingle.name: jingle for jingle in Jingle.objects.filter(agency=None)}
    return [
        there.get(tune.name)
        or add_jingle(agency=None, name=tune.name, place=tune.place, source=MADE_SOURCE, upload=tune_wave(tune),
                      by=by, at=at)
        for tune in MADE_TUNES
    ]  # fmt: skip


@transaction.atomic
def change_jingle(
    *, jingle: Jingle, name: str, place: str, source: str, active: bool, by: Actor, at: datetime
) -> Jingle:
    """Return the jingle as it is called and used from now on; sounds that are made already keep what they hold."""
    if not source.strip():
        raise CannotKeepJingle("Hãy ghi nguồn và quyền sử dụng: ai làm, được phép dùng theo văn bản nào.")
    jingle.name, jingle.place, jingle.source, jingle.active = name.strip(), place, source.strip(), active
    jingle.save(update_fields=["name", "place", "source", "active"])
    detail = {"name": jingle.name, "place": place, "source": jingle.source, "active": active}
    record_act("broadcasts.change_jingle", subject=jingle, by=by, at=at, detail=detail)
    return jingle
