"""The title of the article: the heading on the page that the page's own statements confirm, without the site's name."""

import re
from dataclasses import dataclass

from lxml.html import HtmlElement

from lantoa.core.viettext import fold

from .addresses import absolute_url, clean_url, host_of
from .dates import read_stamps
from .facts import PageFacts
from .furniture import is_furniture
from .outline import Outline
from .recipe import Recipe
from .tree import marks_of, text_of

MAX_TITLE = 300
_HEADINGS = {"h1": 30, "h2": 14, "h3": 8, "h4": 4}
_NO_TITLES = frozenset({"body", "html", "link", "meta", "img", "input", "a"})
_TITLE_MARKS = frozenset({"title", "headline", "tieude", "tieu", "ten"})
_SEPARATORS = re.compile(r"\s+(?:[|»:·•–—-]|::|>>)\s+|\s*\|\s*|\s*»\s*")
_SITE = re.compile(
    r"^(?:bao|tap chi|dai|cong|trang|website|web|so|ubnd|uy ban|hdnd|bo|cuc|chi cuc|tong cuc|van phong|phong"
    r"|trung tam|huyen|thi xa|thanh pho|tp|tinh|xa|phuong|truong|hoi|lien|ban|mttq|tinh uy|thanh uy|huyen uy|dang bo"
    r"|hoc vien|vien|cong an|cong doan|mat tran|quang tri|kenh)\b"
    r"|\b(?:online|portal|thong tin dien tu|bao dien tu|cong thong tin|trang thong tin|homepage|trang chu)\b"
    r"|^(?:home|news|tin tuc)$|\.(?:vn|com|net|org)\b"
)
_GENERIC = re.compile(
    r"^(?:chi tiet(?: tin| bai viet| noi dung| tin tuc)?|tin tuc(?: su kien)?|trang chu|home|news|noi dung|tin bai"
    r"|bai viet|xem tin|default|index|untitled|tin chi tiet|news detail|detail|chi tiet tin.{0,20})$"
)


@dataclass(frozen=True, slots=True)
class Title:
    """The text, and the place of the line that shows it (None when only the head of the page states it)."""

    text: str
    place: int | None


@dataclass(frozen=True, slots=True)
class _Candidate:
    text: str
    worth: int
    place: int
    element: HtmlElement
    link: tuple[str, str] | None


def stated_titles(facts: PageFacts, url: str) -> list[str]:
    """The titles stated in the head of the page without the name of the site, most exact first."""
    stated = [strip_site_name(text, facts.site_name, url) for text in facts.titles]
    return [text for text in dict.fromkeys(stated) if text and not _GENERIC.match(fold(text))]


def confirmed_headings(root: HtmlElement, stated: list[str]) -> list[HtmlElement]:
    """The headings that show a stated title: no box around them is furniture."""
    folded = [fold(text) for text in stated]
    return [element for element in root.iter(*_HEADINGS) if _support(text_of(element), folded) >= 45]


def find_title(outline: Outline, facts: PageFacts, recipe: Recipe, url: str, text_place: int | None) -> Title | None:
    """The title with its place; None when the page states none.

    Candidates are headings, what the recipe and class names call a title, and lines that stand just over the running
    text. They gain points when the page's statements confirm them (JSON-LD, og:title, title tag) and lose them in
    menus, boxes of related news and when they link elsewhere. A bare title tag counts less than a heading over the
    text: many portals have the name of the site or section there.
    """
    stated = stated_titles(facts, url)
    folded = [fold(text) for text in stated]
    best: _Candidate | None = None
    best_score = 0
    for candidate in _candidates(outline, recipe, text_place):
        score = candidate.worth + _support(candidate.text, folded) + _nearness(candidate.place, text_place)
        score -= _doubt(candidate, facts, url)
        if score > best_score:
            best, best_score = candidate, score
    site_only = _names_site_only(facts, url)
    strong = bool(stated and (facts.linked.headline or facts.headline or (facts.og_title and not site_only)))
    enough = 40 if strong else 14 if site_only else 24
    if best is not None and (not stated or best_score >= enough):
        return Title(_exact(best.text, stated), best.place)
    if stated:
        return Title(stated[0][:MAX_TITLE], None)
    return Title(best.text, best.place) if best else None


def strip_site_name(title: str, site_name: str, url: str) -> str:
    """The title without the name of the site before or after it.

    >>> strip_site_name("Cải cách hành chính tiến thêm một bước - Báo Quảng Trị Online", "", "https://baoquangtri.vn/x")
    'Cải cách hành chính tiến thêm một bước'
    """
    text, site = title.strip(), fold(site_name)
    host = host_of(url).partition(".")[0].replace("-", "")
    for _ in range(3):
        cuts = list(_SEPARATORS.finditer(text))
        if not cuts:
            break
        first, last = text[: cuts[0].start()].strip(), text[cuts[-1].end() :].strip()
        rest, lead = text[: cuts[-1].start()].strip(), text[cuts[0].end() :].strip()
        both = len(cuts) == 1 and _is_site(first, site, host) and len(first) < len(last)
        if _is_site(last, site, host) and len(rest) >= 8 and not both:
            text = rest
        elif (
            (_is_site(first, site, host) or _GENERIC.match(fold(first))) and len(lead) > len(first) and len(lead) >= 15
        ):
            text = lead
        else:
            break
    return text


