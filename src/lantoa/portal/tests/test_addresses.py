"""No page of the newsroom can be made where a page of the site stands already."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver


def _first_words() -> set[str]:
    """Return the first word of every fixed address of the installation; no slug looks like a name with a dot."""
    words = set()
    for pattern in get_resolver().url_patterns:
        parts: list[URLPattern | URLResolver] = [pattern]
        if isinstance(pattern, URLResolver) and not str(pattern.pattern):
            parts = list(pattern.url_patterns)
        words |= {str(part.pattern).partition("/")[0] for part in parts}
    return {word for word in words if word and not set(word) & set("^<(?.")}


class TestReservedSlugs:
    def test_hold_the_first_word_of_every_address(self) -> None:
        assert _first_words() - settings.RESERVED_SLUGS == set()

    def test_are_found_by_this_walk(self) -> None:
        assert {"quan-tri", "ket-qua", "tai-lieu", "media", "lien-he", "tiep-can"} <= _first_words()
