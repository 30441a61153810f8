"""Abbreviations in brackets beside their own full words."""

import re

from lantoa.core.viettext import fold

from .scene import CAPITALS, Reading, Scene, rule

_GLOSS = re.compile(
    rf"[{CAPITALS}][{CAPITALS}a-z]{{0,5}}[{CAPITALS}&\-]{{0,12}}[{CAPITALS}]|[{CAPITALS}]{{2,}}(?:[ ]INDEX)?"
)


def initials_fit(short: str, words: list[str]) -> int:
    """How many of the last words an abbreviation stands for by their first letters; 0 when it fits none.

    Small words such as "và", "của" may be passed over.

    >>> initials_fit("PCLB", "công tác phòng chống lụt bão".split())
    4
    >>> initials_fit("TTPVHCC", "tại Trung tâm Phục vụ hành chính công".split()), initials_fit("ABC", ["một", "hai"])
    (7, 0)
    """
    letters = [letter for letter in fold(short) if letter.isalnum()]
    index = len(words)
    for letter in reversed(letters):
        index -= 1
        while (
            index >= 0
            and fold(words[index])[:1] != letter
            and words[index] in ("và", "của", "về", "với", "cho", "trong")
        ):
            index -= 1
        if index < 0 or fold(words[index])[:1] != letter:
            return 0
    return len(words) - index if len(letters) > 1 else 0


def definitions(text: str) -> dict[str, str]:
    """The abbreviations that a text explains itself, as in "phòng chống lụt bão (PCLB)", with their words.

    >>> definitions("Ban Chỉ huy phòng chống lụt bão (sau đây viết tắt là PCLB) họp")
    {'PCLB': 'phòng chống lụt bão'}
    """
    found: dict[str, str] = {}
    opening = r"\((?:sau đây )?(?:được )?(?:gọi tắt|viết tắt|gọi chung)?(?: là)?:? ?"
    for match in re.finditer(rf"{opening}({_GLOSS.pattern})\)", text):
        before = re.findall(r"[^\W\d_]+", text[max(0, match.start() - 120) : match.start()].rsplit("\n", 1)[-1])
        size = initials_fit(match[1], before)
        if size and match[1] not in found:
            found[match[1]] = " ".join(before[-size:])
    return found


def _gloss(match: re.Match[str], scene: Scene) -> Reading | None:
    """An abbreviation in brackets right after its own full words is not said again."""
    short = match["short"]
    before = scene.text[max(0, match.start() - 150) : match.start()].rsplit("\n", 1)[-1]
    meanings = [_plain_words(full) for full in (*scene.lexicon.get(short, ()), scene.defined.get(short, "")) if full]
    heard = _heard(before, scene)
    is_said = any(heard[-len(full) :] == full or _is_begun(heard, full) for full in meanings)
    if not is_said and not initials_fit(short, re.findall(r"[^\W\d_]+", before)):
        return None
    return Reading(match.end(), "", takes_spaces_before=True, rule="gloss")


def _plain_words(text: str) -> list[str]:
    return re.sub(r"\W+", " ", fold(text)).split()


def _heard(before: str, scene: Scene) -> list[str]:
    """The plain words said before the brackets; an abbreviation that stands last is said in full."""
    last = re.search(r"(\S+)\s*$", before)
    full = scene.words.usual.get(last[1]) if last else None
    return [*_plain_words(before[: last.start()]), *_plain_words(full)] if last and full else _plain_words(before)


def _is_begun(words: list[str], full: list[str]) -> bool:
    """Whether the text ends with the first words (three or more) of the full words: "Chỉ số hài lòng (SIPAS)"."""
    return any(words[-size:] == full[:size] for size in range(3, min(len(words), len(full)) + 1))


GLOSS_RULES = [
    rule(
        "gloss",
        rf"\((?:(?:sau\ đây\ )?(?:được\ )?(?:gọi\ tắt|viết\ tắt)(?:\ là)?:?\ ?)?(?P<short>{_GLOSS.pattern})\)",
        _gloss,
    ),
]
