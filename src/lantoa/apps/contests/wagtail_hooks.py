"""The contests' place in the back office."""

from django.urls import URLPattern, URLResolver, include, path
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from lantoa.apps.accounts.menu import RoleMenuItem
from lantoa.apps.accounts.roles import Role
from lantoa.apps.contests.queries.runners import READERS


@hooks.register("register_admin_urls")
def contest_urls() -> list[URLPattern | URLResolver]:
    return [path("cuoc-thi/", include("lantoa.apps.contests.urls.office"))]


@hooks.register("register_admin_menu_item")
def contests_menu() -> MenuItem:
    return RoleMenuItem("Cuộc thi", "contests:contests", icon="form", order=118, roles=READERS)


@hooks.register("register_admin_menu_item")
def own_contests_menu() -> MenuItem:
    return RoleMenuItem("Cuộc thi của đơn vị", "contests:own_unit", icon="form", order=118, roles={Role.FOCAL_OFFICER})
