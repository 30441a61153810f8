"""The board of the newsroom: every story on its way to the public."""

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.accounts.roles import STAFF
from lantoa.apps.base.backoffice import office_page, page_of
from lantoa.apps.newsroom.forms.board import BoardFilter
from lantoa.apps.newsroom.presenters.board import board_lines
from lantoa.apps.newsroom.queries import portals_seen_by
from lantoa.apps.newsroom.queries.board import late_states, read_states, states_of
from lantoa.apps.newsroom.queries.stories import stories_seen_by


@open_to(STAFF)
def board(request: HttpRequest) -> HttpResponseBase:
    """List the stories in a workflow that the user may see, the earliest due first."""
    today, portals = timezone.localdate(), portals_seen_by(request.user)
    stories = stories_seen_by(request.user)
    form = BoardFilter(request.GET, portals=portals)
    page = page_of(form.apply(stories, user=request.user, today=today), request)  # type: ignore[arg-type]
    rows = read_states(page.object_list, portals=portals, today=today)
    context = {
        "form": form,
        "page": page,
        "lines": board_lines(rows, today=today),
        "late": late_states(states_of(stories), today=today).count(),
        "filtered": bool(request.GET),
    }
    return office_page(request, "newsroom/board.html", context, title="Bài đang làm", icon="list-ul")
