"""The broadcasts' place in the back office."""

from django.urls import URLPattern, URLResolver, include, path
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from lantoa.apps.accounts.menu import RoleMenuItem
from lantoa.apps.broadcasts.queries.keepers import BROADCAST_READERS


@hooks.register("register_admin_urls")
def broadcast_urls() -> list[URLPattern | URLResolver]:
    return [path("phat-thanh/", include("lantoa.apps.broadcasts.urls.office"))]


@hooks.register("register_admin_menu_item")
def broadcasts_menu() -> MenuItem:
    return RoleMenuItem("Phát thanh", "broadcasts:bulletins", icon="media", order=122, roles=BROADCAST_READERS)
