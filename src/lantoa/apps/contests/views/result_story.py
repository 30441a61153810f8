"""The story on a round's result: what it would say, in which column it is drafted."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_POST

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.accounts.roles import Role
from lantoa.apps.base.backoffice import Crumb, office_page
from lantoa.apps.contests.actions.result_stories import CannotDraftStory, draft_results_story, story_of
from lantoa.apps.contests.forms.result_story import ColumnForm
from lantoa.apps.contests.models import Round
from lantoa.apps.contests.queries.runners import RUNNERS
from lantoa.apps.newsroom.models import ColumnPage

DRAFTERS = RUNNERS | {Role.EDITOR}


@open_to(DRAFTERS)
def result_story(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show what the story would say, and the columns it may stand in."""
    round_ = _found(pk)
    return _page(request, round_, ColumnForm(columns=_columns(round_)))


@require_POST
@open_to(DRAFTERS)
def draft(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Draft the story and open it in the editor."""
    round_ = _found(pk)
    form = ColumnForm(request.POST, columns=_columns(round_))
    if not form.is_valid():
        return _page(request, round_, form, status=422)
    column, by = form.cleaned_data["column"], request.user
    try:
        story = draft_results_story(round=round_, column=column, by=by, at=timezone.now())  # type: ignore[arg-type]
    except CannotDraftStory as error:
        messages.error(request, str(error))
        return redirect("contests:result_story", pk)
    messages.success(request, "Đã có bản nháp; hãy đọc lại, sửa, rồi gửi duyệt như mọi bài khác.")
    return redirect("wagtailadmin_pages:edit", story.pk)


def _found(pk: int) -> Round:
    return get_object_or_404(Round.objects.select_related("contest__portal", "story"), pk=pk)


def _columns(round_: Round) -> QuerySet[ColumnPage]:
    found: QuerySet[ColumnPage] = ColumnPage.objects.descendant_of(round_.contest.portal).order_by("title")
    return found


def _page(request: HttpRequest, round_: Round, form: ColumnForm, *, status: int = 200) -> HttpResponseBase:
    told = story_of(round_)
    context: dict[str, Any] = {"round": round_, "story": round_.story, "form": form}
    if told:
        words = told[1]
        # The paragraphs are made of escaped words in result_story.py.
        context |= {"words": words, "body": mark_safe("".join(words.paragraphs))}
    wall: list[Crumb] = [("Bảng theo dõi", reverse("contests:wall", args=[round_.contest_id]))]
    title = f"Tin kết quả {round_.title}"
    return office_page(
        request, "contests/result_story.html", context, title=title, icon="doc-full", trail=wall, status=status
    )
