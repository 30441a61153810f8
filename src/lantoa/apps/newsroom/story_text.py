"""A story as pieces of text, read from the editor's form as it stands or from a saved page.

Both are read in one form, that of the editor: names of fields with their values, running text as Draft.js keeps it.
So every piece has a place that the editor finds again: its field, and for running text the key of its paragraph.
"""

import json
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from wagtail import blocks
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.images.blocks import ImageBlock

from lantoa.apps.newsroom.blocks import (
    AttachmentBlock,
    FactBoxBlock,
    FigureChoiceBlock,
    PictureBlock,
    ProcedureBlock,
    QuestionBlock,
    QuoteBlock,
    RecordingBlock,
    StoryBlocks,
)
from lantoa.apps.newsroom.models import StoryPage
from lantoa.core.analysis.plain_language import Draft, Link, Picture, Piece, PieceKind
from lantoa.core.viettext import to_nfc

_Item = TypeVar("_Item", Piece, Picture)

MOST_BLOCKS = 400
BODY = "body"

# The short fields of blocks that are read; who spoke, whose picture it is and addresses are no text to check.
_SHORT_FIELDS: dict[type[blocks.Block], dict[str, PieceKind]] = {
    PictureBlock: {"caption": PieceKind.LABEL},
    QuoteBlock: {"text": PieceKind.QUOTE},
    FactBoxBlock: {"title": PieceKind.LABEL},
    QuestionBlock: {"question": PieceKind.LABEL},
    RecordingBlock: {"title": PieceKind.LABEL},
    AttachmentBlock: {"title": PieceKind.LABEL},
    ProcedureBlock: dict.fromkeys(["name", "who", "papers", "where", "days", "fee"], PieceKind.LABEL),
}
_DRAFT_KINDS = {
    "unstyled": PieceKind.PARAGRAPH,
    "unordered-list-item": PieceKind.LIST_ITEM,
    "ordered-list-item": PieceKind.LIST_ITEM,
    "blockquote": PieceKind.QUOTE,
}
_HEADINGS = {"header-one": 1, "header-two": 2, "header-three": 3, "header-four": 4, "header-five": 5, "header-six": 6}
_FIELD_LABELS = {
    "title": "Tiêu đề",
    "lead": "Tóm tắt",
    "for_reader": "Điều này có nghĩa gì với bạn",
    "picture_alt": "Ảnh đầu bài",
}


@dataclass(frozen=True, slots=True)
class StoryText:
    """A story to be checked, what each place is called on screen, and the pages of this site its links lead to."""

    draft: Draft
    labels: Mapping[str, str]
    linked_pages: tuple[tuple[Piece, Link, int], ...]

    @property
    def running_text(self) -> str:
        """Return all words but the title, a line a piece: what themes are looked for in."""
        return "\n".join(piece.text for piece in self.draft.pieces() if piece.kind is not PieceKind.TITLE)

    def text_at(self, place: str) -> str:
        """Return the text of the piece at a place, empty where there is none."""
        return next((piece.text for piece in self.draft.pieces() if piece.place == place), "")

    @property
    def size(self) -> int:
        """Return the number of characters."""
        return sum(len(piece.text) for piece in self.draft.pieces())


def read_form(data: Mapping[str, Any], *, on: date) -> StoryText:
    """Return the story that the editor's form holds; fields that are missing or not readable are left out."""
    reader = _Reader(data)
    body = list(reader.items(StoryBlocks(), BODY, ""))
    if data.get("picture"):
        body.insert(0, Picture("picture_alt", reader.plain("picture_alt")))
    draft = Draft(reader.plain("title"), reader.plain("lead"), reader.plain("for_reader"), on, body)
    return StoryText(draft, {**_FIELD_LABELS, **reader.labels}, tuple(reader.linked_pages))


def read_page(page: StoryPage, *, on: date) -> StoryText:
    """Return the story of a page object, a saved one or one of its revisions. No queries beyond those of its blocks."""
    data: dict[str, Any] = {
        "title": page.title,
        "lead": page.lead,
        "for_reader": page.for_reader,
        "picture": page.picture_id,
        "picture_alt": page.picture_alt,
    }
    _write(data, page.body.stream_block, page.body, BODY)
    return read_form(data, on=on)


