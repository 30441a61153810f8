"""Fields and words that the forms of bulletins share."""

from typing import Any

from django import forms
from django.utils import timezone

from lantoa.core.viettext import to_nfc


class TextField(forms.CharField):
    """A text in the one Unicode form, with the line ends of a text file."""

    def clean(self, value: Any) -> str:
        return to_nfc(super().clean(value).replace("\r\n", "\n"))


def text_field(label: str, *, rows: int = 0, required: str = "", most: int = 200, **options: Any) -> TextField:
    """Return a field for a line, or for a text of so many rows; `required` is what is said where nothing stands."""
    given: dict[str, Any] = {"widget": forms.Textarea(attrs={"rows": rows})} if rows else {}
    words = {"required": required, "max_length": f"Dài quá: nhiều nhất {most} chữ."}
    return TextField(
        label=label, max_length=most, required=bool(required), error_messages=words, **{**given, **options}
    )


def moment_field(label: str, **options: Any) -> forms.DateTimeField:
    """Return a field for a moment, to the minute, with the browser's calendar."""
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    words = {"required": "Hãy chọn ngày và giờ.", "invalid": "Ngày giờ chưa đúng, ví dụ đúng: 01/10/2025 08:00."}
    return forms.DateTimeField(label=label, widget=widget, error_messages=words, **options)


def number_field(label: str, *, most: int, **options: Any) -> forms.IntegerField:
    """Return a field for a count from 1 on."""
    words = {
        "required": "Hãy ghi một số.", "invalid": "Hãy ghi một số nguyên.", "min_value": "Phải từ 1 trở lên.",
        "max_value": f"Không quá {most}.",
    }  # fmt: skip
    return forms.IntegerField(label=label, min_value=1, max_value=most, error_messages=words, **options)


def to_the_minute(moment: Any) -> Any:
    """Return the moment in local time without seconds, as the browser's calendar has it."""
    return timezone.localtime(moment).replace(second=0, microsecond=0)
