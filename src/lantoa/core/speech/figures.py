"""Numbers in running text: codes, versions, standards, ranges, scores, signs."""

import re

from .amounts import END, NUMBER, amount
from .dates import year
from .numerals import coded, spelled_digits, whole
from .records import HouseStyle
from .scene import CAPITALS, Reading, Scene, cue, readings, rule
from .shares import SHARE_RULES

_CODED_WORDS = re.compile(rf"{cue('coded')} (?:số )?$")
_VERSION_WORDS = re.compile(rf"{cue('version')}(?: \d+(?:\.\d+)+(?:,| và| đến| hoặc))*(?: (?:mục|điểm|số))? $")
_LEFT_OF_DASH = re.compile(
    r"(?P<number>\d[\d.,]*)(?:[:hg]\d\d|\s?(?:%|‰|°C|₫|đ|[^\W\d_]{1,5}\d?|(?:triệu|tỷ|nghìn) đồng|giờ|phút))?$"
)
_SCORE_WORDS = re.compile(rf"{cue('score')}(?:[^.;\d]|\bu\d\d){{0,50}} $")
_HEIGHT_WORDS = re.compile(r"\b(?:cao|trẻ|trẻ em|các cháu|em bé|khách)[^.;,:]{0,15} $")
_SCHOOL_YEARS = re.compile(rf"{cue('school_years')} $")
_STANDARDS = re.compile(r"(?:tcvn|qcvn|qcđp|tccs|iso|iec|tiêu chuẩn|quy chuẩn)[^.;]{0,30} $")


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
    is_height = match["unit"] == "m" and match["whole"] == "1" and _HEIGHT_WORDS.search(scene.before(match.start()))
    if match["unit"] in ("m", "km") and match["part"] in ("2", "3") and not is_height:
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
    *SHARE_RULES,
    rule("code", rf"(?P<house>\d{{1,4}})/(?P<below>\d{{1,4}}[{CAPITALS}])(?![\w/-])", _house_number),
    rule("number", rf"\d{{1,20}}(?:\.\d{{1,20}}){{1,6}}{END}", _dotted),
    rule("code", rf"\d{{1,4}}[{CAPITALS}]{{1,3}}\d{{0,3}}(?![\w])", _code),
    rule("number", rf"(?P<number>{NUMBER})", _number),
]

SIGN_RULES = [
    rule("range", r"[ ]?[-–—−~][ ]?(?=\d)", _dash),
    rule("negative", r"[-–−](?=\d)", _minus),
]
