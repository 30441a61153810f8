"""A real mail server for tests, on a free port of loopback: it keeps what it took, and refuses what it is told to."""

from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message as Mail
from types import TracebackType
from typing import Any, Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass(slots=True)
class _Handler:
    refused: dict[str, str]
    data_answer: str
    taken: list[Mail] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802  # the library's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.data_answer.startswith("250"):
            assert isinstance(envelope.content, bytes)
            self.taken.append(message_from_bytes(envelope.content))
        return self.data_answer


class MailServer:
    """`refused` maps an address to the answer it gets; `data_answer` is what follows every mail."""

    def __init__(self, *, refused: dict[str, str] | None = None, data_answer: str = "250 OK") -> None:
        self._handler = _Handler(refused or {}, data_answer)
        self._controller = _FreePort(self._handler, hostname="127.0.0.1", port=0)

    def __enter__(self) -> Self:
        self._controller.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._controller.stop()

    @property
    def taken(self) -> list[Mail]:
        return self._handler.taken

    @property
    def port(self) -> int:
        assert self._controller.server is not None
        return int(self._controller.server.sockets[0].getsockname()[1])


class _FreePort(Controller):
    """The library knocks at the port it was given to see that it is up; here the system chooses the port."""

    def _trigger_server(self) -> Any:
        self.port = self.server.sockets[0].getsockname()[1]  # type: ignore[union-attr]
        return super()._trigger_server()
