"""The mix: words and jingles put together, brought to the loudness of broadcasts, written as MP3 and Opus.

The same input and the same versions of the programs give the same bytes.
"""

import array
import math
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from lantoa.apps.base.guard_audio import MIN_SECONDS, RATE
from lantoa.apps.broadcasts.sound.ffmpeg import BITEXACT, MixFailed, run_ffmpeg
from lantoa.apps.broadcasts.sound.loudness import (
    MAX_PEAK_DBTP,
    TARGET_LUFS,
    Loudness,
    gain_filter,
    level,
    measure,
)
from lantoa.apps.broadcasts.sound.passages import BREAK_SECONDS, Passage
from lantoa.apps.broadcasts.sound.voices import Voice
from lantoa.apps.broadcasts.sound.waves import Wave, read_wave, silence, trimmed, write_wave

# The codecs move the loudness and the peaks a little: measured on what they wrote, and corrected so many times.
_TRIES = 8
_CLOSE_LU = 0.25
_LONG_SECONDS, _TRIAL_SECONDS = 180, 60
_WHOLE, _SOUND = "whole.wav", "sound"
# 44.1 kHz: what the oldest players of stations read.
_MP3 = ("-ar", "44100", "-c:a", "libmp3lame", "-b:a", "64k", "-id3v2_version", "3", "-f", "mp3")
_OPUS = (
    "-ar", "48000", "-c:a", "libopus", "-b:a", "32k", "-application", "audio", "-compression_level", "5",
    "-vbr", "constrained", "-f", "ogg",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Labels:
    """What the files say of themselves."""

    title: str
    agency: str
    comment: str
    language: str


@dataclass(frozen=True, slots=True)
class Jingles:
    """The files of the tunes around the words; None where there is none."""

    opening: Path | None = None
    between: Path | None = None
    closing: Path | None = None


@dataclass(frozen=True, slots=True)
class Mixed:
    """A finished sound: its two files, its length, and the loudness and the highest peak measured on them."""

    mp3: bytes
    opus: bytes
    seconds: float
    lufs: float
    peak_dbtp: float


@dataclass(frozen=True, slots=True)
class _Words:
    """What is said, as one wave, and the places in it (in seconds) where a jingle may stand between two items."""

    wave: Wave
    between: tuple[float, ...] = ()


def mix_said(passages: Sequence[Passage], voice: Voice, jingles: Jingles, labels: Labels) -> Mixed:
    """Return the sound of what a voice says. VoiceFailed and MixFailed, in Vietnamese, where there is none."""
    if not passages:
        raise MixFailed("Lời đọc trống: bản tin chưa có chữ nào để đọc.")
    with tempfile.TemporaryDirectory(prefix="lantoa-sound-") as name:
        folder = Path(name)
        sentences = [one.text for passage in passages for one in passage.sentences]
        said = [_as_wave(path, folder) for path in voice.say(sentences, folder)]
        return _mix(_joined(passages, said), jingles, labels, folder)


def mix_recorded(recording: Path, jingles: Jingles, labels: Labels) -> Mixed:
    """Return the sound of what a person recorded (a clean file of the guard). MixFailed where it is silent."""
    with tempfile.TemporaryDirectory(prefix="lantoa-sound-") as name:
        folder = Path(name)
        found = trimmed(_as_wave(recording, folder))
        if found.seconds < MIN_SECONDS:
            raise MixFailed("Không nghe thấy tiếng nói trong bản ghi: kiểm tra micrô rồi ghi lại.")
        return _mix(_Words(found), jingles, labels, folder)


def level_jingle(recording: Path) -> bytes:
    """Return a jingle (a clean file of the guard) as FLAC at the loudness of broadcasts. MixFailed for silence."""
    with tempfile.TemporaryDirectory(prefix="lantoa-sound-") as name:
        folder = Path(name)
        write_wave(folder / "given.wav", _as_wave(recording, folder))
        level("given.wav", "level.wav", folder, name_of_silence="Nhạc hiệu")
        run_ffmpeg(["-i", "file:level.wav", "-c:a", "flac", *BITEXACT, "-f", "flac", "file:jingle.flac"], folder)
        return (folder / "jingle.flac").read_bytes()


def _as_wave(path: Path, folder: Path) -> Wave:
    if path.suffix == ".wav":
        return read_wave(path)
    plain = folder / f"{path.stem}.plain.wav"
    run_ffmpeg(
        ["-f", "flac", "-i", f"file:{path}", "-ar", str(RATE), "-ac", "1", "-c:a", "pcm_s16le", str(plain)], folder
    )
    return read_wave(plain)


def _joined(passages: Sequence[Passage], said: Sequence[Wave]) -> _Words:
    """Return the sentences one after another, each without its own silence and with the pause that belongs there."""
    rate = said[0].rate
    if any(one.rate != rate for one in said):
        raise MixFailed("Giọng đọc trả về âm thanh không cùng tần số lấy mẫu.")
    waves, samples, between, before = iter(said), array.array("h"), [], ""
    for passage in passages:
        if before:
            if (before, passage.kind) == ("item", "item"):
                between.append(len(samples) / rate)
            samples += silence(rate, BREAK_SECONDS)
        for place, sentence in enumerate(passage.sentences):
            samples += trimmed(next(waves)).samples
            if place + 1 < len(passage.sentences):
                samples += silence(rate, sentence.pause_seconds)
        before = passage.kind
    if not any(samples):
        raise MixFailed("Giọng đọc trả về toàn im lặng; kiểm tra thư mục giọng.")
    return _Words(Wave(rate, samples), tuple(between))


def _mix(words: _Words, jingles: Jingles, labels: Labels, folder: Path) -> Mixed:
    write_wave(folder / "words.wav", words.wave)
    level("words.wav", "level.wav", folder)
    whole = Wave(RATE, array.array("h"))
    for part in _parts(read_wave(folder / "level.wav"), words.between, jingles, folder):
        whole.samples.extend(part)
    write_wave(folder / _WHOLE, whole)
    return _written(whole.seconds, labels, folder)


def _parts(words: Wave, between: Sequence[float], jingles: Jingles, folder: Path) -> Iterator["array.array[int]"]:
    """Yield everything in the order in which it is heard."""
    breath = silence(RATE, BREAK_SECONDS / 2)
    if jingles.opening:
        yield from (_as_wave(jingles.opening, folder).samples, breath)
    start = 0
    if jingles.between:
        tune = _as_wave(jingles.between, folder).samples
        for seconds in between:
            end = round(seconds * RATE)
            yield from (words.samples[start:end], breath, tune)
            start = end
    yield words.samples[start:]
    if jingles.closing:
        yield from (breath, _as_wave(jingles.closing, folder).samples)


def _written(seconds: float, labels: Labels, folder: Path) -> Mixed:
    """Return both files, each measured as it was written: what its codec changes is corrected by a gain of its own."""
    whole = measure(_WHOLE, folder, seconds=seconds)

    def make(codec: Sequence[str]) -> tuple[Loudness, bytes]:
        own = folder / codec[-1]  # both are made at once, each in a folder of its own
        own.mkdir()
        return _encoded(codec, whole, seconds, labels, own), (own / _SOUND).read_bytes()

    with ThreadPoolExecutor(2) as both:
        (mp3, mp3_bytes), (opus, opus_bytes) = both.map(make, (_MP3, _OPUS))
    return Mixed(mp3_bytes, opus_bytes, seconds, mp3.lufs, max(mp3.peak_dbtp, opus.peak_dbtp))


def _encoded(codec: Sequence[str], whole: Loudness, seconds: float, labels: Labels, folder: Path) -> Loudness:
    """Return what was measured on the file once it is within the limits."""
    gain, ceiling = TARGET_LUFS - whole.lufs, MAX_PEAK_DBTP - 0.5
    if seconds > _LONG_SECONDS:
        gain += _lost_by(codec, folder)
    for _ in range(_TRIES):
        filters = gain_filter(gain, whole.peak_dbtp, ceiling_dbtp=ceiling)
        _encode(["-af", filters], codec, _metadata(labels), folder)
        found = measure(_SOUND, folder, seconds=seconds)
        over = found.peak_dbtp - MAX_PEAK_DBTP
        if abs(TARGET_LUFS - found.lufs) <= _CLOSE_LU and over <= 0:
            return found
        # A limiter takes a part of what the gain gives.
        gain += (TARGET_LUFS - found.lufs) * (1.5 if "alimiter" in filters else 1.0)
        ceiling -= over + 0.3 if over > 0 else 0.0
    raise MixFailed("Không đưa được âm thanh về đúng độ to phát thanh; hãy ghi lại gần micrô hơn, tránh tiếng nổ.")


def _lost_by(codec: Sequence[str], folder: Path) -> float:
    """Return the loudness that the codec takes from a minute of the sound: a long one is then seldom written twice."""
    minute = ["-t", str(_TRIAL_SECONDS)]
    run_ffmpeg([*minute, "-i", f"file:../{_WHOLE}", "-c:a", "pcm_s16le", "file:minute.wav"], folder)
    _encode(minute, codec, (), folder)
    before, after = (measure(name, folder, seconds=_TRIAL_SECONDS) for name in ("minute.wav", _SOUND))
    lost = before.lufs - after.lufs
    return lost if math.isfinite(lost) else 0.0


def _encode(filters: Sequence[str], codec: Sequence[str], metadata: Sequence[str], folder: Path) -> None:
    start = ["-i", f"file:../{_WHOLE}", *filters, "-map_metadata", "-1"]
    run_ffmpeg([*start, *codec[:-2], "-ac", "1", *BITEXACT, *metadata, *codec[-2:], f"file:{_SOUND}"], folder)


def _metadata(labels: Labels) -> list[str]:
    given = {"title": labels.title, "artist": labels.agency, "comment": labels.comment, "language": labels.language}
    return [word for key, value in given.items() if value for word in ("-metadata", f"{key}={' '.join(value.split())}")]
