"""Numbers in words."""

from .records import HouseStyle

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_DEFAULT = HouseStyle()
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}


def whole(number: int | str, style: HouseStyle = _DEFAULT) -> str:
    """A whole number from 0 in words, of any length; text may have zeros in front, which are not said.

    >>> whole(2023), whole(1010), whole(24)
    ('hai nghìn không trăm hai mươi ba', 'một nghìn không trăm mười', 'hai mươi tư')
    >>> whole(1_000_001), whole(105), whole(21), whole(15)
    ('một triệu không trăm linh một', 'một trăm linh năm', 'hai mươi mốt', 'mười lăm')
    >>> whole(10**12), whole(2_005_000_000)
    ('một nghìn tỷ', 'hai tỷ không trăm linh năm triệu')
    """
    digits = "".join(str(int(digit)) for digit in str(number)).lstrip("0")
    return " ".join(_words(digits, style)) if digits else DIGITS[0]


def _words(digits: str, style: HouseStyle) -> list[str]:
    """The words of digits without a zero in front: blocks of nine digits with the word of the billion between them."""
    first = len(digits) % 9 or 9
    words = _block(digits[:first], style, is_first=True)
    for start in range(first, len(digits), 9):
        words += [style.billion, *_block(digits[start : start + 9], style, is_first=False)]
    return words


def _block(digits: str, style: HouseStyle, *, is_first: bool) -> list[str]:
    """The words of up to nine digits; groups of three that are zero are passed over."""
    padded = digits.zfill(9)
    words: list[str] = []
    for start, scale in ((0, "triệu"), (3, style.thousand), (6, "")):
        group = padded[start : start + 3]
        if group != "000":
            words += _triple(group, style, is_full=not is_first or bool(words))
            words += [scale] if scale else []
    return words


def _triple(group: str, style: HouseStyle, *, is_full: bool) -> list[str]:
    """The words of three digits; `is_full` says the hundreds even when they are zero."""
    hundreds, tens, ones = map(int, group)
    words = [DIGITS[hundreds], "trăm"] if hundreds or is_full else []
    if tens == 0:
        return words + ([style.zero_tens] if words and ones else []) + ([DIGITS[ones]] if ones else [])
    words += ["mười"] if tens == 1 else [DIGITS[tens], "mươi"]
    if ones == 5:
        words.append("lăm")
    elif ones and tens == 1:
        words.append(DIGITS[ones])
    elif ones:
        words.append({1: "mốt", 4: style.four}.get(ones, DIGITS[ones]))
    return words


def decimal(before: str, after: str, style: HouseStyle = _DEFAULT) -> str:
    """A decimal number in words: up to three decimals as a number with its zeros in front, more of them one by one.

    >>> decimal("88", "37"), decimal("0", "05")
    ('tám mươi tám phẩy ba mươi bảy', 'không phẩy không năm')
    >>> decimal("3", "1416"), decimal("7", "50"), decimal("5", "00")
    ('ba phẩy một bốn một sáu', 'bảy phẩy năm mươi', 'năm phẩy không không')
    """
    rest = after.lstrip("0")
    if len(after) > 3 or not rest:
        said = spelled_digits(after)
    else:
        said = " ".join([*[DIGITS[0]] * (len(after) - len(rest)), whole(rest, style)])
    return f"{whole(before, style)} phẩy {said}"


def spelled_digits(digits: str) -> str:
    """Digits one by one; what is no digit is passed over.

    >>> spelled_digits("0905.12")
    'không chín không năm một hai'
    """
    return " ".join(DIGITS[int(digit)] for digit in digits if digit.isdecimal())


def coded(digits: str, style: HouseStyle = _DEFAULT) -> str:
    """A number that names something: a zero in front is said, more than four digits go one by one.

    >>> coded("06"), coded("219"), coded("123456")
    ('không sáu', 'hai trăm mười chín', 'một hai ba bốn năm sáu')
    """
    rest = digits.lstrip("0")
    if len(digits) > 4 or not rest or len(digits) - len(rest) > 1:
        return spelled_digits(digits)
    return f"{DIGITS[0]} {whole(rest, style)}" if rest != digits else whole(rest, style)


def ordinal(number: int, style: HouseStyle = _DEFAULT) -> str:
    """The word after "thứ": nhất, hai, ba, tư; then as the number.

    >>> [ordinal(number) for number in (1, 2, 4, 14)]
    ['nhất', 'hai', 'tư', 'mười bốn']
    """
    return {1: "nhất", 4: "tư"}.get(number, whole(number, style))


def roman(letters: str) -> int | None:
    """The value of a Roman numeral in capitals up to 3 999; None for letters that are none.

    >>> roman("XIII"), roman("IV"), roman("IIII"), roman("CC"), roman("UBND")
    (13, 4, None, 200, None)
    """
    total = 0
    for letter, following in zip(letters, [*letters[1:], None], strict=True):
        if letter not in _ROMAN:
            return None
        smaller = following is not None and _ROMAN[letter] < _ROMAN.get(following, 0)
        total += -_ROMAN[letter] if smaller else _ROMAN[letter]
    return total if letters and _as_roman(total) == letters else None


def _as_roman(number: int) -> str:
    if not 0 < number < 4000:
        return ""
    written = ""
    for value, letters in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    ):
        count, number = divmod(number, value)
        written += letters * count
    return written
