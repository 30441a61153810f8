"""Checks of what an agency answers besides a proof: a refusal, a wish for more time."""

from typing import Any

from django import forms


def _reason(words: str) -> forms.CharField:
    return forms.CharField(
        label=words,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Hãy ghi rõ lý do, một câu cũng được."},
    )


class RefusalForm(forms.Form):
    """Why the agency does not take an assignment."""

    reason = _reason("Vì sao cơ quan không thực hiện được?")


class ExtensionForm(forms.Form):
    """Until when the agency wants to have time, and why."""

    wanted_date = forms.DateField(
        label="Xin hạn mới đến ngày",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
        error_messages={"required": "Hãy chọn ngày.", "invalid": "Hãy ghi ngày như 25/06/2023."},
    )
    reason = _reason("Vì sao cần thêm thời gian?")

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        self.fields["reason"].widget.attrs["rows"] = 2
