"""When a page holds no article: listing and home pages, error pages, print pages never filled, ciphered text."""

import re

from lantoa.core.viettext import fold

from .addresses import clean_url
from .bodies import Body
from .facts import PageFacts
from .outline import Outline
from .teasers import is_head, listed_heads
from .titles import Title

MIN_LETTERS = 80
"""Letters below which there is no article: the shortest notices seen have a sentence of about 100."""

_ERROR = re.compile(
    r"\b(?:(?:loi|error) ?:? ?[45]\d\d|[45]\d\d ?[-–:|]? ?(?:not found|error|forbidden|loi|khong tim thay|page)"
    r"|khong tim thay (?:trang|noi dung|bai viet|duong dan|ket qua)|trang (?:ban (?:yeu cau|tim|dang tim|muon)|nay"
    r"|web|yeu cau).{0,40}khong (?:ton tai|tim thay|con)"
    r"|(?:bai viet|noi dung|tin|lien ket|duong dan|trang).{0,30}(?:khong ton tai|da bi (?:xoa|go bo)"
    r"|khong con ton tai)|page not found|not found|access denied|forbidden|bad gateway|service unavailable"
    r"|internal server error|server error|gateway time-?out|tu choi truy cap|he thong dang bao tri|dang (?:bao tri"
    r"|nang cap)|an error occurred|runtime error|account suspended|just a moment|enable javascript"
    r"|checking your browser|attention required)\b"
    r"|^404$"
)
_PLACEHOLDER = re.compile(r"\{\{?\s*(?:\$?[a-zA-Z_][\w.]{1,30})\s*\}?\}|\[\[\w{2,20}\]\]|<%=?\s*\w+|\$\{\w+\}")
_SYLLABLE = re.compile(
    r"(?:ngh?|nh|gh?|gi|kh|ch|th|tr|ph|qu|[bcdhklmnprstvx])?(?:uye|uya|uyu|ieu|yeu|oai|oay|oeo|uay|uoi|uou|uo|ie|ye"
    r"|ia|iu|ua|ue|ui|uy|uu|oa|oe|oi|oo|ao|ai|au|ay|eo|eu|[aeiouy])(?:ch|ng|nh|[cmnpt])?"
)
# Little words of English, French, German, Norwegian and Spanish: translated pages are no cipher.
_COMMON = frozenset({
    "the", "of", "and", "to", "in", "a", "is", "for", "on", "with", "as", "by", "at", "from", "that", "this", "le",
    "la", "les", "de", "des", "et", "du", "en", "un", "une", "pour", "dans", "que", "qui", "sur", "par", "au",
    "der", "die", "das", "und", "ist", "von", "zu", "mit", "den", "og", "av", "til", "er", "som", "på", "ikke",
    "el", "los", "y", "del", "las", "por", "con",
})  # fmt: skip


_LISTING = "Đây là trang danh mục hoặc trang chủ, không phải một bài viết; hãy mở từng bài trong trang."


class NotAnArticle(ValueError):
    """The page holds no article; the message says in Vietnamese what it is and what to do."""


class ListingPage(NotAnArticle):
    """The page lists articles and is none itself: nothing is wrong with it."""


def refuse_empty(outline: Outline) -> None:
    """Raises NotAnArticle when the page shows no text at all."""
    if not outline.lines:
        raise NotAnArticle(
            "Trang không có chữ nào (có thể nội dung chỉ hiện bằng mã script); hãy mở trang và nhập bài bằng tay."
        )


def refuse_unfilled(outline: Outline, facts: PageFacts) -> None:
    """Raises NotAnArticle for a print page whose template was never filled: {title}, {publish}, {head}."""
    titles = " ".join(facts.titles)
    marks = sum(len(_PLACEHOLDER.findall(line.text)) for line in outline.lines[:200])
    size = outline.size(range(len(outline.lines)))
    if (_PLACEHOLDER.search(titles) and marks) or (marks >= 2 and size < 300 * marks):
        raise NotAnArticle(
            "Trang in chưa được điền nội dung (còn nguyên mẫu {title}, {head}…); hãy dùng địa chỉ của bài gốc."
        )


