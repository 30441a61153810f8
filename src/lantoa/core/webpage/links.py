"""Links of a listing or home page that look like articles of the same site, and the next page of the listing."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from lxml.html import HtmlElement

from lantoa.core.viettext import fold

from .addresses import absolute_url, clean_url, host_of
from .dates import read_stamps
from .tree import drop_unseen, marks_of, parse_page, squeeze, text_of

MAX_LINKS = 500
"""Links taken of one page; the longest listing pages seen have about 120."""

_MENU_MARKS = frozenset(
    {
    "nav", "navbar", "navigation", "menu", "submenu", "mainmenu", "topmenu", "breadcrumb", "breadcrumbs", "footer",
    "pagination", "pager", "paging", "phantrang", "tagcloud", "tags", "weblink", "weblinks", "lienket", "login",
    "social", "share", "copyright", "contentinfo", "quicklaunch", "sitemap",
}
)  # fmt: skip
_FILE = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|zip|rar|7z|jpe?g|png|gif|webp|svg|mp[34]|avi|mov|wmv|css|js|xml|rss|json|apk|exe)$",
    re.IGNORECASE,
)
_NO_ARTICLE = re.compile(
    r"(?:^|/)(?:tags?|tu-khoa|chu-de|topic|author|tac-gia|category|chuyen-muc|danh-muc|search|tim-kiem|seek|login"
    r"|dang-nhap|register|dang-ky|logout|users?|account|rss|feeds?|contact|lien-he|about|gioi-thieu"
    r"|sitemap|so-do|wp-admin|wp-login|cart|print|in-trang|sendmail|share|comment|page|trang|archive|video|photo"
    r"|hoi-dap|faq|thu-vien|banner|weblinks|voting|statistics|dieu-khoan|chinh-sach-bao-mat)(?:[/.?-]?\d*)(?:/"
    r"|\.\w+)?$",
    re.IGNORECASE,
)
_SECTION_FOLDER = re.compile(
    r"/(?:category|categories|tags?|author|tac-gia|chuyen-muc|danh-muc|tu-khoa|topic|chu-de)/(?:[^/.]+/?){1,3}$"
)
_ID = re.compile(
    r"\d{3,}|post\d+|(?:item|article|news|tin|bai)_?id=\d+|[?&](?:id|tc|n|idtin|newsid|mabb)=\d+", re.IGNORECASE
)
_PAGE_END = re.compile(r"\.(?:html?|aspx|vnp|epi|tpo|chn|vov|ldo|php|htm)$", re.IGNORECASE)
_NEXT_WORDS = frozenset(
    {
        "sau",
        "trang sau",
        "tiep",
        "tiep theo",
        "trang tiep",
        "trang tiep theo",
        "trang ke",
        "ke tiep",
        "next",
        "next page",
        "›",
        "»",
        ">",
        ">>",
        "→",
        "trang ke tiep",
        "older posts",
        "bai cu hon",
        "cu hon",
        "xem them",
    }
)
_PAGE_MARKS = frozenset(
    {
        "pagination",
        "pager",
        "paging",
        "phantrang",
        "page",
        "pages",
        "pagenav",
        "navlinks",
        "wppagenavi",
        "paginate",
        "genpage",
        "taglib",
        "lfrpagination",
    }
)
_CURRENT_MARKS = frozenset({"active", "current", "selected", "on"})


@dataclass(frozen=True, slots=True)
class Link:
    """A page and what its listing, feed or sitemap says of it; `title` is "" where nothing is said."""

    url: str
    title: str
    published_at: str | None


def discover_links(html: bytes | str, *, url: str) -> list[Link]:
    """The links that look like articles of the same site, in page order, each page once; [] when there are none.

    Menus, footers, pagination, tags, files and other sites are left out; tracking parameters and fragments are
    dropped. A date is given when the item that holds the link states one. Raises UnreadablePage.
    """
    root = parse_page(html)
    drop_unseen(root)
    base = _base(root, url)
    own, here = host_of(url), clean_url(url)
    titles: dict[str, str] = {}
    items: dict[str, HtmlElement] = {}
    menus = _menus(root)
    for link in root.iter("a"):
        address = absolute_url(link.get("href") or "", base)
        if not address or address == here or host_of(address) != own or not _may_be_article(address):
            continue
        if any(parent in menus for parent in link.iterancestors()):
            continue
        text = squeeze(text_of(link)) or squeeze(link.get("title") or "")
        if len(text) > len(titles.get(address, "")):
            items[address] = link
            titles[address] = text[:300]
        titles.setdefault(address, "")
    sections = _sections(titles)
    chosen = [
        address for address, title in titles.items() if address not in sections and _is_article_like(address, title)
    ]
    return [Link(address, titles[address], _date_of(items[address], address, base)) for address in chosen[:MAX_LINKS]]


def next_page_url(html: bytes | str, *, url: str) -> str | None:
    """The address of the next page of the listing; None on the last page or when it opens by script only.

    Found by rel="next", by the words on the link ("Trang sau", "»") inside a pagination, or as the number after the
    current one. Raises UnreadablePage.
    """
    root = parse_page(html)
    base, here = _base(root, url), clean_url(url)
    for tag in ("link", "a"):
        for element in root.iter(tag):
            if "next" in (element.get("rel") or "").lower().split() and (address := _other(element, base, here)):
                return address
    for box in root.iter("ul", "div", "nav", "p", "td", "span", "ol"):
        if marks_of(box).isdisjoint(_PAGE_MARKS) or not _is_pagination(box):
            continue
        if following := _next_in(box, base, here):
            return following
    return None


def _base(root: HtmlElement, url: str) -> str:
    stated = next((element.get("href") or "" for element in root.iter("base")), "")
    return absolute_url(stated, url) or url


def _menus(root: HtmlElement) -> set[HtmlElement]:
    found = set()
    for element in root.iter("nav", "footer", "div", "ul", "ol", "section", "td", "table", "header", "p"):
        # A wrapper that is named after the menu it holds is no menu: long linked titles stand in articles' rows.
        named = not marks_of(element).isdisjoint(_MENU_MARKS)
        if element.tag in {"nav", "footer"} or (named and _long_titles(element) < 6):
            found.add(element)
    return found


def _long_titles(element: HtmlElement) -> int:
    return sum(1 for link in element.iter("a") if len(text_of(link)) >= 45)


def _may_be_article(address: str) -> bool:
    parts = urlsplit(address)
    return (
        not _FILE.search(parts.path)
        and not _NO_ARTICLE.search(parts.path)
        and (not _SECTION_FOLDER.search(parts.path) or bool(re.search(r"\d{4,}", parts.path)))
        and (parts.path not in {"", "/"} or bool(_ID.search("?" + parts.query)))
    )


def _sections(titles: dict[str, str]) -> set[str]:
    """Addresses whose path is the folder of other linked pages: sections, not articles."""
    paths = {address: urlsplit(address) for address in titles}
    folders = set()
    for parts in paths.values():
        folder = parts.path.rstrip("/")
        while "/" in folder:
            folder = folder.rpartition("/")[0]
            folders.add(folder)
    return {
        address
        for address, parts in paths.items()
        if not parts.query and _PAGE_END.sub("", parts.path.rstrip("/")) in folders
    }


def _is_article_like(address: str, title: str) -> bool:
    words = title.split()
    if len(words) < 4 or len(title) < 18:
        return False
    parts = urlsplit(address)
    slug = parts.path.rstrip("/").rpartition("/")[2]
    hyphens = slug.count("-") + slug.count("_")
    points = (2 if hyphens >= 4 else 1 if hyphens >= 2 else 0) + (2 if _ID.search(f"{parts.path}?{parts.query}") else 0)
    points += (
        (1 if _PAGE_END.search(parts.path) else 0)
        + (1 if len(words) >= 7 else 0)
        + (1 if parts.path.count("/") >= 3 else 0)
    )
    return points >= 2


def _date_of(link: HtmlElement, address: str, base: str) -> str | None:
    """The date in the item around the link: the largest element that links to no other page."""
    text = ""
    for parent in link.iterancestors():
        if parent.tag in {"body", "html", "main"}:
            break
        targets = {absolute_url(other.get("href") or "", base) for other in parent.iter("a")} - {"", address}
        if any(_may_be_article(target) and host_of(target) == host_of(address) for target in targets):
            break
        text = text_of(parent)
        stamped = next((element.get("datetime") for element in parent.iter("time") if element.get("datetime")), None)
        stamps = read_stamps(stamped or "") or (
            read_stamps(text.replace(text_of(link), " ", 1)) if len(text) < 1_000 else []
        )
        if stamps:
            return stamps[0].iso
    return None


def _other(element: HtmlElement, base: str, here: str) -> str:
    address = absolute_url(element.get("href") or "", base)
    return address if address != here and host_of(address) == host_of(here) else ""


def _is_pagination(box: HtmlElement) -> bool:
    labels = [text_of(link) for link in box.iter("a")]
    return any(label.isdigit() for label in labels) or any(fold(label) in _NEXT_WORDS for label in labels)


def _next_in(box: HtmlElement, base: str, here: str) -> str | None:
    links = [link for link in box.iter("a") if text_of(link) or link.get("title") or link.get("aria-label")]
    for link in links:
        names = {fold(text_of(link)), fold(link.get("title") or ""), fold(link.get("aria-label") or "")}
        if not names.isdisjoint(_NEXT_WORDS) and (address := _other(link, base, here)):
            return address
    current = _current_number(box, here)
    for link in links:
        if current is not None and text_of(link) == str(current + 1) and (address := _other(link, base, here)):
            return address
    return None


def _current_number(box: HtmlElement, here: str) -> int | None:
    for element in box.iter("li", "span", "a", "strong", "b", "em"):
        text = text_of(element)
        if (
            text.isdigit()
            and len(text) < 5
            and (
                element.get("aria-current")
                or not marks_of(element).isdisjoint(_CURRENT_MARKS)
                or element.tag in {"strong", "b"}
            )
        ):
            return int(text)
    for name, value in parse_qsl(urlsplit(here).query):
        if name.lower() in {"page", "trang", "p", "cur", "paged"} and value.isdigit():
            return int(value)
    return 1 if any(text_of(link) == "2" for link in box.iter("a")) else None
