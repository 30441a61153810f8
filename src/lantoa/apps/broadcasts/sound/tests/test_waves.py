"""Samples: trimmed to what is heard, written and read back the same."""

import array
from pathlib import Path

import pytest

from lantoa.apps.broadcasts.sound.tests.sounds import wav_bytes
from lantoa.apps.broadcasts.sound.waves import NotAWave, Wave, read_wave, silence, trimmed, write_wave


class TestTrimmed:
    def test_leaves_a_breath_of_silence_at_each_end(self) -> None:
        sound = Wave(1000, array.array("h", [0] * 500 + [9000] * 100 + [3] * 500))
        assert len(trimmed(sound).samples) == 100 + 2 * 20

    def test_is_empty_for_silence_and_for_nothing(self) -> None:
        assert len(trimmed(Wave(1000, silence(1000, 2))).samples) == 0
        assert len(trimmed(Wave(1000, array.array("h"))).samples) == 0


class TestFiles:
    def test_come_back_as_they_were_written(self, tmp_path: Path) -> None:
        given = Wave(16_000, array.array("h", [0, 1, -1, 32_767, -32_768]))
        write_wave(tmp_path / "a.wav", given)
        assert read_wave(tmp_path / "a.wav") == given
        assert (tmp_path / "a.wav").read_bytes() == wav_bytes(given.samples, 16_000)

    def test_of_another_kind_are_refused(self, tmp_path: Path) -> None:
        (tmp_path / "a.wav").write_bytes(b"RIFF")
        with pytest.raises(NotAWave):
            read_wave(tmp_path / "a.wav")
