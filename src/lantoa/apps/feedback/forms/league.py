"""The period of the league, and whether agencies that ended stand under those of today."""

from datetime import date, timedelta
from typing import Any

from django import forms

from lantoa.apps.base.months import months_after

AS_THEN = "khi-do"
_YEAR = timedelta(days=364)
# Days beside which no moment can be told.
_FIRST_YEAR, _LAST_YEAR = 1900, 2900


class LeagueForm(forms.Form):
    """Two days, both included; the last twelve months, whole ones but this, where nothing is asked for or what is asked
    makes no sense.
    """

    tu = forms.DateField(
        label="Gửi từ ngày", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    den = forms.DateField(
        label="đến hết ngày", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    doc = forms.ChoiceField(
        label="Đọc số liệu", required=False,
        choices=[("", "Theo cơ quan hiện nay"), (AS_THEN, "Theo cơ quan khi đó")],
    )  # fmt: skip

    def __init__(self, data: Any, *, today: date) -> None:
        super().__init__(data)
        self.first, self.last, self.as_now = months_after(today.replace(day=1), -11), today, True

    def clean(self) -> dict[str, Any]:
        """Keep the period that was asked for where it is one."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        last = given.get("den") or self.last
        first = given.get("tu") or (self.first if last == self.last else last - min(_YEAR, last - date.min))
        if first > last:
            self.add_error("den", "Ngày cuối phải sau ngày đầu.")
        elif not _FIRST_YEAR <= first.year <= last.year <= _LAST_YEAR:
            self.add_error("den", "Hãy chọn những ngày đã có phản ánh.")
        else:
            self.first, self.last = first, last
        self.as_now = given.get("doc") != AS_THEN
        return given
