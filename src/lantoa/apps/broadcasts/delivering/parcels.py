"""What is handed to a way of delivery, and what such a way must be able to do."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol


class NotDelivered(Exception):
    """The parcel did not arrive; the message, in Vietnamese, says why and what to do. `passing`: trying again helps."""

    def __init__(self, message: str, *, passing: bool = True) -> None:
        super().__init__(message)
        self.passing = passing


@dataclass(frozen=True, slots=True)
class Parcel:
    """A package for a station, whole (a ZIP, see packages). `key` is the same each time the same content comes."""

    key: str
    station: str
    bulletin: str
    name: str
    content: bytes
    sha256: str
    manifest: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A bulletin that a station is no longer to play: withdrawn, or its time is over."""

    key: str
    station: str
    bulletin: str
    name: str
    title: str
    reason: str
    withdrawn_at: str


class Carrier(Protocol):
    """A way of delivery. Both methods may be called again with the same key, and then change nothing."""

    def deliver(self, parcel: Parcel) -> str:
        """Return what the receiver answered, in words to keep; NotDelivered otherwise."""
        ...

    def withdraw(self, notice: Withdrawal) -> str:
        """Return what the receiver answered to taking a parcel back; NotDelivered otherwise."""
        ...
