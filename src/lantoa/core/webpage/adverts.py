"""Adverts put into official pages by others: hidden links, links to betting, lottery and loan sites inside the text."""

import re
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement

from lantoa.core.viettext import fold

from .addresses import registrable_host
from .tree import marks_of, text_of

# Words of betting, lottery and loan adverts. With accents they are matched exactly, for "cả cuộc đời" is no "cá cược";
# without accents only in texts that have none at all.
_WORDS = (
    "nhà cái", "cá cược", "cá độ", "tỷ số trực tiếp", "tỉ số trực tiếp", "tỷ lệ kèo", "tỉ lệ kèo", "kèo bóng đá",
    "kèo trực tuyến", "soi kèo", "soi cầu", "xem bóng đá", "trực tiếp bóng đá", "lô đề", "xổ số", "đánh bài",
    "game bài", "đổi thưởng", "tài xỉu", "xóc đĩa", "bắn cá", "nổ hũ", "đá gà", "sòng bạc", "vay tiền", "vay nóng",
    "vay nhanh", "vay online", "vay tiêu dùng", "bốc bát họ", "cầm đồ", "cường dương", "tăng cường sinh lý",
    "nhận code", "khuyến mãi 100%",
)  # fmt: skip
_BRANDS = (
    r"baccarat|poker|roulette|jackpot|casino|sportsbook|betting|bet365|bet88|188bet|12bet|v9bet|8xbet|i9bet|f8bet"
    r"|shbet|thabet|jbobet|letou"
    r"|kubet\w*|ku(?:11|19|casino)|mb66|loto188|123b|33win|77win|88vin|88clb|hello88|789club|hitclub|manclub|b52club"
    r"|sunwin|rikvip|okvip|go88|vnloto"
    r"|xsmb|xsmn|xsmt|cakhia\w*|xoilac\w*|mitom\s?tv|socolive|90phut\w*"
    r"|(?:j|w|m|v|k|bk|fb|mu|hi|ok|qh|ae|xo|bj|ww|ee|jun|new|one|red|lucky|sky|fun|dafa|nhat|good|win|alo|bong|top"
    r"|lode)-?(?:88|99|77|888|999|789)"
    r"|(?:bk|mu|fun|new|good|win)8|bk8|u888|789bet|nohu\d+"
)
_SPAM = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, _WORDS))}|{_BRANDS})(?!\w)", re.IGNORECASE)
_BRAND = re.compile(_BRANDS, re.IGNORECASE)
_SPAM_ASCII = re.compile(rf"\b(?:{'|'.join(re.escape(fold(word)) for word in _WORDS)}|{_BRANDS})\b", re.IGNORECASE)
_SPAM_ADDRESS = re.compile(
    r"casino|kubet|nhacai|nha-cai|cacuoc|ca-cuoc|soikeo|soi-keo|keonhacai|xoso|xo-so|lode|sunwin|8xbet|shbet|vaytien"
    r"|vay-tien|xoilac|cakhia|jun88|hi88|new88|j88|789bet|bongda-?(?:lu|truc)|gamebai|nohu|taixiu|baccarat|slot"
)
_GONE = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_UNSEEN = re.compile(
    r"font-size\s*:\s*[01](?:px|pt|em|%)?\s*(?:;|!|$)|font-size\s*:\s*0?\.\d|text-indent\s*:\s*-\d{3,}"
    r"|(?:^|;|\s)(?:left|top|right|bottom)\s*:\s*-\d{3,}|margin(?:-left|-top)?\s*:\s*-\d{4,}"
    r"|(?:^|;|\s)(?:height|width)\s*:\s*[01](?:px)?\s*(?:;|!|$)|clip\s*:\s*rect\(\s*[01]",
    re.IGNORECASE,
)
_FAINT = re.compile(
    r"visibility\s*:\s*hidden|opacity\s*:\s*0(?:\.0\d*)?\s*(?:;|!|$)|color\s*:\s*transparent"
    r"|(?<!-)color\s*:\s*(?:#fff(?:fff)?|white)\b",
    re.IGNORECASE,
)
"""Faint text may be shown by script later: it goes only when it advertises."""
_HIDING_RULE = re.compile(r"\.([\w-]{2,60})\s*\{([^{}]{0,400})\}")
_HIDDEN_CLASSES = frozenset(
    {"hidden", "hide", "d-none", "sr-only", "visually-hidden", "screen-reader-text", "visuallyhidden"}
)
_AD_MARKS = frozenset({
    "ads", "ad", "adv", "advert", "adverts", "advertisement", "adsbygoogle", "quangcao", "qc", "banner", "banners",
    "sponsor",
    "sponsored", "adsbox", "admicro", "zoneads", "adslot",
})  # fmt: skip
_LONG_TEXT = 600
"""An element with more text than this is a part of the page, not one advert; it is judged by its pieces."""


