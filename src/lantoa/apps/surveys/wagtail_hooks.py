"""The place of this app in the back office."""

from django.urls import URLPattern, URLResolver, include, path
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from lantoa.apps.accounts.menu import RoleMenuItem
from lantoa.apps.surveys.queries.keepers import ROUND_SEERS


@hooks.register("register_admin_urls")
def surveys_urls() -> list[URLPattern | URLResolver]:
    return [path("khao-sat/", include("lantoa.apps.surveys.urls.office"))]


@hooks.register("register_admin_menu_item")
def surveys_menu() -> MenuItem:
    return RoleMenuItem("Khảo sát", "surveys:rounds", icon="form", order=128, roles=ROUND_SEERS)
