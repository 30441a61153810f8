"""Numbers in running text: phones, codes, amounts, fractions, ranges, signs."""

import math
import re
from dataclasses import dataclass

from .dates import day, day_word, month, year
from .numerals import coded, decimal, ordinal, spelled_digits, whole
from .records import HouseStyle
from .scene import CAPITALS, Reading, Scene, cue, cue_words, readings, rule

NUMBER = (
    r"\d{1,3}(?:\.\d{3})+(?:,\d+)?"
    r"|\d{1,3}(?:[ ]\d{3})+(?!\d)(?:,\d+)?"
    r"|\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?"
    r"|\d+(?:[.,]\d+)?"
)
_LARGEST = 10**15  # a longer row of figures names something and is said one by one
END = r"(?![^\W\d_]|\d)"
_CODED_WORDS = re.compile(rf"{cue('coded')} (?:số )?$")
_VERSION_WORDS = re.compile(rf"{cue('version')}(?: \d+(?:\.\d+)+(?:,| và| đến| hoặc))*(?: (?:mục|điểm|số))? $")
AMOUNT_AFTER = re.compile(r" ?(?:đồng|đ\b|triệu|tỷ|tỉ|nghìn|ngàn|%|usd|vnđ)")
_RATIO_WORDS = re.compile(rf"\b{cue('ratio')}(?: thứ| số)? $")
_RANK_WORDS = re.compile(r"(?:điểm|chấm|hạng|thứ|vị trí|xếp|đứng|bậc)(?: thứ)? $")
_LEFT_OF_DASH = re.compile(
    r"(?P<number>\d[\d.,]*)(?:[:hg]\d\d|\s?(?:%|‰|°C|₫|đ|[^\W\d_]{1,5}\d?|(?:triệu|tỷ|nghìn) đồng|giờ|phút))?$"
)
_SHARE_AFTER = re.compile(rf" {cue('share_after')}\b")
COUNTED_AFTER = re.compile(rf" {cue('counted_after')}\b")
_SCORE_WORDS = re.compile(rf"{cue('score')}(?:[^.;\d]|\bu\d\d){{0,50}} $")
_SCHOOL_YEARS = re.compile(rf"{cue('school_years')} $")
_SCALE_WORDS = re.compile(rf"{cue('scale')}\D{{0,12}}$")
_STANDARDS = re.compile(r"(?:tcvn|qcvn|qcđp|tccs|iso|iec|tiêu chuẩn|quy chuẩn)[^.;]{0,30} $")
_HOUSE_AFTER = re.compile(r" (?:đường|phố|kiệt|hẻm|ngõ)\b")
_HOUSE_BEFORE = re.compile(r"(?:số nhà|nhà số|kiệt|hẻm|ngõ|lớp|phòng|căn hộ)(?: số)? $")
_ROUND_WORDS = re.compile(r"(?:vòng|tứ kết|bán kết)(?: 1/\d{1,2}(?: và|,))* $")
_HOLIDAYS = frozenset(cue_words("holidays"))


def amount(text: str, style: HouseStyle) -> tuple[str, str]:
    """A written number in words, and the name of the rule: point or space between thousands, comma before decimals.

    >>> amount("1.500.000", HouseStyle()), amount("12,5", HouseStyle())[0], amount("12.5", HouseStyle())[0]
    (('một triệu năm trăm nghìn', 'number'), 'mười hai phẩy năm', 'mười hai phẩy năm')
    """
    if re.fullmatch(r"\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?", text):
        text = text.replace(",", " ").replace(".", ",")
    elif re.fullmatch(r"[1-9]\d{0,2},000", text):  # nobody writes three zeros of decimals
        text = text.replace(",", "")
    elif re.fullmatch(r"\d+\.\d+", text) and not re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", text):
        text = text.replace(".", ",")
    before, _, after = text.partition(",")
    figures = re.sub(r"[. ]", "", before)
    if after:
        return decimal(figures, after, style), "decimal"
    if figures == before and int(figures) > _LARGEST:
        return spelled_digits(figures), "identifier"
    return whole(figures, style), "number"


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
    is_lowest = math.gcd(pair.first, pair.last) < 2
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


