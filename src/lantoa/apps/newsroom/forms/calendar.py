"""Checks of what people ask of the newsroom's calendar."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from lantoa.apps.newsroom.models import PortalPage
from lantoa.apps.newsroom.queries.calendar import EntryKind

FIRST_YEAR, LAST_YEAR = 2000, 2100


class CalendarFilter(forms.Form):
    """Filter what is planned by portal and kind; choose the month."""

    portal = forms.ModelChoiceField(
        label="Chuyên trang", queryset=PortalPage.objects.none(), required=False, empty_label="Tất cả"
    )
    kind = forms.ChoiceField(
        label="Loại", required=False, choices=[("", "Tất cả"), *((kind.value, kind.label) for kind in EntryKind)]
    )
    month = forms.TypedChoiceField(
        label="Tháng", required=False, coerce=int, choices=[(month, f"Tháng {month}") for month in range(1, 13)]
    )
    year = forms.IntegerField(label="Năm", required=False, min_value=FIRST_YEAR, max_value=LAST_YEAR)

    def __init__(self, data: Any, *, portals: QuerySet[PortalPage], today: date) -> None:
        values = data.copy()
        values.setdefault("month", str(today.month))
        values.setdefault("year", str(today.year))
        super().__init__(values)
        self._today = today
        self.fields["portal"].queryset = portals  # type: ignore[attr-defined]
        self.is_valid()

    def first_day(self) -> date:
        """Return the first day of the month asked for; of today's where it makes no sense."""
        asked = self.cleaned_data
        return date(asked.get("year") or self._today.year, asked.get("month") or self._today.month, 1)
