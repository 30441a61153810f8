"""Checks of what officers send about directives."""

from django import forms

from lantoa.apps.base.guard import UnreadableFile, text_of
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
