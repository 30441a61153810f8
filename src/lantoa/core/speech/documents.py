"""Number and symbol of a document (Decree 30/2020/NĐ-CP, Annex I, cell 3; Guidance 36-HD/VPTW for the Party)."""

import re

from .composed import COMPOSED, composed
from .dates import year
from .numerals import coded, whole
from .scene import CAPITALS, Reading, Scene, cue, cue_words, readings, rule

_PART = rf"[{CAPITALS}][{CAPITALS}a-zđ]{{0,12}}(?:&[{CAPITALS}][{CAPITALS}a-z]{{0,8}})*\d{{0,2}}"
_SYMBOL = rf"{_PART}(?:\s?[-–/.]\s?{_PART}(?![a-zà-ỹ]))*"
_TYPES = re.compile(rf"({cue('document_types')})(?: số)?:?\s*$")


def _document(match: re.Match[str], scene: Scene) -> Reading | None:
    parts, style = match.groupdict(), scene.style
    pieces = re.findall(_PART, parts["symbol"])
    said = [_part(piece, index, scene) for index, piece in enumerate(pieces)]
    named = re.sub(r"(?: số)?:? *$", "", scene.before(match.start())).split()[-5:]
    size = _fitting(pieces[0], named)
    if size > 1 and (said[0] is None or " ".join(named[-size:]) in cue_words("document_types")):
        said[0] = " ".join(named[-size:])  # QĐ is "quy định" and TT "thông tri" where the text says so
    if len(pieces) == 1 and said[0] is None:
        return None
    unknown = [piece for piece, words in zip(pieces, said, strict=True) if words is None]
    together = {piece: composed(piece, scene.words, in_symbol=True) for piece in unknown}
    words = [words or together[piece] or piece for piece, words in zip(pieces, said, strict=True)]
    if style.documents == "short":
        words = _short(words, match, scene)
    number = _number(parts["number"], scene) if parts["number"] else ""
    if parts.get("year"):
        number += f" {year(parts['year'], style)}"
    reason, start = "", None
    if unknown:
        start = match.start("symbol") + parts["symbol"].index(unknown[0])
        reason = COMPOSED if together[unknown[0]] else "phần ký hiệu văn bản chưa có trong từ điển"
    end = start + len(unknown[0]) if start is not None else None
    return Reading(match.end(), " ".join([number, *words]).strip(), (), reason, start, end)


def _fitting(piece: str, words: list[str]) -> int:
    """How many of the last words begin with the letters of the piece; 0 when they do not."""
    letters = piece.lower()
    fits = len(letters) <= len(words) and all(
        word.startswith(letter) for word, letter in zip(words[-len(letters) :], letters, strict=True)
    )
    return len(letters) if fits else 0


def _number(written: str, scene: Scene) -> str:
    figures = re.match(r"\d+", written)
    said = coded(figures[0], scene.style) if figures else ""
    letters = written[figures.end() :].strip() if figures else ""
    return f"{said} {letters}".strip()


def _part(piece: str, index: int, scene: Scene) -> str | None:
    """The words of one part of a symbol; None when no list knows it."""
    own = scene.defined.get(piece)
    if own:
        return own
    base = re.sub(r"\d+$", "", piece)
    table: dict[str, str] = readings()["symbols"]
    usual = scene.words.usual
    for name in (piece, base):
        if index and usual.get(name) in cue_words("document_types") and name not in table:
            return None
        said = table.get(name) or usual.get(name) or table.get(name.upper()) or usual.get(name.upper())
        if said:
            tail = piece[len(name) :]
            if not tail:
                return _plain_dashes(said)
            term = "khóa " if base in ("QH", "UBTVQH", "HĐND") else ""
            return f"{_plain_dashes(said)} {term}{whole(tail, scene.style)}"
    return None


def _plain_dashes(words: str) -> str:
    return words.replace(" - ", ", ")


def _short(words: list[str], match: re.Match[str], scene: Scene) -> list[str]:
    """The symbol as a newsreader shortens it: the type once, then "của" and the issuer unless the text names one."""
    kind = _TYPES.search(scene.before(match.start()))
    if kind and words and words[0] == kind[1]:
        words = words[1:]
    if re.match(r"[^.;:]{0,45}\bcủa\b", scene.after(match.end())):
        return []
    return ["của", *words] if words else []


DOCUMENT_RULES = [
    rule(
        "document",
        rf"""(?P<number>\d{{1,6}}\s?[a-zđ]?)\s?/\s?(?:(?P<year>(?:19|20)\d\d)\s?/\s?)?
        (?P<symbol>{_SYMBOL})(?![\w]|[-/]\d)""",
        _document,
    ),
    # The Party's form 03-KH/BTC; a single part after a hyphen would be a code.
    rule(
        "document",
        rf"(?P<number>\d{{1,6}}\s?[a-z]?)\s?[-–]\s?(?P<symbol>{_PART}/{_PART}(?:[-/]{_PART})*)(?![\w])",
        _document,
    ),
]
BLANK_DOCUMENT_RULES = [
    rule("document", rf"/\s?(?P<number>(?!))?(?P<symbol>{_PART}-{_SYMBOL})(?![\w])", _document),
]
