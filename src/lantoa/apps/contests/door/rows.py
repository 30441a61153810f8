"""What waits for the writer, and what becomes of it."""

from dataclasses import dataclass

from lantoa.apps.contests.door.reading import Answers
from lantoa.apps.contests.tokens import AttemptToken


@dataclass(frozen=True, slots=True)
class NewSubmission:
    """A submission as the door has read it. Moments are milliseconds since 1970 (UTC)."""

    token: AttemptToken
    key: str
    answers: Answers
    received_at: int
    slip_code: str
    slip_sha256: str
    device_sha256: str = ""
    address_sha256: str = ""


@dataclass(frozen=True, slots=True)
class NewSave:
    """Answers to keep until the submission."""

    token: AttemptToken
    answers: Answers
    version: int
    received_at: int


Row = NewSubmission | NewSave


@dataclass(frozen=True, slots=True)
class Stored:
    """The submission that is stored for the attempt. `same_press`: it came with the key that was sent."""

    slip_code: str
    slip_sha256: str
    received_at: int
    same_press: bool


@dataclass(frozen=True, slots=True)
class Saved:
    """The version of the answers that is stored now."""

    version: int


@dataclass(frozen=True, slots=True)
class Late:
    """The time of the attempt was over; what counts is what was saved: `saved_version` and `saved_at`, or None."""

    ends_at: int
    saved_version: int | None
    saved_at: int | None


@dataclass(frozen=True, slots=True)
class Gone:
    """There is no such attempt any more."""


@dataclass(frozen=True, slots=True)
class Unavailable:
    """The database did not answer: nothing is known, the same key may be sent again."""


Outcome = Stored | Saved | Late | Gone | Unavailable
