"""What the pages on sound say: of one sound, of the ways to make one, of the panel beside a script."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.utils import timezone

from lantoa.apps.broadcasts.models import Bulletin, Sound
from lantoa.apps.broadcasts.sound.voices import OutsideVoice, Voice
from lantoa.core.viettext.number_format import format_number

_Kind, _State = Sound.Kind, Sound.State


@dataclass(frozen=True, slots=True)
class SoundLine:
    """One sound: what it is, how far it is, what is to be known and what may be done."""

    sound: Sound
    title: str
    state: str
    facts: str
    warning: str
    is_waiting: bool
    is_current: bool
    may_choose: bool
    may_confirm: bool
    may_make_again: bool


@dataclass(frozen=True, slots=True)
class VoiceChoice:
    """One way to have a sound made by a program, or why it cannot be."""

    kind: str
    words: str
    hint: str
    problem: str
    consent: str = ""
    key: str = field(default_factory=lambda: secrets.token_urlsafe(24))


@dataclass(frozen=True, slots=True)
class SoundPanel:
    """The sounds of a bulletin beside its script: what stations get, the newest for proof listening, what waits."""

    bulletin: Bulletin
    chosen: SoundLine | None
    proof: SoundLine | None
    order: VoiceChoice | None


def sound_lines(sounds: Iterable[Sound], *, sha256: str, may_change: bool, at: datetime) -> list[SoundLine]:
    """Return the lines of the sounds; `sha256` is of what the bulletin says now."""
    return [_line(sound, sha256, may_change, at) for sound in sounds]


def panel(bulletin: Bulletin, lines: Iterable[SoundLine], choices: Iterable[VoiceChoice]) -> SoundPanel:
    """Return what stands beside the script."""
    known = list(lines)
    return SoundPanel(
        bulletin=bulletin,
        chosen=next((line for line in known if line.sound.chosen), None),
        proof=next((line for line in known if line.sound.kind == _Kind.PROOF), None),
        order=next((choice for choice in choices if choice.kind == _Kind.PROOF), None),
    )


def voice_choices(proof: Voice, site: Voice, outside: OutsideVoice, *, person: str) -> list[VoiceChoice]:
    """Return the ways to have a sound made; the service outside only where the site has set one up."""
    choices = [
        VoiceChoice(_Kind.PROOF, "Làm bản nghe thử", "Giọng máy đơn giản, chỉ để nghe thử lời đọc.", proof.problem),
        VoiceChoice(
            _Kind.VOICE, "Làm bằng giọng máy", f"Giọng {site.name}." if not site.problem else "Giọng máy của đơn vị.",
            site.problem,
        ),
    ]  # fmt: skip
    if not outside.problem:
        choices.append(
            VoiceChoice(
                _Kind.OUTSIDE, "Gửi và làm bằng dịch vụ bên ngoài", f"Dịch vụ {outside.host}.", "",
                consent=f"Tôi, {person}, đồng ý gửi toàn bộ lời đọc của bản tin này ra ngoài hệ thống của tỉnh, tới "
                f"{outside.host}.",
            )
        )  # fmt: skip
    return choices


def length_words(seconds: float) -> str:
    """Return a length as one says it.

    >>> length_words(42.4), length_words(60), length_words(605)
    ('42 giây', '1 phút', '10 phút 5 giây')
    """
    minutes, rest = divmod(round(seconds), 60)
    return " ".join([*([f"{minutes} phút"] if minutes else []), *([f"{rest} giây"] if rest or not minutes else [])])


def _line(sound: Sound, sha256: str, may_change: bool, at: datetime) -> SoundLine:
    made = sound.state == _State.MADE
    current = bool(sound.script_sha256) and sound.script_sha256 == sha256
    recording = sound.kind == _Kind.RECORDING
    return SoundLine(
        sound=sound,
        title=_title(sound),
        state=_state(sound, at),
        facts=_facts(sound),
        warning=_warning(sound, current=current),
        is_waiting=sound.state == _State.DUE,
        is_current=current,
        may_choose=may_change and made and current and not sound.chosen,
        may_confirm=may_change and made and recording and not current,
        may_make_again=may_change and sound.state == _State.FAILED,
    )


def _title(sound: Sound) -> str:
    kind = sound.get_kind_display()
    return f"{kind[0].upper()}{kind[1:]}" + (f" · {sound.voice}" if sound.voice else "")


def _state(sound: Sound, at: datetime) -> str:
    if sound.state != _State.DUE:
        return sound.get_state_display()
    if sound.leased_until and sound.leased_until > at:
        return "đang làm" + (f", lần thử {sound.attempts}" if sound.attempts > 1 else "")
    if sound.due_at and sound.due_at > at:
        return f"sẽ thử lại lúc {timezone.localtime(sound.due_at):%H:%M}"
    return sound.get_state_display()


def _facts(sound: Sound) -> str:
    if sound.state != _State.MADE or sound.seconds is None:
        return ""
    facts = [length_words(float(sound.seconds))]
    if sound.loudness is not None:
        facts.append(f"độ to {_level(sound.loudness)} LUFS")
    if sound.peak is not None:
        facts.append(f"đỉnh {_level(sound.peak)} dBTP")
    if sound.mp3_bytes:
        facts.append(f"MP3 {format_number(round(sound.mp3_bytes / 1024))} kB")
    return " · ".join(facts)


def _level(value: Decimal) -> str:
    return format_number(value, 1).replace("-", "\N{MINUS SIGN}")


def _warning(sound: Sound, *, current: bool) -> str:
    if sound.kind == _Kind.RECORDING and not current:
        if not sound.script_sha256:
            return "Chưa có người xác nhận bản ghi này đọc đúng lời; nghe hết rồi xác nhận thì mới phát được."
        return "Lời đọc đã sửa sau bản ghi này; nghe lại, nếu vẫn đúng thì xác nhận, nếu không thì ghi lại."
    if not current and sound.state == _State.MADE:
        return "Bản này theo lời cũ, không phát được; hãy làm bản mới."
    if sound.kind == _Kind.PROOF:
        return "Giọng máy, chỉ để nghe thử; không nên phát ra loa."
    return ""
