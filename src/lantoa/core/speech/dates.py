"""Dates, months, quarters and periods."""

import re

from .numerals import ordinal, roman, whole
from .records import HouseStyle
from .scene import Reading, Scene, cue, cue_words, rule

_YEAR = r"(?:1[0-9]|2[01])\d\d"
_D = r"(?:3[01]|[12]\d|0?[1-9])(?!\d)"
_M = r"(?:1[0-2]|0?[1-9])(?!\d)"
_DASH = r"\s?[-–—]\s?"
_NOT_MORE = r"(?![\w/]|[.,]\d)"
# Words after which dd/mm is a day, and words after which the first figure of a range is one.
_DAY_WORDS = frozenset(cue_words("day"))

_NEXT_DAY = re.compile(r"\d{1,2}(?:/\d{1,2})?(?:,| và|, rồi|;) $")
# What happens on a day, or names one, right before the figures.
_EVENT = re.compile(
    r"(?:\b(?:nay|mai|qua|mốt|kia)|thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật|\bdiễn ra|bắt đầu"
    r"|khai mạc|bế mạc|tổ chức"
    r"|hiệu lực|khởi công|khánh thành|hạn chót|lịch họp:?|\dh\d{0,2})[,( ]+$|\bngay $"
)
_DASHED_DAY = re.compile(
    r"\b(ngày|sáng|trưa|chiều|tối|đêm|hôm nay|hôm qua|ngày mai|thứ (?:hai|ba|tư|năm|sáu|bảy|\d)|chủ nhật"
    r"|ngày \d{1,2}-\d{1,2} (?:đến|và)(?: hết)?)(?:,| \()? ?\(?$"
)
_SEVERAL_DAYS = re.compile(r"(?<!thứ )\b(?:các|những|hai|ba|bốn|năm|\d+) ngày $")
_DOCUMENT = re.compile(rf"\b{cue('document_types')} $")  # Nghị định 30/2020
_OF_YEAR = re.compile(rf"\b{cue('of_year')}\s*$")
_SCALE = re.compile(rf"{cue('scale')}\D{{0,12}}$")
# What follows and what precedes a bare day: "ngày 5, 6 và 7 tháng 3".
_BEFORE_MONTH = re.compile(
    r"(?:(?:,| và| đến|\s?[-–])(?: ngày)? ?\d{1,2}){0,4}"
    r"\s*(?:-?\s*tháng\s+(?:\d|giêng|chạp|này|sau|tới)|âm lịch|tết|(?:hằng|hàng|mỗi|của) tháng)"
    r"|(?: \d{1,2},){0,3}(?:,| và| đến)(?: ngày)? \d{1,2}/\d{1,2}(?!\d)"
)
_MONTH_AND_YEAR = re.compile(r" tháng \d{1,2} năm \d{4}")
_AFTER_DAY = re.compile(r"(?:ngày(?:\s+\d{1,2}(?:,| và| đến|\s?[-–]))*)\s*$")


def day(number: str, style: HouseStyle) -> str:
    """The day of a month: "mùng năm", "hai mươi mốt".

    >>> day("05", HouseStyle()), day("21", HouseStyle()), day("5", HouseStyle(early_day=""))
    ('mùng năm', 'hai mươi mốt', 'năm')
    """
    said = whole(number, style)
    return f"{style.early_day} {said}" if style.early_day and int(number) <= 10 else said


def month(number: str, style: HouseStyle) -> str:
    """The month with its word; the fourth is "tháng tư".

    >>> month("04", HouseStyle()), month("12", HouseStyle())
    ('tháng tư', 'tháng mười hai')
    """
    return "tháng tư" if int(number) == 4 else f"tháng {whole(number, style)}"


def year(number: str, style: HouseStyle) -> str:
    """The year with its word.

    >>> year("2023", HouseStyle())
    'năm hai nghìn không trăm hai mươi ba'
    """
    return f"năm {whole(number, style)}"


def day_word(match: re.Match[str], scene: Scene) -> str:
    """The word "ngày " unless the text has said it, names a feast, or goes on with a list of days."""
    last = scene.words_before(match.start())[-1:]
    if _NEXT_DAY.search(scene.before(match.start())):
        return ""
    is_said = (
        re.search(r"(?:ngày(?: ký| ban hành| sinh| cấp)?:?|mùng|mồng|rằm)\s*$", scene.before(match.start())) is not None
    )
    return "" if is_said or (last and last[0] in ("mùng", "mồng", "dịp", "lễ", "tết")) else "ngày "


