"""The newsroom's place in the back office."""

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
from lantoa.apps.accounts.roles import OWN_AGENCY, STAFF, roles_of
from lantoa.apps.agencies.queries import agency_of
from lantoa.apps.base.backoffice import Panel
from lantoa.apps.newsroom.library_register import LibraryViewSet
from lantoa.apps.newsroom.models import InternalDigest, StoryPage
from lantoa.apps.newsroom.presenters.board import due_words
from lantoa.apps.newsroom.queries.adaptations import stale_forms
from lantoa.apps.newsroom.queries.board import read_states, states_of
from lantoa.apps.newsroom.queries.desk import desk_of
from lantoa.apps.newsroom.queries.digests import digest_of_month
from lantoa.apps.newsroom.queries.fulfilment import proposals_for
from lantoa.apps.newsroom.queries.staff import portals_worked_on, works_on_portals
from lantoa.apps.newsroom.queries.stories import stories_of


@hooks.register("register_admin_urls")
def newsroom_urls() -> list[URLPattern | URLResolver]:
    return [path("toa-soan/", include("lantoa.apps.newsroom.urls"))]


@hooks.register("register_admin_menu_item")
def board_menu() -> MenuItem:
    return RoleMenuItem("Tòa soạn", "newsroom:board", icon="list-ul", order=120, roles=STAFF)


@hooks.register("register_admin_menu_item")
def portals_menu() -> MenuItem:
    return RoleMenuItem("Chuyên trang", "newsroom:portals", icon="globe", order=121, roles=STAFF)


@hooks.register("register_admin_viewset")
def library_register() -> LibraryViewSet:
    return LibraryViewSet()


@hooks.register("register_page_header_buttons")
def progress_button(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """Lead from the story editor to the story's way: steps, reviewers, remarks."""
    if isinstance(page, StoryPage) and page.pk:
        address = reverse("newsroom:progress", args=[page.pk])
        today = timezone.localdate()
        rows = read_states(states_of(StoryPage.objects.filter(pk=page.pk)), portals=[], today=today)
        standing = [f"{row.step}: {due_words(row, today=today)[1]}" for row in rows]
        words = "; ".join([*standing, "quy trình, mời duyệt và góp ý"])
        words = words[:1].upper() + words[1:]
        yield Button(words, url=address, icon_name="tasks", priority=15)


@hooks.register("construct_homepage_panels")
def newsroom_panel(request: HttpRequest, panels: list[Component]) -> None:
    """Say to people of the newsroom what waits for them."""
    if not works_on_portals(request.user):
        return
    desk = desk_of(request.user, today=timezone.localdate())  # type: ignore[arg-type]
    figures = [
        (desk.waiting, "bài đang chờ tôi"),
        (desk.late, "bài quá hạn ở một bước"),
        (desk.returned, "bài bị trả lại cho tôi"),
        (desk.scheduled, "bài hẹn giờ đăng"),
        (desk.stale, "bài đã đăng cần xem lại"),
    ]
    worked_on = portals_worked_on(request.user)
    proposed = proposals_for(stories_of(worked_on), portals=worked_on, at=timezone.now())
    if proposed:
        address = reverse("newsroom:proposals")
        found = [(len(proposed), "bài đã đăng có thể là kết quả của việc được giao")]
        panels.append(Panel("Nộp tài liệu kiểm chứng", found, url=address, link="Xem và nộp", order=96))
    panels.append(Panel("Tòa soạn", figures, url=reverse("newsroom:board"), link="Mở bài đang làm", order=95))


@hooks.register("register_admin_menu_item")
def digest_menu() -> MenuItem:
    return RoleMenuItem("Bản tin nội bộ", "newsroom:digests", icon="list-ul", order=137, roles=STAFF)


@hooks.register("construct_homepage_panels")
def digest_panel(request: HttpRequest, panels: list[Component]) -> None:
    """Tell officers of an agency that this month's digest waits to be begun or sent; nothing once it was sent."""
    agency = agency_of(request.user)
    if agency is None or not roles_of(request.user) & OWN_AGENCY:
        return
    month = timezone.localdate()
    digest = digest_of_month(agency, month)
    title = f"Bản tin nội bộ tháng {month.month}"
    if digest is None:
        start = reverse("newsroom:start_digest")
        panels.append(Panel(f"{title} chưa lập", [], url=start, link="Lập bản tin", order=140))
    elif digest.state == InternalDigest.State.DRAFTED:
        address = reverse("newsroom:digest", args=[digest.pk])
        panels.append(Panel(f"{title} chưa gửi", [], url=address, link="Soạn tiếp bản tin", order=140))


@hooks.register("register_admin_menu_item")
def figures_menu() -> MenuItem:
    return RoleMenuItem("Số liệu cho bài", "newsroom:figures", icon="table", order=123, roles=STAFF)


@hooks.register("register_page_header_buttons")
@hooks.register("register_page_listing_more_buttons")
def forms_button(page: Any, user: Any, view_name: str = "", next_url: str | None = None) -> Iterator[Button]:
    """Lead from a story to its other forms."""
    if isinstance(page, StoryPage) and page.pk:
        address = reverse("newsroom:story-forms", args=[page.pk])
        yield Button("Các dạng của bài", url=address, icon_name="copy", priority=16)


@hooks.register("construct_homepage_panels")
def forms_panel(request: HttpRequest, panels: list[Component]) -> None:
    """Remind people of the newsroom of the forms that a changed story has left behind."""
    if works_on_portals(request.user) and (stale := len(stale_forms(request.user))):
        figures = [(stale, "dạng cần xem lại vì bài đã đổi")]
        address = reverse("newsroom:stale-forms")
        panels.append(Panel("Các dạng của bài", figures, url=address, link="Xem các dạng cần xem lại", order=97))
