"""Who wrote the article: labels, places and signatures as Vietnamese sites use them."""

import re
from dataclasses import dataclass

from lantoa.core.viettext import fold

from .addresses import host_of
from .bodies import Body
from .dates import read_stamps
from .facts import PageFacts
from .furniture import ends_article, is_furniture
from .outline import Line, Outline
from .recipe import Recipe
from .tree import marks_of, squeeze, text_of

_WRITER = (
    r"tác\s*giả(?:\s*bài\s*viết)?|người\s*viết|người\s*thực\s*hiện|bài\s*viết|(?:tin|bài)\s*(?:,|và|&|-|–"
    r"|/)?\s*(?:bài\s*)?(?:,|và|&|-|–|/)?\s*(?:ảnh|hình ảnh|clip|video)(?:\s*(?:,|và|&)\s*(?:clip|video))?"
    r"|tin|bài|thực\s*hiện|phóng\s*viên|ctv|cộng\s*tác\s*viên|biên\s*tập|(?:được\s*)?(?:gửi|đăng|viết)\s*bởi"
    r"|soạn\s*tin|viết\s*bài|by|author|written by|posted by|người\s*đăng|(?:đơn\s*vị|cơ\s*quan|người)\s*trả\s*lời"
    r"|bài\s*đăng\s*của|tổng\s*hợp"
)
_SOURCE = r"nguồn(?:\s*tin)?|theo|source|nguồn\s*bài\s*viết"
_LABEL = re.compile(rf"^[\s(\[*–—-]*(?P<label>{_WRITER})\s*[:：]\s*(?P<name>.+)$", re.IGNORECASE)
_SOURCE_LABEL = re.compile(rf"^[\s(\[*–—-]*(?P<label>{_SOURCE})\s*(?::|：|(?<=theo)\s)\s*(?P<name>.+)$", re.IGNORECASE)
_INNER_LABEL = re.compile(
    r"(?:^|[|•·;,(\n–—-]|\s{2,}|\d\s)\s*(?P<label>tác\s*giả|người\s*viết|bài,\s*ảnh|tin,\s*ảnh|bài\s*và\s*ảnh"
    r"|đăng\s*bởi|phóng\s*viên|posted\s*by|by)\s*[:：]?\s+(?P<name>[^|•·;]+)",
    re.IGNORECASE,
)
_BY = re.compile(
    r"^(?:by|bởi|(?:được )?(?:gửi|đăng|viết) bởi|posted by|written by|submitted by)[\s.:]+(?P<name>.+)$",
    re.IGNORECASE,
)
_CUT = re.compile(
    r"\s*(?:\||•|·|;|\s[-–]\s(?=\d)|,\s*(?=\d{1,2}[/:])|(?<=\s)(?=\d{1,2}[/-]\d{1,2}[/-]\d{4})|\(?(?:vào(?= (?:T\d"
    r"|thứ|lúc|ngày|chủ))|lượt xem|lượt đọc|số lượt|views?|nguồn|ngày đăng|cập nhật|đăng ngày|thứ (?:hai|ba|tư|năm"
    r"|sáu|bảy)|chủ nhật|ảnh|ngày)\b\s*[:,]?).*$",
    re.IGNORECASE,
)
_NAME_WORD = r"[A-ZÀ-ỸĐ][\w.’'-]*"
_SIGNATURE = re.compile(
    rf"^[(\[]?{_NAME_WORD}(?:\s+{_NAME_WORD}){{0,5}}(?:\s*(?:[-–&,/]"
    rf"|và)\s*{_NAME_WORD}(?:\s+{_NAME_WORD}){{0,4}}){{0,3}}[)\].]?$"
)
_NOBODY = re.compile(
    r"^(?:admin\w*|administrator|root|super ?user|quan tri(?: vien)?(?: website)?|quantri\w*|qtv|webmaster|user\d*"
    r"|editor|bien tap vien|btv\d*|test\w*|null|none|n/?a|unknown|anonymous|http.*|@.*|.*\.(?:vn|com)/.*"
    r"|system account|nukeviet.*|vinades.*|wordpress|liferay.*|guest|khach|tac gia|nguon|an danh|[\d\W]+)$"
)
_WEEKDAY = re.compile(
    r"\b(?:thu (?:hai|ba|tu|nam|sau|bay)|chu nhat|thang|ngay|gmt|luot xem|cap nhat|dang luc|monday|tuesday|wednesday"
    r"|thursday|friday|saturday|sunday)\b"
)
_UNIT = re.compile(
    r"^(?:Ban|Phòng|Tổ|Văn phòng|Trung tâm|Nhóm|Bộ phận|Hội đồng|Sở|UBND|Chi cục|Cục|Đài|Báo|Công an|BBT|BTC|Cổng)\b"
    r"(?:\s+[\w.-]+){0,9}$"
)
_NAME_MARKS = frozenset({"author", "pen", "byline", "writer", "tacgia", "nguoiviet", "username", "penname", "reporter"})
_OFFICE = re.compile(
    r"^(?:UBND|Ủy ban|Sở|Phòng|Xã|Phường|Thị trấn|Huyện|Thành phố|Tỉnh|Trường|Trung tâm|Hội|Ban|Cổng"
    r"|Trang|Báo|Đài|Công an|Cục|Chi cục|Bộ|Quay|Trở|In|Chia|Gửi|Tin|Bài|Liên hệ"
    r"|Trang chủ)\b",
    re.IGNORECASE,
)
_NOT_SIGNATURE = re.compile(
    r"^(?:điều|khoản|mục|chương|phần|phụ lục|bảng|biểu|hình|ảnh|kính gửi|nơi nhận|căn cứ|quyết định|kế hoạch"
    r"|thông báo|công văn|trân trọng|xem|chi tiết|tải|file|một số|kết quả|thực hiện|nguồn|theo)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Byline:
    """The name as the page writes it, and the places of the lines that only name people: they are no text."""

    name: str | None
    places: frozenset[int]
    note: str | None


def find_byline(outline: Outline, facts: PageFacts, recipe: Recipe, body: Body, url: str) -> Byline:
    """The author; without one the source that the page names; None when it names neither.

    Order: a labelled line at the text, the recipe's place, JSON-LD, meta tags, a signature under the text, a labelled
    source. Names of accounts ("admin") and the site's own name in the head count as not stated.
    """
    writers, sources = _labelled(outline, body)
    places = frozenset(place for _, place in (*writers, *sources))
    if writers:
        return Byline(writers[0][0], places, None)
    if named := _from_recipe(outline, recipe, body):
        return Byline(named[0], places | frozenset(named[1]), None)
    signed = _signature(outline, body)
    if stated := _from_facts(facts, url):
        same = signed is not None and fold(signed[0]) == fold(stated)
        return Byline(stated, places | ({signed[1]} if signed and same else frozenset()), None)
    if beside := _beside_date(outline, body):
        return Byline(beside, places, None)
    if signed:
        return Byline(signed[0], places | {signed[1]}, None)
    if sources:
        return Byline(sources[-1][0], places, None)
    return Byline(None, places, "Trang không ghi tác giả hoặc nguồn.")


def _labelled(outline: Outline, body: Body) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
    """Writers and sources named with a label around the text, each with its place."""
    writers: list[tuple[str, int]] = []
    sources: list[tuple[str, int]] = []
    for place in _window(outline, body):
        line = outline.lines[place]
        linked = line.link_share > 0.9 and not line.text.strip().startswith(("Nguồn", "Theo"))
        if place not in body.teasers and not linked and len(line.text) <= 200 and not is_furniture(line):
            _collect(line, place, place in body.places, writers, sources)
    if len({name for name, _ in writers}) > 2:
        writers.clear()  # an interview: the label opens each question
    return writers, sources


def _window(outline: Outline, body: Body) -> list[int]:
    if not body.places:
        return []
    title = body.title_place if body.title_place is not None else body.region.start
    last = body.places[-1]
    head = range(max(0, min(title, body.region.start)), min(len(outline.lines), body.region.start + 3))
    foot = range(max(head.stop, body.places[-min(5, len(body.places))]), min(len(outline.lines), last + 8))
    return [*head, *foot]


def _collect(
    line: Line, place: int, in_text: bool, writers: list[tuple[str, int]], sources: list[tuple[str, int]]
) -> None:
    text = squeeze(line.text)
    match = _LABEL.match(text)
    if match and (name := clean_name(match["name"])):
        said = text[-1] in "?!…" or (in_text and (len(text) > 90 or len(name.split()) > 8))
        if len(name.split()) <= 12 and not said:
            writers.append((name, place))
        return
    match = _SOURCE_LABEL.match(text)
    if match and (name := clean_name(match["name"])):
        if len(name.split()) <= 12 and len(text) <= 80 and not (in_text and text[-1] in ".:;" and len(text) > 40):
            sources.append((name, place))
        return
    if (
        not in_text
        and (match := _INNER_LABEL.search(text))
        and (name := clean_name(match["name"]))
        and len(name.split()) <= 10
    ):
        writers.append((name, place))


def clean_name(text: str) -> str:
    """The name without labels, brackets, dates and counters; "" for accounts and addresses.

    >>> clean_name("Bài, ảnh: Lê Minh | 05/04/2023"), clean_name("admin")
    ('Lê Minh', '')
    """
    name = squeeze(text)
    for _ in range(2):
        match = _LABEL.match(name) or _SOURCE_LABEL.match(name) or _BY.match(name)
        name = match["name"] if match else name
    name = _CUT.sub("", name).strip(' \t.,:;|-–—*[]"“”/')
    if name.count("(") != name.count(")") or (name[:1] == "(" and name[-1:] == ")"):
        name = name.strip("() ")
    if not name or len(name) > 100 or _NOBODY.match(fold(name)) or not re.search(r"[^\W\d_]", name):
        return ""
    return name


def _from_recipe(outline: Outline, recipe: Recipe, body: Body) -> tuple[str, list[int]] | None:
    title = body.title_place if body.title_place is not None else body.region.start - 6
    last = body.places[-1] if body.places else body.region.stop
    marked = [
        element for element in outline.elements if element.attrib and not marks_of(element).isdisjoint(_NAME_MARKS)
    ]
    for element in (*outline.index.find_all(recipe.author), *marked):
        places = outline.span(element)
        if (
            not places
            or places.start in body.teasers
            or not title - 8 <= places.start <= max(last, body.region.stop) + 12
        ):
            continue
        text = text_of(element)
        if len(text) > 120 or len(places) > 3:
            continue
        name = clean_name(text)
        if name and len(name.split()) <= 12 and not _is_source(text):
            alone = [place for place in places if fold(outline.lines[place].text) == fold(text)]
            return name, alone
    return None


def _is_source(text: str) -> bool:
    return bool(_SOURCE_LABEL.match(squeeze(text)))


def _from_facts(facts: PageFacts, url: str) -> str | None:
    named_in_title = re.split(r"\s+[|»–—-]\s+", facts.document_title)[1:]
    stated = (facts.site_name, facts.linked.publisher, host_of(url), host_of(url).partition(".")[0], *named_in_title)
    own = {fold(name) for name in stated} - {""}
    for names in (facts.linked.authors, *((name,) for name in facts.authors)):
        kept = [
            name for raw in names if (name := clean_name(raw)) and fold(name) not in own and not _names_site(name, own)
        ]
        if kept:
            return ", ".join(dict.fromkeys(kept))
    return None


def _names_site(name: str, own: set[str]) -> bool:
    plain = fold(name)
    return any(len(other) > 8 and (other in plain or plain in other) and len(plain) > 8 for other in own) or bool(
        re.match(r"^(?:cong thong tin|trang thong tin|bao dien tu|website)\b", plain)
    )


def _is_alone(line: Line) -> bool:
    """Whether the line is all of its block, and the block stands beside the text, not on a page of its own."""
    return len(line.block) <= 2 and line.block.tag in {"div", "p", "span", "td"} and line.block.getparent() is not None


def _beside_date(outline: Outline, body: Body) -> str | None:
    """A name on the line of the date between title and text, or on one beside it: "Kim Oanh | 06/05/2024 | 13:40"."""
    title = body.title_place if body.title_place is not None else body.start - 3
    between = range(max(0, title + 1), body.start)
    dated = {place for place in between if read_stamps(outline.lines[place].text)}
    for place in between:
        line = outline.lines[place]
        text = line.text
        if line.cut or line.links or len(text) > 120 or dated.isdisjoint(range(place - 1, place + 2)):
            continue
        for part in re.split(r"\s*[|•·;]\s*|\s[-–—/]\s|,\s*(?=\d)", text):
            name = clean_name(part)
            if (
                5 <= len(name) <= 40
                and len(name.split()) >= 2
                and _SIGNATURE.match(name)
                and not _WEEKDAY.search(fold(name))
            ):
                return name
    return None


def _is_on_the_right(line: Line) -> bool:
    """Whether the line is set to the right or in an element named after the author: where a signature stands."""
    look = " ".join(line.block.get(name) or "" for name in ("style", "align", "class"))
    return "right" in look or not marks_of(line.block).isdisjoint(_NAME_MARKS)


def _signature(outline: Outline, body: Body) -> tuple[str, int] | None:
    """A name alone at the end of the text: bold, slanted, on the right, in a named element, or alone in its block."""
    after = [
        place for place in range(body.stop, min(body.stop + 2, len(outline.lines))) if not outline.lines[place].cut
    ]
    for place in (*body.places[-2:], *after):
        line = outline.lines[place]
        if ends_article(line) or place in body.teasers or line.link_share > 0.8:
            break
        text = line.text.strip()
        if len(text) > 60 or line.block.tag in {"tr", "li", "h1", "h2", "h3", "h4", "th", "figcaption"}:
            continue
        if _UNIT.match(text) and place >= body.stop - 1 and _is_on_the_right(line) and (name := clean_name(text)):
            return name, place
        if not _SIGNATURE.match(text) or _NOT_SIGNATURE.match(text):
            continue
        words = text.split()
        in_part = place >= body.stop and _is_alone(line) and not _OFFICE.match(text)
        marked = in_part or (
            _is_on_the_right(line) or next(line.block.iter("strong", "b", "em", "i"), None) is not None
        )
        if (
            marked
            and (len(words) >= 2 or re.match(r"^(?:PV|CTV|BBT|[A-Z]{1,3}\.?[A-Z]{1,3})\b", text))
            and (name := clean_name(text))
        ):
            return name, place
    return None
