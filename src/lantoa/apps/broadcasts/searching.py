"""What the search finds of bulletins: those that the public may hear."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.utils import timezone
from wagtail.models import Site

from lantoa.apps.broadcasts.models import Bulletin
from lantoa.apps.broadcasts.queries.heard import heard_bulletins
from lantoa.apps.directives.searching import theme_choice
from lantoa.apps.search.documents import Choice, SearchDocument

# Where the public hears bulletins.
ADDRESS = "/nghe/"
_CHUNK = 200


@dataclass(frozen=True, slots=True)
class _Bulletins:
    """Approved, listed bulletins from the day on which they begin, found by their title and by what they say."""

    kind: str = "bulletin"
    label: str = "bản tin phát thanh"

    def documents(self, keys: Collection[str] | None) -> Iterator[SearchDocument]:
        rows = heard_bulletins(at=timezone.now()).select_related("agency")
        if keys is not None:
            rows = rows.filter(pk__in=keys)
        rows = rows.prefetch_related("items", "themes__programme").order_by("pk")
        # The portal of the province has all of them, another one perhaps not.
        site = Site.objects.filter(is_default_site=True).first()
        root = site.root_url if site else ""
        for bulletin in rows.iterator(chunk_size=_CHUNK):
            yield _document(bulletin, root)

    def touched_by(self, kind: str, key: str) -> Collection[str]:
        return ()


def _document(bulletin: Bulletin, root: str) -> SearchDocument:
    items = list(bulletin.items.all())
    return SearchDocument(
        kind="bulletin",
        key=str(bulletin.pk),
        title=bulletin.title,
        lead=". ".join(item.title for item in items),
        text="\n".join(item.written for item in items),
        path=f"{ADDRESS}{bulletin.slug}/",
        site=root,
        published_on=timezone.localdate(bulletin.valid_from),
        agency=Choice(bulletin.agency.slug, bulletin.agency.short_name),
        themes=tuple(theme_choice(theme, theme.programme) for theme in bulletin.themes.all()),
        illustrative=bulletin.illustrative,
    )


BULLETINS = _Bulletins()