def _names_site_only(facts: PageFacts, url: str) -> bool:
    """Whether title tag and og:title only name the site, its owner or a section: many portals never change them."""
    host = host_of(url).partition(".")[0].replace("-", "")
    firsts = [_SEPARATORS.split(title)[0] for title in (facts.document_title, facts.og_title) if title]
    return all(_is_site(first, fold(facts.site_name), host) for first in firsts)


def _is_site(part: str, site: str, host: str) -> bool:
    plain = fold(part)
    if not plain or len(plain) > 90:
        return False
    if site and (plain == site or plain in site or site in plain):
        return True
    squeezed = plain.replace(" ", "")
    if host and len(host) > 3 and (host in squeezed or squeezed in host):
        return True
    return bool(_SITE.search(plain)) and len(plain.split()) <= 14


def _candidates(outline: Outline, recipe: Recipe, text_place: int | None) -> list[_Candidate]:
    worth: dict[HtmlElement, int] = {}
    for rank, element in enumerate(outline.index.find_all(recipe.title)):
        worth[element] = max(worth.get(element, 0), 30 - min(rank, 10))
    for element in outline.elements:
        if element.tag in _HEADINGS:
            worth[element] = worth.get(element, 0) + _HEADINGS[str(element.tag)]
        if element.attrib and element.tag not in _NO_TITLES and not marks_of(element).isdisjoint(_TITLE_MARKS):
            worth[element] = worth.get(element, 0) + 8
    found = []
    for element, points in worth.items():
        places, text = outline.span(element), text_of(element)
        if places and 6 <= len(text) <= MAX_TITLE and len(places) <= 3:
            found.append(_Candidate(text, points, places.start, element, _first_link(element)))
    if text_place is not None:
        found += [
            candidate for place in range(max(0, text_place - 7), text_place) if (candidate := _loose(outline, place))
        ]
    return found


def _first_link(element: HtmlElement) -> tuple[str, str] | None:
    links = (
        [element, *element.iterancestors("a")]
        if element.tag == "a"
        else [*element.iter("a"), *element.iterancestors("a")]
    )
    return (text_of(links[0]), links[0].get("href") or "") if links else None


def _loose(outline: Outline, place: int) -> _Candidate | None:
    """A line that no tag or class calls a title but that looks like one: bold, or set apart over the text."""
    line = outline.lines[place]
    words = line.text.split()
    if line.cut or not 5 <= len(words) <= 40 or len(line.text) > 220 or line.link_share > 0.6 or read_stamps(line.text):
        return None
    if is_furniture(line) or line.text[-1] in ".;:,":
        return None
    bold = any(
        element.tag in {"b", "strong", "font"} or element.get("class") for element in list(line.block.iter())[:6]
    )
    return _Candidate(line.text, 14 if bold else 8, place, line.block, line.links[0] if line.links else None)


def _nearness(place: int, text_place: int | None) -> int:
    """Points for standing shortly over the text, the more the nearer; less than none for standing within or below."""
    if text_place is None:
        return 0
    distance = text_place - place
    return 12 - distance if 0 < distance <= 8 else -12 if distance < -2 else 0


def _support(text: str, stated: list[str]) -> int:
    """Points for agreeing with a title stated in the head (`stated` in search form)."""
    plain = fold(text)
    points = 0
    for other in stated:
        if plain == other:
            return 60
        if len(plain) >= 15 and ((plain.startswith(other) and len(other) >= 15) or other.startswith(plain)):
            points = max(points, 45)
        elif len(plain) >= 20 and plain in other and not _SITE.search(plain):
            points = max(points, 35)
    return points


def _doubt(candidate: _Candidate, facts: PageFacts, url: str) -> int:
    doubt, element, text = 0, candidate.element, candidate.text
    if facts.site_name and fold(text) == fold(facts.site_name):
        doubt += 100
    if _GENERIC.match(fold(text)):
        doubt += 60
    if len(text.split()) <= 3:
        doubt += 15
    if candidate.link is not None and len(candidate.link[0]) > len(text) // 2:
        target = absolute_url(candidate.link[1], url)
        doubt += 25 if target and target != clean_url(url) else 0
    for parent in (element, *element.iterancestors()):
        if parent.tag in {"nav", "footer", "aside"} or not marks_of(parent).isdisjoint(_ELSEWHERE):
            return doubt + 45
    return doubt


_ELSEWHERE = frozenset(
    {
        "related",
        "relate",
        "sidebar",
        "footer",
        "menu",
        "navbar",
        "comment",
        "comments",
        "tinlienquan",
        "lienquan",
        "tinkhac",
        "othernews",
        "breadcrumb",
        "breadcrumbs",
        "docnhieu",
        "tinmoi",
        "logo",
        "slogan",
    }
)


def _exact(text: str, stated: list[str]) -> str:
    """The heading's text; when it runs on (a date, a counter inside the heading) the stated title it starts with."""
    plain = fold(text)
    for other in stated:
        if (
            plain != fold(other)
            and len(other) >= 15
            and plain.startswith(fold(other))
            and re.search(r"\d", plain[len(fold(other)) :])
        ):
            return other
    return text
