"""Reports' place in the back office."""

from django.urls import URLPattern, URLResolver, include, path
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from lantoa.apps.accounts.menu import RoleMenuItem
from lantoa.apps.accounts.roles import WHOLE_PROVINCE


@hooks.register("register_admin_urls")
def report_urls() -> list[URLPattern | URLResolver]:
    return [path("bao-cao/", include("lantoa.apps.reports.urls"))]


@hooks.register("register_admin_menu_item")
def report_menu() -> MenuItem:
    return RoleMenuItem("Báo cáo", "reports:reports", icon="clipboard-list", order=135, roles=WHOLE_PROVINCE)
