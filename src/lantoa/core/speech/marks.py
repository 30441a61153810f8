"""Signs: brackets, quotation marks, list marks, dots, slashes and mathematical signs."""

import re
import unicodedata

from .addresses import ADDRESS_RULES
from .amounts import amount
from .figures import SIGN_RULES
from .glosses import GLOSS_RULES
from .numerals import roman, whole
from .phones import PHONE_SIGN_RULES
from .scene import CAPITALS, Reading, Scene, cue, cue_words, readings, rule

_SIDES = {"N": "Bắc", "B": "Bắc", "S": "Nam", "E": "Đông", "Đ": "Đông", "W": "Tây"}
_PER = re.compile(rf"{cue('per')}(?![\w])")
# Unicode categories of signs with nothing to hear: pictures, marks of layout, unassigned and private ones.
_SILENT = frozenset(["So", "Sk", "Cf", "Co", "Cn", "Cc", "Cs"])


def _inline_item(match: re.Match[str], scene: Scene) -> Reading | None:
    """(1), (2) … or (i), (ii) in a sentence: "một là", "hai là"."""
    mark = match["mark"]
    if re.search(r"(?:vt|lưu|vp|kg|th|bh)[^.;]{0,20}$", scene.before(match.start(), 30)) or mark.startswith("0"):
        return None
    number = int(mark) if mark.isdecimal() else roman(mark.upper())
    if not number or not 0 < number < 40:
        return None
    return Reading(match.end(), f"{whole(number, scene.style)} là", rule="list")


def _opening(match: re.Match[str], scene: Scene) -> Reading | None:
    before = scene.before(match.start()).rstrip()
    is_initial = re.search(r"(?<!\w)[^\W\d_]\.$", before)
    if before[-1:] in ")]}" and before:
        return Reading(match.end(), "")
    if not before or (before[-1] in ",;:.!?-–(" and not is_initial):
        return Reading(match.end(), " " if before and scene.letter_before(match.start()) not in " \n" else "")
    return Reading(match.end(), ", ", takes_spaces_before=True)


def _closing(match: re.Match[str], scene: Scene) -> Reading | None:
    after = scene.after(match.end(), 3).lstrip()
    if not after or after[0] in ",;:.!?)]}…/" or not scene.text[match.end() : match.end() + 2].strip():
        return Reading(match.end(), "")
    return Reading(match.end(), "," if scene.text[match.end()] == " " else ", ")


def _quote(match: re.Match[str], scene: Scene) -> Reading | None:
    if scene.style.quotation == "silent":
        return Reading(match.end(), "")
    line = scene.text[max(0, match.start() - 500) : match.start()].rsplit("\n", 1)[-1]
    is_closing = (
        match[0] in "”»’"
        or (match[0] == "'" and scene.letter_before(match.start()) not in " \n")
        or (match[0] == '"' and line.count('"') % 2 == 1)
    )
    return Reading(match.end(), ", hết trích" if is_closing else "trích: ")


def _bullet(match: re.Match[str], scene: Scene) -> Reading | None:
    return Reading(match.end(), "") if _at_line_start(match.start(), scene) else None


def _at_line_start(place: int, scene: Scene) -> bool:
    head = scene.text[max(0, place - 20) : place]
    return not head.rsplit("\n", 1)[-1].strip() and (place < 20 or "\n" in head)


def _per(match: re.Match[str], scene: Scene) -> Reading | None:
    """A slash between words: "một" before what something is counted by (2 lần/tuần), else a pause."""
    if not re.search(r"[^\W_]$|%$", scene.before(match.start(), 3)):
        return None
    before = scene.before(match.start(), 40)
    if re.search(r"\bvà$", before):
        return Reading(match.end(), " ", rule="sign")
    if before[-1:].isdecimal() and scene.text[match.end() : match.end() + 1].isdecimal():
        return Reading(match.end(), " trên ", rule="sign")
    left = re.search(r"\d ?([^\W\d_]{1,2})$", scene.text[max(0, match.start() - 5) : match.start()])
    if left and left[1] in readings()["units"] and scene.text[match.end() : match.end() + 1].isdecimal():
        return Reading(match.end(), " trên ", rule="sign")
    if re.compile(rf"[{CAPITALS}]\d").match(scene.text, match.end()):
        return Reading(match.end(), " ", rule="sign")
    unit = re.compile(r"[^\W\d_]+[23²³]?(?![\w])").match(scene.text, match.end())
    is_counted: re.Match[str] | None = None
    if re.search(r"\d[^.;:()]{0,20}(?:đồng|đ|vnđ|usd|triệu|tr|nghìn|ngàn|tỷ|tỉ|k)$", before):
        is_counted = re.compile(r"[^\W\d_]+").match(scene.text, match.end())
        if is_counted:
            return Reading(match.end(), " một ", rule="sign")
        if re.compile(r"1 ?[^\W\d_]").match(scene.text, match.end()):
            return Reading(match.end(), " ", rule="sign")
    if re.search(r"\d[^.;:()]{0,28}$", before):
        is_counted = unit if unit and unit[0] in readings()["units"] else _PER.match(scene.text, match.end())
    is_price = is_counted and re.search(r"\b(?:giá|mức|phí|lương|tiền|thu)\b[^.;:()]{0,30} \d[\d.]*$", before)
    if (
        is_counted
        and not is_price
        and is_counted[0] in readings()["units"]
        and not re.search(r"(?:đồng|đ|triệu|nghìn|tỷ|usd)$", before)
    ):
        return Reading(match.end(), " trên ", rule="sign")
    return Reading(match.end(), " một " if is_counted else ", ", rule="sign")


