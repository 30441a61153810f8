"""Samples of one channel: trimmed, joined with silence, written. Plain arrays, so that nothing depends on a library."""

import array
import sys
import wave
from dataclasses import dataclass
from pathlib import Path

# Quieter than this at either end of a sentence is silence (of 32 768), and so much of it is left.
_QUIET = 60
_MARGIN_SECONDS = 0.02


class NotAWave(ValueError):
    """The file is not PCM of one channel and 16 bits."""


@dataclass(frozen=True, slots=True)
class Wave:
    """Samples of 16 bits of one channel."""

    rate: int
    samples: "array.array[int]"

    @property
    def seconds(self) -> float:
        return len(self.samples) / self.rate


def read_wave(path: Path) -> Wave:
    """Return the samples of a WAV file; NotAWave for what is none, or another kind of it."""
    try:
        with wave.open(str(path)) as file:
            if file.getnchannels() != 1 or file.getsampwidth() != 2:
                raise NotAWave(f"{file.getnchannels()} channels of {file.getsampwidth()} bytes")
            rate, content = file.getframerate(), file.readframes(file.getnframes())
    except (wave.Error, EOFError, OSError) as error:
        raise NotAWave(str(error)) from error
    samples = array.array("h")
    samples.frombytes(content[: len(content) // 2 * 2])
    if sys.byteorder == "big":
        samples.byteswap()
    return Wave(rate, samples)


def write_wave(path: Path, given: Wave) -> None:
    """Write the samples as a WAV file."""
    samples = given.samples
    if sys.byteorder == "big":
        samples = array.array("h", samples)
        samples.byteswap()
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(given.rate)
        file.writeframes(samples.tobytes())


def trimmed(given: Wave) -> Wave:
    """Return the sound without the silence at its ends, but for a breath of it; empty where it is all silence."""
    samples, start, end = given.samples, 0, len(given.samples)
    while start < end and -_QUIET < samples[start] < _QUIET:
        start += 1
    while end > start and -_QUIET < samples[end - 1] < _QUIET:
        end -= 1
    if start == end:
        return Wave(given.rate, array.array("h"))
    margin = round(_MARGIN_SECONDS * given.rate)
    return Wave(given.rate, samples[max(0, start - margin) : end + margin])


def silence(rate: int, seconds: float) -> "array.array[int]":
    """Return so many seconds of silence."""
    return array.array("h", bytes(2 * round(rate * seconds)))
