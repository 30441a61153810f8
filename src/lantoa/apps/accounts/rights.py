"""The rule of every address: which roles may open it. A view without a rule fails the build (tests/test_rights.py)."""

from collections.abc import Callable, Collection
from functools import wraps
from typing import Any, ParamSpec

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from lantoa.apps.accounts.roles import Role, roles_of

P = ParamSpec("P")
View = Callable[..., HttpResponseBase]


def open_to_all(view: View) -> View:
    """Mark a public page: everyone may open it, and it holds nothing that not everyone may see."""
    view.rule = None  # type: ignore[attr-defined]
    return view


def open_to(*roles: Role | Collection[Role]) -> Callable[[View], View]:
    """Return a decorator that lets these roles in, sends strangers to sign in, and refuses everyone else (403)."""
    allowed = frozenset(role for entry in roles for role in ([entry] if isinstance(entry, Role) else entry))

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)
            if not roles_of(request.user) & allowed:
                raise PermissionDenied("Tài khoản của bạn không có quyền mở trang này.")
            return view(request, *args, **kwargs)

        guarded.rule = allowed  # type: ignore[attr-defined]
        return guarded

    return decorate
