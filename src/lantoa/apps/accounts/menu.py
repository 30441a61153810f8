"""An entry of the back office's menu that shows only to the roles that may open it."""

from collections.abc import Collection

from django.http import HttpRequest
from django.urls import reverse_lazy
from wagtail.admin.menu import MenuItem

from lantoa.apps.accounts.roles import Role, roles_of


class RoleMenuItem(MenuItem):  # type: ignore[misc]  # Wagtail has no types
    """A menu entry for a named address."""

    def __init__(self, label: str, url_name: str, *, icon: str, order: int, roles: Collection[Role]) -> None:
        super().__init__(label, reverse_lazy(url_name), name=url_name.replace(":", "-"), icon_name=icon, order=order)
        self._roles = frozenset(roles)

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(roles_of(request.user) & self._roles)
