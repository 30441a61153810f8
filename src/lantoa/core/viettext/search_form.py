"""Forms of a text made for comparing: without accents (search) and with exact accents (ranking)."""

import re
import unicodedata

from .unicode_form import standard_tone, to_nfc

_COMBINING = re.compile("[\u0300-\u036f]+")  # COMBINING DIACRITICAL MARKS: all that Vietnamese uses
# Đ has no decomposition. Its lookalikes ETH (ð Ð) and AFRICAN D (Ɖ ɖ) are met in converted TCVN3 and VNI files.
_D_STROKE = {ord("đ"): "d", ord("ð"): "d", ord("ɖ"): "d"}
_LOOKALIKES = {ord("ð"): "đ", ord("ɖ"): "đ"}


def fold(text: str) -> str:
    """The search form: no accents, đ as d, small letters, single spaces; texts alike but for accents become equal.

    >>> fold("  Cải cách\\n HÀNH chính ")
    'cai cach hanh chinh'
    >>> fold("hoà") == fold("hòa") == fold("HOA"), fold("Ðề án"), fold("ĐỀ ÁN")
    (True, 'de an', 'de an')
    """
    if text.isascii():
        return " ".join(text.lower().split())
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", to_nfc(text)).casefold())
    plain = _COMBINING.sub("", plain).translate(_D_STROKE)
    if not plain.isascii():  # marks of other scripts, and characters whose case pairs are not in the fold table
        plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(plain.split())


def accent_key(text: str) -> str:
    """The key that compares exact accents: small letters, NFC, standard tone place, single spaces.

    >>> accent_key("Cộng  HOÀ") == accent_key("cộng hòa"), accent_key("cong hoa") == accent_key("cộng hòa")
    (True, False)
    """
    if text.isascii():
        return " ".join(text.lower().split())
    return " ".join(standard_tone(to_nfc(text).casefold().translate(_LOOKALIKES)).split())
