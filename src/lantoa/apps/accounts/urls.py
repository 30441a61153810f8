"""The addresses of signing in, under /tai-khoan/: just those pages of allauth that are in use, each with its rule."""

from functools import wraps
from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount import views as outside
from allauth.socialaccount.providers.openid_connect import views as oidc
from django.http import HttpRequest, HttpResponseBase
from django.urls import path, re_path

from lantoa.apps.accounts.middleware import before_second_factor
from lantoa.apps.accounts.rights import View, open_to, open_to_all
from lantoa.apps.accounts.roles import STAFF
from lantoa.apps.accounts.views import OwnSecondFactor, to_provider


def _door(view: View) -> View:
    """A page for whoever is at the door; it shows nothing of anybody."""

    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, *args, **kwargs)

    return before_second_factor(open_to_all(opened))


def _own(view: View) -> View:
    """A page on which staff see and change their own account."""
    return before_second_factor(open_to(STAFF)(view))


urlpatterns = [
    path("dang-nhap/", _door(account.login), name="account_login"),
    path("dang-xuat/", _door(account.logout), name="account_logout"),
    path("ngung-hoat-dong/", _door(account.account_inactive), name="account_inactive"),
    path("mat-khau/dat-lai/", _door(account.password_reset), name="account_reset_password"),
    path("mat-khau/dat-lai/da-gui/", _door(account.password_reset_done), name="account_reset_password_done"),
    re_path(
        r"^mat-khau/dat-lai/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        _door(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "mat-khau/dat-lai/xong/",
        _door(account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    path("mat-khau/", _own(account.password_change), name="account_change_password"),
    path("mat-khau/moi/", _own(account.password_set), name="account_set_password"),
    path("xac-nhan-lai/", _own(account.reauthenticate), name="account_reauthenticate"),
    path("buoc-hai/", _own(OwnSecondFactor.as_view()), name="mfa_index"),
    path("buoc-hai/xac-thuc/", _door(mfa.authenticate), name="mfa_authenticate"),
    path("buoc-hai/xac-nhan-lai/", _own(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("buoc-hai/ung-dung/", _own(totp.activate_totp), name="mfa_activate_totp"),
    path("buoc-hai/ung-dung/tat/", _own(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("buoc-hai/ma-du-phong/", _own(recovery_codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("buoc-hai/ma-du-phong/tao/", _own(recovery_codes.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("buoc-hai/ma-du-phong/tep/", _own(recovery_codes.download_recovery_codes), name="mfa_download_recovery_codes"),
    path("buoc-hai/khoa/", _own(webauthn.list_webauthn), name="mfa_list_webauthn"),
    path("buoc-hai/khoa/them/", _own(webauthn.add_webauthn), name="mfa_add_webauthn"),
    path("buoc-hai/khoa/xac-nhan-lai/", _own(webauthn.reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"),
    path("buoc-hai/khoa/<int:pk>/ten/", _own(webauthn.edit_webauthn), name="mfa_edit_webauthn"),
    path("buoc-hai/khoa/<int:pk>/go/", _own(webauthn.remove_webauthn), name="mfa_remove_webauthn"),
    path("ngoai/huy/", _door(outside.login_cancelled), name="socialaccount_login_cancelled"),
    path("ngoai/loi/", _door(outside.login_error), name="socialaccount_login_error"),
    path("oidc/<slug:provider_id>/login/", _door(to_provider), name="openid_connect_login"),
    path("oidc/<slug:provider_id>/login/callback/", _door(oidc.callback), name="openid_connect_callback"),
]
