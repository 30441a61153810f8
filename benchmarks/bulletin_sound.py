"""What the sound of a bulletin costs, and whether it is as loud as it has to be by a second measure.

    ./lantoa bench bulletin_sound

Bulletins of about 1, 5 and 10 minutes are read by the proof-listening voice, with the three jingles of ours, levelled
and written as MP3 and Opus, as the worker does it. Every file, and recordings made hard on purpose (quiet, loud, with
knocks, shorter than 3 s), is then measured by pyloudnorm and by four times oversampling, which have nothing to do with
ffmpeg's filters. The first bulletin is made twice: the bytes have to be the same. Work is given as it passed on the
clock and as time of the processors: a machine with nothing else to do needs no more of the clock than of the
processors, so the second is what is held to the limit.
"""

import math
import os
import resource
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from lantoa.apps.base.guard_audio import RATE, read_audio
from lantoa.apps.broadcasts.sound.loudness import MAX_PEAK_DBTP, TARGET_LUFS, TOLERANCE_LU
from lantoa.apps.broadcasts.sound.mixing import Jingles, Labels, Mixed, level_jingle, mix_recorded, mix_said
from lantoa.apps.broadcasts.sound.passages import passages_of_text
from lantoa.apps.broadcasts.sound.tests.sounds import measured, speech_like, wav_bytes
from lantoa.apps.broadcasts.sound.tunes import MADE_TUNES, tune_wave
from lantoa.apps.broadcasts.sound.voices import EspeakVoice
from lantoa.core.speech import reading_seconds, speak

DIRECTIVE = Path(__file__).parents[1] / "examples" / "directives" / "300-STTTT-TTBCXB.txt"
LABELS = Labels("Bản tin đo", "Cơ quan đo", "giọng máy, chỉ để nghe thử", "vi")
MINUTES = (1, 5, 10)
MOST_SECONDS = 60.0  # of the work on a bulletin of ten minutes


@dataclass(frozen=True, slots=True)
class Row:
    """One file as the second tool measured it."""

    name: str
    lufs: float
    peak_dbtp: float

    @property
    def is_within_limits(self) -> bool:
        return abs(self.lufs - TARGET_LUFS) <= TOLERANCE_LU and self.peak_dbtp <= MAX_PEAK_DBTP


@dataclass(frozen=True, slots=True)
class Cost:
    """What a sound took: seconds on the clock, seconds of the processors, its own length."""

    clock: float
    processors: float
    length: float


def script_of_minutes(minutes: int) -> str:
    """Return spoken words of about so many minutes, in items of about one minute."""
    sentences = [line for line in speak(DIRECTIVE.read_text(encoding="utf-8")).text.split("\n") if len(line) > 40]
    pieces, piece, length, place = ["Kính thưa bà con và các bạn."], [], 0.0, 0
    while length < minutes * 60:
        piece.append(sentences[place % len(sentences)])
        length += reading_seconds(piece[-1])
        place += 1
        if sum(map(len, piece)) > 900:
            pieces.append("\n".join(piece))
            piece = []
    return "\n\n".join([*pieces, *(["\n".join(piece)] if piece else []), "Xin cảm ơn bà con đã nghe."])


def tunes(folder: Path) -> Jingles:
    """Return our three jingles as the register keeps them."""
    paths = {}
    for tune in MADE_TUNES:
        given = folder / f"{tune.place}.given.flac"
        given.write_bytes(read_audio(tune_wave(tune), most_seconds=30).flac)
        paths[tune.place] = folder / f"{tune.place}.flac"
        paths[tune.place].write_bytes(level_jingle(given))
    return Jingles(paths["opening"], paths["between"], paths["closing"])


def hard_recordings() -> dict[str, list[int]]:
    """Return recordings that are hard to bring to one loudness."""
    knocks = speech_like(8.0, loudness=0.05)
    for start in range(RATE, 8 * RATE, 2 * RATE):
        for step in range(60):
            knocks[start + step] = round(32_000 * math.sin(2 * math.pi * step / 12))
    return {
        "quiet recording": speech_like(8.0, loudness=0.02),
        "loud recording": speech_like(8.0, loudness=1.0),
        "recording with knocks": knocks,
        "recording of 1.5 s": speech_like(1.5),
    }


def timed(make: Callable[[], Mixed]) -> tuple[Mixed, Cost]:
    """Return what was made and what it took."""
    clock, before = time.perf_counter(), os.times()
    made = make()
    after = os.times()
    processors = sum(after[:4]) - sum(before[:4])
    return made, Cost(time.perf_counter() - clock, processors, made.seconds)


def rows_of(name: str, mixed: Mixed, folder: Path) -> list[Row]:
    """Return what the second tool says of both files."""
    rows = []
    for kind, content in (("mp3", mixed.mp3), ("opus", mixed.opus)):
        path = folder / f"measured.{kind}"
        path.write_bytes(content)
        rows.append(Row(f"{name}, {kind}", *measured(path)))
    return rows


def made_bulletins(jingles: Jingles) -> tuple[dict[str, Mixed], Cost]:
    """Return the bulletins by name, and what the longest took; ends with an error where the bytes are not the same."""
    made = {}
    print(f"{'bulletin':12} {'length':>8} {'clock':>8} {'processors':>11} {'/ length':>9} {'MP3':>9} {'Opus':>9}")
    for minutes in MINUTES:
        passages = passages_of_text(script_of_minutes(minutes), greeting=True, sign_off=True)
        mixed, cost = timed(lambda given=passages: mix_said(given, EspeakVoice(), jingles, LABELS))  # type: ignore[misc]
        if not made and mix_said(passages, EspeakVoice(), jingles, LABELS) != mixed:
            raise SystemExit("made again, the bytes are not the same")
        made[f"{minutes} min"] = mixed
        print(
            f"{minutes:8} min {cost.length:6.0f} s {cost.clock:6.1f} s {cost.processors:9.1f} s "
            f"{cost.processors / cost.length:9.3f} {len(mixed.mp3) // 1024:6} kB {len(mixed.opus) // 1024:6} kB"
        )
    return made, cost


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="lantoa-bench-") as name:
        folder = Path(name)
        made, cost = made_bulletins(tunes(folder))
        own, child = (
            resource.getrusage(who).ru_maxrss // 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        )
        print(f"memory at its peak: {own} MB in this process, {child} MB in the largest child")
        for recording, samples in hard_recordings().items():
            given = folder / "given.flac"
            given.write_bytes(read_audio(wav_bytes(samples), most_seconds=60).flac)
            made[recording] = mix_recorded(given, Jingles(), LABELS)
        rows = [row for title, mixed in made.items() for row in rows_of(title, mixed, folder)]
    print(f"\n{'file, measured by the second tool':34} {'LUFS':>8} {'dBTP':>8}")
    for row in rows:
        print(f"{row.name:34} {row.lufs:8.2f} {row.peak_dbtp:8.2f}{'' if row.is_within_limits else '  OUTSIDE'}")
    per_ten = 600 / cost.length
    print(
        f"\nten minutes of sound: {cost.clock * per_ten:.1f} s on the clock; "
        f"{cost.processors * per_ten:.1f} s of the processors, at most {MOST_SECONDS:.0f}"
    )
    if cost.processors * per_ten > MOST_SECONDS or not all(row.is_within_limits for row in rows):
        raise SystemExit("not within what was asked")


if __name__ == "__main__":
    main()
