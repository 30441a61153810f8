"""What a code, a telephone number of the register must look like; for forms and imports alike."""

import re

# Decision 20/2020/QĐ-TTg: at most 35 characters, groups of digits and capital letters with dots between. Only the form
# is checked; whether a code is the agency's own is told by the source that names it.
_CODE = re.compile(r"[A-Z0-9]+(?:\.[A-Z0-9]+)*")
MAX_CODE_LENGTH = 35
_PHONE = re.compile(r"\+?[0-9(][0-9 ().-]*")
# ITU-T E.164: at most 15 digits; the short numbers of an exchange have three and more.
_PHONE_DIGITS = range(3, 16)


def identification_code(words: str) -> str:
    """Return an identification code in capital letters; ValueError, in Vietnamese, for what cannot be one.

    >>> identification_code(" h50.14 ")
    'H50.14'
    """
    code = words.strip().upper()
    if len(code) > MAX_CODE_LENGTH or not _CODE.fullmatch(code):
        raise ValueError(
            "Mã định danh gồm các nhóm chữ số và chữ cái không dấu, ngăn bằng dấu chấm, tối đa 35 ký tự "
            "(Quyết định 20/2020/QĐ-TTg), ví dụ H50.14; chưa biết thì để trống."
        )
    return code


def phone_number(words: str) -> str:
    """Return a telephone number as written; ValueError, in Vietnamese, for what cannot be one.

    >>> phone_number("0233 3852 xxx")
    Traceback (most recent call last):
    ...
    ValueError: Số điện thoại chỉ gồm chữ số, dấu cách, dấu chấm, gạch nối, ngoặc; ví dụ 0233 000 0000.
    """
    number = " ".join(words.split())
    if not _PHONE.fullmatch(number) or sum(sign.isdigit() for sign in number) not in _PHONE_DIGITS:
        raise ValueError("Số điện thoại chỉ gồm chữ số, dấu cách, dấu chấm, gạch nối, ngoặc; ví dụ 0233 000 0000.")
    return number
