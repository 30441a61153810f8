"""Three tunes of ours, made from sines by formula: nobody's recording, the same bytes each time."""

import array
import io
import math
import sys
import wave
from dataclasses import dataclass

_RATE = 24_000
# A partial has died away when its strength is e to the power of minus that.
_INAUDIBLE = 9.0
# Notes of the five-note scale by name, in hertz (equal temperament, A = 440).
_NOTES = {"G4": 392.00, "A4": 440.00, "C5": 523.25, "D5": 587.33, "E5": 659.26, "G5": 783.99, "A5": 880.00}
# A struck bar: its partials as (multiple of the note, strength, how fast it dies away).
_PARTIALS = ((1.0, 1.0, 3.0), (2.76, 0.35, 6.0), (5.40, 0.12, 10.0))


@dataclass(frozen=True, slots=True)
class Tune:
    """A tune: what it is called, where it stands (Jingle.Place), its notes as (name, beginning, loudness)."""

    name: str
    place: str
    seconds: float
    notes: tuple[tuple[str, float, float], ...]


MADE_TUNES = (
    Tune(
        "Hiệu mở đầu",
        "opening",
        5.0,
        (("G4", 0.0, 0.9), ("C5", 0.35, 0.9), ("D5", 0.7, 0.9), ("E5", 1.05, 1.0), ("G5", 1.75, 1.0),
         ("E5", 2.45, 0.8), ("C5", 2.8, 0.8), ("G5", 3.15, 0.6)),
    ),
    Tune("Hiệu chuyển mục", "between", 1.8, (("E5", 0.0, 0.8), ("G5", 0.25, 0.9), ("A5", 0.5, 0.7))),
    Tune(
        "Hiệu kết thúc",
        "closing",
        4.0,
        (("G5", 0.0, 0.9), ("E5", 0.35, 0.9), ("D5", 0.7, 0.9), ("C5", 1.05, 1.0), ("A4", 1.75, 0.8), ("C5", 2.1, 0.9)),
    ),
)  # fmt: skip


def tune_wave(tune: Tune) -> bytes:
    """Return the tune as a WAV file of one channel."""
    count = round(tune.seconds * _RATE)
    mixed = [0.0] * count
    for name, begins, loudness in tune.notes:
        start = round(begins * _RATE)
        for place, value in enumerate(_struck(_NOTES[name], count - start), start):
            mixed[place] += loudness * value
    fade = round(0.3 * _RATE)
    for place in range(fade):
        mixed[count - 1 - place] *= place / fade
    top = max(abs(value) for value in mixed)
    samples = array.array("h", (round(20_000 * value / top) for value in mixed))
    if sys.byteorder == "big":
        samples.byteswap()
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(_RATE)
        file.writeframes(samples.tobytes())
    return out.getvalue()


def _struck(hertz: float, count: int) -> list[float]:
    """Return so many samples of a struck note; its first five milliseconds rise, so that nothing clicks."""
    sounding = [0.0] * count
    for partial, strength, dying in _PARTIALS:
        turn = 2 * math.pi * hertz * partial / _RATE
        for place in range(min(count, round(_INAUDIBLE / dying * _RATE))):
            sounding[place] += strength * math.exp(-dying * place / _RATE) * math.sin(turn * place)
    rise = round(0.005 * _RATE)
    return [value * min(1.0, place / rise) for place, value in enumerate(sounding)]
