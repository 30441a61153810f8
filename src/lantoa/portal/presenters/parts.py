"""The parts that components take (apps/base/templates/components); each is told in the first line of its template."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.utils.safestring import SafeString, mark_safe

from lantoa.apps.base.templatetags.vietnamese import number
from lantoa.core.charts import Figure

# So many letters are read at a glance.
_AT_A_GLANCE = 320


@dataclass(frozen=True, slots=True)
class Link:
    """A way to another page; without an address it is words only."""

    label: str
    href: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class Tag:
    """A short mark: plain, theme, illustrative, repost, warning or phrase."""

    label: str
    kind: str = "plain"
    href: str = ""
    count: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """One thing among others of its kind."""

    title: str
    href: str
    code: str = ""
    kicker: str = ""
    text: str = ""
    figure: str = ""
    figure_unit: str = ""
    dots: tuple[str, ...] = ()
    dots_words: str = ""
    tags: tuple[Tag, ...] = ()
    phrases: tuple[Tag, ...] = ()


@dataclass(frozen=True, slots=True)
class Stat:
    """A figure with its words."""

    value: str
    label: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a term: text, perhaps a link (outside: to another site), a code, marks, a note."""

    text: str
    href: str = ""
    outside: bool = False
    code: bool = False
    note: str = ""
    tags: tuple[Tag, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """A term and its values."""

    term: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """A word to the reader: plain, illustrative, good, error or unknown."""

    kind: str
    text: str
    title: str = ""
    links: tuple[Link, ...] = ()
    slim: bool = False


@dataclass(frozen=True, slots=True)
class Empty:
    """Nothing here yet, and what to do about it."""

    title: str
    text: str
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Badge:
    """The fingerprint of a kept page, shortened, and the way to its check."""

    sha256: str
    fetched_at: str
    href: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart ready for the page; the wide drawing stands in for the narrow one where there is room."""

    title: str
    picture: SafeString
    wide_picture: SafeString | str
    sentence: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def first_words(self) -> str:
        """Return the sentences that stand beside the picture: as many as one reads at a glance."""
        return _parted(self.sentence)[0]

    @property
    def further_words(self) -> str:
        """Return the sentences that are left, "" for none."""
        return _parted(self.sentence)[1]


def _parted(text: str) -> tuple[str, str]:
    """Return a text in two parts, the first of whole sentences and about as long as `_AT_A_GLANCE`.

    >>> _parted("Một câu. Hai câu."), len(_parted("Câu này dài. " * 100)[0]) < 450
    (('Một câu. Hai câu.', ''), True)
    """
    if len(text) <= _AT_A_GLANCE * 1.4:
        return text, ""
    sentences = text.split(". ")
    first = sentences[0]
    for place, sentence in enumerate(sentences[1:], start=1):
        if len(first) > _AT_A_GLANCE / 2 and len(first) + len(sentence) > _AT_A_GLANCE:
            return f"{first}.", ". ".join(sentences[place:]).strip()
        first = f"{first}. {sentence}"
    return first, ""


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture in several widths, with the words that stand in for it; `shape` is its width and height."""

    src: str
    srcset: str
    alt: str
    shape: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Meta:
    """What machines read of a page: search engines, previews of links, readers of feeds."""

    kind: str = "website"
    image: str = ""
    published: str = ""
    modified: str = ""
    feeds: tuple[Link, ...] = ()
    data: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a page: title, what the page is, where it stands, marks; `description` is for search engines."""

    title: str
    crumbs: tuple[Link, ...] = ()
    lead: str = ""
    tags: tuple[Tag, ...] = ()
    meta: Meta = Meta()

    @property
    def description(self) -> str:
        return self.lead or self.title


@dataclass(frozen=True, slots=True)
class Pages:
    """The ways between the pages of a list, and a sentence on what this page shows."""

    links: tuple[Link, ...]
    previous: str
    next: str
    summary: str
    label: str = "Các trang của danh sách"


def fact(
    term: str, text: str | None, *, href: str = "", note: str = "", code: bool = False, outside: bool = False
) -> Fact:
    """Return a term with one value; what is not known is said so, never left out in silence."""
    known = Value(text, href=href, note=note, code=code, outside=outside) if text else Value("không nêu")
    return Fact(term, (known,))


def picture(figure: Figure, wide: Figure | None = None) -> Picture:
    """Return the chart for the figure component. The SVG is made by core/charts, which escapes every text in it."""
    return Picture(
        title=figure.title,
        picture=mark_safe(figure.svg),
        wide_picture=mark_safe(wide.svg) if wide else "",
        sentence=figure.sentence,
        header=figure.table.header,
        rows=figure.table.rows,
    )


def pages_of(page: Page[Any], *, query: QueryDict, noun: str) -> Pages:
    """Return the ways between the pages, keeping what else was asked for in the address.

    With one page only there are no ways, and the sentence still says how many there are.
    """
    paginator: Paginator[Any] = page.paginator
    total = f"{number(paginator.count)} {noun}"
    if paginator.num_pages == 1:
        return Pages((), "", "", f"Có {total}." if paginator.count else "")

    def address(wanted: int) -> str:
        asked = query.copy()
        asked["trang"] = str(wanted)
        return f"?{asked.urlencode(safe='/')}"

    links = tuple(
        Link(str(place), address(place), current=place == page.number) if isinstance(place, int) else Link("…")
        for place in paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    )
    return Pages(
        links,
        previous=address(page.previous_page_number()) if page.has_previous() else "",
        next=address(page.next_page_number()) if page.has_next() else "",
        summary=f"Đang xem {number(page.start_index())}–{number(page.end_index())} trong {total}.",
    )
