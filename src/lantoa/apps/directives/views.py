"""The programme in the back office: list, intake of a directive, one programme, confirmation."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST
from wagtail import hooks

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.accounts.roles import WHOLE_PROVINCE, Role, roles_of
from lantoa.apps.agencies.actions import learn_recipient
from lantoa.apps.base.backoffice import office_page, page_of
from lantoa.apps.directives.actions import CannotConfirm, confirm_programme, draft_programme, receive_directive
from lantoa.apps.directives.forms import IntakeForm, RecipientForm
from lantoa.apps.directives.models import Programme
from lantoa.apps.directives.presenters import missing_words, parts
from lantoa.apps.directives.queries import day_of, recipients_to_decide, resolved_recipients, themes_with_duties

ICON = "doc-full"
OFFICERS = frozenset({Role.PROGRAMME_OFFICER, Role.ADMINISTRATOR})


@open_to(WHOLE_PROVINCE)
def programmes(request: HttpRequest) -> HttpResponseBase:
    """List the programmes, and take a new directive in."""
    may_receive = bool(roles_of(request.user) & OFFICERS)
    page = page_of(Programme.objects.select_related("directive"), request)
    context = {"page": page, "form": IntakeForm(), "may_receive": may_receive}
    return office_page(request, "directives/programmes.html", context, title="Chương trình", icon=ICON)


@require_POST
@open_to(OFFICERS)
def receive(request: HttpRequest) -> HttpResponseBase:
    """Read an uploaded directive and draft its programme; a file that cannot be read comes back with its reason."""
    form = IntakeForm(request.POST, request.FILES)
    if not form.is_valid():
        page = page_of(Programme.objects.select_related("directive"), request)
        context = {"page": page, "form": form, "may_receive": True}
        return office_page(request, "directives/programmes.html", context, title="Chương trình", icon=ICON, status=422)
    now = timezone.now()
    directive = receive_directive(text=form.text, file_name=form.file_name, by=request.user, at=now)  # type: ignore[arg-type]
    programme = draft_programme(directive=directive, illustrative=False, by=request.user, at=now)  # type: ignore[arg-type]
    messages.success(
        request, f"Đã đọc văn bản {directive.identifier or directive.file_name}; hãy xem lại rồi xác nhận."
    )
    return redirect("directives:programme", programme.pk)


@open_to(WHOLE_PROVINCE)
def programme(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show one programme: the directive as read, themes with duties and their sentences, what is missing, who is
    meant.
    """
    found = get_object_or_404(Programme.objects.select_related("directive", "confirmed_by"), pk=pk)
    meant = resolved_recipients(found)
    context = {
        "programme": found,
        "parts": parts(found.directive),
        "missing": missing_words(found.directive),
        "themes": themes_with_duties(found),
        "recipients": meant,
        "waiting": sum(not recipient.agencies for recipient in meant),
        "may_confirm": bool(roles_of(request.user) & OFFICERS),
    }
    trail = [("Chương trình", reverse("directives:programmes"))]
    return office_page(request, "directives/programme.html", context, title=found.name, icon=ICON, trail=trail)


@require_POST
@open_to(OFFICERS)
def confirm(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Confirm a drafted programme."""
    found = get_object_or_404(Programme, pk=pk)
    try:
        confirm_programme(programme=found, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    except CannotConfirm as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Đã xác nhận chương trình; bây giờ có thể giao việc cho các cơ quan.")
    return redirect("directives:programme", pk)


def _programme(pk: int) -> Programme:
    return get_object_or_404(Programme.objects.select_related("directive"), pk=pk)


@open_to(WHOLE_PROVINCE)
def recipients(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show the recipients of a programme that wait for a person, with sentences and suggestions; those decided last."""
    return _recipients(request, _programme(pk), None)


@require_POST
@open_to(OFFICERS)
def decide_recipient(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take a person's decision which agencies the words of one recipient mean."""
    found = _programme(pk)
    form = RecipientForm(request.POST, on=day_of(found.directive))
    if not form.is_valid():
        return _recipients(request, found, form)
    words = form.cleaned_data["words"]
    learn_recipient(words=words, agencies=form.chosen, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    names = ", ".join(agency.short_name for agency in form.chosen[:5])
    messages.success(request, f"Đã ghi nhận: “{words}” là {names}. Từ nay cách gọi này được hiểu như vậy.")
    return redirect("directives:recipients", pk)


def _recipients(request: HttpRequest, found: Programme, given: RecipientForm | None) -> HttpResponseBase:
    """Show the page; the form that was filled in wrongly stands in its place with what was typed."""
    day, typed = day_of(found.directive), given.data.get("words") if given else None
    rows = [
        (row, RecipientForm(given.data if given and row.resolved.words == typed else None, on=day, waiting=row))
        for row in recipients_to_decide(found)
    ]
    context = {
        "programme": found,
        "day": day,
        "waiting": [entry for entry in rows if not entry[0].resolved.learnt],
        "decided": [entry for entry in rows if entry[0].resolved.learnt],
        "may_decide": bool(roles_of(request.user) & OFFICERS),
        "add_url": reverse("agencies_register:add"),
        # Where assignments are drafted: above this app, which may not name it.
        "links": [link for hook in hooks.get_hooks("lantoa_programme_links") for link in hook(request, found)],
    }
    trail = [
        ("Chương trình", reverse("directives:programmes")),
        (found.name, reverse("directives:programme", args=[found.pk])),
    ]
    title = "Nơi nhận chờ quyết định"
    status = 422 if given else 200
    return office_page(
        request, "directives/recipients.html", context, title=title, icon=ICON, trail=trail, status=status
    )
