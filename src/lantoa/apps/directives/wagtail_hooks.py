"""The programme's place in the back office."""

from django.urls import URLPattern, URLResolver, include, path
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import register_permission_policy

from lantoa.apps.accounts.menu import RoleMenuItem
from lantoa.apps.accounts.policies import RolePolicy
from lantoa.apps.accounts.roles import WHOLE_PROVINCE, Role
from lantoa.apps.base.registers import RelatedViewSet
from lantoa.apps.directives.models import Duty

register_permission_policy(
    Duty, RolePolicy(Duty, see=WHOLE_PROVINCE, change={Role.PROGRAMME_OFFICER, Role.ADMINISTRATOR})
)


class DutyViewSet(RelatedViewSet):
    """Where a person settles what the directive does not state: product, quantity, due date."""

    model = Duty
    related = ("theme",)
    name = "duties"
    url_prefix = "nhiem-vu"
    icon = "list-ul"
    menu_label = "Nhiệm vụ"
    menu_order = 105
    add_to_admin_menu = True
    form_fields = ["theme", "recipient", "channel", "product", "quantity", "due_date", "due_working_days", "sentence"]
    list_display = ["recipient", "theme", "channel", "quantity", "due_date", "due_working_days"]
    list_filter = ["theme", "channel", "due_date"]
    search_fields = ["recipient", "sentence"]
    search_backend_name = None


@hooks.register("register_admin_urls")
def programme_urls() -> list[URLPattern | URLResolver]:
    return [path("chuong-trinh/", include("lantoa.apps.directives.urls"))]


@hooks.register("register_admin_menu_item")
def programme_menu() -> MenuItem:
    return RoleMenuItem("Chương trình", "directives:programmes", icon="doc-full", order=100, roles=WHOLE_PROVINCE)


@hooks.register("register_admin_viewset")
def duty_register() -> ModelViewSet:
    return DutyViewSet()
