"""Adverts told from reports: what is offered, promised and asked for, against the words of somebody who was wronged.

A report of loan sharks names the same things as their advert. What differs is the rest: adverts promise and tell the
reader what to do; reports say who was wronged, and ask an authority for something.
"""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from lantoa.core.viettext import accent_key, fold, undisguised

_WORD = re.compile(r"[\w%]+")
# Ends of addresses that are met in adverts, so that "bóng.đá" is none.
_ENDS = (
    "com|net|org|vn|vip|xyz|top|club|info|bet|win|fun|site|online|shop|store|live|pro|app|link|asia|cc|me|io|co|tv|icu"
    "|bio|ly|biz|example|test"
)
# After a full stop without a space a sentence may begin.
_NO_SENTENCE = "(?-i:(?![A-Z][a-z]))"
# Everything has a greatest length: whoever writes "a-a-a-…" must not keep the server busy.
_ADDRESS = re.compile(
    rf"(?:https?://|(?<!\w)www\.)\S{{1,2000}}|(?<![\w@.\-])[\w\-]{{1,63}}(?:\.[\w\-]{{1,63}}){{0,4}}\.{_NO_SENTENCE}(?:{_ENDS})\b(?:/\S{{0,2000}})?"
    rf"|(?<![\w\-])[\w\-]{{3,63}}(?: \. | ?\[\.\] ?| ?\(\.\) ?| chấm | cham | dot )(?:{_ENDS})\b",
    re.IGNORECASE,
)
_OFFICIAL = re.compile(r"(?:^|[./])[\w-]+\.gov\.vn\b", re.IGNORECASE)
_TELEPHONE = re.compile(r"(?<![\d/])(?:\+?84|0)(?:[ .\-]?\d){8,10}(?!\d)")
_FLAGGED, _SURE = 3.0, 5.0


@dataclass(frozen=True, slots=True)
class Offer:
    """What sounds like an advert in a text, and what like a report."""

    goods: tuple[str, ...]
    promises: tuple[str, ...]
    calls: tuple[str, ...]
    reports: tuple[str, ...]
    addresses: tuple[str, ...]
    telephones: int

    @property
    def weight(self) -> float:
        """How much speaks for an advert; below 0 for a report."""
        if not (self.goods or len(self.promises) > 1):
            return 0.0
        reached = 1.0 if self.addresses or self.telephones else 0.0
        said = 1.5 * min(len(self.goods), 3) + min(len(self.promises), 4) + 0.75 * min(len(self.calls), 3)
        return said + reached - 1.5 * min(len(self.reports), 3)

    @property
    def is_likely(self) -> bool:
        """Whether somebody should look whether it is an advert."""
        return self.weight >= _FLAGGED

    @property
    def is_sure(self) -> bool:
        """Whether it leads to where something is sold and nothing in it speaks for a report."""
        if not self.addresses or not self.goods:
            return False
        return self.weight >= (_SURE if self.reports else _FLAGGED) and len(self.reports) < 2


def offer_in(text: str, *, brands: Sequence[str] = ()) -> Offer:
    """Return what in a text offers something, disguises seen through. `brands`: names of offers found in it besides.

    >>> found = offer_in("V.a.y n.h.a.n.h trong ngày, không thế chấp, zalo 0900000001")
    >>> found.goods, found.telephones, found.is_likely
    (('vay nhanh',), 1, True)
    >>> offer_in("Tờ rơi cho vay nhanh dán đầy cột điện, đề nghị xã xử lý").is_likely
    False
    """
    ways = undisguised(text)
    heard = {name: _heard(ways, name) for name in ("goods", "promises", "calls", "reports")}
    addresses = tuple(dict.fromkeys(found for found in _ADDRESS.findall(ways[0]) if not _OFFICIAL.search(found)))
    heard["goods"] = tuple(dict.fromkeys([*heard["goods"], *brands]))
    return Offer(**heard, addresses=addresses, telephones=len(_TELEPHONE.findall(ways[0])))


def _heard(ways: tuple[str, ...], name: str) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for way in ways:
        exact = _WORD.findall(accent_key(way))
        folded = [fold(word) for word in exact]
        for place in range(len(folded)):
            for words in _phrases(name).get(folded[place], ()):
                end = place + len(words)
                if all(_is(*pair) for pair in zip(exact[place:end], words, strict=False)) and end <= len(exact):
                    found[" ".join(words)] = None
            if (whole := _compact(name).get(folded[place])) and exact[place] in (folded[place], whole.replace(" ", "")):
                found[whole] = None
    return tuple(found)


def _is(given: str, word: str) -> bool:
    """Return whether a word is meant: as written, or without any accents."""
    return given == word or (given.isascii() and given == fold(word))


@cache
def _lists() -> dict[str, list[str]]:
    return tomllib.loads((files(__package__) / "offer_words.toml").read_text(encoding="utf-8"))


@cache
def _phrases(name: str) -> dict[str, list[list[str]]]:
    """Return the phrases of a list by their first word, folded."""
    by_first: dict[str, list[list[str]]] = {}
    for phrase in _lists()[name]:
        words = accent_key(phrase).split()
        by_first.setdefault(fold(words[0]), []).append(words)
    return by_first


@cache
def _compact(name: str) -> dict[str, str]:
    """Return the phrases of several words by their letters without spaces and accents, as addresses write them."""
    phrases = (accent_key(phrase) for phrase in _lists()[name])
    return {fold(phrase).replace(" ", ""): phrase for phrase in phrases if " " in phrase}
