"""The page as lines of text in reading order, each knowing its block and its links; made in one walk over the tree."""

from dataclasses import dataclass, field

from lxml import etree
from lxml.html import HtmlElement

from lantoa.core.viettext import fold

from .selectors import PageIndex
from .tree import squeeze, text_of

_INLINE = frozenset(
    {
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
    "kbd", "label", "mark", "nobr", "o:p", "q", "s", "samp", "small", "span", "strike", "strong", "st1:place", "sub",
    "sup", "time", "tt", "u", "var", "wbr", "img", "picture", "source",
}
)  # fmt: skip
_CELLS = ("td", "th")
_LAYOUT_CELL = 400
"""A cell with more text than this makes its table a layout, not a table of data."""


@dataclass(slots=True)
class Line:
    """One line as a reader sees it. `links` are texts and targets of its links; `cut` says it is no article text."""

    text: str
    block: HtmlElement
    links: tuple[tuple[str, str], ...] = ()
    linked: int = 0
    cut: bool = False
    _folded: str = ""

    @property
    def folded(self) -> str:
        """The line in its search form: small letters without accents."""
        if not self._folded:
            self._folded = fold(self.text)
        return self._folded

    @property
    def link_share(self) -> float:
        """The part of the letters that are in links, 0–1."""
        return min(1.0, self.linked / len(self.text)) if self.text else 0.0


@dataclass(slots=True)
class _Pending:
    pieces: list[str] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    linked: int = 0


class Outline:
    """The lines of a page and, for each element, which lines lie in it. Cost: linear in the size of the page."""

    def __init__(self, root: HtmlElement) -> None:
        self.root = root
        self.lines: list[Line] = []
        self.elements: list[HtmlElement] = []  # kept so that each element stays one Python object while we work
        self._spans: dict[HtmlElement, tuple[int, int]] = {}
        self._nested = {
            parent
            for table in root.iter("table")
            for parent in [next(table.iterancestors("table"), None)]
            if parent is not None
        }
        self._pending = _Pending()
        self._walk()
        self.index = PageIndex(self.elements)
        self._sums = [0]
        for line in self.lines:
            self._sums.append(self._sums[-1] + len(line.text))

    def span(self, element: HtmlElement) -> range:
        """The places of the element's lines; an element within one line (a link, a span) has that line."""
        first, last = self._spans.get(element, (0, 0))
        return range(first, last)

    def size(self, places: range) -> int:
        """How many letters the lines in the range hold."""
        return self._sums[places.stop] - self._sums[places.start] if places else 0

    def _walk(self) -> None:
        blocks, links = [self.root], list[HtmlElement]()
        starts: dict[HtmlElement, int] = {}
        walker = etree.iterwalk(self.root, events=("start", "end"))
        for event, element in walker:
            if event == "start":
                self.elements.append(element)
                if element.tag == "tr" and self._is_data_row(element):
                    self._flush(blocks[-1])
                    starts[element] = len(self.lines)
                    self._add_row(element)
                    walker.skip_subtree()
                    continue
                self._enter(element, blocks, links, starts)
            else:
                self._leave(element, blocks, links, starts)
        self._flush(self.root)

    def _enter(
        self, element: HtmlElement, blocks: list[HtmlElement], links: list[HtmlElement], starts: dict[HtmlElement, int]
    ) -> None:
        if element.tag == "br" or element.tag == "hr" or element.tag not in _INLINE:
            self._flush(blocks[-1])
            if element.tag not in {"br", "hr"}:
                blocks.append(element)
        elif element.tag == "a" and element.get("href") and not _is_unclosed(element):
            links.append(element)
            self._pending.links.append((text_of(element), element.get("href") or ""))
        starts[element] = len(self.lines)
        self._say(element.text, bool(links))

    def _leave(
        self, element: HtmlElement, blocks: list[HtmlElement], links: list[HtmlElement], starts: dict[HtmlElement, int]
    ) -> None:
        if len(blocks) > 1 and blocks[-1] is element:
            self._flush(element)
            blocks.pop()
        if links and links[-1] is element:
            links.pop()
        inline = element.tag in _INLINE and bool(self._pending.pieces)
        self._spans[element] = (starts.get(element, len(self.lines)), len(self.lines) + inline)
        if inline and not (element.tail or "").strip(" ") and element.getnext() is not None:
            self._pending.pieces.append("\x00")  # two elements side by side: a space belongs between number and word
        if element is not self.root:
            self._say(element.tail, bool(links))

    def _say(self, text: str | None, linked: bool) -> None:
        if text:
            self._pending.pieces.append(text)
            if linked:
                self._pending.linked += len(text.strip())

    def _flush(self, block: HtmlElement) -> None:
        pending, self._pending = self._pending, _Pending()
        text = squeeze(_joined(pending.pieces))
        if text:
            self.lines.append(Line(text, block, tuple(pending.links), pending.linked))

    def _is_data_row(self, row: HtmlElement) -> bool:
        table = next(row.iterancestors("table"), None)
        if table is None or table in self._nested:
            return False
        cells = [cell for cell in row if cell.tag in _CELLS]
        if len(cells) < 2 or sum(1 for cell in cells if len(cell) or (cell.text or "").strip()) < 2:
            return False
        return not any(_is_layout(cell) for cell in cells)

    def _add_row(self, row: HtmlElement) -> None:
        cells = [text for cell in row if cell.tag in _CELLS and (text := text_of(cell))]
        anchors = [(text_of(link), link.get("href") or "") for link in row.iter("a") if link.get("href")]
        if cells:
            linked = sum(len(text) for text, _ in anchors)
            self.lines.append(Line(" | ".join(cells), row, tuple(anchors), linked))


def _joined(pieces: list[str]) -> str:
    """The pieces as one text; where two elements touch, a number and a word get a space between them."""
    if "\x00" not in pieces:
        return "".join(pieces)
    kept: list[str] = []
    touching = False
    for piece in pieces:
        if piece == "\x00":
            touching = True
            continue
        if touching and kept and piece and _run_together(kept[-1][-1:], piece[:1]):
            kept.append(" ")
        kept.append(piece)
        touching = False
    return "".join(kept)


def _run_together(left: str, right: str) -> bool:
    """Whether two touching elements need a space: number and word, or a small letter before a capital."""
    number_and_word = left.isalnum() and right.isalnum() and (left.isdigit() or right.isdigit())
    return number_and_word or (left.islower() and right.isupper())


def _is_unclosed(link: HtmlElement) -> bool:
    """Whether the link was never closed and swallowed what follows: it then links nothing."""
    return any(inner.tag in {"p", "table", "ul"} for inner in link) and len(text_of(link)) > 600


def _is_layout(cell: HtmlElement) -> bool:
    if len(text_of(cell)) > _LAYOUT_CELL:
        return True
    blocks = [inner for inner in cell.iterdescendants("h1", "h2", "h3", "div", "ul") if text_of(inner)]
    return len(blocks) > 2
