"""Cells of the register's tables: text in, value out, and back."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email

from lantoa.apps.agencies.checks import identification_code, phone_number
from lantoa.core.viettext import fold, to_nfc

Read = Callable[[str], Any]
YES, NO = "có", "không"
_YES = {"co", "x", "1", "dung", "yes", "true"}
_NO = {"", "khong", "0", "sai", "no", "false"}
_DAY_FORMATS = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y")
# The years a register can speak of; a day outside is a slip of the keyboard.
_YEARS = range(1900, 2101)


class BadCell(ValueError):
    """A cell that cannot be read; the message, in Vietnamese, says what to do."""


def text(length: int) -> Read:
    """Return a reader of texts up to that length, in NFC and without blanks around."""

    def read(words: str) -> str:
        cleaned = to_nfc(words).strip()
        if len(cleaned) > length:
            raise BadCell(f"dài {len(cleaned)} ký tự, nhiều hơn {length}; hãy rút gọn.")
        return cleaned

    return read


def lines(words: str) -> list[str]:
    """Return the lines of a cell, in NFC, each once."""
    return list(dict.fromkeys(line.strip() for line in to_nfc(words).splitlines() if line.strip()))


def choice(labels: Mapping[str, str]) -> Read:
    """Return a reader of one of the words on screen (accents and capitals aside), which gives the stored value."""
    known = {fold(label): value for value, label in labels.items()} | {fold(value): value for value in labels}

    def read(words: str) -> str:
        if not words.strip():
            return ""
        value = known.get(fold(words))
        if value is None:
            raise BadCell(
                f"“{words.strip()}” không có trong danh sách; hãy chọn một trong: {'; '.join(labels.values())}."
            )
        return value

    return read


def day(words: str) -> date | None:
    """Return the day written dd/mm/yyyy, or as a date of the spreadsheet; None for an empty cell."""
    given = words.strip()
    if not given:
        return None
    for form in _DAY_FORMATS:
        try:
            found = datetime.strptime(given, form).date()  # noqa: DTZ007  # a day has no time zone
        except ValueError:
            continue
        if found.year in _YEARS:
            return found
    raise BadCell(f"“{given}” không phải ngày; hãy gõ ngày/tháng/năm, ví dụ 01/07/2025.")


def flag(words: str) -> bool:
    """Return whether the cell says yes; an empty cell says no."""
    if fold(words) in _YES:
        return True
    if fold(words) in _NO:
        return False
    raise BadCell(f"“{words.strip()}” phải là “{YES}” hoặc “{NO}”.")


def flag_unless_no(words: str) -> bool:
    """Return whether the cell says yes; an empty cell says yes too."""
    return flag(words) if words.strip() else True


def slug(words: str) -> str:
    """Return the key of a new or known agency: small plain letters, digits, hyphens."""
    given = words.strip()
    if given and (len(given) > 60 or not all(sign.isascii() and (sign.isalnum() or sign in "-_") for sign in given)):
        raise BadCell("mã chỉ gồm chữ không dấu, chữ số, gạch nối, tối đa 60 ký tự; ví dụ so-noi-vu.")
    return given


def code(words: str) -> str | None:
    """Return the identification code, None for an empty cell."""
    return _checked(identification_code, words) if words.strip() else None


def phone(words: str) -> str:
    return _checked(phone_number, words) if words.strip() else ""


def _checked(check: Callable[[str], str], words: str) -> str:
    try:
        return check(words)
    except ValueError as error:
        raise BadCell(str(error)) from error


def email(words: str) -> str:
    """Return an e-mail address, "" for an empty cell."""
    given = words.strip()
    if given:
        try:
            validate_email(given)
        except ValidationError as error:
            raise BadCell(f"“{given}” không phải địa chỉ thư điện tử; ví dụ vanthu@donvi.gov.vn.") from error
    return given


_is_address = URLValidator(schemes=["http", "https"])


def address(words: str) -> str:
    """Return a web address with http or https before it, "" for an empty cell."""
    given = words.strip()
    if given:
        try:
            _is_address(given)
        except ValidationError as error:
            raise BadCell(f"“{given}” không phải địa chỉ trang; hãy ghi đủ, ví dụ https://donvi.gov.vn.") from error
    return given


def shown(value: Any, labels: Mapping[str, str] | None = None) -> str:
    """Return a value as a cell and a page show it; "" for what is empty.

    >>> shown(date(2025, 7, 1)), shown(True), shown(["a", "b"]), shown(None)
    ('01/07/2025', 'có', 'a\\nb', '')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, list):
        return "\n".join(value)
    return labels.get(value, value) if labels else str(value)
