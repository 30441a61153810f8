"""The plain shadow of a text: small letters without accents, character for character."""

import unicodedata


class _Shadow(dict[int, str]):
    """Fills itself with the shadow of each character met, so that str.translate does the work."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        marks = unicodedata.normalize("NFD", letter.lower())
        base = "".join(mark for mark in marks if not unicodedata.combining(mark))
        self[code] = base if len(base) == 1 else letter
        return self[code]


_SHADOW = _Shadow(
    {ord(letter): "d" for letter in "đĐðÐɖƉ"}
    | {ord(dash): "-" for dash in "‐‑‒–—―−"}  # HYPHEN to HORIZONTAL BAR, MINUS SIGN
    | {ord("…"): "."}
)


def plain(text: str) -> str:
    """The text in small letters without accents, as long as the text, so that places found in it hold in the text.

    Patterns are written once, in plain letters, and find "HOÀ", "HÒA" and "hoa" alike. The text must be in NFC.

    >>> plain("Số: 300 /STTTT – Độc lập")
    'so: 300 /stttt - doc lap'
    """
    return text.translate(_SHADOW)
