"""Where the article's text stands on the page, and its paragraphs: the lead, then the body, nothing around them."""

from dataclasses import dataclass

from lxml.html import HtmlElement

from lantoa.core.viettext import fold

from .facts import PageFacts
from .furniture import ends_article, heads_related, is_date_line, is_furniture
from .outline import Line, Outline
from .recipe import Recipe
from .running_text import densest, from_recipe, good_letters, letters_in
from .titles import Title
from .tree import marks_of

_LEAD_MARKS = frozenset(
    {
        "sapo",
        "lead",
        "summary",
        "intro",
        "hometext",
        "tomtat",
        "trichdan",
        "chapeau",
        "desc",
        "description",
        "abstract",
        "mota",
        "excerpt",
        "teaser",
    }
)


@dataclass(frozen=True, slots=True)
class Body:
    """The places (line numbers) of the paragraphs in reading order, the range they came from, and who found them."""

    places: tuple[int, ...]
    region: range
    title_place: int | None
    element: HtmlElement | None
    teasers: frozenset[int]

    @property
    def start(self) -> int:
        """Where the text begins (the first paragraph, the lead included)."""
        return self.places[0] if self.places else self.region.start

    @property
    def stop(self) -> int:
        """The place after the last paragraph."""
        return self.places[-1] + 1 if self.places else self.region.stop

    def size(self, outline: Outline) -> int:
        """How many letters the paragraphs hold."""
        return sum(len(outline.lines[place].text) for place in self.places)


def find_body(outline: Outline, facts: PageFacts, recipe: Recipe, title: Title | None, teasers: frozenset[int]) -> Body:
    """The lead and the body of the article; no places when the page has no running text."""
    title_place = title.place if title else None
    good = good_letters(outline, title_place)
    chosen = from_recipe(outline, recipe, good, title_place)
    dense = densest(outline, good)
    if chosen is None or letters_in(good, outline.span(chosen)) < 0.4 * letters_in(good, outline.span(dense)):
        chosen = dense
    region = _joined_region(outline, recipe, chosen, good)
    places = _lead(outline, facts, recipe, title_place, region)
    places += [place for place in _paragraphs(outline, region, title, title_place) if place not in places]
    return Body(tuple(_without_repeats(outline, places)), region, title_place, chosen, teasers)


def _joined_region(outline: Outline, recipe: Recipe, chosen: HtmlElement, good: list[int]) -> range:
    """The element's lines; a body that the platform splits into several fields of one name is joined."""
    region = outline.span(chosen)
    for selector in recipe.body:
        same = outline.index.find_all((selector,))
        if chosen not in same or len(same) < 2:
            continue
        for element in same:
            places = outline.span(element)
            near = places and (
                (places.stop <= region.start and region.start - places.stop <= 6)
                or (places.start >= region.stop and places.start - region.stop <= 6)
            )
            if (
                near
                and letters_in(good, places) >= 40
                and element.getparent() is not None
                and not _is_inside(element, chosen)
            ):
                region = range(min(region.start, places.start), max(region.stop, places.stop))
    return region


def _is_inside(element: HtmlElement, other: HtmlElement) -> bool:
    return any(parent is other for parent in element.iterancestors()) or any(
        parent is element for parent in other.iterancestors()
    )


def _lead(outline: Outline, facts: PageFacts, recipe: Recipe, title_place: int | None, region: range) -> list[int]:
    """The places of the lead: what the recipe names, or running text between the title and the body."""
    named = {place for element in outline.index.find_all(recipe.lead) for place in outline.span(element)}
    start = title_place + 1 if title_place is not None and title_place < region.start else max(0, region.start - 6)
    between = range(start, region.start)
    described = fold(facts.description)[:50]
    found = []
    for place in between:
        line = outline.lines[place]
        if line.cut or line.link_share > 0.5 or len(line.text) < 25 or is_furniture(line) or is_date_line(line.text):
            continue
        marked = place in named or not marks_of(line.block).isdisjoint(_LEAD_MARKS)
        stated = len(described) >= 30 and line.folded[:50].startswith(described[:30])
        plain = title_place is not None and len(between) <= 15 and len(line.text) >= 60 and line.text[-1] in '.!?…”":'
        if marked or stated or plain:
            found.append(place)
    return found


def _paragraphs(outline: Outline, region: range, title: Title | None, title_place: int | None) -> list[int]:
    kept: list[int] = []
    plain_title = fold(title.text) if title else ""
    letters = max(1, outline.size(region))
    done, skip_links = 0, False
    for place in region:
        line = outline.lines[place]
        done += len(line.text)
        if line.cut or (title_place is not None and place <= title_place):
            continue
        if ends_article(line) and (done > letters * 0.3 or not _follows(outline, region, place)):
            break
        if heads_related(line) and _heads_links(outline, region, place):
            skip_links = True
            continue
        if skip_links and (line.link_share > 0.5 or is_date_line(line.text) or len(line.text) < 25):
            continue
        skip_links = False
        if is_furniture(line) or (is_date_line(line.text) and _at_edge(place, region)):
            continue
        if plain_title and line.folded == plain_title:
            continue
        kept.append(place)
    return _without_link_tail(outline, kept)


def _follows(outline: Outline, region: range, place: int) -> bool:
    """Whether running text follows the place: then what looks like the end is no end."""
    return any(
        not line.cut and line.link_share < 0.3 and len(line.text) > 120
        for line in outline.lines[place + 1 : region.stop][:8]
    )


def _heads_links(outline: Outline, region: range, place: int) -> bool:
    following = [line for line in outline.lines[place + 1 : region.stop][:3] if not line.cut]
    return bool(following) and following[0].link_share > 0.5


def _at_edge(place: int, region: range) -> bool:
    return place - region.start < 6 or region.stop - place <= 6


def _without_link_tail(outline: Outline, places: list[int]) -> list[int]:
    """Drops the links to other pages that close the text without a heading: two or more in a row."""
    end = len(places)
    while end and _is_page_link(outline.lines[places[end - 1]]):
        end -= 1
    return places[:end] if len(places) - end >= 2 else places


def _is_page_link(line: Line) -> bool:
    if line.link_share < 0.8 or not line.links:
        return False
    target = line.links[0][1].lower().partition("?")[0]
    return not target.endswith(
        (".pdf", ".doc", ".docx", ".xls", ".xlsx", ".zip", ".rar", ".jpg", ".png", ".ppt", ".pptx")
    )


def _without_repeats(outline: Outline, places: list[int]) -> list[int]:
    """Each paragraph once: a lead is often repeated, and some pages hold two layouts of one text."""
    kept, seen, before = [], set[str](), ""
    for place in places:
        text = outline.lines[place].text
        if text == before or (len(text) >= 60 and text in seen):
            continue
        seen.add(text)
        before = text
        kept.append(place)
    return kept
