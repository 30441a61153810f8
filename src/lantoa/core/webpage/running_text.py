"""Where running text stands on a page: how much each part holds, and the part that holds most of it."""

from lxml.html import HtmlElement

from .furniture import is_furniture
from .outline import Line, Outline
from .recipe import Recipe

ENOUGH = 150
"""Letters of running text from which a part of the page can be the body without a doubt about the selector."""


def good_letters(outline: Outline, title_place: int | None) -> list[int]:
    """Running sums of the letters of running text: no menus, teasers, links, labels, nothing before the title."""
    sums = [0]
    for place, line in enumerate(outline.lines):
        worth = 0
        if not line.cut and line.link_share < 0.5 and (title_place is None or place > title_place):
            text = line.text
            if (
                len(text) >= 60
                or (len(text) >= 25 and text[-1] in '.;:!?…”"')
                or line.block.tag in {"tr", "li", "h2", "h3"}
            ):
                worth = len(text) - min(line.linked, len(text))
        sums.append(sums[-1] + worth)
    return sums


def letters_in(good: list[int], places: range) -> int:
    return good[places.stop] - good[places.start] if places else 0


def densest(outline: Outline, good: list[int]) -> HtmlElement:
    """The smallest element that still holds three quarters of the running text of the one around it, level by level."""
    current = outline.root
    while True:
        have = letters_in(good, outline.span(current))
        child = max(current, key=lambda inner: letters_in(good, outline.span(inner)), default=None)
        if child is None or child.tag in {"p", "li", "tr", "ul", "ol", "span", "b", "strong", "em", "blockquote"}:
            return current
        if letters_in(good, outline.span(child)) < 0.75 * have or have == 0:
            return current
        current = child


def from_recipe(
    outline: Outline, recipe: Recipe, good: list[int] | None, title_place: int | None
) -> HtmlElement | None:
    """The element of the first body selector that holds enough text; the fullest one when none does."""
    best, most = None, 0
    for selector in recipe.body:
        for element in outline.index.find_all((selector,)):
            places = outline.span(element)
            if title_place is not None and places and places.stop <= title_place:
                continue
            size = letters_in(good, places) if good else outline.size(places)
            if size > most:
                best, most = element, size
        if most >= ENOUGH:
            return best
    return best


def text_start(outline: Outline, recipe: Recipe) -> int | None:
    """The place of the first line of the running text, before anything is known of the title; None without any."""
    good = good_letters(outline, None)
    part = from_recipe(outline, recipe, good, None)
    dense = densest(outline, good)
    if part is None or letters_in(good, outline.span(part)) < 0.4 * letters_in(good, outline.span(dense)):
        part = dense
    return next(
        (place for place in outline.span(part) if _opens(outline.lines[place], good[place + 1] - good[place])), None
    )


def _opens(line: Line, worth: int) -> bool:
    """Whether the line can be the first of the text: a sentence, no trail of the page and no title."""
    return worth >= 60 and (len(line.text) >= 140 or line.text[-1] in '.!?…”":;') and not is_furniture(line)
