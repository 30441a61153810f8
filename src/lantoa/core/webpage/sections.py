"""The section (chuyên mục) in which the site put the article."""

import re
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from lantoa.core.viettext import fold

from .addresses import absolute_url, registrable_host
from .bodies import Body
from .facts import PageFacts
from .furniture import is_date_line, is_furniture
from .outline import Outline
from .recipe import Recipe
from .titles import strip_site_name
from .tree import marks_of, squeeze, text_of

_TRAIL_MARKS = frozenset(
    {
        "breadcrumb",
        "breadcrumbs",
        "breadcrumblist",
        "breadcrum",
        "duongdan",
        "sitemappath",
        "brcr",
        "pathway",
        "dieuhuong",
        "path",
        "crumb",
        "crumbs",
    }
)
_HOME = re.compile(
    r"^(?:trang chu|home|trang nhat|trang dau|trang dau|homepage|ban dang (?:o|xem)(?: day)?|vi tri|duong dan"
    r"|you are here|chi tiet(?: tin| bai viet| noi dung| tin tuc| tin bai)?|noi dung(?: chi tiet| tin)?|xem tin"
    r"|bai viet|detail|\W*)$"
)
_SEPARATORS = re.compile(r"\s*(?:»|>>|>|›|→|❯|▸|\|| / |::|\s/\s|≫)\s*")
_LINE = re.compile(
    r"^(?:ban dang (?:o|xem)(?: day)?\s*:?\s*)?(?:trang chu|trang nhat|trang dau|home)\s*(?:»|>|›|→|/|\||-)"
)
_LABEL = re.compile(
    r"^(?:chuyên mục|danh mục|chuyên trang|thể loại|categories|category|mục|posted in|đăng trong)\s*:\s*(?P<name>.+)$",
    re.IGNORECASE,
)
_CATEGORY = re.compile(
    r"^(?:chuyen ?muc|danh ?muc|categor(?:y|ies)|cat|cate|catlinks|categoryname|catename|catname|entrycategory)$"
)
MAX_SECTION = 80


def find_section(outline: Outline, facts: PageFacts, recipe: Recipe, body: Body, title: str, url: str) -> str | None:
    """The last level of the trail before the title; else what the page states or the category link by the title.

    None when the page states none. The trail nearest before the title counts when a page has several.
    """
    for element in _trails(outline, recipe, body):
        if section := _last_level(_levels(element), title, facts, url):
            return section
    for place in _before_text(outline, body):
        line = outline.lines[place]
        if _LINE.match(line.folded) and len(line.text) < 250:
            levels = [text for text, _ in line.links] if len(line.links) > 1 else []
            if section := _last_level(levels or _SEPARATORS.split(line.text), title, facts, url):
                return section
    if section := _last_level(list(facts.linked.breadcrumb), title, facts, url):
        return section
    for stated in facts.sections:
        if section := _last_level(
            re.split(r"\s*[,;|]\s*", stated)[:1] if len(stated) > MAX_SECTION else [stated], title, facts, url
        ):
            return section
    return _category_link(outline, recipe, body, title, facts, url) or _box_title(outline, body, title, facts, url)


def _trails(outline: Outline, recipe: Recipe, body: Body) -> list[HtmlElement]:
    limit = body.start if body.places else len(outline.lines)
    found: dict[HtmlElement, int] = {}
    named = [element for element in outline.index.find_all(recipe.section) if not _is_category(element)]
    marked = [
        element
        for element in outline.elements
        if element.attrib
        and element.tag in {"div", "ul", "ol", "nav", "p", "span", "section", "td", "table", "li", "h2", "h3"}
        and (
            not marks_of(element).isdisjoint(_TRAIL_MARKS) or (element.get("itemtype") or "").endswith("BreadcrumbList")
        )
    ]
    for element in (*named, *marked):
        places = outline.span(element)
        if places and places.start <= limit and len(places) <= 20 and outline.size(places) <= 500:
            found[element] = places.start
    # The outermost of nested trails, the nearest to the title first.
    outer = [element for element in found if not any(parent in found for parent in element.iterancestors())]
    return sorted(outer, key=lambda element: -found[element])


