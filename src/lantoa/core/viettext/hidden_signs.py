"""Signs that nobody sees and that change what is read: turned directions, zero widths, controls."""

import re
import unicodedata

# LEFT-TO-RIGHT and RIGHT-TO-LEFT marks, embeddings, overrides, isolates; ARABIC LETTER MARK; ZERO WIDTH SPACE and NON-
# JOINER, WORD JOINER, invisible operators, BOM, SOFT HYPHEN, tags. The ZERO WIDTH JOINER stays: it makes emoji.
_HIDDEN = re.compile(
    "[\u00ad\u061c\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_BREAKS = re.compile("\r\n?|\u0085|\u2028|\u2029")
# More marks on one letter than any language writes.
_PILED = re.compile(
    "([\u0300-\u036f\u0489\u1ab0-\u1aff\u20d0-\u20ff]{3})[\u0300-\u036f\u0489\u1ab0-\u1aff\u20d0-\u20ff]+"
)


def without_hidden_signs(text: str) -> str:
    """Return a text as it is seen: NFC, no turned directions, zero widths or controls, lines ended in one way.

    >>> without_hidden_signs("gửi \u202egnp.exe\u202c cho tôi\\x00\\r\\nxong\u200b")
    'gửi gnp.exe cho tôi\\nxong'
    """
    text = _HIDDEN.sub("", _BREAKS.sub("\n", text))
    return unicodedata.normalize("NFC", _PILED.sub(r"\1", _CONTROLS.sub("", text)))


def spaced_hidden_signs(text: str) -> str:
    """Return a text with a space for each hidden sign, as whoever put one between two words meant it.

    >>> spaced_hidden_signs("vay\u200bnhanh")
    'vay nhanh'
    """
    return without_hidden_signs(_HIDDEN.sub(" ", text))


def has_hidden_signs(text: str) -> bool:
    """Return whether a text holds signs that `without_hidden_signs` takes out, line ends apart.

    >>> has_hidden_signs("dòng một\\r\\ndòng hai"), has_hidden_signs("a\u202eb")
    (False, True)
    """
    return bool(_HIDDEN.search(text) or _CONTROLS.search(_BREAKS.sub("\n", text)))
