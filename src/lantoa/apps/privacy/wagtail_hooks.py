"""The place of this app in the back office."""

from django.urls import URLPattern, URLResolver, include, path
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from lantoa.apps.accounts.menu import RoleMenuItem
from lantoa.apps.privacy.queries.keepers import PRIVACY_OFFICERS


@hooks.register("register_admin_urls")
def privacy_urls() -> list[URLPattern | URLResolver]:
    return [path("du-lieu-ca-nhan/", include("lantoa.apps.privacy.urls.office"))]


@hooks.register("register_admin_menu_item")
def privacy_menu() -> MenuItem:
    return RoleMenuItem("Dữ liệu cá nhân", "privacy:data_map", icon="lock", order=190, roles=PRIVACY_OFFICERS)
