"""What a directive's items ask for: concepts with their share, and each item's own words."""

import math
import re
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from lantoa.core.viettext import accent_key

from .concepts import DOMAIN_ANCHOR, Concept, Cue, CueKind, concepts
from .phrase_index import PhraseIndex
from .token_stream import TokenStream

PURPOSE_SHARE = 0.35
"""What stands after "nhằm" or "góp phần" is why the item asks, not what it asks for; when another item asks for it
plainly, it counts nothing here."""

_PURPOSE = re.compile(r"\b(?:nhằm|góp phần|qua đó|từ đó)\b", re.IGNORECASE)
_CLAUSE_END = re.compile(r"[;.]\s|[;.]$")
_ASKED = {CueKind.ASK: 1.0, CueKind.NAME: 1.0, CueKind.SAYING: 0.9, CueKind.HINT: 0.6}
_CLEARLY_ASKED = 0.5
_PHRASE_SHARE = {2: 0.5, 3: 0.8, 4: 1.0}


@dataclass(frozen=True, slots=True)
class ItemProfile:
    """What one item asks for.

    `asks`: concept → 0-1, how far an article on it answers this item. `own_words`: the item's phrases of 2-4 syllables
    that no concept covers → 0-1, longer and rarer ones more. `settings`: the matters it is set in ("cải cách hành
    chính"), which decide nothing by themselves but lift what else speaks for the item.
    """

    code: str
    asks: dict[str, float]
    own_words: dict[str, float]
    settings: frozenset[str]


@dataclass(frozen=True, slots=True)
class DirectiveProfile:
    """The items of one directive, and whether its matter is administrative reform (most items name it)."""

    items: tuple[ItemProfile, ...]
    is_administrative: bool


def directive_profile(items: Sequence[tuple[str, str]], rarity_power: float, borrowed: float) -> DirectiveProfile:
    """The profile of a directive given as (code, text) of its items, in their order.

    A concept that only one item names tells this item apart in full; one that k of n items name counts
    (1 - log k / log (n + 1)) ** `rarity_power`, so that what all items speak of decides nothing. A concept that
    answers an item only in part counts `borrowed` times less when another item asks for it by name.
    """
    named = [_named_concepts(text) for _, text in items]
    spread = Counter(name for asked in named for name, share in asked.items() if share >= _CLEARLY_ASKED)
    phrases = [_own_phrases(text) for _, text in items]
    phrase_spread = Counter(phrase for found in phrases for phrase in found)
    named = [_without_purposes(asked, spread) for asked in named]
    profiles = []
    for (code, _), asked, found in zip(items, named, phrases, strict=True):
        rare = {
            name: share * _rarity(spread[name], len(items)) ** rarity_power
            for name, share in asked.items()
            if not concepts()[name].is_setting
        }
        own = {phrase: share / phrase_spread[phrase] for phrase, share in found.items()}
        settings = frozenset(name for name in asked if concepts()[name].is_setting and concepts()[name].domain == 1)
        profiles.append(ItemProfile(code, _with_answers(rare, spread, borrowed), own, settings))
    administrative = sum(any(concepts()[name].domain >= DOMAIN_ANCHOR for name in asked) for asked in named)
    return DirectiveProfile(tuple(profiles), is_administrative=2 * administrative >= max(len(items), 1))


def _without_purposes(asked: dict[str, float], spread: Mapping[str, int]) -> dict[str, float]:
    return {name: share for name, share in asked.items() if share >= _CLEARLY_ASKED or not spread[name]}


def _rarity(count: int, items: int) -> float:
    return 1 - math.log(max(count, 1)) / math.log(items + 1)


def _with_answers(asked: dict[str, float], spread: Mapping[str, int], borrowed: float) -> dict[str, float]:
    """The concepts asked for, and those that answer them in part."""
    answered = dict(asked)
    for concept in concepts().values():
        has_other_home = spread.get(concept.name, 0) and concept.name not in asked
        for wanted, share in concept.answers.items():
            part = share * asked.get(wanted, 0.0) * (borrowed if has_other_home else 1.0)
            if part > answered.get(concept.name, 0.0):
                answered[concept.name] = part
    return answered


