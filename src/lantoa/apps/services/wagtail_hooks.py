"""The place of this app in the back office."""

from django.urls import URLPattern, URLResolver, include, path
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from lantoa.apps.accounts.menu import RoleMenuItem
from lantoa.apps.services.queries.keepers import SERVICE_READERS


@hooks.register("register_admin_urls")
def services_urls() -> list[URLPattern | URLResolver]:
    return [path("dich-vu-cong/", include("lantoa.apps.services.urls.office"))]


@hooks.register("register_admin_menu_item")
def services_menu() -> MenuItem:
    return RoleMenuItem("Dịch vụ công", "services:procedures", icon="doc-full", order=124, roles=SERVICE_READERS)
