"""What one cannot follow by ear: a first look at a text that is to be read aloud."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One place of a written text that is hard to follow by ear, with what to do about it in Vietnamese."""

    start: int
    end: int
    text: str
    kind: str
    advice: str


def hard_to_hear(written: str) -> tuple[Finding, ...]:
    """The places that a listener cannot follow, in the order of the text (in NFC)."""
    return ()
