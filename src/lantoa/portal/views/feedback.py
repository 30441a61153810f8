"""Public feedback: the list, one piece, its listed photos. Nothing that was not moderated is read here."""

from datetime import datetime, time, timedelta

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone

from lantoa.apps.accounts.rights import open_to_all
from lantoa.apps.feedback.actions.changes import public_subject
from lantoa.apps.feedback.store import attachment_answer
from lantoa.portal import presenters
from lantoa.portal.forms.feedback import FeedbackForm
from lantoa.portal.presenters.feedback import feedback_list_page, feedback_page
from lantoa.portal.presenters.feedback_feed import feedback_entries, feedback_feed_head, feedback_feeds
from lantoa.portal.public import KEPT_SECONDS, NothingThere, changes_at, depends_on, public_page
from lantoa.portal.queries import asked_portal
from lantoa.portal.queries.feedback import (
    feedback_asked,
    feedback_page_of,
    first_year,
    joined_counts,
    listed_photo,
    listed_photos,
    newest_listed,
    public_feedback,
    public_steps,
)
from lantoa.portal.views.frame import shown


@open_to_all
@public_page(depends=("feedback", "services"))
def feedback_list(request: HttpRequest) -> HttpResponse:
    """Answer with the pieces of feedback that the public may read, narrowed, sorted, by pages."""
    now = timezone.now()
    today = timezone.localdate(now)
    form = FeedbackForm(request.GET, today=today, first_year=first_year())
    asked = form.asked()
    page = feedback_page_of(feedback_asked(asked, today=today), request.GET.get("trang"))
    page.object_list = list(page.object_list)
    changes_at(request, _midnight(now), now=now)
    if asked.words:  # the index follows the changes a moment later
        changes_at(request, now + timedelta(seconds=KEPT_SECONDS), now=now)
    joined = joined_counts(page.object_list)
    feeds = feedback_feeds(asked, request.GET)
    shows = feedback_list_page(form=form, asked=asked, page=page, query=request.GET, joined=joined, feeds=feeds)
    return shown(request, "feedback_list", shows, "feedback")


@open_to_all
@public_page(depends=("feedback", "services"), timed=True)
def feedback_feed(request: HttpRequest, form: str) -> HttpResponse:
    """Answer with what was listed last of what the list can be narrowed to: a place, a sector, an agency."""
    if form not in presenters.FEED_TYPES:
        raise NothingThere("Tin phản ánh có ở ba dạng: rss, atom và json.")
    today = timezone.localdate()
    asked = FeedbackForm(request.GET, today=today, first_year=first_year()).asked()
    portal = asked_portal(request)
    root = portal.root if portal else f"{request.scheme}://{request.get_host()}"
    head = feedback_feed_head(asked, request.GET, root=root, own=request.path)
    entries = feedback_entries(newest_listed(asked, today=today), root=root)
    text, media_type = presenters.feed_text(form, head, entries)
    return HttpResponse(text, content_type=f"{media_type}; charset=utf-8")


@open_to_all
@public_page(depends=("services",))
def feedback(request: HttpRequest, code: str) -> HttpResponse:
    """Answer with one piece of feedback: its wording for the public, its course, its clocks, its answer."""
    now = timezone.now()
    found = public_feedback(code)
    if found is None:
        raise NothingThere(
            f"Không có phản ánh “{code}” trong danh sách công khai. Nếu bạn là người gửi, hãy mở địa chỉ riêng đã nhận."
        )
    depends_on(request, public_subject(found))
    changes_at(request, _midnight(now), now=now)
    shows = feedback_page(
        found,
        steps=public_steps(found),
        photos=listed_photos(found),
        joined=joined_counts([found]).get(found.pk, 0),
        today=timezone.localdate(now),
    )
    return shown(request, "feedback", shows, "feedback")


@open_to_all
@public_page
def feedback_photo(request: HttpRequest, sha256: str) -> HttpResponseBase:
    """Answer with a photo that stands on a public page now; nothing tells of any other file."""
    found = listed_photo(sha256)
    try:
        if found is not None:
            return attachment_answer(found)
    except FileNotFoundError:
        pass
    raise NothingThere("Không có ảnh nào ở địa chỉ này.")


def _midnight(now: datetime) -> datetime:
    """Return when the next day begins: from then on other pieces may be late."""
    tomorrow = timezone.localdate(now) + timedelta(days=1)
    return datetime.combine(tomorrow, time.min, tzinfo=timezone.get_current_timezone())
