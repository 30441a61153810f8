"""Words in letters: abbreviations, titles, Roman numerals, units, foreign words, codes, addresses."""

import re

from lantoa.core.viettext import is_syllable

from .dates import year
from .figures import code_words
from .numerals import ordinal, roman, whole
from .scene import CAPITALS, Reading, Scene, cue, readings, rule

_RUN = re.compile(r"[^\W\d_]+(?:(?:[&/.,]|-|[ ]|\.[ ])[^\W\d_]+){0,3}")
_JOINT = re.compile(r"[&/.,\- ]+")
_ROMAN_WORDS = re.compile(rf"{cue('roman')}\s*$")
_NEEDS_CONTEXT = frozenset("LCDM")
# Single letters that are units only right behind the figure, without a space.
_JOINED_ONLY = frozenset("KkĐVLs")
_AFTER_NUMBER = re.compile(r"\d ?$|\d[ ](?:nghìn|ngàn|triệu|tỷ|tỉ)[ ]$|(?:/|\bmỗi |\bmột )$")
_ADDRESS = (
    r"(?:https?://|ftp://|www\.)[^\s<>\"“”()\[\]]*[^\s<>\"“”()\[\].,;:!?'’]"
    r"|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+"
    r"|(?<![\w@])[a-zA-Z0-9-]{1,63}(?:\.[a-zA-Z0-9-]{1,63}){0,4}\.(?:vn|com|org|net|gov|edu|info)\b(?:/[^\s<>\"“”()]*[^\s<>\"“”().,;:!?])?"
)
_LONG_ADDRESS = 40


def _address(match: re.Match[str], scene: Scene) -> Reading | None:
    written = match[0]
    table = readings()["address_parts"]
    bare = re.sub(r"^(?:https?|ftp)://", "", written).rstrip("/")
    said = []
    for part in re.findall(r"[^\W\d_]+|\d|.", bare):
        if part.isdecimal():
            said.append(code_words(part, scene.style))
        else:
            said.append(table.get(part.lower()) or readings()["address_signs"].get(part) or part)
    reason = "địa chỉ dài, nên thay bằng lời" if len(bare) > _LONG_ADDRESS else ""
    return Reading(match.end(), " ".join(said), (), reason)


def _abbreviation(match: re.Match[str], scene: Scene) -> Reading | None:
    """The longest run that a list knows: the text's own, titles, the lexicon."""
    run = _RUN.match(scene.text, match.start())
    if run is None:
        return None
    ends = [run.start() + joint.start() for joint in _JOINT.finditer(run[0])] + [run.end()]
    for end in reversed(ends):
        found = _known(scene.text[match.start() : end], match.start(), end, scene)
        if found:
            return found
    return None


def _known(written: str, start: int, end: int, scene: Scene) -> Reading | None:
    if written in scene.defined:
        return Reading(end, scene.defined[written], rule="defined")
    titles: dict[str, str] = readings()["titles"]
    if written in titles and not _is_heading_word(written, start, scene):
        own = scene.lexicon.get(written, ())
        if not own or written in ("TS", "TM", "KT", "TL", "TUQ", "TP", "TX"):
            return _titled(titles[written], written, end, scene)
    full = scene.lexicon.get(written) or scene.lexicon.get(written + ".") or _of_other_case(written, scene)
    if not full or _is_heading_word(written, start, scene):
        return None
    if written + "." in scene.lexicon and scene.text[end : end + 1] == ".":
        end += 1
    chosen = _by_context(written + "." if written + "." in scene.lexicon else written, start, end, scene)
    named = _explained(written, full[0], end, scene)
    if named:
        return Reading(end, named)
    say = chosen or full[0]
    others = () if chosen or len(full) == 1 else tuple(words for words in full if words != say)
    reason = f"nhiều cách đọc: {'; '.join(full)}" if others else ""
    return Reading(end, _without_repeat(_said(say), start, scene), others, reason)


def _said(words: str) -> str:
    return words.replace(" - ", ", ")


