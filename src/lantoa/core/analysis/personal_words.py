"""Words of a Vietnamese text by which a person can be known or reached, and where adverts lead: found for whoever
moderates what citizens write, taken out of what is kept of searches.

A finding is a hint, not a judgement: measured on tests/gold/personal, with floors that only rise.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from lantoa.core.viettext import to_nfc

from .personal_names import name_spans


class PersonalKind(StrEnum):
    """What was found, in the words that stand for it once it is taken out."""

    LINK = "liên kết"
    EMAIL = "thư điện tử"
    PHONE = "số điện thoại"
    IDENTITY = "số giấy tờ"
    BANK = "số tài khoản"
    PLATE = "biển số xe"
    ADDRESS = "địa chỉ nhà"
    NAME = "tên người"


@dataclass(frozen=True, slots=True)
class Found:
    """One finding: text[start:end] are its words."""

    start: int
    end: int
    kind: PersonalKind
    words: str


_TOP = "com|vn|net|org|info|biz|io|me|xyz|top|club|online|shop|site|store|app|link|live|vip|win|bet|cc|co|ly|page|asia"
_LINK = re.compile(
    rf"(?:https?://|www\.)[^\s<>\"“”)]+|(?<![\w@.])(?:[a-z0-9][a-z0-9-]*\.)+(?:{_TOP})(?![\w@])(?:/[^\s<>\"“”)]*)?"
    r"|(?<!\w)(?:facebook|fb|tiktok|telegram|instagram|zalo|viber)\s*[:：]\s*(?P<it>(?![\d+ ])[\w.@-]+)",
    re.IGNORECASE,
)
_OFFICIAL = re.compile(r"(?:^|[/.])(?:[\w-]+\.)*gov\.vn(?:[/:]|$)", re.IGNORECASE)
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
_PHONE = re.compile(
    r"(?:(?<![\w.,/-])|(?<=đt)|(?<=dt)|(?<=tel)|(?<=zalo))(?:\(?\+84\)?|\(?0084\)?|84(?=[\s.-]?[35789])|\(?0)"
    r"(?:[\s.)(-]{0,2}\d){8,10}(?![\w/-]|[.,]\d)",
    re.IGNORECASE,
)
_DIGIT = "không|một|mốt|hai|ba|bốn|tư|năm|lăm|sáu|bảy|bẩy|tám|chín"
_SPOKEN_PHONE = re.compile(rf"(?<!\w)không(?:[\s,.-]+(?:{_DIGIT})){{8,10}}(?!\w)", re.IGNORECASE)
_DATED = re.compile(r"(?:0[1-9]|[12]\d|3[01])[./-](?:0[1-9]|1[0-2])[./-](?:19|20)\d\d")
_MOBILE_OR_LAND = re.compile(r"0(?:[35789]\d{8}|2\d{9})")
_IDENTITY = re.compile(r"(?<![\w.,/-])0\d{2}[\s.]?\d{3}[\s.]?\d{3}[\s.]?\d{3}(?![\w/-]|[.,]\d)")
_PAPER = (
    r"cccd|cmnd|cmt|căn cước(?: công dân)?|chứng minh(?: nhân dân| thư)?|số định danh(?: cá nhân)?|giấy tờ tùy thân"
    r"|hộ chiếu|bhxh|bhyt|bảo hiểm xã hội|bảo hiểm y tế|mã số thuế cá nhân|sổ hộ khẩu"
    r"|mã (?:số )?(?:khách hàng|bệnh nhân|học sinh|thẻ)|giấy phép lái xe|bằng lái(?: xe)?"
)
_NAMED_IDENTITY = re.compile(
    rf"(?<!\w)(?:{_PAPER})(?:\s+(?:của tôi|là|số|mã số|tôi|cũ|mới))*\s*[:：]?\s*"
    r"(?P<it>[A-Z]{0,3}\d[\d\s.]{5,18}\d)(?![\w/])",
    re.IGNORECASE,
)
_BANK = re.compile(
    r"(?<!\w)(?:số tài khoản|stk|(?:số )?tk|tài khoản ngân hàng|tài khoản|chuyển khoản(?: vào)?(?: số)?)"
    r"(?:[^\d.\n]{0,40}?)(?P<it>\d(?:[\s.-]?\d){7,18})(?![\w/]|[.,]\d)",
    re.IGNORECASE,
)
_PLATE = re.compile(
    r"(?<![\w./-])(?:[1-9]\d\s?-?\s?[A-Z]{1,2}\d?|[1-9]\d\s?-\s?[A-Z]\d)[\s.-]{0,3}"
    r"(?:\d{3}\.\d{2}|\d{5}|\d{4}|\d{3}\s\d{2})(?![\w/.-]*[/\w])"
)
_ROAD = r"đường|phố|ngõ|ngách|hẻm|kiệt|tổ|khu phố"
_NAMED_ROAD = r"[A-ZĐÀ-Ỹ][^\W\d_]*(?:\s[A-ZĐÀ-Ỹ][^\W\d_]*){0,3}"
_LONG_ROAD = _NAMED_ROAD.replace("{0,3}", "{1,3}")
_ADDRESS = re.compile(
    rf"(?<!\w)(?:(?:[Ss]ố nhà|[Nn]hà số|[Ss]ố|căn hộ|phòng trọ số)\s+\d{{1,4}}[A-Za-z]?(?:/\d{{1,4}})*[A-Za-z]?"
    rf"(?:\s*,?\s*(?:{_ROAD})\s+(?:{_NAMED_ROAD}|\d+)|\s+{_NAMED_ROAD})"
    rf"|(?:[Kk]iệt|[Nn]gõ|[Nn]gách|[Hh]ẻm)\s+\d{{1,4}}(?:/\d{{1,4}})*,?\s+(?:(?:{_ROAD})\s+)?{_NAMED_ROAD}"
    rf"|(?<![\d/.])\d{{1,4}}[A-Za-z]?(?:/\d{{1,4}})*\s+(?:đường|phố)\s+{_NAMED_ROAD}"
    rf"|[KkHh]\d{{1,4}}(?:/\d{{1,4}})+,?\s+(?:(?:{_ROAD})\s+)?{_NAMED_ROAD}"
    rf"|(?:(?<=ở )|(?<=tại ))\d{{1,4}}[A-Za-z]?(?:/\d{{1,4}})*\s+{_LONG_ROAD}"
    rf"|(?:[Ss]ố nhà|[Nn]hà số)\s+\d{{1,4}}[A-Za-z]?(?:/\d{{1,4}})*)",
    re.UNICODE,
)
# A piece of land leads to whoever holds it.
_LAND = re.compile(
    r"(?<!\w)thửa(?: đất)?(?: số)?\s+\d{1,5}(?:\s*,?\s*(?:thuộc\s+)?tờ(?: bản đồ)?(?: số)?\s+\d{1,4})?", re.IGNORECASE
)
_OFFICE = re.compile(
    r"ubnd|hđnd|ủy ban|uỷ ban|trung tâm|(?<!\w)sở(?!\w)|trụ sở|bộ phận|cơ quan|trường|bệnh viện|trạm|công ty|ngân hàng"
    r"|chợ|chi cục|công an|tòa án|kho bạc|thuế|bưu điện|văn phòng|nhà văn hóa",
    re.IGNORECASE,
)
_LAW = re.compile(
    r"(?:nghị định|quyết định|luật|công văn|chỉ thị|kế hoạch|thông tư|văn bản|nghị quyết|tờ trình|báo cáo|thông báo|mẫu"
    r"|hồ sơ|hợp đồng|giấy|công điện|điều|bảng|phụ lục|mục)\s*$",
    re.IGNORECASE,
)
_NO_ROADS = ("Ủy", "Uỷ", "UBND", "Sở", "Bộ", "Ban", "Chính", "Quốc", "Thủ", "Hội", "Đảng", "Tỉnh", "Nghị")
_AGENCY_ROOM = 70


def personal_words(text: str) -> tuple[Found, ...]:
    """Return what a text (NFC) holds by which a person can be known or reached, and links, in order, none over another.
    Addresses under gov.vn and of offices are left alone.

    >>> [(found.kind.value, found.words) for found in personal_words("Gọi chị Lan số 0905 123 456, xe 74A-123.45")]
    [('tên người', 'Lan'), ('số điện thoại', '0905 123 456'), ('biển số xe', '74A-123.45')]
    """
    kept: list[Found] = []
    for kind, spans in _readers(text):
        for start, end in spans:
            if all(end <= other.start or start >= other.end for other in kept):
                kept.append(Found(start, end, kind, text[start:end]))
    return tuple(sorted(kept, key=lambda found: found.start))


def without_personal_words(text: str) -> str:
    """Return the text with each finding replaced by what it was.

    >>> without_personal_words("Hỏi ông Trần Văn Bình, binh@lantoa.example")
    'Hỏi ông [tên người], [thư điện tử]'
    """
    plain = to_nfc(text)
    for found in reversed(personal_words(plain)):
        plain = f"{plain[: found.start]}[{found.kind}]{plain[found.end :]}"
    return plain


def _readers(text: str) -> Iterator[tuple[PersonalKind, Iterable[tuple[int, int]]]]:
    """Yield each kind with where it stands; what comes first has the words to itself."""
    yield PersonalKind.EMAIL, [found.span() for found in _EMAIL.finditer(text)]
    yield PersonalKind.LINK, _links(text)
    yield PersonalKind.BANK, [found.span("it") for found in _BANK.finditer(text)]
    yield PersonalKind.IDENTITY, [found.span("it") for found in _NAMED_IDENTITY.finditer(text)]
    yield PersonalKind.IDENTITY, [found.span() for found in _IDENTITY.finditer(text)]
    yield PersonalKind.PHONE, _phones(text)
    yield PersonalKind.PLATE, [found.span() for found in _PLATE.finditer(text)]
    yield PersonalKind.ADDRESS, [*_addresses(text), *(found.span() for found in _LAND.finditer(text))]
    yield PersonalKind.NAME, name_spans(text)


def _links(text: str) -> Iterator[tuple[int, int]]:
    for found in _LINK.finditer(text):
        place = "it" if found["it"] else 0
        words = found.group(place).rstrip(".,;:!?")
        host = re.sub(r"^https?://", "", words, flags=re.IGNORECASE).split("/")[0]
        if not _OFFICIAL.search(host):
            yield found.start(place), found.start(place) + len(words)


def _phones(text: str) -> Iterator[tuple[int, int]]:
    for found in _PHONE.finditer(text):
        digits = re.sub(r"^(?:0084|84(?=\d{9}$))", "0", re.sub(r"\D", "", found.group().replace("+84", "0")))
        if digits.startswith("00"):
            digits = digits[1:]  # "+84 0905…"
        if _MOBILE_OR_LAND.fullmatch(digits) and not _DATED.match(found.group()):
            opened = found.group().startswith("(") and ")" not in found.group()
            yield found.start() + opened, found.end()
    yield from (found.span() for found in _SPOKEN_PHONE.finditer(text))


def _addresses(text: str) -> Iterator[tuple[int, int]]:
    for found in _ADDRESS.finditer(text):
        before = re.split(r"[.!?;\n]", text[max(0, found.start() - _AGENCY_ROOM) : found.start()])[-1]
        road = re.search(_NAMED_ROAD + r"$", found.group())
        if _LAW.search(before) or _OFFICE.search(before) or (road and road.group().split()[0] in _NO_ROADS):
            continue
        yield found.span()
