"""An article read from the page of a Vietnamese government or newspaper site."""

from dataclasses import dataclass

from lxml.html import HtmlElement

from .addresses import absolute_url, clean_url, registrable_host
from .adverts import drop_adverts
from .bodies import Body, find_body
from .boxes import cut_boxes
from .bylines import find_byline
from .decoding import UnreadablePage, decode_page
from .facts import PageFacts, read_facts
from .fallback import better_text
from .outline import Outline
from .publication import find_publication
from .recipe import Recipe
from .recipes import recipe_for
from .refusals import (
    NotAnArticle,
    refuse_ciphered,
    refuse_empty,
    refuse_error_page,
    refuse_listing,
    refuse_short,
    refuse_unfilled,
)
from .running_text import from_recipe, text_start
from .sections import find_section
from .teasers import teaser_places
from .titles import Title, confirmed_headings, find_title, stated_titles
from .tree import drop_unseen, parse_text


@dataclass(frozen=True, slots=True)
class Article:
    """One article. `published_at` is ISO 8601, with +07:00 and a time when the page states one, else the date alone.

    `text` is paragraphs separated by line ends, NFC. What the page does not state is None, and `notes` say why in
    Vietnamese; `removed_adverts` are the texts of adverts that were taken out.
    """

    title: str
    text: str
    published_at: str | None
    author: str | None
    section: str | None
    url: str
    removed_adverts: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, str | None]:
        """The six facts of the article under their names, for JSON."""
        return {
            "title": self.title,
            "text": self.text,
            "published_at": self.published_at,
            "author": self.author,
            "section": self.section,
            "url": self.url,
        }


def extract_article(html: bytes | str, *, url: str, content_type: str | None = None) -> Article:
    """The article of the page at `url`. Raises NotAnArticle, and nothing else, when the page holds none.

    `content_type` is the header of the answer when known. The page's own statements (JSON-LD, OpenGraph, microdata)
    and the recipe of its platform are used; without them the densest part of the page, or trafilatura when that finds
    more. Cost: linear in the size of the page; no network, no clock. Measured in tests/gold/test_pages_gold.py.
    """
    try:
        text = decode_page(html, content_type)
        root = parse_text(text)
        alive = list(root.iter())  # lxml makes each Python element anew unless somebody holds it: half of the time
    except UnreadablePage as error:
        raise NotAnArticle(str(error)) from error
    facts = read_facts(root, url)
    base = _base(root, url)
    recipe = recipe_for(alive, url)
    removed = drop_adverts(root, url)  # before the style sheets go: they say what is hidden
    drop_unseen(root)
    outline = Outline(root)
    refuse_empty(outline)
    refuse_unfilled(outline, facts)
    title, body = _locate(outline, facts, recipe, base)
    return _assemble(outline, facts, recipe, title, body, removed, url)


def _locate(outline: Outline, facts: PageFacts, recipe: Recipe, url: str) -> tuple[Title | None, Body]:
    guess = from_recipe(outline, recipe, None, None)
    kept = [*confirmed_headings(outline.root, stated_titles(facts, url)), *([guess] if guess is not None else [])]
    cut_boxes(outline, recipe, kept)
    teasers = frozenset(teaser_places(outline))
    for place in teasers:
        outline.lines[place].cut = True
    title = find_title(outline, facts, recipe, url, text_start(outline, recipe))
    return title, find_body(outline, facts, recipe, title, teasers)


def _assemble(
    outline: Outline,
    facts: PageFacts,
    recipe: Recipe,
    title: Title | None,
    body: Body,
    removed: tuple[str, ...],
    url: str,
) -> Article:
    refuse_error_page(outline, facts, title, body)
    refuse_listing(outline, facts, title, body, url)
    byline = find_byline(outline, facts, recipe, body, url)
    publication = find_publication(outline, facts, recipe, body)
    unwanted = byline.places | ({publication.place} if publication.place is not None else frozenset())
    lines = [outline.lines[place].text for place in _kept(outline, body, unwanted)]
    text = better_text("\n".join(lines), outline, facts, title)
    refuse_short(text)
    refuse_ciphered(text)
    if title is None:
        raise NotAnArticle("Không tìm thấy tiêu đề bài viết trên trang; hãy mở trang để kiểm tra và nhập bài bằng tay.")
    section = find_section(outline, facts, recipe, body, title.text, url)
    notes = [
        note for note in (publication.note, byline.note, None if section else "Trang không ghi chuyên mục.") if note
    ]
    return Article(
        title.text, text, publication.iso, byline.name, section, _own_address(facts, url), removed, tuple(notes)
    )


def _kept(outline: Outline, body: Body, unwanted: frozenset[int]) -> list[int]:
    """The paragraphs without the lines that only name author or date; what little stands under a signature goes too."""
    lines = outline.lines
    last_name = max((place for place in unwanted if place in body.places[-4:]), default=body.stop)
    return [
        place
        for place in body.places
        if (place not in unwanted or len(lines[place].text) > 160)
        and (place < last_name or len(lines[place].text) > 80)
    ]


def _base(root: HtmlElement, url: str) -> str:
    base = next((element.get("href") or "" for element in root.iter("base")), "")
    return absolute_url(base, url) or url


def _own_address(facts: PageFacts, url: str) -> str:
    """The canonical address when it is on the same registrable host and not just the home page."""
    for stated in (facts.canonical, facts.og_url):
        address = absolute_url(stated, url) if stated else ""
        if address and registrable_host(address) == registrable_host(url):
            home = address.count("/") == 3 and address.endswith("/")
            if not home or clean_url(url) == address:
                return address
    return clean_url(url)