@dataclass(frozen=True, slots=True)
class _Surroundings:
    own_host: str
    hiding_classes: frozenset[str]
    page_size: int
    spam_links: frozenset[HtmlElement]
    spam_blocks: frozenset[HtmlElement]


def drop_adverts(root: HtmlElement, url: str) -> tuple[str, ...]:
    """Takes adverts out of the tree, also from within sentences; gives back their texts in page order, each once.

    Taken out are elements hidden by style that hold links to other sites or spam words, links to other sites with spam
    words in text or address, paragraphs around such links that only advertise, and boxes named as adverts. An article
    about gambling without such links stays: it is news. What is merely hidden (a second layout, a dialog) goes too,
    but is not reported as an advert. Cost: linear in the size of the page.
    """
    around = _look_around(root, url)
    doomed: list[HtmlElement] = []
    removed: list[str] = []
    walker = etree.iterwalk(root, events=("start",))
    for _, element in walker:
        if element.tag == "head":
            walker.skip_subtree()
        if element.tag in {"html", "head", "body", "script", "style"}:
            continue
        verdict = _verdict(element, around)
        if verdict:
            doomed.append(element)
            removed.append(text_of(element)[:300] if verdict == "advert" else "")
            walker.skip_subtree()
    for element in doomed:
        _remove(element)
    return tuple(dict.fromkeys(text for text in removed if text))


def advert_words(text: str) -> tuple[str, ...]:
    """Return the words of betting, lottery and loan adverts in a text, in order, each once, in small letters.

    >>> advert_words("Vay nhanh không cần gặp, vay nhanh tại 33win"), advert_words("Cả cuộc đời tôi làm ruộng")
    (('vay nhanh', '33win'), ())
    """
    found = (_SPAM_ASCII if text.isascii() else _SPAM).findall(text)
    return tuple(dict.fromkeys(match.lower() for match in found))


def is_advert_address(address: str) -> bool:
    """Return whether the address itself is one of a betting, lottery or loan site.

    >>> is_advert_address("https://vay-tien-nhanh.example/a"), is_advert_address("https://dichvucong.gov.vn/")
    (True, False)
    """
    return bool(_SPAM_ADDRESS.search(address.lower()))


def _look_around(root: HtmlElement, url: str) -> _Surroundings:
    own = registrable_host(url)
    hiding, size = _hiding_classes(root), _page_size(root)
    if _is_spam(_title(root)):  # news about gambling: its words alone say nothing
        return _Surroundings(own, hiding, size, frozenset(), frozenset())
    links = frozenset(link for link in root.iter("a") if _is_spam_link(link, own))
    near = {
        block for link in links if (block := next(link.iterancestors("p", "li", "h2", "h3", "div"), None)) is not None
    }
    named = {block for block in root.iter("p", "li") if _BRAND.search(block.text or "")}
    blocks = frozenset(block for block in near | named if _is_spam_block(block, links))
    return _Surroundings(own, hiding, size, links, blocks)


