"""Drawn pictures in a site's own colours, so that no photograph is borrowed and none is mistaken for a real one."""

import re
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "pictures"


@cache
def _drawings() -> list[str]:
    return [file.read_text(encoding="utf-8") for file in sorted(_FOLDER.glob("*.svg"))]


def picture_count() -> int:
    """Return how many pictures there are; they are numbered from 1."""
    return len(_drawings())


def caption(picture: int) -> str:
    """Return the line below a picture: the title of its drawing."""
    title = re.search(r"<title>(.+?)</title>", _drawings()[picture - 1])
    assert title is not None
    return title[1]


def illustration(picture: int, *, colour: str, accent: str) -> str:
    """Return a picture as SVG in two colours, which stand as {colour} and {accent} in its file."""
    return _drawings()[picture - 1].replace("{colour}", colour).replace("{accent}", accent)
