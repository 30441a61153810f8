"""What is to be said, cut into sentences with the silence after each."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from lantoa.core.speech import DEFAULT_PAUSES

PassageKind = Literal["greeting", "item", "sign_off"]
# Silence between two passages, and around a jingle; a setting of ours, as long as a newsreader's breath.
BREAK_SECONDS = 1.2
_END = re.compile(r"""(?P<marks>[.!?…]+["”’)\]]*)(?P<after>\s+|$)|(?P<line>\s*\n\s*)""")


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words said in one breath, and the silence after them."""

    text: str
    pause_seconds: float


@dataclass(frozen=True, slots=True)
class Passage:
    """One piece of a bulletin as it is said."""

    kind: PassageKind
    sentences: tuple[Sentence, ...]


def passage(kind: PassageKind, text: str) -> Passage:
    r"""Return the sentences of a spoken text; the marks of a voice's own notation are taken out of it.

    >>> [(one.text, one.pause_seconds) for one in passage("item", "Xin chào bà con. Hôm nay:\nhọp thôn").sentences]
    [('Xin chào bà con.', 0.6), ('Hôm nay:', 0.8), ('họp thôn', 0.6)]
    """
    text, sentences, start = _without_notation(text), [], 0
    for end in _END.finditer(text):
        line_break = end["line"] is not None or "\n" in end["after"]
        pause = DEFAULT_PAUSES["\n"] if line_break else DEFAULT_PAUSES["."]
        said = text[start : end.end("marks") if end["marks"] else end.start()].strip()
        start = end.end()
        if any(letter.isalnum() for letter in said):
            sentences.append(Sentence(said, pause))
    rest = text[start:].strip()
    if any(letter.isalnum() for letter in rest):
        sentences.append(Sentence(rest, DEFAULT_PAUSES["."]))
    return Passage(kind, tuple(sentences))


def passages_of_text(text: str, *, greeting: bool, sign_off: bool) -> tuple[Passage, ...]:
    """Return the passages of a frozen script, whose pieces are parted by a blank line."""
    pieces = [piece for piece in re.split(r"\n\s*\n", text) if piece.strip()]
    kinds: list[PassageKind] = ["item"] * len(pieces)
    if greeting and len(pieces) > 1:
        kinds[0] = "greeting"
    if sign_off and len(pieces) > 1:
        kinds[-1] = "sign_off"
    return not_empty(passage(kind, piece) for kind, piece in zip(kinds, pieces, strict=True))


def not_empty(passages: Iterable[Passage]) -> tuple[Passage, ...]:
    """Return the passages that say something."""
    return tuple(one for one in passages if one.sentences)


def _without_notation(text: str) -> str:
    """Leave out what a speech program would take as orders: double brackets of espeak, angle brackets of SSML."""
    return text.replace("[[", " ").replace("]]", " ").translate(str.maketrans("<>|", "   "))
