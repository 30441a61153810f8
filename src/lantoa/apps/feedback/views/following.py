"""The page behind the secret address: whoever has it is the one who sent the feedback, and sees and does the same."""

import io
import secrets
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

import qrcode
from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from qrcode.image.svg import SvgPathFillImage

from lantoa.apps.accounts.rights import open_to_all
from lantoa.apps.assignments.queries.calendar import working_calendar
from lantoa.apps.base.limits import network_of, take
from lantoa.apps.base.own_address import own_address
from lantoa.apps.base.secret_pages import sealed
from lantoa.apps.feedback.actions.citizen import reopen_until
from lantoa.apps.feedback.actions.lost_address import send_address_again
from lantoa.apps.feedback.addresses import public_address
from lantoa.apps.feedback.clocks import clock_of, supply_due
from lantoa.apps.feedback.forms.files import GivenFiles
from lantoa.apps.feedback.forms.following import JudgeForm, LookupForm, WordsForm
from lantoa.apps.feedback.links import feedback_at, following_path
from lantoa.apps.feedback.models import Attachment, Feedback, FeedbackContact
from lantoa.apps.feedback.presenters.following import (
    answer_title,
    answer_words,
    asked_words,
    clock_lines,
    state_words,
    step_lines,
)
from lantoa.apps.feedback.queries.places import place_name
from lantoa.apps.feedback.states import Act, allowed_acts
from lantoa.apps.feedback.store import attachment_answer
from lantoa.apps.feedback.views.citizen_pages import citizen_page, citizen_view
from lantoa.apps.privacy.contacts import masked_contact

HOUR, DAY = 3600, 86_400
_LOOKUPS_OF_NETWORK, _LOOKUPS_OF_CODE = 20, 3
# What the page says after each act.
DONE = {
    "gui": "Đã nhận phản ánh của bạn.",
    "bo-sung": "Đã nhận phần bổ sung; cơ quan được báo ngay.",
    "mo-lai": "Đã mở lại; cơ quan giải quyết tiếp, thời hạn tính lại từ hôm nay.",
    "danh-gia": "Đã ghi đánh giá của bạn.",
    "xoa-lien-he": "Đã xóa họ tên, liên hệ của bạn. Hãy giữ địa chỉ riêng này để còn theo dõi.",
}
Visited = Callable[..., HttpResponseBase]


def followed(*methods: str) -> Callable[[Visited], Visited]:
    """Return a decorator: the view gets the feedback of the address; an address that is none finds nothing (404)."""

    def decorate(view: Visited) -> Visited:
        @citizen_view(*methods)
        @wraps(view)
        def answered(request: HttpRequest, token: str, **given: Any) -> HttpResponseBase:
            feedback = feedback_at(token)
            if feedback is None:
                return citizen_page(request, "feedback/not_there.html", {}, status=404)
            return view(request, feedback, **given)

        return answered

    return decorate


@open_to_all
@followed("GET", "HEAD")
def page(request: HttpRequest, feedback: Feedback) -> HttpResponseBase:
    """Show how far it has come, both clocks, every step, and what the citizen may do now."""
    return feedback_page(request, feedback, done=request.GET.get("da", ""))


