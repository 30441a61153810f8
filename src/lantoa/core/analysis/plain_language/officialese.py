"""Words of offices for which people have plainer ones."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from .calibration import read_toml
from .hints import Hint, HintKind, Mend
from .pieces import Piece, PieceKind
from .spans import as_looked_for, with_case_of

_QUOTED = re.compile(r"“[^”]*”")
# Words that lead on to another one, and how that is seen.
_LEADING_ON = frozenset({"ở", "trong", "để", "vì", "theo", "vào", "việc", "với", "về", "cho"})
_WORD_FOLLOWS = re.compile(r"\s+\w")
_GAP = re.compile(r",? ")


@dataclass(frozen=True, slots=True)
class PlainWording:
    """The plainer words ("" where the officialese can go without loss) and why they serve the reader better."""

    plain: str
    reason: str


@cache
def plain_wordings() -> Mapping[str, PlainWording]:
    """Return the officialese with its plain wording, from officialese.toml; read-only.

    >>> plain_wordings()["triển khai thực hiện"].plain
    'làm'
    """
    groups = read_toml("officialese.toml")["groups"]
    return MappingProxyType(
        {
            as_looked_for(words): PlainWording(plain, group["reason"])
            for group in groups
            for words, plain in group["words"].items()
        }
    )


@cache
def _pattern() -> re.Pattern[str]:
    """All wordings, the longest first; the kept phrases stand before them, so that they hide what is inside."""
    kept = [as_looked_for(words) for words in read_toml("officialese.toml")["kept"]]
    known = sorted([*plain_wordings(), *kept], key=lambda words: (-len(words), words))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, known))})(?!\w)")


def officialese(piece: Piece) -> Iterator[Hint]:
    """Yield a hint for every wording of officialese; words that somebody said stay as they were said."""
    if piece.kind is PieceKind.QUOTE:
        return
    text, known = piece.text, plain_wordings()
    spoken = [quoted.span() for quoted in _QUOTED.finditer(text)]
    for found in _pattern().finditer(as_looked_for(text)):
        wording = known.get(found[0])
        if wording is None or _is_name(text, found) or any(a < found.start() < b for a, b in spoken):
            continue
        said = text[found.start() : found.end()]
        reason = f"Nên viết “{wording.plain}”. {wording.reason}" if wording.plain else f"Có thể bỏ. {wording.reason}"
        mend = _replacing(text, found.start(), found.end(), wording.plain)
        yield Hint(HintKind.OFFICIALESE, piece.place, found.start(), found.end(), said, reason, mend)


def _is_name(text: str, found: re.Match[str]) -> bool:
    """Whether the words are inside a name: a capital in the middle ("Ban Chỉ đạo Triển khai Thực hiện")."""
    inner = text[found.start() + 1 : found.end()]
    return any(character.isupper() for character in inner)


def _replacing(text: str, start: int, end: int, plain: str) -> Mend | None:
    """The mend; None where the plain words would need a word behind them that is not there ("các hộ trên địa bàn.")."""
    if plain:
        leads_on = plain.rsplit(" ", 1)[-1] in _LEADING_ON
        if leads_on and not _WORD_FOLLOWS.match(text, end):
            return None
        return Mend(start, end, with_case_of(text[start:end], plain))
    gap = _GAP.match(text, end)
    behind = gap.end() if gap else end
    following = text[behind : behind + 1]
    if text[start:end][:1].isupper() and following:
        return Mend(start, behind + 1, following.upper())
    return Mend(start, behind, "")
