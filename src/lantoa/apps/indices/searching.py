"""What the search finds of indices: what each is, and its editions; only what is in public."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from lantoa.apps.indices.models import Component, Edition, Index
from lantoa.apps.search.documents import SearchDocument

# Where the public reads of indices.
ADDRESS = "/chi-so/"


def _open_editions() -> QuerySet[Edition]:
    return Edition.objects.filter(opened_at__isnull=False)


@dataclass(frozen=True, slots=True)
class _Indices:
    """Indices with an edition in public, found by their names, their components and what is said of them."""

    kind: str = "index"
    label: str = "chỉ số"

    def documents(self, keys: Collection[str] | None) -> Iterator[SearchDocument]:
        rows = Index.objects.filter(pk__in=_open_editions().values("index"))
        if keys is not None:
            rows = rows.filter(pk__in=keys)
        editions = _open_editions().order_by("-year_measured")
        for row in rows.prefetch_related(Prefetch("editions", editions)).order_by("pk"):
            yield _of_index(row, list(row.editions.all()))

    def touched_by(self, kind: str, key: str) -> Collection[str]:
        return ()


def _of_index(index: Index, editions: list[Edition]) -> SearchDocument:
    parts = Component.objects.filter(scale=editions[0].scale_id).exclude(parent=None).order_by("position", "pk")
    lines = [index.name, *index.other_names, index.who_measures, index.how_measured]
    lines += [f"{part.name}. {part.plain_words}" for part in parts]
    return SearchDocument(
        kind="index",
        key=str(index.pk),
        title=f"{index.short_name} là gì",
        lead=f"{index.name}{_also(index)}. {index.what_it_means}".strip(),
        text="\n".join(line for line in lines if line),
        path=f"{ADDRESS}{index.slug}/la-gi/",
        illustrative=all(edition.illustrative for edition in editions),
    )


def _also(index: Index) -> str:
    return f" (còn gọi {', '.join(index.other_names)})" if index.other_names else ""


@dataclass(frozen=True, slots=True)
class _Editions:
    """Editions in public, each at its page; a change of an index concerns them all."""

    kind: str = "edition"
    label: str = "kỳ công bố chỉ số"

    def documents(self, keys: Collection[str] | None) -> Iterator[SearchDocument]:
        rows = _open_editions().select_related("index", "source")
        if keys is not None:
            rows = rows.filter(pk__in=keys)
        for row in rows.order_by("pk").iterator(chunk_size=500):
            index = row.index
            yield SearchDocument(
                kind=self.kind,
                key=str(row.pk),
                title=f"{index.short_name} năm {row.year_measured}",
                lead=f"{index.name}{_also(index)}, đo năm {row.year_measured}. Nơi công bố: {index.publisher}.",
                text="\n".join(part for part in (row.decision, row.note) if part),
                path=f"{ADDRESS}{index.slug}/{row.year_measured}/",
                published_on=row.published_on,
                illustrative=row.illustrative,
            )

    def touched_by(self, kind: str, key: str) -> Collection[str]:
        if kind != "index" or not key.isdecimal():
            return ()
        return {str(pk) for pk in Edition.objects.filter(index=int(key)).values_list("pk", flat=True)}


INDICES = _Indices()
EDITIONS = _Editions()
