"""How loud a sound is (EBU R 128): measured by ffmpeg, in two passes brought to what loudspeakers want."""

import math
from dataclasses import dataclass
from pathlib import Path

from lantoa.apps.broadcasts.sound.ffmpeg import MixFailed, run_ffmpeg
from lantoa.apps.broadcasts.sound.waves import read_wave

TARGET_LUFS = -23.0
TOLERANCE_LU = 0.5
MAX_PEAK_DBTP = -1.0
# Below this there is nobody speaking: raising it would raise the noise of the microphone.
SILENT_LUFS = -55.0
# The gate of the standard needs whole blocks of 400 ms: what is shorter is measured over and over.
_SHORT_SECONDS = 3.0
_REPEATED_SECONDS = 6.0
_NO_SOUND = "Không nghe thấy tiếng nói trong bản ghi: kiểm tra micrô (có bị tắt tiếng không) rồi ghi lại."


@dataclass(frozen=True, slots=True)
class Loudness:
    """Integrated loudness in LUFS and the true peak in dBTP; -inf for silence."""

    lufs: float
    peak_dbtp: float


def measure(name: str, folder: Path, *, seconds: float) -> Loudness:
    """Return how loud a file in the folder is; its length tells whether it must be heard more than once."""
    again = f"aloop=loop={math.ceil(_REPEATED_SECONDS / max(seconds, 0.05))}:size=2147483647," if (
        seconds < _SHORT_SECONDS
    ) else ""  # fmt: skip
    log = folder / "measured.txt"
    log.unlink(missing_ok=True)
    filters = f"{again}ebur128=peak=true:metadata=1:framelog=verbose,ametadata=mode=print:file=measured.txt"
    run_ffmpeg(["-i", f"file:{name}", "-af", filters, "-f", "null", "-"], folder)
    lufs, peak = -math.inf, 0.0
    for line in log.read_text(encoding="ascii", errors="replace").splitlines():
        key, _, value = line.partition("=")
        if key == "lavfi.r128.I":
            lufs = float(value)
        elif key.startswith("lavfi.r128.true_peaks_ch"):
            peak = max(peak, float(value))
    # ffmpeg says -70 for what never passed the gate.
    return Loudness(lufs if lufs > -70 else -math.inf, 20 * math.log10(peak) if peak > 0 else -math.inf)


def gain_to_target(found: Loudness) -> float:
    """Return the gain in dB to the target; MixFailed for silence."""
    if found.lufs < SILENT_LUFS:
        raise MixFailed(_NO_SOUND)
    return TARGET_LUFS - found.lufs


def gain_filter(gain_db: float, peak_dbtp: float, *, ceiling_dbtp: float) -> str:
    """Return the filter that applies a gain; with a limiter, four times finer, only where a peak would stand out."""
    volume = f"volume={gain_db:.3f}dB:precision=double"
    if peak_dbtp + gain_db <= ceiling_dbtp:
        return volume
    limit = 10 ** (ceiling_dbtp / 20)
    return f"{volume},aresample=192000,alimiter=level=0:limit={limit:.6f}:attack=2:release=60,aresample=48000"


def level(given: str, made: str, folder: Path, *, name_of_silence: str = "") -> float:
    """Return the seconds of a sound brought to the target as WAV (48 kHz, one channel); the files lie in the folder.

    MixFailed for silence, with the name of what is silent.
    """
    seconds = read_wave(folder / given).seconds
    found = measure(given, folder, seconds=seconds)
    if found.lufs < SILENT_LUFS and name_of_silence:
        raise MixFailed(f"{name_of_silence} không có tiếng (im lặng).")
    filters = gain_filter(gain_to_target(found), found.peak_dbtp, ceiling_dbtp=MAX_PEAK_DBTP - 0.5)
    run_ffmpeg(
        ["-i", f"file:{given}", "-af", filters, "-ar", "48000", "-ac", "1", "-c:a", "pcm_s16le", "-bitexact", made],
        folder,
    )
    return seconds
