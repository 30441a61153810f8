"""Writing down what a citizen says at the desk or on the telephone, and the receipt that the citizen takes along.

The receipt holds the secret address, by which one may also judge and open again: only whoever wrote it down may print
it, and only on the same day.
"""

import secrets
from datetime import timedelta

import qrcode
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe
from qrcode.image.svg import SvgPathImage

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.base.own_address import own_address
from lantoa.apps.feedback.actions.sending import send_feedback
from lantoa.apps.feedback.checks import emergencies
from lantoa.apps.feedback.forms.desk import DeskForm
from lantoa.apps.feedback.links import following_path
from lantoa.apps.feedback.models import Feedback, FeedbackStep
from lantoa.apps.feedback.queries.keepers import FEEDBACK_KEEPERS
from lantoa.apps.feedback.views.found import feedback_page, feedback_trail

_PRINTED_WITHIN = timedelta(hours=12)


@open_to(FEEDBACK_KEEPERS)
def write_down(request: HttpRequest) -> HttpResponseBase:
    """Take what an officer writes down for a citizen, and lead to the receipt."""
    now = timezone.now()
    posted = request.method == "POST"
    initial = {"key": secrets.token_urlsafe(24), "channel": Feedback.Channel.DESK}
    form = DeskForm(request.POST if posted else None, day=timezone.localdate(now), initial=initial)
    if posted and form.is_valid():
        given = form.cleaned_data
        made = send_feedback(
            sector=given["sector"], words=given["words"], place=given["place"], place_words=given["place_words"],
            about_agency=given["about"], name=given["name"], contact=given["contact"],
            channel=Feedback.Channel(given["channel"]), key=given["key"], site=own_address(request),
            by=request.user, at=now,  # type: ignore[arg-type]
        )  # fmt: skip
        messages.success(request, f"Đã ghi phản ánh {made.code}. Hãy in phiếu hẹn hoặc đọc mã cho người dân.")
        return redirect("feedback:receipt", made.pk)
    urgent = emergencies(str(form.data.get("words", ""))) if posted else ()
    return feedback_page(
        request, "feedback/write_down.html", {"form": form, "urgent": urgent}, title="Ghi hộ người dân",
        trail=feedback_trail(), status=422 if posted else 200,
    )  # fmt: skip


@require_safe
@open_to(FEEDBACK_KEEPERS)
def receipt(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show the receipt to print: code, address as words and as a QR code, both due days with their computation."""
    found = Feedback.objects.select_related("sector", "agency", "place").filter(pk=pk).first()
    if found is None or not may_print(request, found):
        raise Http404("Phiếu hẹn chỉ in được trong ngày, bởi người đã ghi hộ.")
    address = request.build_absolute_uri(following_path(found))
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=4)
    code.add_data(address)
    picture = code.make_image(image_factory=SvgPathImage).to_string(encoding="unicode")
    shown = feedback_page(
        request, "feedback/receipt.html",
        {"feedback": found, "address": address, "qr": mark_safe(picture)},
        title=f"Phiếu hẹn {found.code}", trail=feedback_trail(),
    )  # fmt: skip
    shown["Cache-Control"] = "no-store"
    return shown


def may_print(request: HttpRequest, feedback: Feedback) -> bool:
    """Return whether the person wrote it down for the citizen a short time ago. One query."""
    if feedback.channel == Feedback.Channel.FORM or timezone.now() - feedback.sent_at > _PRINTED_WITHIN:
        return False
    return feedback.steps.filter(kind=FeedbackStep.Kind.SENT, by_id=request.user.pk).exists()
