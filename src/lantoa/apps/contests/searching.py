"""What the search finds of contests: those that were announced."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from lantoa.apps.contests.models import Contest
from lantoa.apps.search.documents import Choice, SearchDocument

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class _Contests:
    """Announced contests, at their address on the portal that holds them."""

    kind: str = "contest"
    label: str = "cuộc thi"

    def documents(self, keys: Collection[str] | None) -> Iterator[SearchDocument]:
        contests = Contest.objects.public().select_related("portal", "agency").order_by("pk")
        contests = contests.prefetch_related("portal__sites_rooted_here", "rounds")
        if keys is not None:
            contests = contests.filter(pk__in=keys)
        for contest in contests.iterator(chunk_size=_CHUNK):
            yield _document(contest)

    def touched_by(self, kind: str, key: str) -> Collection[str]:
        if kind != "portalpage" or not key.isdecimal():
            return ()
        return {str(pk) for pk in Contest.objects.public().filter(portal=int(key)).values_list("pk", flat=True)}


def _document(contest: Any) -> SearchDocument:
    sites = list(contest.portal.sites_rooted_here.all())
    return SearchDocument(
        kind="contest",
        key=str(contest.pk),
        title=contest.title,
        lead=contest.introduction,
        text="\n".join(round_.title for round_ in contest.rounds.all()),
        path=contest.public_address,
        site=sites[0].root_url if sites else "",
        published_on=timezone.localdate(contest.announced_at),
        portal=Choice(str(contest.portal_id), contest.portal.title),
        agency=Choice(contest.agency.slug, contest.agency.short_name),
        illustrative=contest.illustrative,
    )


CONTESTS = _Contests()
