"""Audit trail and outbox in the back office (their roles are accounts', so they are shown from here); our own menu."""

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.models import GroupPagePermission
from wagtail.permissions import register_permission_policy

from lantoa.apps.accounts.ledger import LEDGER_ROLES
from lantoa.apps.accounts.menu import RoleMenuItem
from lantoa.apps.accounts.models import User
from lantoa.apps.accounts.policies import RolePolicy
from lantoa.apps.accounts.roles import STAFF, Role, roles_of
from lantoa.apps.base.help import PREFIX
from lantoa.apps.base.models import AuditEntry

register_permission_policy(
    AuditEntry, RolePolicy(AuditEntry, see={Role.ADMINISTRATOR, Role.PROGRAMME_OFFICER, Role.VERIFIER})
)
register_permission_policy(User, RolePolicy(User, see={Role.ADMINISTRATOR}, change={Role.ADMINISTRATOR}))
# Wagtail's own entries of no use to whoever works on no page; the administrator keeps all of them.
_FOR_PAGES = {"explorer", "images", "documents", "reports"}
_WITHOUT_USE = _FOR_PAGES | {"help"}


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


@hooks.register("register_admin_urls")
def ledger_urls() -> list[URLPattern | URLResolver]:
    return [path("thu/", include("lantoa.apps.accounts.ledger_urls"))]


@hooks.register("register_admin_menu_item")
def ledger_menu() -> MenuItem:
    return RoleMenuItem("Thư gửi đi", "outbox:outbox", icon="mail", order=185, roles=LEDGER_ROLES)


@hooks.register("register_admin_urls")
def account_urls() -> list[URLPattern | URLResolver]:
    return [path("buoc-hai/", include("lantoa.apps.accounts.office_urls"))]


@hooks.register("register_settings_menu_item")
def second_factor_menu() -> MenuItem:
    return RoleMenuItem(
        "Bước xác thực thứ hai", "accounts:second_factors", icon="key", order=610, roles={Role.ADMINISTRATOR}
    )


@hooks.register("register_account_menu_item")
def own_second_factor(request: HttpRequest) -> dict[str, str]:
    """Lead from Wagtail's page of the own account to ours."""
    return {
        "url": reverse("mfa_index"),
        "label": "Bước xác thực thứ hai",
        "help_text": "Ứng dụng xác thực, khóa bảo mật và mã dự phòng.",
    }


@hooks.register("register_account_menu_item")
def own_password(request: HttpRequest) -> dict[str, str]:
    return {
        "url": reverse("account_change_password"),
        "label": "Đổi mật khẩu",
        "help_text": "Cần mật khẩu hiện tại.",
    }


@hooks.register("construct_main_menu")
def hide_what_has_no_use(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    if Role.ADMINISTRATOR in roles_of(request.user):
        return
    on_pages = GroupPagePermission.objects.filter(group__user=request.user.pk).exists()
    hidden = _WITHOUT_USE - _FOR_PAGES if on_pages else _WITHOUT_USE
    menu_items[:] = [item for item in menu_items if item.name not in hidden]


@hooks.register("register_admin_urls")
def guide_urls() -> list[URLPattern | URLResolver]:
    return [path(PREFIX, include("lantoa.apps.accounts.guide_urls"))]


@hooks.register("register_admin_menu_item")
def guide_menu() -> MenuItem:
    return RoleMenuItem("Hướng dẫn", "guides:front", icon="help", order=990, roles=STAFF)