def _dotted(match: re.Match[str], scene: Scene) -> Reading | None:
    """4.0 after "công nghiệp", 1.2.3, an address of four numbers: with the word "chấm"."""
    parts = match[0].split(".")
    is_version = len(parts) == 2 and (
        _VERSION_WORDS.search(scene.before(match.start())) is not None or match[0] in ("4.0", "3.0", "2.0")
    )
    is_grouped = len(parts[0]) <= 3 and parts[0] != "0" and all(len(part) == 3 for part in parts[1:])
    if len(parts) == 2 and len(parts[0]) > 1 and parts[0].startswith("0"):
        return Reading(match.end(), " chấm ".join(map(spelled_digits, parts)), rule="identifier")
    if not is_version and (len(parts) < 3 or is_grouped):
        return None
    return Reading(match.end(), " chấm ".join(whole(part, scene.style) for part in parts), rule="number")


def _months_of_year(match: re.Match[str], scene: Scene) -> Reading | None:
    """6T/2023: the first six months of a year."""
    tail = f" {year(match['year'], scene.style)}" if match["year"] else ""
    return Reading(match.end(), f"{whole(match['count'], scene.style)} tháng{tail}")


def _spoken_measure(match: re.Match[str], scene: Scene) -> Reading | None:
    """1m65, 3kg2, 1tr200: a measure written as it is said; m2 and m3 are units."""
    if match["unit"] in ("m", "km") and match["part"] in ("2", "3"):
        return None
    tables = readings()
    unit = tables["units"].get(match["unit"]) or tables["money"].get(match["unit"], match["unit"])
    return Reading(match.end(), f"{whole(match['whole'], scene.style)} {unit} {whole(match['part'], scene.style)}")


def _standard(match: re.Match[str], scene: Scene) -> Reading | None:
    """9001:2015, a standard with its year."""
    if len(match["first"]) < 3 and not _STANDARDS.search(scene.before(match.start())):
        return None
    first = " ".join(coded(part, scene.style) for part in match["first"].split("-"))
    said, issuer = f"{first}, {whole(match['last'], scene.style)}", match["issuer"]
    if not issuer:
        return Reading(match.end(), said)
    full = readings()["symbols"].get(issuer) or scene.words.usual.get(issuer)
    return Reading(match.end() if full else match.start("issuer") - 1, f"{said} {full}" if full else said)


def _code(match: re.Match[str], scene: Scene) -> Reading | None:
    """5G, 12A1, 2K: figures with capitals."""
    said = readings()["foreign"].get(match[0].lower())
    if said:
        return Reading(match.end(), said)
    unit = match[0].lstrip("0123456789")
    if unit in readings()["units"] and (len(unit) > 1 or (unit in "VW" and len(match[0]) > 2)):
        return None
    if unit == "L" and not scene.before(match.start()).endswith("lớp "):
        return None
    if re.fullmatch(r"\d{2,4}K", match[0]):
        return Reading(match.end(), f"{whole(match[0][:-1], scene.style)} {scene.style.thousand}", rule="money")
    return Reading(match.end(), code_words(match[0], scene.style))


def _house_number(match: re.Match[str], scene: Scene) -> Reading | None:
    """34/5A: a house within a lane."""
    return Reading(match.end(), f"{whole(match['house'], scene.style)} trên {code_words(match['below'], scene.style)}")


def code_words(code: str, style: HouseStyle) -> str:
    """A code in words: letters by their names, up to three figures as a number.

    >>> code_words("H5N1", HouseStyle()), code_words("A4", HouseStyle()), code_words("5G", HouseStyle())
    ('hát năm en nờ một', 'a bốn', 'năm giê')
    """
    names = readings()["letters"]
    said = []
    for part in re.findall(r"\d+|[^\W\d_]|\W|_", code):
        if part.isdigit() and part.isdecimal():
            said.append(coded(part, style) if len(part) <= 3 else spelled_digits(part))
        elif part in "-–/.":
            continue
        else:
            said.append(names.get(part.upper(), part))
    return " ".join(said)


def _number(match: re.Match[str], scene: Scene) -> Reading | None:
    written, style = match["number"], scene.style
    before = scene.before(match.start())
    if written.startswith("0") and written.isdigit() and len(written) < 4 and _CODED_WORDS.search(before):
        return Reading(match.end("number"), coded(written, style))
    said, name = amount(written, style)
    return Reading(match.end("number"), said, rule=name)


