"""Public stories to be looked at anew, and saying that one is still right."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.accounts.roles import STAFF
from lantoa.apps.base.backoffice import office_page, page_of
from lantoa.apps.newsroom.actions.staleness import CannotConfirm, confirm_still_right
from lantoa.apps.newsroom.forms.staleness import StaleFilter
from lantoa.apps.newsroom.queries import portals_seen_by
from lantoa.apps.newsroom.queries.staleness import stale_among
from lantoa.apps.newsroom.queries.stories import portal_of_path, stories_seen_by
from lantoa.apps.newsroom.views.progress import board_trail, seen_story


@open_to(STAFF)
def stale(request: HttpRequest) -> HttpResponseBase:
    """List the public stories that somebody should look at, the longest due first."""
    portals = portals_seen_by(request.user)
    form = StaleFilter(request.GET, portals=portals)
    rows = stale_among(form.apply(stories_seen_by(request.user)), today=timezone.localdate())
    page, known = page_of(rows, request), list(portals)
    context = {
        "form": form,
        "page": page,
        "rows": [(story, portal_of_path(known, story.path)) for story in page],
    }
    return office_page(
        request, "newsroom/stale.html", context, title="Bài cần xem lại", icon="rotate", trail=board_trail()
    )


@require_POST
@open_to(STAFF)
def still_right(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Say that the story is still right; it is asked about again in half a year."""
    story = seen_story(request, pk)
    try:
        day = confirm_still_right(story=story, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    except CannotConfirm as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"Đã ghi nhận “{story.title}” vẫn đúng; hẹn xem lại ngày {day:%d/%m/%Y}.")
    return redirect("newsroom:stale")
