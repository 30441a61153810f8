"""A story as plain text: what every other form of it is made from."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.text import normalize_newlines
from lxml import html

from lantoa.apps.newsroom.models import StoryFigure, StoryPage
from lantoa.apps.newsroom.queries.figures import drawn
from lantoa.core.viettext import to_nfc

_PARAGRAPHS = frozenset({"p", "li", "h2", "h3", "h4", "blockquote"})
_HEADINGS = frozenset({"h2", "h3", "h4"})


@dataclass(frozen=True, slots=True)
class StoryText:
    """A version of a story in words: `paragraphs` are those of the body without headings; `sha256` is its content."""

    title: str
    lead: str
    for_reader: str
    paragraphs: tuple[str, ...]
    sha256: str


def content_sha256(story: StoryPage) -> str:
    """Return the hash of what a story says, the same for the same words, pictures and figures, whatever block ids."""
    said = [story.title, story.lead, story.for_reader, _without_ids(story.body.get_prep_value())]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _without_ids(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_ids(inner) for name, inner in value.items() if name != "id"}
    if isinstance(value, list):
        return [_without_ids(inner) for inner in value]
    return value


def story_text(story: StoryPage, *, at: datetime) -> StoryText:
    """Return the story, as this object holds it, in words; figures as their sentence of now."""
    paragraphs = tuple(
        paragraph for block in story.body for paragraph in _block_paragraphs(block.block_type, block.value, at=at)
    )
    return StoryText(
        to_nfc(story.title), to_nfc(story.lead), to_nfc(story.for_reader), paragraphs, content_sha256(story)
    )


def rich_paragraphs(source: str, *, headings: bool = False) -> list[str]:
    """Return the paragraphs and list items of rich text, headings only if asked for.

    >>> rich_paragraphs("<h2>Hỏi</h2><p>Nộp <b>qua mạng</b>.</p><ul><li>Có giấy hẹn</li></ul>")
    ['Nộp qua mạng.', 'Có giấy hẹn.']
    """
    if not source.strip():
        return []
    found = []
    for node in html.fragment_fromstring(source, create_parent="div").iter():
        if node.tag in _PARAGRAPHS and (headings or node.tag not in _HEADINGS):
            found.append(_line("".join(node.itertext()), closed=node.tag not in _HEADINGS))
    return [line for line in found if line]


def _line(text: str, *, closed: bool = True) -> str:
    """One line, ended as a sentence is."""
    line = to_nfc(" ".join(text.split()))
    return f"{line}." if closed and line and line.rstrip('”"’)')[-1:] not in ".!?…:;" else line


def _block_paragraphs(kind: str, value: Any, *, at: datetime) -> Iterator[str]:
    match kind:
        case "text":
            yield from rich_paragraphs(value.source)
        case "quote":
            who = ", ".join(part for part in (value["who"], value["position"]) if part)
            yield _line(f"{who}: “{value['text'].strip()}”")
        case "figure":
            yield from _figure_paragraphs(value["figure"], at=at)
        case "fact_box":
            yield from rich_paragraphs(value["text"].source)
        case "questions":
            for item in value:
                yield " ".join([_line(item["question"]), *rich_paragraphs(item["answer"].source)])
        case "steps":
            for place, step in enumerate(value, 1):
                yield f"Bước {place}: {' '.join(rich_paragraphs(step.source))}"
        case "procedure":
            yield from _procedure_paragraphs(value)


def _figure_paragraphs(figure: StoryFigure | None, *, at: datetime) -> Iterator[str]:
    shown = drawn(figure, at=at).figure if figure else None
    if shown:
        yield shown.sentence


def _procedure_paragraphs(value: Any) -> Iterator[str]:
    told = [("Ai làm", "who"), ("Giấy tờ", "papers"), ("Nộp ở", "where"), ("Thời hạn", "days"), ("Lệ phí", "fee")]
    facts = [(words, "; ".join(normalize_newlines(value[name]).split("\n"))) for words, name in told if value[name]]
    if facts:
        yield f"Thủ tục {value['name']}. " + " ".join(_line(f"{words}: {text}") for words, text in facts)


def figures_in(story: StoryPage) -> list[StoryFigure]:
    """Return the figures that stand in the body, in its order, each once."""
    found = [block.value["figure"] for block in story.body if block.block_type == "figure"]
    return list(dict.fromkeys(figure for figure in found if figure is not None))
