"""What the templates of blocks ask: a figure as it is shown now, what a file is."""

from pathlib import PurePosixPath
from typing import Any

from django import template
from django.utils import timezone

from lantoa.apps.newsroom.models import StoryFigure
from lantoa.apps.newsroom.queries.figures import Drawn, drawn

register = template.Library()

_SOUND = frozenset({"mp3", "m4a", "ogg", "oga", "wav", "aac", "flac", "opus"})
_FILM = frozenset({"mp4", "webm", "ogv", "mov", "m4v"})


@register.simple_tag
def figure_now(figure: StoryFigure | None) -> Drawn | None:
    """Return the figure as it is shown now; None for one that was removed."""
    return drawn(figure, at=timezone.now()) if figure else None


@register.filter
def file_kind(document: Any) -> str:
    """Return the kind of a file as readers know it: its ending in capitals, "" without one."""
    return PurePosixPath(document.filename).suffix.removeprefix(".").upper() if document else ""


@register.filter
def recording_kind(document: Any) -> str:
    """Return "audio" or "video" where a browser may play the file, "" for any other."""
    ending = file_kind(document).lower()
    return "audio" if ending in _SOUND else "video" if ending in _FILM else ""


@register.filter
def host_name(address: str) -> str:
    """Return the site of an address, for words beside a link.

    >>> host_name("https://dichvucong.gov.vn/p/home?x=1")
    'dichvucong.gov.vn'
    """
    return address.partition("://")[2].partition("/")[0].partition(":")[0].removeprefix("www.") if address else ""
