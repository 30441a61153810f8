"""What the check says: hints, each with its place, its words, its reason and the mend where there is one."""

from dataclasses import dataclass
from enum import StrEnum


class HintKind(StrEnum):
    """What a hint is about, the gravest for the reader first."""

    NO_MEANING = "no_meaning"
    NO_PICTURE_WORDS = "no_picture_words"
    OBSOLETE = "obsolete"
    DEAD_LINK = "dead_link"
    LINK_WORDS = "link_words"
    HEADING_JUMP = "heading_jump"
    CAPITALS = "capitals"
    FIGURES_IN_A_ROW = "figures_in_a_row"
    LONG_SENTENCE = "long_sentence"
    ABBREVIATION = "abbreviation"
    OFFICIALESE = "officialese"


@dataclass(frozen=True, slots=True)
class Mend:
    """What one click does: the characters from `start` to `end` of the piece become `text`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Hint:
    """One hint: where, which words (characters `start` to `end` of the piece), why in Vietnamese, and the mend."""

    kind: HintKind
    place: str
    start: int
    end: int
    words: str
    reason: str
    mend: Mend | None = None


def mended(text: str, mend: Mend) -> str:
    """Return the text of the piece after the mend.

    >>> mended("Triển khai thực hiện ngay", Mend(0, 20, "Làm"))
    'Làm ngay'
    """
    return text[: mend.start] + mend.text + text[mend.end :]
