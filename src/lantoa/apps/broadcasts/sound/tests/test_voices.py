"""Voices: one interface, each proved with the real program, the service outside with a server of ours."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from lantoa.apps.base.tests.local_server import Answer, LocalServer
from lantoa.apps.broadcasts.sound import voices
from lantoa.apps.broadcasts.sound.tests.sounds import VOICE_FOLDER, encoded, speech_like, wav_bytes
from lantoa.apps.broadcasts.sound.voices import EspeakVoice, OutsideVoice, SherpaVoice, VoiceFailed
from lantoa.apps.broadcasts.sound.waves import read_wave

SENTENCES = ["Kính thưa bà con.", "Sáng mai họp thôn lúc bảy giờ."]


class TestEspeak:
    def test_reads_each_sentence_the_same_each_time(self, tmp_path: Path) -> None:
        (tmp_path / "a").mkdir()
        (tmp_path / "b").mkdir()
        first = EspeakVoice().say(SENTENCES, tmp_path / "a")
        second = EspeakVoice().say(SENTENCES, tmp_path / "b")
        assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]
        assert all(read_wave(path).seconds > 0.5 for path in first)

    def test_takes_no_sentence_for_an_option_or_a_file(self, tmp_path: Path) -> None:
        (path,) = EspeakVoice().say(["--version -f /etc/passwd"], tmp_path)
        assert read_wave(path).seconds > 0.5

    def test_says_how_it_is_installed(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(voices.shutil, "which", lambda name: None)
        assert "apt install espeak-ng" in EspeakVoice().problem
        with pytest.raises(VoiceFailed, match="chưa cài espeak-ng"):
            EspeakVoice().say(SENTENCES, tmp_path)


class TestSherpa:
    def test_reads_with_a_voice_file_the_same_each_time(self, tmp_path: Path) -> None:
        voice = SherpaVoice(VOICE_FOLDER)
        assert (voice.problem, voice.name) == ("", "Giọng thử của bộ kiểm thử")
        found = []
        for name in ("a", "b"):
            (tmp_path / name).mkdir()
            found.append([read_wave(path) for path in voice.say(SENTENCES, tmp_path / name)])
        assert found[0] == found[1]
        # The voice of the tests hums 60 ms a letter.
        assert found[0][0].rate == 16_000
        assert found[0][1].seconds > found[0][0].seconds > 0.5

    def test_takes_its_settings_from_the_folder(self, tmp_path: Path) -> None:
        folder = tmp_path / "giong"
        folder.mkdir()
        for name in ("model.onnx", "tokens.txt"):
            (folder / name).write_bytes((VOICE_FOLDER / name).read_bytes())
        (folder / "voice.toml").write_text('name = "Nhỏ"\nlength_scale = 0.25\n', encoding="utf-8")
        (quiet,) = SherpaVoice(folder).say(["ba"], tmp_path)
        top = max(read_wave(quiet).samples)
        (loud,) = SherpaVoice(VOICE_FOLDER).say(["ba"], tmp_path)
        assert max(read_wave(loud).samples) > 3 * top

    def test_says_what_the_folder_lacks(self, tmp_path: Path) -> None:
        assert "LANTOA_VOICE" in SherpaVoice(None).problem
        assert "thiếu model.onnx, tokens.txt" in SherpaVoice(tmp_path).problem
        for name in ("model.onnx", "tokens.txt"):
            (tmp_path / name).write_bytes(b"hong")
        (tmp_path / "voice.toml").write_text("name = ", encoding="utf-8")
        assert "voice.toml" in SherpaVoice(tmp_path).problem

    def test_fails_in_its_own_process_on_a_broken_model(self, tmp_path: Path) -> None:
        folder = tmp_path / "giong"
        folder.mkdir()
        for name in ("model.onnx", "tokens.txt"):
            (folder / name).write_bytes(b"hong")
        with pytest.raises(VoiceFailed, match="kiểm tra thư mục giọng"):
            SherpaVoice(folder).say(SENTENCES, tmp_path)


class TestOutside:
    @pytest.fixture
    def server(self) -> Iterator[LocalServer]:
        with LocalServer() as running:
            yield running

    def _voice(self, server: LocalServer, answer: Answer) -> OutsideVoice:
        server.pages["giong.localhost/doc"] = answer
        return OutsideVoice(server.url("giong.localhost/doc"), "the", "giong-nu-1")

    def test_is_given_the_words_and_the_voice_and_nothing_else(self, server: LocalServer, tmp_path: Path) -> None:
        mp3 = encoded(wav_bytes(speech_like(1.5)), "-f", "mp3", str(tmp_path / "x"))
        voice = self._voice(server, Answer(mp3, headers={"Content-Type": "audio/mpeg"}))
        (path,) = voice.say(["Sáng mai họp thôn."], tmp_path)
        assert path.read_bytes().startswith(b"fLaC")
        assert json.loads(server.asked[-1].body) == {
            "text": "Sáng mai họp thôn.", "voice": "giong-nu-1", "language": "vi",
        }  # fmt: skip

    @pytest.mark.parametrize(("status", "passing"), [(503, True), (429, True), (401, False), (404, False)])
    def test_is_tried_again_only_where_that_may_help(
        self, server: LocalServer, tmp_path: Path, status: int, passing: bool
    ) -> None:
        voice = self._voice(server, Answer(b"", status=status))
        with pytest.raises(VoiceFailed, match=str(status)) as caught:
            voice.say(SENTENCES, tmp_path)
        assert caught.value.passing is passing

    def test_answers_only_with_sound_that_the_guard_lets_in(self, server: LocalServer, tmp_path: Path) -> None:
        voice = self._voice(server, Answer(b"#EXTM3U\nhttp://127.0.0.1/"))
        with pytest.raises(VoiceFailed, match="không phải âm thanh"):
            voice.say(SENTENCES, tmp_path)

    def test_is_off_until_it_is_set(self, tmp_path: Path) -> None:
        with pytest.raises(VoiceFailed, match="Chưa bật"):
            OutsideVoice("", "", "").say(SENTENCES, tmp_path)
