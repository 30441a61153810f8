"""Re-posts: the same article on several sites, found in about linear time."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from itertools import pairwise

from .attribution import is_attributed
from .repost_alignment import is_same_article
from .repost_words import RepostWords, fingerprints, shingles

SHORT = 15
"""Words below which texts are grouped only when title and text are equal but for accents, case and punctuation."""

_SHARED_FINGERPRINTS = 0.35
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
    The original is the earliest published; where no date is stated, the first that names no other publication as its
    source, else the first. Groups do not depend on the order of the input. Cost: about linear, see `candidate_pairs`.

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
    dated = [(moment, article) for article in group if (moment := _moment(article.published_at))]
    if dated:
        first_day = min(moment.date() for moment, _ in dated)
        on_first_day = [(moment, article) for moment, article in dated if moment.date() == first_day]
        # A date without a time cannot be put before or after a time of the same day.
        if all(_has_time(article) for _, article in on_first_day):
            earliest = min(moment for moment, _ in on_first_day)
            on_first_day = [(moment, article) for moment, article in on_first_day if moment == earliest]
        group = [article for _, article in on_first_day]
    return next((article for article in group if not is_attributed(article.text)), group[0])


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
