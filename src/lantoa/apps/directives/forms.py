"""Checks of what officers send about directives."""

import hashlib
from datetime import date
from typing import Any

from django import forms

from lantoa.apps.agencies.models import Agency
from lantoa.apps.agencies.queries import agencies_named
from lantoa.apps.base.guard import UnreadableFile, text_of
from lantoa.apps.directives.queries import WaitingRecipient
from lantoa.core.officialdoc import NotADirective, read_directive


class IntakeForm(forms.Form):
    """One directive as a file; `text` and `file_name` are set when it is valid."""

    file = forms.FileField(
        label="Tệp văn bản",
        help_text="Tệp .docx, .pdf có chữ, hoặc .txt (UTF-8).",
        max_length=200,
        allow_empty_file=False,
    )

    text: str
    file_name: str

    def clean_file(self) -> object:
        upload = self.cleaned_data["file"]
        try:
            self.text = text_of(upload.read(), name=upload.name)
            read_directive(self.text)
        except (UnreadableFile, NotADirective) as error:
            raise forms.ValidationError(str(error)) from error
        self.file_name = upload.name
        return upload


class RecipientForm(forms.Form):
    """Which agencies the words of a directive mean: some of those suggested, and others by key, code or full name.

    `chosen` is set when it is valid.
    """

    words = forms.CharField(widget=forms.HiddenInput, max_length=300)
    agencies = forms.ModelMultipleChoiceField(
        label="Cơ quan gần giống",
        queryset=Agency.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Cơ quan này không có hiệu lực vào ngày của văn bản; hãy chọn lại."},
    )
    others = forms.CharField(
        label="Cơ quan khác",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Mã, mã định danh hoặc tên của cơ quan trong danh bạ, mỗi cơ quan một dòng.",
    )

    def __init__(self, data: Any = None, *, on: date, waiting: WaitingRecipient | None = None) -> None:
        initial = {}
        if waiting:
            initial = {"words": waiting.resolved.words, "agencies": [row.pk for row in waiting.resolved.agencies]}
        prefix = f"noi-nhan-{hash_of(waiting.resolved.words)}" if waiting else None
        super().__init__(data, initial=initial, auto_id=f"{prefix}-%s" if prefix else True)
        self._on = on
        field = self.fields["agencies"]
        field.queryset = Agency.objects.valid_on(on)  # type: ignore[attr-defined]
        if waiting:
            # Named one by one, so that a page with many recipients does not ask for the register each time.
            field.choices = [(row.pk, row.name) for row in waiting.suggestions]  # type: ignore[attr-defined]

    def clean_others(self) -> list[Agency]:
        found: list[Agency] = []
        for line in self.cleaned_data["others"].splitlines():
            if not (words := line.strip()):
                continue
            rows = Agency.objects.valid_on(self._on)
            named = list(rows.filter(slug=words) | rows.filter(code__iexact=words)) or agencies_named(
                words, on=self._on
            )
            if len(named) != 1:
                what = "chưa có trong danh bạ" if not named else f"là tên của {len(named)} cơ quan, hãy ghi mã"
                raise forms.ValidationError(f"“{words}” {what} (tính vào ngày {self._on:%d/%m/%Y}).")
            found += named
        return found

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.chosen = list(dict.fromkeys([*cleaned.get("agencies", ()), *(cleaned.get("others") or ())]))
        if not self.errors and not self.chosen:
            raise forms.ValidationError("Hãy chọn ít nhất một cơ quan, hoặc thêm cơ quan mới vào danh bạ trước.")
        return cleaned


def hash_of(words: str) -> str:
    """Return a short name of a recipient's words, for the marks of its form on the page."""
    return hashlib.sha256(words.encode()).hexdigest()[:8]