def _dash(match: re.Match[str], scene: Scene) -> Reading | None:
    """A dash between two figures: score, range, school years, minus; else an editor decides."""
    text, place = scene.text, match.start()
    left = _LEFT_OF_DASH.search(scene.text[max(0, place - 30) : place])
    right = re.match(rf"{NUMBER}", text[match.end() : match.end() + 30])
    if left is None or right is None:
        return None
    start = max(0, place - 30) + left.start()
    before = scene.before(start)
    if re.search(r"(?<![\d.])0\d{1,4}(?:[ .]?\d{2,4}){2,3}$", text[max(0, place - 20) : place]):
        return Reading(match.end(), ", ", rule="phone")
    if re.match(r"\s*=", scene.after(match.end() + right.end())):
        return Reading(match.end(), " trừ ", rule="sign")
    is_even = left["number"] == right[0] and left["number"] == left[0]
    if (
        (is_even or _SCORE_WORDS.search(before))
        and re.fullmatch(r"\d{1,2}", left["number"])
        and re.fullmatch(r"\d{1,2}", right[0])
    ):
        return Reading(match.end(), " ", rule="score")
    if _SCHOOL_YEARS.search(before):
        return Reading(match.end(), ", ", rule="range")
    is_day = re.search(r"ngày $", before) and re.fullmatch(r"0?[1-9]|1[0-2]", right[0])
    if is_day and not re.match(r" ?(?:/|tháng|-)", scene.after(match.end() + right.end())):
        reason, end = "dấu gạch sau chữ ngày: khoảng ngày hay ngày và tháng", match.end() + right.end()
        return Reading(match.end(), " đến ", (" tháng ",), reason, start, end, rule="range")
    if _value(left["number"]) < _value(right[0]) or left["number"] != left[0] or "/" in text[max(0, start - 4) : start]:
        return Reading(match.end(), " đến ", rule="range")
    reason = "dấu gạch giữa hai số: khoảng, tỷ số hay phép trừ"
    end = match.end() + right.end()
    return Reading(match.end(), " đến ", (" ", " trừ "), reason, start, end, rule="range")


def _value(written: str) -> float:
    figures = re.sub(r"[. ](?=\d{3})", "", written.strip(".,")).replace(",", ".")
    try:
        return float(figures)
    except ValueError:
        return 0.0


def _minus(match: re.Match[str], scene: Scene) -> Reading | None:
    """A minus right before a figure, where nothing stands before it that it could join."""
    before = scene.text[max(0, match.start() - 2) : match.start()]
    if before and not re.search(r"(?:^|[\s(\[:;,“\"])$", before):
        return None
    if re.search(r"\d\s$", before):
        return None
    return Reading(match.end(), "âm ")


FIGURE_RULES = [
    rule("unit", r"(?P<whole>\d{1,3})(?P<unit>m|kg|tr|tỷ|km|l)(?P<part>\d{1,3})(?![\w]|[.,/]\d)", _spoken_measure),
    rule(
        "number",
        rf"(?P<first>\d{{1,5}}(?:-\d{{1,3}})?):(?P<last>(?:19|20)\d\d)(?:/(?P<issuer>[{CAPITALS}]{{2,8}}))?(?!\d)",
        _standard,
    ),
    rule(
        "date",
        r"(?P<count>[369]|12)T(?:/(?P<year>(?:19|20)\d\d)|(?=[ ](?:đầu|cuối|năm)))(?![\w/]|[.,]\d)",
        _months_of_year,
    ),
    rule("fraction", r"(?P<first>24)/(?P<last>7|24)(?P<hours>\s?(?:h|giờ))?(?![\w/]|[.,]\d)", _round_the_clock),
    rule(
        "fraction",
        rf"(?P<first>{NUMBER})(?:\s?/\s?|:)(?P<last>\d{{1,3}}(?:\.\d{{3}})+|\d+(?:,\d+)?)(?:{END}|(?=(?:mmHg|ha|kg|km|m|tỷ|triệu|đ)(?!\w)))(?![/:]\d)",
        _fraction,
    ),
    rule("code", rf"(?P<house>\d{{1,4}})/(?P<below>\d{{1,4}}[{CAPITALS}])(?![\w/-])", _house_number),
    rule("number", rf"\d{{1,20}}(?:\.\d{{1,20}}){{1,6}}{END}", _dotted),
    rule("code", rf"\d{{1,4}}[{CAPITALS}]{{1,3}}\d{{0,3}}(?![\w])", _code),
    rule("number", rf"(?P<number>{NUMBER})", _number),
]

SIGN_RULES = [
    rule("range", r"[ ]?[-–—−~][ ]?(?=\d)", _dash),
    rule("negative", r"[-–−](?=\d)", _minus),
]
