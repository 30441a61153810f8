"""The story as a reviewer reads it: each field and block with the place under which remarks on it are kept."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html, linebreaks
from django.utils.safestring import SafeString

from lantoa.apps.newsroom.models import StoryPage

# The remark box of a place is called so in the form; what follows is the place itself.
FIELD = "cho:"


@dataclass(frozen=True, slots=True)
class Place:
    """One part of a story that can be remarked upon. `path` is Wagtail's name of it: "lead", "body.<id>"."""

    path: str
    label: str
    html: SafeString
    typed: str = ""
    said: tuple[str, ...] = ()

    @property
    def field(self) -> str:
        return FIELD + self.path


def places_of(
    story: StoryPage, *, typed: Mapping[str, str] | None = None, said: Iterable[tuple[str, str]] = ()
) -> list[Place]:
    """Return the parts of this version of the story, in the order of reading; `typed` by field stays in the boxes, and
    `said` are the remarks made before as place and text.
    """
    parts: list[tuple[str, str, SafeString]] = [("title", "Tiêu đề", format_html("<h2>{}</h2>", story.title))]
    parts.append(("lead", "Tóm tắt", _paragraphs(story.lead)))
    if story.for_reader:
        parts.append(("for_reader", "Điều này có nghĩa gì với bạn", _paragraphs(story.for_reader)))
    if story.picture:
        alt = format_html("<p>Ảnh đầu bài. Lời thay ảnh: {}</p>", story.picture_alt)
        parts.append(("picture_alt", "Ảnh đầu bài", alt))
    for block in story.body:
        parts.append((f"body.{block.id}", str(block.block.label), _rendered(block)))
    before = list(said)
    return [
        Place(path, label, html, (typed or {}).get(FIELD + path, ""), tuple(text for at, text in before if at == path))
        for path, label, html in parts
    ]


def remarks_in(posted: Mapping[str, str], places: Iterable[Place]) -> list[tuple[str, str]]:
    """Return the remarks that a form held, as place and text; only of places that the story has."""
    found = [(place.path, posted.get(place.field, "").strip()[:2000]) for place in places]
    return [(path, text) for path, text in found if text]


def _paragraphs(text: str) -> SafeString:
    return SafeString(linebreaks(text, autoescape=True))


def _rendered(block: Any) -> SafeString:
    return SafeString(block.render())
