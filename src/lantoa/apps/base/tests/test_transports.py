"""The three ways out: a folder, the console, a real mail server."""

from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from pytest_django import Settings

from lantoa.apps.base.factories import MessageFactory
from lantoa.apps.base.models import Message
from lantoa.apps.base.tests.mail_server import MailServer
from lantoa.apps.base.transports import FolderTransport, NotSent, mail_of, open_transport


def _message(**values: object) -> Message:
    return MessageFactory.build(**values)


@pytest.fixture
def server(settings: Settings) -> Iterator[MailServer]:
    refused = {"khong.co@lantoa.example": "550 không có hộp thư này", "day@lantoa.example": "452 hộp thư đầy"}
    refused = {address: answer.encode("ascii", "replace").decode() for address, answer in refused.items()}
    with MailServer(refused=refused) as running:
        settings.MAIL = replace(settings.MAIL, kind="smtp")
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", running.port
        yield running


class TestMailOf:
    def test_has_the_same_name_for_the_same_message_and_another_for_another(self) -> None:
        message = _message()
        first, again, other = (mail_of(one).message()["Message-ID"] for one in (message, message, _message()))
        assert first == again != other
        assert first.endswith("@localhost>")

    def test_says_that_a_machine_wrote_it_and_when_it_was_made(self) -> None:
        mail = mail_of(_message()).message()
        assert mail["Auto-Submitted"] == "auto-generated"
        assert mail["Date"] == "Thu, 01 Jun 2023 15:00:00 +0700"

    def test_makes_one_line_of_a_subject(self) -> None:
        assert mail_of(_message(subject="Nhắc\r\nBcc: ai@do")).message()["Subject"].count("\n") == 0


class TestFolderTransport:
    def test_writes_one_whole_file_that_reads_as_the_mail(self, tmp_path: Path) -> None:
        message = _message(subject="Nhắc việc: còn 2 ngày")
        FolderTransport(tmp_path / "thu").send(message)
        (file,) = (tmp_path / "thu").iterdir()
        mail = message_from_bytes(file.read_bytes(), policy=policy.default)
        assert (mail["To"], mail["Subject"]) == (message.to, "Nhắc việc: còn 2 ngày")
        assert mail.get_content().strip() == message.text

    def test_takes_a_file_that_is_there_for_sent(self, tmp_path: Path) -> None:
        message = _message()
        folder = FolderTransport(tmp_path)
        folder.send(message)
        folder.file_of(message).write_text("giữ nguyên", encoding="utf-8")
        folder.send(message)
        assert [file.read_text(encoding="utf-8") for file in tmp_path.iterdir()] == ["giữ nguyên"]

    def test_says_which_folder_it_cannot_write_to(self, tmp_path: Path) -> None:
        blocked = tmp_path / "tep"
        blocked.touch()
        with pytest.raises(NotSent, match="Không ghi được thư vào thư mục") as caught:
            FolderTransport(blocked / "thu").send(_message())
        assert not caught.value.permanent

    def test_refuses_an_address_that_no_mail_can_have_for_good(self, tmp_path: Path) -> None:
        with pytest.raises(NotSent, match="không hợp lệ") as caught:
            FolderTransport(tmp_path).send(_message(to="một@hai@ba\n"))
        assert caught.value.permanent
        assert list(tmp_path.iterdir()) == []


class TestConsoleTransport:
    def test_prints_the_mail(self, settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
        settings.MAIL = replace(settings.MAIL, kind="console")
        with open_transport() as transport:
            transport.send(_message(subject="In ra"))
        assert "Subject: In ra" in capsys.readouterr().out


class TestSmtpTransport:
    def test_hands_the_mails_to_the_server_over_one_connection(self, server: MailServer) -> None:
        messages = [_message(), _message()]
        with open_transport() as transport:
            for message in messages:
                transport.send(message)
        assert [mail["To"] for mail in server.taken] == [message.to for message in messages]
        assert [mail["Message-ID"] for mail in server.taken] == [
            mail_of(message).message()["Message-ID"] for message in messages
        ]

    def test_tells_a_refusal_for_good_from_one_for_now_and_goes_on(self, server: MailServer) -> None:
        with open_transport() as transport:
            with pytest.raises(NotSent, match="550") as for_good:
                transport.send(_message(to="khong.co@lantoa.example"))
            with pytest.raises(NotSent, match="452") as for_now:
                transport.send(_message(to="day@lantoa.example"))
            transport.send(_message(to="con@lantoa.example"))
        assert (for_good.value.permanent, for_now.value.permanent) == (True, False)
        assert [mail["To"] for mail in server.taken] == ["con@lantoa.example"]

    def test_says_that_the_server_is_not_there(self, server: MailServer, settings: Settings) -> None:
        settings.EMAIL_PORT = 1  # nothing listens there
        with open_transport() as transport, pytest.raises(NotSent, match="Không nối được máy chủ thư") as caught:
            transport.send(_message())
        assert not caught.value.permanent

    def test_gives_up_a_mail_whose_content_is_refused_for_good(self, settings: Settings) -> None:
        with MailServer(data_answer="554 content refused") as server:
            settings.MAIL = replace(settings.MAIL, kind="smtp")
            settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
            with open_transport() as transport, pytest.raises(NotSent, match="554") as caught:
                transport.send(_message())
        assert caught.value.permanent
