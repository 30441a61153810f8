"""The place of this app in the back office."""

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils import timezone
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from lantoa.apps.accounts.menu import RoleMenuItem
from lantoa.apps.accounts.roles import roles_of
from lantoa.apps.base.backoffice import Panel
from lantoa.apps.base.capped import counted, counted_words
from lantoa.apps.feedback.queries.keepers import (
    FEEDBACK_KEEPERS,
    FEEDBACK_READERS,
    PROVINCE_KEEPERS,
    feedback_handled_by,
    feedback_seen_by,
)
from lantoa.apps.feedback.queries.work import board_counts, failed_handovers


@hooks.register("register_admin_urls")
def feedback_urls() -> list[URLPattern | URLResolver]:
    return [path("phan-anh/", include("lantoa.apps.feedback.urls.office"))]


@hooks.register("register_admin_menu_item")
def feedback_menu() -> MenuItem:
    return RoleMenuItem("Phản ánh", "feedback:board", icon="comment", order=126, roles=FEEDBACK_READERS)


@hooks.register("construct_homepage_panels")
def feedback_panel(request: HttpRequest, panels: list[Component]) -> None:
    """Say to whoever handles feedback what is late, due today and new; nothing where nothing waits."""
    roles = roles_of(request.user)
    if not roles & FEEDBACK_KEEPERS:
        return
    counts = board_counts(feedback_handled_by(request.user), on=timezone.localdate())
    figures = [
        (counts.late, "phản ánh quá hạn"), (counts.today, "phản ánh đến hạn hôm nay"), (counts.new, "phản ánh mới gửi"),
    ]  # fmt: skip
    if roles & PROVINCE_KEEPERS:
        figures.append((counts.unassigned, "phản ánh chờ phân công"))
        figures.append((counted(failed_handovers(feedback_seen_by(request.user))), "lần chuyển không gửi được"))
    if any(figure for figure, _ in figures):
        shown = [(counted_words(figure), words) for figure, words in figures]
        panels.append(Panel("Phản ánh", shown, url=reverse("feedback:board"), link="Mở phản ánh", order=60))
