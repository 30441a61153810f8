"""The register: the list, one agency, its contacts."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from wagtail import hooks

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.accounts.roles import OWN_AGENCY, STAFF, WHOLE_PROVINCE, Role, roles_of
from lantoa.apps.agencies.actions import save_contact
from lantoa.apps.agencies.forms.register import ContactForm, RegisterFilter
from lantoa.apps.agencies.models import Agency, Contact
from lantoa.apps.agencies.queries import REGISTER_KEEPERS, agency_of, may_edit_contacts
from lantoa.apps.agencies.queries.register import agency_sheet, reach_of, register_rows
from lantoa.apps.base.backoffice import PAGE_SIZE, office_page

ICON = "group"
TITLE = "Danh bạ"


@open_to(WHOLE_PROVINCE)
def register(request: HttpRequest) -> HttpResponseBase:
    """List the agencies as asked for, as known then or under those of today."""
    form, today = RegisterFilter(request.GET), timezone.localdate()
    found = form.rows()
    rows = register_rows(found, sort=form.sort, as_now=form.as_now, on=today)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("p"))
    reach = reach_of(row.agency for row in page.object_list)
    context = {
        "form": form,
        "page": page,
        "rows": [(row, *reach[row.agency.pk]) for row in page.object_list],
        "add_url": reverse("agencies_register:add"),
        "agencies": sum(len(row.added_up) or 1 for row in rows),
        "as_now": form.as_now,
        "may_keep": bool(roles_of(request.user) & REGISTER_KEEPERS),
    }
    return office_page(request, "agencies/register.html", context, title=TITLE, icon=ICON)


@open_to(OWN_AGENCY)
def own(request: HttpRequest) -> HttpResponseBase:
    """Lead an officer to the own agency."""
    agency = agency_of(request.user)
    if agency is None:
        return office_page(request, "agencies/no_agency.html", {}, title="Cơ quan của tôi", icon=ICON)
    return redirect("agencies:agency", agency.slug)


def _seen(request: HttpRequest, slug: str) -> Agency:
    """Return an agency that the user may look at: all for the province's roles, the own one for its officers."""
    agency = get_object_or_404(Agency.objects.select_related("parent"), slug=slug)
    if not roles_of(request.user) & WHOLE_PROVINCE and agency_of(request.user) != agency:
        raise Http404("Không có cơ quan này trong phần bạn được xem.")
    return agency


def _trail(request: HttpRequest, agency: Agency | None = None) -> list[tuple[str, str | None]]:
    trail: list[tuple[str, str | None]] = []
    if roles_of(request.user) & WHOLE_PROVINCE:
        trail.append((TITLE, reverse("agencies:register")))
    if agency:
        trail.append((agency.short_name, reverse("agencies:agency", args=[agency.slug])))
    return trail


@open_to(STAFF)
def agency(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Show all that the register says of an agency: what it came from, what became of it, whom to write to."""
    found, today = _seen(request, slug), timezone.localdate()
    # What other parts of the back office say of an agency; they stand above this one and may not be named here.
    links = [link for hook in hooks.get_hooks("lantoa_agency_links") for link in hook(request, found)]
    context = {
        "sheet": agency_sheet(found, on=today),
        "valid_today": found.is_valid_on(today),
        "links": links,
        "edit_url": reverse("agencies_register:edit", args=[found.pk]),
        "whole_province": bool(roles_of(request.user) & WHOLE_PROVINCE),
        "may_keep": bool(roles_of(request.user) & REGISTER_KEEPERS),
        "may_edit_contacts": may_edit_contacts(request.user, found),
    }
    return office_page(request, "agencies/agency.html", context, title=found.name, icon=ICON, trail=_trail(request))


@open_to(REGISTER_KEEPERS, Role.FOCAL_OFFICER)
def add_contact(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Take a new contact of an agency."""
    return _contact(request, _seen(request, slug), None)


@open_to(REGISTER_KEEPERS, Role.FOCAL_OFFICER)
def change_contact(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Change a contact of an agency."""
    contact = get_object_or_404(Contact.objects.select_related("agency"), pk=pk)
    return _contact(request, _seen(request, contact.agency.slug), contact)


def _contact(request: HttpRequest, agency: Agency, contact: Contact | None) -> HttpResponseBase:
    posted = request.method == "POST"
    form = ContactForm(request.POST if posted else None, instance=contact, agency=agency)
    if posted and form.is_valid():
        # A form of a model has written into its instance already; the action compares with what is stored.
        stored = Contact.objects.get(pk=contact.pk) if contact else None
        save_contact(agency=agency, contact=stored, values=form.cleaned_data, by=request.user, at=timezone.now())  # type: ignore[arg-type]
        messages.success(request, "Đã lưu người liên hệ.")
        return redirect("agencies:agency", agency.slug)
    title = f"Sửa {contact.name}" if contact else "Thêm người liên hệ"
    context = {"form": form, "agency": agency}
    status = 422 if posted else 200
    return office_page(
        request, "agencies/contact.html", context, title=title, icon=ICON, trail=_trail(request, agency), status=status
    )
