"""The mix: what is heard in which order, as loud as it has to be by a second measure, the same bytes each time."""

import math
import subprocess
from pathlib import Path

import pytest

from lantoa.apps.base.guard_audio import read_audio
from lantoa.apps.broadcasts.sound.ffmpeg import MixFailed
from lantoa.apps.broadcasts.sound.mixing import Jingles, Labels, Mixed, level_jingle, mix_recorded, mix_said
from lantoa.apps.broadcasts.sound.passages import BREAK_SECONDS, Passage, passages_of_text
from lantoa.apps.broadcasts.sound.tests.sounds import RATE, measured, speech_like, wav_bytes
from lantoa.apps.broadcasts.sound.tunes import MADE_TUNES, tune_wave
from lantoa.apps.broadcasts.sound.voices import EspeakVoice

LABELS = Labels("Bản tin số 1: họp thôn", "UBND xã Hòa Bình", "giọng máy, chỉ để nghe thử", "vi")
TEXT = (
    "Kính thưa bà con.\n\nỦy ban nhân dân xã trả kết quả hồ sơ trong ba ngày làm việc. Bà con đến bộ phận một cửa.\n\n"
    "Sáng mai họp thôn lúc bảy giờ.\n\nXin cảm ơn bà con."
)


def passages(text: str = TEXT) -> tuple[Passage, ...]:
    return passages_of_text(text, greeting=True, sign_off=True)


def kept(folder: Path, data: bytes, name: str = "given.flac") -> Path:
    path = folder / name
    path.write_bytes(read_audio(data, most_seconds=60).flac)
    return path


def within_limits(mixed: Mixed, folder: Path) -> None:
    """Measure both files by means that have nothing to do with those that made them."""
    for name, content in (("a.mp3", mixed.mp3), ("a.opus", mixed.opus)):
        (folder / name).write_bytes(content)
        lufs, peak = measured(folder / name)
        assert lufs == pytest.approx(-23.0, abs=0.5), name
        assert peak <= -1.0, name
        if name == "a.mp3":
            assert lufs == pytest.approx(mixed.lufs, abs=0.3)


def probed(path: Path, entries: str) -> str:
    command = ["ffprobe", "-v", "error", "-show_entries", entries, "-of", "default=nw=1", str(path)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@pytest.fixture(scope="module")
def tunes(tmp_path_factory: pytest.TempPathFactory) -> Jingles:
    folder = tmp_path_factory.mktemp("tunes")
    paths = {}
    for tune in MADE_TUNES:
        path = folder / f"{tune.place}.flac"
        path.write_bytes(level_jingle(kept(folder, tune_wave(tune))))
        paths[tune.place] = path
    return Jingles(paths["opening"], paths["between"], paths["closing"])


class TestSaid:
    def test_is_as_loud_as_broadcasts_are_with_all_its_tunes(self, tmp_path: Path, tunes: Jingles) -> None:
        mixed = mix_said(passages(), EspeakVoice(), tunes, LABELS)
        within_limits(mixed, tmp_path)
        plain = mix_said(passages(), EspeakVoice(), Jingles(), LABELS)
        # Opening and closing, and one tune between the only two items, each with half a break around it.
        added = sum(tune.seconds for tune in MADE_TUNES) + 3 * BREAK_SECONDS / 2
        assert mixed.seconds - plain.seconds == pytest.approx(added, abs=0.05)

    def test_gives_the_same_bytes_for_the_same_words(self, tunes: Jingles) -> None:
        first, second = (mix_said(passages(), EspeakVoice(), tunes, LABELS) for _ in range(2))
        assert first == second

    def test_says_of_itself_what_it_is(self, tmp_path: Path) -> None:
        mixed = mix_said(passages("Họp thôn."), EspeakVoice(), Jingles(), LABELS)
        for name, content in (("a.mp3", mixed.mp3), ("a.opus", mixed.opus)):
            (tmp_path / name).write_bytes(content)
            told = probed(tmp_path / name, "format_tags:stream_tags")
            for words in (LABELS.title, LABELS.agency, LABELS.comment):
                assert words in told, name

    def test_is_mono_mp3_of_64_kilobits_and_opus(self, tmp_path: Path) -> None:
        mixed = mix_said(passages("Họp thôn vào sáng mai."), EspeakVoice(), Jingles(), LABELS)
        (tmp_path / "a.mp3").write_bytes(mixed.mp3)
        (tmp_path / "a.opus").write_bytes(mixed.opus)
        told = probed(tmp_path / "a.mp3", "stream=codec_name,channels,bit_rate")
        assert ("codec_name=mp3" in told, "channels=1" in told, "bit_rate=64000" in told) == (True, True, True)
        assert "codec_name=opus" in probed(tmp_path / "a.opus", "stream=codec_name")

    def test_of_one_short_word_is_loud_enough_too(self, tmp_path: Path) -> None:
        mixed = mix_said(passages("Hết."), EspeakVoice(), Jingles(), LABELS)
        assert mixed.seconds < 3
        within_limits(mixed, tmp_path)

    def test_of_nothing_is_refused(self) -> None:
        with pytest.raises(MixFailed, match="Lời đọc trống"):
            mix_said((), EspeakVoice(), Jingles(), LABELS)


class TestRecorded:
    @pytest.mark.parametrize("loudness", [0.02, 0.3, 1.0])
    def test_is_raised_or_lowered_to_the_same_loudness(self, tmp_path: Path, loudness: float) -> None:
        path = kept(tmp_path, wav_bytes(speech_like(5.0, loudness=loudness)))
        within_limits(mix_recorded(path, Jingles(), LABELS), tmp_path)

    def test_with_knocks_on_the_microphone_stays_under_the_peak(self, tmp_path: Path) -> None:
        samples = speech_like(6.0, loudness=0.02)
        for place in range(RATE, 6 * RATE, RATE):
            for step in range(60):
                samples[place + step] = round(32_000 * math.sin(2 * math.pi * step / 12))
        within_limits(mix_recorded(kept(tmp_path, wav_bytes(samples)), Jingles(), LABELS), tmp_path)

    def test_of_silence_or_hum_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(MixFailed, match="micrô"):
            mix_recorded(kept(tmp_path, wav_bytes([0] * RATE * 3)), Jingles(), LABELS)
        hum = [round(12 * math.sin(2 * math.pi * 50 * place / RATE)) for place in range(RATE * 3)]
        hum[RATE] = 200  # one click, so that trimming leaves something
        hum[2 * RATE + RATE // 2] = 200
        with pytest.raises(MixFailed, match="micrô"):
            mix_recorded(kept(tmp_path, wav_bytes(hum)), Jingles(), LABELS)


class TestTunes:
    def test_are_the_same_bytes_each_time_and_have_each_their_place(self) -> None:
        assert [tune.place for tune in MADE_TUNES] == ["opening", "between", "closing"]
        assert all(tune_wave(tune) == tune_wave(tune) for tune in MADE_TUNES[1:2])

    def test_of_silence_are_refused(self, tmp_path: Path) -> None:
        with pytest.raises(MixFailed, match="Nhạc hiệu không có tiếng"):
            level_jingle(kept(tmp_path, wav_bytes([0] * RATE * 2)))
