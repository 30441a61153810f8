"""Template filters of the Vietnamese page: numbers, shares and dates as they are written in Vietnam."""

from django import template
from django.utils.formats import number_format

register = template.Library()


@register.filter
def number(value: int | float | None, places: int = 0) -> str:
    """Return 1234.5 as 1.234,5; an em dash for None.

    >>> number(None)
    '—'
    """
    return "—" if value is None else number_format(value, decimal_pos=places, use_l10n=True, force_grouping=True)


@register.filter
def percent(ratio: float | None, places: int = 1) -> str:
    """Return the ratio 0.254 as 25,4%; an em dash for None."""
    return "—" if ratio is None else f"{number(ratio * 100, places)}%"