def _said_day(number: str, match: re.Match[str], scene: Scene) -> str:
    """The day, without "mùng" where the text itself has written it."""
    if re.search(r"(?:mùng|mồng)\s*$", scene.before(match.start())):
        return whole(number, scene.style)
    return day(number, scene.style)


def _full_date(match: re.Match[str], scene: Scene) -> Reading | None:
    parts, style = match.groupdict(), scene.style
    first = _said_day(parts["day"], match, scene)
    if parts.get("last"):
        first += f" đến {day(parts['last'], style)}"
    said = f"{day_word(match, scene)}{first} {month(parts['month'], style)} {year(parts['year'], style)}"
    return Reading(match.end(), said)


def _months_apart(match: re.Match[str], scene: Scene) -> Reading | None:
    """15/3 - 20/4/2023: two days with their months, the year with the second."""
    parts, style = match.groupdict(), scene.style
    last = f"{day(parts['last'], style)} {month(parts['last_month'], style)}"
    if parts.get("year"):
        last += f" {year(parts['year'], style)}"
    first = f"{_said_day(parts['day'], match, scene)} {month(parts['month'], style)}"
    joint = ", " if int(parts["last_month"]) - int(parts["month"]) == 1 and parts["last"] == "1" else " đến "
    return Reading(match.end(), f"{day_word(match, scene)}{first}{joint}{last}")


def _dashed_date(match: re.Match[str], scene: Scene) -> Reading | None:
    """Ngày 5-11: a day and its month in the manner of newspapers, where no word says several days."""
    before = scene.before(match.start())
    named = _DASHED_DAY.search(before)
    if named is None or _SEVERAL_DAYS.search(before):
        return None
    style = scene.style
    said = f"{_said_day(match['day'], match, scene)} {month(match['month'], style)}"
    if int(match["day"]) >= int(match["month"]) or named[1] != "ngày":
        return Reading(match.end(), day_word(match, scene) + said)
    other = f"{_said_day(match['day'], match, scene)} đến {day(match['month'], style)}"
    reason = "dấu gạch sau chữ ngày: khoảng ngày hay ngày và tháng"
    return Reading(match.end(), day_word(match, scene) + said, (other,), reason)


def _day_range(match: re.Match[str], scene: Scene) -> Reading | None:
    """Ngày 26-28/3: days of one month."""
    parts, style = match.groupdict(), scene.style
    if int(parts["day"]) >= int(parts["last"]):
        return None
    said = f"{_said_day(parts['day'], match, scene)} đến {day(parts['last'], style)} {month(parts['month'], style)}"
    return Reading(match.end(), f"{day_word(match, scene)}{said}")


def _month_year(match: re.Match[str], scene: Scene) -> Reading | None:
    """12/2023, tháng 01-6/2023."""
    parts, style = match.groupdict(), scene.style
    said = month(parts["month"], style)
    if _SCALE.search(scene.before(match.start())):
        return None
    if _OF_YEAR.search(scene.before(match.start())) and not parts.get("last"):
        return Reading(match.end(), f"{whole(parts['month'], style)} {year(parts['year'], style)}")
    if re.search(r"tháng (?:\d{1,2}(?:, ?| và | đến ))*$", scene.before(match.start())):
        said = said.removeprefix("tháng ")
    if parts.get("last"):
        said += f" đến {month(parts['last'], style)}"
    return Reading(match.end(), f"{said} {year(parts['year'], style)}")


def _of_year(match: re.Match[str], scene: Scene) -> Reading | None:
    """Bản tin số 41/2026: the number within a year."""
    before = scene.before(match.start())
    if not _OF_YEAR.search(before) and not _DOCUMENT.search(before):
        return None
    return Reading(match.end(), f"{whole(match['number'], scene.style)} {year(match['year'], scene.style)}")


def _short_date(match: re.Match[str], scene: Scene) -> Reading | None:
    """A day with its month after a word of time; without one other rules decide."""
    words = scene.words_before(match.start())
    if not is_day_context(scene, match.start(), words):
        return None
    parts = match.groupdict()
    said = f"{_said_day(parts['day'], match, scene)} {month(parts['month'], scene.style)}"
    return Reading(match.end(), f"{day_word(match, scene)}{said}")


