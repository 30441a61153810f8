"""Units after a number, roads, wards and codes of letters and figures."""

import re

from .amounts import NUMBER, amount
from .figures import code_words
from .numerals import roman, whole
from .scene import CAPITALS, Reading, Scene, readings, rule, without_repeat

# Single letters that are units only right behind the figure, without a space.
_JOINED_ONLY = frozenset("KkĐVLs")
# What makes "ĐT 1022" or "ĐT 1900 6067" a telephone: a provincial road has three figures and nothing behind.
_PHONE_AFTER_HEAD = re.compile(r"[ ](?:11\d(?!\d)|\d{4}|\d{1,3}[ .-]\d|\d{1,2}(?!\d))")
_TWO_FIGURES = re.compile(r"\d\d $")
_AFTER_NUMBER = re.compile(r"\d ?$|\d[ ](?:nghìn|ngàn|triệu|tỷ|tỉ)[ ]$|(?:/|\bmỗi |\bmột )$")


def _unit(match: re.Match[str], scene: Scene) -> Reading | None:
    """A unit after a number, with further units after slashes: km/h, m3/s, tạ/ha."""
    units, money = readings()["units"], readings()["money"]
    written = match[0]
    is_power = written[-1] in "23²³"  # a square or cubic metre is one without a figure as well
    if not is_power and not _AFTER_NUMBER.search(scene.text[max(0, match.start() - 8) : match.start()]):
        return None
    said: str | None = units.get(written)
    name = "unit"
    if said is None:
        said, name = money.get(written, said), "money"
    if said is None:
        return None
    is_apart = scene.text[match.start() - 1 : match.start()] == " "
    if (
        written in _JOINED_ONLY
        and is_apart
        and not (written in "VLk" and _TWO_FIGURES.search(scene.before(match.start(), 4)))
    ):
        return None
    end = match.end()
    if name == "unit" and scene.text[end : end + 1] == "/":
        below = re.compile(r"/([^\W\d_]+[23²³]?)").match(scene.text, end)
        lower = units.get(below[1]) if below else None
        if below and lower:
            return Reading(below.end(), f"{said} trên {lower}")
    return Reading(end, said, rule=name)


def _road(match: re.Match[str], scene: Scene) -> Reading | None:
    """QL9, ĐT.571, Km 15: a road or a place on it; a telephone number is longer."""
    is_phone = match["head"] == "ĐT" and _PHONE_AFTER_HEAD.match(scene.text[match.end("head") : match.end() + 3])
    if is_phone or match["number"].startswith("0") or len(match["number"]) > 4 or match["head"] in ("CT", "NQ"):
        return None
    said = readings()["code_heads"][match["head"]]
    return Reading(
        match.end(), f"{without_repeat(said, match.start(), scene)} {code_words(match['number'], scene.style)}"
    )


def _lane(match: re.Match[str], scene: Scene) -> Reading | None:
    """K45/7: a house in a lane (kiệt)."""
    return Reading(match.end(), f"kiệt {whole(match['house'], scene.style)}")


def _million(match: re.Match[str], scene: Scene) -> Reading | None:
    return Reading(match.end(), "triệu đồng")


def _us_dollars(match: re.Match[str], scene: Scene) -> Reading | None:
    return Reading(match.end(), f"{amount(match['amount'], scene.style)[0]} đô la Mỹ")


def _fuel(match: re.Match[str], scene: Scene) -> Reading | None:
    """RON 95-III: a grade with its level."""
    level = f" {whole(roman(match['level']) or 0, scene.style)}" if match["level"] else ""
    return Reading(match.end(), f"rôn {code_words(match['number'], scene.style)}{level}")


def _unit_first(match: re.Match[str], scene: Scene) -> Reading | None:
    """USD 5.000: the amount is said first."""
    return Reading(match.end(), f"{amount(match['amount'], scene.style)[0]} {readings()['money'][match['unit']]}")


