"""Number and symbol of a document (Decree 30/2020/NĐ-CP, Annex I, cell 3; Guidance 36-HD/VPTW for the Party)."""

import re
from dataclasses import dataclass

from .plain import plain

_NUMBER = re.compile(
    r"(?:^|(?<=\s{2})|(?<=[\t|]))s[o0]\s*(?:hieu\s*)?[:.;]?\s*"
    r"(?P<number>\d{1,6}\s?[a-z]?(?![\w])|[.\s_-]{0,40}?)\s*[/-]\s*"
    r"(?:(?P<year>\d{4})\s*/\s*)?(?P<symbol>[a-z][\w&.+]{0,30}(?:\s?[-/]\s?[\w&.+]{1,30}){0,5})"
)
# "Số: 12 QĐ/UBND": older papers put no mark between number and symbol.
_SPACED_NUMBER = re.compile(r"s[o0]\s*[:.]\s*(?P<number>\d{1,6}[a-z]?)\s+(?P<symbol>[a-z]{1,10}[-/][\w&.-]{1,40})")
_BARE_SYMBOL = re.compile(r"(?P<number>\d{1,6}[a-z]?)\s*/\s*(?:(?P<year>\d{4})\s*/\s*)?(?P<symbol>[a-z]+(?:-[\w&.]+)+)")
_BARE_NUMBER = re.compile(r"so\s*:\s*(?P<number>\d{0,6}[a-z]?)[\s._/-]*$")


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """Number and symbol as printed on one document; None for what is blank."""

    number: str | None
    symbol: str | None
    year: int | None


def find_number(shadow: str) -> re.Match[str] | None:
    """The place of a number in a line of the head given in plain letters; None when the line holds none."""
    return (
        _NUMBER.search(shadow)
        or _SPACED_NUMBER.match(shadow)
        or _BARE_SYMBOL.fullmatch(shadow)
        or _BARE_NUMBER.match(shadow)
    )


def read_number(text: str) -> DocumentNumber:
    """The number printed in the text, which begins with it.

    >>> read_number("Số: 300 /STTTT-TTBCXB")
    DocumentNumber(number='300', symbol='STTTT-TTBCXB', year=None)
    >>> read_number("Số:       /KH-UBND").number, read_number("Số: 30/2018/QĐ-UBND").year
    (None, 2018)
    >>> read_number("Số 03-KH/BTC").symbol
    'KH/BTC'
    """
    match = find_number(plain(text))
    if match is None:
        return DocumentNumber(None, None, None)
    parts = match.groupdict()
    number = re.sub(r"[\s._-]", "", text[match.start("number") : match.end("number")])
    symbol = compact(text[match.start("symbol") : match.end("symbol")]) if parts.get("symbol") else None
    return DocumentNumber(number or None, symbol, int(parts["year"]) if parts.get("year") else None)


def compact(symbol: str) -> str:
    """A symbol without spaces, with plain hyphens and without a final mark.

    >>> compact("KH – UBND.")
    'KH-UBND'
    """
    return re.sub(r"\s*[-‐-―−]\s*", "-", "".join(symbol.split())).rstrip(".-/,;")
