"""What one cannot follow by ear: a look at a written text before it is read aloud."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from lantoa.core.viettext import abbreviations, is_syllable, sentence_spans, to_nfc

from .reader import speak
from .tempo import syllables

LONG_SENTENCE = 45
"""Syllables, as spoken. An editable default: 90 % of the sentences of the demonstration's stories and articles have at
most 42 (measured on 2 281 sentences), and at 200 a minute 45 are 13 seconds without a rest."""

FIGURES_IN_A_ROW = 3
"""Quantities (no days, hours, telephone numbers) with at most FIGURES_APART words between two of them; an editable
default: of three a listener has lost the first before he can set it beside the last."""
FIGURES_APART = 4

ABBREVIATIONS_IN_A_ROW = 3
"""Shortened names with nothing but marks or one word between them; an editable default: read in full three of them are
twenty syllables of names in one breath."""

LIST_ITEMS = 7
"""Parts of a list in one sentence, or lines of a list; an editable default: one keeps about seven things in mind."""

LONG_QUOTATION = 20
"""Words within quotation marks; an editable default: a shorter one is a name or is over before it is missed."""

_BEFORE_SPEAKING = 20  # words: a shorter sentence is never spoken in more syllables than LONG_SENTENCE but with figures

FindingKind = Literal[
    "long", "figures", "bracket", "quotation", "abbreviations", "pointing", "list", "address", "document"
]

ADVICE: dict[str, str] = {
    "long": "Câu dài {count} tiếng, nghe khó theo kịp: hãy tách thành hai, ba câu.",
    "figures": "{count} con số liền nhau, người nghe không nhớ kịp: hãy giữ con số chính, làm tròn hoặc tách câu.",
    "bracket": "Ngoặc không nghe thấy được: hãy bỏ, hoặc nói phần trong ngoặc thành một câu.",
    "note": "Dấu chú thích không nghe thấy được: hãy bỏ, hoặc nói luôn lời chú thích.",
    "quotation": "Lời trích dài, người nghe không biết trích đến đâu: hãy nói rõ ai nói, hoặc kể lại bằng lời bản tin.",
    "abbreviations": "{count} tên viết tắt liền nhau, đọc đủ rất dài: hãy gọi chung, hoặc chỉ nêu cơ quan chính.",
    "pointing": "Người nghe không nhìn thấy chỗ được trỏ tới: hãy nói thẳng điều đó.",
    "list": "Danh sách {count} mục, nghe xong đã quên mục đầu: hãy nêu ba, bốn mục chính, còn lại chỉ nơi hỏi.",
    "address": "Địa chỉ trên mạng khó ghi lại khi chỉ nghe: hãy nói tên trang, hoặc mời bà con hỏi tại trụ sở.",
    "document": "Số, ký hiệu văn bản nghe không ghi được: hãy nói tên văn bản, cơ quan ban hành và ngày.",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One place of a written text that is hard to follow by ear, with what to do about it in Vietnamese."""

    start: int
    end: int
    text: str
    kind: FindingKind
    advice: str


