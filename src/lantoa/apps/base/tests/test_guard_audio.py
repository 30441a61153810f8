"""The guard for sound: what is one comes back clean, whatever its kind; what is none, or more than that, does not."""

import shutil
import subprocess
from pathlib import Path

import pytest

from lantoa.apps.base import guard_audio
from lantoa.apps.base.guard import MAX_BYTES, UnreadableFile
from lantoa.apps.base.guard_audio import read_audio

_SECRET = "Nguyễn Văn A, 16.8163, 107.1003"


def made(folder: Path, name: str, *arguments: str, seconds: float = 2.0) -> bytes:
    """Return a tone as ffmpeg writes it, with a secret among its metadata."""
    target = folder / name
    source = ["-f", "lavfi", "-i", f"sine=frequency=440:duration={seconds}"]
    command = ["ffmpeg", "-nostdin", "-v", "error", "-y", *source, "-metadata", f"comment={_SECRET}", *arguments]
    subprocess.run([*command, str(target)], check=True)
    return target.read_bytes()


class TestReadAudio:
    @pytest.mark.parametrize(
        ("name", "arguments"),
        [
            ("a.mp3", ("-c:a", "libmp3lame")),
            ("a.wav", ()),
            ("a.wav", ("-c:a", "pcm_f32le", "-ac", "2")),
            ("a.m4a", ("-c:a", "aac")),
            ("a.ogg", ("-c:a", "libvorbis")),
            ("a.opus", ("-c:a", "libopus")),
            ("a.webm", ("-c:a", "libopus")),
            ("a.flac", ()),
        ],
    )
    def test_gives_plain_sound_of_every_kind(self, tmp_path: Path, name: str, arguments: tuple[str, ...]) -> None:
        audio = read_audio(made(tmp_path, name, *arguments), most_seconds=60)
        assert audio.seconds == pytest.approx(2.0, abs=0.1)
        assert audio.flac.startswith(b"fLaC")
        assert _SECRET.encode() not in audio.flac

    def test_reads_mp3_without_a_header_of_its_own(self, tmp_path: Path) -> None:
        bare = made(tmp_path, "a.mp3", "-c:a", "libmp3lame", "-id3v2_version", "0", "-write_xing", "0")
        assert bare[0] == 0xFF
        assert read_audio(bare, most_seconds=60).seconds == pytest.approx(2.0, abs=0.1)

    def test_gives_the_same_bytes_for_the_same_file(self, tmp_path: Path) -> None:
        data = made(tmp_path, "a.mp3")
        assert read_audio(data, most_seconds=60) == read_audio(data, most_seconds=60)

    def test_refuses_what_is_too_long_or_too_short(self, tmp_path: Path) -> None:
        with pytest.raises(UnreadableFile, match="dài hơn 1 giây"):
            read_audio(made(tmp_path, "a.mp3"), most_seconds=1)
        with pytest.raises(UnreadableFile, match="ngắn hơn 1 giây"):
            read_audio(made(tmp_path, "b.wav", seconds=0.5), most_seconds=60)
        with pytest.raises(UnreadableFile, match="lớn hơn 20 MB"):
            read_audio(b"RIFF" + bytes(MAX_BYTES), most_seconds=60)

    @pytest.mark.parametrize(
        "data",
        [
            b"#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1/a.mp3\n",
            b"ffconcat version 1.0\nfile /etc/passwd\n",
            b"<?xml version='1.0'?><MPD><BaseURL>http://127.0.0.1/</BaseURL></MPD>",
            b"%PDF-1.7",
            b"GIF89a",
            b"\x00\x00\x01\xba",
        ],
    )
    def test_refuses_play_lists_and_everything_else(self, data: bytes) -> None:
        with pytest.raises(UnreadableFile, match="không phải âm thanh"):
            read_audio(data, most_seconds=60)

    @pytest.mark.parametrize("start", [b"ID3", b"OggS", b"\x1a\x45\xdf\xa3", b"fLaC", b"\xff\xfb\x90\x00"])
    def test_reads_no_play_list_behind_the_first_bytes_of_a_sound(self, start: bytes) -> None:
        with pytest.raises(UnreadableFile, match="bị hỏng"):
            read_audio(start + b"\n#EXTM3U\nfile:///etc/passwd\n" * 50, most_seconds=60)

    def test_refuses_a_film_without_sound(self, tmp_path: Path) -> None:
        target = tmp_path / "a.mp4"
        source = ["-f", "lavfi", "-i", "testsrc=duration=2:size=64x64"]
        subprocess.run(["ffmpeg", "-nostdin", "-v", "error", *source, str(target)], check=True)
        with pytest.raises(UnreadableFile, match="bị hỏng"):
            read_audio(target.read_bytes(), most_seconds=60)

    def test_leaves_the_pictures_of_a_film(self, tmp_path: Path) -> None:
        target = tmp_path / "a.mp4"
        sources = ["-f", "lavfi", "-i", "testsrc=duration=2:size=64x64", "-f", "lavfi", "-i", "sine=duration=2"]
        subprocess.run(["ffmpeg", "-nostdin", "-v", "error", *sources, "-c:a", "aac", str(target)], check=True)
        assert read_audio(target.read_bytes(), most_seconds=60).seconds == pytest.approx(2.0, abs=0.1)

    def test_says_in_one_line_that_ffmpeg_is_missing(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        data = made(tmp_path, "a.mp3")
        monkeypatch.setattr(guard_audio.shutil, "which", lambda name: None)
        with pytest.raises(UnreadableFile, match=r"chưa cài ffmpeg.*apt install ffmpeg"):
            read_audio(data, most_seconds=60)
        assert shutil.which("ffmpeg") is None
