"""Boxes of a page that are no article text, known by tag and name: menus, related news, comments, tools."""

from lxml.html import HtmlElement

from .outline import Outline
from .recipe import Recipe
from .tree import marks_of

_ALWAYS = frozenset(
    {
    "nav", "navbar", "navigation", "menu", "submenu", "mainmenu", "topmenu", "breadcrumb", "breadcrumbs", "footer",
    "sidebar", "siderbar", "related", "relate", "relatednews", "tinlienquan", "lienquan", "tinkhac",
    "tincungchuyenmuc", "cungchuyenmuc", "baivietkhac", "othernews", "moinews", "tincu", "tinmoi", "tinmoinhat",
    "tindocnhieu", "docnhieu", "xemnhieu", "mostread", "mostview", "mostviewed", "comment", "comments", "binhluan",
    "fbcomments", "disqus", "respond", "pagination", "pager", "paging", "phantrang", "copyright", "thongke",
    "truycap", "tagcloud", "tags", "taglist", "keywords", "tukhoa", "socials", "social", "sharing", "sharebox",
    "addthis", "addtoany", "fblike", "rating", "ratings", "danhgia", "weblink", "weblinks", "lienket", "marquee",
    "login", "newsletter", "popup", "modal", "cookie", "skiplink", "quicklaunch", "breadcrum", "contentinfo",
    "complementary", "banner", "search", "searchbox", "otherarticle", "otherarticles", "relatedposts", "relatedpost",
    "recentposts", "dieuhuong",
}
)  # fmt: skip
_MAYBE = frozenset(
    {
    "share", "tag", "toolbar", "tools", "tool", "print", "vote", "other", "others", "widget", "aside", "hot",
    "latest", "recent", "slider", "carousel", "ticker", "header", "topbar", "bottombar", "authorbox", "counter",
    "views", "luotxem", "utility", "utilities", "khac", "more", "readmore",
}
)  # fmt: skip
_CONTENT = frozenset(
    {
        "content",
        "detail",
        "details",
        "article",
        "body",
        "entry",
        "post",
        "noidung",
        "chitiet",
        "text",
        "news",
        "bodytext",
        "main",
        "container",
        "wrapper",
        "title",
    }
)
_PARTS = frozenset(
    {
        "div",
        "section",
        "aside",
        "ul",
        "ol",
        "table",
        "nav",
        "footer",
        "header",
        "p",
        "td",
        "article",
        "dl",
        "figure",
        "span",
        "form",
        "fieldset",
        "center",
    }
)


def cut_boxes(outline: Outline, recipe: Recipe, kept_parts: list[HtmlElement]) -> None:
    """Marks the lines of such boxes as cut. A box that holds a part to be kept, or half of the page, stays."""
    guarded = {element for kept in kept_parts for element in (kept, *kept.iterancestors())}
    dropped = set(outline.index.find_all(recipe.drop))
    half = outline.size(range(len(outline.lines))) // 2
    for element in outline.elements:
        if element in guarded or element.tag not in _PARTS:
            continue
        places = outline.span(element)
        if not places or (outline.lines[places.start].cut and len(places) == 1):
            continue
        if (element in dropped or _is_box(element, outline, places)) and outline.size(places) <= max(half, 400):
            for place in places:
                if element.tag != "span" or len(outline.lines[place].text) < 200:
                    outline.lines[place].cut = True


def _is_box(element: HtmlElement, outline: Outline, places: range) -> bool:
    if element.tag in {"nav", "footer"}:
        return True
    marks = marks_of(element)
    if element.tag == "aside":
        return _link_share(outline, places) > 0.3 or not marks.isdisjoint(_ALWAYS | _MAYBE)
    if element.tag == "span" or not marks:
        return False
    if not marks.isdisjoint(_ALWAYS):
        return True
    if marks.isdisjoint(_MAYBE) or not marks.isdisjoint(_CONTENT):
        return False
    return _link_share(outline, places) > 0.4


def _link_share(outline: Outline, places: range) -> float:
    linked = sum(min(line.linked, len(line.text)) for line in outline.lines[places.start : places.stop])
    return linked / max(1, outline.size(places))