_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>“”\"]*[^\s<>“”\".,;:!?)\]]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?<![\w.@-])[a-zA-Z][\w-]*(?:\.[\w-]+)*\.(?:vn|com|org|net|gov|edu|info)(?![\w-])(?:/[^\s<>“”\"]*[\w/])?"
)
_DOCUMENT = re.compile(
    r"(?<!\w)\d{1,5}[a-z]?(?:/(?:19|20)\d\d)?[/-][A-ZĐƯƠÂĂÊÔ][A-ZĐƯƠÂĂÊÔa-z0-9&]*(?:[-/][A-ZĐƯƠÂĂÊÔ][\w&]*)*"
)
_NOTE = re.compile(
    r"\[\d{1,3}\]|\(\*{1,3}\)|\(\d{1,2}\)(?=[\s.,;]|$)|(?<=[\w.,”])\*{1,3}(?=[\s.,;]|$)|[¹²³⁴⁵⁶⁷⁸⁹](?<![mM][²³])"
)
_BRACKET = re.compile(r"\((?P<inner>[^()\n]{2,300})\)|\[(?P<square>[^\[\]\n]{4,300})\]|\{[^{}\n]{2,300}\}")
_QUOTATION = re.compile(r"“([^“”\n]{20,2000})”|\"([^\"\n]{20,2000})\"|«([^«»\n]{20,2000})»")
_LAND = r"(?! (?:đất|nước|mặt|cao|sông|biển|rừng|đồi|núi|đường))"
_MEDIUM = r"(?! (?:đất|nước|sóng|đài|báo|truyền|loa|mạng|giấy|mặt|cơ sở|diễn|lớp|hội|tấm|biển|thẻ|phiếu))"
_SHEET = "bảng|hình|ảnh|biểu|biểu đồ|sơ đồ|bản đồ|danh sách|mẫu|khung|cột|hộp"
_BESIDE = "sau(?: đây)?|bên(?: dưới| cạnh)?|kèm theo|dưới|ở trên|phía dưới|phía trên"
_POINTING = re.compile(
    r"(?i)(?<!\w)(?:"
    rf"như (?:đã )?(?:nêu |nói |trình bày |đề cập )?(?:ở )?(?:trên|dưới){_LAND}"
    rf"|(?:nêu|nói|kể|đề cập|ghi) (?:ở )?(?:trên|dưới)(?= đây|[\s.,;:)]|$){_MEDIUM}"
    r"|(?:trên|dưới) đây"
    rf"|(?:{_SHEET}) (?:số \d+ )?(?:{_BESIDE})(?=[\s.,;:)]|$)(?! (?:khi|đó|này khi))"
    r"|(?:xem|theo|trong|tại|ở|như) (?:bảng|hình|ảnh|biểu đồ|sơ đồ|phụ lục|trang)(?: số)? \d+"
    r"|xem (?:thêm )?(?:bảng|hình|ảnh|biểu đồ|sơ đồ|bản đồ|phụ lục|video|clip|chi tiết (?:tại|ở)|tại (?:đây|đường))"
    r"|(?:bấm|nhấn|nhấp|ấn|kích)(?: chuột)? (?:vào )?(?:đây|đường dẫn|liên kết|link|nút bên)"
    r"|quét mã(?: QR)?|mã QR (?:dưới|bên|sau|kèm)"
    r"|(?:phụ lục|biểu mẫu|văn bản|tệp|danh sách|tài liệu) (?:kèm theo|đính kèm|gửi kèm)|đính kèm"
    r"|(?:in đậm|in nghiêng|gạch chân|bôi đậm|tô màu|chữ màu|màu đỏ trong bảng)"
    r"|(?:cột|ô|dòng|hàng) (?:thứ )?(?:bên |số )?(?:trái|phải|\d+)(?= (?:của bảng|trong bảng|bảng)|[.,;:)]|$)"
    r")"
)
_ITEM_LINE = re.compile(r"[ \t]*(?:[-–—+*•●▪◦]|\d{1,2}[.)]|[a-zđ][.)])[ \t]+\S")
_SHORT_NAME = re.compile(r"(?<![\w/-])[A-ZĐƯƠÂĂÊÔ]{2,}(?:[&-][A-ZĐƯƠÂĂÊÔ]{2,}|[&][A-ZĐ]+)*(?![\w/])")
_DAY_WORD = "ngày|sáng|chiều|tối|đêm|trưa|mùng|mồng|hôm|rằm"
_NUMBERED = (
    "tháng|năm|quý|tuần|thứ|giai đoạn|khóa|nhiệm kỳ|lần thứ|thế kỷ|kỳ|đợt|vòng|số|điều|khoản|điểm|mức độ|tổ|thôn|"
    "khu phố|cấp|lớp|ngõ|quốc lộ|khối"
)
_PHONE_WORD = "điện thoại|đt|sđt|đường dây nóng|tổng đài|số máy|gọi|hotline|zalo"
_NO_QUANTITY = re.compile(
    rf"(?i)(?:{_DAY_WORD})\s*(?:\([^)]*\)\s*)?(?:từ\s*)?\d{{1,2}}(?:\s*(?:[-–]|đến|và)\s*\d{{1,2}})?"
    r"(?:\s*[/.-]\s*\d{1,2})?(?:\s*[/.-]\s*\d{4})?"
    r"|(?<!\w)\d{1,2}/\d{1,2}/\d{4}(?!\w)|(?<!\w)\d{1,2}/\d{4}(?!\w)"
    rf"|(?:{_NUMBERED})\s+\d[\d/.–-]*"
    r"|\d{1,2}\s*(?:giờ|h|g|:)\s*(?:\d{2}(?:\s*phút)?)?(?!\w)"
    rf"|(?:{_PHONE_WORD})[^.;\n\d]{{0,30}}\d[\d .()-]{{1,16}}\d"
    r"|(?<!\w)0\d{2,3}[ .]?\d{3}[ .]?\d{3,4}(?!\w)|(?<!\w)1[89]00[ .]?\d{2,4}(?:[ .]?\d{2,4})?(?!\w)"
)
_QUANTITY = re.compile(r"(?<![\w/-])\d+(?:[.,]\d+)*(?:/\d+(?:[.,]\d+)*)?%?")
_WORD = re.compile(r"[^\W_]+")
_PART_END = re.compile(r"(?<!\d)[,;]|[,;](?!\d)|\s(?:và|cùng)\s(?=[^,;.]{1,60}$)")


def hard_to_hear(written: str) -> tuple[Finding, ...]:
    """The places that a listener cannot follow, in the order of the text (in NFC).

    Kinds are those of FindingKind; what is found is a hint, an editor decides. Cost grows with the length of the text.

    >>> [(one.kind, one.text) for one in hard_to_hear("Bà con xem bảng sau (mẫu số 2).")]
    [('pointing', 'xem bảng'), ('bracket', '(mẫu số 2)')]
    >>> hard_to_hear("Chiều mai, lúc 14 giờ ngày 29/3, bà con mang giấy tờ đến nhà văn hóa thôn.")
    ()
    """
    text = to_nfc(written)
    found = [*_in_all(text), *_lines(text)]
    for start, end in sentence_spans(text):
        found += _in_sentence(text, start, end)
    return tuple(sorted(found, key=lambda one: (one.start, -one.end)))


