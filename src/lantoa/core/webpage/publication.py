"""When the article was published, as the page states it; never a date of its text, of other articles or of today."""

import re
from dataclasses import dataclass

from lxml.html import HtmlElement

from lantoa.core.viettext import fold

from .bodies import Body
from .dates import ImpossibleDate, Stamp, read_stamp, read_stamps
from .facts import PageFacts
from .furniture import is_date_line
from .outline import Line, Outline
from .recipe import Recipe
from .tree import marks_of, text_of

_LABEL = re.compile(
    r"\b(?:ngay (?:dang|xuat ban|tao|viet|gui|dua tin|dang tin|phat hanh)|dang (?:ngay|luc|tin|boi|vao)|(?:thoi gian"
    r"|thoi diem) (?:dang|xuat ban|tao|dua tin)|xuat ban(?: luc| ngay)?|gui luc|published|posted|post date"
    r"|ngay dang tai|dang tai)\b|\bdang\s*:"
)
_UPDATE_LABEL = re.compile(r"\b(?:cap nhat|chinh sua|sua doi|updated|modified|last update)")
_CLOCK_MARKS = frozenset({
    "clock", "dongho", "today", "now", "currentdate", "currenttime", "datetimenow", "ngayhientai", "hientai",
    "homnay", "topbar", "topheader", "toplink", "headertop", "pageheader", "siteheader", "mainheader", "masthead",
    "header", "headtop", "banner", "livedate", "datenow", "weather", "thoitiet", "marquee", "footer", "menu", "nav",
    "navbar", "calendar", "lich", "top",
})  # fmt: skip
_HEAD_MARKS = frozenset({"header", "top", "banner", "pageheader"})
_DATE_MARKS = frozenset(
    {
        "date",
        "time",
        "publish",
        "published",
        "pubdate",
        "datetime",
        "ngay",
        "ngaydang",
        "posted",
        "postdate",
        "publishdate",
        "createdate",
        "timestamp",
        "meta",
        "thoigian",
        "uploadinfo",
        "postedon",
        "publishtime",
    }
)
_OLDEST, _LATEST = 1995, 2099


@dataclass(frozen=True, slots=True)
class Publication:
    """ISO 8601 (None when not stated), where it stands (None for the head), and what is wrong with what was found."""

    iso: str | None
    place: int | None
    note: str | None


def find_publication(outline: Outline, facts: PageFacts, recipe: Recipe, body: Body) -> Publication:
    """The date of publication with its time when stated.

    A date stated for machines is checked against the visible one: the visible time wins over midnight and over a local
    time that is wrongly marked as UTC, a common fault of Vietnamese content systems.
    """
    note = None
    stated = None
    for text in facts.published:
        try:
            stated = stated or _plausible(read_stamp(text))
        except ImpossibleDate as error:
            note = _impossible(error)
    seen, seen_note = _visible(outline, recipe, body)
    if stated is None and seen is None:
        return Publication(None, None, note or seen_note or "Trang không ghi ngày đăng.")
    if stated is None or seen is None:
        chosen = stated or (seen[0] if seen else None)
        return Publication(chosen.iso if chosen else None, seen[1] if seen else None, None)
    return Publication(_agreed(stated, seen[0]).iso, seen[1], None)


def _agreed(stated: Stamp, seen: Stamp) -> Stamp:
    if stated.clock is None and seen.clock and seen.day == stated.day:
        return seen
    if (
        stated.clock
        and seen.clock
        and seen.day == stated.day
        and stated.clock.replace(second=0) == seen.clock.replace(second=0)
    ):
        return Stamp(stated.day, stated.clock, None, 0, 0)  # same wall clock: the zone of the machine's date is wrong
    midnight = stated.clock is not None and stated.clock.hour == stated.clock.minute == stated.clock.second == 0
    if midnight and seen.day == stated.day:
        return seen
    return stated


def _visible(outline: Outline, recipe: Recipe, body: Body) -> tuple[tuple[Stamp, int | None] | None, str | None]:
    note = None
    best: tuple[int, Stamp, int | None] | None = None
    for points, place, text in _candidates(outline, recipe, body):
        try:
            stamp = _plausible(read_stamp(_stated_part(text)))
        except ImpossibleDate as error:
            note = _impossible(error)
            continue
        if stamp and (best is None or points + (6 if stamp.clock else 0) > best[0]):
            best = (points + (6 if stamp.clock else 0), stamp, place)
    return ((best[1], best[2]) if best else None), note


def _candidates(outline: Outline, recipe: Recipe, body: Body) -> list[tuple[int, int | None, str]]:
    """Texts that may state the date, with points: the recipe's place, a label, a name of the element, nearness."""
    title = body.title_place if body.title_place is not None else max(body.start - 1, 0)
    top = _common(outline, title, body)
    found: list[tuple[int, int | None, str]] = []
    for rank, element in enumerate(outline.index.find_all(recipe.published)):
        places = outline.span(element)
        if (
            not places
            or places.start in body.teasers
            or _is_elsewhere(outline, element, top, title)
            or not _near(places.start, title, body)
        ):
            continue
        text = element.get("datetime") or text_of(element)
        if len(text) <= 200 and (
            places.start < body.start or places.start >= body.stop or is_date_line(text_of(element)) or _labelled(text)
        ):
            found.append((40 - min(rank, 8) - _distance(places.start, title, body), places.start, text))
    for place in _window(outline, title, body):
        line = outline.lines[place]
        points = _line_points(outline, place, title, body, top)
        if points > 0 and place not in body.teasers and line.link_share < 0.6:
            found.append((points - _distance(place, title, body), place, line.text))
    for element in outline.root.iter("time"):
        places = outline.span(element)
        if (
            places
            and element.get("datetime")
            and places.start not in body.teasers
            and _near(places.start, title, body)
            and not _is_elsewhere(outline, element, top, title)
        ):
            worth = 24 if "updat" not in (element.get("class") or "").lower() else 10
            found.append((worth - _distance(places.start, title, body), places.start, element.get("datetime") or ""))
    return found


