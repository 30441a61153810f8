"""Where the list is to go."""

from typing import Any

from django import forms

from lantoa.apps.base.honeypot import HoneypotMixin
from lantoa.apps.base.sms import sms_is_on
from lantoa.apps.privacy.contacts import NotAContact, read_contact
from lantoa.apps.privacy.models import ContactKind


class ChecklistForm(HoneypotMixin):
    """An e-mail address or, where short messages leave, a mobile number; and the word that it may be used once."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=64)
    contact = forms.CharField(max_length=254, error_messages={"required": "Hãy nhập nơi nhận danh sách."})
    consents = forms.BooleanField(
        label="Tôi đồng ý để hệ thống dùng địa chỉ này một lần, để gửi danh sách cho tôi.",
        error_messages={"required": "Cần bạn đồng ý thì mới gửi được."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_sms = sms_is_on()
        field = self.fields["contact"]
        field.label = "Thư điện tử hoặc số điện thoại di động của bạn" if self.by_sms else "Thư điện tử của bạn"
        field.help_text = (
            "Ví dụ lan@example.vn hoặc 0905123456. Điện thoại nhận đường dẫn tới danh sách."
            if self.by_sms
            else "Ví dụ lan@example.vn."
        )
        field.widget.attrs.update(autocomplete="email", inputmode="email", autocapitalize="none", spellcheck="false")

    def clean_contact(self) -> tuple[ContactKind, str]:
        try:
            kind, contact = read_contact(self.cleaned_data["contact"])
        except NotAContact as error:
            raise forms.ValidationError(str(error)) from error
        if kind == ContactKind.PHONE and not self.by_sms:
            raise forms.ValidationError("Hệ thống chưa gửi được tin nhắn đến điện thoại; hãy dùng thư điện tử.")
        return kind, contact
