"""Numbers as Vietnamese readers write them: a point between thousands, a comma before decimals."""

from decimal import ROUND_HALF_UP, Decimal


def number_text(value: float, *, decimals: int | None = None) -> str:
    """The number with that many decimals, by default up to two and none for whole numbers; halves round away from zero.

    >>> number_text(1234.5), number_text(25980), number_text(56.25, decimals=1)
    ('1.234,5', '25.980', '56,3')
    """
    exact = Decimal(str(value))
    rounded = exact.quantize(Decimal(1).scaleb(-(2 if decimals is None else decimals)), ROUND_HALF_UP)
    text = f"{rounded:,f}"
    if decimals is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.translate(_SWAP)


_SWAP = str.maketrans(",.", ".,")
