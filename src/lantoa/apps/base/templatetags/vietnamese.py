"""Template filters of the Vietnamese page: numbers and shares as they are written in Vietnam."""

from django import template

from lantoa.core.viettext import format_number, format_percent

register = template.Library()


@register.filter
def number(value: int | float | None, places: int = 0) -> str:
    """Return 1234.5 as 1.234,5 (with one place); an em dash for None.

    >>> number(1234.5, 1), number(None)
    ('1.234,5', '—')
    """
    return "—" if value is None else format_number(value, places)


@register.filter
def percent(ratio: float | None, places: int = 1) -> str:
    """Return the ratio 0.254 as 25,4%; an em dash for None.

    >>> percent(0.254), percent(None)
    ('25,4%', '—')
    """
    return "—" if ratio is None else format_percent(ratio, places)
