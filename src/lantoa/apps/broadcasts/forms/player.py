"""Checks of what a station's own machine reports."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.dateparse import parse_datetime

_MOST_SECONDS = 6 * 3600


class PlayerReportForm(forms.Form):
    """The machine has played an airing: which, when, for how many seconds."""

    airing = forms.IntegerField(min_value=1, max_value=2**53)
    key = forms.CharField(max_length=80)
    played_at = forms.CharField(max_length=40, required=False)
    seconds = forms.IntegerField(min_value=0, max_value=_MOST_SECONDS, required=False)

    def clean_played_at(self) -> datetime | None:
        """Return the moment, None for "just now"."""
        words: str = self.cleaned_data["played_at"]
        if not words:
            return None
        try:
            found = parse_datetime(words)
        except ValueError:
            found = None
        if found is None or timezone.is_naive(found):
            raise forms.ValidationError("Giờ phát chưa đúng.")
        return found

    @property
    def said(self) -> dict[str, Any]:
        """Return what was said, checked."""
        return self.cleaned_data
