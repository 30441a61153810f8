"""Counting what is searched for in vain, without slowing the search down and without anything of persons.

Misses are gathered in the memory of each process and written together: at once where the last writing is a while ago,
so that a quiet site loses nothing; a busy one writes a few statements every ten seconds however much is asked. What a
killed process had not written yet is lost, which a lower bound may be.
"""

import logging
import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import DatabaseError, transaction
from django.db.models import F
from django.utils import timezone

from lantoa.apps.search.models import SearchMiss
from lantoa.apps.search.queries import Found
from lantoa.apps.search.tokens import folded_tokens
from lantoa.core.analysis.personal_words import personal_words
from lantoa.core.viettext import to_nfc

_EVERY = timedelta(seconds=10)
# So many different words a day are kept; whoever sends more of them is no reader.
_MOST_A_DAY = 2_000
_MOST_WAITING = 500
_MOST_LETTERS = 100
_KEPT = timedelta(days=365)
# As a telephone, an account or a paper is numbered, however it is parted; a year or a document number is shorter.
_LONG_NUMBER = re.compile(r"\d(?:[\s.\-]?\d){5,}")
# Names without marks, as many type them; not "do thi" (đô thị).
_PLAIN_NAME = re.compile(
    r"\b(?:nguyen|tran|le|pham|hoang|huynh|phan|vu|vo|dang|bui|ho|ngo|duong|ly|dinh|truong|mai|cao|trinh|doan|luong|luu"
    r"|ha) (?:van|thi) [a-z]"
)
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
    if "@" in words or _LONG_NUMBER.search(words) or _PLAIN_NAME.search(folded):
        return None
    if personal_words(found.question.text):
        return None
    kind = SearchMiss.Kind.POOR if found.total else SearchMiss.Kind.NOTHING
    return Miss(day, folded, words, kind.value)


class MissCounter:
    """The misses of one process that are not written yet."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: dict[tuple[date, str], tuple[Miss, int]] = {}
        self._written_at: datetime | None = None

    def note(self, miss: Miss, *, at: datetime) -> None:
        """Count a miss; write what has gathered where the last writing is ten seconds ago."""
        with self._lock:
            key = (miss.day, miss.folded)
            known, times = self._waiting.get(key, (miss, 0))
            if times or len(self._waiting) < _MOST_WAITING:
                self._waiting[key] = (known, times + 1)
            due = self._written_at is None or not timedelta(0) <= at - self._written_at < _EVERY
        if due:
            self.write(at=at)

    def write(self, *, at: datetime) -> None:
        """Write what has gathered. A database that is busy costs the counts, never the search."""
        with self._lock:
            waiting, self._waiting, self._written_at = self._waiting, {}, at
        if not waiting:
            return
        try:
            count_misses(waiting)
        except DatabaseError:
            _log.warning("searches in vain could not be counted", exc_info=True)

    def forget(self) -> None:
        """Forget everything, as a new process."""
        self.__init__()  # type: ignore[misc]


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