def _levels(element: HtmlElement) -> list[str]:
    items = [item for item in element.iter("li") if next(item.iterdescendants("li"), None) is None]
    if len(items) > 1:
        return [_own_level(item) for item in items]
    text = text_of(element)
    parts = [part for part in _SEPARATORS.split(text) if part.strip()]
    links = [squeeze(text_of(link)) for link in element.iter("a") if text_of(link)]
    if len(parts) > len(links) or (len(parts) > 1 and len(parts) >= len(links)):
        return parts
    tail = text[text.rfind(links[-1]) + len(links[-1]) :].strip(" »>›→/|-\\") if links else ""
    return [*links, tail] if links else parts


def _own_level(item: HtmlElement) -> str:
    link = next((link for link in item.iter("a") if text_of(link)), None)
    return text_of(link) if link is not None and len(text_of(item)) < len(text_of(link)) + 4 else text_of(item)


def _last_level(levels: list[str], title: str, facts: PageFacts, url: str) -> str | None:
    plain_title = fold(title)
    for level in reversed(levels):
        name = squeeze(level).strip(" »>›→/|-–\\:·•").strip()
        plain = fold(name)
        if not plain or _HOME.match(plain) or len(name) > MAX_SECTION or plain.isdigit():
            continue
        stem = plain.rstrip(".…").strip()
        cut_short = stem != plain or len(stem) > 0.6 * len(plain_title)
        if (
            plain == plain_title
            or (len(stem) > 12 and cut_short and plain_title.startswith(stem))
            or (len(plain_title) > 15 and plain_title in plain)
        ):
            continue
        if facts.site_name and plain == fold(facts.site_name):
            continue
        return strip_site_name(name, facts.site_name, url) if len(name) > 40 else name
    return None


def _before_text(outline: Outline, body: Body) -> list[int]:
    stop = body.start if body.places else len(outline.lines)
    return list(range(stop - 1, max(-1, stop - 40), -1))


def _is_category(element: HtmlElement) -> bool:
    return element.tag == "a" or any(_CATEGORY.match(mark) for mark in marks_of(element))


def _category_link(outline: Outline, recipe: Recipe, body: Body, title: str, facts: PageFacts, url: str) -> str | None:
    """A link or label that names the category, between a little above the title and a little below the text."""
    first = (body.title_place if body.title_place is not None else body.region.start) - 8
    last = (body.places[-1] if body.places else body.region.stop) + 6
    marked = [
        element
        for element in outline.elements
        if element.tag in {"a", "span", "div", "p", "li", "h2", "h3", "h4"}
        and (_is_category_link(element) or (element.tag != "a" and element.get("class") and _is_category(element)))
    ]
    for element in (*outline.index.find_all(recipe.section), *marked):
        places = outline.span(element)
        if not places or not first <= places.start <= last or len(places) > 3 or places.start in body.teasers:
            continue
        link = (
            element if element.tag == "a" else next((inner for inner in element.iter("a") if text_of(inner)), element)
        )
        match = _LABEL.match(text_of(link))
        if section := _last_level([match["name"] if match else text_of(link)], title, facts, url):
            return section
    for place in range(max(0, first), min(len(outline.lines), last)):
        match = _LABEL.match(outline.lines[place].text)
        if match and (section := _last_level([match["name"].split(",")[0]], title, facts, url)):
            return section
    return None


def _box_title(outline: Outline, body: Body, title: str, facts: PageFacts, url: str) -> str | None:
    """The name of the box that holds the article: a short link or heading over the title, or a menu's words."""
    first = body.title_place if body.title_place is not None else body.start
    named = {fold(text) for line in outline.lines for text, _ in line.links}
    for place in range(first - 1, max(-1, first - 4), -1):
        line = outline.lines[place]
        if is_date_line(line.text) or is_furniture(line):
            continue
        plain = line.folded
        heads = line.block.tag in {"h2", "h3", "h4", "h5"} and place == first - 1 and len(line.text.split()) <= 6
        if not line.links and len(line.text) <= 60 and (plain in named or heads):
            return _last_level([line.text], title, facts, url)
        alone = len(line.links) == 1 and line.link_share > 0.9 and place not in body.teasers
        over = outline.lines[place - 1] if place else None
        in_menu = line.block.tag == "li" or (
            over is not None and over.link_share > 0.9 and over.block.getparent() is line.block.getparent()
        )
        target = absolute_url(line.links[0][1], url) if alone else ""
        if (
            not target
            or in_menu
            or registrable_host(target) != registrable_host(url)
            or urlsplit(target).path in {"", "/"}
        ):
            return None
        return _last_level([line.text], title, facts, url)
    return None


def _is_category_link(element: HtmlElement) -> bool:
    return element.tag == "a" and "category" in (element.get("rel") or "")
