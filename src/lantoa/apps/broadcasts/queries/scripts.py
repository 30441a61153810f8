"""What a bulletin says: its written words as they are read aloud, by the ways of its agency."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Literal

from django.db.models import F, Q
from django.utils import timezone

from lantoa.apps.agencies.models import Agency
from lantoa.apps.broadcasts.models import Bulletin, HouseStyle, Item, LexiconEntry, ReadingDecision, Station
from lantoa.core.speech import (
    DEFAULT_PAUSES,
    Change,
    OwnWord,
    Spoken,
    Unknown,
    lexicon_on,
    reading_seconds,
    speak,
    syllables,
)
from lantoa.core.speech import HouseStyle as Style
from lantoa.core.speech.listening import Finding, hard_to_hear
from lantoa.core.speech.places import Anchored, Place, anchored, with_places
from lantoa.core.viettext import to_nfc

PieceKind = Literal["greeting", "item", "sign_off"]
_TITLES: dict[PieceKind, str] = {"greeting": "Lời chào", "sign_off": "Lời kết"}


@dataclass(frozen=True, slots=True)
class WayOfReading:
    """How an agency wants things read on a day: its own style, words and decisions, else the province's."""

    style: Style
    lexicon: Mapping[str, tuple[str, ...]]
    decisions: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ScriptPiece:
    """One piece of a bulletin: as written, as said, what was decided at its places, what is hard to follow by ear."""

    kind: PieceKind
    item: Item | None
    title: str
    written: str
    spoken: Spoken
    places: tuple[Place, ...] = ()
    lost: tuple[Place, ...] = ()
    findings: tuple[Finding, ...] = ()
    plain: Spoken | None = None
    """What the rules alone say, without what was decided at single places."""


@dataclass(frozen=True, slots=True)
class Script:
    """All that a bulletin says, in its order; `text` has the pieces parted by a blank line."""

    pieces: tuple[ScriptPiece, ...]
    text: str
    syllables: int
    unknown: tuple[Unknown, ...] = ()
    doubtful: tuple[Change, ...] = ()
    findings: tuple[Finding, ...] = ()


def way_of_reading(agency: Agency | int | None, *, on: date) -> WayOfReading:
    """Return how the agency reads on the day; for None the province's ways. Three queries."""
    pk = agency.pk if isinstance(agency, Agency) else agency
    mine = Q(agency=None) | Q(agency=pk)
    own_last = F("agency").asc(nulls_first=True)
    style = HouseStyle.objects.filter(mine).order_by(F("agency").desc(nulls_last=True)).first()
    entries = list(LexiconEntry.objects.filter(mine).order_by(own_last, "valid_from", "pk"))
    decisions = ReadingDecision.objects.filter(mine, revoked_at=None).order_by(own_last, "pk")
    return WayOfReading(
        style=style_of(style),
        lexicon=lexicon_on(on, _own_words(entries, on)),
        decisions={to_nfc(row.written): row.spoken for row in decisions},
    )


def style_of(row: HouseStyle | None) -> Style:
    """Return the style that a row holds; the usual one of the north for None."""
    return Style(**{field.name: getattr(row, field.name) for field in fields(Style)}) if row else Style()


def _own_words(entries: list[LexiconEntry], on: date) -> list[OwnWord]:
    """Return the entries of the agency, and those of the province for what the agency has no words of that day."""
    words = [
        (entry.agency_id, OwnWord(to_nfc(entry.written), entry.spoken, entry.valid_from, entry.valid_to))
        for entry in entries
    ]
    own = {word.short for agency, word in words if agency and word.is_valid(on)}
    return [word for agency, word in words if agency or word.short not in own]


def script_of(bulletin: Bulletin, *, on: date, way: WayOfReading | None = None) -> Script:
    """Return what the bulletin says as it stands now, read by the ways of its agency on the day.

    Four queries, however many items; cost grows with the length of the text.
    """
    way = way or way_of_reading(bulletin.agency_id, on=on)
    reads = bulletin.language.spoken_by_program
    pieces = [_piece("greeting", None, bulletin.greeting, way, reads=reads)] if bulletin.greeting.strip() else []
    pieces += [_piece("item", item, item.written, way, reads=reads) for item in bulletin.items.all()]
    if bulletin.sign_off.strip():
        pieces.append(_piece("sign_off", None, bulletin.sign_off, way, reads=reads))
    text = "\n\n".join(said for piece in pieces if (said := piece.spoken.text.strip()))
    return Script(
        pieces=tuple(pieces),
        text=text,
        syllables=syllables(text),
        unknown=tuple(one for piece in pieces for one in piece.spoken.unknown),
        doubtful=tuple(one for piece in pieces for one in piece.spoken.doubtful),
        findings=tuple(one for piece in pieces for one in piece.findings),
    )


def _piece(kind: PieceKind, item: Item | None, written: str, way: WayOfReading, *, reads: bool) -> ScriptPiece:
    """Return one piece read aloud; one in a language that the rules do not know is said as it is written."""
    written = to_nfc(written.replace("\r\n", "\n"))
    title = item.title if item else _TITLES[kind]
    if not reads:
        return ScriptPiece(kind, item, title, written, Spoken(written))
    plain = speak(written, style=way.style, lexicon=way.lexicon, decisions=way.decisions)
    found = anchored(written, places_of(item)) if item else Anchored(())
    said = with_places(plain, found.places)
    return ScriptPiece(kind, item, title, written, said, found.places, found.lost, hard_to_hear(written), plain)


def places_of(item: Item) -> tuple[Place, ...]:
    """Return what was decided at single places of an item, where it was decided."""
    return tuple(Place(int(one["start"]), str(one["written"]), str(one["spoken"])) for one in item.places)


def reading_day(bulletin: Bulletin) -> date:
    """Return the day whose words a bulletin uses: the first on which it may be played."""
    return timezone.localdate(bulletin.valid_from)


def spoken_text(bulletin: Bulletin) -> str:
    """Return the words to be read aloud: those that were approved, else those of now; pieces parted by a blank line."""
    return bulletin.script or script_of(bulletin, on=reading_day(bulletin)).text


def reading_seconds_at(text: str, station: Station) -> float:
    """Return the seconds that a text (as it is said) takes on the station, by its speed and its pauses."""
    factor = float(station.pause_factor)
    return reading_seconds(
        text,
        syllables_per_minute=float(station.syllables_per_minute),
        pauses={mark: seconds * factor for mark, seconds in DEFAULT_PAUSES.items()},
    )
