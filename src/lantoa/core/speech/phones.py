"""Telephone numbers and other figures that are said one by one."""

import re

from .amounts import AMOUNT_AFTER, COUNTED_AFTER, END
from .numerals import DIGITS, spelled_digits, whole
from .scene import CAPITALS, Reading, Scene, cue, readings, rule

_PHONE_LINKS = rf"(?:[\s:.,(]|{cue('phone_links')}|{cue('phone')})"
_PHONE_WORDS = re.compile(
    rf"\b{cue('phone')}{_PHONE_LINKS}{{0,12}}(?:(?:[\d .()+–-]{{6,20}}|\d{{3,4}} ?)(?:hoặc|và|,|;|/)\s?)*$"
)
_EMERGENCY_WORDS = re.compile(
    r"\b(?:báo(?: tin| cháy| án| cho)?|gọi|ngay|tổng đài|cảnh sát|lực lượng|số|cấp cứu|cứu hỏa|phản ứng nhanh|cho|qua)"
    r"(?: 1\d\d(?:,| hoặc| và))* $"
)
# "Đường dây nóng tiếp nhận phản ánh: 1022": further words, but then a colon and nothing counted behind.
_PHONE_TITLE = re.compile(rf"\b{cue('phone_titles')}[^\d.;:]{{1,60}}: ?$")
_NOTHING_COUNTED = re.compile(r" ?(?:$|[.,;(/–-]|nhánh|hoặc|và|máy|số|gặp|để|khi|nếu|trước|từ|tại|của|phục vụ|trực)")
_COUNTRY = re.compile(r"0|84\d{9,10}$")
_BY_NUMBER = re.compile(r"\b(?:qua|theo|vào|tới|đến) số(?: máy)? $")
_LOCAL = re.compile(r"[1-9][ .]\d{3}[ .]\d{3}")  # 3.852.345: a number within a province
_BIG_BEFORE = re.compile(r"\d (?:tỷ|tỉ|triệu|nghìn|ngàn) $")  # 1 tỷ 050 triệu
_MESSAGE_WORDS = re.compile(r"(?:cú pháp|soạn tin|nhắn tin|tin nhắn)[^.;]{0,40} (?:gửi|đến|tới|về)(?: đầu số| số)? $")
_IDENTIFIER_WORDS = re.compile(
    rf"\b{cue('identifier')}(?: {cue('identifier_links')})*(?: công dân| số| là|:| ){{0,4}}$"
)


def _phone(match: re.Match[str], scene: Scene) -> Reading | None:
    written = match[0]
    figures = re.sub(r"\D", "", written)
    before = scene.before(match.start(), 110)
    is_named = _PHONE_WORDS.search(before) is not None or _MESSAGE_WORDS.search(before) is not None
    if _PHONE_TITLE.search(before) and _NOTHING_COUNTED.match(scene.after(match.end())):
        is_named = True
    if _LOCAL.fullmatch(written) and not (is_named and _NOTHING_COUNTED.match(scene.after(match.end()))):
        return None
    if _BY_NUMBER.search(before) and 6 <= len(figures) <= 8:
        is_named = True
    has_shape = (9 <= len(figures) <= 12 and (_COUNTRY.match(figures) or written.startswith(("+", "(+")))) or (
        8 <= len(figures) <= 10 and re.match(r"1[89]00[ .-]?\d\d\d?\d", written)
    )
    is_counted = COUNTED_AFTER.match(scene.after(match.end())) or AMOUNT_AFTER.match(scene.after(match.end()))
    if not (has_shape or (is_named and 3 <= len(figures) <= 12)) or (is_counted and not figures.startswith("0")):
        return None
    if not is_named and _IDENTIFIER_WORDS.search(scene.before(match.start())):
        return None
    if not is_named and not written.startswith(("0", "+", "(", "1", "84")):
        return None
    groups = re.findall(r"\d+", written)
    if len(groups) == 1 and len(figures) == 10:
        groups = [figures[:4], figures[4:7], figures[7:]]
    elif len(groups) == 1 and len(figures) == 11:
        groups = [figures[:4], figures[4:8], figures[8:]]
    plus = "cộng " if "+" in written[:2] else ""
    return Reading(match.end(), plus + ", ".join(map(spelled_digits, groups)))


def _mobile(match: re.Match[str], scene: Scene) -> Reading | None:
    """A number of ten figures that begins as mobile ones do, whatever its groups; two of them parted by a slash."""
    if _IDENTIFIER_WORDS.search(scene.before(match.start())):
        return None
    figures = re.sub(r"\D", "", match["number"])
    groups = re.findall(r"\d+", match["number"])
    if len(groups) == 1:
        groups = [figures[:4], figures[4:7], figures[7:]]
    return Reading(match.end(), ", ".join(map(spelled_digits, groups)) + (", " if match["more"] else ""))


