"""The language of questions: plain words, and quotes around words that must stand together; all else is literal."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from lantoa.apps.search.lexicon import Phrase, equivalents, phrase_lengths
from lantoa.apps.search.tokens import exact_tokens, folded_tokens
from lantoa.core.viettext import fold, to_nfc, typed_by_keys

MAX_LENGTH = 200
MAX_TOKENS = 24
_QUOTED = re.compile(r"[\"“”„«»]([^\"“”„«»]*)[\"“”„«»]")
# Words by which people ask, rather than what they ask about; documents need not hold them.
_ASKING = (
    "là gì", "là ai", "ở đâu", "như thế nào", "thế nào", "ra sao", "làm sao", "bao nhiêu", "bao lâu", "khi nào",
    "vì sao", "tại sao", "có được không", "được không", "có phải", "thì sao", "cần gì", "gồm những gì", "những gì",
    "tôi muốn", "tôi", "muốn", "cho tôi", "xin hỏi", "có cần", "hướng dẫn", "cách", "về", "của", "và", "các", "những",
    "cho", "thì", "với", "ở", "để", "khi", "không", "có", "mà", "từ", "một số",
    "cần giấy tờ gì", "cần giấy gì", "giấy tờ gì", "giấy gì", "làm giấy gì", "cần làm gì", "phải làm gì", "làm gì",
    "báo ai", "mất mấy ngày", "hết bao nhiêu tiền", "bao nhiêu tiền", "phải không", "ở chỗ nào", "chỗ nào", "còn",
    "nữa", "rồi", "bị", "được", "phải", "cần", "ai", "mấy", "bây giờ", "giờ", "vậy", "ạ", "luôn", "thôi", "ko", "k",
    "dc", "đc",
    # as people of the region say it
    "ở mô", "chỗ mô", "xã mô", "cần giấy chi", "giấy chi", "giấy tờ chi", "cần chi", "tiền chi", "làm răng", "làm chi",
    "khi mô", "ngày mô", "mô", "chi", "răng", "rứa", "chừ", "hông", "hổng", "nớ", "ni", "tui", "hỉ",
)  # fmt: skip
# Those that are asking words whatever their accents would be.
_ASKING_PLAIN = ("gì", "nào", "sao", "là", "và", "của", "những", "các", "thì", "không")
_ASKING_EXACT = {tuple(exact_tokens(words)) for words in (*_ASKING, *_ASKING_PLAIN)}
_ASKING_FOLDED = {tuple(folded_tokens(words)) for words in (*_ASKING, *_ASKING_PLAIN) if " " in words} | {
    tuple(folded_tokens(word)) for word in _ASKING_PLAIN
}
_LONGEST_ASKING = max(map(len, _ASKING_EXACT))


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing that a document must hold: a syllable, or syllables that stand together.

    `others` are phrases that say the same; `optional` is true for words by which one asks.
    """

    exact: Phrase
    folded: Phrase
    optional: bool = False
    others: tuple[Phrase, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """What a reader asks: the text, cut short and in NFC, and its units; none for a text without a single syllable."""

    text: str
    units: tuple[Unit, ...]

    @property
    def accented(self) -> bool:
        """Return whether the reader types with accents, so that exact accents count."""
        return any(unit.exact != unit.folded for unit in self.units)

    @property
    def is_long(self) -> bool:
        """Return whether there is more than one syllable to look for, so that some of them may be missing."""
        return len(self.required) > 1 or any(len(unit.folded) > 1 or unit.others for unit in self.required)

    @property
    def required(self) -> tuple[Unit, ...]:
        """Return the units that documents must hold: all of them when nothing is left without the asking words."""
        return tuple(unit for unit in self.units if not unit.optional) or self.units


def read_question(text: str) -> Question:
    """Return the question in any text; no text is wrong.

    >>> [unit.folded for unit in read_question('"khai sinh" o Đông Hà').units]
    [('khai', 'sinh'), ('o',), ('dong',), ('ha',)]
    """
    plain = " ".join(to_nfc(text).split())[:MAX_LENGTH]
    units: list[Unit] = []
    for place, part in enumerate(_QUOTED.split(plain)):
        units.extend(_quoted_unit(part) if place % 2 else _plain_units(part))
    return Question(plain, tuple(_shortened(units)))


def by_keys(text: str, known: Callable[[str], bool]) -> str:
    """Return the text with what stands there as the keys of Telex or VNI read as the syllables that were meant.

    Only words that are not `known` (without accents) are read so.

    >>> by_keys("lamf giaays khai sinh", lambda word: word == "khai")
    'làm giấy khai sinh'
    """
    words = text.split()
    read = [word if known(fold(word)) else typed_by_keys(word) or word for word in words]
    return text if read == words else " ".join(read)


def _shortened(units: list[Unit]) -> list[Unit]:
    kept, tokens = [], 0
    for unit in units:
        tokens += len(unit.folded)
        if tokens > MAX_TOKENS:
            break
        kept.append(unit)
    return kept


def _quoted_unit(part: str) -> list[Unit]:
    exact = tuple(exact_tokens(part)[:MAX_TOKENS])
    return [Unit(exact, _folded(exact))] if exact else []


def _folded(exact: Phrase) -> Phrase:
    return tuple("".join(folded_tokens(token)) or token for token in exact)


@dataclass(frozen=True, slots=True)
class _Word:
    """What stands between blanks: one syllable as a rule; the parts of a number or symbol, which stand together."""

    exact: Phrase
    folded: Phrase
    capitals: bool

    @property
    def is_symbol(self) -> bool:
        return len(self.exact) > 1 and (self.capitals or any(part[0].isdigit() for part in self.exact))


def _plain_units(part: str) -> list[Unit]:
    words: list[_Word] = []
    for chunk in part.split():
        exact = tuple(exact_tokens(chunk)[:MAX_TOKENS])
        word = _Word(exact, _folded(exact), chunk.isupper())
        if len(exact) > 1 and not word.is_symbol:
            words.extend(_Word((one,), _folded((one,)), word.capitals) for one in exact)
        elif exact:
            words.append(word)
    units: list[Unit] = []
    place = 0
    while place < len(words):
        unit, taken = _unit_at(words, place)
        units.extend(unit)
        place += taken
    return units


def _unit_at(words: list[_Word], place: int) -> tuple[list[Unit], int]:
    """Return the units that begin here and how many words they take: a phrase of the lexicon, asking words, or one."""
    for length in phrase_lengths():
        run = words[place : place + length]
        exact, folded = _joined(run)
        if len(run) == length and (others := equivalents(exact, folded, capitals=run[0].capitals)):
            return [Unit(exact, folded, others=others)], length
    for length in range(_LONGEST_ASKING, 0, -1):
        run = words[place : place + length]
        exact, folded = _joined(run)
        if len(run) == length and (exact in _ASKING_EXACT or (exact == folded and folded in _ASKING_FOLDED)):
            return [Unit((one,), (plain,), optional=True) for one, plain in zip(exact, folded, strict=True)], length
    word = words[place]
    return [Unit(word.exact, word.folded)], 1


def _joined(run: list[_Word]) -> tuple[Phrase, Phrase]:
    return tuple(one for word in run for one in word.exact), tuple(one for word in run for one in word.folded)
