"""The script of a bulletin as the editor shows it: written beside spoken, each change with its number."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.db.models import QuerySet

from lantoa.apps.broadcasts.models import Bulletin, Station
from lantoa.apps.broadcasts.queries.items import item_version
from lantoa.apps.broadcasts.queries.scripts import Script, ScriptPiece, reading_seconds_at
from lantoa.core.speech import (
    DEFAULT_SYLLABLES_PER_MINUTE,
    RULE_LABELS,
    Change,
    Unknown,
    reading_seconds,
)
from lantoa.core.speech.listening import Finding
from lantoa.core.speech.places import Place
from lantoa.core.viettext import format_number, sentence_spans


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One numbered place where what is said differs from what is written, or would if it were not taken back."""

    number: int
    start: int
    end: int
    written: str
    spoken: str
    rule: str
    others: tuple[str, ...]
    state: str
    """One of "rule", "everywhere" (a decision), "here" (decided at it), "kept" (taken back), "open" (unknown)."""
    reason: str = ""
    anchor: str = ""

    @property
    def sign(self) -> str:
        """Return the number with a sign for its state, so that no colour has to say it."""
        signs = {"here": "✓", "everywhere": "✓", "kept": "↩"}
        return f"{self.number}{'?' if self.doubtful else signs.get(self.state, '')}"

    @property
    def is_word(self) -> bool:
        """Return whether a decision for every place makes sense: there is a word, or a number, and no long text."""
        return any(letter.isalnum() for letter in self.written) and len(self.written.strip()) <= 120

    @property
    def keeps_digits(self) -> bool:
        """Return whether the written words hold figures, which an approved script may not."""
        return any(letter.isdigit() for letter in self.written)

    @property
    def label(self) -> str:
        """Return the rule in words."""
        return _STATES.get(self.state) or RULE_LABELS.get(self.rule, self.rule)

    @property
    def doubtful(self) -> bool:
        """Return whether an editor should look at it."""
        return self.state in ("rule", "open") and bool(self.others or self.reason)

    @property
    def shown(self) -> str:
        """Return the spoken words for a list, a sign where nothing is said."""
        return self.spoken.strip() or "(không đọc)"


_STATES = {"kept": "giữ như viết", "here": "sửa riêng ở chỗ này", "everywhere": RULE_LABELS["decision"]}


