"""What published stories may prove, and handing them in."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.accounts.roles import STAFF, roles_of
from lantoa.apps.assignments.actions import CannotMove, NotYourAssignment
from lantoa.apps.assignments.models import Assignment
from lantoa.apps.base.backoffice import office_page, page_of
from lantoa.apps.newsroom.actions.fulfilment import CannotHandIn, hand_in_story
from lantoa.apps.newsroom.queries import portals_seen_by
from lantoa.apps.newsroom.queries.fulfilment import proposals_for
from lantoa.apps.newsroom.queries.stories import stories_seen_by
from lantoa.apps.newsroom.rights import EDITORIAL
from lantoa.apps.newsroom.views.progress import board_trail, seen_story


@open_to(STAFF)
def proposals(request: HttpRequest) -> HttpResponseBase:
    """List the published stories that may be the result of an open assignment."""
    found = proposals_for(stories_seen_by(request.user), portals=portals_seen_by(request.user), at=timezone.now())
    context = {"page": page_of(found, request), "may_act": bool(roles_of(request.user) & EDITORIAL)}
    return office_page(
        request, "newsroom/proposals.html", context, title="Bài có thể là kết quả của việc", icon="check",
        trail=board_trail(),
    )  # fmt: skip


@require_POST
@open_to(EDITORIAL)
def hand_in(request: HttpRequest, pk: int, assignment_pk: int) -> HttpResponseBase:
    """Hand the story in as proof of one assignment of the portal's agency."""
    story = seen_story(request, pk)
    own = Assignment.objects.of_agency(story.portal().agency).given()
    assignment = get_object_or_404(own, pk=assignment_pk)
    try:
        hand_in_story(story=story, assignment=assignment, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    except (CannotHandIn, CannotMove, NotYourAssignment) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Đã nộp địa chỉ bài làm tài liệu kiểm chứng; cán bộ chương trình sẽ xác nhận.")
    return redirect("newsroom:progress", pk=pk)
