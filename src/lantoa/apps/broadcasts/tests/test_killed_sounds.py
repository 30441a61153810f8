"""A worker killed while it makes sounds loses none and makes none twice: real processes, a real database, SIGKILL."""

import hashlib
import multiprocessing
import random
import signal
import time
from datetime import datetime, timedelta
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest
from django.db import connections
from pytest_django import Settings

from lantoa.apps.base.models import AuditEntry
from lantoa.apps.broadcasts.actions import sounds as actions
from lantoa.apps.broadcasts.actions.sounds import MAX_ATTEMPTS, SOUND_LEASE, claim_due_sounds, make_claimed, order_sound
from lantoa.apps.broadcasts.factories import make_bulletin
from lantoa.apps.broadcasts.models import Sound
from lantoa.apps.broadcasts.queries.sounds import sound_file
from lantoa.apps.broadcasts.sound.mixing import Mixed
from lantoa.apps.broadcasts.sound.passages import Passage

SOUNDS = 12
KILLS = MAX_ATTEMPTS - 1  # a sound that is in hand at every kill must still have a try left
# A child that says nothing for so long has another fault than the one looked for.
PATIENCE_SECONDS = 30.0


def _quick_mix(passages: tuple[Passage, ...], *_: object) -> Mixed:
    """What a mix gives, without the minutes of it: bytes of the words alone."""
    said = repr(passages).encode()
    return Mixed(mp3=said * 2_000, opus=said * 1_000, seconds=5.0, lufs=-23.0, peak_dbtp=-3.0)


def _make_all(at: datetime) -> None:
    """What the worker does: claim, make, again and again."""
    while claims := claim_due_sounds(at=at, limit=2):
        for claim in claims:
            make_claimed(claim=claim, clock=lambda: at)


def _in_a_process(at: datetime) -> BaseProcess:
    connections.close_all()
    process = multiprocessing.get_context("fork").Process(target=_make_all, args=(at,))
    process.start()
    return process


def _wait_for_made(number: int) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while Sound.objects.filter(state=Sound.State.MADE).count() < number:
        assert time.monotonic() < deadline
        time.sleep(0.001)


def _check_what_is_stored() -> None:
    """Whatever the database says is made is on disk, whole, at every moment."""
    for sound in Sound.objects.filter(state=Sound.State.MADE):
        content = sound_file(sound, "mp3").read_bytes()
        assert (hashlib.sha256(content).hexdigest(), len(content)) == (sound.mp3_sha256, sound.mp3_bytes)


@pytest.mark.django_db(transaction=True)
class TestKilledWorker:
    def test_loses_no_sound_and_makes_none_twice(
        self, settings: Settings, tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        settings.BROADCASTS_DIR = tmp_path
        monkeypatch.setattr(actions, "mix_said", _quick_mix)
        for place in range(SOUNDS):
            bulletin = make_bulletin(at=now, written=f"Họp thôn lần {place}.")
            order_sound(bulletin=bulletin, kind="proof", by=None, at=now, key=f"am-{place}")

        chance, at, made, cut_off = random.Random(7), now, 0, 0
        for _ in range(KILLS):
            process = _in_a_process(at)
            _wait_for_made(made + chance.randrange(2, 5))
            time.sleep(chance.random() / 100)
            process.kill()
            process.join()
            assert process.exitcode == -signal.SIGKILL
            _check_what_is_stored()
            made = Sound.objects.filter(state=Sound.State.MADE).count()
            cut_off += Sound.objects.filter(state=Sound.State.DUE, leased_until__isnull=False).count()
            at += SOUND_LEASE + timedelta(seconds=1)  # nobody else may take what the dead one held before

        _make_all(at)
        _check_what_is_stored()
        assert set(Sound.objects.values_list("state", "leased_until")) == {(Sound.State.MADE, None)}
        assert AuditEntry.objects.filter(act="broadcasts.make_sound").count() == SOUNDS
        assert Sound.objects.values("mp3_sha256").distinct().count() == SOUNDS
        assert cut_off, "no worker was cut off with a sound in hand, so nothing was shown"
