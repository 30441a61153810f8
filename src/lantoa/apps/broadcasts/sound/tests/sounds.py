"""Sounds made for tests: samples by formula, files of each kind by ffmpeg, and a second measure of loudness."""

import array
import io
import math
import random
import subprocess
import wave
from collections.abc import Sequence
from pathlib import Path

RATE = 48_000
VOICE_FOLDER = Path(__file__).with_name("voice")


def speech_like(seconds: float, *, loudness: float = 0.3, seed: int = 1) -> list[int]:
    """Return samples that rise and fall like speech: a buzz with its overtones, in syllables."""
    chance, samples = random.Random(seed), []
    period = RATE // 120
    turn = 2 * math.pi / period
    buzz = [sum(math.sin(turn * part * place) / part for part in range(1, 12)) for place in range(period)]
    for place in range(round(seconds * RATE)):
        syllable = max(0.0, math.sin(2 * math.pi * 2.2 * place / RATE)) ** 0.5
        samples.append(round(32_767 * loudness * 0.4 * syllable * buzz[place % period]) + chance.getrandbits(5) - 16)
    return [max(-32_768, min(32_767, sample)) for sample in samples]


def wav_bytes(samples: Sequence[int], rate: int = RATE) -> bytes:
    """Return the samples as a WAV file of one channel."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(array.array("h", samples).tobytes())
    return out.getvalue()


def encoded(wav: bytes, *arguments: str) -> bytes:
    """Return the sound as ffmpeg writes it with these arguments, into a file that it may seek in."""
    target = arguments[-1]
    command = ["ffmpeg", "-nostdin", "-v", "error", "-y", "-i", "pipe:0", *arguments[:-1], target]
    subprocess.run(command, input=wav, check=True, capture_output=True)
    content = Path(target).read_bytes()
    Path(target).unlink()
    return content


def measured(path: Path) -> tuple[float, float]:
    """Return loudness (LUFS) and true peak (dBTP) by means that have nothing to do with ffmpeg's filters: pyloudnorm,
    and four times oversampling by scipy. Only the decoder is ffmpeg's.
    """
    import numpy as np
    import pyloudnorm
    from scipy.signal import resample_poly

    command = ["ffmpeg", "-nostdin", "-v", "error", "-i", str(path), "-f", "f32le", "-ac", "1", "-ar", str(RATE), "-"]
    raw = subprocess.run(command, check=True, capture_output=True).stdout
    samples = np.frombuffer(raw, dtype="<f4").astype("float64")
    heard = samples if len(samples) >= 3 * RATE else np.tile(samples, math.ceil(6 * RATE / len(samples)))
    loudness = float(pyloudnorm.Meter(RATE).integrated_loudness(heard))
    peak = float(np.max(np.abs(resample_poly(samples, 4, 1))))
    return loudness, 20 * math.log10(peak)
