"""Checks of an uploaded file of procedures."""

from django import forms


class UploadForm(forms.Form):
    """The file; what it holds tells its kind."""

    file = forms.FileField(
        label="Tệp thủ tục (.xlsx, .xls, .csv hoặc .json)", allow_empty_file=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.csv,.json"}),
        error_messages={"required": "Hãy chọn tệp.", "empty": "Tệp trống; hãy chọn tệp có nội dung."},
    )  # fmt: skip