def _verdict(element: HtmlElement, around: _Surroundings) -> str:
    """ "advert", "hidden" (goes without a word) or "" (stays)."""
    if element in around.spam_links or element in around.spam_blocks:
        return "advert"
    if not element.attrib:
        return ""
    style, classes = element.get("style") or "", (element.get("class") or "").split()
    gone = element.get("hidden") is not None or not _HIDDEN_CLASSES.isdisjoint(classes)
    gone = gone or bool(style and (_GONE.search(style) or _UNSEEN.search(style)))
    classed = not around.hiding_classes.isdisjoint(classes)
    if gone or classed or (style and _FAINT.search(style)):
        size = len(text_of(element))
        if size > _LONG_TEXT and size > around.page_size * 0.3:
            return ""  # the page's own text, shown by script
        if _is_advert(element, around.own_host, by_words=gone or classed):
            return "advert"
        return "hidden" if gone else ""
    return _judge_box(element, around) if classes or element.get("id") else ""


def _judge_box(element: HtmlElement, around: _Surroundings) -> str:
    if element.tag not in {"div", "ins", "aside", "section", "p", "span", "center", "td", "li"}:
        return ""
    if _AD_MARKS.isdisjoint(marks_of(element)) or next(element.iter("h1"), None) is not None:
        return ""
    text = text_of(element)
    if len(text) > _LONG_TEXT:
        return ""
    return "advert" if text and _is_advert(element, around.own_host, by_words=True) else "hidden"


def _is_advert(element: HtmlElement, own: str, *, by_words: bool) -> bool:
    links = [element] if element.tag == "a" else list(element.iter("a"))
    leaving = any(_leaves(link.get("href"), own) for link in links)
    return leaving or (by_words and _is_spam(text_of(element)))


def _is_spam(text: str) -> bool:
    return bool((_SPAM_ASCII if text.isascii() else _SPAM).search(text))


def _is_spam_link(link: HtmlElement, own: str) -> bool:
    href = (link.get("href") or "").strip()
    text = text_of(link)
    leaves = _leaves(href, own)
    # A broken-in site links to its own hidden pages; news about gambling has longer titles than these key words.
    if len(text) > _LONG_TEXT or (not leaves and len(text.split()) > 4):
        return False
    return _is_spam(text) or (
        leaves and (_is_spam(link.get("title") or "") or bool(_SPAM_ADDRESS.search(href.lower())))
    )


def _is_spam_block(block: HtmlElement, spam_links: frozenset[HtmlElement]) -> bool:
    """A whole paragraph that advertises: a spam link and more such words around it, or a betting brand and more."""
    text = text_of(block)
    if not text or len(text) > _LONG_TEXT:
        return False
    rest, inside = text, [text_of(link) for link in block.iter("a") if link in spam_links]
    for link_text in inside:
        rest = rest.replace(link_text, " ", 1)
    matches = {match.lower() for match in (_SPAM_ASCII if rest.isascii() else _SPAM).findall(rest)}
    if len(matches) >= 2 and any(_BRAND.fullmatch(match) for match in matches):
        return True
    return bool(inside) and ((bool(matches) and len(rest) < 200) or len(rest.strip(" .,;:-–!")) < 25)


def _leaves(href: str | None, own: str) -> bool:
    target = (href or "").strip()
    if not target.lower().startswith(("http://", "https://", "//")):
        return False
    host = registrable_host(target)
    return bool(host) and host != own and not host.endswith((".gov.vn", "chinhphu.vn"))


def _hiding_classes(root: HtmlElement) -> frozenset[str]:
    found = set()
    for sheet in root.iter("style"):
        for name, rules in _HIDING_RULE.findall((sheet.text or "")[:200_000]):
            if _GONE.search(rules) or _UNSEEN.search(rules) or _FAINT.search(rules):
                found.add(name)
    return frozenset(found)


def _page_size(root: HtmlElement) -> int:
    """The letters a reader could see: all but scripts and styles."""
    own = (len(element.text or "") for element in root.iter() if element.tag not in {"script", "style", "noscript"})
    return sum(own) + sum(len(element.tail or "") for element in root.iter())


def _title(root: HtmlElement) -> str:
    return " ".join(text_of(element) for tag in ("title", "h1") for element in root.iter(tag))[:500]


def _remove(element: HtmlElement) -> None:
    """Drops the element and keeps the text after it, with a space where two words would run together."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    text = (before.tail if before is not None else parent.text) or ""
    tail = element.tail or ""
    if text and tail and not text[-1].isspace() and tail[0].isalnum():
        element.tail = " " + tail
    element.drop_tree()
