"""What a page states about itself for machines: JSON-LD, OpenGraph, meta tags, microdata; read once for all."""

from dataclasses import dataclass, field

from lxml.html import HtmlElement

from lantoa.core.viettext import fold

from .linked_data import LinkedArticle, read_linked_article
from .tree import squeeze, text_of

_PUBLISHED = (
    "article:published_time", "og:article:published_time", "article:published", "pubdate", "publishdate",
    "publish_date", "publish-date", "datepublished", "date.publish", "dc.date.issued", "dcterms.created", "dc.date",
    "dcterms.date", "cxenseparse:recs:publishtime", "its_publication", "sailthru.date", "date",
)  # fmt: skip
_AUTHORS = (
    "author",
    "article:author",
    "dable:author",
    "dc.creator",
    "dcterms.creator",
    "cxenseparse:author",
    "its_author",
)
_SECTIONS = ("article:section", "its_section", "dc.subject", "cxenseparse:category")
_ARTICLE_TYPES = ("article", "newsarticle", "blogposting", "report", "webpage")


@dataclass(frozen=True, slots=True)
class PageFacts:
    """Every field is what the page says, squeezed; an empty string or tuple where it says nothing."""

    document_title: str = ""
    og_title: str = ""
    og_type: str = ""
    site_name: str = ""
    description: str = ""
    canonical: str = ""
    og_url: str = ""
    linked: LinkedArticle = field(default_factory=LinkedArticle)
    published: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    headline: str = ""

    @property
    def titles(self) -> tuple[str, ...]:
        """The titles stated for machines, the most exact first."""
        stated = (self.linked.headline, self.headline, self.og_title, self.document_title)
        return tuple(title for title in stated if title)

    @property
    def is_article(self) -> bool:
        """Whether the page declares itself an article."""
        return self.og_type.lower() == "article" or bool(self.linked.headline or self.linked.published)


def read_facts(root: HtmlElement, url: str) -> PageFacts:
    """What the page states about itself. Never raises: a malformed statement counts as not made."""
    metas = _metas(root)
    title = next(iter(root.iter("title")), None)
    document_title = text_of(title) if title is not None else ""
    og_title = _first(metas, ("og:title", "twitter:title", "dc.title", "title"))
    linked = read_linked_article(root, url, (og_title, document_title))
    micro = _microdata(root, og_title or document_title)
    return PageFacts(
        document_title=document_title,
        og_title=og_title,
        og_type=_first(metas, ("og:type",)),
        site_name=_first(metas, ("og:site_name", "application-name", "dc.publisher", "copyright")),
        description=_first(metas, ("og:description", "description", "twitter:description")),
        canonical=_canonical(root),
        og_url=_first(metas, ("og:url",)),
        linked=linked,
        published=tuple(
            value for value in (linked.published, *_all(metas, _PUBLISHED), micro.get("published", "")) if value
        ),
        authors=tuple(value for value in (*_all(metas, _AUTHORS), micro.get("author", "")) if value),
        sections=tuple(value for value in (linked.section, *_all(metas, _SECTIONS), micro.get("section", "")) if value),
        headline=micro.get("headline", ""),
    )


def _metas(root: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().lower()
        content = squeeze(meta.get("content") or "")
        # A meta tag far down belongs to the microdata of some item, not to the page.
        if name and content and name not in found and (not meta.get("itemprop") or _in_head(meta)):
            found[name] = content
    return found


def _in_head(element: HtmlElement) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag in {"head", "html"}


def _first(metas: dict[str, str], names: tuple[str, ...]) -> str:
    return next((metas[name] for name in names if metas.get(name)), "")


def _all(metas: dict[str, str], names: tuple[str, ...]) -> list[str]:
    return [metas[name] for name in names if metas.get(name)]


def _canonical(root: HtmlElement) -> str:
    for link in root.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split():
            return squeeze(link.get("href") or "")
    return ""


def _microdata(root: HtmlElement, title: str) -> dict[str, str]:
    """The statements of the one article scope of the page: with the page's title as headline, or the only one."""
    scopes = [item for item in root.xpath("//*[@itemscope]") if isinstance(item, HtmlElement) and _is_article(item)]
    if not scopes:
        return _statements(root) if not root.xpath("//*[@itemscope]") else {}
    read = [(scope, _statements(scope)) for scope in scopes[:30]]
    for _, stated in read:
        if stated.get("headline") and fold(stated["headline"]) in fold(title):
            return stated
    return read[0][1] if len(read) == 1 else {}


def _is_article(item: HtmlElement) -> bool:
    kind = (item.get("itemtype") or "").rstrip("/").rpartition("/")[2].lower()
    return kind.endswith(_ARTICLE_TYPES)


def _statements(scope: HtmlElement) -> dict[str, str]:
    stated: dict[str, str] = {}
    names = {"headline": "headline", "datepublished": "published", "author": "author", "articlesection": "section"}
    for element in scope.iter():
        prop = element.get("itemprop") if isinstance(element, HtmlElement) else None
        key = names.get((prop or "").strip().lower())
        if key and key not in stated and (value := _value(element, key)):
            stated[key] = value
    return stated


def _value(element: HtmlElement, key: str) -> str:
    if key == "author":
        named = element.xpath(".//*[@itemprop='name']")
        if isinstance(named, list) and named and isinstance(named[0], HtmlElement):
            element = named[0]
    stated = element.get("content")
    if not stated and key == "published":
        stated = element.get("datetime") or (element.get("title") if element.tag == "abbr" else "")
    return squeeze(stated or "") or text_of(element)
