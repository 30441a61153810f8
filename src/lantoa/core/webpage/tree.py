"""A page's text to its element tree, and the small questions asked of an element everywhere."""

import re
from functools import lru_cache

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from .decoding import UnreadablePage, decode_page

_WORD = re.compile(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])")
_NAMING = ("class", "id", "role", "type", "aria-label")
_UNSEEN = (
    "script", "style", "noscript", "template", "svg", "math", "iframe",
    "object", "embed", "canvas", "head", "button", "select", "textarea", "input", "video", "audio", "map", "datalist",
    "dialog",
)  # fmt: skip

_FORMATTING = frozenset(
    {"b", "i", "em", "strong", "span", "font", "u", "s", "small", "big", "mark", "sup", "sub", "ins", "o:p"}
)


def parse_page(html: bytes | str, content_type: str | None = None) -> HtmlElement:
    """The root element of the page; unclosed and misplaced tags are repaired. Raises UnreadablePage."""
    return parse_text(decode_page(html, content_type))


def parse_text(text: str) -> HtmlElement:
    """The root element of a page that is decoded already. Raises UnreadablePage when there is no element at all."""
    # huge_tree lifts the limit of 256 levels: pages with hundreds of unclosed tags lose their end otherwise.
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, no_network=True)
    try:
        root = document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise UnreadablePage("Trang không có nội dung đọc được; hãy mở lại địa chỉ trên trình duyệt.") from error
    if not isinstance(root, HtmlElement):
        raise UnreadablePage("Trang không có nội dung đọc được; hãy mở lại địa chỉ trên trình duyệt.")
    return root


def drop_unseen(root: HtmlElement) -> None:
    """Takes out what no reader sees: scripts, styles, frames, fields. Forms stay: ASP.NET wraps whole pages in one."""
    for element in list(root.iter(*_UNSEEN)):
        if element.getparent() is not None:
            element.drop_tree()


def squeeze(text: str) -> str:
    """The text with single spaces and none at the ends."""
    return " ".join(text.split())


def text_of(element: HtmlElement) -> str:
    """All the text inside the element, squeezed to one line; letters that only change their look stay one word."""
    if not len(element):
        return squeeze(element.text or "")
    pieces = list(element.itertext())
    if len(pieces) < 2:
        return squeeze(pieces[0]) if pieces else ""
    return squeeze(" ".join(_runs(element)))


def _runs(element: HtmlElement) -> list[str]:
    runs: list[str] = [""]
    for event, inner in etree.iterwalk(element, events=("start", "end")):
        if inner.tag not in _FORMATTING:
            runs.append("")
        if event == "start":
            runs[-1] += inner.text or ""
        elif inner is not element:
            runs[-1] += inner.tail or ""
    return runs


def marks_of(element: HtmlElement) -> frozenset[str]:
    """The words that name the element in class, id, role and type: "relatedNews box-tin" → related, news, box, tin.

    The whole names are given too (in small letters without separators: "boxtin"), so that both can be asked for.
    """
    if not element.attrib:
        return frozenset()
    return _marks(" ".join(value[:400] for name in _NAMING if (value := element.get(name))))


@lru_cache(maxsize=10_000)
def _marks(names: str) -> frozenset[str]:
    found: set[str] = set()
    for name in names.split():
        found.update(word.lower() for word in _WORD.findall(name))
        found.add(re.sub(r"[^a-z0-9]", "", name.lower()))
    return frozenset(found)