def _end_mark(match: re.Match[str], scene: Scene) -> Reading | None:
    return Reading(match.end(), ".", rule="mark")


def _blank(match: re.Match[str], scene: Scene) -> Reading | None:
    return Reading(match.end(), match[0], (), "chỗ để trống")


def _spaced_dash(match: re.Match[str], scene: Scene) -> Reading | None:
    """A dash between words: nothing to hear in "kinh tế - xã hội", a pause before a capital or a clause."""
    if _at_line_start(match.start(), scene):
        return None
    before, after = scene.letter_before(match.start()), scene.text[match.end() : match.end() + 1]
    if not before or not after or before == "\n" or after == "\n":
        return Reading(match.end(), "", takes_spaces_before=True)
    if re.search(r"\bt[2-7]$", scene.before(match.start(), 4)) and re.match(
        r"(?:t[2-7]|cn)\b", scene.after(match.end(), 4)
    ):
        return Reading(match.end(), " đến ", rule="range")
    if re.search(r"\b[IVXL]{1,5}$", scene.text[max(0, match.start() - 6) : match.start()]) and re.match(
        r"[IVXL]{1,5}\b", scene.text[match.end() : match.end() + 6]
    ):
        return Reading(match.end(), " đến ", rule="range")
    heads = (
        re.search(r"([^\W\d_]+) \S{1,12}$", scene.before(match.start(), 30)),
        re.match(r"(\w+) [\divx]", scene.after(match.end())),
    )
    if heads[0] and heads[1] and heads[0][1] == heads[1][1] and heads[0][1] in cue_words("counted_heads"):
        return Reading(match.end(), " đến ", rule="range")
    if before in ",;:.(":
        return Reading(match.end(), " ")
    is_compound = "-" in match[0] and after.islower() and before.islower()
    return Reading(match.end(), " " if is_compound else ", ")


def _math(match: re.Match[str], scene: Scene) -> Reading | None:
    said = readings()["signs"].get(match[0].strip())
    if said is None:
        return None
    sign = match[0].strip()
    if sign == "+" and not re.match(r"\s*\d", scene.after(match.end())):
        if re.search(r"\d$", scene.before(match.start(), 2)):  # 35.000+ khán giả
            return Reading(match.end(), " trở lên", (), "dấu cộng sau số: nên viết là “hơn” hoặc “trên”", rule="sign")
        said = "và"
    if sign in "%" and re.search(r"điểm\s*$", scene.before(match.start())):
        said = "phần trăm"
    before = scene.letter_before(match.start())
    lead = "" if not before or before.isspace() or before in "([" else " "
    tail = " " if scene.text[match.end() : match.end() + 1].isalnum() else ""
    return Reading(match.end(), f"{lead}{said}{tail}", rule="percent" if sign in "%‰" else "sign")


def _currency(match: re.Match[str], scene: Scene) -> Reading | None:
    from_sign = readings()["money"][match["sign"]]
    return Reading(match.end(), f"{amount(match['amount'], scene.style)[0]} {from_sign}", rule="money")


def _lone_currency(match: re.Match[str], scene: Scene) -> Reading | None:
    return Reading(match.end(), readings()["money"][match[0]], rule="money")


def _vulgar(match: re.Match[str], scene: Scene) -> Reading | None:
    return Reading(match.end(), readings()["signs"][match[0]], rule="fraction")


def _angle(match: re.Match[str], scene: Scene) -> Reading | None:
    """Minutes and seconds of a match or of an angle: 90', 16°45'30''."""
    if not re.search(r"\d$", scene.before(match.start(), 2)):
        return None
    if match["side"]:
        return Reading(match.end(), f"giây {_SIDES[match['side']]}", rule="unit")
    if match["stop"]:
        return Reading(match.end(), "giây", rule="unit")
    if re.search(r"phút \d{1,3}$", scene.before(match.start(), 12)):
        return Reading(match.end(), "")
    return Reading(match.end(), "giây" if len(match[0]) == 2 or match[0] in '"″' else "phút", rule="unit")


