"""Sentences and words with the characters they cover, and text in the form in which words are looked for."""

from collections.abc import Iterator

from lantoa.core.viettext import sentences, standard_tone, to_nfc, words


def as_looked_for(text: str) -> str:
    """Return the text in small letters and with the new tone placement, character for character as long as before.

    >>> as_looked_for("Uỷ ban, HOÀ GIẢI")
    'ủy ban, hòa giải'
    """
    looked = standard_tone(text).lower()
    return looked if len(looked) == len(text) else text


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Return start and end of every sentence in order; the text is in NFC.

    >>> [("Một. Hai  ba."[start:end]) for start, end in sentence_spans("Một. Hai  ba.")]
    ['Một.', 'Hai  ba.']
    """
    spans, cursor = [], 0
    for sentence in sentences(text):
        start = cursor = _skip_spaces(text, cursor)
        for character in sentence:
            cursor = _skip_spaces(text, cursor) if character.isspace() else text.index(character, cursor) + 1
        spans.append((start, cursor))
    return spans


def word_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of every word, as `viettext.words` cuts them; the text is in NFC."""
    cursor = 0
    for word in words(to_nfc(text)):
        start = text.find(word, cursor)
        if start < 0:
            return
        cursor = start + len(word)
        yield start, cursor


def with_case_of(pattern: str, text: str) -> str:
    """Return the text with a capital where the words it replaces begin with one; an abbreviation tells nothing of that.

    >>> with_case_of("Triển khai", "làm"), with_case_of("triển khai", "làm"), with_case_of("ICT Index", "chỉ số")
    ('Làm', 'làm', 'chỉ số')
    """
    capital = pattern[:1].isupper() and not pattern[1:2].isupper()
    return text[:1].upper() + text[1:] if capital else text


def _skip_spaces(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at
