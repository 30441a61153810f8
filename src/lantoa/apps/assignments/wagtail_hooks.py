"""The assignments' place in the back office."""

from collections.abc import Collection

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils import timezone
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from lantoa.apps.accounts.menu import RoleMenuItem
from lantoa.apps.accounts.roles import OWN_AGENCY, STAFF, WHOLE_PROVINCE, Role, roles_of
from lantoa.apps.agencies.models import Agency
from lantoa.apps.agencies.queries import agency_of
from lantoa.apps.assignments.presenters.acts import LEADER_READERS
from lantoa.apps.assignments.queries import Tally, board_rows, my_work, tally, unreceived_by
from lantoa.apps.assignments.queries.notices import notices_read_by
from lantoa.apps.assignments.views.chase import CHASERS
from lantoa.apps.assignments.views.inbox import INBOX_OWNERS, INBOX_ROLES
from lantoa.apps.base.backoffice import Panel
from lantoa.apps.directives.models import Programme
from lantoa.apps.directives.queries import current_programme
from lantoa.core.viettext import format_number


@hooks.register("register_admin_urls")
def assignment_urls() -> list[URLPattern | URLResolver]:
    return [path("viec/", include("lantoa.apps.assignments.urls"))]


@hooks.register("register_admin_menu_item")
def assignment_menu() -> MenuItem:
    return RoleMenuItem("Việc được giao", "assignments:assignments", icon="tasks", order=110, roles=WHOLE_PROVINCE)


@hooks.register("register_admin_menu_item")
def own_work_menu() -> MenuItem:
    return RoleMenuItem("Việc của tôi", "assignments:mine", icon="tasks", order=111, roles=OWN_AGENCY)


@hooks.register("register_admin_menu_item")
def leader_menu() -> MenuItem:
    return RoleMenuItem("Một trang lãnh đạo", "assignments:leader", icon="view", order=112, roles=LEADER_READERS)


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
    """Say what presses, and open the screen of the role: the own work, or the whole programme."""
    roles = roles_of(request.user)
    if roles & OWN_AGENCY:
        panels.append(_own_panel(request))
    if roles & WHOLE_PROVINCE:
        panels.extend(_province_panels(roles))


def _own_panel(request: HttpRequest) -> Panel:
    agency = agency_of(request.user)
    work = my_work(agency, today=timezone.localdate())
    figures = [
        (work.to_do, "việc cần làm"),
        (len(work.late) + len(work.returned), "việc quá hạn hoặc bị trả lại"),
        (unreceived_by(agency), "việc chưa báo đã nhận"),
    ]
    return Panel("Việc của tôi", figures, url=reverse("assignments:mine"), link="Mở việc của tôi")


def _province_panels(roles: Collection[Role]) -> list[Panel]:
    programme = current_programme()
    found = tally(board_rows(programme), today=timezone.localdate()) if programme else Tally()
    figures = [
        (found.late, "việc quá hạn"),
        (found.unreceived, "việc đã gửi, cơ quan chưa báo đã nhận"),
        (found.asking + found.refused, "việc xin gia hạn hoặc bị từ chối, chờ quyết định"),
        (found.fulfilled, "việc đã có tài liệu kiểm chứng, chờ xác nhận"),
        (found.done, f"việc đã làm, trên {format_number(found.owed)}"),
    ]
    panels = [Panel("Việc được giao", figures, url=reverse("assignments:assignments"), link="Mở danh sách việc")]
    if LEADER_READERS & set(roles):
        leader = [(found.late, "việc quá hạn cần đôn đốc")]
        panels.append(
            Panel("Một trang lãnh đạo", leader, url=reverse("assignments:leader"), link="Mở một trang lãnh đạo")
        )
    return panels


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
