"""Numbers and dates as they are written in Vietnamese."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

_SWAP = str.maketrans(",.", ".,")


def format_number(value: float | Decimal, decimals: int | None = None) -> str:
    """The number with a point between thousands and a comma before decimals.

    By default up to two decimals and none for a whole number; with `decimals` exactly so many. Halves round away from
    zero. Raises ValueError for what is not a finite number.

    >>> format_number(1234.5), format_number(25980), format_number(-0.004), format_number(2, 1)
    ('1.234,5', '25.980', '0', '2,0')
    """
    exact = Decimal(str(value))
    if not exact.is_finite():
        raise ValueError(f"not a finite number: {value}")
    rounded = exact.quantize(Decimal(1).scaleb(-(2 if decimals is None else decimals)), ROUND_HALF_UP)
    if not rounded:
        rounded = abs(rounded)  # no minus before a zero
    text = f"{rounded:,f}"
    if decimals is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.translate(_SWAP)


def format_percent(ratio: float | Decimal, decimals: int = 1) -> str:
    """A ratio (1 is all) as a percentage.

    >>> format_percent(0.5625), format_percent(1)
    ('56,3%', '100,0%')
    """
    return f"{format_number(Decimal(str(ratio)) * 100, decimals)}%"


def format_date(day: date) -> str:
    """The day in figures, dd/mm/yyyy.

    >>> format_date(date(2023, 3, 9))
    '09/03/2023'
    """
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def format_long_date(day: date) -> str:
    """The day in words as a document's date line has it: days below 10 and months 1 and 2 with a leading zero.

    Source: Decree 30/2020/NĐ-CP, Annex I.

    >>> format_long_date(date(2023, 3, 9)), format_long_date(date(2023, 2, 28))
    ('ngày 09 tháng 3 năm 2023', 'ngày 28 tháng 02 năm 2023')
    """
    month = f"{day.month:02}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"