@dataclass(frozen=True, slots=True)
class Run:
    """A run of text; with the row it belongs to, or None for what is said as it is written."""

    text: str
    row: ChangeRow | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence as written, with what is hard to follow by ear in it."""

    runs: tuple[Run, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class PieceView:
    """One piece with both its sides and its rows."""

    number: int
    piece: ScriptPiece
    sentences: tuple[Sentence, ...]
    said: tuple[Run, ...]
    rows: tuple[ChangeRow, ...]
    seconds_words: str

    @property
    def key(self) -> str:
        """Return the name of the piece in addresses and forms."""
        return piece_key(self.piece)

    @property
    def version(self) -> str:
        """Return what tells whether somebody else has stored other words meanwhile."""
        return item_version(self.piece.item) if self.piece.item else ""

    @property
    def to_look_at(self) -> int:
        """Return how many rows an editor should look at."""
        return sum(row.doubtful for row in self.rows)


@dataclass(frozen=True, slots=True)
class UnknownWord:
    """Something that nothing knows how to read: how often it stands, around what, with readings to choose from."""

    written: str
    reason: str
    times: int
    context: str
    readings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TimeLine:
    """How long a text takes on a station, and past which slot."""

    station: Station | None
    words: str
    learnt: str
    over: tuple[str, ...] = ()


def piece_views(script: Script) -> tuple[PieceView, ...]:
    """Return the pieces of a script ready to be shown."""
    return tuple(_view(number, piece) for number, piece in enumerate(script.pieces, 1))


def _view(number: int, piece: ScriptPiece) -> PieceView:
    rows = tuple(change_rows(piece))
    seconds = reading_seconds(piece.spoken.text)
    return PieceView(
        number, piece, tuple(_sentences(piece, rows)), tuple(_said(piece.written, rows)), rows, time_words(seconds)
    )


def change_rows(piece: ScriptPiece) -> Iterator[ChangeRow]:
    """Yield the numbered places of a piece, in the order of the text."""
    found = [*_changed(piece), *_taken_back(piece), *_left_open(piece)]
    for number, row in enumerate(sorted(found, key=lambda row: row.start), 1):
        yield replace(row, number=number, anchor=f"p{piece_key(piece)}-{row.start}")


def piece_key(piece: ScriptPiece) -> str:
    """Return the name of a piece in addresses and forms."""
    return str(piece.item.pk) if piece.item else piece.kind


def _changed(piece: ScriptPiece) -> Iterator[ChangeRow]:
    here = {(place.start, place.end) for place in piece.places}
    reasons = _reasons(piece.spoken.unknown)
    for change in piece.spoken.changes:
        state = "here" if (change.start, change.end) in here else "rule"
        if state == "rule" and change.rule == "decision":
            state = "everywhere"
        yield _row(change, state, "; ".join(_within(change, reasons)))


def _row(change: Change, state: str, reason: str) -> ChangeRow:
    return ChangeRow(
        0, change.start, change.end, change.written, change.spoken, change.rule, change.others, state, reason
    )


def _taken_back(piece: ScriptPiece) -> Iterator[ChangeRow]:
    for place in piece.places:
        if place.taken_back:
            yield ChangeRow(
                0, place.start, place.end, place.written, place.spoken, "decision", _rules_say(piece, place), "kept"
            )


def _rules_say(piece: ScriptPiece, place: Place) -> tuple[str, ...]:
    changes = piece.plain.changes if piece.plain else ()
    return tuple(
        one.spoken.strip() for one in changes if (one.start, one.end) == (place.start, place.end) and one.spoken.strip()
    )


def _left_open(piece: ScriptPiece) -> Iterator[ChangeRow]:
    """Yield what is unknown and said as it is written, where no change stands."""
    taken = [(change.start, change.end) for change in piece.spoken.changes]
    last, place = -1, 0
    for one in sorted(piece.spoken.unknown, key=lambda one: one.start):
        while place < len(taken) and taken[place][1] <= one.start:
            place += 1
        if (place < len(taken) and taken[place][0] < one.end) or one.start < last:
            continue
        last = one.end
        yield ChangeRow(0, one.start, one.end, one.written, one.written, "unknown", (), "open", one.reason)


def _reasons(unknown: Sequence[Unknown]) -> list[Unknown]:
    return sorted(unknown, key=lambda one: one.start)


def _within(change: Change, reasons: list[Unknown]) -> Iterator[str]:
    for one in reasons:
        if one.start >= change.end:
            return
        if change.start <= one.start:
            yield one.reason


def _said(written: str, rows: Sequence[ChangeRow]) -> Iterator[Run]:
    at = 0
    for row in rows:
        if at < row.start:
            yield Run(written[at : row.start])
        lead, tail = _edges(row.spoken)
        if lead:
            yield Run(lead)
        yield Run(row.spoken.strip(), row)
        if tail:
            yield Run(tail)
        at = row.end
    if at < len(written):
        yield Run(written[at:])


def _edges(text: str) -> tuple[str, str]:
    stripped = text.strip()
    if not stripped:
        return text, ""
    start = text.index(stripped)
    return text[:start], text[start + len(stripped) :]


def _sentences(piece: ScriptPiece, rows: Sequence[ChangeRow]) -> Iterator[Sentence]:
    """Yield the written text by sentences, none cut within a row, each with the findings that begin in it."""
    findings = sorted(piece.findings, key=lambda one: one.start)
    place = row_at = 0
    for start, end in _whole(sentence_spans(piece.written), rows):
        last = place
        while last < len(findings) and findings[last].start < end:
            last += 1
        runs, at = [], start
        while row_at < len(rows) and rows[row_at].start < end:
            row = rows[row_at]
            runs += [Run(piece.written[at : row.start])] if at < row.start else []
            runs.append(Run(piece.written[row.start : row.end], row))
            at, row_at = row.end, row_at + 1
        runs += [Run(piece.written[at:end])] if at < end else []
        yield Sentence(tuple(runs), tuple(findings[place:last]))
        place = last


def _whole(spans: Sequence[tuple[int, int]], rows: Sequence[ChangeRow]) -> Iterator[tuple[int, int]]:
    """Yield the spans joined where a row crosses their border."""
    crossing = {place for row in rows for place in range(row.start + 1, row.end)}
    begun: int | None = None
    for number, (start, end) in enumerate(spans):
        begun = start if begun is None else begun
        if end in crossing and number < len(spans) - 1:
            continue
        yield begun, end
        begun = None


def unknown_words(script: Script) -> tuple[UnknownWord, ...]:
    """Return what is unknown, each word once, in the order of the text."""
    found: dict[str, list[tuple[ScriptPiece, Unknown]]] = {}
    for piece in script.pieces:
        for one in piece.spoken.unknown:
            found.setdefault(one.written.strip(), []).append((piece, one))
    return tuple(
        UnknownWord(written, places[0][1].reason, len(places), _around(*places[0]), _readings(*places[0]))
        for written, places in found.items()
        if written
    )


def _around(piece: ScriptPiece, one: Unknown) -> str:
    start, end = max(0, one.start - 40), min(len(piece.written), one.end + 40)
    while 0 < start < one.start and not piece.written[start - 1].isspace():
        start += 1
    while one.end < end < len(piece.written) and not piece.written[end].isspace():
        end -= 1
    words = piece.written[start:end].replace("\n", " ").strip()
    return f"{'…' if start else ''}{words}{'…' if end < len(piece.written) else ''}"


def _readings(piece: ScriptPiece, one: Unknown) -> tuple[str, ...]:
    for change in piece.spoken.changes:
        if change.start < one.end and one.start < change.end:
            return (change.spoken.strip(), *change.others)
    return ()


def time_lines(bulletin: Bulletin, text: str, stations: QuerySet[Station]) -> tuple[TimeLine, ...]:
    """Return how long the text takes on each station (with their slots fetched); by the usual speed where none is
    chosen.
    """
    lines = tuple(_line(text, station) for station in stations)
    if lines:
        return lines
    usual = f"tốc độ mặc định {format_number(DEFAULT_SYLLABLES_PER_MINUTE)} tiếng/phút; bản tin chưa chọn đài"
    return (TimeLine(None, time_words(reading_seconds(text)), usual),)


def _line(text: str, station: Station) -> TimeLine:
    seconds = reading_seconds_at(text, station)
    over: dict[int, list[str]] = {}
    for slot in station.slots.all():
        if slot.active and seconds > slot.minutes * 60:
            over.setdefault(slot.minutes, []).append(f"{slot.starts:%H:%M}")
    speed = format_number(float(station.syllables_per_minute))
    learnt = (
        f"{speed} tiếng/phút, học từ {station.tempo_readings} lần đọc"
        if station.tempo_readings
        else f"{speed} tiếng/phút là mặc định, chưa học từ lần đọc nào"
    )
    words = tuple(
        f"dài hơn khung {minutes} phút ({', '.join(starts)}) {time_words(seconds - minutes * 60)}"
        for minutes, starts in sorted(over.items())
    )
    return TimeLine(station, time_words(seconds), learnt, words)


def time_words(seconds: float) -> str:
    """Return a length of time in words, rounded up to five seconds.

    >>> time_words(52), time_words(61), time_words(120)
    ('55 giây', '1 phút 5 giây', '2 phút')
    """
    rounded = -(-round(seconds) // 5) * 5
    minutes, rest = divmod(rounded, 60)
    parts = [f"{format_number(minutes)} phút"] * bool(minutes) + [f"{rest} giây"] * bool(rest or not minutes)
    return " ".join(parts)
