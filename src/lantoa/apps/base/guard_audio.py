"""The guard for sound from outside: decoded by ffmpeg in a limited child process, kept as plain samples (ADR 0007, ADR
0032).

The kind is told by the first bytes and said to ffmpeg, which then guesses nothing: no play lists, no subtitles, no
pictures, no addresses. It may open files only, and of the decoders those of sound.
"""

import shutil
import tempfile
import wave
from dataclasses import dataclass
from pathlib import Path

from lantoa.apps.base.guard import MAX_BYTES, UnreadableFile
from lantoa.apps.base.limited import OutOfTime, run_limited

RATE = 48_000
MIN_SECONDS = 1.0
FFMPEG_MISSING = (
    "Máy chủ chưa cài ffmpeg nên chưa xử lý được âm thanh; người vận hành cài bằng lệnh: apt install ffmpeg."
)
KINDS = "mp3, wav, m4a, ogg, opus, webm"
_CHILD_SECONDS = 60
_MEMORY_MIB = 1024
_DECODERS = (
    "mp3,mp3float,aac,aac_fixed,alac,flac,vorbis,opus,libopus,pcm_s16le,pcm_s24le,pcm_s32le,pcm_u8,pcm_f32le,pcm_f64le,"
    "pcm_alaw,pcm_mulaw"
)


@dataclass(frozen=True, slots=True)
class Audio:
    """Sound made anew from its samples: a FLAC file of 48 kHz, one channel, 16 bits, with nothing else in it."""

    flac: bytes
    seconds: float


def read_audio(data: bytes, *, most_seconds: int, shortest_seconds: float = MIN_SECONDS) -> Audio:
    """Return the sound of an uploaded file as a clean FLAC; UnreadableFile, in Vietnamese, for what cannot be one.

    MP3, WAV, M4A, Ogg (Vorbis, Opus), WebM and FLAC, of at most so many seconds. Decoded in a process of its own.
    """
    if not data:
        raise UnreadableFile("Tệp âm thanh trống; hãy ghi hoặc chọn lại tệp.")
    if len(data) > MAX_BYTES:
        raise UnreadableFile(
            f"Tệp âm thanh lớn hơn {MAX_BYTES // 1024 // 1024} MB; hãy lưu lại dưới dạng mp3, 128 kb/s rồi gửi."
        )
    demuxer = _demuxer_of(data)
    if demuxer is None:
        raise UnreadableFile(f"Tệp không phải âm thanh {KINDS}; hãy lưu lại dưới một trong các dạng đó rồi gửi.")
    with tempfile.TemporaryDirectory(prefix="lantoa-audio-") as name:
        folder = Path(name)
        (folder / "given").write_bytes(data)
        _decode(folder, demuxer, most_seconds)
        with wave.open(str(folder / "plain.wav")) as plain:
            seconds = plain.getnframes() / RATE
        if seconds < shortest_seconds:
            raise UnreadableFile("Âm thanh ngắn hơn 1 giây; hãy ghi lại cho đủ lời.")
        if seconds > most_seconds:
            raise UnreadableFile(f"Âm thanh dài hơn {_length(most_seconds)}; hãy cắt thành nhiều phần.")
        return Audio((folder / "plain.flac").read_bytes(), seconds)


def ffmpeg_program() -> str | None:
    """Return where ffmpeg is, None where it is not installed."""
    return shutil.which("ffmpeg")


def _decode(folder: Path, demuxer: str, most_seconds: int) -> None:
    program = ffmpeg_program()
    if program is None:
        raise UnreadableFile(FFMPEG_MISSING)
    given = [
        program, "-nostdin", "-hide_banner", "-v", "error", "-xerror",
        "-protocol_whitelist", "file", "-format_whitelist", demuxer, "-codec_whitelist", _DECODERS,
        "-f", demuxer, "-i", "file:given", "-map", "0:a:0", "-vn", "-sn", "-dn", "-map_metadata", "-1",
        "-map_chapters", "-1", "-t", str(most_seconds + 1), "-ac", "1", "-ar", str(RATE), "-sample_fmt", "s16",
        "-bitexact", "-f", "wav", "file:plain.wav",
    ]  # fmt: skip
    kept = [
        program, "-nostdin", "-hide_banner", "-v", "error", "-protocol_whitelist", "file", "-f", "wav",
        "-i", "file:plain.wav", "-c:a", "flac", "-bitexact", "-fflags", "+bitexact", "-f", "flac", "file:plain.flac",
    ]  # fmt: skip
    broken = "Tệp âm thanh bị hỏng hoặc chưa tải lên hết; hãy mở lại bằng máy ghi âm, lưu dưới dạng mp3 rồi gửi."
    try:
        for command, made in ((given, "plain.wav"), (kept, "plain.flac")):
            ended = run_limited(command, folder, seconds=_CHILD_SECONDS, memory_mib=_MEMORY_MIB, output_mib=400)
            if ended.status or not (folder / made).is_file():
                raise UnreadableFile(broken)
    except OutOfTime as error:
        raise UnreadableFile(
            f"Tệp âm thanh không đọc xong trong {_CHILD_SECONDS} giây; hãy lưu lại dưới dạng mp3 rồi gửi."
        ) from error


def _demuxer_of(data: bytes) -> str | None:
    """Return ffmpeg's name for the kind of file, by its first bytes."""
    if data[:4] == b"RIFF" and data[8:12] == b"WAVE":
        return "wav"
    if data[4:8] == b"ftyp":
        return "mov"
    starts = {b"OggS": "ogg", b"\x1a\x45\xdf\xa3": "matroska", b"fLaC": "flac", b"ID3": "mp3"}
    for start, demuxer in starts.items():
        if data.startswith(start):
            return demuxer
    # A frame of MPEG audio: eleven bits set, then layer III of version 1, 2 or 2.5.
    if data[0] == 0xFF and len(data) > 1 and data[1] & 0xE6 == 0xE2 and data[1] & 0x18 != 0x08:
        return "mp3"
    return None


def _length(seconds: int) -> str:
    return f"{seconds // 60} phút" if seconds >= 60 else f"{seconds} giây"
