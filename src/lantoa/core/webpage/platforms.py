"""Which platform made a page."""

from .recipes import recipe_for
from .tree import parse_page


def detect_platform(html: bytes | str, *, url: str = "") -> str:
    """The slug of the platform ("nukeviet", "liferay", …), "generic" when no known one shows. Raises UnreadablePage.

    >>> detect_platform('<html><head><meta name="generator" content="NukeViet v4.5"></head><body>x</body></html>')
    'nukeviet'
    """
    return recipe_for(parse_page(html).iter(), url).slug
