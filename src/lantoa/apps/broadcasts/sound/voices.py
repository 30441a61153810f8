"""Voices: whatever turns sentences into sound, behind one small interface (ADR 0032).

A voice says before anything is ordered whether it can be used (`problem`), and is given sentences and a folder to leave
a WAV file of each in. Three are there: espeak-ng for proof listening, a voice file of the site through sherpa-onnx, and
a speech service outside, which is off until somebody sets it up and consents for each bulletin.
"""

import importlib.util
import json
import shutil
import sys
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from django.conf import settings

from lantoa.apps.base.guard import UnreadableFile
from lantoa.apps.base.guard_audio import read_audio
from lantoa.apps.base.limited import OutOfTime, run_limited
from lantoa.apps.base.outbound import FetchFailed, OutboundClient

PROOF_WORDS = "giọng máy, chỉ để nghe thử"
# Words a minute in espeak's own count; slow enough to follow over loudspeakers. Fixed: the same text, the same file.
_ESPEAK_SPEED = 150
_ESPEAK_MISSING = "Máy chủ chưa cài espeak-ng nên chưa nghe thử được; người vận hành cài: apt install espeak-ng."
# A sentence takes a fraction of a second; a long bulletin by a neural voice, minutes.
_SENTENCE_SECONDS, _BULLETIN_SECONDS = 30, 1_500
_OUTSIDE_SECONDS, _OUTSIDE_BYTES = 120.0, 20 * 1024 * 1024
_OUTSIDE_PIECE_SECONDS = 15 * 60


class VoiceFailed(RuntimeError):
    """The sentences could not be said; the message, in Vietnamese, says why. `passing`: worth another try later."""

    def __init__(self, message: str, *, passing: bool = False) -> None:
        super().__init__(message)
        self.passing = passing


class Voice(Protocol):
    """Turns sentences into sound."""

    @property
    def name(self) -> str:
        """Return what the voice is called on screen and in the files."""

    @property
    def problem(self) -> str:
        """Return why it cannot be used now, in Vietnamese; empty when it can."""

    def say(self, sentences: Sequence[str], folder: Path) -> list[Path]:
        """Return a WAV file of one channel for each sentence, all of one rate. VoiceFailed where it cannot."""


class EspeakVoice:
    """espeak-ng: good enough to hear whether the words are right, and nothing more."""

    name = "espeak-ng"

    @property
    def problem(self) -> str:
        return "" if shutil.which("espeak-ng") else _ESPEAK_MISSING

    def say(self, sentences: Sequence[str], folder: Path) -> list[Path]:
        program = shutil.which("espeak-ng")
        if program is None:
            raise VoiceFailed(_ESPEAK_MISSING)
        made = []
        for place, sentence in enumerate(sentences):
            text, sound = folder / f"{place:04}.txt", folder / f"{place:04}.wav"
            text.write_text(sentence, encoding="utf-8")
            command = [program, "-v", "vi", "-s", str(_ESPEAK_SPEED), "-b", "1", "-f", text.name, "-w", sound.name]
            try:
                # It opens a sound server's 64 MB of shared memory even when it writes a file: no smaller limit is met.
                ended = run_limited(command, folder, seconds=_SENTENCE_SECONDS, memory_mib=1024)
            except OutOfTime as error:
                raise VoiceFailed(f"espeak-ng không đọc xong một câu trong {_SENTENCE_SECONDS} giây.") from error
            if ended.status or not sound.is_file():
                raise VoiceFailed(f"espeak-ng không đọc được câu “{sentence[:80]}”: {ended.said[-200:].strip()}")
            made.append(sound)
        return made