def _identifier(match: re.Match[str], scene: Scene) -> Reading | None:
    figures = match[0]
    after = scene.after(match.end())
    if (
        len(figures) == 3
        and re.match(r" (?:triệu|nghìn|ngàn|đồng)", after)
        and _BIG_BEFORE.search(scene.before(match.start()))
    ):
        return Reading(
            match.end(), whole(f"1{figures}", scene.style).split(scene.style.thousand, 1)[1].strip(), rule="money"
        )
    is_long = len(figures) > 16 or (figures.startswith("0") and len(figures) > 2)
    if not is_long and not (len(figures) >= 5 and _IDENTIFIER_WORDS.search(scene.before(match.start()))):
        return None
    return Reading(match.end(), spelled_digits(figures))


def _mixed_code(match: re.Match[str], scene: Scene) -> Reading | None:
    """A file number or a number plate after a word that names one: figures one by one, a pause at each mark."""
    written = match[0]
    if not any(letter.isdecimal() for letter in written) or not _IDENTIFIER_WORDS.search(scene.before(match.start())):
        return None
    return Reading(match.end(), _one_by_one(written))


def _one_by_one(written: str) -> str:
    names = readings()["letters"]
    parts = [
        " ".join(DIGITS[int(letter)] if letter.isdecimal() else names.get(letter.upper(), letter) for letter in part)
        for part in re.findall(r"[^\W_]+", written)
    ]
    return ", ".join(parts)


def _emergency(match: re.Match[str], scene: Scene) -> Reading | None:
    """113, 114, 115 after a word of calling, where nothing is counted by it."""
    if not _EMERGENCY_WORDS.search(scene.before(match.start())):
        return None
    if not re.match(
        r"$|[.,;:!?)(]|\s\(|\s(?:phục vụ|trực|hoặc|và|để|khi|nếu|ngay|của|đến|tới|có mặt)\b", scene.after(match.end())
    ):
        return None
    return Reading(match.end(), spelled_digits(match[0]))


def _plate(match: re.Match[str], scene: Scene) -> Reading | None:
    """74F1-001.23, a number plate by its very shape: figures one by one, a pause at each mark."""
    return Reading(match.end(), _one_by_one(match[0]))


def _grouped(match: re.Match[str], scene: Scene) -> Reading | None:
    """1234 5678 9012 after a word of a number that is said one by one."""
    if not _IDENTIFIER_WORDS.search(scene.before(match.start())):
        return None
    return Reading(match.end(), ", ".join(map(spelled_digits, match[0].split())))


def _extension(match: re.Match[str], scene: Scene) -> Reading | None:
    """Máy lẻ 12: said one by one."""
    is_named = re.search(r"(?:máy lẻ|số nội bộ|nội bộ)(?: số)?:? $", scene.before(match.start())) is not None
    return Reading(match.end(), spelled_digits(match[0])) if is_named else None


PHONE_RULES = [
    rule("phone", rf"\d{{2,5}}{END}", _extension),
    rule("identifier", rf"\d{{2,6}}(?:[ ]\d{{2,6}}){{1,6}}{END}(?![.,]\d)", _grouped),
    rule("phone", r"(?:11[1-5]|1022)(?![\w/]|[ .,-]\d)", _emergency),
    rule(
        "phone",
        r"(?P<number>0[ .-]?[35789](?:[ .-]?\d){8})(?:(?P<more>[ ]?/[ ]?(?=0[ .-]?\d))|(?![\w]|[.,/-]\d|[ ]/[ ]0))",
        _mobile,
    ),
    rule("phone", r"0\d{2,3}/[1-9]\d{5,6}(?![\d/]|[.,]\d)", _phone),
    rule("phone", r"[01]\d{2,3}(?:[ .-]?\d{1,4}){1,4}(?![\d/]|[.,]\d|\s?%)", _phone),
    rule("phone", r"[1-9][ .]\d{3}[ .]\d{3}(?![\d/]|[ .,-]\d|[ ]?%)", _phone),
    rule("phone", r"[1-9]\d{1,3}(?:[ .-]?\d{2,4}){0,4}(?![\d/]|[.,]\d|[ ]?%)", _phone),
    rule("identifier", rf"\d{{3,}}{END}(?![.,]\d|/[{CAPITALS}\d])", _identifier),
]

CODE_RULES = [
    rule("identifier", rf"\d\d[{CAPITALS}]{{1,2}}\d?[ -](?:\d{{3}}\.\d\d|\d{{4,5}})(?![\w]|[.,/-]\w)", _plate),
    rule("identifier", rf"[{CAPITALS}\d]{{1,20}}(?:[./-][{CAPITALS}\d]{{1,20}}){{1,9}}(?![\w]|[./-]\w)", _mixed_code),
]

PHONE_SIGN_RULES = [
    rule("phone", r"\((?:\+\d{1,3}|84)\)[ .-]?\d{2,4}(?:[ .-]?\d{2,4}){1,4}(?!\d)", _phone),
    rule("phone", r"\+\d{1,3}[ .-]?(?:\(0\))?[ .-]?\d{2,4}(?:[ .-]?\d{2,4}){1,4}(?!\d)", _phone),
    rule("phone", r"\(0\d{2,3}\)[ .-]?\d{1,4}(?:[ .-]?\d{2,4}){1,3}(?!\d)", _phone),
]
