"""How wide a line of bold Times New Roman is: the decree measures its rules by the text above them.

Advance widths in thousandths of an em, from the published metrics that Times New Roman, Liberation Serif and Tinos
share. A letter with marks is as wide as its base letter (ơ and ư are a few thousandths wider: it does not show in a
rule).
"""

import unicodedata

_GROUPS = {
    220: "|",
    250: " ,.",
    278: "'/\\il",
    333: "!()-:;[]`fjt‘’",
    389: "Is",
    394: "{}",
    444: "cerz",
    500: "#$*0123456789?J_agovxy–“”",
    520: "~",
    556: '"Sbdhknpquđ',
    570: "+<=>",
    581: "^",
    611: "FP",
    667: "BELTZ",
    722: "ACDNRUVXYwĐ",
    778: "GHKOQ",
    833: "&m",
    930: "@",
    944: "M",
    1000: "%W—…",
}
_WIDTHS = {character: width for width, characters in _GROUPS.items() for character in characters}
_MM_PER_POINT = 25.4 / 72


def bold_width(text: str, size: float) -> float:
    """Width of one line of bold text in millimetres; `size` in points.

    >>> round(bold_width("Độc lập - Tự do - Hạnh phúc", 13), 1)
    55.9
    """
    letters = (character for character in unicodedata.normalize("NFD", text) if not unicodedata.combining(character))
    return sum(_WIDTHS.get(letter, 600) for letter in letters) / 1000 * size * _MM_PER_POINT


def last_line_width(text: str, size: float, room: float) -> float:
    """Width in millimetres of the last line when bold text is set in lines of at most `room` millimetres.

    >>> last_line_width("SỞ Y TẾ", 12, 74) == bold_width("SỞ Y TẾ", 12)
    True
    """
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        line = longer if bold_width(longer, size) <= room else word
    return min(bold_width(line, size), room)
