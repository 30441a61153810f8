"""The document library: directives of confirmed programmes beside the documents that the newsroom keeps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lantoa.apps.directives.models import Directive, Programme
from lantoa.apps.newsroom.models import LibraryDocument
from lantoa.core.viettext import fold

_DIRECTIVE = "directive"


@dataclass(frozen=True, slots=True)
class LibraryEntry:
    """A document of the library as lists need it: where its row is, and what it is sought by."""

    kind: str
    pk: int
    issued_on: date | None
    words: str


def library_entries() -> list[LibraryEntry]:
    """Return every document that readers may open, newest first, those without a day last. Two queries.

    A province's library holds hundreds of documents, so all of them are looked through in memory.
    """
    confirmed = Directive.objects.filter(programme__state=Programme.State.CONFIRMED).distinct()
    read = confirmed.values_list("pk", "date", "number", "year_in_symbol", "symbol", "subject", "issuer")
    kept = LibraryDocument.objects.values_list("pk", "issued_on", "kind", "identifier", "subject", "issuer")
    entries = [LibraryEntry(_DIRECTIVE, pk, day, _folded(*words)) for pk, day, *words in read]
    entries += [LibraryEntry(kind, pk, day, _folded(*words)) for pk, day, kind, *words in kept]
    return sorted(entries, key=lambda entry: (entry.issued_on or date.min, entry.kind, entry.pk), reverse=True)


def _folded(*words: object) -> str:
    return fold(" ".join(str(word) for word in words if word))


def entries_asked(
    entries: Sequence[LibraryEntry], *, kind: str = "", year: int | None = None, words: str = ""
) -> list[LibraryEntry]:
    """Return the entries of a kind and year that hold every one of the words, with or without their marks."""
    wanted = fold(words).split()
    return [
        entry
        for entry in entries
        if (not kind or entry.kind == kind)
        and (not year or (entry.issued_on is not None and entry.issued_on.year == year))
        and all(word in entry.words for word in wanted)
    ]


def documents_at(entries: Sequence[LibraryEntry]) -> list[Directive | LibraryDocument]:
    """Return the rows of these entries in their order, with all that a list shows of them. At most two queries."""
    read = Directive.objects.in_bulk([entry.pk for entry in entries if entry.kind == _DIRECTIVE])
    documents = LibraryDocument.objects.select_related("file", "replaced_by__file")
    kept = documents.in_bulk([entry.pk for entry in entries if entry.kind != _DIRECTIVE])
    found = (read.get(entry.pk) if entry.kind == _DIRECTIVE else kept.get(entry.pk) for entry in entries)
    return [row for row in found if row is not None]
