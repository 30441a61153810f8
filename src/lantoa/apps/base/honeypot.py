"""What keeps programs from filling in the forms of citizens, without asking a person anything and without script.

A field that nobody sees, not even with a screen reader, and the moment the form was shown, signed: whoever fills in the
one or sends within seconds of the other is a program. The view then shows a calm page and stores nothing.
"""

from datetime import datetime, timedelta
from typing import Any, Self

from django import forms
from django.core.signing import BadSignature, Signer
from django.utils.html import format_html
from django.utils.safestring import SafeString

_SALT = "lantoa.honeypot"
# Nobody reads a form and writes a sentence faster; who comes back to a tab after days is still a person.
LEAST = timedelta(seconds=3)
MOST = timedelta(days=7)


class TrapInput(forms.TextInput):
    """A text field that is in the page and in no way on it: drawn with the hidden fields."""

    @property
    def is_hidden(self) -> bool:
        return True

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        attrs = {**(attrs or {}), "tabindex": "-1", "autocomplete": "off"}
        field = super().render(name, value, attrs, renderer)
        # `hidden` takes it off the screen, the tab order and the accessibility tree, with and without our styles.
        return format_html("<div hidden><label>Xin để trống ô này {}</label></div>", field)


class HoneypotMixin(forms.Form):
    """Two hidden fields beside those of a form. Templates draw them with `form.hidden_fields`; the view asks
    `form.caught()` first of all, and then shows a calm page.
    """

    website = forms.CharField(required=False, widget=TrapInput)
    shown_at = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._at = at
        self.fields["shown_at"].initial = signed_moment(at)
        # Hidden from everybody, so nothing describes them.
        for name in ("website", "shown_at"):
            self.fields[name].label = ""

    def caught(self) -> bool:
        """Return whether a program sent this: the hidden field is filled in, or the moment is missing, forged, too
        short or too long ago.
        """
        return self.trapped() or self.mistimed()

    def trapped(self) -> bool:
        """Return whether the field is filled in that no person sees."""
        return bool(str(self.data.get(self.add_prefix("website"), "")))

    def mistimed(self) -> bool:
        """Return whether the moment is missing, forged, too short or too long ago: a person may press again, and finds
        what was typed (`again`).
        """
        try:
            shown = _signer().unsign(str(self.data.get(self.add_prefix("shown_at"), "")))
        except BadSignature:
            return True
        passed = timedelta(seconds=self._at.timestamp() - int(shown))
        return not LEAST <= passed <= MOST

    def again(self) -> Self:
        """Return the form as it was filled in, shown at this moment."""
        typed: Any = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict
        typed[self.add_prefix("shown_at")] = signed_moment(self._at)
        return type(self)(typed, at=self._at)


def _signer() -> Signer:
    return Signer(salt=_SALT)


def signed_moment(at: datetime) -> str:
    """Return what a form shown at that moment carries, for tests that send it later.

    >>> from datetime import UTC
    >>> signed_moment(datetime(2026, 1, 1, tzinfo=UTC)).partition(":")[0]
    '1767225600'
    """
    return _signer().sign(str(int(at.timestamp())))
