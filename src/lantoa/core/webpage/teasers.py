"""Teasers: linked titles of other articles with a line or two of summary, in rows of the same make."""

from lxml.html import HtmlElement

from .outline import Line, Outline

_TITLE_LETTERS = 20
_MAX_LINES = 4
"""Lines that a teaser has after its linked title: date, summary, "read on"."""


def teaser_places(outline: Outline) -> list[int]:
    """The places of all lines that belong to teasers. A lone linked line in running text is no teaser.

    Two linked titles with at most four lines between count when title and summary stand in one item apart from the
    next; a row of three or more linked titles without summaries counts as a list of teasers too.
    """
    heads = [place for place, line in enumerate(outline.lines) if is_head(line)]
    found: set[int] = set()
    for number, place in enumerate(heads):
        following = heads[number + 1] if number + 1 < len(heads) else None
        previous = heads[number - 1] if number else None
        item = _item_around(outline, place, previous, following)
        if item is None:
            continue
        places = outline.span(item)
        if len(places) <= _MAX_LINES + 2 and _has_like(item):
            found.update(places)
    return sorted(found)


def listed_heads(outline: Outline) -> int:
    """How many linked titles of other pages stand outside menus: many of them make a listing page."""
    return sum(1 for line in outline.lines if is_head(line))


def is_head(line: Line) -> bool:
    """Whether the line is the linked title of another page, no file and no menu word."""
    if len(line.text) < _TITLE_LETTERS or line.link_share < 0.6 or not line.links:
        return False
    target = line.links[0][1].strip().lower()
    path = target.partition("?")[0]
    return not target.startswith(("#", "javascript", "mailto", "tel")) and not path.endswith(
        (".pdf", ".doc", ".docx", ".xls", ".xlsx", ".zip", ".rar")
    )


def _item_around(outline: Outline, place: int, previous: int | None, following: int | None) -> HtmlElement | None:
    """The largest element around the linked title that holds no other linked title."""
    item = None
    for element in (outline.lines[place].block, *outline.lines[place].block.iterancestors()):
        places = outline.span(element)
        if (
            len(places) > _MAX_LINES + 2
            or (previous is not None and previous in places)
            or (following is not None and following in places)
        ):
            return item
        item = element
    return item


def _has_like(item: HtmlElement) -> bool:
    """Whether a neighbour of the same tag and class holds a link as well: teasers come in rows."""
    for neighbour in (item.getnext(), item.getprevious()):
        step = neighbour
        if step is not None and step.tag in {"hr", "br"}:
            step = step.getnext() if neighbour is item.getnext() else step.getprevious()
        if (
            step is not None
            and step.tag == item.tag
            and item.tag in {"li", "div", "article", "tr", "td", "section", "dd", "h3", "h2", "h4", "a"}
        ):
            alike = step.get("class") == item.get("class") or item.tag in {"li", "article", "tr"}
            if alike and next(step.iter("a"), None) is not None:
                return True
    return False
