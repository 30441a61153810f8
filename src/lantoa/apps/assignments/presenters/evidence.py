"""Evidence for a duty that other parts of the program have at hand; a person looks at it, then confirms or not."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReadyLine:
    """One thing that answers the duty, with words on it and where everybody sees it, "" for nowhere."""

    title: str
    words: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class ReadyEvidence:
    """What one part of the program has: a title, a sentence, the first things of it, and the way to all of them.

    Parts give it by the hook `lantoa_assignment_evidence` (request, assignment) -> [ReadyEvidence]. It is shown, and
    confirms nothing.
    """

    title: str
    sentence: str
    lines: tuple[ReadyLine, ...] = ()
    href: str = ""