def refuse_error_page(outline: Outline, facts: PageFacts, title: Title | None, body: Body) -> None:
    """Raises NotAnArticle for a page that only says that something was not found or went wrong."""
    letters = body.size(outline)
    if letters > 900:
        return
    heads = [fold(text) for text in (title.text if title else "", facts.document_title, facts.og_title) if text]
    said = " ".join(outline.lines[place].folded for place in body.places[:3])
    if any(_ERROR.search(head) for head in heads) or (letters < 400 and _ERROR.search(said)):
        raise NotAnArticle("Trang báo lỗi hoặc không tìm thấy bài (404); hãy kiểm tra lại địa chỉ bài viết.")


def refuse_listing(outline: Outline, facts: PageFacts, title: Title | None, body: Body, url: str) -> None:
    """Raises NotAnArticle for a listing or home page: linked titles of others, little text of its own."""
    letters, heads = body.size(outline), listed_heads(outline)
    linked = sum(min(line.linked, len(line.text)) for line in outline.lines)
    share = linked / max(1, outline.size(range(len(outline.lines))))
    address = clean_url(url)
    is_home = address.partition("?")[0].rstrip("/").count("/") <= 2 and "?" not in address
    teasers = sum(len(outline.lines[place].text) for place in body.teasers)
    if facts.is_article or not heads:
        return
    inside = sum(1 for place in range(body.region.start, body.stop) if is_head(outline.lines[place]))
    if inside and letters < 600 * inside and _names_a_section(outline, title, body):
        raise ListingPage(_LISTING)
    if heads < 4:
        return
    titled = title is not None and title.place is not None and len(title.text.split()) >= 6
    short_article = titled and letters >= MIN_LETTERS and body.start - (body.title_place or 0) <= 6
    few = not short_article and letters < 250 and teasers > 2 * letters
    many = heads >= 8 and ((is_home and share > 0.3) or (body.title_place is None and letters < 1_500 and share > 0.5))
    if few or many:
        raise ListingPage(_LISTING)


def _names_a_section(outline: Outline, title: Title | None, body: Body) -> bool:
    """Whether the title is no heading of the page, or the name of a section: words of a menu entry or of the trail."""
    if title is None or title.place is None:
        return True
    first = next((outline.lines[place] for place in body.region if place > title.place), None)
    entries = {fold(text) for line in outline.lines[: title.place] for text, _ in line.links if len(text) < 80}
    short = len(title.text.split()) <= 9
    return short and (fold(title.text) in entries or (first is not None and is_head(first)))


def refuse_short(text: str) -> None:
    """Raises NotAnArticle when there is too little text to be an article."""
    if len(text) < MIN_LETTERS:
        raise NotAnArticle(
            "Không tìm thấy nội dung bài viết trên trang; hãy mở trang để kiểm tra và nhập bài bằng tay nếu cần."
        )


def refuse_ciphered(text: str) -> None:
    """Raises NotAnArticle for text that is no language: letters shifted or encoded by the site against copying.

    >>> refuse_ciphered("Sở Nội vụ tổ chức hội nghị tập huấn công tác cải cách hành chính năm 2023")
    """
    words = re.findall(r"[^\W_]+", fold(text[:6_000]))
    if len(words) < 12:
        return
    letters = [word for word in words if not word.isdigit()]
    latin = [word for word in letters if word.isascii()]
    if len(letters) >= 12 and len(latin) < len(letters) * 0.5:
        return  # another script: Lao, Chinese
    syllables = sum(1 for word in latin if _SYLLABLE.fullmatch(word) is not None)
    common = sum(1 for word in latin if word in _COMMON)
    long = sum(len(word) for word in words if len(word) > 22)
    if long > 0.5 * sum(map(len, words)) or (syllables < 0.45 * len(latin) and common < 0.06 * len(latin)):
        raise NotAnArticle(
            "Nội dung trang đã bị mã hóa hoặc làm rối chữ, không đọc được; hãy dùng địa chỉ của bài gốc."
        )