def _finding(text: str, start: int, end: int, kind: FindingKind, *, advice: str = "", count: int = 0) -> Finding:
    return Finding(start, end, text[start:end], kind, ADVICE[advice or kind].format(count=count))


def _in_all(text: str) -> Iterator[Finding]:
    addresses = [(match.start(), match.end()) for match in _ADDRESS.finditer(text)]
    for start, end in addresses:
        yield _finding(text, start, end, "address")
    for match in _DOCUMENT.finditer(text):
        if not _inside(match, addresses):
            yield _finding(text, match.start(), match.end(), "document")
    notes = [(match.start(), match.end()) for match in _NOTE.finditer(text) if not _inside(match, addresses)]
    for start, end in notes:
        yield _finding(text, start, end, "bracket", advice="note")
    for match in _BRACKET.finditer(text):
        if not _inside(match, addresses) and not _inside(match, notes) and not _is_said_anyway(match):
            yield _finding(text, match.start(), match.end(), "bracket")
    for match in _QUOTATION.finditer(text):
        if len(_WORD.findall(match[0])) > LONG_QUOTATION:
            yield _finding(text, match.start(), match.end(), "quotation")
    for match in _POINTING.finditer(text):
        yield _finding(text, match.start(), match.end(), "pointing")


def _inside(match: re.Match[str], spans: list[tuple[int, int]]) -> bool:
    """Whether it begins within one of the spans, which stand in their order."""
    before = bisect_right(spans, match.start(), key=lambda span: span[0]) - 1
    return before >= 0 and match.start() < spans[before][1]


def _is_said_anyway(match: re.Match[str]) -> bool:
    """Whether brackets hold only a short name of what stands before them: that is not read aloud."""
    inner = match["inner"] or ""
    return bool(re.fullmatch(r"(?:gọi tắt là |viết tắt là )?[A-ZĐƯƠÂĂÊÔ&-]{2,12}", inner.strip()))


def _lines(text: str) -> Iterator[Finding]:
    """Lists of many lines."""
    place, first, last, count = 0, 0, 0, 0
    for line in [*text.split("\n"), "x"]:
        if _ITEM_LINE.match(line):
            first = place if not count else first
            count, last = count + 1, place + len(line)
        elif line.strip():
            if count >= LIST_ITEMS:
                yield _finding(text, first, last, "list", count=count)
            count = 0
        place += len(line) + 1


def _in_sentence(text: str, start: int, end: int) -> Iterator[Finding]:
    sentence = text[start:end]
    lead = len(sentence) - len(sentence.lstrip())
    start, sentence = start + lead, sentence.strip()
    end = start + len(sentence)
    if not sentence:
        return
    words = len(_WORD.findall(sentence))
    if words >= _BEFORE_SPEAKING or sum(letter.isdigit() for letter in sentence) > 8:
        length = syllables(speak(sentence).text)
        if length > LONG_SENTENCE:
            yield _finding(text, start, end, "long", count=length)
    yield from _figures(text, start, sentence)
    yield from _short_names(text, start, sentence)
    parts = len(_PART_END.findall(sentence)) + 1
    if parts >= LIST_ITEMS:
        yield _finding(text, start, end, "list", count=parts)


def _figures(text: str, start: int, sentence: str) -> Iterator[Finding]:
    """Runs of quantities; what names a day, an hour or a thing is none."""
    blank = _NO_QUANTITY.sub(lambda match: "x" * len(match[0]), sentence)
    blank = _DOCUMENT.sub(lambda match: "x" * len(match[0]), _ADDRESS.sub(lambda match: "x" * len(match[0]), blank))
    places = [(match.start(), match.end()) for match in _QUANTITY.finditer(blank)]
    yield from _runs(text, start, sentence, places, FIGURES_IN_A_ROW, FIGURES_APART, "figures")


def _short_names(text: str, start: int, sentence: str) -> Iterator[Finding]:
    known = abbreviations()
    places = [
        (match.start(), match.end())
        for match in _SHORT_NAME.finditer(sentence)
        if match[0] in known or not is_syllable(match[0])
    ]
    if not sentence.isupper():
        yield from _runs(text, start, sentence, places, ABBREVIATIONS_IN_A_ROW, 1, "abbreviations")


def _runs(
    text: str, start: int, sentence: str, places: list[tuple[int, int]], at_least: int, apart: int, kind: FindingKind
) -> Iterator[Finding]:
    run: list[tuple[int, int]] = []
    for place in places:
        if run and len(_WORD.findall(sentence, run[-1][1], place[0])) > apart:
            if len(run) >= at_least:
                yield _finding(text, start + run[0][0], start + run[-1][1], kind, count=len(run))
            run = []
        run.append(place)
    if len(run) >= at_least:
        yield _finding(text, start + run[0][0], start + run[-1][1], kind, count=len(run))
