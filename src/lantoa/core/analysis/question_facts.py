"""The checkable facts of a sentence: document numbers, days, numbers with their units, agencies, explained names."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from lantoa.core.viettext import accent_key, to_nfc


class Fact(StrEnum):
    """What kind of value a proposal asks for."""

    DOCUMENT = "document"
    DAY = "day"
    NUMBER = "number"
    AGENCY = "agency"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Value:
    fact: Fact
    start: int
    end: int
    words: str
    # Values of one family can stand for each other: the unit of a number.
    family: str


_DOCUMENT = re.compile(
    r"(?:(?:Nghị định|Nghị quyết|Quyết định|Thông tư|Chỉ thị|Kế hoạch|Công văn|Luật|Văn bản|Chương trình|Pháp lệnh)"
    r"(?: số)? )?(?<![\w/])\d{1,5}(?:/\d{4})?"
    r"(?:/[A-ZĐ]{1,6}\d{0,2}(?:[-–][A-ZĐƯ&]{1,12}\d{0,2})*|-[A-ZĐ]{2,4}/[A-ZĐ]{2,4})\b"
)
_TYPE = re.compile(
    r"^(Nghị định|Nghị quyết|Quyết định|Thông tư|Chỉ thị|Kế hoạch|Công văn|Luật|Văn bản|Chương trình|Pháp lệnh)"
)
_DAY = re.compile(
    r"(?:ngày )?(?<![\d/])(?:0?[1-9]|[12]\d|3[01])[/.-](?:0?[1-9]|1[0-2])[/.-](?:19|20)\d{2}(?!\d)"
    r"|ngày (?:0?[1-9]|[12]\d|3[01]) tháng (?:0?[1-9]|1[0-2]) năm (?:19|20)\d{2}(?!\d)"
)
# "PCI (Chỉ số năng lực cạnh tranh cấp tỉnh)", and the other way round.
_NAME = re.compile(r"(?<!\w)([A-ZĐ]{2,8}(?: (?:INDEX|Index|[A-Z]{2,8}))?) \(([A-ZĐÁÀẢÃẠĂÂÊÔƠƯ][^()\d;:]{9,180})\)")
_NAME_AFTER = re.compile(
    r"(?<!\w)((?:Chỉ số|Bộ chỉ số|Hệ thống|Cổng|Chương trình|Đề án|Trung tâm|Ủy ban) [^(),;:\d.]{6,120})"
    r" \(([A-ZĐ][A-Za-zĐ-]{1,9})\)"
)
_UNITS = (
    r"%|phần trăm|ngày làm việc|ngày|tháng|năm|giờ làm việc|giờ|phút|triệu đồng|nghìn đồng|ngàn đồng|tỷ đồng|đồng"
    r"|điểm"
    r"|thủ tục hành chính|thủ tục|dịch vụ công trực tuyến|dịch vụ công|dịch vụ|nhiệm vụ|nội dung|nhóm|lĩnh vực|chỉ số"
    r"|chỉ tiêu|tiêu chí"
    r"|câu hỏi|câu|bước|lần|tin, bài|tin bài|bài|xã, phường|xã|phường|cơ quan, đơn vị|cơ quan|đơn vị|lượt|giải"
    r"|tuổi|trang"
)
_NUMBER = re.compile(rf"(?<![\w/.,-])(\d{{1,3}}(?:\.\d{{3}})+|\d+(?:,\d+)?)\s?({_UNITS})(?![\w])")


class AgencyNames:
    """Names of agencies, longest first, to be found as whole words."""

    def __init__(self, names: Sequence[str]) -> None:
        ordered = sorted(
            {" ".join(to_nfc(name).split()) for name in names if len(name) > 5}, key=lambda n: (-len(n), n)
        )
        self.all = ordered
        self.pattern = re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in ordered)) if ordered else None


def names_in(line: str) -> list[tuple[str, str]]:
    """Return the abbreviations that a sentence explains, each with the full name."""
    found = [(match[1], match[2].strip()) for match in _NAME.finditer(line)]
    return found + [(match[2], match[1].strip()) for match in _NAME_AFTER.finditer(line)]


def names_told(lines: Iterable[str]) -> dict[str, str]:
    told: dict[str, str] = {}
    for line in lines:
        for short, full in names_in(line):
            told.setdefault(short, full)
    return told


def values_in(line: str, names: AgencyNames) -> Iterator[Value]:
    taken: list[tuple[int, int]] = []

    def free(start: int, end: int) -> bool:
        return all(end <= first or last <= start for first, last in taken)

    for match in _DOCUMENT.finditer(line):
        taken.append(match.span())
        typed = _TYPE.match(match[0])
        yield Value(Fact.DOCUMENT, *match.span(), match[0], typed[1] if typed else "")
    for match in _DAY.finditer(line):
        if free(*match.span()):
            taken.append(match.span())
            start = match.start() + (len("ngày ") if match[0].startswith("ngày ") else 0)
            yield Value(Fact.DAY, start, match.end(), line[start : match.end()], "")
    for match in _NUMBER.finditer(line):
        if free(*match.span()) and not _is_reference(line, match):
            taken.append(match.span())
            yield Value(Fact.NUMBER, match.start(1), match.end(1), match[1], match[2])
    if names.pattern:
        for match in names.pattern.finditer(line):
            if free(*match.span()):
                yield Value(Fact.AGENCY, *match.span(), match[0], match[0].split()[0])


_BEFORE_REFERENCE = re.compile(
    r"(?:điều|khoản|mục|điểm|chương|phần|số|tháng|quý|năm|bảng|phụ lục|tuần|giai đoạn|ngày|nghị quyết|khóa|kỳ"
    r"|thứ)\s$",
    re.I,
)


_CLOCK = re.compile(r"(?:lúc|từ|đến|sau|trước|khoảng|và)\s$", re.I)


def _is_reference(line: str, match: re.Match[str]) -> bool:
    """Return whether a number only names something ("Điều 5", "tháng 3 năm 2023"), or a year is no amount."""
    if _BEFORE_REFERENCE.search(line[: match.start()]):
        return True
    if match[2] == "giờ" and _CLOCK.search(line[: match.start()]):
        return True
    # "7 giờ 30"; "2 năm 2023": the number belongs to what stands before, the unit to what comes after.
    return (
        match[2] in ("năm", "tháng", "ngày", "giờ") and re.match(r"\s*(?:\d|đầu|cuối)", line[match.end() :]) is not None
    )


_DIGITS = re.compile(r"\d+")


def same_form(fact: Fact, words: str) -> str:
    """Return what is equal for two ways of writing one value: of a day its day, month and year."""
    if fact is Fact.DAY:
        return "/".join(str(int(part)) for part in _DIGITS.findall(words))
    return str(size_of(words)) if fact is Fact.NUMBER else accent_key(words)


def shown(fact: Fact, words: str) -> str:
    """Return a value as an option shows it: days all in one form."""
    if fact is not Fact.DAY:
        return words
    day, month, year = (int(part) for part in _DIGITS.findall(words)[-3:])
    return f"{day:02}/{month:02}/{year}"


def size_of(words: str) -> float:
    return float(words.replace(".", "").replace(",", "."))
