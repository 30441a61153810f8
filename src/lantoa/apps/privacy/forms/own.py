"""What one fills in to ask about the own data: a contact, the code that went there, what is wrong."""

from collections.abc import Iterable
from typing import Any

from django import forms

from lantoa.apps.base.honeypot import HoneypotMixin
from lantoa.apps.base.sms import sms_is_on
from lantoa.apps.privacy.contacts import NotAContact, read_contact
from lantoa.apps.privacy.models import ContactKind, DataRequest
from lantoa.core.viettext import without_hidden_signs


class AskForm(HoneypotMixin):
    """Where the code goes: an e-mail address or, where short messages leave, a mobile number."""

    contact = forms.CharField(max_length=254, error_messages={"required": "Hãy nhập thư điện tử hoặc số điện thoại."})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_sms = sms_is_on()
        field = self.fields["contact"]
        field.label = "Thư điện tử hoặc số điện thoại bạn đã dùng" if self.by_sms else "Thư điện tử bạn đã dùng"
        field.help_text = (
            "Ví dụ lan@example.vn hoặc 0905123456."
            if self.by_sms
            else "Ví dụ lan@example.vn. Chưa gửi được mã qua tin nhắn; chỉ để lại số điện thoại thì hãy đến một cửa."
        )
        field.widget.attrs.update(autocomplete="email", inputmode="email", autocapitalize="none", spellcheck="false")

    def clean_contact(self) -> tuple[ContactKind, str]:
        try:
            kind, contact = read_contact(self.cleaned_data["contact"])
        except NotAContact as error:
            raise forms.ValidationError(str(error)) from error
        if kind == ContactKind.PHONE and not self.by_sms:
            raise forms.ValidationError("Hệ thống chưa gửi được tin nhắn đến điện thoại. Hãy dùng thư điện tử.")
        return kind, contact


class ProveForm(forms.Form):
    """The six digits."""

    code = forms.CharField(
        label="Mã xác nhận gồm 6 chữ số", max_length=12, error_messages={"required": "Hãy nhập mã đã gửi cho bạn."}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs.update(autocomplete="one-time-code", inputmode="numeric", autofocus=True)


class OfficeForm(forms.Form):
    """What an officer has to decide: something wrong, or an objection. `key` makes a second press the same request."""

    key = forms.RegexField(r"[0-9a-f]{32}", widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label="Bạn yêu cầu gì?",
        choices=[
            (DataRequest.Kind.CORRECT, "Sửa điều chưa đúng"),
            (DataRequest.Kind.OBJECT, "Phản đối, hoặc xin hạn chế việc dùng dữ liệu về tôi"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Hãy chọn một trong hai."},
    )
    words = forms.CharField(
        label="Nói rõ điều bạn yêu cầu",
        help_text="Ở đâu: phản ánh nào, cuộc thi nào, bài nào có tên bạn. Sửa thế nào, hoặc vì sao không nên dùng. "
        "Không cần ghi số căn cước.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Hãy ghi điều bạn yêu cầu."},
    )

    def clean_words(self) -> str:
        return without_hidden_signs(self.cleaned_data["words"]).strip()


class WithdrawForm(forms.Form):
    """Which consents are withdrawn, by form; none is ticked beforehand."""

    forms = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple, error_messages={"required": "Hãy chọn sự đồng ý muốn rút lại."}
    )

    def __init__(self, *args: Any, slugs: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["forms"].choices = [(slug, slug) for slug in slugs]  # type: ignore[attr-defined]
