"""Sounds of bulletins: ordered once, made of the words as they are, chosen only while they say them."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from lantoa.apps.accounts.factories import UserFactory
from lantoa.apps.base.models import AuditEntry
from lantoa.apps.broadcasts.actions.sounds import (
    MAX_ATTEMPTS,
    SOUND_LEASE,
    CannotMakeSound,
    add_recording,
    choose_sound,
    claim_due_sounds,
    confirm_recording,
    make_again,
    make_claimed,
    order_approved_sound,
    order_sound,
)
from lantoa.apps.broadcasts.factories import make_bulletin, make_sound
from lantoa.apps.broadcasts.models import Bulletin, Item, Language, Sound
from lantoa.apps.broadcasts.queries.sounds import chosen_sound, says_now, sound_file
from lantoa.apps.broadcasts.sound import voices
from lantoa.apps.broadcasts.sound.tests.sounds import VOICE_FOLDER, speech_like, wav_bytes
from lantoa.apps.broadcasts.sound.voices import PROOF_WORDS
from lantoa.apps.broadcasts.sound_sweeps import sweep_sound_files, sweep_sounds

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.BROADCASTS_DIR = tmp_path
    settings.VOICE_DIR = None
    return tmp_path


def order(bulletin: Bulletin, at: datetime, kind: str = "proof", **values: Any) -> Sound:
    return order_sound(**{"bulletin": bulletin, "kind": kind, "by": None, "at": at, "key": f"khoa-{kind}", **values})


def make_all(at: datetime) -> None:
    for claim in claim_due_sounds(at=at, limit=10):
        make_claimed(claim=claim, clock=lambda: at)


def record(bulletin: Bulletin, at: datetime, *, says_script: bool = True, **values: Any) -> Sound:
    given = {"upload": wav_bytes(speech_like(2.0)), "name": "ghi.wav", "by": UserFactory(), "key": "ghi"}
    return add_recording(bulletin=bulletin, says_script=says_script, at=at, **{**given, **values})


class TestOrderSound:
    def test_orders_once_for_one_key(self, now: datetime) -> None:
        bulletin = make_bulletin(at=now)
        first, second = order(bulletin, now), order(bulletin, now)
        assert first == second
        assert Sound.objects.count() == 1
        assert AuditEntry.objects.filter(act="broadcasts.order_sound").count() == 1

    def test_refuses_where_no_program_can_read(self, now: datetime) -> None:
        bulletin = make_bulletin(at=now, language=Language.objects.get(code="bru"))
        with pytest.raises(CannotMakeSound, match="ghi âm người đọc"):
            order(bulletin, now)

    def test_refuses_a_withdrawn_or_empty_bulletin(self, now: datetime) -> None:
        gone = make_bulletin(at=now, state="withdrawn", withdrawn_at=now, withdrawn_reason="sai ngày")
        with pytest.raises(CannotMakeSound, match="đã rút"):
            order(gone, now)
        with pytest.raises(CannotMakeSound, match="chưa có lời đọc"):
            order(make_bulletin(at=now, written="", greeting=""), now)
        with pytest.raises(CannotMakeSound, match="tải tệp ghi âm"):
            order(make_bulletin(at=now), now, "recording")


class TestProof:
    def test_is_made_and_says_of_itself_what_it_is(self, now: datetime) -> None:
        bulletin = make_bulletin(at=now, approved=True)
        order(bulletin, now)
        assert sweep_sounds(at=now) == 1
        sound = bulletin.sounds.get()
        assert (sound.state, sound.problem) == (Sound.State.MADE, "")
        assert sound.script_sha256 == bulletin.script_sha256
        assert abs(float(sound.loudness or 0) + 23) <= 0.5
        assert float(sound.peak or 0) <= -1
        mp3 = sound_file(sound, "mp3").read_bytes()
        assert len(mp3) == sound.mp3_bytes
        assert PROOF_WORDS.encode("utf-16-le") in mp3 or PROOF_WORDS.encode() in mp3
        assert PROOF_WORDS.encode() in sound_file(sound, "opus").read_bytes()

    def test_is_never_chosen_by_itself(self, now: datetime) -> None:
        bulletin = make_bulletin(at=now, approved=True)
        sound = order(bulletin, now)
        make_all(now)
        assert chosen_sound(bulletin) is None
        choose_sound(sound=sound, by=None, at=now)
        assert chosen_sound(Bulletin.objects.get()) == sound

    def test_of_changed_words_is_outdated_and_cannot_be_chosen(self, now: datetime) -> None:
        bulletin = make_bulletin(at=now)
        sound = order(bulletin, now)
        make_all(now)
        choose_sound(sound=sound, by=None, at=now)
        Item.objects.update(written="Họp thôn vào thứ bảy.")
        sound.refresh_from_db()
        assert not says_now(sound, bulletin)
        assert chosen_sound(Bulletin.objects.get()) is None
        with pytest.raises(CannotMakeSound, match="không đọc đúng lời"):
            choose_sound(sound=sound, by=None, at=now)

    def test_says_the_words_of_when_it_is_made(self, now: datetime) -> None:
        bulletin = make_bulletin(at=now)
        order(bulletin, now)
        Item.objects.update(written="Họp thôn vào thứ bảy.")
        make_all(now)
        assert says_now(bulletin.sounds.get(), Bulletin.objects.get())

    def test_fails_with_one_clear_line_where_the_program_is_missing(
        self, now: datetime, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        bulletin = make_bulletin(at=now)
        sound = order(bulletin, now)
        with monkeypatch.context() as missing:
            missing.setattr(voices.shutil, "which", lambda name: None)
            make_all(now)
        sound.refresh_from_db()
        assert sound.state == Sound.State.FAILED
        assert "chưa cài espeak-ng" in sound.problem
        assert "apt install espeak-ng" in sound.problem
        make_again(sound=sound, by=None, at=now)
        make_all(now)
        assert bulletin.sounds.get().state == Sound.State.MADE


class TestVoice:
    def test_is_ordered_at_approval_and_chosen_when_made(self, now: datetime, settings: Settings) -> None:
        settings.VOICE_DIR = VOICE_FOLDER
        bulletin = make_bulletin(at=now, approved=True)
        assert order_approved_sound(bulletin=bulletin, by=None, at=now)
        assert order_approved_sound(bulletin=bulletin, by=None, at=now) is None
        make_all(now)
        found = chosen_sound(bulletin)
        assert found is not None
        assert (found.kind, found.voice) == (Sound.Kind.VOICE, "Giọng thử của bộ kiểm thử")

    def test_is_not_ordered_at_approval_where_there_is_none(self, now: datetime) -> None:
        assert order_approved_sound(bulletin=make_bulletin(at=now, approved=True), by=None, at=now) is None
        assert Sound.objects.count() == 0

    def test_fails_with_what_the_folder_lacks(self, now: datetime, settings: Settings, tmp_path: Path) -> None:
        settings.VOICE_DIR = tmp_path / "giong"
        sound = order(make_bulletin(at=now), now, "voice")
        make_all(now)
        sound.refresh_from_db()
        assert sound.state == Sound.State.FAILED
        assert "thiếu model.onnx, tokens.txt" in sound.problem


class TestRecording:
    def test_that_somebody_confirmed_is_chosen(self, now: datetime) -> None:
        bulletin = make_bulletin(at=now, approved=True)
        sound = record(bulletin, now)
        make_all(now)
        sound.refresh_from_db()
        assert sound.state == Sound.State.MADE, sound.problem
        assert chosen_sound(bulletin) == sound
        assert abs(float(sound.loudness or 0) + 23) <= 0.5

    def test_that_nobody_confirmed_waits_until_somebody_has_heard_it(self, now: datetime) -> None:
        bulletin = make_bulletin(at=now, approved=True)
        sound = record(bulletin, now, says_script=False)
        make_all(now)
        assert chosen_sound(bulletin) is None
        sound.refresh_from_db()
        with pytest.raises(CannotMakeSound, match="xác nhận"):
            choose_sound(sound=sound, by=None, at=now)
        confirm_recording(sound=sound, by=UserFactory(), at=now)
        assert chosen_sound(Bulletin.objects.get()) == sound

    def test_leaves_the_chosen_one_that_says_the_words(self, now: datetime) -> None:
        bulletin = make_bulletin(at=now, approved=True)
        first = record(bulletin, now)
        make_all(now)
        record(bulletin, now, key="khác")
        make_all(now)
        assert chosen_sound(bulletin) == first

    def test_of_another_language_is_the_only_way_to_sound(self, now: datetime) -> None:
        bulletin = make_bulletin(at=now, approved=True, language=Language.objects.get(code="bru"))
        sound = record(bulletin, now)
        make_all(now)
        assert chosen_sound(bulletin) == sound

    @pytest.mark.parametrize(
        ("upload", "said"),
        [(b"", "trống"), (b"#EXTM3U\nhttp://x/", "không phải âm thanh"), (b"RIFF0000WAVEhong", "bị hỏng"),
         (wav_bytes(speech_like(0.4)), "ngắn hơn 1 giây")],
    )  # fmt: skip
    def test_that_is_no_sound_is_refused(self, now: datetime, upload: bytes, said: str) -> None:
        with pytest.raises(CannotMakeSound, match=said):
            record(make_bulletin(at=now), now, upload=upload)
        assert Sound.objects.count() == 0

    def test_of_silence_fails_with_a_word_on_the_microphone(self, now: datetime) -> None:
        sound = record(make_bulletin(at=now), now, upload=wav_bytes([0] * 96_000))
        make_all(now)
        sound.refresh_from_db()
        assert sound.state == Sound.State.FAILED
        assert "micrô" in sound.problem

    def test_is_kept_once_for_one_key(self, now: datetime) -> None:
        bulletin = make_bulletin(at=now)
        assert record(bulletin, now) == record(bulletin, now)


class TestClaims:
    def test_take_emergencies_first(self, now: datetime) -> None:
        order(make_bulletin(at=now), now, key="a")
        urgent = order(make_bulletin(at=now, priority="emergency"), now, key="b")
        assert [claim.pk for claim in claim_due_sounds(at=now, limit=1)] == [urgent.pk]

    def test_of_an_emergency_wait_for_no_sound_in_hand(self, now: datetime) -> None:
        for key in "ab":
            order(make_bulletin(at=now), now, key=key)
        assert len(claim_due_sounds(at=now, limit=5)) == 2  # and their processes were killed
        urgent = order(make_bulletin(at=now, priority="emergency"), now, key="c")
        order(make_bulletin(at=now), now, key="d")

        assert sweep_sounds(at=now) == 1

        urgent.refresh_from_db()
        assert urgent.state == Sound.State.MADE

    def test_hold_a_sound_for_one_maker(self, now: datetime) -> None:
        order(make_bulletin(at=now), now)
        (claim,) = claim_due_sounds(at=now, limit=5)
        assert claim_due_sounds(at=now, limit=5) == []
        assert make_claimed(claim=claim, clock=lambda: now) is not None
        assert make_claimed(claim=claim, clock=lambda: now) is None

    def test_give_up_after_every_try_was_killed(self, now: datetime) -> None:
        sound = order(make_bulletin(at=now), now)
        Sound.objects.update(attempts=MAX_ATTEMPTS, leased_until=now)
        assert claim_due_sounds(at=now + SOUND_LEASE, limit=5) == []
        sound.refresh_from_db()
        assert (sound.state, "bị ngắt" in sound.problem) == (Sound.State.FAILED, True)

    def test_put_off_what_failed_for_a_passing_reason(self, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
        def broken(*args: object) -> None:
            raise OSError("đĩa đầy")

        sound = order(make_bulletin(at=now), now)
        monkeypatch.setattr("lantoa.apps.broadcasts.actions.sounds.mix_said", broken)
        make_all(now)
        sound.refresh_from_db()
        assert sound.state == Sound.State.DUE
        assert sound.due_at is not None
        assert sound.due_at > now
        assert "đĩa đầy" in sound.problem


class TestFiles:
    def test_that_nothing_names_are_cleared_away_after_a_day(self, now: datetime, folder: Path) -> None:
        bulletin = make_bulletin(at=now)
        order(bulletin, now)
        make_all(now)
        lost = folder / "sounds" / "ab" / ("ab" + "0" * 62)
        lost.parent.mkdir(exist_ok=True)
        lost.write_bytes(b"x")
        later = datetime.now(tz=now.tzinfo) + timedelta(days=2)
        assert sweep_sound_files(at=later) == 1
        assert not lost.exists()
        assert sound_file(bulletin.sounds.get(), "mp3").is_file()
        assert sweep_sound_files(at=later) == 0

    def test_of_a_row_without_them_are_missing(self, now: datetime) -> None:
        with pytest.raises(FileNotFoundError):
            sound_file(make_sound(make_bulletin(at=now), at=now), "opus")
