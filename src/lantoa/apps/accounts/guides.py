"""The guides of docs/guides as pages of the back office: Markdown to HTML, links among them kept, pictures served."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.urls import reverse
from markdown_it import MarkdownIt
from markdown_it.token import Token

from lantoa.apps.base.help import PREFIX

_PICTURE = re.compile(r"(?:\.\./)*images/([\w-]+\.(?:png|svg))")
_GUIDE = re.compile(r"([\w-]+)\.md(#.*)?")
_OUTSIDE = ("http://", "https://", "mailto:", "/", "#")
FRONT = "README"


class NoSuchGuide(LookupError):
    """There is no guide of this name."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading below the title: its level (2, 3 …), words and anchor."""

    level: int
    words: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Guide:
    """One guide: its title, its headings, its text as HTML without the title."""

    name: str
    title: str
    headings: tuple[Heading, ...]
    html: str


def guide_names() -> list[str]:
    """Return the names of the guides, without the front page; [] where the installation has no documents."""
    return sorted(file.stem for file in settings.GUIDES_DIR.glob("*.md") if file.stem != FRONT)


def guide(name: str) -> Guide:
    """Return one guide, read again when its file has changed; NoSuchGuide where there is none."""
    if name != FRONT and name not in guide_names():
        raise NoSuchGuide(name)
    file: Path = settings.GUIDES_DIR / f"{name}.md"
    try:
        return _read(file, file.stat().st_mtime_ns)
    except FileNotFoundError as error:
        raise NoSuchGuide(name) from error


def picture(name: str) -> Path:
    """Return the file of a picture of the guides; NoSuchGuide where there is none."""
    known = {file.name: file for file in (settings.GUIDES_DIR.parent / "images").glob("*.*")}
    if name not in known:
        raise NoSuchGuide(name)
    return known[name]


def anchor_of(title: str) -> str:
    """Return the anchor that GitHub gives a heading, so that links between guides hold in both places.

    >>> anchor_of("Xin gia hạn, chuyển giao, từ chối")
    'xin-gia-hạn-chuyển-giao-từ-chối'
    """
    return re.sub(r"[^\w\- ]", "", title.strip().lower()).replace(" ", "-")


@cache
def _read(file: Path, changed: int) -> Guide:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = parser.parse(file.read_text(encoding="utf-8"))
    title, headings = file.stem, []
    kept: list[Token] = []
    place = 0
    while place < len(tokens):
        token = tokens[place]
        if token.type == "heading_open":
            words = _words(tokens[place + 1])
            if token.tag == "h1":
                title, place = words, place + 3
                continue
            token.attrSet("id", anchor_of(words))
            headings.append(Heading(int(token.tag[1]), words, anchor_of(words)))
        kept.append(token)
        _lead(token.children or [])
        place += 1
    html = parser.renderer.render(kept, parser.options, {})
    html = html.replace("<table>", '<div class="office-guide__table" tabindex="0"><table>')
    return Guide(file.stem, title, tuple(headings), html.replace("</table>", "</table></div>"))


def _words(inline: Token) -> str:
    return "".join(child.content for child in inline.children or [])


def _lead(children: list[Token]) -> None:
    """Turn the addresses of links and pictures into those of the back office; a link that leads out of the guides is
    left as words, with where it leads in the repository.
    """
    out = False
    for token in children:
        if token.type == "image":
            if found := _PICTURE.fullmatch(str(token.attrGet("src"))):
                token.attrSet("src", f"{_front()}anh/{found[1]}")
        elif token.type == "link_open":
            out = _is_lead_out(token)
        elif token.type == "link_close" and out:
            token.tag = "span"


def _is_lead_out(token: Token) -> bool:
    target = str(token.attrGet("href"))
    if target.startswith(_OUTSIDE):
        return False
    found = _GUIDE.fullmatch(target)
    if found:
        page = "" if found[1] == FRONT else f"{quote(found[1])}/"
        token.attrSet("href", f"{_front()}{page}{found[2] or ''}")
    else:
        token.tag, token.attrs = "span", {"title": target.lstrip("./")}
    return found is None


def _front() -> str:
    return f"{reverse('wagtailadmin_home')}{PREFIX}"
