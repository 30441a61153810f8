"""How a message of the outbox leaves: a mail into a folder, to the console, or over SMTP, as LANTOA_MAIL says; a short
message as base/sms.py does it.
"""

import hashlib
import os
import smtplib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.utils import format_datetime, parseaddr
from pathlib import Path
from typing import Protocol
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils import timezone

from lantoa.apps.base.models import Message
from lantoa.apps.base.sms import SmsNotSent, sms_way


class NotSent(Exception):
    """The mail did not leave; the message, in Vietnamese, says why. A permanent refusal is not tried again."""

    def __init__(self, message: str, *, permanent: bool = False) -> None:
        super().__init__(message)
        self.permanent = permanent


class Transport(Protocol):
    """One way out. `send` returns when the mail has been taken over for good, and raises NotSent otherwise."""

    def send(self, message: Message) -> None: ...


@contextmanager
def open_transport() -> Iterator[Transport]:
    """Give the way out that the settings name, of mails and short messages; a connection to a mail server is kept until
    the end.
    """
    kind = settings.MAIL.kind
    if kind == "smtp":
        smtp = SmtpTransport()
        try:
            yield _ByChannel(smtp)
        finally:
            smtp.close()
    else:
        yield _ByChannel(FolderTransport(settings.MAIL_DIR) if kind == "folder" else ConsoleTransport())


class _ByChannel:
    """Mails by the given way, short messages by theirs."""

    def __init__(self, mail: Transport) -> None:
        self._mail = mail

    def send(self, message: Message) -> None:
        if message.channel == Message.Channel.EMAIL:
            self._mail.send(message)
            return
        try:
            sms_way().send(message)
        except SmsNotSent as error:
            raise NotSent(str(error), permanent=error.permanent) from error


def mail_of(message: Message) -> EmailMessage:
    """Return the mail of a message; the same message gives the same Message-ID each time (RFC 5322, 3.6.4), so that
    mailboxes recognise a second delivery.
    """
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    headers = {
        "Message-ID": f"<{_key_hash(message)[:40]}@{domain}>",
        "Date": format_datetime(timezone.localtime(message.made_at)),
        "Auto-Submitted": "auto-generated",  # RFC 3834: no out-of-office answers to a reminder
    }
    subject = " ".join(message.subject.split())  # a line break would begin a header of its own
    return EmailMessage(subject, message.text, settings.DEFAULT_FROM_EMAIL, [message.to], headers=headers)


def _key_hash(message: Message) -> str:
    return hashlib.sha256(message.key.encode()).hexdigest()


def mail_file(message: Message, folder: Path | None = None) -> Path:
    """Return where a folder of mails keeps the mail of the message: that of the settings, unless another is given."""
    return (folder or settings.MAIL_DIR) / f"{_key_hash(message)}.eml"


def _bytes_of(mail: EmailMessage) -> bytes:
    try:
        return mail.message().as_bytes()
    except ValueError as error:
        raise NotSent(
            "Địa chỉ người nhận không hợp lệ; hãy sửa ở người liên hệ, thư sau sẽ dùng địa chỉ mới.", permanent=True
        ) from error


class FolderTransport:
    """One file for each message, named by the hash of its key: written whole and once; a file that is there is sent."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def file_of(self, message: Message) -> Path:
        """Return where the mail of the message stands, or will."""
        return mail_file(message, self._folder)

    def send(self, message: Message) -> None:
        content = _bytes_of(mail_of(message))
        half = self._folder / f".{uuid4().hex}.part"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with half.open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            with suppress(FileExistsError):
                os.link(half, self.file_of(message))
        except OSError as error:
            raise NotSent(f"Không ghi được thư vào thư mục {self._folder}: {error.strerror}.") from error
        finally:
            with suppress(OSError):
                half.unlink()


class ConsoleTransport:
    """Prints each mail on standard output."""

    def send(self, message: Message) -> None:
        get_connection("django.core.mail.backends.console.EmailBackend").send_messages([mail_of(message)])


class SmtpTransport:
    """Django's SMTP client with a connection that stays open from one mail to the next."""

    def __init__(self) -> None:
        self._connection = get_connection("django.core.mail.backends.smtp.EmailBackend")

    def close(self) -> None:
        """End the connection, whatever state it is in."""
        with suppress(smtplib.SMTPException, OSError):
            self._connection.close()

    def send(self, message: Message) -> None:
        mail = mail_of(message)
        _bytes_of(mail)  # a mail that cannot be written is no fault of the server
        try:
            self._connection.open()
            self._connection.send_messages([mail])
        except smtplib.SMTPRecipientsRefused as error:
            code, words = next(iter(error.recipients.values()))
            said = _server_words(code, words)
            raise NotSent(f"Máy chủ thư từ chối địa chỉ này: {said}", permanent=code >= 500) from error
        except smtplib.SMTPDataError as error:
            said = _server_words(error.smtp_code, error.smtp_error)
            raise NotSent(f"Máy chủ thư không nhận nội dung: {said}", permanent=error.smtp_code >= 500) from error
        except smtplib.SMTPResponseException as error:  # sign-in or sender refused: our settings, not this mail
            self.close()
            raise NotSent(f"Máy chủ thư từ chối: {_server_words(error.smtp_code, error.smtp_error)}") from error
        except (smtplib.SMTPException, OSError) as error:
            self.close()
            raise NotSent(f"Không nối được máy chủ thư: {type(error).__name__}: {error}") from error


def _server_words(code: int, words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else str(words)
    return f"{code} {' '.join(text.split())}"