def is_day_context(scene: Scene, place: int, words: list[str]) -> bool:
    """Whether the words right before the place speak for a day of a month."""
    if _EVENT.search(scene.before(place)):
        return True
    if not words or not re.search(r"[^\W\d_],?\s*\(?$", scene.before(place)):
        return False
    if words[-1] in ("năm", "hai", "ba", "tư", "sáu", "bảy"):  # only as the day of a week
        return words[-2:-1] == ["thứ"]
    if words[-1] == "là" or words[-1] == "và":
        return re.search(r"(?:ngày|\b(?:3[01]|[12]\d)/)[^.;]{0,8} và $", scene.before(place)) is not None
    return words[-1] in _DAY_WORDS and not scene.before(place).rstrip().endswith(",")


def _named_day(match: re.Match[str], scene: Scene) -> Reading | None:
    """A bare number after "ngày" before "tháng" or "/": the day of a month."""
    before = scene.before(match.start())
    after = scene.after(match.end())
    is_full = match[0].startswith("0") and _MONTH_AND_YEAR.match(after)  # 01 tháng 01 năm 2024
    if not is_full and (not _BEFORE_MONTH.match(after) or not _AFTER_DAY.search(before)):
        return None
    return Reading(match.end(), day(match[0], scene.style))


def _named_month(match: re.Match[str], scene: Scene) -> Reading | None:
    """A bare number after "tháng": only the fourth and zeros in front differ from a number."""
    if not re.search(r"(?<!\d )\btháng\s+$", scene.before(match.start())):
        return None
    return Reading(match.end(), month(match[0], scene.style).removeprefix("tháng "))


def _weekday(match: re.Match[str], scene: Scene) -> Reading | None:
    """Thứ 4 is "thứ tư", lần thứ 1 is "lần thứ nhất"."""
    before = scene.before(match.start())
    if not re.search(r"\bthứ\s+$", before):
        return None
    number = int(match[0])
    said = {1: "nhất", 4: "tư"}.get(number, whole(number, scene.style)) if number < 100 else whole(number, scene.style)
    return Reading(match.end(), said, rule="ordinal")


def _rank(match: re.Match[str], scene: Scene) -> Reading | None:
    """Hạng 1 and giải 3 are said as ranks: nhất, nhì, ba, tư."""
    if not re.search(r"\b(?:hạng|giải|xếp thứ)\s+$", scene.before(match.start())):
        return None
    said = {1: "nhất", 2: "hai" if "thứ" in scene.before(match.start(), 6) else "nhì", 4: "tư"}.get(int(match[0]))
    is_count = re.match(r"\s*(?:giải|[/,]\s?\d|[-–]|người)", scene.after(match.end()))
    return Reading(match.end(), said, rule="ordinal") if said and not is_count else None


def _short_period(match: re.Match[str], scene: Scene) -> Reading | None:
    """T4/2023 and Q1/2023: a month and a quarter."""
    number = roman(match["number"]) or int(match["number"]) if not match["number"].isdecimal() else int(match["number"])
    if number > (12 if match["head"] == "T" else 4):
        return None
    said = month(str(number), scene.style) if match["head"] == "T" else f"quý {whole(number, scene.style)}"
    return Reading(match.end(), f"{said} {year(match['year'], scene.style)}")


def _short_quarter(match: re.Match[str], scene: Scene) -> Reading | None:
    """Q3: a quarter or a district."""
    said = whole(match["number"], scene.style)
    return Reading(match.end(), f"quý {said}", (f"quận {said}",), "chữ Q: quý hay quận")


def _short_weekday(match: re.Match[str], scene: Scene) -> Reading | None:
    """T2 - T6: days of the week, only beside another one."""
    is_beside = re.search(r"\bt[2-7]\s?(?:[-–,]|và|đến)\s?$", scene.before(match.start(), 10))
    if match.lastgroup != "day" and not is_beside:
        return None
    if not is_beside and scene.text[match.end() : match.end() + 1] not in " -–,":
        return None
    is_first = re.match(r"\s?(?:[-–,]|và|đến)\s?(?:t[2-7]|cn)\b", scene.after(match.end(), 10))
    if not is_beside and not is_first:
        return None
    return Reading(match.end(), f"thứ {ordinal(int(match['day']), scene.style)}" if match["day"] else "chủ nhật")


