"""The waiting room before starts: who comes when more begin than can be served gets a time, and keeps it.

Virtual scheduling: a process gives each start the next free moment of its own schedule, at the rate that it measures
itself. Whoever's moment is more than a few seconds ahead gets it in writing, as a signed ticket, and is let in by any
process when it has come. Nothing is stored: tickets outlive a restart, and each process answers for its own share of
those who come, so that all let in as many as they can serve together.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from time import thread_time

from django.core.signing import BadSignature, Signer

from lantoa.apps.contests.moments import milliseconds, moment

_SIGNER_SALT = "lantoa.contests.waiting"
# Who is ahead by less is let in at once and waits for his turn in the web server, unnoticed.
_MOST_AHEAD = timedelta(seconds=3)
# So long after its time a ticket still lets in; who comes later waits anew.
_GOOD_FOR = timedelta(minutes=10)
_LONGEST = timedelta(hours=1)
# Of a process's time, how much starts may take; the rest is for papers, saves and submissions.
_SHARE = 0.5
_FIRST_SECONDS = 0.02
_WEIGHT = 0.05
_LEAST_SECONDS, _MOST_SECONDS = 0.0005, 0.5


@dataclass(frozen=True, slots=True)
class Admitted:
    """May begin now."""


@dataclass(frozen=True, slots=True)
class Wait:
    """Is to come again in so many seconds, with the ticket, which keeps the place."""

    seconds: int
    ticket: str


class WaitingRoom:
    """One process's schedule of starts."""

    def __init__(
        self,
        *,
        share: float = _SHARE,
        first_seconds: float = _FIRST_SECONDS,
        measure: Callable[[], float] = thread_time,
    ) -> None:
        self._share, self._seconds, self._measure = share, first_seconds, measure
        self._lock = threading.Lock()
        self._next: datetime | None = None

    def admit(self, ticket: str | None, *, now: datetime, visitor: str = "") -> Admitted | Wait:
        """Return whether a visitor may begin; else for how long to wait, with the ticket that keeps the place.

        `ticket` is the one he was given before, None at first. It is good for the `visitor` it was given to.
        """
        promised = _read(ticket, visitor) if ticket else None
        if promised is None or promised + _GOOD_FOR < now:
            promised = self._next_moment(now)
            if promised - now <= _MOST_AHEAD:
                return Admitted()
            ticket = _signer().sign(f"{milliseconds(promised)}.{visitor}")
        if promised <= now:
            return Admitted()
        return Wait(max(1, ceil((promised - now).total_seconds())), ticket or "")

    @contextmanager
    def starting(self) -> Iterator[None]:
        """Measure what a start costs this process; the schedule follows the mean of the last ones."""
        began = self._measure()
        try:
            yield
        finally:
            self.took(self._measure() - began)

    def took(self, seconds: float) -> None:
        """Take note of the processor time of a start."""
        bounded = min(max(seconds, _LEAST_SECONDS), _MOST_SECONDS)
        with self._lock:
            self._seconds += _WEIGHT * (bounded - self._seconds)

    def forget(self) -> None:
        """Begin the schedule anew: nobody is ahead."""
        with self._lock:
            self._next = None

    def _next_moment(self, now: datetime) -> datetime:
        with self._lock:
            free = self._next
            # A schedule that is further ahead comes from a clock that was set back since.
            turn = free if free is not None and now < free < now + _LONGEST else now
            self._next = turn + timedelta(seconds=self._seconds / self._share)
        return turn


def _read(ticket: str, visitor: str) -> datetime | None:
    """Return the time on a ticket; None for one that was not given here, or to somebody else."""
    try:
        value = _signer().unsign(ticket[:300])
    except BadSignature:
        return None
    time, _, name = value.partition(".")
    return moment(int(time)) if name == visitor else None


def _signer() -> Signer:
    return Signer(salt=_SIGNER_SALT, sep="~")


# The waiting room of this process.
ROOM = WaitingRoom()
