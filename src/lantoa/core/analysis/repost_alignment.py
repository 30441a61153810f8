"""Whether two texts are one article, told by what they share and what stands in place of what."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from .repost_words import NUMBER, SHINGLE, RepostWords, shingles

SHARED = 0.72
"""Share of the shorter text that the longer one must hold, in order. Set on tests/gold/reposts; see its README."""

REPLACED = 0.2
"""Most of the shorter text that other words may stand in place of: articles that quote one paragraph exceed it."""

SHARED_WHEN_OPENING_ALIKE, REPLACED_WHEN_OPENING_ALIKE = 0.6, 0.4
"""The same for two texts that open with the same words: a copy cut short whose end is another site's footer."""

_OPENING_START, _OPENING_LENGTH = 12, 15

FULL_LENGTH = 40
"""Words from which a shortened copy inside a longer text counts, and from which figures alone make no new article."""

SHARED_OF_LONGER = 0.6
"""Share that a text below FULL_LENGTH must also have of the longer one."""

WORDS_PER_OTHER_NAME = 66
"""A full-length text may hold one place where another name stands, and one more for each so many words; more, and it
is a form filled in anew."""

WORDS_PER_OTHER_NAME_AND_FIGURES = 200
"""The same where figures differ as well, as they do in such forms; no first place is free then."""

_LONGEST_SUBSTITUTION = 12


@dataclass(frozen=True, slots=True)
class Alignment:
    """What two texts have in common, in words of the shorter one.

    `shared`: words that both have; `replaced`: words in whose place others stand; `other_names`: places where another
    name stands; `other_figures`: places where another figure stands; `opens_alike`: within their first words both texts
    begin a long stretch of the same words.
    """

    shared: int
    replaced: int
    other_names: int
    other_figures: int
    opens_alike: bool


def is_same_article(one: RepostWords, other: RepostWords) -> bool:
    """Whether one of the texts is a re-post of the other: the same words but for small edits, cuts and additions.

    A form filled in anew (the same notice for another commune) is not; a text in which the figures alone differ is,
    from FULL_LENGTH words on: it is the updated version.
    """
    if len(one) > len(other):
        one, other = other, one
    found = align(one, other)
    if not _is_mostly_shared(found, len(one)):
        return False
    if len(one) < FULL_LENGTH:
        is_whole = found.shared >= SHARED_OF_LONGER * len(other)
        return is_whole and not found.other_names and not found.other_figures
    if found.other_figures:
        return found.other_names <= len(one) / WORDS_PER_OTHER_NAME_AND_FIGURES
    return found.other_names <= max(1.0, len(one) / WORDS_PER_OTHER_NAME)


def _is_mostly_shared(found: Alignment, length: int) -> bool:
    shared, replaced = SHARED, REPLACED
    if found.opens_alike:
        shared, replaced = SHARED_WHEN_OPENING_ALIKE, REPLACED_WHEN_OPENING_ALIKE
    return found.shared >= shared * length and found.replaced <= replaced * length


def align(one: RepostWords, other: RepostWords) -> Alignment:
    """The alignment of a shorter text with a longer one by the shingles that each has once; about linear in length."""
    shared = replaced = other_names = other_figures = 0
    end_one = end_other = 0
    anchors = _common_once(one.words, other.words)
    blocks = list(_blocks(one.words, other.words, anchors))
    for start_one, start_other, length in [*blocks, (len(one), len(other), 0)]:
        gap_one, gap_other = range(end_one, start_one), range(end_other, start_other)
        replaced += min(len(gap_one), len(gap_other))
        if max(len(gap_one), len(gap_other)) <= _LONGEST_SUBSTITUTION:
            other_names += _differs(_names(one, gap_one), _names(other, gap_other))
        other_figures += _count_other_figures(one, other, start_one, start_other, length)
        shared += length
        end_one, end_other = start_one + length, start_other + length
    moved = _moved_words(anchors, blocks)
    opens_alike = bool(blocks) and max(blocks[0][:2]) <= _OPENING_START and blocks[0][2] >= _OPENING_LENGTH
    return Alignment(shared + moved, max(0, replaced - moved), other_names, other_figures, opens_alike)


def _moved_words(anchors: list[tuple[int, int]], blocks: list[tuple[int, int, int]]) -> int:
    """The words of the first text that the second has at another place: a sentence put elsewhere."""
    in_place = {position for start, _, length in blocks for position in range(start, start + length)}
    taken = {position for _, start, length in blocks for position in range(start, start + length)}
    moved: set[int] = set()
    for position, other_position in anchors:
        if not taken.intersection(range(other_position, other_position + SHINGLE)):
            moved.update(range(position, position + SHINGLE))
    return len(moved - in_place)


def _names(text: RepostWords, positions: range) -> set[str]:
    return {text.words[position] for position in positions if text.is_name[position]}


def _differs(names: set[str], others: set[str]) -> bool:
    """Whether each side names something that the other does not."""
    return bool(names - others) and bool(others - names)


def _count_other_figures(one: RepostWords, other: RepostWords, start_one: int, start_other: int, length: int) -> int:
    return sum(
        one.words[start_one + step] == NUMBER
        and one.exact_words[start_one + step] != other.exact_words[start_other + step]
        for step in range(length)
    )


def _blocks(one: list[str], other: list[str], anchors: list[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
    """The stretches of equal words, in the order of both texts: (start in one, start in other, length)."""
    end_one = end_other = 0
    for position_one, position_other in _longest_rise(anchors):
        if position_one < end_one or position_other < end_other:
            continue
        start_one, start_other = position_one, position_other
        while start_one > end_one and start_other > end_other and one[start_one - 1] == other[start_other - 1]:
            start_one, start_other = start_one - 1, start_other - 1
        stop_one, stop_other = position_one + SHINGLE, position_other + SHINGLE
        while stop_one < len(one) and stop_other < len(other) and one[stop_one] == other[stop_other]:
            stop_one, stop_other = stop_one + 1, stop_other + 1
        yield start_one, start_other, stop_one - start_one
        end_one, end_other = stop_one, stop_other


def _common_once(one: list[str], other: list[str]) -> list[tuple[int, int]]:
    """The positions of the shingles that stand exactly once in each text, rising in the first."""
    places_one, places_other = _once(shingles(one)), _once(shingles(other))
    return [(position, places_other[value]) for value, position in places_one.items() if value in places_other]


def _once(hashes: list[int]) -> dict[int, int]:
    places: dict[int, int] = {}
    repeated = set()
    for position, value in enumerate(hashes):
        if places.setdefault(value, position) != position:
            repeated.add(value)
    return {value: position for value, position in places.items() if value not in repeated}


def _longest_rise(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest choice of pairs that rises in both texts (patience sorting)."""
    tops: list[int] = []  # least possible second position at the end of a rise of each length
    holders: list[int] = []
    before: list[int] = []
    for index, (_, position) in enumerate(pairs):
        pile = bisect_left(tops, position)
        before.append(holders[pile - 1] if pile else -1)
        if pile == len(tops):
            tops.append(position)
            holders.append(index)
        else:
            tops[pile], holders[pile] = position, index
    rise = []
    index = holders[-1] if holders else -1
    while index >= 0:
        rise.append(pairs[index])
        index = before[index]
    return rise[::-1]
