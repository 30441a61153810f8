"""Counting what is searched for in vain, without slowing the search down and without anything of persons.

Misses are gathered in the memory of each process and written together: at once where the last writing is a while ago,
so that a quiet site loses nothing; a busy one writes a few statements every ten seconds however much is asked. What a
killed process had not written yet is lost, which a lower bound may be. One connection counts once a day for the same
words, and only for so many different ones: whoever presses again, or sends a list, is no second reader. Words that were
once searched for in vain are counted too when they are found, so that one sees whether it helped.
"""

import logging
import re
import threading
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import DatabaseError, transaction
from django.db.models import F
from django.utils import timezone

from lantoa.apps.base.limits import take_first
from lantoa.apps.search.models import SearchMiss
from lantoa.apps.search.possible_names import may_name
from lantoa.apps.search.queries import Found
from lantoa.apps.search.tokens import folded_tokens
from lantoa.core.analysis.personal_words import personal_words
from lantoa.core.viettext import to_nfc

_EVERY = timedelta(seconds=10)
# So many different words a day are kept; whoever sends more of them is no reader.
_MOST_A_DAY = 2_000
_MOST_WAITING = 500
# So many searches in vain of one connection a day are counted; offices and villages share one.
_MOST_OF_ONE = 60
_MOST_CONNECTIONS = 10_000
_DAY_SECONDS = 86_400
_MOST_LETTERS = 100
_KEPT = timedelta(days=365)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Miss:
    """One search in vain, ready to be counted."""

    day: date
    folded: str
    words: str
    kind: str


def miss_of(found: Found, *, day: date) -> Miss | None:
    """Return what is to be counted of a search; None where it found enough, and where the words could name somebody."""
    if found.total and not found.loosely:
        return None
    words = " ".join(to_nfc(found.question.text).replace("\0", "").split()).lower()
    folded = " ".join(folded_tokens(words))
    if not len(folded) >= 2 or max(len(folded), len(words)) > _MOST_LETTERS or not re.search("[a-z]", folded):
        return None
    if may_name(words, folded) or personal_words(found.question.text):
        return None
    kind = SearchMiss.Kind.POOR if found.total else SearchMiss.Kind.NOTHING
    return Miss(day, folded, words, kind.value)


def found_words(found: Found) -> str:
    """Return the folded words of a search that found enough, as `miss_of` writes them; "" for one that did not."""
    return " ".join(folded_tokens(to_nfc(found.question.text))) if found.total and not found.loosely else ""


