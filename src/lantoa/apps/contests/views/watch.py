"""The wall of a contest, for a projector: it refreshes itself and needs no script."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.accounts.roles import WHOLE_PROVINCE, roles_of
from lantoa.apps.base.backoffice import office_page
from lantoa.apps.contests.models import Contest
from lantoa.apps.contests.presenters.wall import wall_cards
from lantoa.apps.contests.queries.runners import RUNNERS
from lantoa.apps.contests.queries.wall import wall_rounds

REFRESH_SECONDS = 10
_ICON = "desktop"


@open_to(WHOLE_PROVINCE)
def wall(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show where each round stands; numbers only where none has to stay hidden. It costs the same for ten entrants
    and for a hundred thousand.
    """
    contest = get_object_or_404(Contest.objects.select_related("agency"), pk=pk)
    now = timezone.now()
    stopped = "dung" in request.GET
    context = {
        "contest": contest,
        "cards": wall_cards(wall_rounds(contest, at=now), at=now),
        "now": now,
        "seconds": REFRESH_SECONDS,
        "stopped": stopped,
        "may_run": bool(roles_of(request.user) & RUNNERS),
    }
    answer = office_page(request, "contests/wall.html", context, title=f"Bảng theo dõi: {contest.title}", icon=_ICON)
    if not stopped:
        answer["Refresh"] = str(REFRESH_SECONDS)
    answer["Cache-Control"] = "no-store"
    return answer
