"""What a rule sees: the text, the place it stands at, the words around it and the words to use."""

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

from .records import HouseStyle

CAPITALS = "A-ZĐƯƠÂĂÊÔ"
_CONTEXT = 60  # characters of context are enough for any rule; a bound keeps the cost linear
_TABLES = ("readings.toml", "loanwords.toml", "acronyms.toml", "foreign_names.toml", "units.toml", "symbols.toml")
_WORD = re.compile(r"[^\W\d_]+")


@cache
def readings() -> Mapping[str, Any]:
    """The tables of words and signs by section; read-only by agreement."""
    files = (resources.files(__package__).joinpath(name).read_text(encoding="utf-8") for name in _TABLES)
    tables: dict[str, Any] = {}
    for file in files:
        for section, table in tomllib.loads(file).items():
            tables.setdefault(section, {}).update(table)
    return tables


@cache
def spoken_words() -> frozenset[str]:
    """The words, in small letters, that the tables themselves say: what is read once may be read again."""
    tables = readings()
    names = ("letters", "foreign", "names", "units", "money", "address_parts", "titles")
    said = (words for name in names for words in tables[name].values())
    return frozenset(word.lower() for words in (*said, tables["readable"]["words"]) for word in _WORD.findall(words))


@cache
def cue_words(name: str) -> tuple[str, ...]:
    """The words of one list of cues.toml, in its order."""
    table = tomllib.loads(resources.files(__package__).joinpath("cues.toml").read_text(encoding="utf-8"))
    words = table[name]
    return tuple(words.split()) if isinstance(words, str) else tuple(words)


def cue(name: str) -> str:
    """One list of cues.toml as a regular expression, the longest words first."""
    return f"(?:{'|'.join(re.escape(word) for word in sorted(cue_words(name), key=len, reverse=True))})"


@dataclass(frozen=True, slots=True)
class Reading:
    """How a rule says the text from its place to `end`; `back` takes that many spaces in front along.

    With a `reason` the place is also listed for an editor, as the part from `reason_start` (default: all of it).
    """

    end: int
    spoken: str
    others: tuple[str, ...] = ()
    reason: str = ""
    reason_start: int | None = None
    reason_end: int | None = None
    takes_spaces_before: bool = False
    rule: str = ""
    """Given when the reading belongs under another name than that of the rule that found it."""


@dataclass(frozen=True, slots=True)
class Words:
    """A lexicon made ready: all readings, the usual one, and the first words of every key of any list."""

    lexicon: Mapping[str, tuple[str, ...]]
    usual: Mapping[str, str]
    firsts: frozenset[str]


def words_of(lexicon: Mapping[str, Sequence[str]]) -> Words:
    """A lexicon made ready for reading."""
    full = {short: tuple(words) for short, words in lexicon.items() if words}
    keys = [*full, *readings()["titles"], *readings()["units"], *readings()["money"]]
    firsts = {match[0] for key in keys if (match := _WORD.match(key))}
    return Words(full, {short: words[0] for short, words in full.items()}, frozenset(firsts))


@dataclass(slots=True)
class Scene:
    """One text being read, with its words; `defined` are the abbreviations that the text explains itself."""

    text: str
    style: HouseStyle
    words: Words
    defined: Mapping[str, str] = field(default_factory=dict)

    @property
    def lexicon(self) -> Mapping[str, tuple[str, ...]]:
        """The lexicon with all readings."""
        return self.words.lexicon

    def before(self, place: int, size: int = _CONTEXT) -> str:
        """The text of this line right before the place, in small letters."""
        return self.text[max(0, place - size) : place].rsplit("\n", 1)[-1].lower()

    def after(self, place: int, size: int = _CONTEXT) -> str:
        """The text of this line right after the place, in small letters."""
        return self.text[place : place + size].split("\n", 1)[0].lower()

    def letter_before(self, place: int) -> str:
        """The character right before the place, "" at the head of the text."""
        return self.text[place - 1 : place] if place else ""

    def words_before(self, place: int) -> list[str]:
        """The last words of the line before the place, in small letters, the nearest last."""
        return _WORD.findall(self.before(place))


Read = Callable[[re.Match[str], Scene], Reading | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A named pattern, and what says the text that it found; None where the words around it speak against it."""

    name: str
    pattern: re.Pattern[str]
    read: Read


def rule(name: str, pattern: str, read: Read) -> Rule:
    """A rule whose pattern is written with spaces and comments (re.VERBOSE)."""
    return Rule(name, re.compile(pattern, re.VERBOSE), read)


def without_repeat(words: str, start: int, scene: Scene) -> str:
    """The words without those in front that the text has just said: chỉ số PAPI, not "chỉ số Chỉ số …"."""
    said = words.split()
    before = scene.before(start).split()
    for size in range(min(4, len(said) - 1), 0, -1):
        if [word.lower() for word in said[:size]] == before[-size:]:
            return " ".join(said[size:])
    return words