def feedback_page(
    request: HttpRequest,
    feedback: Feedback,
    *,
    done: str = "",
    wrong: forms.Form | None = None,
    act: Act | None = None,
    files: GivenFiles | None = None,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    """Return the page; `wrong`: the form of `act` that could not be taken, as it was typed."""
    at = timezone.now()
    steps = list(feedback.steps.select_related("agency").order_by("at", "pk"))
    target = _joined_to(feedback)
    calendar, clock = working_calendar(), clock_of(steps)
    until = reopen_until(feedback, calendar)
    may = allowed_acts(feedback.state) if feedback.erased_at is None and target is None else frozenset()
    contact = FeedbackContact.objects.filter(feedback=feedback).first()
    offered = _forms(may, until is not None and timezone.localdate(at) <= until)
    if wrong is not None and act is not None:
        offered[act] = wrong
    context = {
        "feedback": feedback,
        "address": request.build_absolute_uri(following_path(feedback)),
        "path": following_path(feedback),
        "done": DONE.get(done, ""),
        "just_sent": done == "gui",
        "refused": refused,
        "state": state_words(feedback),
        "answer": answer_words(steps),
        "answer_title": answer_title(steps),
        "asked": asked_words(steps),
        "supply_until": supply_due(clock, calendar) if clock else None,
        "place": place_name(feedback.place) if feedback.place else "",
        "clocks": clock_lines(feedback, on=timezone.localdate(at)),
        "steps": step_lines(steps),
        "files": files or GivenFiles(),
        "attachments": list(feedback.attachments.filter(state=Attachment.State.KEPT)),
        "supply": offered.get(Act.SUPPLY),
        "reopen": offered.get(Act.REOPEN),
        "reopen_until": until,
        "judge": offered.get(Act.JUDGE),
        "contact": masked_contact(contact.contact) if contact and contact.contact else "",
        "has_contact": contact is not None,
        "target": target,
        "target_address": public_address(target.code) if target else "",
    }
    return citizen_page(request, "feedback/following.html", context, status=status)


def _forms(may: frozenset[Act], may_reopen: bool) -> dict[Act, forms.Form]:
    offered: dict[Act, forms.Form] = {}
    if Act.SUPPLY in may:
        offered[Act.SUPPLY] = words_form(Act.SUPPLY, initial={"key": secrets.token_urlsafe(24)})
    if Act.REOPEN in may and may_reopen:
        offered[Act.REOPEN] = words_form(Act.REOPEN, initial={"key": secrets.token_urlsafe(24)})
    if Act.JUDGE in may:
        offered[Act.JUDGE] = words_form(Act.JUDGE, initial={"key": secrets.token_urlsafe(24)})
    return offered


def words_form(act: Act, *args: Any, **given: Any) -> forms.Form:
    """Return the form of an act of the citizen. Each has ids of its own, for they stand on one page."""
    if act == Act.SUPPLY:
        return WordsForm(*args, label="Nội dung bổ sung", auto_id="bs_%s", **given)
    if act == Act.REOPEN:
        label, needed = "Điều gì chưa được giải quyết?", "Hãy viết điều chưa được giải quyết."
        return WordsForm(*args, label=label, needed=needed, auto_id="ml_%s", **given)
    return JudgeForm(*args, label="Vì sao? (không bắt buộc)", auto_id="dg_%s", **given)


def _joined_to(feedback: Feedback) -> Feedback | None:
    if feedback.joined_to_id is None:
        return None
    return Feedback.objects.select_related("agency").get(pk=feedback.joined_to_id)


@open_to_all
@followed("GET", "HEAD")
def attachment(request: HttpRequest, feedback: Feedback, position: int) -> HttpResponseBase:
    """Give a file that came with the feedback to whoever sent it."""
    kept = Attachment.objects.filter(feedback=feedback, state=Attachment.State.KEPT)
    found = get_object_or_404(kept, position=position)
    try:
        return sealed(attachment_answer(found))
    except FileNotFoundError:
        raise Http404("Tệp không còn.") from None


@open_to_all
@followed("GET", "HEAD")
def qr_code(request: HttpRequest, feedback: Feedback) -> HttpResponseBase:
    """Give the secret address as a QR code (SVG), black on white whatever the screen's colours."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=4)
    code.add_data(request.build_absolute_uri(following_path(feedback)))
    file = io.BytesIO()
    code.make_image(image_factory=SvgPathFillImage).save(file)
    answer = HttpResponse(file.getvalue(), content_type="image/svg+xml")
    answer["X-Content-Type-Options"] = "nosniff"
    return sealed(answer)


@open_to_all
@citizen_view("GET", "HEAD", "POST")
def lookup(request: HttpRequest) -> HttpResponseBase:
    """Send the secret address again to the contact that was left; the same answer whether there is such a one."""
    at = timezone.now()
    if request.method != "POST":
        return citizen_page(request, "feedback/lookup.html", {"form": LookupForm(at=at)})
    form = LookupForm(request.POST, at=at)
    if refused := form.why_caught():
        return citizen_page(request, "feedback/lookup.html", {"form": form.again(), "refused": refused}, status=422)
    if not form.is_valid():
        return citizen_page(request, "feedback/lookup.html", {"form": form}, status=422)
    if not take("feedback-lookup", network_of(request), most=_LOOKUPS_OF_NETWORK, seconds=HOUR, at=at):
        refused = "Mạng bạn đang dùng đã tra cứu quá nhiều lần. Hãy thử lại sau một giờ."
        return citizen_page(request, "feedback/lookup.html", {"form": form, "refused": refused}, status=429)
    _send_again(request, form, at)
    return citizen_page(request, "feedback/lookup_done.html", {})


def _send_again(request: HttpRequest, form: LookupForm, at: datetime) -> None:
    """Send it, at most so often for one code; over the limit nothing is said, or it would tell that the code exists."""
    code, contact = form.cleaned_data["code"], form.cleaned_data["contact"]
    if take("feedback-lookup-code", f"{code}|{contact}", most=_LOOKUPS_OF_CODE, seconds=DAY, at=at):
        send_address_again(code=code, contact=contact, site=own_address(request), at=at)
