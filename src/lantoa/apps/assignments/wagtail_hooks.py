"""The assignments' place in the back office."""

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from lantoa.apps.accounts.menu import RoleMenuItem
from lantoa.apps.accounts.roles import STAFF, Role, roles_of
from lantoa.apps.agencies.models import Agency
from lantoa.apps.assignments.models import Assignment
from lantoa.apps.assignments.queries import assignments_seen_by
from lantoa.apps.assignments.queries.notices import notices_read_by
from lantoa.apps.assignments.states import DONE
from lantoa.apps.assignments.views.chase import CHASERS
from lantoa.apps.assignments.views.inbox import INBOX_OWNERS, INBOX_ROLES
from lantoa.apps.base.backoffice import Panel
from lantoa.apps.directives.models import Programme


@hooks.register("register_admin_urls")
def assignment_urls() -> list[URLPattern | URLResolver]:
    return [path("viec/", include("lantoa.apps.assignments.urls"))]


@hooks.register("register_admin_menu_item")
def assignment_menu() -> MenuItem:
    return RoleMenuItem("Việc được giao", "assignments:assignments", icon="tasks", order=110, roles=STAFF)


@hooks.register("lantoa_agency_links")
def agency_assignments(request: HttpRequest, agency: Agency) -> list[tuple[str, str]]:
    """Lead from an agency's page of the register to its assignments."""
    address = reverse("assignments:assignments", query={"agency": agency.short_name})
    return [("Việc được giao của cơ quan", address)]


@hooks.register("lantoa_programme_links")
def programme_assignments(request: HttpRequest, programme: Programme) -> list[tuple[str, str]]:
    """Lead from the recipients of a confirmed programme to where assignments are drafted for them."""
    if programme.state != Programme.State.CONFIRMED:
        return []
    return [("Soạn và gửi việc cho các nơi nhận", reverse("assignments:assignments"))]


@hooks.register("register_admin_menu_item")
def due_month_menu() -> MenuItem:
    return RoleMenuItem("Lịch hạn", "assignments:due-month", icon="calendar", order=115, roles=STAFF)


@hooks.register("register_admin_menu_item")
def working_calendar_menu() -> MenuItem:
    return RoleMenuItem("Lịch làm việc", "assignments:calendar", icon="calendar-alt", order=190, roles=STAFF)


@hooks.register("construct_homepage_panels")
def assignment_panel(request: HttpRequest, panels: list[Component]) -> None:
    """Say how many assignments the user sees still wait to be received and to be done."""
    if not roles_of(request.user):
        return
    rows = assignments_seen_by(request.user).order_by()  # type: ignore[arg-type]
    figures = [
        (rows.filter(state=Assignment.State.SENT).count(), "việc đã gửi, cơ quan chưa báo đã nhận"),
        (rows.filter(state=Assignment.State.RECEIVED).count(), "việc đã nhận, chưa có minh chứng được xác nhận"),
        (rows.filter(state__in=DONE).count(), "việc đã thực hiện"),
    ]
    panels.append(Panel("Việc được giao", figures, url=reverse("assignments:assignments"), link="Mở danh sách việc"))


@hooks.register("register_admin_menu_item")
def inbox_menu() -> MenuItem:
    return RoleMenuItem("Hộp thư", "assignments:inbox", icon="mail", order=105, roles=INBOX_ROLES)


@hooks.register("register_admin_menu_item")
def chase_menu() -> MenuItem:
    return RoleMenuItem("Nhắc việc", "assignments:chase", icon="time", order=113, roles=CHASERS)


@hooks.register("construct_homepage_panels")
def inbox_panel(request: HttpRequest, panels: list[Component]) -> None:
    """Say how many notices the user has not read."""
    if roles_of(request.user) & INBOX_OWNERS:
        unread = notices_read_by(request.user).filter(read_at=None).count()
        figures = [(unread, "thông báo chưa đọc")]
        panels.append(Panel("Hộp thư", figures, url=reverse("assignments:inbox"), link="Mở hộp thư", order=90))


def link_menu() -> MenuItem:
    senders = frozenset({Role.PROGRAMME_OFFICER, Role.ADMINISTRATOR})
    return RoleMenuItem("Liên kết nhận việc", "assignments:links", icon="link", order=118, roles=senders)


def links_of_agency(request: HttpRequest, agency: Agency) -> list[tuple[str, str]]:
    """Lead from an agency's page of the register to the receipt links that it was sent."""
    if not roles_of(request.user) & {Role.PROGRAMME_OFFICER, Role.ADMINISTRATOR}:
        return []
    return [("Liên kết nhận việc đã gửi", reverse("assignments:links", query={"agency": agency.short_name}))]


hooks.register("register_admin_menu_item", link_menu)
hooks.register("lantoa_agency_links", links_of_agency)
