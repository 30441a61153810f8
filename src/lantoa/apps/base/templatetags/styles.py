"""`{% stylesheets "public" %}` links the style sheets of a page; `{% preload_fonts %}` asks for the fonts at once."""

from functools import cache
from pathlib import Path

from django import template
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from lantoa.apps.base.bundles import CSS, bundle

register = template.Library()


@register.simple_tag
def stylesheets(name: str) -> SafeString:
    """Return the link to one bundle of style sheets."""
    return format_html('<link rel="stylesheet" href="{}">', bundle(name).url)


@cache
def _fonts() -> list[Path]:
    return sorted((CSS.parent / "fonts").glob("*.woff2"))


def font_addresses() -> list[str]:
    """Return the addresses of the fonts of public pages."""
    return [static(f"lantoa/fonts/{file.name}") for file in _fonts()]


@register.simple_tag
def preload_fonts() -> SafeString:
    """Return the links that fetch the fonts beside the style sheet instead of after it."""
    return format_html_join(
        "\n",
        '<link rel="preload" as="font" type="font/woff2" crossorigin href="{}">',
        ((address,) for address in font_addresses()),
    )
