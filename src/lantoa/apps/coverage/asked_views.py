"""“Người dân hỏi gì”: what is searched for in vain and reported most, and what one makes of it."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.accounts.roles import Role, roles_of
from lantoa.apps.base.backoffice import office_page
from lantoa.apps.contests.actions.questions import BadQuestion
from lantoa.apps.coverage.asked_acts import (
    add_asked_words,
    draft_asked_question,
    ignore_asked,
    plan_asked_story,
    take_up_asked,
)
from lantoa.apps.coverage.presenters.asked import answered_lines, reported_lines, waiting_lines
from lantoa.apps.coverage.queries.asked import asked_words, reported_procedures, reported_sectors, theme_for
from lantoa.apps.directives.queries import current_programme
from lantoa.apps.newsroom.queries import portals_seen_by
from lantoa.apps.services.actions.procedures import CannotChangeProcedure
from lantoa.apps.services.models import Procedure
from lantoa.apps.services.queries.guide import public_procedures
from lantoa.apps.services.queries.keepers import PROVINCE_KEEPERS, SERVICE_READERS
from lantoa.core.viettext import fold

READERS = SERVICE_READERS - {Role.FOCAL_OFFICER}
_PERIODS = (("30", "30 ngày qua"), ("90", "90 ngày qua"), ("365", "12 tháng qua"))
_USUAL = 90


class PeriodForm(forms.Form):
    """The days one looks at."""

    ngay = forms.ChoiceField(label="Trong", choices=_PERIODS, required=False, initial=str(_USUAL))

    @property
    def days(self) -> int:
        return int(self.cleaned_data.get("ngay") or _USUAL) if self.is_valid() else _USUAL


@open_to(READERS)
def asked(request: HttpRequest) -> HttpResponseBase:
    """Show what citizens ask; small numbers are left out."""
    form = PeriodForm(request.GET or {"ngay": str(_USUAL)})
    last = timezone.localdate()
    first = last - timedelta(days=form.days)
    found = asked_words(first, last)
    context = {
        "form": form,
        "days": form.days,
        "lines": waiting_lines(found),
        "answered": answered_lines(found.answered),
        "ignored": found.ignored,
        "sectors": reported_lines(reported_sectors(first, last)),
        "procedures": reported_lines(reported_procedures(first, last)),
        "may_act": bool(roles_of(request.user) & PROVINCE_KEEPERS),
        "known": public_procedures(last).values_list("plain_title", flat=True),
    }
    return office_page(request, "coverage/asked.html", context, title="Người dân hỏi gì", icon="help")


def _subject(request: HttpRequest) -> tuple[str, str]:
    """Return the subject that was posted and its words; both are shown again, never run."""
    subject, words = (request.POST.get(name, "").replace("\0", "") for name in ("subject", "words"))
    return subject[:120], " ".join(words.split())[:100]


def _who(request: HttpRequest) -> dict[str, Any]:
    return {"by": request.user, "at": timezone.now()}


def _back(request: HttpRequest) -> HttpResponseBase:
    """Return to the list, in the period that was looked at."""
    form = PeriodForm(request.POST)
    return redirect(reverse("coverage:asked", query={"ngay": form.days}))


@require_POST
@open_to(PROVINCE_KEEPERS)
def asked_story(request: HttpRequest) -> HttpResponseBase:
    """Plan a story about it in the newsroom."""
    subject, words = _subject(request)
    portal = portals_seen_by(request.user).first()
    if not subject or not words or portal is None:
        messages.error(request, "Chưa có chuyên trang nào để lên kế hoạch bài; hãy lập chuyên trang trong Tòa soạn.")
        return _back(request)
    searched = subject.startswith("words:")
    title = f"Giải đáp: {words}" if searched else f"Người dân phản ánh về {words}: giải quyết đến đâu"
    note = f"Người dân tìm mà không thấy: “{words}”." if searched else f"Nhiều phản ánh, kiến nghị về: {words}."
    theme = theme_for(current_programme(), about="guide" if searched else "supervision")
    use = plan_asked_story(subject=subject, title=title, note=note, theme=theme, portal=portal, **_who(request))
    messages.success(request, f"Đã có trong kế hoạch của “{portal.title}”: {use.title}")
    return _back(request)


@require_POST
@open_to(PROVINCE_KEEPERS)
def asked_question(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Draft a question for contests about the procedure."""
    procedure = get_object_or_404(Procedure, pk=pk)
    theme = theme_for(current_programme(), about="guide")
    subject = _subject(request)[0] or f"procedure:{pk}"
    try:
        use = draft_asked_question(subject=subject, procedure=procedure, theme=theme, **_who(request))
    except BadQuestion as error:
        messages.error(request, f"Chưa soạn được câu hỏi: {error}")
    else:
        messages.success(request, f"Đã có bản nháp trong ngân hàng câu hỏi: {use.title}")
    return _back(request)


@require_POST
@open_to(PROVINCE_KEEPERS)
def asked_add_words(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Let a procedure be found by the words that were searched for."""
    return _add_words(request, get_object_or_404(Procedure, pk=pk))


@require_POST
@open_to(PROVINCE_KEEPERS)
def asked_add_named(request: HttpRequest) -> HttpResponseBase:
    """Likewise, for the procedure whose title was typed or chosen."""
    title = fold(" ".join(request.POST.get("procedure", "").split())[:250])
    rows = public_procedures(timezone.localdate())
    found = next((one for one in rows if title and fold(one.plain_title) == title), None)
    if found is None:
        messages.error(request, "Không có thủ tục đang công khai nào tên như vậy; hãy chọn tên trong danh sách gợi ý.")
        return _back(request)
    return _add_words(request, found)


def _add_words(request: HttpRequest, procedure: Procedure) -> HttpResponseBase:
    subject, words = _subject(request)
    if not subject or not words:
        messages.error(request, "Thiếu lời cần thêm; hãy tải lại trang.")
        return _back(request)
    try:
        add_asked_words(subject=subject, words=words, procedure=procedure, **_who(request))
    except CannotChangeProcedure as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"Từ nay tìm “{words}” sẽ thấy “{procedure.plain_title}”.")
    return _back(request)


@require_POST
@open_to(PROVINCE_KEEPERS)
def asked_ignore(request: HttpRequest) -> HttpResponseBase:
    """Take words off the list that nothing need be made of, or back on it."""
    subject, words = _subject(request)
    if not subject.startswith("words:"):
        messages.error(request, "Thiếu lời cần bỏ qua; hãy tải lại trang.")
    elif request.POST.get("back"):
        take_up_asked(subject=subject, **_who(request))
        messages.success(request, f"“{words}” đã về lại danh sách.")
    else:
        ignore_asked(subject=subject, **_who(request))
        messages.success(request, f"Đã bỏ qua “{words}”. Đưa lại được ở cuối trang.")
    return _back(request)
