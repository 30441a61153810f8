"""The crowd of contest.py: one process that sends prepared requests over many plain connections and notes the answers.

    python _crowd.py JOBS ANSWERS

JOBS is a pickle: {"host", "port", "start_at", "connections", "give_up", "jobs": [(at, number, kind, request)]}; `at` in
seconds from the start (None: as soon as a connection is free), kind "ask", "half" (half of the request, then gone) or
"deaf" (gone without the answer). Whoever is told to come again, or loses the connection, does so with the same request.
"""

import asyncio
import pickle
import sys
import time
from collections import deque
from pathlib import Path
from typing import Any

_PAUSE_SECONDS = 0.25
_MOST_PAUSE_SECONDS = 2.0
_TIMEOUT_SECONDS = 30.0


class Job:
    """A request, when it was due, and how often it was refused or broken off so far."""

    __slots__ = ("breaks", "due", "kind", "number", "refusals", "request")

    def __init__(self, due: float | None, number: int, kind: str, request: bytes) -> None:
        self.due, self.number, self.kind, self.request = due, number, kind, request
        self.refusals = self.breaks = 0


class Line(asyncio.Protocol):
    """One connection, with the job it is asking for."""

    def __init__(self, crowd: "Crowd") -> None:
        self._crowd = crowd
        self._transport: Any = None
        self._buffer = b""
        self._job: Job | None = None
        self.sent_at = 0.0

    def connection_made(self, transport: Any) -> None:
        self._transport = transport

    def connection_lost(self, error: Exception | None) -> None:
        self._transport = None
        job, self._job = self._job, None
        self._crowd.lost(self, job)

    def ask(self, job: Job) -> None:
        self._job, self._buffer, self.sent_at = job, b"", self._crowd.loop.time()
        if job.due is None:
            job.due = self.sent_at
        if job.kind == "ask":
            self._transport.write(job.request)
            return
        self._transport.write(job.request[: len(job.request) - 20] if job.kind == "half" else job.request)
        self._job = None
        self._crowd.loop.call_later(0.002, self._transport.abort)
        self._crowd.left -= 1

    def data_received(self, data: bytes) -> None:
        self._buffer = whole = self._buffer + data if self._buffer else data
        head = whole.find(b"\r\n\r\n")
        if head < 0:
            return
        at = whole.find(b"ontent-", 0, head)
        while whole[at + 7 : at + 15].lower() != b"length: ":
            at = whole.index(b"ontent-", at + 7)
        length = int(whole[at + 15 : whole.index(b"\r", at)])
        if len(whole) >= head + 4 + length and self._job is not None:
            job, self._job = self._job, None
            self._crowd.answered(self, job, int(whole[9:12]), whole[head + 4 :])

    def overdue(self, now: float) -> None:
        if self._job is not None and now - self.sent_at > _TIMEOUT_SECONDS and self._transport is not None:
            self._transport.abort()


class Crowd:
    """Keeps the lines busy with what is due."""

    def __init__(self, told: dict[str, Any]) -> None:
        self.told, self.loop = told, asyncio.get_running_loop()
        self.zero = self.loop.time() + told["start_at"] - time.time()
        self.answers: list[tuple[int, int, float, float, int, int, bytes]] = []
        self._coming = deque(Job(None if at is None else self.zero + at, *rest) for at, *rest in told["jobs"])
        self._ready: deque[Job] = deque()
        self._idle: list[Line] = []
        self._lines: set[Line] = set()
        self._opening = 0
        self.left = len(self._coming)

    async def run(self) -> None:
        """Return when every job has its answer, or was given up."""
        await asyncio.sleep(max(self.zero - self.loop.time(), 0))
        while self.left:
            now = self.loop.time()
            while self._coming and (self._coming[0].due is None or self._coming[0].due <= now):
                self._ready.append(self._coming.popleft())
            self._pump()
            for line in list(self._lines):
                line.overdue(now)
            await asyncio.sleep(0.002 if self._coming else 0.05)

    def _pump(self) -> None:
        while self._ready:
            if self._idle:
                self._idle.pop().ask(self._ready.popleft())
            elif len(self._lines) + self._opening < self.told["connections"]:
                self._opening += 1
                self.loop.create_task(self._open(self._ready.popleft()))
            else:
                return

    async def _open(self, job: Job) -> None:
        try:
            _, line = await self.loop.create_connection(lambda: Line(self), self.told["host"], self.told["port"])
        except OSError:
            self._again(job, broken=True)
        else:
            self._lines.add(line)
            line.ask(job)
        finally:
            self._opening -= 1

    def answered(self, line: Line, job: Job, status: int, body: bytes) -> None:
        if status == 503:
            self._again(job, broken=False)
        else:
            self._note(job, status, body)
        if self._ready:
            line.ask(self._ready.popleft())
        else:
            self._idle.append(line)

    def lost(self, line: Line, job: Job | None) -> None:
        self._lines.discard(line)
        if line in self._idle:
            self._idle.remove(line)
        if job is not None:
            self._again(job, broken=True)

    def _again(self, job: Job, *, broken: bool) -> None:
        job.breaks += broken
        job.refusals += not broken
        assert job.due is not None or broken
        if job.kind != "ask":
            self.left -= 1
            return
        if job.due is not None and self.loop.time() - job.due > self.told["give_up"]:
            self._note(job, 0, b"")
            return
        pause = min(_PAUSE_SECONDS * 2 ** (job.breaks + job.refusals - 1), _MOST_PAUSE_SECONDS)
        self.loop.call_later(pause, self._ready.append, job)

    def _note(self, job: Job, status: int, body: bytes) -> None:
        now = self.loop.time()
        waited = now - (job.due if job.due is not None else now)
        self.answers.append((job.number, status, waited, now - self.zero, job.refusals, job.breaks, body))
        self.left -= 1


async def main() -> None:
    crowd = Crowd(pickle.loads(Path(sys.argv[1]).read_bytes()))
    await crowd.run()
    Path(sys.argv[2]).write_bytes(pickle.dumps(crowd.answers))


if __name__ == "__main__":
    asyncio.run(main())
