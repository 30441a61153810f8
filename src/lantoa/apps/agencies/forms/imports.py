"""Checks of a file that is uploaded for the register."""

from django import forms


class UploadForm(forms.Form):
    """One workbook or table; what is in it is checked when it is read."""

    file = forms.FileField(
        label="Tệp danh bạ",
        help_text="Tệp .xlsx theo mẫu, hoặc .csv (UTF-8) của một bảng; tối đa 5 MB.",
        max_length=200,
        allow_empty_file=False,
        error_messages={
            "required": "Hãy chọn một tệp .xlsx hoặc .csv.",
            "empty": "Tệp này trống; hãy chọn tệp có nội dung.",
        },
    )
