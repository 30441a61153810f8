"""The assignments' place in the back office."""

from django.urls import URLPattern, URLResolver, include, path
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from lantoa.apps.accounts.menu import RoleMenuItem
from lantoa.apps.accounts.roles import STAFF


@hooks.register("register_admin_urls")
def assignment_urls() -> list[URLPattern | URLResolver]:
    return [path("viec/", include("lantoa.apps.assignments.urls"))]


@hooks.register("register_admin_menu_item")
def assignment_menu() -> MenuItem:
    return RoleMenuItem("Việc được giao", "assignments:assignments", icon="tasks", order=110, roles=STAFF)
