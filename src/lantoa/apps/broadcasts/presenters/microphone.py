"""A script for whoever reads it at the microphone: pieces numbered, pauses marked, large type; and what has changed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.text import slugify

from lantoa.apps.broadcasts.models import Bulletin
from lantoa.apps.broadcasts.queries.scripts import Script
from lantoa.core.layout.plain_word import plain_docx
from lantoa.core.viettext import fold

_SHORT = re.compile(r"([,;:])(?=\s|$)")
_LONG = re.compile(r"([.!?…]+[”\"')]*)(?=\s|$)")
_SIZE = 20  # points: read at arm's length, standing
LEGEND = "Dấu / là nghỉ ngắn, dấu // là nghỉ dài."


@dataclass(frozen=True, slots=True)
class SheetPiece:
    """One numbered piece of the sheet, its paragraphs with the pauses marked."""

    number: int
    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """One part of a script that would be said otherwise now than was approved."""

    approved: str
    now: str


def with_pauses(text: str) -> str:
    """Return the text with its pauses marked.

    >>> with_pauses("Kính thưa bà con, hôm nay họp. Mời đủ.")
    'Kính thưa bà con, / hôm nay họp. // Mời đủ. //'
    """
    return _LONG.sub(r"\1 //", _SHORT.sub(r"\1 /", text))


def sheet_of(bulletin: Bulletin, script: Script) -> tuple[SheetPiece, ...]:
    """Return the pieces as they are read: those of the approved script, else those of now."""
    if bulletin.script and bulletin.script != script.text:
        parts = [("", part) for part in bulletin.script.split("\n\n")]
    else:
        parts = [(piece.title, piece.spoken.text) for piece in script.pieces if piece.spoken.text.strip()]
    return tuple(
        SheetPiece(number, title, tuple(with_pauses(line.strip()) for line in said.split("\n") if line.strip()))
        for number, (title, said) in enumerate(parts, 1)
    )


def sheet_text(bulletin: Bulletin, script: Script) -> str:
    """Return the sheet as a text file."""
    return "\n\n".join([bulletin.title, _state(bulletin), *_blocks(bulletin, script)]) + "\n"


def sheet_docx(bulletin: Bulletin, script: Script) -> bytes:
    """Return the sheet as a Word file in large type."""
    lines = [line for block in _blocks(bulletin, script) for line in block.split("\n")]
    return plain_docx(bulletin.title, lines, note=f"{_state(bulletin)} {LEGEND}", size_pt=_SIZE)


def sheet_name(bulletin: Bulletin, ending: str) -> str:
    """Return a plain name for the file, which says when the script is not approved."""
    state = "" if bulletin.script else "-chua-duyet"
    return f"loi-doc-{slugify(fold(bulletin.title))[:60]}{state}.{ending}"


def _blocks(bulletin: Bulletin, script: Script) -> Iterator[str]:
    for piece in sheet_of(bulletin, script):
        head = f"[{piece.number}] {piece.title}".strip()
        yield "\n".join([head, *piece.paragraphs])


def _state(bulletin: Bulletin) -> str:
    return "Lời đọc đã duyệt." if bulletin.script else "Bản nháp, chưa duyệt."


def differences(approved: str, now: str) -> tuple[Difference, ...]:
    """Return the paragraphs that would be said otherwise now, in their order; nothing where all is the same."""
    if approved == now:
        return ()
    before, after = _paragraphs(approved), _paragraphs(now)
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return tuple(
        Difference("\n".join(before[a:b]), "\n".join(after[c:d])) for tag, a, b, c, d in steps if tag != "equal"
    )


def _paragraphs(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]
