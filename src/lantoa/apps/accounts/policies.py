"""Who may see and change the rows of a register in the back office, by role."""

from collections.abc import Collection, Iterable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model, QuerySet
from wagtail.permission_policies.base import BasePermissionPolicy

from lantoa.apps.accounts.models import User
from lantoa.apps.accounts.roles import Role, roles_of

_LOOK = frozenset({"view"})


class RolePolicy(BasePermissionPolicy):  # type: ignore[misc]  # Wagtail has no types
    """Lets the `see` roles look and the `change` roles add, change and delete."""

    def __init__(self, model: type[Model], *, see: Collection[Role], change: Collection[Role] = ()) -> None:
        super().__init__(model)
        self.see = frozenset(see) | frozenset(change)
        self.change = frozenset(change)

    def roles_for(self, action: str) -> frozenset[Role]:
        """Return the roles that may do the action."""
        return self.see if action in _LOOK else self.change

    def user_has_permission(self, user: User | AnonymousUser, action: str) -> bool:
        return bool(roles_of(user) & self.roles_for(action))

    def user_has_any_permission(self, user: User | AnonymousUser, actions: Iterable[str]) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[User]:
        roles = frozenset[Role]().union(*(self.roles_for(action) for action in actions))
        return User.objects.filter(is_active=True, groups__name__in=[role.label for role in roles]).distinct()

    def get_all_permissions_for_user(self, user: Any) -> set[str]:
        return {action for action in ("view", "add", "change", "delete") if self.user_has_permission(user, action)}
