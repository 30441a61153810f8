"""What the search finds of feedback: the wording that was moderated for the public, never what the citizen wrote."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.utils import timezone

from lantoa.apps.feedback.addresses import public_address
from lantoa.apps.feedback.models import Feedback
from lantoa.apps.search.documents import Choice, SearchDocument

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class _PublicFeedback:
    """Pieces of feedback in the public list, each at its page."""

    kind: str = "feedback"
    label: str = "phản ánh, kiến nghị"

    def documents(self, keys: Collection[str] | None) -> Iterator[SearchDocument]:
        rows = Feedback.objects.public().select_related("agency", "sector").order_by("pk")
        if keys is not None:
            rows = rows.filter(pk__in=[key for key in keys if key.isdecimal()])
        for row in rows.iterator(chunk_size=_CHUNK):
            yield _document(row)

    def touched_by(self, kind: str, key: str) -> Collection[str]:
        return ()


def _document(row: Feedback) -> SearchDocument:
    return SearchDocument(
        kind="feedback",
        key=str(row.pk),
        title=row.public_title,
        lead=row.public_words,
        text=f"{row.public_answer}\n{row.sector.name}\n{row.code}",
        path=public_address(row.code),
        published_on=timezone.localdate(row.sent_at),
        agency=Choice(row.agency.slug, row.agency.short_name) if row.agency else None,
        illustrative=row.illustrative,
    )


FEEDBACK = _PublicFeedback()
