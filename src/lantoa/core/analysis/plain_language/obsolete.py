"""Words for what is gone: levels of services, districts, departments and portals that closed, old laws."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from .calibration import read_toml
from .hints import Hint, HintKind, Mend
from .pieces import Piece, PieceKind
from .spans import as_looked_for, sentence_spans, with_case_of

_YEAR = re.compile(r"(?:năm|giai đoạn|quý \w+[/ ])\s*((?:19|20)[0-9]{2})\b")
# "trước ngày 1/7/2025" speaks of what was, "trước ngày 20" of a deadline.
_BEFORE = re.compile(r"trước (?:ngày|tháng|năm) (?:[0-9]{1,2}[/. ]|tháng )*?((?:19|20)[0-9]{2})\b")


@dataclass(frozen=True, slots=True)
class ObsoleteTerm:
    """A pattern over small letters, the day since which it is wrong, and what is right now."""

    pattern: re.Pattern[str]
    since: date
    current: str | None
    reason: str
    source: str
    # The word that follows must begin with a capital: "huyện Gio Linh", not "quan huyện".
    names: bool


@cache
def obsolete_terms() -> tuple[ObsoleteTerm, ...]:
    """Return the terms of obsolete.toml in the order of the file: of two that meet, the first one counts."""
    return tuple(
        ObsoleteTerm(
            re.compile(rf"(?<!\w)(?:{entry['pattern']})(?!\w)"),
            entry["since"],
            entry.get("now"),
            entry["reason"],
            entry["source"],
            entry.get("names", False),
        )
        for entry in read_toml("obsolete.toml")["terms"]
    )


def obsolete(piece: Piece, on: date) -> Iterator[Hint]:
    """Yield a hint for every obsolete term; sentences that speak of the past may use it, and so may who is quoted."""
    if piece.kind is PieceKind.QUOTE:
        return
    for start, end in sentence_spans(piece.text):
        sentence = piece.text[start:end]
        looked = as_looked_for(sentence)
        taken: list[tuple[int, int]] = []
        for term in obsolete_terms():
            if term.since > on or _speaks_of_the_past(looked, term.since):
                continue
            for found in term.pattern.finditer(looked):
                if _overlaps(found, taken) or (term.names and not _before_a_name(sentence, found.end())):
                    continue
                taken.append(found.span())
                yield _hint(piece, term, start + found.start(), start + found.end())


def _hint(piece: Piece, term: ObsoleteTerm, start: int, end: int) -> Hint:
    said = piece.text[start:end]
    mend = Mend(start, end, with_case_of(said, term.current)) if term.current else None
    reason = f"{term.reason} Nguồn: {term.source}."
    return Hint(HintKind.OBSOLETE, piece.place, start, end, said, reason, mend)


@cache
def _past_words() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, read_toml("obsolete.toml")["past"])))


def _speaks_of_the_past(looked: str, since: date) -> bool:
    if _past_words().search(looked):
        return True
    if any(int(year) <= since.year for year in _BEFORE.findall(looked)):
        return True
    return any(int(year) < since.year for year in _YEAR.findall(looked))


def _before_a_name(sentence: str, end: int) -> bool:
    return sentence[end:].lstrip()[:1].isupper()


def _overlaps(found: re.Match[str], taken: list[tuple[int, int]]) -> bool:
    return any(found.start() < end and start < found.end() for start, end in taken)
