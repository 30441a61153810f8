"""The broadcasts' place in the back office."""

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils import timezone
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from lantoa.apps.accounts.menu import RoleMenuItem
from lantoa.apps.accounts.roles import Role, roles_of
from lantoa.apps.base.backoffice import Panel
from lantoa.apps.broadcasts.queries.keepers import BROADCAST_READERS, stations_run_by
from lantoa.apps.broadcasts.queries.station_today import station_counts


@hooks.register("register_admin_urls")
def broadcast_urls() -> list[URLPattern | URLResolver]:
    return [path("phat-thanh/", include("lantoa.apps.broadcasts.urls.office"))]


@hooks.register("register_admin_menu_item")
def broadcasts_menu() -> MenuItem:
    return RoleMenuItem("Phát thanh", "broadcasts:bulletins", icon="media", order=122, roles=BROADCAST_READERS)


@hooks.register("register_admin_menu_item")
def todays_stations_menu() -> MenuItem:
    return RoleMenuItem("Đài hôm nay", "broadcasts:my_stations", icon="media", order=121, roles={Role.RADIO_OFFICER})


@hooks.register("construct_homepage_panels")
def todays_stations_panel(request: HttpRequest, panels: list[Component]) -> None:
    """Say to a radio officer what waits at the own stations, before anything else."""
    if Role.RADIO_OFFICER not in roles_of(request.user):
        return
    rows = station_counts(stations_run_by(request.user), timezone.localdate(), at=timezone.now())
    figures = [
        (sum(row.emergencies for row in rows), "bản tin khẩn cấp phải phát ngay"),
        (sum(row.today for row in rows), "lượt hôm nay chưa xác nhận"),
        (sum(row.earlier for row in rows), "lượt của các ngày trước chưa xác nhận"),
    ]
    url = reverse("broadcasts:my_stations")
    panels.append(Panel("Đài hôm nay", figures, url=url, link="Mở đài hôm nay", order=50))