def _titled(words: str, written: str, end: int, scene: Scene) -> Reading:
    """A title takes its full stop along; words of one line such as "vân vân" as well."""
    stop = re.compile(r"\.(?!\.)(?=\s*[^\W\d_]|\s*$)|\.(?=\s*\d)").match(scene.text, end)
    if words == "vân vân":
        more = re.compile(r"\.{1,3}|…").match(scene.text, end)
        is_last = more and re.match(r"\s*(?:$|[A-ZĐ])", scene.text[more.end() : more.end() + 3])
        return Reading(more.end() if more else end, words + ("." if is_last else ""), rule="title")
    is_sentence_end = stop is not None and scene.text[stop.end() : stop.end() + 1] in ("", "\n")
    if stop and not is_sentence_end:
        following = re.compile(r"\s?([^\W\d_]+)").match(scene.text, stop.end())
        joint = ", " if following and following[1] in readings()["titles"] else ""
        return Reading(stop.end(), words + joint, rule="title")
    return Reading(end, words, rule="title")


def _of_other_case(written: str, scene: Scene) -> tuple[str, ...]:
    """The lexicon's words for an abbreviation written with other capitals, when it cannot be a common word."""
    if written.islower() or is_syllable(written) or len(written) < 2:
        return ()
    capitals = written.upper()
    return scene.lexicon.get(capitals, ()) if capitals in scene.lexicon else ()


def _is_heading_word(written: str, start: int, scene: Scene) -> bool:
    """Whether a word that is also a syllable stands among words in capitals: then it is a word, no abbreviation."""
    if not is_syllable(written):
        return False
    around = re.findall(r"[^\W\d_]+", scene.text[max(0, start - 25) : start].rsplit("\n", 1)[-1])[-1:]
    around += re.findall(r"[^\W\d_]+", scene.text[start + len(written) : start + len(written) + 25].split("\n", 1)[0])[
        :1
    ]
    return any(word.isupper() and len(word) > 1 and is_syllable(word) for word in around)


def _by_context(written: str, start: int, end: int, scene: Scene) -> str | None:
    for context in readings()["contexts"].get(written, ()):
        if "before" in context and re.search(context["before"], scene.before(start)):
            return str(context["say"])
        if "after" in context and re.match(context["after"], scene.after(end)):
            return str(context["say"])
    return None


def _explained(written: str, full: str, end: int, scene: Scene) -> str | None:
    """The name of an acronym when the brackets right after it explain it; else None."""
    bracket = re.compile(r"\s?\(([^()\n]{8,160})\)").match(scene.text, end)
    name: str | None = readings()["names"].get(written.upper()) or readings()["names"].get(written)
    if bracket is None or name is None:
        return None
    words = bracket[1].lower().split()
    return (
        name
        if words[0] in ("chỉ", "là", *full.lower().split()[:1]) or set(full.lower().split()) & set(words[:4])
        else None
    )


def _without_repeat(words: str, start: int, scene: Scene) -> str:
    """The words without those in front that the text has just said: chỉ số PAPI, not "chỉ số Chỉ số …"."""
    said = words.split()
    before = scene.before(start).split()
    for size in range(min(4, len(said) - 1), 0, -1):
        if [word.lower() for word in said[:size]] == before[-size:]:
            return " ".join(said[size:])
    return words


def _roman(match: re.Match[str], scene: Scene) -> Reading | None:
    letters, style = match["letters"], scene.style
    value = roman(letters)
    before = scene.before(match.start())
    if value is None:
        return None
    named = _ROMAN_WORDS.search(before)
    is_sure = bool(named) or (len(letters) > 1 and not set(letters) & _NEEDS_CONTEXT)
    if not is_sure or (len(letters) == 1 and not re.search(r"[^\W\d_]\s*$|(?<=[ivx])\s*[-–,]\s*$", before)):
        return None
    if (
        len(letters) == 1
        and re.search(r"(?:và|đến|,)\s*$", before)
        and not re.search(r"\b[ivx]+\s*(?:và|đến|,)\s*$", before)
    ):
        return None
    tail = f" {year(match['year'], style)}" if match["year"] else ""
    said = ordinal(value, style) if re.search(r"thứ\s*$", before) else whole(value, style)
    return Reading(match.end(), said + tail)


