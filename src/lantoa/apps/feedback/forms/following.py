"""What a citizen sends from the page behind the secret address."""

from typing import Any

from django import forms

from lantoa.apps.base.honeypot import HoneypotMixin
from lantoa.apps.feedback.checks import why_refused
from lantoa.apps.feedback.models import Feedback
from lantoa.apps.privacy.contacts import NotAContact, read_contact
from lantoa.core.viettext import without_hidden_signs


class WordsForm(forms.Form):
    """Some words, with the key by which a second press is known."""

    words = forms.CharField(
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": "Dài hơn 4.000 chữ cái; hãy viết ngắn hơn."},
    )
    key = forms.CharField(max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args: Any, label: str, needed: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label = label
        self._needed = needed

    def clean_words(self) -> str:
        words = without_hidden_signs(str(self.cleaned_data["words"])).strip()
        if self._needed and not words:
            raise forms.ValidationError(self._needed)
        if words and (refused := why_refused(words)):
            raise forms.ValidationError(refused)
        return words


class JudgeForm(WordsForm):
    """Whether it is solved."""

    solved = forms.ChoiceField(
        label="Việc đã giải quyết được chưa?",
        choices=Feedback.Solved.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Hãy chọn một mức.", "invalid_choice": "Hãy chọn một mức."},
    )


class LookupForm(HoneypotMixin):
    """A code and the contact that was left with it."""

    code = forms.CharField(
        label="Mã phản ánh",
        help_text="Ví dụ PA-7K3M-9QXD.",
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": "Hãy ghi mã phản ánh."},
    )
    contact = forms.CharField(
        label="Thư điện tử hoặc số điện thoại đã để lại",
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "email", "autocapitalize": "none", "spellcheck": "false"}),
        error_messages={"required": "Hãy ghi liên hệ đã để lại."},
    )

    def clean_code(self) -> str:
        return str(self.cleaned_data["code"]).strip().upper().replace(" ", "")

    def clean_contact(self) -> str:
        try:
            return read_contact(str(self.cleaned_data["contact"]))[1]
        except NotAContact as error:
            raise forms.ValidationError(str(error)) from error
