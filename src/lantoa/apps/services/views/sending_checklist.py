"""Sending the list of a need to oneself: kept by no cache, and the address is forgotten."""

import secrets
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from lantoa.apps.accounts.rights import open_to_all
from lantoa.apps.base.crowds import Way, way_in
from lantoa.apps.base.limits import network_of, take
from lantoa.apps.base.secret_pages import sealed
from lantoa.apps.privacy.models import ContactKind
from lantoa.apps.services.actions.checklists import send_checklist
from lantoa.apps.services.addresses import need_address, sending_address
from lantoa.apps.services.forms.checklists import ChecklistForm
from lantoa.apps.services.guidance import walk
from lantoa.apps.services.models import Need
from lantoa.apps.services.presenters.need_letter import letter_text, short_message
from lantoa.apps.services.presenters.need_walk import NeedWalk, need_walk, query_of
from lantoa.apps.services.queries.needs import answers_in, need_guide, public_needs, tasks_of

OF_NETWORK, MOST_OF_NETWORK, OF_CONTACT = 20, 200, 3
HOUR, DAY = 3600, 86_400
_WAIT = "Nhiều người dùng chung mạng với bạn đang gửi cùng lúc. Hãy đợi một phút rồi bấm gửi lần nữa, hoặc in trang."
_BUSY = "Mạng bạn đang dùng đã gửi nhiều danh sách trong một giờ qua. Hãy đợi ít phút rồi bấm gửi lại, hoặc in trang."
_CONTACT_BUSY = "Nơi nhận này đã có nhiều thư trong hôm nay. Hãy thử lại vào ngày mai, hoặc in trang."


@open_to_all
def send(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Ask where the list is to go, and send it there once; a program is shown the form again and nothing is sent."""
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(("GET", "HEAD", "POST"))
    at = timezone.now()
    need = get_object_or_404(public_needs().select_related("owner"), slug=slug)
    page, query = _list_of(request, need, at)
    if page.outcome is None:
        return sealed(HttpResponseRedirect(need_address(slug, query), status=303))
    if request.method != "POST":
        form = ChecklistForm(at=at, initial={"key": secrets.token_urlsafe(24)})
        return _page(request, page, form, query, slug, sent=request.GET.get("da") == "gui")
    form = ChecklistForm(request.POST, at=at)
    if refused := form.why_caught():
        return _page(request, page, form.again(), query, slug, refused=refused, status=422)
    if not form.is_valid():
        return _page(request, page, form, query, slug, status=422)
    if refused := _take_in(request, form, page, need_address(slug, query), at):
        return _page(request, page, form.again(), query, slug, refused=refused, status=429)
    done = f"{query}&da=gui" if query else "da=gui"
    return sealed(HttpResponseRedirect(sending_address(slug, done), status=303))


def _list_of(request: HttpRequest, need: Need, at: datetime) -> tuple[NeedWalk, str]:
    today = timezone.localdate(at)
    found = need_guide(need, on=today)
    way = walk(found.guide, answers_in(dict(request.GET.lists())))
    tasks = tasks_of(way.procedures, on=today) if way.over else []
    return need_walk(found, way, tasks, address=need_address(need.slug), on=today), query_of(way.path)


def _take_in(request: HttpRequest, form: ChecklistForm, page: NeedWalk, path: str, at: datetime) -> str:
    """Return why nothing is sent now; "" once it is."""
    kind, contact = form.cleaned_data["contact"]
    network = network_of(request)
    way = way_in("checklist", network, form, quick=OF_NETWORK, most=MOST_OF_NETWORK, seconds=HOUR, at=at)
    if way is not Way.IN:
        return _WAIT if way is Way.WAIT else _BUSY
    if not take("checklist-contact", contact, most=OF_CONTACT, seconds=DAY, at=at):
        return _CONTACT_BUSY
    address = f"{settings.WAGTAILADMIN_BASE_URL}{path}"
    text = (short_message if kind == ContactKind.PHONE else letter_text)(page, address=address)
    send_checklist(kind=kind, contact=contact, title=page.title, text=text, key=form.cleaned_data["key"], at=at)
    return ""


def _page(
    request: HttpRequest, page: NeedWalk, form: ChecklistForm, query: str, slug: str, *, sent: bool = False,
    refused: str = "", status: int = 200,
) -> HttpResponse:  # fmt: skip
    context = {"walk": page, "form": form, "back": need_address(slug, query), "sent": sent, "refused": refused}
    answer = render(request, "services/send_checklist.html", context, status=status)
    sealed(answer)
    return answer