def _weekday_alone(match: re.Match[str], scene: Scene) -> Reading | None:
    """T7 where the text has named another day of the week so, or a part of the day stands before it."""
    before = scene.before(match.start())
    if not re.search(r"\bt[2-7]\b(?!/)|\b(?:sáng|trưa|chiều|tối|đêm|vào|thứ|trừ|nghỉ) $", before):
        return None
    return Reading(match.end(), f"thứ {ordinal(int(match['day']), scene.style)}")


DATE_RULES = [
    rule("date", rf"(?P<day>{_D})/(?P<month>{_M})/(?P<year>\d\d){_NOT_MORE}", _full_date),
    rule("date", rf"(?P<year>{_YEAR})/(?P<month>0[1-9]|1[0-2])/(?P<day>0[1-9]|[12]\d|3[01]){_NOT_MORE}", _full_date),
    rule("date", rf"(?<=tháng[ ])(?P<month>{_M})\.(?P<year>{_YEAR}){_NOT_MORE}", _month_year),
    rule(
        "date",
        rf"(?P<day>{_D})(?:{_DASH}(?P<last>{_D}))?\s?/\s?(?P<month>{_M})\s?/\s?(?P<year>{_YEAR}){_NOT_MORE}",
        _full_date,
    ),
    rule("date", rf"(?P<day>{_D})-(?P<month>{_M})-(?P<year>{_YEAR})(?![\w/-]|[.,]\d)", _full_date),
    rule("date", rf"(?P<day>{_D})\.(?P<month>{_M})\.(?P<year>{_YEAR}){_NOT_MORE}", _full_date),
    rule(
        "date", rf"(?P<year>{_YEAR})-(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])(?![\w/-]|[.,]\d)", _full_date
    ),
    rule(
        "date",
        rf"(?P<day>{_D})/(?P<month>{_M}){_DASH}(?P<last>{_D})/(?P<last_month>{_M})(?:/(?P<year>{_YEAR}))?{_NOT_MORE}",
        _months_apart,
    ),
    rule("date", rf"(?P<day>{_D}){_DASH}(?P<last>{_D})/(?P<month>{_M}){_NOT_MORE}", _day_range),
    rule("date", rf"(?P<day>{_D})-(?P<month>{_M})(?![\w/-]|[.,]\d|\s?(?:h|giờ|tháng|ngày)\b)", _dashed_date),
    rule("date", rf"(?P<month>{_M}){_DASH}(?P<last>{_M})/(?P<year>{_YEAR}){_NOT_MORE}", _month_year),
    rule("date", rf"(?P<month>{_M})\s?[/-]\s?(?P<year>{_YEAR}){_NOT_MORE}", _month_year),
    rule("date", rf"(?P<number>\d{{1,4}})/(?P<year>{_YEAR}){_NOT_MORE}", _of_year),
    rule("date", rf"(?P<day>{_D})/(?P<month>{_M}){_NOT_MORE}", _short_date),
    rule("date", rf"{_D}(?![\w/]|[.,]\d)", _named_day),
    rule("date", rf"{_M}(?![\w/]|[.,]\d)", _named_month),
    rule("ordinal", r"\d{1,3}(?![\w/]|[.,]\d)", _weekday),
    rule("ordinal", r"[1-9](?![\w/]|[.,]\d)", _rank),
]


# In letters: T4/2023, Q1/2023, T2 - T6.
PERIOD_RULES = [
    rule(
        "date",
        r"(?P<head>T|Q|Q\.)(?P<number>\d{1,2}|[IVX]{1,3})/(?P<year>(?:19|20)\d\d)(?![\w/]|[.,]\d)",
        _short_period,
    ),
    rule("date", r"Q(?P<number>[1-4])(?![\w/.,-])", _short_quarter),
    rule("date", r"T(?P<day>[2-7])(?=\s?(?:[-–,]|và|đến)\s?(?:T[2-7]|CN)(?!\w))", _short_weekday),
    rule("date", r"(?<=[-–, ])(?:T(?P<day>[2-7])|CN)(?!\w)", _short_weekday),
    rule("date", r"T(?P<day>[2-7])(?![\w/]|-\w)", _weekday_alone),
]
