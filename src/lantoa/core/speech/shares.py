"""A figure over a figure: day and month, share or ratio."""

import math
import re
from dataclasses import dataclass

from .amounts import COUNTED_AFTER, END, NUMBER, amount, unit_names
from .dates import day, day_word, month
from .numerals import ordinal, whole
from .records import HouseStyle
from .scene import Reading, Scene, cue, cue_words, readings, rule

_RATIO_WORDS = re.compile(rf"\b{cue('ratio')}(?: thứ| số)? $")
_RANK_WORDS = re.compile(r"(?:điểm|chấm|hạng|thứ|vị trí|xếp|đứng|bậc)(?: thứ)? $")
_SHARE_AFTER = re.compile(rf" {cue('share_after')}\b")
_SCALE_WORDS = re.compile(rf"{cue('scale')}\D{{0,12}}$")
_HOUSE_AFTER = re.compile(r" (?:đường|phố|kiệt|hẻm|ngõ)\b")
_HOUSE_BEFORE = re.compile(r"(?:số nhà|nhà số|kiệt|hẻm|ngõ|lớp|phòng|căn hộ)(?: số)? $")
_ROUND_WORDS = re.compile(r"(?:vòng|tứ kết|bán kết)(?: 1/\d{1,2}(?: và|,))* $")
_HOLIDAYS = frozenset(cue_words("holidays"))
_DAY_NEXT = re.compile(r"^, (3[01]|[12]\d)/(?:1[0-2]|0?[1-9])(?![\d/])")
_DAY_LAST = re.compile(r"(?<![\d/])(3[01]|[12]\d)/(?:1[0-2]|0?[1-9]), $")


def _round_the_clock(match: re.Match[str], scene: Scene) -> Reading | None:
    """24/7 and 24/24 are no dates and no fractions."""
    first, last = match["first"], match["last"]
    tail = " giờ" if match["hours"] else ""
    return Reading(match.end(), f"{whole(first, scene.style)} trên {whole(last, scene.style)}{tail}", rule="fraction")


@dataclass(frozen=True, slots=True)
class _Pair:
    """A figure over a figure with what it may be: a day of a month ("" when it cannot be), a share, a ratio."""

    first: int
    last: int
    day: str
    share: str
    over: str


def _pair(match: re.Match[str], style: HouseStyle) -> _Pair:
    first, last = match["first"], match["last"]
    over = f"{_plain(first, style)} trên {_plain(last, style)}"
    if not (first.isdigit() and last.isdigit()):
        return _Pair(0, 0, "", over, over)
    below = ordinal(4, style) if int(last[:9]) == 4 else whole(last, style)
    a, b = int(first[:9]), int(last[:9])
    is_day = 0 < a <= 31 and 0 < b <= 12 and len(first) < 3 and len(last) < 3
    said_day = f"{day(first, style)} {month(last, style)}" if is_day else ""
    return _Pair(a, b, said_day, f"{whole(first, style)} phần {below}", over)


def _fraction(match: re.Match[str], scene: Scene) -> Reading | None:
    """A figure over a figure: day and month, share or ratio, as the words around it tell."""
    pair = _pair(match, scene.style)
    before, after = scene.before(match.start()), scene.after(match.end())
    unit = re.match(r" ([^\W\d_]+)", after)
    is_part = pair.first < pair.last
    if _HOUSE_AFTER.match(after) or _HOUSE_BEFORE.search(before):
        return Reading(match.end(), pair.over)
    is_lowest = math.gcd(pair.first, pair.last) < 2 and (pair.first <= 10 or pair.last <= 10)
    is_measured = pair.last <= 10 and unit is not None and unit[1] in readings()["units"]
    is_single = pair.first == 1 and pair.last <= 10 and COUNTED_AFTER.match(after)
    if (
        (is_part and is_lowest and (_SHARE_AFTER.match(after) or is_measured))
        or is_single
        or _ROUND_WORDS.search(before)
    ):
        return Reading(match.end(), pair.share)
    is_lunar = re.match(r",? \(?(?:âm|dương) lịch|,? \(?(?:âl|dl)\b", after) is not None
    is_named = is_lunar and f"{match['first']}/{match['last']}" not in _HOLIDAYS
    if pair.day and (is_named or _is_in_list_of_days(match, scene)):
        return Reading(match.end(), day_word(match, scene) + pair.day, rule="date")
    if COUNTED_AFTER.match(after) or (not pair.day and pair.last > 10) or _SCALE_WORDS.search(before):
        return Reading(match.end(), pair.over)
    if not pair.day:
        return Reading(match.end(), pair.share if is_part and is_lowest else pair.over)
    if pair.first <= pair.last and _RATIO_WORDS.search(before):
        is_share = is_part and is_lowest and pair.last <= 10 and not _RANK_WORDS.search(before)
        return Reading(match.end(), pair.share if is_share else pair.over)
    return _day_or_share(match, pair, scene)


def _day_or_share(match: re.Match[str], pair: _Pair, scene: Scene) -> Reading:
    """What no word beside it decides: known feasts and impossible shares are days, the rest an editor decides."""
    spoken_day = day_word(match, scene) + pair.day
    if f"{match['first']}/{match['last']}" in _HOLIDAYS:
        is_named = re.search(r"[^\W\d_] $|^$", scene.before(match.start()))
        others = (pair.over,) if pair.first <= pair.last else ()
        return Reading(match.end(), pair.day if is_named else spoken_day, others, rule="date")
    if "0" in (match["first"][0], match["last"][0]) or pair.first > max(pair.last, 12):
        return Reading(match.end(), spoken_day, rule="date")
    reason = "ngày tháng hay phân số: câu không cho biết"
    if pair.first < pair.last <= 10 and math.gcd(pair.first, pair.last) < 2:
        return Reading(match.end(), pair.share, (f"ngày {pair.day}",), reason)
    if pair.first == pair.last or pair.first < pair.last <= 10:
        return Reading(match.end(), pair.over, (f"ngày {pair.day}",), reason)
    return Reading(match.end(), f"ngày {pair.day}", (pair.over,), reason, rule="date")


def _is_in_list_of_days(match: re.Match[str], scene: Scene) -> bool:
    """Whether the figures stand in a list with days: "ngày 4 và 5/5", "3/3, 20/3"."""
    if re.search(
        r"ngày \d{1,2}(?:/\d{1,2})?(?:, \d{1,2}(?:/\d{1,2})?)*(?:,| và| đến|,? rồi) $", scene.before(match.start())
    ):
        return True
    for text, pattern in ((scene.after(match.end(), 20), _DAY_NEXT), (scene.before(match.start(), 20), _DAY_LAST)):
        beside = pattern.search(text)
        if beside and int(beside[1]) > 12:
            return True
    return False


def _plain(text: str, style: HouseStyle) -> str:
    return amount(text, style)[0]


SHARE_RULES = [
    rule("fraction", r"(?P<first>24)/(?P<last>7|24)(?P<hours>\s?(?:h|giờ))?(?![\w/]|[.,]\d)", _round_the_clock),
    rule(
        "fraction",
        rf"(?P<first>{NUMBER})(?:\s?/\s?|:)(?P<last>\d{{1,3}}(?:\.\d{{3}})+|\d+(?:,\d+)?)(?:{END}|(?={unit_names()}(?!\w)))(?![/:]\d)",
        _fraction,
    ),
]