def _line_points(outline: Outline, place: int, title: int, body: Body, top: HtmlElement | None) -> int:
    line = outline.lines[place]
    if len(line.text) > 200 or _is_elsewhere(outline, line.block, top, title):
        return 0
    labelled = _labelled(line.text)
    in_text = place in body.places
    bare = is_date_line(line.text)
    plain = line.folded
    if in_text and not (bare and (place in body.places[:2] or place in body.places[-2:])) and not labelled:
        return 0
    if in_text and re.search(r"\bngay \d{1,2} thang \d{1,2} nam \d{4}", plain) and not labelled:
        return 0  # place and date of a quoted document
    named = any(
        not marks_of(element).isdisjoint(_DATE_MARKS) for element in (line.block, *list(line.block.iter())[1:8])
    )
    points = (
        (22 if labelled and not _UPDATE_LABEL.search(plain) else 16 if labelled else 0)
        + (14 if bare else 0)
        + (8 if named else 0)
    )
    if not points and title < place < body.start and _mixed_meta(line):
        points = 8
    if place < title and not labelled and not _is_under(line.block, top):
        return 0  # a date above the title, outside the article's own part of the page, is the site's clock
    if place < title and not (labelled or named) and top is not None and top.tag in {"body", "html"}:
        return 0
    return points


def _mixed_meta(line: Line) -> bool:
    """A short line between title and text that holds a date and more: "Lê Minh | 05/04/2023 | 120 lượt xem"."""
    return len(line.text) <= 120 and bool(read_stamps(line.text))


def _labelled(text: str) -> bool:
    plain = fold(text[:160])
    return bool(_LABEL.search(plain) or _UPDATE_LABEL.search(plain))


def _stated_part(text: str) -> str:
    """Of a line with several dates the part from the label of publication on."""
    plain = fold(text)
    match = _LABEL.search(plain)
    if match and len(read_stamps(text)) > 1:
        after = plain[match.start() :]
        if read_stamps(after):
            return after
    return text


def _window(outline: Outline, title: int, body: Body) -> list[int]:
    last = body.stop - 1
    head = range(max(0, title - 6), min(len(outline.lines), max(body.start, title) + 5))
    foot = range(max(last - 1, head.stop), min(len(outline.lines), max(last + 10, min(body.region.stop, last + 25))))
    return [*head, *foot]


def _near(place: int, title: int, body: Body) -> bool:
    return title - 12 <= place <= max(body.stop, body.region.stop) + 10


def _distance(place: int, title: int, body: Body) -> int:
    if place > body.start:
        return min(8, 4 + max(0, place - body.stop))
    return min(8, abs(place - title) // 2)


def _common(outline: Outline, title: int, body: Body) -> HtmlElement | None:
    """The smallest element around the title and the text: what lies outside it says nothing about this article."""
    if not outline.lines or not body.places:
        return None
    around = set(outline.lines[min(title, len(outline.lines) - 1)].block.iterancestors())
    around.add(outline.lines[min(title, len(outline.lines) - 1)].block)
    block = outline.lines[body.places[-1]].block
    return next((element for element in (block, *block.iterancestors()) if element in around), None)


def _is_under(element: HtmlElement, top: HtmlElement | None) -> bool:
    return any(parent is top for parent in element.iterancestors())


def _is_elsewhere(outline: Outline, element: HtmlElement, top: HtmlElement | None, title: int) -> bool:
    """Whether the element is in the site's header, a menu, a clock or a box of other news, not the article's."""
    inside = top is not None and top.tag not in {"body", "html"} and _is_under(element, top)
    for parent in (element, *element.iterancestors()):
        if parent is top or title in outline.span(parent):
            return False
        if parent.tag in {"nav", "footer", "marquee"} or (parent.tag == "header" and not inside):
            return True
        marks = marks_of(parent) - (_HEAD_MARKS if inside else frozenset())
        if not marks.isdisjoint(_CLOCK_MARKS) and marks.isdisjoint({"article", "entry", "post", "detail", "content"}):
            return True
        if not marks.isdisjoint(
            {
                "related",
                "relate",
                "sidebar",
                "othernews",
                "tinlienquan",
                "lienquan",
                "tinkhac",
                "comment",
                "comments",
                "relatednews",
                "binhluan",
            }
        ):
            return True
    return False


def _plausible(stamp: Stamp | None) -> Stamp | None:
    return stamp if stamp and _OLDEST <= stamp.day.year <= _LATEST else None


def _impossible(error: ImpossibleDate) -> str:
    return f"Trang ghi ngày đăng không có thật: {error}."
