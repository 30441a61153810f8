"""Writes of the index: it is made from what apps give, and follows the log of public changes."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import islice

import tantivy
from django.conf import settings
from django.db.models import Max, Min

from lantoa.apps.base.models import PublicChange
from lantoa.apps.search.documents import Provider, SearchDocument, providers
from lantoa.apps.search.index import SCHEMA_VERSION, open_index, open_writer, to_index
from lantoa.apps.search.storage import (
    NoIndex,
    State,
    guarded,
    is_marked_broken,
    mark_left,
    read_state,
    search_folder,
    unmark_broken,
    unmark_left,
    write_state,
    writing,
)
from lantoa.apps.search.vocabulary import Vocabulary, kept_vocabulary

# Rows of the log may appear behind those already read (PublicChange): so far back they are looked for.
LOOKED_BACK = 1_000
_BATCH = 500


def rebuild_search(*, on_progress: Callable[[int], None] = lambda done: None) -> int:
    """Return the number of documents of an index made anew; readers use the old one until it is ready.

    IndexBusy when another process is writing.
    """
    with writing():
        return _rebuild(on_progress)


def refresh_search() -> int:
    """Return how many documents were put in or taken out because public pages changed; the whole number when the
    index had to be made anew: absent, broken, of another version, or behind what is left of the log.

    IndexBusy when another process is writing.
    """
    with writing():
        state = read_state()
        if state is None or is_marked_broken() or _is_behind(state):
            return _rebuild(lambda done: None)
        try:
            return _apply(state)
        except NoIndex:
            return _rebuild(lambda done: None)


def _rebuild(on_progress: Callable[[int], None]) -> int:
    position, seen = _known_rows()  # before the documents are read: what changes meanwhile is read again
    taken = [int(folder.name.removeprefix("index-")) for folder in search_folder().glob("index-*")]
    state = State(SCHEMA_VERSION, max(taken, default=0) + 1, position, seen)
    state.folder.mkdir()
    index, vocabulary, done = open_index(str(state.folder), create=True), Vocabulary(), 0
    writer = open_writer(index)
    for provider in providers().values():
        for document in provider.documents(None):
            writer.add_document(to_index(document, provider.label))
            _learn(vocabulary, provider, document)
            done += 1
            if done % _BATCH == 0:
                on_progress(done)
    writer.commit()
    writer.wait_merging_threads()
    vocabulary.keep()
    write_state(state)
    unmark_broken()
    unmark_left()
    on_progress(done)
    return done


def _learn(vocabulary: Vocabulary, provider: Provider, document: SearchDocument) -> None:
    """Let the titles teach suggestions, but for those that citizens wrote: what is learnt is never forgotten."""
    if provider.kind not in settings.SEARCHED_OF_CITIZENS:
        vocabulary.learn(document)


def _is_behind(state: State) -> bool:
    """Return whether rows that the index has not read are gone, or are those of another database."""
    rows = PublicChange.objects.aggregate(oldest=Min("pk"), newest=Max("pk"))
    if rows["newest"] is None:
        return state.position > 0
    return bool(rows["newest"] < state.position or rows["oldest"] > state.position + 1)


def _known_rows() -> tuple[int, tuple[int, ...]]:
    newest = PublicChange.objects.aggregate(newest=Max("pk"))["newest"] or 0
    return newest, tuple(
        PublicChange.objects.filter(pk__gt=newest - LOOKED_BACK, pk__lte=newest)
        .order_by("pk")
        .values_list("pk", flat=True)
    )


def _apply(state: State) -> int:
    rows = PublicChange.objects.filter(pk__gt=state.position - LOOKED_BACK).order_by("pk")
    seen = set(state.seen)
    fresh = {pk: subject for pk, subject in rows.values_list("pk", "subject") if pk not in seen}
    if not fresh:
        return 0
    changed = _put(state, _concerned(fresh.values()))
    position = max(state.position, *fresh)
    known = tuple(sorted(pk for pk in seen | fresh.keys() if pk > position - LOOKED_BACK))
    write_state(State(state.schema, state.generation, position, known))
    return changed


def _concerned(subjects: Iterable[str]) -> dict[str, set[str] | None]:
    """Return the keys of the documents that these changes concern, by kind; None for all of a kind."""
    concerned: dict[str, set[str] | None] = defaultdict(set)
    for subject in dict.fromkeys(subjects):
        kind, _, key = subject.partition(":")
        for provider in providers().values():
            keys = concerned[provider.kind]
            if kind == provider.kind and not key:
                concerned[kind] = None
            elif keys is not None:
                keys.update([key] if kind == provider.kind else provider.touched_by(kind, key))
    return {kind: keys for kind, keys in concerned.items() if keys is None or keys}


def _put(state: State, concerned: dict[str, set[str] | None]) -> int:
    if not concerned:
        return 0
    index = guarded(lambda: open_index(str(state.folder)))
    writer, vocabulary, changed = guarded(lambda: open_writer(index)), kept_vocabulary(), 0
    for kind, keys in concerned.items():
        changed += _put_kind(writer, providers()[kind], keys, vocabulary)
    writer.commit()
    writer.wait_merging_threads()
    vocabulary.keep()
    return changed


def _put_kind(writer: tantivy.IndexWriter, provider: Provider, keys: set[str] | None, vocabulary: Vocabulary) -> int:
    """Return how many documents of a kind were put in or taken out."""
    changed = 0
    if provider.kind in settings.SEARCHED_OF_CITIZENS:
        mark_left()
    if keys is None:
        writer.delete_documents_by_term("kind", provider.kind)
        for document in provider.documents(None):
            writer.add_document(to_index(document, provider.label))
            changed += 1
        return changed
    waiting = iter(sorted(keys))
    while batch := list(islice(waiting, _BATCH)):
        for key in batch:
            writer.delete_documents_by_term("subject", f"{provider.kind}:{key}")
        for document in provider.documents(batch):
            writer.add_document(to_index(document, provider.label))
            _learn(vocabulary, provider, document)
        changed += len(batch)
    return changed
