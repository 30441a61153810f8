"""The programme's place in the back office."""

from django.urls import URLPattern, URLResolver, include, path
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from lantoa.apps.accounts.menu import RoleMenuItem
from lantoa.apps.accounts.roles import WHOLE_PROVINCE


@hooks.register("register_admin_urls")
def programme_urls() -> list[URLPattern | URLResolver]:
    return [path("chuong-trinh/", include("lantoa.apps.directives.urls"))]


@hooks.register("register_admin_menu_item")
def programme_menu() -> MenuItem:
    return RoleMenuItem("Chương trình", "directives:programmes", icon="doc-full", order=100, roles=WHOLE_PROVINCE)
