"""Checks of what people say about airings."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone

from lantoa.apps.broadcasts.models import Airing, Cluster

_TOO_LONG = "Hãy viết tối đa 300 chữ."


class ConfirmForm(forms.Form):
    """An airing was played: at the planned time, now, or at another time; by all clusters or by some."""

    key = forms.CharField(max_length=80)
    when = forms.ChoiceField(choices=[("lich", "Đúng giờ"), ("nay", "Lúc này"), ("khac", "Giờ khác")], required=False)
    day = forms.DateField(label="Ngày", required=False, error_messages={"invalid": "Ngày chưa đúng."})
    clock = forms.TimeField(label="Giờ", required=False, error_messages={"invalid": "Giờ chưa đúng, ví dụ: 17:05."})
    clusters = forms.ModelMultipleChoiceField(
        Cluster.objects.none(), required=False,
        error_messages={"invalid_choice": "Cụm loa không thuộc đài này; hãy tải lại trang."},
    )  # fmt: skip

    def __init__(self, airing: Airing, data: Any = None) -> None:
        super().__init__(data)
        self._airing = airing
        clusters = Cluster.objects.filter(station=airing.station_id)
        self.fields["clusters"].queryset = clusters  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Check that another time is said as a day and a time."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("when") == "khac" and not given.get("clock") and "clock" not in self.errors:
            self.add_error("clock", "Hãy ghi giờ đã phát.")
        return given

    def played_at(self, *, at: datetime) -> datetime:
        """Return when it was played by what was chosen."""
        given = self.cleaned_data
        if given["when"] == "khac":
            return moment(given["day"] or self._airing.day, given["clock"])
        return at if given["when"] == "nay" else self._airing.planned_at

    @property
    def problem(self) -> str:
        """Return what is wrong, for a page that shows no form again."""
        return " ".join(str(error) for errors in self.errors.values() for error in errors)


def moment(day: date, clock: time) -> datetime:
    """Return the moment of a day and a time as clocks show them here."""
    return timezone.make_aware(datetime.combine(day, clock))


class MissedForm(forms.Form):
    """Why an airing was not played: one of the usual reasons, or in one's own words."""

    usual = forms.CharField(required=False, max_length=100)
    words = forms.CharField(required=False, max_length=300, error_messages={"max_length": _TOO_LONG})

    @property
    def reason(self) -> str:
        """Return the reason given; "" for none."""
        if not self.is_valid():
            return ""
        return str(self.cleaned_data["words"].strip() or self.cleaned_data["usual"].strip())


class TakeBackForm(forms.Form):
    """Why a report is taken back."""

    reason = forms.CharField(
        label="Vì sao rút báo phát này?", max_length=300,
        error_messages={"required": "Hãy ghi vì sao rút báo phát.", "max_length": _TOO_LONG},
    )  # fmt: skip
