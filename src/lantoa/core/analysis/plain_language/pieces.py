"""What the check reads: a story as pieces of text in order, each with the place it stands at."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class PieceKind(StrEnum):
    """What a piece of text is in its story."""

    TITLE = "title"
    LEAD = "lead"
    FOR_READER = "for_reader"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    HEADING = "heading"
    QUOTE = "quote"
    # Captions, names of boxes and files, lines of a card: too short to be measured as sentences.
    LABEL = "label"


@dataclass(frozen=True, slots=True)
class Link:
    """A link inside a piece: the characters it covers and its address, None where it leads to a page of this site."""

    start: int
    end: int
    address: str | None


@dataclass(frozen=True, slots=True)
class Piece:
    """One paragraph, heading or field. `place` names it for whoever shows the hint and means nothing here."""

    place: str
    text: str
    kind: PieceKind = PieceKind.PARAGRAPH
    # Of a heading: 2 for the first level below the title.
    level: int = 0
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, drawing or figure among the pieces; an ornament needs no words."""

    place: str
    words: str = ""
    ornament: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """A story as it stands. `on` is the day it is read on: obsolete words are judged by it."""

    title: str
    lead: str
    for_reader: str
    on: date
    body: Sequence[Piece | Picture] = field(default=())

    def pieces(self) -> list[Piece]:
        """Return all pieces of text in reading order, without empty ones.

        >>> [piece.place for piece in Draft("Một", "Hai", "", date(2026, 1, 5), [Piece("body-0", "Ba")]).pieces()]
        ['title', 'lead', 'body-0']
        """
        fields = [
            Piece("title", self.title, PieceKind.TITLE),
            Piece("lead", self.lead, PieceKind.LEAD),
            Piece("for_reader", self.for_reader, PieceKind.FOR_READER),
        ]
        body = [piece for piece in self.body if isinstance(piece, Piece)]
        return [piece for piece in (*fields, *body) if piece.text.strip()]
