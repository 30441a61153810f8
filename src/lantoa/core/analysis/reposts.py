"""Re-posts: the same article on several sites, found in about linear time."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from itertools import pairwise

from .attribution import has_house_dateline, is_attributed
from .repost_alignment import is_same_article
from .repost_words import RepostWords, fingerprints, shingles

SHORT = 15
"""Words below which texts are grouped only when title and text are equal but for accents, case and punctuation."""

_SHARED_FINGERPRINTS = 0.35
_UNCUT = 0.98
"""On one day, a text shorter than so much of the fullest was cut by the one who took it over."""
_ROUND_UP = 1.5
"""So many times as long as another one, a text may hold the other among more news; then length says nothing."""
_VIETNAM = timezone(timedelta(hours=7))


@dataclass(frozen=True, slots=True)
class Text:
    """An article to be compared; `published_at` is an ISO date or date and time, None when not stated."""

    id: str
    title: str
    text: str
    published_at: str | None = None


@dataclass(frozen=True, slots=True)
class Repost:
    """An article's group, named by the id of its original; an article without re-posts is its own original."""

    id: str
    group: str
    original: str


@dataclass(frozen=True, slots=True)
class _Version:
    """All articles with the same words, as one."""

    words: RepostWords
    fingerprints: frozenset[int]
    places: tuple[int, ...]


def find_reposts(articles: Iterable[Text]) -> list[Repost]:
    """One answer for each article, in the order given: which group it belongs to and which article is the original.

    Grouped: the same text with small edits, another title, sentences dropped or added, figures updated, other Unicode
    form or no accents; a shortened copy of 40 words or more inside a longer text. Not grouped: other articles on the
    same matter, forms filled in anew, articles that quote the same paragraph (see `is_same_article`).
    The original is the earliest published. Where dates do not decide (none stated, or one without a time on the same
    day as others): the one that names no other publication as its source and opens with no newspaper's mark; among
    several of one day those that are not cut; then the first. Groups do not depend on the order of the input. Cost:
    about linear, see `candidate_pairs`.

    >>> text = "Chiều 12/9, UBND huyện họp đánh giá công tác cải cách hành chính, giao mỗi phòng một việc cụ thể."
    >>> [(found.id, found.original) for found in find_reposts([
    ...     Text("b", "Họp cải cách", text + " (Theo Báo Quảng Trị)"),
    ...     Text("a", "Họp", text),
    ...     Text("c", "Tin", "Tin ngắn."),
    ... ])]
    [('b', 'a'), ('a', 'a'), ('c', 'c')]
    """
    articles = list(articles)
    versions = _versions(articles)
    groups = _Groups(len(versions))
    for one, other in candidate_pairs([version.fingerprints for version in versions]):
        if groups.of(one) != groups.of(other) and is_same_article(versions[one].words, versions[other].words):
            groups.join(one, other)
    return _answers(articles, versions, groups)


def candidate_pairs(marks: Sequence[frozenset[int]]) -> list[tuple[int, int]]:
    """The pairs of texts worth comparing word by word, given each text's fingerprints; each pair once, sorted.

    Texts with one fingerprint in common are lined up by their number, and only neighbours in a line are paired: the
    pairs are never more than the fingerprints, however many texts share a paragraph. Copies of one article meet in all
    the lines that are theirs alone. Pairs that share less than about a third of the smaller text are left out.
    """
    lines: dict[int, list[int]] = defaultdict(list)
    for number, marked in enumerate(marks):
        for mark in marked:
            lines[mark].append(number)
    neighbours = {pair for line in lines.values() for pair in pairwise(line)}
    return sorted(
        (one, other)
        for one, other in neighbours
        if len(marks[one] & marks[other]) >= _SHARED_FINGERPRINTS * min(len(marks[one]), len(marks[other]))
    )


class _Groups:
    """Disjoint sets; the least member stands for its set."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def of(self, member: int) -> int:
        while self._parent[member] != member:
            self._parent[member] = self._parent[self._parent[member]]
            member = self._parent[member]
        return member

    def join(self, one: int, other: int) -> None:
        low, high = sorted((self.of(one), self.of(other)))
        self._parent[high] = low


def _versions(articles: list[Text]) -> list[_Version]:
    """The different texts, ordered by their words alone, so that the order of the input cannot matter."""
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    read: dict[tuple[str, ...], RepostWords] = {}
    for place, article in enumerate(articles):
        words = RepostWords(article.text)
        key = tuple(words.exact_words)
        if len(words) < SHORT:
            key = (*RepostWords(article.title).exact_words, "", *key)  # no word is "": the key of no longer text
        places[key].append(place)
        read.setdefault(key, words)
    return [_version(read[key], found) for key, found in sorted(places.items())]


def _version(words: RepostWords, places: list[int]) -> _Version:
    marks = fingerprints(shingles(words.words)) if len(words) >= SHORT else frozenset()
    return _Version(words, marks, tuple(places))


def _answers(articles: list[Text], versions: list[_Version], groups: _Groups) -> list[Repost]:
    members: dict[int, list[int]] = defaultdict(list)
    for number, version in enumerate(versions):
        members[groups.of(number)] += version.places
    originals: dict[int, str] = {}
    for places in members.values():
        original = _original([articles[place] for place in sorted(places)])
        originals.update(dict.fromkeys(places, original.id))
    return [Repost(article.id, originals[place], originals[place]) for place, article in enumerate(articles)]


def _original(group: list[Text]) -> Text:
    """The original of a group given in input order."""
    earliest = _earliest(group)
    marks = [_marks_of_copying(article.text) for article in earliest]
    plain = [article for article, marked in zip(earliest, marks, strict=True) if marked == min(marks)]
    if _moment(plain[0].published_at) is None or all(map(_has_time, plain)):
        return plain[0]
    lengths = [len(article.text.split()) for article in plain]
    shortest, longest = min(lengths), max(lengths)
    if longest > _ROUND_UP * shortest:
        return plain[0]
    return next(a for a, length in zip(plain, lengths, strict=True) if length >= _UNCUT * longest)


def _earliest(group: list[Text]) -> list[Text]:
    """The articles that no other one of the group precedes; those without a date only when none has one.

    A date without a time is no earlier and no later than a moment of the same day.
    """
    dated = [(moment, article) for article in group if (moment := _moment(article.published_at))]
    if not dated:
        return group
    first_day = min(moment.date() for moment, _ in dated)
    on_first_day = [(moment, article) for moment, article in dated if moment.date() == first_day]
    first_moment = min((moment for moment, article in on_first_day if _has_time(article)), default=None)
    return [article for moment, article in on_first_day if not _has_time(article) or moment == first_moment]


def _marks_of_copying(text: str) -> int:
    """0: none; 1: it opens with a newspaper's mark; 2: it names another publication as its source."""
    return 2 if is_attributed(text) else int(has_house_dateline(text))


def _moment(published_at: str | None) -> datetime | None:
    """The moment stated, in the time of Viet Nam, None when nothing readable is stated."""
    try:
        moment = datetime.fromisoformat((published_at or "").strip())
    except ValueError:
        return None
    try:
        return moment.astimezone(_VIETNAM) if moment.tzinfo else moment.replace(tzinfo=_VIETNAM)
    except OverflowError:  # year 1 or 9999: no date of an article
        return None


def _has_time(article: Text) -> bool:
    return len((article.published_at or "").strip()) > len("2023-03-29")
