"""The sign-in form, with its labels in Vietnamese."""

from django import forms
from wagtail.admin.forms.auth import LoginForm


class SignInForm(LoginForm):  # type: ignore[misc]  # Wagtail has no types
    """Wagtail's sign-in form; its password field has no label that a catalogue could translate."""

    password = forms.CharField(
        label="Mật khẩu", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
