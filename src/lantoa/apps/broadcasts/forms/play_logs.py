"""Checks of an uploaded log of a station's machine: the file, and which column is which."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet

from lantoa.apps.broadcasts.models import Airing, Station
from lantoa.apps.broadcasts.play_log_lines import Columns

_PARTS = {
    "clock": "Cột giờ phát (hoặc cả ngày giờ)", "title": "Cột tên tệp, tên bản tin", "day": "Cột ngày (nếu riêng)",
    "cluster": "Cột cụm loa", "length": "Cột thời lượng",
}  # fmt: skip
_NEEDED = ("clock", "title")


class PlayLogForm(forms.Form):
    """The station and the file."""

    station = forms.ModelChoiceField(
        Station.objects.none(), label="Đài", error_messages={"required": "Hãy chọn đài."}, empty_label=None
    )
    file = forms.FileField(
        label="Tệp nhật ký của máy phát", error_messages={"required": "Hãy chọn tệp."},
        help_text="CSV, TXT, XLSX hoặc XLS, mỗi lượt phát một dòng; cột đứng theo thứ tự nào cũng được.",
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx,.xls"}),
    )  # fmt: skip

    def __init__(self, *args: Any, stations: QuerySet[Station], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["station"].queryset = stations.filter(active=True).order_by("name", "pk")  # type: ignore[attr-defined]


class ColumnsForm(forms.Form):
    """Which column is which, and the day of lines that say only a time."""

    first = forms.TypedChoiceField(label="Dòng đầu tiên có lượt phát", coerce=int)
    on = forms.DateField(
        label="Ngày của các dòng chỉ ghi giờ", required=False, widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": "Ngày chưa đúng."},
    )  # fmt: skip

    def __init__(self, data: Any, *, sample: Sequence[Sequence[str]]) -> None:
        super().__init__(data)
        width = max(map(len, sample), default=0)
        choices = [(str(place), f"Cột {place + 1}: {_shown(sample, place)}") for place in range(width)]
        for part, label in _PARTS.items():
            empty = [] if part in _NEEDED else [("", "không có")]
            self.fields[part] = forms.ChoiceField(
                label=label, choices=[*empty, *choices], required=part in _NEEDED,
                error_messages={"required": "Hãy chọn một cột.", "invalid_choice": "Hãy chọn một cột."},
            )  # fmt: skip
        rows = [(str(place), f"Dòng {place + 1}: {' | '.join(row)[:60]}") for place, row in enumerate(sample)]
        self.fields["first"].choices = rows  # type: ignore[attr-defined]
        self.order_fields([*_PARTS, "first", "on"])

    @property
    def columns(self) -> Columns:
        """Return what was chosen."""
        given = self.cleaned_data
        chosen = {part: int(given[part]) for part in _PARTS if given.get(part)}
        return Columns(first=given["first"], **chosen)


def _shown(sample: Sequence[Sequence[str]], place: int) -> str:
    return ", ".join(row[place].strip()[:20] for row in sample[:3] if place < len(row) and row[place].strip())


class MatchForm(forms.Form):
    """The airing that a line speaks of."""

    airing = forms.ModelChoiceField(Airing.objects.none(), error_messages={"required": "Hãy chọn lượt phát."})

    def __init__(self, data: Any, *, airings: QuerySet[Airing]) -> None:
        super().__init__(data)
        self.fields["airing"].queryset = airings  # type: ignore[attr-defined]
