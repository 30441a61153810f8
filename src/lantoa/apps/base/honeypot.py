"""What keeps programs from filling in the forms of citizens, without asking a person anything and without script.

A field that nobody sees, not even with a screen reader, and the moment the form was shown, signed: whoever fills in the
one or sends within seconds of the other is a program, or a person whose browser fills in forms. The view then shows the
form again with all that was typed, says why, and stores nothing: a person presses once more.
"""

import secrets
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
_TRAPPED = (
    "Có một ô ẩn, người không thấy, lại được điền, thường là do phần tự điền của trình duyệt. Ô ấy đã được xóa, những "
    "gì bạn nhập vẫn còn: xin bấm lại một lần nữa."
)
_MISTIMED = (
    "Nút được bấm nhanh quá, hoặc trang đã mở từ lâu, nên chưa chắc là người bấm. Những gì bạn đã nhập vẫn còn: xin "
    "bấm lại một lần nữa."
)


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
    `form.why_caught()` first of all, and then shows the form `again`. `least`: how long nobody is quicker.
    """

    least = LEAST
    website = forms.CharField(required=False, widget=TrapInput)
    shown_at = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._at = at
        self.fields["shown_at"].initial = signed_moment(at)
        # Hidden from everybody, so nothing describes them.
        for name in ("website", "shown_at"):
            self.fields[name].label = ""

    def why_caught(self) -> str:
        """Return why this looks as if a program had sent it, and what a person does then, in Vietnamese; "" where it
        does not.
        """
        if self.trapped():
            return _TRAPPED
        return _MISTIMED if self.mistimed() else ""

    def trapped(self) -> bool:
        """Return whether the field is filled in that no person sees."""
        return bool(str(self.data.get(self.add_prefix("website"), "")))

    def mistimed(self) -> bool:
        """Return whether the moment is missing, forged, too short or too long ago: a person may press again, and finds
        what was typed (`again`).
        """
        passed = self.shown_for()
        return passed is None or not self.least <= passed <= MOST

    def shown_for(self) -> timedelta | None:
        """Return how long ago the form was shown; None for a moment that is missing or forged."""
        try:
            shown = _signer().unsign(self.moment).partition(".")[0]
        except BadSignature:
            return None
        return timedelta(seconds=self._at.timestamp() - int(shown))

    @property
    def moment(self) -> str:
        """What the form says of when it was shown; no other form says the same."""
        return str(self.data.get(self.add_prefix("shown_at"), ""))

    def again(self) -> Self:
        """Return the form as it was filled in, the trap emptied, shown at this moment."""
        typed: Any = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict
        typed[self.add_prefix("shown_at")] = signed_moment(self._at)
        typed[self.add_prefix("website")] = ""
        return type(self)(typed, at=self._at)


def _signer() -> Signer:
    return Signer(salt=_SALT)


def signed_moment(at: datetime) -> str:
    """Return what a form shown at that moment carries, different for each; tests send it later.

    >>> from datetime import UTC
    >>> signed_moment(datetime(2026, 1, 1, tzinfo=UTC)).partition(".")[0]
    '1767225600'
    """
    return _signer().sign(f"{int(at.timestamp())}.{secrets.token_urlsafe(6)}")
