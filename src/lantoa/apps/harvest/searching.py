"""What the search finds in the harvest: every article read from the agencies' own pages."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from lantoa.apps.harvest.models import Article
from lantoa.apps.search.documents import Choice, SearchDocument

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class _Articles:
    kind: str = "article"
    label: str = "bài đã thu thập"

    def documents(self, keys: Collection[str] | None) -> Iterator[SearchDocument]:
        rows = Article.objects.select_related("source__agency").order_by("pk")
        if keys is not None:
            rows = rows.filter(pk__in=keys)
        for row in rows.iterator(chunk_size=_CHUNK):
            agency = row.source.agency
            yield SearchDocument(
                kind=self.kind,
                key=str(row.pk),
                title=row.title,
                text=row.text,
                published_on=row.published_on,
                agency=Choice(agency.slug, agency.short_name),
                illustrative=row.source.illustrative,
            )

    def touched_by(self, kind: str, key: str) -> Collection[str]:
        return ()


ARTICLES = _Articles()
