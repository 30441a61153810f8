"""What allauth asks us: no open sign-up, letters through the outbox, words in Vietnamese, secrets kept encrypted."""

from typing import Any
from urllib.parse import urlsplit

import requests
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from lantoa.apps.accounts.actions import note_failed_sign_in, post_letter
from lantoa.apps.accounts.models import User
from lantoa.apps.accounts.second_factor import is_setting_up
from lantoa.apps.base.encryption import cipher

# How long the provider of outside identities may keep a sign-in waiting.
_PROVIDER_SECONDS = 10
_USE = "lantoa.accounts.second-factor"


class SignInAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Sign-in by name or e-mail; accounts are opened by invitation or by an administrator, never by a stranger."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Put the letter into the outbox; the worker sends it."""
        message: EmailMessage = self.render_mail(template_prefix, email, {"request": self.request, **context})
        text = str(message.body)
        post_letter(to=email, subject=str(message.subject), text=text, about=template_prefix, at=timezone.now())

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        note_failed_sign_in(name=credentials.get("email") or credentials.get("username") or "", at=timezone.now())

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("wagtailadmin_home")

    def get_reauthentication_methods(self, user: User | AnonymousUser) -> list[dict[str, Any]]:
        """Return the ways to show again who one is: the second factor where there is one, else the password."""
        methods = super().get_reauthentication_methods(user)
        stronger = [method for method in methods if method["id"] != "reauthenticate"]
        return stronger or methods

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        return super().is_reauthentication_required(app=app, **kwargs) and not is_setting_up(self.request)


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Keeps the secrets of applications and recovery codes encrypted with the key of the installation."""

    def encrypt(self, text: str) -> str:
        return cipher(_USE).encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return cipher(_USE).decrypt(encrypted_text.encode()).decode()

    def get_totp_label(self, user: User) -> str:
        return user.username

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return f"Khóa bảo mật {number}"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": "Lan Tỏa"}


class OutsideIdentityAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """An identity from outside (OpenID Connect) opens an account that is there already: no new one, no role."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def authenticate_by_email(self, sociallogin: SocialLogin) -> tuple[User, str] | None:
        """Return the active account whose address both sides have verified, with that address."""
        for given in sociallogin.email_addresses:
            own = EmailAddress.objects.filter(email__iexact=given.email, verified=True, user__is_active=True)
            for found in own.select_related("user") if given.verified else ():
                if found.user.email.lower() == found.email.lower():
                    return found.user, found.email
        return None

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Stop whatever is not the sign-in of a known identity, before anything is stored."""
        if not sociallogin.is_existing or sociallogin.state.get("process") != "login":
            raise ImmediateHttpResponse(render(request, "accounts/no_account.html", status=403))

    def get_requests_session(self) -> requests.Session:
        return _ProviderSession()


class _ProviderSession(requests.Session):
    """What talks to the provider, server to server: no redirects, no proxies of the environment, and no plain HTTP
    unless the operator has set it so (ADR 0015).
    """

    def __init__(self) -> None:
        super().__init__()
        self.trust_env = False

    def request(self, method: str, url: str | bytes, *args: Any, **kwargs: Any) -> requests.Response:
        if urlsplit(str(url)).scheme not in {"https", urlsplit(settings.OIDC_URL).scheme}:
            raise requests.exceptions.InvalidSchema(f"The provider names an address without HTTPS: {url!r}")
        kwargs["allow_redirects"] = False
        kwargs.setdefault("timeout", _PROVIDER_SECONDS)
        return super().request(method, url, *args, **kwargs)
