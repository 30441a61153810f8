"""What the search finds among directives: those whose programme a person has confirmed."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from lantoa.apps.directives.models import Directive, Programme, Theme
from lantoa.apps.search.documents import Choice, SearchDocument


def theme_choice(theme: Theme, programme: Programme) -> Choice:
    """Return a theme as a value of the facet: with its year, as every programme counts its themes from T1."""
    return Choice(f"{theme.code.lower()}-{programme.year}", f"{theme.title} ({theme.code}, {programme.year})")


@dataclass(frozen=True, slots=True)
class _Directives:
    kind: str = "directive"
    label: str = "văn bản chỉ đạo"

    def documents(self, keys: Collection[str] | None) -> Iterator[SearchDocument]:
        rows = Directive.objects.filter(programme__state=Programme.State.CONFIRMED).select_related("programme")
        if keys is not None:
            rows = rows.filter(pk__in=keys)
        for row in rows.prefetch_related("programme__themes").order_by("pk").iterator(chunk_size=100):
            kind = (row.doc_type or "văn bản").strip().lower()
            name = kind[:1].upper() + kind[1:] + (f" số {row.identifier}" if row.identifier else "")
            yield SearchDocument(
                kind=self.kind,
                key=str(row.pk),
                title=name if row.identifier else row.subject or name,
                lead=(row.subject or "") if row.identifier else "",
                text=row.text,
                published_on=row.date,
                themes=tuple(theme_choice(theme, row.programme) for theme in row.programme.themes.all()),
                illustrative=row.programme.illustrative,
            )

    def touched_by(self, kind: str, key: str) -> Collection[str]:
        return ()


DIRECTIVES = _Directives()
