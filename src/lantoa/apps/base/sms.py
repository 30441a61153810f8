"""How a short message leaves: into a folder, to the console, or by the operator's gateway; LANTOA_SMS says which."""

import hashlib
import json
import sys
from pathlib import Path
from typing import Protocol

from django.conf import settings

from lantoa.apps.base.models import Message
from lantoa.apps.base.outbound import FetchFailed, OutboundClient

_SECONDS = 15.0
_MAX_ANSWER = 64 * 1024
# Too many at once, or too slow: the gateway's answer to another try may differ.
_FOR_NOW = frozenset({408, 425, 429})


class SmsNotSent(Exception):
    """The short message did not leave; the message, in Vietnamese, says why. A permanent refusal is not tried again."""

    def __init__(self, message: str, *, permanent: bool = False) -> None:
        super().__init__(message)
        self.permanent = permanent


class SmsWay(Protocol):
    """One way out. `send` returns when the message has been taken over for good, and raises SmsNotSent otherwise."""

    def send(self, message: Message) -> None: ...


def sms_is_on() -> bool:
    """Return whether short messages leave this installation."""
    return bool(settings.SMS.kind)


def sms_way() -> SmsWay:
    """Return the way out that the settings name; SmsNotSent where there is none."""
    kind = settings.SMS.kind
    if kind == "folder":
        return FolderSms(settings.SMS_DIR)
    if kind == "console":
        return ConsoleSms()
    if kind == "http":
        return GatewaySms(settings.SMS.url, settings.SMS.token)
    raise SmsNotSent("Hệ thống chưa khai báo đường gửi tin nhắn (LANTOA_SMS).", permanent=True)


def international(number: str) -> str:
    """Return a Vietnamese number as gateways take it (E.164).

    >>> international("0905123456")
    '+84905123456'
    """
    return f"+84{number[1:]}" if number.startswith("0") else number


def _id_of(message: Message) -> str:
    return hashlib.sha256(message.key.encode()).hexdigest()[:40]


def sms_file(message: Message, folder: Path | None = None) -> Path:
    """Return where a folder of short messages keeps this one: that of the settings, unless another is given."""
    return (folder or settings.SMS_DIR) / f"{_id_of(message)}.txt"


class FolderSms:
    """One text file for each message, named by the hash of its key; a file that is there is sent."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, message: Message) -> None:
        file = sms_file(message, self._folder)
        half = file.with_suffix(".part")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            half.write_text(f"{message.to}\n{message.text}\n", encoding="utf-8")
            half.replace(file)
        except OSError as error:
            raise SmsNotSent(f"Không ghi được tin nhắn vào thư mục {self._folder}: {error.strerror}.") from error


class ConsoleSms:
    """Prints each message on standard output."""

    def send(self, message: Message) -> None:
        sys.stdout.write(f"SMS {message.to}: {message.text}\n")
        sys.stdout.flush()


class GatewaySms:
    """The operator's gateway: one POST of JSON a message. The `id` is the same at each try, so that a gateway that
    knows it sends once.
    """

    def __init__(self, url: str, token: str) -> None:
        self._url = url
        self._token = token

    def send(self, message: Message) -> None:
        body = {"to": international(message.to), "text": message.text, "id": _id_of(message)}
        headers = {"Content-Type": "application/json", "Idempotency-Key": body["id"]}
        if self._token:
            headers["Authorization"] = f"Bearer {self._token}"
        content = json.dumps(body, ensure_ascii=False).encode()
        # The address is the operator's own word: a relay on the same machine is as good as a public one.
        with OutboundClient(allow_loopback=True, total_seconds=_SECONDS, max_bytes=_MAX_ANSWER) as client:
            try:
                status = client.post(self._url, content=content, headers=headers).status
            except FetchFailed as error:
                raise SmsNotSent(f"Không nối được cổng tin nhắn: {error}") from error
        if not 200 <= status < 300:
            permanent = 400 <= status < 500 and status not in _FOR_NOW
            raise SmsNotSent(f"Cổng tin nhắn trả lời {status}.", permanent=permanent)
