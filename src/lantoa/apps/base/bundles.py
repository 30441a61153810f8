"""The style sheets of a page in one file: put together from the files of `static/lantoa/css`, without the white space.

A bundle is named by its content, so browsers keep it for ever. `{% stylesheets "public" %}` links it; the public site
serves it under settings.BUNDLE_URL.
"""

import hashlib
import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.templatetags.static import static

CSS = Path(__file__).parent / "static" / "lantoa" / "css"
# What stands before the components, in this order.
_FOUNDATIONS = ("tokens.css", "fonts.css", "base.css", "layout.css")
# Components of few pages, which link them beside the public bundle.
_APART = {
    "citizen": ("components/taps.css", "components/citizen.css"),
    "entry": ("components/taps.css", "components/contest_entry.css"),
    "gallery": ("components/gallery.css",),
    "digest": ("components/digest.css",),
    "search": ("components/search.css",),
    "paper": ("components/contest_paper.css",),
    "contest": ("components/contest.css",),
    "indices": ("components/indices.css",),
    "listening": ("components/listening.css",),
    "services": ("components/services.css", "components/law.css", "components/compared.css"),
    "need": ("components/taps.css", "components/need.css"),
    "station": ("components/station_player.css",),
    "survey": ("components/taps.css", "components/survey.css"),
    "duty": ("components/proof_form.css", "components/duty.css"),
}
NAMES = ("public", *_APART)
# A string, a comment, an address without quotes: nothing inside them is white space to leave out.
_TOKENS = re.compile(r"""("[^"\\]*(?:\\.[^"\\]*)*"|'[^'\\]*(?:\\.[^'\\]*)*')|/\*.*?\*/|(\s+)""", re.DOTALL)
_URL = re.compile(r"""url\(\s*["']?(?!data:|https?:|/|#)([^"')]+)["']?\s*\)""")
_AROUND = re.compile(r"\s*([{};,])\s*")


class NoSuchBundle(LookupError):
    """There is no bundle of this name."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """The style sheets of one kind of page; `digest` names the content."""

    name: str
    digest: str
    css: str

    @property
    def url(self) -> str:
        return f"{settings.BUNDLE_URL}{self.name}.{self.digest}.css"


def files_of(name: str) -> list[Path]:
    """Return the files of a bundle in their order; every component that no other bundle names is in "public"."""
    if name in _APART:
        return [CSS / file for file in _APART[name]]
    if name != "public":
        raise NoSuchBundle(name)
    apart = {CSS / file for files in _APART.values() for file in files}
    components = sorted(file for file in (CSS / "components").glob("*.css") if file not in apart)
    return [CSS / file for file in _FOUNDATIONS] + components


def bundle(name: str) -> Bundle:
    """Return the bundle, put together once a process; anew for each call with LANTOA_DEBUG."""
    return _put_together(name) if settings.DEBUG else _kept(name)


def _put_together(name: str) -> Bundle:
    css = "\n".join(minified(_with_addresses(file)) for file in files_of(name))
    return Bundle(name, hashlib.sha256(css.encode()).hexdigest()[:12], css)


_kept: Callable[[str], Bundle] = cache(_put_together)


def _with_addresses(file: Path) -> str:
    """Return the text of the file with the addresses in it as the site serves them."""
    folder = f"lantoa/css/{file.relative_to(CSS).parent.as_posix()}"

    def served(found: re.Match[str]) -> str:
        return f'url("{static(posixpath.normpath(posixpath.join(folder, found[1])))}")'

    return _URL.sub(served, file.read_text(encoding="utf-8"))


def minified(css: str) -> str:
    """Return the style sheet without comments and without white space that says nothing.

    >>> minified('/* ink */\\na  b { color : var(--ink) ;  content: "a  b" }\\n')
    'a b{color :var(--ink);content:"a  b"}'
    """
    strings: list[str] = []

    def shorter(found: re.Match[str]) -> str:
        if found[1] is None:
            return " "
        strings.append(found[1])
        return f'"{len(strings) - 1}"'

    # Strings stand aside while the rest is shortened.
    text = " ".join(_TOKENS.sub(shorter, css).split())
    text = _AROUND.sub(r"\1", text).replace(": ", ":").replace(";}", "}")
    return re.sub(r'"(\d+)"', lambda found: strings[int(found[1])], text)
