"""Coverage's place in the back office."""

from django.urls import URLPattern, URLResolver, include, path
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from lantoa.apps.accounts.menu import RoleMenuItem
from lantoa.apps.accounts.roles import WHOLE_PROVINCE


@hooks.register("register_admin_urls")
def coverage_urls() -> list[URLPattern | URLResolver]:
    return [path("", include("lantoa.apps.coverage.urls"))]


@hooks.register("register_admin_menu_item")
def proposals_menu() -> MenuItem:
    return RoleMenuItem("Bài chờ xác nhận", "coverage:proposals", icon="circle-check", order=120, roles=WHOLE_PROVINCE)


@hooks.register("register_admin_menu_item")
def matrix_menu() -> MenuItem:
    return RoleMenuItem("Độ bao phủ", "coverage:matrix", icon="table", order=130, roles=WHOLE_PROVINCE)