def _decimal_code(match: re.Match[str], scene: Scene) -> Reading | None:
    """PM2.5: letters, then a decimal number."""
    letters = scene.text[match.start() : match.start("number")]
    return Reading(match.end(), f"{code_words(letters, scene.style)} {amount(match['number'], scene.style)[0]}")


def _times(match: re.Match[str], scene: Scene) -> Reading | None:
    """The x of 4 m x 6 m."""
    before = scene.before(match.start(), 30)
    is_product = re.search(r"\d ?(?:[^\W\d_]{1,2} ?|% ?)?$", before) or re.search(r"\d[^.;:()\n]{0,24} $", before)
    return Reading(match.end(), "nhân", rule="sign") if is_product else None


def _diameter(match: re.Match[str], scene: Scene) -> Reading | None:
    return Reading(match.end(), "phi")


def _place(match: re.Match[str], scene: Scene) -> Reading | None:
    """P. 5, Q. Ba Đình: a ward or a district after a mark or at the head of a name, no initial of a person."""
    if not match["name"].isdecimal() and not re.search(
        r"(?:^|[,(–-]|\b(?:ở|tại|thuộc|trên)) ?$", scene.before(match.start())
    ):
        return None
    said = {"P": "phường", "Q": "quận", "H": "huyện", "X": "xã", "Đ": "đường"}[match["letter"]]
    return Reading(match.start() + 2, said)


def _letter_code(match: re.Match[str], scene: Scene) -> Reading | None:
    """H5N1, A4, QL9, ĐT571: letters with figures; letters that a list knows are said in full words."""
    head = re.match(r"[^\W\d_]+", match[0])
    rest = match[0][head.end() :].lstrip("-") if head else match[0]
    heads = readings()["code_heads"]
    if head and heads.get(head[0]):
        return Reading(match.end(), f"{heads[head[0]]} {code_words(rest, scene.style)}".strip())
    if head and len(head[0]) > 4:
        return None
    return Reading(match.end(), code_words(match[0], scene.style))


UNIT_RULES = [
    rule(
        "code",
        rf"(?P<head>ĐT|TL|QL|ĐH|HL|Km|KM|CT|NQ)[. ]?(?P<number>\d{{1,4}}[{CAPITALS}a-e]?)(?![\w]|[.,]?\d)",
        _road,
    ),
    rule("code", r"RON[ -]?(?P<number>\d{2,3})(?:-(?P<level>[IV]{1,3}))?(?![\w]|[.,]\d)", _fuel),
    rule("code", r"K(?P<house>\d{1,4})(?=/\d)", _lane),
    rule("money", r"(?<=\d)[ ]?tr[. ]đ(?:ồng)?(?!\w)|(?<=\d[ ])tr[. ]đ(?:ồng)?(?!\w)", _million),
    rule("money", rf"US\$[ ]?(?P<amount>{NUMBER})(?![\w]|[.,]\d)", _us_dollars),
    rule("money", rf"(?P<unit>USD|VND|VNĐ|EUR)[ ](?P<amount>{NUMBER})(?![\w]|[.,]\d)", _unit_first),
    rule("code", rf"[{CAPITALS}]{{1,4}}(?P<number>\d+[.,]\d+)(?![\w]|[.,-]\w)", _decimal_code),
    rule("sign", r"[xX×](?=\s?\d|\s(?:dài|rộng|cao|dày|sâu)\s)", _times),
    rule("sign", r"[ØøΦφ](?=\s?\d)", _diameter),
    rule("abbreviation", rf"(?P<letter>[PQHXĐ])\.\s?(?P<name>\d|[{CAPITALS}][^\W\d_]+)", _place),
    rule("unit", r"[^\W\d_]+[23²³]?(?![\w])", _unit),
]
LETTER_CODE_RULES = [
    rule(
        "code",
        rf"[{CAPITALS}]{{1,5}}-?\d{{1,6}}(?:[{CAPITALS}]\d{{0,4}}|[.-]\d{{1,5}}|[a-z](?!\w))*(?![\w])",
        _letter_code,
    ),
]
