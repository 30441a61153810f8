"""Writes on sounds: ordered, recorded, confirmed, chosen, and made behind the pages."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import Case, F, IntegerField, Q, QuerySet, When

from lantoa.apps.accounts.models import User
from lantoa.apps.accounts.queries import person_of
from lantoa.apps.base.actions import Actor, record_act
from lantoa.apps.base.guard import UnreadableFile
from lantoa.apps.base.guard_audio import read_audio
from lantoa.apps.broadcasts.actions.changes import note_bulletin_change
from lantoa.apps.broadcasts.actions.deliveries import offer_again
from lantoa.apps.broadcasts.models import Bulletin, Priority, Sound
from lantoa.apps.broadcasts.queries.sounds import (
    has_consent,
    jingles_of,
    said_now,
    says_now,
    service_outside,
    sha256_said_now,
    voice_of,
)
from lantoa.apps.broadcasts.sound.ffmpeg import MixFailed
from lantoa.apps.broadcasts.sound.mixing import Labels, Mixed, mix_recorded, mix_said
from lantoa.apps.broadcasts.sound.store import keep_sound, sound_path
from lantoa.apps.broadcasts.sound.voices import PROOF_WORDS, VoiceFailed

# Longer than the longest bulletin takes by the slowest voice (sound.voices, sound.ffmpeg).
SOUND_LEASE = timedelta(minutes=45)
# After the first try that failed for a passing reason, after the second.
PAUSES = (timedelta(minutes=1), timedelta(minutes=10))
MAX_ATTEMPTS = len(PAUSES) + 1
MOST_RECORDED_SECONDS = 45 * 60
_CHANGED_SINCE_CONSENT = (
    "Lời đọc đã sửa sau khi có người đồng ý gửi ra ngoài nên không gửi; hãy đặt lại để đồng ý với lời mới."
)
_log = logging.getLogger(__name__)
Clock = Callable[[], datetime]
_Kind, _State = Sound.Kind, Sound.State
_URGENT = Q(bulletin__priority=Priority.EMERGENCY)


class CannotMakeSound(ValueError):
    """The sound cannot be ordered, kept or chosen; the message, in Vietnamese, says why and what to do."""


@dataclass(frozen=True, slots=True)
class SoundClaim:
    """The key of a sound that is held until `lease`, which also tells this claim from every other."""

    pk: int
    lease: datetime


@transaction.atomic
def order_sound(*, bulletin: Bulletin, kind: str, by: Actor, at: datetime, key: str, consent: bool = False) -> Sound:
    """Return the sound that a program is to make of the words as they are now; the same key twice is one order.

    A service outside is given the words only after `consent` by a person with an account, which is an act of its own.
    CannotMakeSound for a withdrawn bulletin, a language that no program reads, and words that are not there.
    """
    if found := Sound.objects.filter(key=key).first():
        return found
    _check_open(bulletin)
    if kind not in {_Kind.PROOF, _Kind.VOICE, _Kind.OUTSIDE}:
        raise CannotMakeSound("Bản này do người đọc ghi âm; hãy tải tệp ghi âm lên.")
    if not bulletin.language.spoken_by_program:
        raise CannotMakeSound(f"Chưa có giọng máy cho {bulletin.language}; hãy ghi âm người đọc rồi tải lên.")
    said = said_now(bulletin)
    if not said.passages:
        raise CannotMakeSound("Bản tin chưa có lời đọc; hãy viết ít nhất một mục trước.")
    if kind == _Kind.OUTSIDE:
        _check_consent(by, consent)
    values = {
        "bulletin": bulletin, "kind": kind, "language": bulletin.language, "voice": voice_of(kind).name[:120],
        "script_sha256": said.sha256, "due_at": at, "ordered_by": person_of(by), "ordered_at": at,
    }  # fmt: skip
    sound, made = Sound.objects.get_or_create(key=key, defaults=values)
    if not made:  # the same press came twice at once
        return sound
    record_act("broadcasts.order_sound", subject=sound, by=by, at=at, detail=_detail(sound))
    if kind == _Kind.OUTSIDE and isinstance(by, User):
        detail = {"person": by.get_full_name() or by.get_username(), "service": service_outside().host,
                  "script_sha256": said.sha256, "bulletin": bulletin.pk}  # fmt: skip
        record_act("broadcasts.consent_outside_voice", subject=sound, by=by, at=at, detail=detail)
    return sound


def order_approved_sound(*, bulletin: Bulletin, by: Actor, at: datetime) -> Sound | None:
    """Return the sound ordered because a bulletin was approved: by the site's voice, where there is one, the language
    is spoken by it, and no sound is chosen or on its way. Called twice it orders once.
    """
    rows = Sound.objects.filter(bulletin=bulletin, script_sha256=bulletin.script_sha256)
    there = rows.filter(Q(chosen=True) | Q(kind=_Kind.VOICE)).exclude(state=_State.FAILED)
    if not bulletin.language.spoken_by_program or there.exists() or voice_of(_Kind.VOICE).problem:
        return None
    key = f"approved-{bulletin.pk}-{bulletin.script_sha256[:40]}"
    return order_sound(bulletin=bulletin, kind=_Kind.VOICE, by=by, at=at, key=key)


def add_recording(
    *, bulletin: Bulletin, upload: bytes, name: str, says_script: bool, by: Actor, at: datetime, key: str
) -> Sound:
    """Return the recording, kept clean and due to be mixed; `says_script`: the person confirms that it says the words
    as they are now. The same key twice is one recording. CannotMakeSound for what is no sound, or too long.

    Decoding takes up to seconds and happens before the transaction.
    """
    if found := Sound.objects.filter(key=key).first():
        return found
    _check_open(bulletin)
    try:
        audio = read_audio(upload, most_seconds=MOST_RECORDED_SECONDS)
    except UnreadableFile as error:
        raise CannotMakeSound(str(error)) from error
    kept = keep_sound(audio.flac)
    with transaction.atomic():
        sound, made = Sound.objects.get_or_create(
            key=key,
            defaults={
                "bulletin": bulletin, "kind": _Kind.RECORDING, "language": bulletin.language, "due_at": at,
                "voice": _reader(by), "script_sha256": sha256_said_now(bulletin) if says_script else "",
                "source_sha256": kept.sha256, "source_name": name[:250], "ordered_by": person_of(by), "ordered_at": at,
            },
        )  # fmt: skip
        if made:
            detail = {**_detail(sound), "seconds": round(audio.seconds, 1), "says_script": says_script}
            record_act("broadcasts.add_recording", subject=sound, by=by, at=at, detail=detail)
    return sound


@transaction.atomic
def confirm_recording(*, sound: Sound, by: Actor, at: datetime) -> Sound:
    """Return the recording, which somebody has heard and says that it says the words as they are now."""
    found = _locked(sound)
    if found.kind != _Kind.RECORDING:
        raise CannotMakeSound("Chỉ bản ghi âm mới cần xác nhận đọc đúng lời.")
    found.script_sha256 = sha256_said_now(found.bulletin)
    found.save(update_fields=["script_sha256"])
    record_act("broadcasts.confirm_recording", subject=found, by=by, at=at, detail=_detail(found))
    if found.state == _State.MADE:
        _choose_first(found, at)
    return found


@transaction.atomic
def choose_sound(*, sound: Sound, by: Actor, at: datetime) -> Sound:
    """Return the sound, now the one that stations get. CannotMakeSound for one that is not made, or of other words."""
    found = _locked(sound)
    _check_open(found.bulletin)
    if found.state != _State.MADE:
        raise CannotMakeSound("Bản này chưa làm xong nên chưa chọn được.")
    if not says_now(found, found.bulletin):
        words = "hãy nghe và xác nhận là đọc đúng lời" if found.kind == _Kind.RECORDING else "hãy đặt bản mới"
        raise CannotMakeSound(f"Bản này không đọc đúng lời hiện nay của bản tin; {words}.")
    if not found.chosen:
        _choose(found, at)
        record_act("broadcasts.choose_sound", subject=found, by=by, at=at, detail=_detail(found))
    return found


@transaction.atomic
def make_again(*, sound: Sound, by: Actor, at: datetime) -> Sound:
    """Return a sound that failed, due again: after a program was installed, or a service works again."""
    found = _locked(sound)
    _check_open(found.bulletin)
    if found.state != _State.FAILED:
        return found
    found.state, found.due_at, found.attempts, found.problem = _State.DUE, at, 0, ""
    found.leased_until = None
    found.save(update_fields=["state", "due_at", "attempts", "problem", "leased_until"])
    record_act("broadcasts.make_sound_again", subject=found, by=by, at=at, detail=_detail(found))
    return found


@transaction.atomic
def claim_due_sounds(*, at: datetime, limit: int, urgent: bool = False) -> list[SoundClaim]:
    """Return claims on up to `limit` due sounds, emergencies first, or only theirs (`urgent`); no two claims hold the
    same. A sound whose process was killed at every try has failed.
    """
    _due(at).filter(attempts__gte=MAX_ATTEMPTS).update(
        state=_State.FAILED, leased_until=None, due_at=None, problem="Tiến trình làm âm thanh bị ngắt ở mọi lần thử."
    )
    lease = at + SOUND_LEASE
    first = Case(When(_URGENT, then=0), default=1, output_field=IntegerField())
    rows = _due(at).filter(_URGENT) if urgent else _due(at)
    keys = list(rows.order_by(first, "due_at", "pk").values_list("pk", flat=True)[:limit])
    free = Q(leased_until=None) | Q(leased_until__lt=at)
    return [
        SoundClaim(pk, lease)
        for pk in keys
        if Sound.objects.filter(free, pk=pk, state=_State.DUE).update(leased_until=lease)
    ]


def sounds_in_hand(*, at: datetime, urgent: bool = False) -> int:
    """Return how many sounds, or only those of emergencies (`urgent`), are being made or wait for it in a queue."""
    held = Sound.objects.filter(state=_State.DUE, leased_until__gte=at)
    return (held.filter(_URGENT) if urgent else held).count()


def make_claimed(*, claim: SoundClaim, clock: Clock) -> Sound | None:
    """Return the sound of a claim as it stands after the try; None when the claim no longer holds it.

    It is made outside of any transaction; the files are on disk before the row says so, and the row is changed only
    while the claim holds: a killed process loses nothing, two at once store one result.
    """
    sound = _take(claim, at=clock())
    if sound is None:
        return None
    try:
        script_sha256, mixed = _made(sound)
    except (MixFailed, VoiceFailed) as error:
        return _put_off(sound, str(error), passing=getattr(error, "passing", False), at=clock())
    except Exception as error:
        _log.exception("making sound %s", sound.pk)
        return _put_off(sound, f"Lỗi khi làm âm thanh: {type(error).__name__}: {error}", passing=True, at=clock())
    return _finish(sound, script_sha256, mixed, at=clock())


def _made(sound: Sound) -> tuple[str, Mixed]:
    """Return the SHA-256 of the words that are said, and the sound."""
    bulletin, jingles = sound.bulletin, jingles_of(sound.bulletin.agency)
    if sound.kind == _Kind.RECORDING:
        return sound.script_sha256, mix_recorded(sound_path(sound.source_sha256), jingles, _labels(sound))
    said, voice = said_now(bulletin), voice_of(sound.kind)
    if sound.kind == _Kind.OUTSIDE and not (said.sha256 == sound.script_sha256 and has_consent(sound)):
        raise MixFailed(_CHANGED_SINCE_CONSENT)
    if voice.problem:
        raise VoiceFailed(voice.problem)
    return said.sha256, mix_said(said.passages, voice, jingles, _labels(sound))


def _labels(sound: Sound) -> Labels:
    bulletin = sound.bulletin
    said = [PROOF_WORDS if sound.kind == _Kind.PROOF else sound.get_kind_display()]
    if bulletin.illustrative:
        said.append("dữ liệu minh họa")
    return Labels(bulletin.title, bulletin.agency.name, "; ".join(said), sound.language.code)


def _finish(sound: Sound, script_sha256: str, mixed: Mixed, *, at: datetime) -> Sound:
    mp3, opus = keep_sound(mixed.mp3), keep_sound(mixed.opus)
    values = {
        "state": _State.MADE, "due_at": None, "leased_until": None, "problem": "", "made_at": at,
        "seconds": Decimal(f"{mixed.seconds:.2f}"), "loudness": Decimal(f"{mixed.lufs:.2f}"),
        "peak": Decimal(f"{mixed.peak_dbtp:.2f}"), "mp3_sha256": mp3.sha256, "mp3_bytes": mp3.size,
        "opus_sha256": opus.sha256, "opus_bytes": opus.size,
    }  # fmt: skip
    if sound.kind != _Kind.RECORDING:  # somebody may have confirmed the recording meanwhile
        values["script_sha256"] = script_sha256
    with transaction.atomic():
        if not _held(sound).update(**values):
            _log.warning("sound %s was taken over while it was being made", sound.pk)
            return Sound.objects.get(pk=sound.pk)
        found = _locked(sound)
        detail = {**_detail(found), "mp3_sha256": mp3.sha256, "seconds": float(found.seconds or 0)}
        record_act("broadcasts.make_sound", subject=found, by=None, at=at, detail=detail)
        _choose_first(found, at)
    return found


def _put_off(sound: Sound, problem: str, *, passing: bool, at: datetime) -> Sound:
    values: dict[str, object] = {"leased_until": None, "problem": problem[:500]}
    if passing and sound.attempts < MAX_ATTEMPTS:
        values["due_at"] = at + PAUSES[sound.attempts - 1]
    else:
        values |= {"state": _State.FAILED, "due_at": None}
    _held(sound).update(**values)
    return Sound.objects.get(pk=sound.pk)


def _choose_first(sound: Sound, at: datetime) -> None:
    """Choose the first sound that is meant for stations, unless one that says the same words is chosen already."""
    if sound.kind not in {_Kind.VOICE, _Kind.RECORDING} or not says_now(sound, sound.bulletin):
        return
    chosen = Sound.objects.filter(bulletin=sound.bulletin_id, chosen=True).first()
    if chosen is None or (chosen.pk != sound.pk and not says_now(chosen, sound.bulletin)):
        _choose(sound, at)
        record_act("broadcasts.choose_sound", subject=sound, by=None, at=at, detail=_detail(sound))


def _choose(sound: Sound, at: datetime) -> None:
    Sound.objects.filter(bulletin=sound.bulletin_id, chosen=True).update(chosen=False)
    sound.chosen = True
    sound.save(update_fields=["chosen"])
    note_bulletin_change(sound.bulletin, at=at)
    offer_again(bulletin=sound.bulletin, at=at)


def _take(claim: SoundClaim, *, at: datetime) -> Sound | None:
    """Return the sound, held anew for this one try; the new lease differs from the claim's even in one tick."""
    until = max(at + SOUND_LEASE, claim.lease + timedelta.resolution)
    held = Sound.objects.filter(pk=claim.pk, state=_State.DUE, leased_until=claim.lease)
    if not held.update(leased_until=until, attempts=F("attempts") + 1):
        return None
    return Sound.objects.select_related("bulletin__agency", "bulletin__language", "language").get(pk=claim.pk)


