"""Checks of a timed reading: what was read, how long it took, when."""

import re
from datetime import date
from typing import Any

from django import forms

from lantoa.apps.broadcasts.models import Bulletin, Station
from lantoa.core.viettext import to_nfc

_LENGTH = re.compile(r"(?:(\d{1,2})[:.hp' ]+)?(\d{1,3})\D{0,8}")
_SHORTEST = 5  # seconds: less is no reading


class TempoForm(forms.Form):
    """A reading: an approved bulletin of the station or a pasted text, and its minutes and seconds."""

    bulletin = forms.ModelChoiceField(
        label="Bản tin đã đọc",
        queryset=Bulletin.objects.none(),
        required=False,
        empty_label="Không phải bản tin có sẵn",
    )
    text = forms.CharField(
        label="Hoặc dán lời đã đọc", required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Số và chữ viết tắt được đổi thành lời như khi đọc.",
    )  # fmt: skip
    length = forms.CharField(
        label="Đọc hết", max_length=20, help_text="Phút và giây, ví dụ 2:35.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "placeholder": "2:35", "autocomplete": "off"}),
        error_messages={"required": "Hãy gõ số phút và số giây."},
    )  # fmt: skip
    read_on = forms.DateField(
        label="Ngày đọc", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Ngày này chưa đúng; hãy gõ ngày/tháng/năm.", "required": "Hãy chọn ngày đọc."},
    )  # fmt: skip

    def __init__(self, data: Any = None, *, station: Station, today: date) -> None:
        super().__init__(data, initial={"read_on": today})
        self.today = today
        read = station.bulletins.exclude(script="").order_by("-approved_at", "-pk")
        self.fields["bulletin"].queryset = read  # type: ignore[attr-defined]

    def clean_length(self) -> int:
        found = _LENGTH.fullmatch(self.cleaned_data["length"].strip())
        seconds = int(found[1] or 0) * 60 + int(found[2]) if found else 0
        if seconds < _SHORTEST:
            raise forms.ValidationError(f"Hãy gõ phút và giây, ví dụ 2:35; ít nhất {_SHORTEST} giây.")
        return seconds

    def clean_read_on(self) -> date:
        day: date = self.cleaned_data["read_on"]
        if day > self.today:
            raise forms.ValidationError("Ngày đọc không thể ở sau hôm nay.")
        return day

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if bool(given.get("bulletin")) == bool((given.get("text") or "").strip()):
            self.add_error("text", "Hãy chọn một bản tin, hoặc dán lời đã đọc (chỉ một trong hai).")
        return given

    def written(self) -> str:
        """Return the text that was pasted."""
        return to_nfc(self.cleaned_data["text"].replace("\r\n", "\n")).strip()
