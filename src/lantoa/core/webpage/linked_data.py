"""JSON-LD (schema.org) of a page: the statement about the article that the page is about."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from lantoa.core.viettext import fold, to_nfc

from .tree import squeeze

MAX_STATEMENTS = 2_000
"""JSON-LD objects read of one page; pages seen have below 100."""

_ARTICLES = {
    "newsarticle", "article", "reportagenewsarticle", "blogposting", "report", "analysisnewsarticle",
    "opinionnewsarticle", "backgroundnewsarticle", "reviewnewsarticle", "advertisercontentarticle", "techarticle",
    "socialmediaposting", "newsarticles",
}  # fmt: skip
_LISTS = {"itemlist", "collectionpage", "searchresultspage"}
_WRAPPING = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|\]\]>)\s*$"
)
_TRAILING_COMMA = re.compile(r",\s*([}\]])")


@dataclass(frozen=True, slots=True)
class LinkedArticle:
    """What JSON-LD states about the article; empty where it states nothing."""

    headline: str = ""
    published: str = ""
    authors: tuple[str, ...] = ()
    publisher: str = ""
    section: str = ""
    body: str = ""
    breadcrumb: tuple[str, ...] = ()


def read_linked_article(root: HtmlElement, url: str, titles: tuple[str, ...]) -> LinkedArticle:
    """The article's statement; of several, the one with the page's title or address. Never raises."""
    nodes = [node for script in root.iter("script") if _is_linked(script) for node in _nodes(_load(script.text or ""))]
    by_id = {str(node["@id"]): node for node in nodes if "@id" in node and len(node) > 1}
    articles = [node for node in nodes if _kinds(node) & _ARTICLES]
    chosen = _choose(articles, url, titles)
    breadcrumb = next((levels for node in nodes if "breadcrumblist" in _kinds(node) and (levels := _levels(node))), ())
    if chosen is None:
        page = next((node for node in nodes if "webpage" in _kinds(node) and node.get("datePublished")), {})
        return LinkedArticle(published=_text(page.get("datePublished")), breadcrumb=breadcrumb)
    return replace(_article(chosen, by_id), breadcrumb=breadcrumb)


def _is_linked(script: HtmlElement) -> bool:
    return "ld+json" in (script.get("type") or "").lower()


def _load(text: str) -> Any:
    plain = _WRAPPING.sub("", _WRAPPING.sub("", text.strip()))
    for attempt in (plain, _TRAILING_COMMA.sub(r"\1", plain), unescape(plain)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _nodes(data: Any) -> Iterator[dict[str, Any]]:
    """Every object in reading order, but not those inside lists of other articles."""
    waiting, count = [data], 0
    while waiting and count < MAX_STATEMENTS:
        item = waiting.pop(0)
        count += 1
        if isinstance(item, list):
            waiting[:0] = item[:200]
        elif isinstance(item, dict):
            yield item
            if not _kinds(item) & (_LISTS | {"breadcrumblist"}):
                waiting.extend(value for value in item.values() if isinstance(value, dict | list))


def _kinds(node: dict[str, Any]) -> set[str]:
    kinds = node.get("@type")
    listed = kinds if isinstance(kinds, list) else [kinds]
    return {kind.rpartition("/")[2].lower() for kind in listed if isinstance(kind, str)}


def _choose(articles: list[dict[str, Any]], url: str, titles: tuple[str, ...]) -> dict[str, Any] | None:
    if len(articles) < 2:
        return articles[0] if articles else None
    path = _path(url)
    for article in articles:
        headline = fold(_text(article.get("headline") or article.get("name")))
        if len(headline) > 10 and any(headline in fold(title) for title in titles):
            return article
    for article in articles:
        own = article.get("url") or article.get("mainEntityOfPage") or article.get("@id")
        own = own.get("@id") if isinstance(own, dict) else own
        if isinstance(own, str) and path and _path(own) == path:
            return article
    return None


def _path(address: str) -> str:
    try:
        return urlsplit(address).path.rstrip("/")
    except ValueError:
        return ""


def _article(node: dict[str, Any], by_id: dict[str, dict[str, Any]]) -> LinkedArticle:
    section = node.get("articleSection")
    publisher = node.get("publisher")
    return LinkedArticle(
        headline=_text(node.get("headline") or node.get("name")),
        published=_text(node.get("datePublished")),
        authors=tuple(_names(node.get("author") or node.get("creator"), by_id)),
        publisher=next(iter(_names(publisher, by_id)), ""),
        section=_text(section[0] if isinstance(section, list) and section else section),
        body=_lines(node.get("articleBody")),
    )


def _names(value: Any, by_id: dict[str, dict[str, Any]]) -> list[str]:
    names = []
    for item in value[:20] if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            item = by_id.get(str(item["@id"]), item) if "name" not in item and "@id" in item else item
            item = item.get("name")
        item = item[0] if isinstance(item, list) and item else item
        if name := _text(item):
            names.append(name)
    return names


def _levels(node: dict[str, Any]) -> tuple[str, ...]:
    items = node.get("itemListElement")
    levels = []
    for item in items[:20] if isinstance(items, list) else []:
        if isinstance(item, dict):
            inner = item.get("item")
            levels.append(_text(item.get("name") or (inner.get("name") if isinstance(inner, dict) else "")))
    return tuple(level for level in levels if level)


def _text(value: Any) -> str:
    return squeeze(to_nfc(unescape(value))) if isinstance(value, str) else ""


def _lines(value: Any) -> str:
    if not isinstance(value, str):
        return ""
    plain = re.sub(r"<[^>]{0,400}>", "\n", unescape(value))
    return "\n".join(line for raw in to_nfc(plain).splitlines() if (line := squeeze(raw)))
