"""The folder of the index: its present generation, how far it has read the log of changes, one writer at a time.

    search/state.json      the generation in use and its position; replaced in one step
    search/index-<n>/      a generation: Tantivy's files
    search/vocabulary.json what suggestions are made from
    search/lock            held by whoever writes
    search/left            since when the files of the generation hold what citizens wrote and is found no more
    search/broken          somebody could not read the index: the next sweep makes another

Readers never wait for the lock: they open what state.json names, and open again when it was replaced.
"""

import fcntl
import json
import logging
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TypeVar

import tantivy
from django.conf import settings

from lantoa.apps.search.index import SCHEMA_VERSION, open_index

_log = logging.getLogger(__name__)
Answer = TypeVar("Answer")
_ENDS = (KeyboardInterrupt, SystemExit, GeneratorExit)


class NoIndex(Exception):
    """There is no index that can be read now; the next sweep makes one."""


class IndexBusy(Exception):
    """Another process is writing the index."""


@dataclass(frozen=True, slots=True)
class State:
    """The generation in use: its number, how many documents it got, and which rows of the log it knows.

    `position` is the highest row that is known; `seen` are the known rows shortly below it, as later ones may appear
    between them (PublicChange).
    """

    schema: int
    generation: int
    position: int
    seen: tuple[int, ...] = ()

    @property
    def folder(self) -> Path:
        return search_folder() / f"index-{self.generation}"


def search_folder() -> Path:
    """Return the folder of the index, made if need be."""
    folder = Path(settings.SEARCH_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def read_state() -> State | None:
    """Return the state, None when there is no index, or one that another version of the program made."""
    try:
        values = json.loads((search_folder() / "state.json").read_text(encoding="utf-8"))
        state = State(**{**values, "seen": tuple(values["seen"])})
    except (OSError, ValueError, TypeError, KeyError):
        return None
    return state if state.schema == SCHEMA_VERSION and state.folder.is_dir() else None


def write_state(state: State) -> None:
    """Put this state in force for every reader; older generations are cleared away."""
    replace_file("state.json", json.dumps(asdict(state)))
    for folder in search_folder().glob("index-*"):
        if folder != state.folder:
            shutil.rmtree(folder, ignore_errors=True)


def replace_file(name: str, text: str) -> None:
    """Write a file of the folder in one step: readers see the old one or the new one."""
    target = search_folder() / name
    written = target.with_suffix(f".{os.getpid()}.{threading.get_ident()}")
    written.write_text(text, encoding="utf-8")
    written.replace(target)


@contextmanager
def writing() -> Iterator[None]:
    """Hold the folder for writing; IndexBusy when somebody else does."""
    with (search_folder() / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as held:
            raise IndexBusy from held
        yield


def mark_broken() -> None:
    """Ask the next sweep for a new index."""
    (search_folder() / "broken").touch()


def is_marked_broken() -> bool:
    return (search_folder() / "broken").exists()


def unmark_broken() -> None:
    (search_folder() / "broken").unlink(missing_ok=True)


def mark_left() -> None:
    """Note that something a citizen wrote was taken out; the files hold it until the index is made anew."""
    left = search_folder() / "left"
    if not left.exists():
        left.touch()


def left_since() -> float | None:
    """Return since when (seconds since 1970) the files hold what was taken out; None where they hold nothing such."""
    try:
        return (search_folder() / "left").stat().st_mtime
    except FileNotFoundError:
        return None


def unmark_left() -> None:
    (search_folder() / "left").unlink(missing_ok=True)


def guarded(ask: Callable[[], Answer]) -> Answer:
    """Return what is asked of Tantivy; NoIndex when its files are broken, which is noted for the next sweep.

    The library says so by ValueError or OSError, or by a panic, which is no Exception; mistakes of ours go through.
    """
    try:
        return ask()
    except (ValueError, OSError) as broken:
        raise _broken(broken) from broken
    except Exception:
        raise
    except _ENDS:
        raise
    except BaseException as panic:
        raise _broken(panic) from panic


def _broken(reason: BaseException) -> NoIndex:
    _log.warning("the search index cannot be read: %s", reason)
    mark_broken()
    return NoIndex(str(reason))


_open: dict[str, tuple[tuple[int, int], tantivy.Index]] = {}
_opening = threading.Lock()


def searcher() -> tuple[tantivy.Index, tantivy.Searcher]:
    """Return a view of the index as it is now; NoIndex when there is none. Opened again only after a change."""
    state_file = search_folder() / "state.json"
    try:
        looked = state_file.stat()
    except OSError as absent:
        raise NoIndex("no index yet") from absent
    version, name = (looked.st_ino, looked.st_mtime_ns), str(state_file)
    with _opening:
        known = _open.get(name)
        if known is None or known[0] != version:
            state = read_state()
            if state is None:
                raise NoIndex("made by another version of the program")
            folder = str(state.folder)
            known = _open[name] = (version, guarded(lambda: open_index(folder)))
    index = known[1]
    return index, guarded(index.searcher)
