"""ffmpeg as this package uses it: files of ours only, in a limited child process, the same bytes for the same input."""

from collections.abc import Sequence
from pathlib import Path

from lantoa.apps.base.guard_audio import FFMPEG_MISSING, ffmpeg_program
from lantoa.apps.base.limited import OutOfTime, run_limited

_SECONDS = 600
# What makes two runs the same: no dates, no version in the file, no serial number by chance.
BITEXACT = ("-bitexact", "-fflags", "+bitexact", "-flags:a", "+bitexact")


class MixFailed(RuntimeError):
    """The sound could not be put together; the message, in Vietnamese, says why."""


def run_ffmpeg(arguments: Sequence[str], folder: Path) -> None:
    """Run ffmpeg in the folder; names of files are relative to it. MixFailed where it fails."""
    program = ffmpeg_program()
    if program is None:
        raise MixFailed(FFMPEG_MISSING)
    start = [program, "-nostdin", "-hide_banner", "-y", "-v", "error", "-protocol_whitelist", "file"]
    try:
        ended = run_limited([*start, *arguments], folder, seconds=_SECONDS, memory_mib=2048, output_mib=800)
    except OutOfTime as error:
        raise MixFailed(f"ffmpeg không làm xong trong {_SECONDS // 60} phút.") from error
    if ended.status:
        raise MixFailed(f"ffmpeg không ghép được âm thanh: {' '.join(ended.said.split())[-200:]}")
