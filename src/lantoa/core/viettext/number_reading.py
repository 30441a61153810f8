"""Numbers as tables write them, with a comma or a point before the decimals: read where that is certain, else asked."""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Literal

Sign = Literal[",", "."]
_OTHER: dict[str, Sign] = {",": ".", ".": ","}
# Before a figure: MINUS SIGN, EN DASH, NON-BREAKING HYPHEN. Between thousands: NO-BREAK, NARROW NO-BREAK, THIN SPACE.
_MINUS = str.maketrans("\u2212\u2013\u2011", "---")
_SPACE = re.compile(r"(?<=\d)[ \u00a0\u202f\u2009'](?=\d{3}(?:\D|$))")
_FIGURES = re.compile(r"[+-]?(?:\d[\d.,]*|[.,]\d+)", re.ASCII)
_LONGEST = 40


class NotANumber(ValueError):
    """The text is no number, in whatever way it is read."""


class DoubtfulNumber(ValueError):
    """The text is one number with a decimal comma and another with a decimal point; nothing says which."""


def sign_in(text: str) -> Sign | None:
    """Return the decimal sign that the number shows by itself, None where it shows none. NotANumber for other texts.

    One sign with exactly three digits behind may stand between thousands, unless a zero or four digits stand before it.

    >>> sign_in("61,26"), sign_in("1.234,5"), sign_in("1.234.567"), sign_in("0.249"), sign_in("1.234"), sign_in("41")
    (',', ',', ',', '.', None, None)
    """
    figures = _figures(text).lstrip("+-")
    marks = [letter for letter in figures if letter in ",."]
    if not marks:
        return None
    last: Sign = "," if marks[-1] == "," else "."
    if len(set(marks)) == 2:
        if marks.count(last) > 1:
            raise NotANumber(text)
        return last
    if len(marks) > 1:
        return _OTHER[last]
    before, _, behind = figures.partition(last)
    if len(behind) == 3 and 1 <= len(before) <= 3 and not before.startswith("0"):
        return None
    return last


def signs_of(texts: Iterable[str]) -> frozenset[Sign]:
    """Return the decimal signs that the numbers of a column show: one is the column's, none or two leave it open.

    >>> sorted(signs_of(["4,969", "5,05", "x"])), sorted(signs_of(["4.969", "7.273"]))
    ([','], [])
    """
    found: set[Sign] = set()
    for text in texts:
        try:
            sign = sign_in(text)
        except NotANumber:
            continue
        if sign:
            found.add(sign)
    return frozenset(found)


def read_number(text: str, sign: Sign | None = None) -> Decimal:
    """Return the number; `sign` is the column's decimal sign, for numbers that do not show their own.

    DoubtfulNumber where that is needed and None; NotANumber for what is no number at all. A percent sign is let pass.

    >>> read_number("61,26"), read_number("1.234,5"), read_number("86.25%"), read_number("4.969", ".")
    (Decimal('61.26'), Decimal('1234.5'), Decimal('86.25'), Decimal('4.969'))
    >>> read_number("4.969")
    Traceback (most recent call last):
        ...
    lantoa.core.viettext.number_reading.DoubtfulNumber: 4.969
    """
    figures = _figures(text)
    own = sign_in(text)
    if own is None and any(letter in ",." for letter in figures):
        if sign is None:
            raise DoubtfulNumber(text)
        own = sign
    decimal = own or "."
    whole, _, behind = figures.partition(decimal)
    _check_thousands(whole, _OTHER[decimal], text)
    if not behind.isdigit() and behind:
        raise NotANumber(text)
    return Decimal(
        f"{whole.replace(_OTHER[decimal], '')}.{behind or '0'}" if behind else whole.replace(_OTHER[decimal], "")
    )


def readings_of(text: str) -> tuple[Decimal, ...]:
    """Return the one number that the text is, or the two that it may be; () where it is none.

    >>> readings_of("4.969"), readings_of("4.97"), readings_of("x")
    ((Decimal('4969'), Decimal('4.969')), (Decimal('4.97'),), ())
    """
    try:
        return (read_number(text),)
    except NotANumber:
        return ()
    except DoubtfulNumber:
        return read_number(text, ","), read_number(text, ".")


def _figures(text: str) -> str:
    """Return the figures with their signs alone."""
    if len(text) > _LONGEST:
        raise NotANumber(text[:_LONGEST])
    words = _SPACE.sub("", text.strip().removesuffix("%").strip().translate(_MINUS))
    if not _FIGURES.fullmatch(words) or words[-1] in ",.":
        raise NotANumber(text)
    return words


def _check_thousands(whole: str, between: str, text: str) -> None:
    first, *others = whole.lstrip("+-").split(between)
    if others and (not 1 <= len(first) <= 3 or any(len(group) != 3 for group in others)):
        raise NotANumber(text)
