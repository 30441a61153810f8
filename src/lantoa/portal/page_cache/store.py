"""The pages that one process keeps, each under the subjects that would make it wrong; bounded in bytes."""

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from lantoa.portal.page_cache.answers import Answer

# A page that names all it depends on is still made anew now and then: days pass, and a transaction of many minutes
# could be overlooked (changes.py).
EXACT_SECONDS = 600.0
# The others, and every page while nobody watches the log of changes.
UNWATCHED_SECONDS = 60.0
# So long after its last good look the watcher counts as gone.
_WATCH_LASTS_SECONDS = 5.0
# Whoever is making a page anew, the old one may still be given for so long when it is old and not known to be wrong.
GRACE_SECONDS = 30.0
_MOST_SUBJECTS = 10_000
_AFTER_EVICTION = 0.9


class Key(NamedTuple):
    """What makes two requests the same; the encoding comes on top (answers.py)."""

    scheme: str
    host: str
    path: str
    query: str


@dataclass(slots=True)
class KeptPage:
    """One page with its answers by encoding ("" for none); `made_at` and `used_at` are of the store's clock. `lasts`:
    after so many seconds the clock has changed it, None for never.
    """

    answers: dict[str, Answer]
    subjects: frozenset[str]
    exact: bool
    made_at: float
    used_at: float = 0.0
    lasts: float | None = None
    size: int = field(init=False)

    def __post_init__(self) -> None:
        self.size = 500 + sum(len(answer.body) + 600 for answer in self.answers.values())


def heard_by(subject: str) -> list[str]:
    """Return the calls that reach a page depending on this subject.

    >>> heard_by("storypage:12"), heard_by("coverage")
    (['storypage:12', 'storypage'], ['coverage', 'coverage:*'])
    """
    kind, colon, _key = subject.partition(":")
    return [subject, kind] if colon else [subject, f"{subject}:*"]


def calls_of(subject: str) -> list[str]:
    """Return the calls that a change of this subject sends out.

    >>> calls_of("storypage:12"), calls_of("coverage")
    (['storypage:12', 'storypage:*'], ['coverage'])
    """
    kind, colon, _key = subject.partition(":")
    return [subject, f"{kind}:*"] if colon else [subject]


class PageStore:
    """Pages by key. Reading takes no lock; whatever changes the store does.

    `position` counts the changes heard of. Whoever makes a page notes it before the first query and hands it in with
    the page: a page whose subject has changed since is not kept.
    """

    def __init__(self, *, most_bytes: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._most_bytes = most_bytes
        self._lock = threading.Lock()
        self._pages: dict[Key, KeptPage] = {}
        self._hearing: dict[str, set[Key]] = {}
        # Pages with and without a question in their address share the room by halves, so that no flood of questions
        # pushes the first page out.
        self._bytes = {False: 0, True: 0}
        self._changed_at: dict[str, int] = {}
        self._all_changed_at = 0
        self._watched_at = float("-inf")
        self.position = 0

    def __len__(self) -> int:
        return len(self._pages)

    @property
    def size(self) -> int:
        """Return the bytes kept."""
        return sum(self._bytes.values())

    def get(self, key: Key) -> KeptPage | None:
        """Return the page if it is still good."""
        page = self._pages.get(key)
        if page is None:
            return None
        now = self._clock()
        if now - page.made_at > self._lasts(page, now):
            return None
        page.used_at = now
        return page

    def get_old(self, key: Key) -> KeptPage | None:
        """Return the page also when its time is up, for a short while: for whoever would wait for a new one."""
        page = self._pages.get(key)
        if page is None:
            return None
        now = self._clock()
        if page.lasts is not None and now - page.made_at > page.lasts:
            return None  # a round has opened or closed since: an old page would say what is no longer so
        return page if now - page.made_at <= self._lasts(page, now) + GRACE_SECONDS else None

    def age(self, page: KeptPage) -> int:
        """Return how many whole seconds ago the page was made."""
        return max(0, int(self._clock() - page.made_at))

    def _lasts(self, page: KeptPage, now: float) -> float:
        watched = now - self._watched_at <= _WATCH_LASTS_SECONDS
        most = EXACT_SECONDS if page.exact and watched else UNWATCHED_SECONDS
        return most if page.lasts is None else min(most, page.lasts)

    def now(self) -> float:
        return self._clock()

    def put(self, key: Key, page: KeptPage, *, seen: int) -> bool:
        """Keep the page unless a subject of it has changed after position `seen`; return whether it is kept."""
        share = bool(key.query)
        with self._lock:
            calls = [call for subject in page.subjects for call in heard_by(subject)]
            if seen < self._all_changed_at or any(self._changed_at.get(call, 0) > seen for call in calls):
                return False
            if page.size > self._most_bytes // 2:
                return False
            self._drop([key])
            page.used_at = page.made_at
            self._pages[key] = page
            self._bytes[share] += page.size
            for call in calls:
                self._hearing.setdefault(call, set()).add(key)
            if self._bytes[share] > self._most_bytes // 2:
                self._drop(self._least_used(share))
            return True

    def changed(self, subjects: Iterable[str]) -> None:
        """Forget every page that depends on one of the subjects, also one that is being made right now."""
        with self._lock:
            self.position += 1
            for subject in subjects:
                for call in calls_of(subject):
                    self._changed_at[call] = self.position
                    self._drop(list(self._hearing.get(call, ())))
            if len(self._changed_at) > _MOST_SUBJECTS:
                self._changed_at.clear()
                self._all_changed_at = self.position

    def clear(self) -> None:
        """Forget every page, also those that are being made right now."""
        with self._lock:
            self.position += 1
            self._all_changed_at = self.position
            self._changed_at.clear()
            self._drop(list(self._pages))

    def watched(self, at: float) -> None:
        """Note that the log of changes had been read up to this moment of the store's clock."""
        self._watched_at = at

    def _least_used(self, share: bool) -> Iterator[Key]:
        keys = sorted((key for key in self._pages if bool(key.query) is share), key=self._used_at)
        for key in keys:
            if self._bytes[share] <= self._most_bytes // 2 * _AFTER_EVICTION:
                return
            yield key

    def _used_at(self, key: Key) -> float:
        return self._pages[key].used_at

    def _drop(self, keys: Iterable[Key]) -> None:
        for key in keys:
            page = self._pages.pop(key, None)
            if page is None:
                continue
            self._bytes[bool(key.query)] -= page.size
            for subject in page.subjects:
                for call in heard_by(subject):
                    hearing = self._hearing.get(call, set())
                    hearing.discard(key)
                    if not hearing:
                        self._hearing.pop(call, None)
