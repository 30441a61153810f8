"""The audit trail in the back office (its roles are accounts', so it is shown from here), and a menu of our own."""

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import register_permission_policy

from lantoa.apps.accounts.models import User
from lantoa.apps.accounts.policies import RolePolicy
from lantoa.apps.accounts.roles import Role, roles_of
from lantoa.apps.base.models import AuditEntry

register_permission_policy(
    AuditEntry, RolePolicy(AuditEntry, see={Role.ADMINISTRATOR, Role.PROGRAMME_OFFICER, Role.VERIFIER})
)
register_permission_policy(User, RolePolicy(User, see={Role.ADMINISTRATOR}, change={Role.ADMINISTRATOR}))
# Wagtail's own entries that have no use before there are pages to edit; the administrator keeps all of them.
_WITHOUT_USE = {"explorer", "images", "documents", "reports", "help"}


class AuditViewSet(ModelViewSet):  # type: ignore[misc]  # Wagtail has no types
    model = AuditEntry
    name = "audit"
    url_prefix = "nhat-ky"
    icon = "history"
    menu_label = "Nhật ký"
    menu_order = 190
    add_to_admin_menu = True
    form_fields = ["act"]
    list_display = ["at", "actor", "origin", "act", "subject_type", "subject_id", "position"]
    list_filter = ["act", "at"]
    search_fields = ["actor", "act", "origin"]
    search_backend_name = None
    inspect_view_enabled = True


@hooks.register("register_admin_viewset")
def audit_register() -> ModelViewSet:
    return AuditViewSet()


@hooks.register("construct_main_menu")
def hide_what_has_no_use(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    if Role.ADMINISTRATOR not in roles_of(request.user):
        menu_items[:] = [item for item in menu_items if item.name not in _WITHOUT_USE]