def _held(sound: Sound) -> QuerySet[Sound]:
    return Sound.objects.filter(pk=sound.pk, state=_State.DUE, leased_until=sound.leased_until)


def _due(at: datetime) -> QuerySet[Sound]:
    free = Q(leased_until=None) | Q(leased_until__lt=at)
    return Sound.objects.filter(free, state=_State.DUE, due_at__lte=at)


def _locked(sound: Sound) -> Sound:
    """Return the sound as it is now, after whoever else changes the sounds of its bulletin."""
    Bulletin.objects.select_for_update().get(pk=sound.bulletin_id)
    return Sound.objects.select_related("bulletin__agency", "bulletin__language", "language").get(pk=sound.pk)


def _check_open(bulletin: Bulletin) -> None:
    if bulletin.state == Bulletin.State.WITHDRAWN:
        raise CannotMakeSound("Bản tin đã rút nên không làm âm thanh nữa.")


def _check_consent(by: Actor, consent: bool) -> None:
    if problem := service_outside().problem:
        raise CannotMakeSound(problem)
    if not (consent and isinstance(by, User)):
        raise CannotMakeSound(
            f"Lời đọc sẽ được gửi ra ngoài, tới {service_outside().host}; hãy đánh dấu đồng ý rồi đặt lại."
        )


def _detail(sound: Sound) -> dict[str, object]:
    return {"bulletin": sound.bulletin_id, "kind": sound.kind, "script_sha256": sound.script_sha256}


def _reader(by: Actor) -> str:
    return (by.get_full_name() or by.get_username())[:120] if isinstance(by, User) else ""