def _unit(match: re.Match[str], scene: Scene) -> Reading | None:
    """A unit after a number, with further units after slashes: km/h, m3/s, tạ/ha."""
    if not _AFTER_NUMBER.search(scene.text[max(0, match.start() - 8) : match.start()]):
        return None
    units, money = readings()["units"], readings()["money"]
    written = match[0]
    said: str | None = units.get(written)
    name = "unit"
    if said is None:
        said, name = money.get(written, said), "money"
    if said is None:
        return None
    if written in _JOINED_ONLY and scene.text[match.start() - 1] == " ":
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
    if match["number"].startswith("0") or len(match[0]) - len(match["head"]) > 4 or match["head"] in ("CT", "NQ"):
        return None
    said = readings()["code_heads"][match["head"]]
    return Reading(
        match.end(), f"{_without_repeat(said, match.start(), scene)} {code_words(match['number'], scene.style)}"
    )


def _times(match: re.Match[str], scene: Scene) -> Reading | None:
    """The x of 4 m x 6 m."""
    is_product = re.search(r"\d ?(?:[^\W\d_]{1,2} ?|% ?)?$", scene.before(match.start(), 8))
    return Reading(match.end(), "nhân", rule="sign") if is_product else None


def _place(match: re.Match[str], scene: Scene) -> Reading | None:
    """P. 5, Q. Ba Đình: a ward or a district after a mark or at the head of a name, no initial of a person."""
    if not match["name"].isdecimal() and not re.search(
        r"(?:^|[,(–-]|\b(?:ở|tại|thuộc|trên)) ?$", scene.before(match.start())
    ):
        return None
    said = {"P": "phường", "Q": "quận", "H": "huyện", "X": "xã", "Đ": "đường"}[match["letter"]]
    return Reading(match.start() + 2, said)


def _foreign(match: re.Match[str], scene: Scene) -> Reading | None:
    written = match[0]
    said = readings()["foreign"].get(written.lower()) or readings()["names"].get(written)
    if said is None or (is_syllable(written) and (written.islower() or not written.isupper())):
        return None
    if _is_heading_word(written, match.start(), scene):
        return None
    return Reading(match.end(), said)


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


def _unknown_word(match: re.Match[str], scene: Scene) -> Reading | None:
    """What no list knows and is no Vietnamese syllable stays as it is, and is listed."""
    written = match[0]
    if all(len(part) == 1 or is_syllable(part) for part in re.split("[-&]", written)) or any(
        letter.isdigit() for letter in written
    ):
        return None
    is_capital = sum(letter.isupper() for letter in written) > 1
    reason = "chữ viết tắt chưa có trong từ điển" if is_capital else "từ nước ngoài hoặc tên riêng chưa có cách đọc"
    return Reading(match.end(), written, (), reason)


ADDRESS_RULES = [rule("address", rf"(?:{_ADDRESS})", _address)]
LETTER_RULES = [
    rule(
        "code", rf"(?P<head>ĐT|TL|QL|ĐH|HL|Km|KM|CT|NQ)[. ]?(?P<number>\d{{1,4}}[{CAPITALS}]?)(?![\w]|[.,]?\d)", _road
    ),
    rule("sign", r"[xX×](?=\s?\d)", _times),
    rule("abbreviation", rf"(?P<letter>[PQHXĐ])\.\s?(?P<name>\d|[{CAPITALS}][^\W\d_]+)", _place),
    rule("unit", r"[^\W\d_]+[23²³]?(?![\w])", _unit),
    rule("roman", rf"(?P<letters>[IVXLCDM]{{1,9}})(?:/(?P<year>(?:19|20)\d\d))?(?![\w]|\.?[-&][{CAPITALS}])", _roman),
    rule("foreign", r"(?i:sars-cov-2|covid-19|e-mail|wi-fi|start-up)(?![\w])", _foreign),
    rule("abbreviation", r"(?=[^\W\d_])", _abbreviation),
    rule("foreign", r"[^\W\d_]+(?![\w])", _foreign),
    rule(
        "code",
        rf"[{CAPITALS}]{{1,5}}-?\d{{1,6}}(?:[{CAPITALS}]\d{{0,4}}|[.-]\d{{1,5}}|[a-z](?!\w))*(?![\w])",
        _letter_code,
    ),
    rule("unknown", r"[^\W\d_]+(?:[-&][^\W\d_]+)*(?![\w])", _unknown_word),
    rule("unknown", r"[^\W\d_]+", _unknown_word),
]
