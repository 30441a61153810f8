"""The form by which a citizen sends feedback: one page, one press; what was typed stays whatever is wrong."""

import secrets
from datetime import datetime

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone

from lantoa.apps.accounts.rights import open_to_all
from lantoa.apps.agencies.models import Agency
from lantoa.apps.base.crowds import Way, way_in
from lantoa.apps.base.limits import network_of, take
from lantoa.apps.base.own_address import own_address
from lantoa.apps.feedback.actions.sending import send_feedback
from lantoa.apps.feedback.checks import emergencies, sounds_like_denunciation
from lantoa.apps.feedback.consent import FEEDBACK_CONSENT
from lantoa.apps.feedback.forms.files import GivenFiles, given_files
from lantoa.apps.feedback.forms.sending import SendForm, plain_key
from lantoa.apps.feedback.links import following_path
from lantoa.apps.feedback.models import Feedback
from lantoa.apps.feedback.presenters.sending import consent_words, guessed_words
from lantoa.apps.feedback.queries.sectors import feedback_sectors, guessed_sector
from lantoa.apps.feedback.views.citizen_pages import citizen_page, citizen_view, to_page
from lantoa.core.viettext import fold

# Many telephones share one address of their operator: above OF_NETWORK they are slowed down (base/crowds.py), and only
# above MOST_OF_NETWORK turned away. The limit of a contact is narrow.
OF_NETWORK, MOST_OF_NETWORK, OF_CONTACT, FILES_OF_NETWORK = 30, 300, 5, 300
HOUR, DAY = 3600, 86_400
_BUSY = {
    Way.WAIT: "Nhiều người dùng chung mạng với bạn đang gửi cùng lúc. Những gì bạn đã nhập vẫn còn: hãy đọc lại, đợi "
    "một phút rồi bấm gửi lần nữa.",
    Way.FULL: "Mạng bạn đang dùng đã gửi hàng trăm phản ánh trong một giờ qua. Những gì bạn đã nhập vẫn còn: hãy đợi "
    "ít phút rồi bấm gửi lại, hoặc dùng mạng khác. Việc gấp hãy đến bộ phận một cửa.",
}
_CONTACT_BUSY = (
    "Liên hệ này đã dùng cho nhiều phản ánh trong hôm nay. Hãy bổ sung vào phản ánh đã gửi, gửi lại vào ngày mai, hoặc "
    "để trống liên hệ."
)


@open_to_all
@citizen_view("GET", "HEAD", "POST")
def form(request: HttpRequest) -> HttpResponseBase:
    """Show the form, and take what it sends; a program is shown it again and leaves nothing."""
    at = timezone.now()
    if request.method != "POST":
        return _form_page(request, SendForm(at=at, initial=_asked_for(request, at)), GivenFiles())
    sent = SendForm(request.POST, at=at)
    if sent.trapped():  # nothing of it is read, files neither
        return _form_page(request, sent.again(), GivenFiles(), refused=sent.why_caught(), status=422)
    if (known := _known(request)) is not None:
        return to_page(f"{following_path(known)}?da=gui")
    files = GivenFiles()
    if not request.FILES or take("feedback-files", network_of(request), most=FILES_OF_NETWORK, seconds=HOUR, at=at):
        files = given_files(request)
    elif request.FILES:
        files.problems.append(_BUSY[Way.FULL])
    if sent.mistimed():
        return _form_page(request, sent.again(), files, refused=sent.why_caught(), status=422)
    if sent.is_valid() and not (sent.cleaned_data["words"].strip() or files.voice):
        sent.add_error("words", "Hãy kể chuyện gì đang xảy ra, hoặc gửi một ghi âm.")
    if not sent.is_valid() or files.problems:
        return _form_page(request, sent, files, status=422)
    urgent = emergencies(sent.cleaned_data["words"])
    if urgent and not request.POST.get("not_now"):
        return citizen_page(request, "feedback/emergency.html", {"form": sent, "files": files, "urgent": urgent})
    return _take_in(request, sent, files, at)


def _known(request: HttpRequest) -> Feedback | None:
    """Return what the same press has sent before; None for nothing. One query."""
    return Feedback.objects.filter(key=plain_key(request.POST.get("key", ""))).first()


def _take_in(request: HttpRequest, sent: SendForm, files: GivenFiles, at: datetime) -> HttpResponseBase:
    given = sent.cleaned_data
    network = network_of(request)
    way = way_in("feedback", network, sent, quick=OF_NETWORK, most=MOST_OF_NETWORK, seconds=HOUR, at=at)
    if way is not Way.IN:
        if (known := _known(request)) is not None:  # the other press of a double tap was quicker
            return to_page(f"{following_path(known)}?da=gui")
        shown = sent.again() if way is Way.WAIT else sent
        return _form_page(request, shown, files, refused=_BUSY[way], status=429)
    if given["contact"] and not take("feedback-contact", given["contact"], most=OF_CONTACT, seconds=DAY, at=at):
        sent.add_error("contact", _CONTACT_BUSY)
        return _form_page(request, sent, files, status=429)
    # A second time the same words within a day: a flag for whoever handles it, no reason to refuse.
    same = " ".join(fold(given["words"]).split())
    again = bool(same) and not take("feedback-words", same, most=1, seconds=DAY, at=at)
    feedback = send_feedback(
        sector=given["sector"],
        words=given["words"],
        place=given["place"],
        place_words=given["place_words"],
        point=given["point"],
        about_agency=given["about"],
        procedure=given["procedure"],
        name=given["name"],
        contact=given["contact"],
        photos=files.photos,
        voice=files.voice,
        key=given["key"],
        flags=["repeated"] if again else [],
        site=own_address(request),
        at=at,
    )
    return to_page(f"{following_path(feedback)}?da=gui")


def _asked_for(request: HttpRequest, at: datetime) -> dict[str, object]:
    """Return what the address asks for: ?thu-tuc=, ?co-quan=, each by its slug."""
    asked: dict[str, object] = {"key": secrets.token_urlsafe(24)}
    if slug := plain_key(request.GET.get("thu-tuc", ""))[:80]:
        asked |= {"procedure": slug, "about_procedure": True}
    if slug := plain_key(request.GET.get("co-quan", ""))[:60]:
        agency = Agency.objects.valid_on(timezone.localdate(at)).filter(slug=slug).first()
        asked |= {"about_typed": agency.name if agency else ""}
    return asked


def _form_page(
    request: HttpRequest, form: SendForm, files: GivenFiles, *, refused: str = "", status: int = 200
) -> HttpResponse:
    words = str(form.data.get("words", "")) if form.is_bound else ""
    context = {
        "form": form,
        "files": files,
        "refused": refused,
        "procedure": form.chosen_procedure(),
        "consent": consent_words(FEEDBACK_CONSENT.newest),
        "denunciation": sounds_like_denunciation(words),
        "guessed": guessed_words(guessed_sector(words, feedback_sectors()) if words else None),
    }
    return citizen_page(request, "feedback/send.html", context, status=status)