@cache
def _item_index() -> PhraseIndex[Cue]:
    return PhraseIndex(wording for concept in concepts().values() for wording in _asking(concept))


def _asking(concept: Concept) -> list[tuple[str, Cue]]:
    """The wordings that count in an item."""
    return [
        (text, cue)
        for text, cue in concept.wordings
        if cue.kind is CueKind.ASK or cue.of != concept.name or not concept.by_asks
    ]


def _named_concepts(text: str) -> dict[str, float]:
    """The concepts that the item names, with 0-1: how plainly it asks for each."""
    tokens = TokenStream("", text)
    purposes = _purpose_spans(tokens.joined)
    asked: dict[str, float] = {}
    for hit in _item_index().find(tokens):
        start = tokens.starts[hit.first]
        is_purpose = any(begin <= start < end for begin, end in purposes)
        share = _ASKED[hit.label.kind] * (PURPOSE_SHARE if is_purpose else 1.0)
        asked[hit.label.of] = max(asked.get(hit.label.of, 0.0), share)
    return asked


def _purpose_spans(text: str) -> list[tuple[int, int]]:
    """The stretches of characters that say what for, each to the end of its clause."""
    spans = []
    for opening in _PURPOSE.finditer(text):
        end = _CLAUSE_END.search(text, opening.end())
        spans.append((opening.start(), end.start() if end else len(text)))
    return spans


def _own_phrases(text: str) -> dict[str, float]:
    """The phrases of the item that no concept covers, as written with exact accents, each with its share."""
    tokens = TokenStream("", text)
    covered = {token for hit in _item_index().find(tokens) for token in range(hit.first, hit.last)}
    phrases: dict[str, float] = {}
    for run in _runs(tokens, covered):
        for length, share in _PHRASE_SHARE.items():
            for first in range(run[0], run[1] - length + 1):
                phrases[" ".join(tokens.exact[first : first + length])] = share
    return phrases


def _runs(tokens: TokenStream, covered: set[int]) -> list[tuple[int, int]]:
    """Stretches of tokens without covered or joining words, numbers, commonplaces, commas or sentence ends inside."""
    left_out = covered | _commonplaces(tokens, covered)
    runs, first = [], 0
    for position in range(len(tokens) + 1):
        ends = position == len(tokens)
        stops = (
            ends
            or position in left_out
            or tokens.exact[position] in _common_words()["joining"]
            or tokens.folded[position].isdigit()
        )
        if stops or _is_break(tokens, position):
            if position - first >= 2:
                runs.append((first, position))
            first = position + 1 if stops else position
    return runs


def _commonplaces(tokens: TokenStream, covered: set[int]) -> set[int]:
    """The tokens of commonplace pairs, read from left to right; Vietnamese words are mostly of two syllables."""
    found: set[int] = set()
    for position in range(len(tokens) - 1):
        if position in covered or position + 1 in covered or position in found:
            continue
        if f"{tokens.exact[position]} {tokens.exact[position + 1]}" in _common_words()["commonplace"]:
            found |= {position, position + 1}
    return found


def _is_break(tokens: TokenStream, position: int) -> bool:
    """Whether a comma or a sentence end stands before the token."""
    if position == 0:
        return False
    between = tokens.joined[tokens.ends[position - 1] : tokens.starts[position]]
    return "," in between or tokens.sentence_of[position] != tokens.sentence_of[position - 1]


@cache
def _common_words() -> dict[str, frozenset[str]]:
    source = resources.files(__package__).joinpath("common_words.toml").read_text(encoding="utf-8")
    return {name: frozenset(map(accent_key, listed)) for name, listed in tomllib.loads(source).items()}
