"""What a short message weighs: the characters of an SMS in its alphabet, and how many parts the network makes of it.

Source: 3GPP TS 23.038 (the 7-bit default alphabet and its extension; UCS-2) and TS 23.040, 9.2.3.24.1 (a message in
parts loses 7 septets or 3 characters of each part to the header that joins them).
"""

import unicodedata
from dataclasses import dataclass

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ ÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENSION = frozenset("\f^{}\\[~]|€")
_GSM, _UCS = "GSM-7", "UCS-2"
# One message, and each part of a longer one.
_ROOM = {_GSM: (160, 153), _UCS: (70, 67)}
# What editors type and the 7-bit alphabet lacks, in letters that it has.
_PLAIN = str.maketrans(
    {"đ": "d", "Đ": "D", "“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "...", "•": "-", "·": "-",
     "×": "x", "\N{NO-BREAK SPACE}": " "}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SmsCount:
    """The weight of an SMS: its alphabet ("GSM-7" or "UCS-2"), characters as the network counts them, parts, and how
    many more characters the last part takes.
    """

    alphabet: str
    characters: int
    parts: int
    left: int


def sms_count(text: str) -> SmsCount:
    """The weight of the text as an SMS. One letter outside the 7-bit alphabet turns the whole message into UCS-2.

    >>> sms_count("Nop ho so qua mang"), sms_count("Nộp hồ sơ").parts
    (SmsCount(alphabet='GSM-7', characters=18, parts=1, left=142), 1)
    >>> sms_count("ă" * 71)
    SmsCount(alphabet='UCS-2', characters=71, parts=2, left=63)
    """
    text = unicodedata.normalize("NFC", text)
    if all(character in _BASIC or character in _EXTENSION for character in text):
        alphabet, weights = _GSM, [2 if character in _EXTENSION else 1 for character in text]
    else:
        alphabet, weights = _UCS, [1 if ord(character) < 0x10000 else 2 for character in text]
    single, joined = _ROOM[alphabet]
    total = sum(weights)
    if total <= single:
        return SmsCount(alphabet, total, 1 if total else 0, single - total)
    parts, used = 1, 0
    for weight in weights:
        if used + weight > joined:  # a character of two units is not split between parts
            parts, used = parts + 1, 0
        used += weight
    return SmsCount(alphabet, total, parts, joined - used)


def without_marks(text: str) -> str:
    """The text without the marks of Vietnamese, capitals as they are, in characters that one cheap SMS can hold.

    >>> without_marks("“Đúng hạn” – trước 30/6…")
    '"Dung han" - truoc 30/6...'
    """
    apart = unicodedata.normalize("NFD", unicodedata.normalize("NFC", text).translate(_PLAIN))
    plain = "".join(character for character in apart if not unicodedata.combining(character))
    return unicodedata.normalize("NFC", plain)


def fitting_message(pieces: list[str], *, limit: int, tail: str = "") -> str:
    """As many of the pieces, from the first, as fit with the tail (an address) into so many characters.

    The first piece always stands, whole. Pieces are sentences; none is cut.

    >>> fitting_message(["Có thủ tục mới.", "Nộp qua mạng.", "Xem bài."], limit=50, tail="lantoa.vn/a")
    'Có thủ tục mới. Nộp qua mạng. Xem bài. lantoa.vn/a'
    """
    kept = pieces[:1]
    for piece in pieces[1:]:
        if len(" ".join([*kept, piece, *([tail] if tail else [])])) > limit:
            break
        kept.append(piece)
    return " ".join([*kept, *([tail] if tail else [])])
