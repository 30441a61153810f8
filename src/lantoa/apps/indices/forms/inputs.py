"""Fields that the forms of indices share: numbers as sources print them, names one a line, days."""

import re
from decimal import Decimal
from typing import Any

from django import forms

_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")
ASK_DAY = "Ngày này chưa đúng; hãy ghi ngày/tháng/năm, ví dụ 12/04/2023."


class PublishedNumberField(forms.CharField):
    """A number as its source prints it: "61,26" or "61.26"; None for nothing. No point between thousands."""

    def __init__(self, *, places: int = 5, **options: Any) -> None:
        self._places = places
        options.setdefault("required", False)
        options.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        super().__init__(**options)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, Decimal):
            text = f"{value:f}"
            return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")
        return value

    def to_python(self, value: Any) -> Any:
        text = str(value or "").strip().replace(" ", "")
        if not text:
            return None
        if not _NUMBER.fullmatch(text):
            raise forms.ValidationError("Hãy ghi một số như trong nguồn, ví dụ 61,26; không chấm hàng nghìn.")
        number = Decimal(text.replace(",", "."))
        if -int(number.as_tuple().exponent) > self._places or abs(number) >= 10_000_000:
            raise forms.ValidationError(f"Số quá lớn, hoặc có hơn {self._places} chữ số sau dấu phẩy.")
        return number

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(super().has_changed(self.prepare_value(initial), data))


class NamesField(forms.CharField):
    """Names, one a line, as a list; [] for none."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("required", False)
        options.setdefault("widget", forms.Textarea(attrs={"rows": 2}))
        super().__init__(**options)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        if isinstance(value, list):
            return value
        lines = (" ".join(line.split()) for line in str(value or "").splitlines())
        return list(dict.fromkeys(line for line in lines if line))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool((initial or []) != self.to_python(data))


def day_field(label: str, **options: Any) -> forms.DateField:
    """Return a field for a day that may be empty, with the browser's calendar."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    given = {"required": False, "error_messages": {"invalid": ASK_DAY}}
    return forms.DateField(label=label, widget=widget, **{**given, **options})


def count_field(label: str, *, least: int = 1, most: int = 9999, **options: Any) -> forms.IntegerField:
    """Return a field for a whole number that may be empty, with its errors in our words."""
    words = {
        "required": "Hãy ghi một số.",
        "invalid": "Hãy ghi một số nguyên.",
        "min_value": f"Phải từ {least} trở lên.",
        "max_value": f"Không quá {most}.",
    }
    given: dict[str, Any] = {"required": False, "error_messages": words}
    return forms.IntegerField(label=label, min_value=least, max_value=most, **{**given, **options})