@dataclass(frozen=True, slots=True)
class SherpaVoice:
    """A voice file of the site, read by sherpa-onnx in a process of its own.

    The folder holds model.onnx, tokens.txt and what the model asks for (espeak-ng-data/, lexicon.txt); voice.toml, if
    there, says its name, speed, speaker and noise. The noise is 0 unless it says otherwise: the same words are then the
    same file.
    """

    folder: Path | None

    @property
    def name(self) -> str:
        given = self._settings().get("name", "") if self.folder and not self.problem else ""
        return str(given)[:120] or (self.folder.name if self.folder else "sherpa-onnx")

    @property
    def problem(self) -> str:
        if self.folder is None:
            return "Chưa có giọng đọc: người vận hành đặt LANTOA_VOICE trỏ tới thư mục giọng (model.onnx, tokens.txt)."
        missing = [name for name in ("model.onnx", "tokens.txt") if not (self.folder / name).is_file()]
        if missing:
            return f"Thư mục giọng đọc {self.folder} thiếu {', '.join(missing)}."
        try:
            self._settings()
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            return f"Tệp voice.toml của giọng đọc viết sai: {error}."
        if importlib.util.find_spec("sherpa_onnx") is None:
            return "Máy chủ thiếu thư viện sherpa-onnx; chạy lại ./lantoa để cài theo requirements/run.lock."
        return ""

    def say(self, sentences: Sequence[str], folder: Path) -> list[Path]:
        if self.problem:
            raise VoiceFailed(self.problem)
        job = {"voice": str(self.folder), "settings": self._settings(), "sentences": list(sentences)}
        (folder / "job.json").write_text(json.dumps(job), encoding="utf-8")
        command = [sys.executable, "-I", str(Path(__file__).with_name("sherpa_child.py"))]
        try:
            ended = run_limited(command, folder, seconds=_BULLETIN_SECONDS, memory_mib=8192, output_mib=100)
        except OutOfTime as error:
            raise VoiceFailed(f"Giọng {self.name} không đọc xong trong {_BULLETIN_SECONDS // 60} phút.") from error
        made = [folder / f"{place:04}.wav" for place in range(len(sentences))]
        if ended.status or not all(path.is_file() for path in made):
            said = " ".join(ended.said.split())[-200:]
            raise VoiceFailed(f"Giọng {self.name} không đọc được; kiểm tra thư mục giọng. {said}".strip())
        return made

    def _settings(self) -> dict[str, object]:
        described = self.folder / "voice.toml" if self.folder else None
        if described is None or not described.is_file():
            return {}
        return tomllib.loads(described.read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class OutsideVoice:
    """A speech service outside: the text leaves the province, so it is off unless set, and asked for each bulletin.

    Our own neutral request, for whatever stands before a vendor's service: POST of JSON {"text", "voice", "language"},
    answered with the bytes of an audio file (docs/guides/van-hanh.md).
    """

    url: str
    token: str
    voice: str

    @property
    def name(self) -> str:
        return f"{self.voice or 'giọng mặc định'} · {self.host}" if self.url else "dịch vụ bên ngoài"

    @property
    def host(self) -> str:
        return urlsplit(self.url).hostname or ""

    @property
    def problem(self) -> str:
        return "" if self.url else "Chưa bật dịch vụ giọng đọc bên ngoài (LANTOA_OUTSIDE_VOICE_URL)."

    def say(self, sentences: Sequence[str], folder: Path) -> list[Path]:
        if self.problem:
            raise VoiceFailed(self.problem)
        made = []
        # The address is the operator's own word: a relay on the same machine is as good as a public one.
        with OutboundClient(allow_loopback=True, total_seconds=_OUTSIDE_SECONDS, max_bytes=_OUTSIDE_BYTES) as client:
            for place, sentence in enumerate(sentences):
                path = folder / f"{place:04}.flac"
                path.write_bytes(self._ask(client, sentence))
                made.append(path)
        return made

    def _ask(self, client: OutboundClient, sentence: str) -> bytes:
        body = json.dumps({"text": sentence, "voice": self.voice, "language": "vi"}, ensure_ascii=False).encode()
        headers = {"Content-Type": "application/json", "Accept": "audio/*"}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        try:
            answer = client.post(self.url, content=body, headers=headers)
        except FetchFailed as error:
            raise VoiceFailed(f"Không nối được dịch vụ giọng đọc {self.host}: {error}", passing=True) from error
        if answer.status != 200:
            passing = answer.status in {408, 425, 429} or answer.status >= 500
            raise VoiceFailed(f"Dịch vụ giọng đọc {self.host} trả lời {answer.status}.", passing=passing)
        try:
            return read_audio(answer.body, most_seconds=_OUTSIDE_PIECE_SECONDS, shortest_seconds=0.05).flac
        except UnreadableFile as error:
            raise VoiceFailed(f"Dịch vụ giọng đọc {self.host} không trả về âm thanh đọc được: {error}") from error


def proof_voice() -> Voice:
    """Return the voice for proof listening."""
    return EspeakVoice()


def site_voice() -> SherpaVoice:
    """Return the voice that the site supplies (settings.VOICE_DIR)."""
    return SherpaVoice(settings.VOICE_DIR)


def outside_voice() -> OutsideVoice:
    """Return the speech service outside (settings.OUTSIDE_VOICE_URL)."""
    return OutsideVoice(settings.OUTSIDE_VOICE_URL, settings.OUTSIDE_VOICE_TOKEN, settings.OUTSIDE_VOICE_NAME)
