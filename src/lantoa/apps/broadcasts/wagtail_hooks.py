"""The broadcasts' place in the back office."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils import timezone
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.widgets.button import Button

from lantoa.apps.accounts.menu import RoleMenuItem
from lantoa.apps.accounts.roles import Role, roles_of
from lantoa.apps.base.backoffice import Panel
from lantoa.apps.broadcasts.models import Bulletin
from lantoa.apps.broadcasts.queries.board import waiting_for
from lantoa.apps.broadcasts.queries.items import may_take
from lantoa.apps.broadcasts.queries.keepers import BROADCAST_APPROVERS, BROADCAST_READERS, stations_run_by
from lantoa.apps.broadcasts.queries.station_today import station_counts
from lantoa.apps.newsroom.models import StoryPage

_TAKE = "Đưa vào bản tin phát thanh"


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


@hooks.register("lantoa_story_links")
def story_links(request: HttpRequest, story: StoryPage) -> list[tuple[str, str]]:
    """Lead from the forms of a live story to a new bulletin that is made from it."""
    return [(_TAKE, _address(story))] if may_take(request.user, story) else []


@hooks.register("register_page_header_buttons")
@hooks.register("register_page_listing_more_buttons")
def bulletin_button(page: Any, user: Any, view_name: str = "", next_url: str | None = None) -> Iterator[Button]:
    """Lead from a live story in the editor or in a list of pages to a new bulletin that is made from it."""
    if isinstance(page, StoryPage) and page.pk and may_take(user, page):
        yield Button(_TAKE, url=_address(page), icon_name="media", priority=17)


def _address(story: StoryPage) -> str:
    return f"{reverse('broadcasts:new_bulletin')}?bai={story.pk}"


@hooks.register("construct_homepage_panels")
def bulletins_panel(request: HttpRequest, panels: list[Component]) -> None:
    """Tell approvers how many bulletins wait for them; nothing where none does."""
    user: Any = request.user
    if roles_of(user) & BROADCAST_APPROVERS and (waiting := waiting_for(user)):
        address = f"{reverse('broadcasts:bulletins')}?viec=toi"
        figures = [(waiting, "bản tin phát thanh chờ tôi duyệt")]
        panels.append(Panel("Phát thanh", figures, url=address, link="Xem và duyệt", order=98))


@hooks.register("lantoa_bulletin_links")
def delivery_link(request: HttpRequest, bulletin: Bulletin) -> list[tuple[str, str]]:
    """Lead from an approved bulletin to how its package came to each station."""
    address = f"{reverse('broadcasts:deliveries')}?bulletin={bulletin.pk}"
    return [("Lượt giao", address)] if bulletin.approved_at else []


@hooks.register("lantoa_bulletin_links")
def schedule_link(request: HttpRequest, bulletin: Bulletin) -> list[tuple[str, str]]:
    """Lead from an approved bulletin to where it is played, and why not everywhere."""
    if bulletin.approved_at is None:
        return []
    return [("Lịch phát ở từng đài", reverse("broadcasts:bulletin_schedule", args=[bulletin.pk]))]