def _degree(match: re.Match[str], scene: Scene) -> Reading | None:
    last = match[0][-1]
    said = f"độ {last if last in 'CF' else _SIDES[last]}" if last.isalpha() and last != "º" else "độ"
    return Reading(match.end(), said, rule="unit")


def _hashtag(match: re.Match[str], scene: Scene) -> Reading | None:
    return Reading(
        match.end(), "thẻ " + match["tag"], (), "thẻ trên mạng xã hội: nên bỏ hoặc thay bằng lời", rule="sign"
    )


def _plus_minus(match: re.Match[str], scene: Scene) -> Reading | None:
    return Reading(match.end(), "cộng trừ ")


def _weekday_dash(match: re.Match[str], scene: Scene) -> Reading | None:
    return Reading(match.end(), " đến ")


def _arrow(match: re.Match[str], scene: Scene) -> Reading | None:
    return Reading(match.end(), ", ", takes_spaces_before=True)


def _markup(match: re.Match[str], scene: Scene) -> Reading | None:
    """A mark of HTML left in a text has nothing to hear."""
    is_joint = scene.letter_before(match.start()).isalnum() and scene.text[match.end() : match.end() + 1].isalnum()
    return Reading(match.end(), " " if is_joint else "")


def _ornament(match: re.Match[str], scene: Scene) -> Reading | None:
    """A picture sign or a mark of layout has nothing to hear."""
    sign = match[0]
    if sign in "*_|#\\^`•●▪◦■□◆►▶➢➤✓✔→⇒←↔★☆" or unicodedata.category(sign) in (
        "So",
        "Sk",
        "Cf",
        "Co",
        "Cn",
        "Cc",
        "Cs",
    ):
        joint = ", " if sign in "|→⇒↔" else ""
        return Reading(match.end(), joint, takes_spaces_before=bool(joint), rule="ornament")
    return None


# What may begin with a space.
SPACE_RULES = [
    rule("mark", r"[ ]?\./\.", _end_mark),
    SIGN_RULES[0],
    rule("mark", r"[ \t]+[-–—−][ \t]+|[ \t]?[–—][ \t]?", _spaced_dash),
]
MARK_RULES = [
    *ADDRESS_RULES,
    rule("sign", r"\+/[-−]", _plus_minus),
    rule("ornament", r"</?[a-zA-Z][^<>\n]{0,200}>", _markup),
    SPACE_RULES[0],
    rule("mark", r"\.{4,}|_{3,}|…{2,}(?:\.+)?|\.{3}(?=\s*/\s*\.{2,})", _blank),
    rule("list", r"[-–—−+*•●▪◦■□◆►▶➢➤✓✔][ \t]+", _bullet),
    rule("list", r"[–—•●▪◦■□◆►▶➢➤✓✔*](?=[^\W\d_])", _bullet),
    *GLOSS_RULES,
    *PHONE_SIGN_RULES,
    rule("list", r"\((?P<mark>\d{1,2}|[ivx]{1,5})\)", _inline_item),
    rule("money", r"(?P<sign>[$€£¥₫])\s?(?P<amount>\d[\d.,]*\d|\d)", _currency),
    *SIGN_RULES,
    rule("unit", r"[°º](?:\s?[CFNSEWBĐ](?!\w))?", _degree),
    rule(
        "unit",
        r"(?P<stop>''|[\"″])(?=\d\d(?!\d))|''|[\"″](?<=['′]\d[\"″])|[\"″](?<=['′]\d\d[\"″])(?P<side>[NSEWBĐ](?!\w))?|['′](?!\w)|['′](?=\d)",
        _angle,
    ),
    rule("sign", r"\#(?P<tag>\w+)", _hashtag),
    rule("bracket", r"[(\[{][ ]?", _opening),
    rule("bracket", r"[)\]}]", _closing),
    rule("quotation", r"[“”„«»\"]|[‘’'](?!\w)|(?<!\w)[‘’'](?=\w)", _quote),
    rule("mark", r"[ \t]+[-–—−][ \t]+|[ \t]?[–—][ \t]?", _spaced_dash),
    rule("mark", r"(?:--?>|=>|→|⇒)[ ]?", _arrow),
    rule("range", r"(?<=T[2-7])[-–](?=(?:T[2-7]|CN)\b)", _weekday_dash),
    rule("sign", r">=|<=|[≥≤><=±≈~×÷+−^]", _math),
    rule("sign", r"/", _per),
    rule("sign", r"[%‰&@№§]", _math),
    rule("money", r"[$€£¥₫]", _lone_currency),
    rule("fraction", r"[½¼¾⅓⅔]", _vulgar),
    rule("ornament", r".", _ornament),
]