class _Reader:
    def __init__(self, data: Mapping[str, Any]) -> None:
        self._data = data
        self.labels: dict[str, str] = {}
        self.linked_pages: list[tuple[Piece, Link, int]] = []

    def plain(self, name: str) -> str:
        return to_nfc(str(self._data.get(name) or "").replace("\r\n", "\n"))

    def items(self, block: blocks.Block, prefix: str, label: str) -> Iterator[Piece | Picture]:
        """Yield what a block holds, in reading order."""
        if isinstance(block, blocks.BaseStreamBlock):
            for number, (child, name) in enumerate(self._children(prefix), start=1):
                kind = block.child_blocks.get(name)
                if kind is not None:
                    yield from self.items(kind, child, f"Khối {number} · {kind.label}")
        elif isinstance(block, blocks.ListBlock):
            for number, (child, _) in enumerate(self._children(prefix), start=1):
                yield from self.items(block.child_block, child, f"{label}, mục {number}")
        elif isinstance(block, ImageBlock):
            yield from self._image(prefix, label)
        elif isinstance(block, FigureChoiceBlock):
            if self._data.get(prefix):
                yield self._named(Picture(prefix, "số liệu có câu của nó"), label)
        elif isinstance(block, blocks.BaseStructBlock):
            yield from self._struct(block, prefix, label)
        elif isinstance(block, blocks.RichTextBlock):
            yield from self._paragraphs(prefix, label)

    def _children(self, prefix: str) -> list[tuple[str, str]]:
        """Where each child of a stream or list stands and its type, in the order on screen, without the deleted."""
        count = min(_number(self._data.get(f"{prefix}-count")), MOST_BLOCKS)
        found = [
            (_number(self._data.get(f"{prefix}-{i}-order")), i)
            for i in range(count)
            if not self._data.get(f"{prefix}-{i}-deleted")
        ]
        return [(f"{prefix}-{i}-value", str(self._data.get(f"{prefix}-{i}-type", ""))) for _, i in sorted(found)]

    def _struct(self, block: blocks.StructBlock, prefix: str, label: str) -> Iterator[Piece | Picture]:
        kinds = _SHORT_FIELDS.get(type(block), {})
        for name, child in block.child_blocks.items():
            place = f"{prefix}-{name}"
            if name in kinds:
                yield self._named(Piece(place, self.plain(place), kinds[name]), label)
            elif isinstance(child, blocks.RichTextBlock) and isinstance(block, RecordingBlock):
                yield from self._paragraphs(place, label, spoken=True)
            else:
                yield from self.items(child, place, label)

    def _image(self, prefix: str, label: str) -> Iterator[Picture]:
        if self._data.get(f"{prefix}-image"):
            ornament = bool(self._data.get(f"{prefix}-decorative"))
            yield self._named(Picture(f"{prefix}-alt_text", self.plain(f"{prefix}-alt_text"), ornament), label)

    def _paragraphs(self, prefix: str, label: str, *, spoken: bool = False) -> Iterator[Piece]:
        content = _content_state(self._data.get(prefix))
        entities = content.get("entityMap") or {}
        for block in content.get("blocks") or []:
            text, kind = str(block.get("text") or ""), str(block.get("type"))
            level = _HEADINGS.get(kind, 0)
            if kind not in _DRAFT_KINDS and not level:
                continue
            links = list(_links(block, entities))
            piece = Piece(
                f"{prefix}#{block.get('key', '')}",
                to_nfc(text),
                PieceKind.QUOTE if spoken else _DRAFT_KINDS.get(kind, PieceKind.HEADING),
                level,
                tuple(link for link, _ in links),
            )
            self.linked_pages += [(piece, link, page) for link, page in links if page is not None]
            yield self._named(piece, label)

    def _named(self, item: _Item, label: str) -> _Item:
        self.labels[item.place] = label
        return item


def _number(value: Any) -> int:
    text = str(value or "0")
    return int(text) if text.isdecimal() and len(text) < 6 else 0


def _content_state(value: Any) -> Mapping[str, Any]:
    if isinstance(value, Mapping):
        return value
    try:
        content = json.loads(value or "{}")
    except ValueError:
        return {}
    return content if isinstance(content, dict) and isinstance(content.get("blocks"), list) else {}


def _links(block: Mapping[str, Any], entities: Mapping[str, Any]) -> Iterator[tuple[Link, int | None]]:
    """Yield the links of a paragraph, each with the page of this site it leads to, None where it leads elsewhere."""
    for area in block.get("entityRanges") or []:
        entity = entities.get(str(area.get("key"))) or {}
        given = entity.get("data") or {}
        if entity.get("type") in {"LINK", "DOCUMENT"}:
            start = _number(area.get("offset"))
            page = _number(given.get("id")) or None if entity.get("type") == "LINK" else None
            yield Link(start, start + _number(area.get("length")), given.get("url") if not page else None), page


def _write(data: MutableMapping[str, Any], block: blocks.Block, value: Any, prefix: str) -> None:
    """Write a block's value as the editor's form would name it."""
    if isinstance(block, blocks.BaseStreamBlock):
        _write_children(data, [(child.block, child.value, child.block_type) for child in value], prefix)
    elif isinstance(block, blocks.ListBlock):
        _write_children(data, [(block.child_block, child, "item") for child in value], prefix)
    elif isinstance(block, ImageBlock):
        data[f"{prefix}-image"] = value and value.pk
        data[f"{prefix}-decorative"] = bool(value and value.decorative)
        data[f"{prefix}-alt_text"] = (value and value.contextual_alt_text) or ""
    elif isinstance(block, blocks.BaseStructBlock):
        for name, child in block.child_blocks.items():
            _write(data, child, value.get(name), f"{prefix}-{name}")
    elif isinstance(block, blocks.RichTextBlock):
        converter = ContentstateConverter(features=block.features)
        data[prefix] = json.loads(converter.from_database_format(value.source if value else ""))
    else:
        data[prefix] = getattr(value, "pk", value)


def _write_children(
    data: MutableMapping[str, Any], children: Sequence[tuple[blocks.Block, Any, str]], prefix: str
) -> None:
    data[f"{prefix}-count"] = len(children)
    for number, (block, value, kind) in enumerate(children):
        data[f"{prefix}-{number}-order"] = number
        data[f"{prefix}-{number}-type"] = kind
        _write(data, block, value, f"{prefix}-{number}-value")
