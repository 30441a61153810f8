"""Words in letters: abbreviations, titles, Roman numerals, units, foreign words, codes."""

import re

from lantoa.core.viettext import is_syllable

from .composed import COMPOSED, composed
from .dates import year
from .numerals import ordinal, roman, whole
from .scene import CAPITALS, Reading, Scene, cue, readings, rule, spoken_words, without_repeat

_RUN = re.compile(r"[^\W\d_]+(?:(?:[&/.,]|-|[ ]|\.[ ]|[ ][-–][ ])[^\W\d_]+){0,3}")
_JOINT = re.compile(r"[&/.,\-– ]+")
_SPACED_DASH = re.compile(r"[ ][-–][ ]")
_NAME = re.compile(r"\.?[ ][^\W\d_a-zđ][^\W\d_A-ZĐ]*(?:[ ]|\W|$)")
_ROMAN_WORDS = re.compile(rf"{cue('roman')}\s*$")
_ALWAYS_TITLES = frozenset(["TS", "TM", "KT", "TL", "TUQ", "TP", "TX"])
_NEEDS_CONTEXT = frozenset("LCDM")


def _abbreviation(match: re.Match[str], scene: Scene) -> Reading | None:
    """The longest run that a list knows: the text's own, titles, the lexicon."""
    run = _RUN.match(scene.text, match.start())
    if run is None:
        return None
    ends = [run.start() + joint.start() for joint in _JOINT.finditer(run[0])] + [run.end()]
    for end in reversed(ends):
        written = _SPACED_DASH.sub("-", scene.text[match.start() : end])
        found = _known(written, match.start(), end, scene)
        if found:
            return found
    return None


def _known(written: str, start: int, end: int, scene: Scene) -> Reading | None:
    if written in scene.defined:
        return Reading(end, scene.defined[written], rule="defined")
    if written in readings()["code_heads"] and scene.text[end : end + 1].isdecimal():  # VTV1, NQ68
        return None
    titles: dict[str, str] = readings()["titles"]
    is_listed = written in scene.lexicon and written not in titles
    named_here = None if is_listed else _by_context(written, start, end, scene)
    if named_here:
        return Reading(end, named_here)
    if written in titles and not _is_heading_word(written, start, scene):
        own = scene.lexicon.get(written, ())
        if not own or written in _ALWAYS_TITLES or _NAME.match(scene.text, end):
            return _titled(titles[written], written, end, scene)
    is_dotted = written + "." in scene.lexicon and scene.text[end : end + 1] == "."
    full = scene.lexicon.get(written) or (is_dotted and scene.lexicon[written + "."]) or _of_other_case(written, scene)
    if not full or _is_heading_word(written, start, scene):
        return None
    end += is_dotted
    chosen = _by_context(written + "." if is_dotted else written, start, end, scene)
    named = _explained(written, full[0], end, scene)
    if named:
        return Reading(end, named)
    say = chosen or full[0]
    others = () if chosen or len(full) == 1 else tuple(words for words in full if words != say)
    reason = f"nhiều cách đọc: {'; '.join(full)}" if others else ""
    return Reading(end, without_repeat(_said(say), start, scene), others, reason)


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
        is_listed = following is not None and following[1] in readings()["titles"] and following[1][:2] != "CK"
        joint = ", " if is_listed else ""
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


def _roman(match: re.Match[str], scene: Scene) -> Reading | None:
    letters, style = match["letters"], scene.style
    value = roman(letters)
    before = scene.before(match.start())
    if value is None or (len(letters) == 1 and letters in _NEEDS_CONTEXT):
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
    if match["below"]:
        tail = "".join(f" chấm {whole(part, style)}" for part in match["below"].split(".")[1:])
    said = ordinal(value, style) if re.search(r"thứ\s*$", before) else whole(value, style)
    return Reading(match.end(), said + tail)


def _foreign(match: re.Match[str], scene: Scene) -> Reading | None:
    written = match[0]
    said = readings()["foreign"].get(written.lower()) or readings()["names"].get(written)
    if said is None or (is_syllable(written) and (written.islower() or not written.isupper())):
        return None
    if _is_heading_word(written, match.start(), scene):
        return None
    return Reading(match.end(), said)


def _is_readable(word: str) -> bool:
    return len(word) == 1 or is_syllable(word) or (word.lower() in spoken_words() and not word.isupper())


def _unknown_word(match: re.Match[str], scene: Scene) -> Reading | None:
    """What no list knows and is no Vietnamese syllable stays as it is, and is listed."""
    written = match[0]
    if all(_is_readable(part) for part in re.split("[-&]", written)) or any(letter.isdigit() for letter in written):
        return None
    together = composed(written, scene.words) if written.isupper() else None
    if together and written.isalpha():
        return Reading(match.end(), together, (), COMPOSED, rule="abbreviation")
    is_capital = sum(letter.isupper() for letter in written) > 1
    reason = "chữ viết tắt chưa có trong từ điển" if is_capital else "từ nước ngoài hoặc tên riêng chưa có cách đọc"
    return Reading(match.end(), written, (), reason)


def _joined() -> str:
    """The words of other languages that have figures or marks in them, the longest first."""
    keys = [key for key in readings()["foreign"] if not key.isalpha()]
    return "|".join(re.escape(key) for key in sorted(keys, key=len, reverse=True))


WORD_RULES = [
    rule(
        "roman",
        rf"(?P<letters>[IVXLCDM]{{1,9}})(?:/(?P<year>(?:19|20)\d\d)|(?P<below>(?:\.\d{{1,2}}){{1,3}}))?(?![\w]|\.?[-&][{CAPITALS}])",
        _roman,
    ),
    rule("foreign", rf"(?i:{_joined()})(?![\w])", _foreign),
    rule("abbreviation", r"(?=[^\W\d_])", _abbreviation),
    rule("foreign", r"[^\W\d_]+(?![\w])", _foreign),
]
UNKNOWN_RULES = [
    rule("unknown", r"[^\W\d_]+(?:[-&][^\W\d_]+){0,5}(?![\w])", _unknown_word),
    rule("unknown", r"[^\W\d_]+", _unknown_word),
]
