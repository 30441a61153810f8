"""How exact numbers stand in the sentences of this room."""

from decimal import Decimal

from lantoa.core.viettext import format_number


def written(value: Decimal) -> str:
    """Return the number with the decimals it has, and none that it has not: published figures are never rounded again.

    >>> written(Decimal("42.77050")), written(Decimal("61.2")), written(Decimal("100"))
    ('42,7705', '61,2', '100')
    """
    exponent = value.normalize().as_tuple().exponent
    return format_number(value, max(0, -exponent) if isinstance(exponent, int) else 0)
