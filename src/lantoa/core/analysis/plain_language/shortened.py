"""Abbreviations that a story uses before it has said what they stand for."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from lantoa.core.viettext import abbreviations, fold

from .calibration import read_toml
from .hints import Hint, HintKind, Mend
from .pieces import Piece, PieceKind
from .spans import word_spans

_SHORT = re.compile(r"[A-ZĐ]{1,8}(?:[&-][A-ZĐ]{1,8})*")
_ROMAN = re.compile(r"[IVXL]+")
# A word in capitals: a name, a shout. Letters that stand for words hardly ever make a syllable.
_SYLLABLE = re.compile(r"[AEIOUY]+[CGHMNPT]+$")
_LEAST_LETTERS = 2


def unexplained_abbreviations(pieces: Iterable[Piece]) -> list[Hint]:
    """Return a hint for each abbreviation where the story first uses it without its full words beside it.

    The title is read apart: there the full words stand without the abbreviation in brackets.
    """
    pieces = list(pieces)
    titles = [piece for piece in pieces if piece.kind is PieceKind.TITLE]
    rest = [piece for piece in pieces if piece.kind not in {PieceKind.TITLE, PieceKind.QUOTE}]
    return [*_first_uses(titles, bracketed=False), *_first_uses(rest, bracketed=True)]


def _first_uses(pieces: Iterable[Piece], *, bracketed: bool) -> Iterator[Hint]:
    seen: set[str] = set()
    for piece in pieces:
        for start, end in word_spans(piece.text):
            short = piece.text[start:end]
            if short in seen or not _is_short(piece.text, short, start):
                continue
            seen.add(short)
            readings = abbreviations().get(short, ())
            if not _is_explained(piece.text, start, end, readings):
                yield _hint(piece, start, end, readings, bracketed=bracketed)


def _is_short(text: str, short: str, start: int) -> bool:
    if len(short) < _LEAST_LETTERS or not _SHORT.fullmatch(short) or short in _known():
        return False
    if short not in abbreviations() and _SYLLABLE.search(short):
        return False
    if _ROMAN.fullmatch(short) or text[start - 1 : start] in {"/", "-", "@", "."}:
        return False
    return not _in_capitals(text)


def _in_capitals(text: str) -> bool:
    """Whether the whole piece is in capitals: there one cannot tell words from abbreviations."""
    letters = [character for character in text if character.isalpha()]
    return sum(character.isupper() for character in letters) > len(letters) / 2


def _is_explained(text: str, start: int, end: int, readings: tuple[str, ...]) -> bool:
    """Whether the full words stand before it, itself in brackets, or behind it in brackets."""
    before, after = fold(text[:start]), fold(text[end:])
    if text[:start].rstrip().endswith("(") and text[end:].lstrip().startswith((")", ",", ";")):
        return not readings or any(before.rstrip(" (").endswith(fold(full)) for full in readings)
    return after.lstrip().startswith("(") and any(after.lstrip(" (").startswith(fold(full)) for full in readings)


def _hint(piece: Piece, start: int, end: int, readings: tuple[str, ...], *, bracketed: bool) -> Hint:
    short = piece.text[start:end]
    mend = None
    if not readings:
        reason = f"“{short}” chưa được giải thích. Viết đủ chữ ở lần đầu, chữ viết tắt đặt trong ngoặc."
    elif len(readings) > 1:
        reason = f"“{short}” có thể đọc là {_either(readings)}. Viết đủ chữ ở lần đầu để không ai hiểu nhầm."
    else:
        full = readings[0][0].upper() + readings[0][1:] if not piece.text[:start].strip() else readings[0]
        mend = Mend(start, end, f"{full} ({short})" if bracketed else full)
        reason = f"Không phải ai cũng biết “{short}” là “{readings[0]}”. Viết đủ chữ ở lần đầu."
    return Hint(HintKind.ABBREVIATION, piece.place, start, end, short, reason, mend)


def _either(readings: tuple[str, ...]) -> str:
    quoted = [f"“{reading}”" for reading in readings]
    return f"{', '.join(quoted[:-1])} hoặc {quoted[-1]}"


@cache
def _known() -> frozenset[str]:
    """What readers know better by its letters than by its full words."""
    return frozenset(read_toml("officialese.toml")["known_letters"])