class MissCounter:
    """The searches of one process that are not written yet: which words, asked through which connections."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._missed: dict[tuple[date, str], tuple[Miss, set[str]]] = {}
        self._found: dict[tuple[date, str], set[str]] = {}
        self._of_one: dict[str, int] = {}
        self._of_one_on: date | None = None
        self._written_at: datetime | None = None

    def note(self, miss: Miss, *, who: str, at: datetime) -> None:
        """Count a miss of a connection; write what has gathered where the last writing is ten seconds ago."""
        with self._lock:
            key = (miss.day, miss.folded)
            if (key in self._missed or len(self._missed) < _MOST_WAITING) and self._may(who, miss.day):
                self._missed.setdefault(key, (miss, set()))[1].add(who)
        self._write_if_due(at)

    def note_found(self, folded: str, *, day: date, who: str, at: datetime) -> None:
        """Count, likewise, that words were found; only of words once searched for in vain anything is written."""
        with self._lock:
            key = (day, folded)
            if key in self._found or len(self._found) < _MOST_WAITING:
                self._found.setdefault(key, set()).add(who)
        self._write_if_due(at)

    def _may(self, who: str, day: date) -> bool:
        if self._of_one_on != day or len(self._of_one) > _MOST_CONNECTIONS:
            self._of_one, self._of_one_on = {}, day
        self._of_one[who] = self._of_one.get(who, 0) + 1
        return self._of_one[who] <= _MOST_OF_ONE

    def _write_if_due(self, at: datetime) -> None:
        with self._lock:
            due = self._written_at is None or not timedelta(0) <= at - self._written_at < _EVERY
        if due:
            self.write(at=at)

    def write(self, *, at: datetime) -> None:
        """Write what has gathered. A database that is busy costs the counts, never the search."""
        with self._lock:
            missed, found, self._missed, self._found, self._written_at = self._missed, self._found, {}, {}, at
        try:
            if missed:
                times = _times({key: who for key, (_, who) in missed.items()}, "search.miss", at)
                count_misses({key: (missed[key][0], number) for key, number in times.items()})
            known = _once_missed(found) if found else {}
            if known:
                count_found(_times({key: found[key] for key in known}, "search.found", at), known)
        except DatabaseError:
            _log.warning("searches in vain could not be counted", exc_info=True)

    def forget(self) -> None:
        """Forget everything, as a new process."""
        self.__init__()  # type: ignore[misc]


def _times(waiting: Mapping[tuple[date, str], set[str]], name: str, at: datetime) -> dict[tuple[date, str], int]:
    """Return how many connections asked each for the first time today; what was only repeated is not among them."""
    keys = {f"{day}|{folded}|{who}": (day, folded) for (day, folded), whos in waiting.items() for who in whos}
    return dict(Counter(keys[key] for key in take_first(name, keys, seconds=_DAY_SECONDS, at=at)))


def _once_missed(found: Iterable[tuple[date, str]]) -> dict[tuple[date, str], SearchMiss]:
    """Return those of the words that were searched for in vain before, each with its newest such row. One query."""
    keys = list(found)
    rows = SearchMiss.objects.filter(folded__in=[folded for _, folded in keys], times__gt=0).order_by("day")
    newest = {row.folded: row for row in rows}
    return {key: newest[key[1]] for key in keys if key[1] in newest}


@transaction.atomic
def count_found(times: Mapping[tuple[date, str], int], known: Mapping[tuple[date, str], SearchMiss]) -> None:
    """Add how often words once missed were found to the rows of their day. Two queries and one for each of them."""
    SearchMiss.objects.bulk_create(
        (
            SearchMiss(day=day, folded=folded, words=known[day, folded].words, kind=known[day, folded].kind)
            for day, folded in times
        ),
        ignore_conflicts=True,
    )
    for (day, folded), number in times.items():
        SearchMiss.objects.filter(day=day, folded=folded).update(found_times=F("found_times") + number)


COUNTER = MissCounter()


@transaction.atomic
def count_misses(waiting: Mapping[tuple[date, str], tuple[Miss, int]]) -> None:
    """Add the counts to the rows of their day. A few statements, whatever their number."""
    by_day: dict[date, list[tuple[Miss, int]]] = {}
    for miss, times in waiting.values():
        by_day.setdefault(miss.day, []).append((miss, times))
    for day, counted in by_day.items():
        rows = SearchMiss.objects.filter(day=day)
        known = set(rows.filter(folded__in=[miss.folded for miss, _ in counted]).values_list("folded", flat=True))
        room = max(_MOST_A_DAY - rows.count(), 0)
        new = [miss for miss, _ in counted if miss.folded not in known][:room]
        SearchMiss.objects.bulk_create(
            (SearchMiss(day=day, folded=miss.folded, words=miss.words, kind=miss.kind) for miss in new),
            ignore_conflicts=True,
        )
        by_times: dict[int, list[str]] = {}
        for miss, times in counted:
            by_times.setdefault(times, []).append(miss.folded)
        for times, folded in by_times.items():
            rows.filter(folded__in=folded).update(times=F("times") + times)


def sweep_search_misses(*, at: datetime) -> int:
    """Return the number of rows deleted because they are older than a year."""
    return SearchMiss.objects.filter(day__lt=timezone.localdate(at) - _KEPT).delete()[0]
