"""Widgets and words that the forms of contests share."""

from typing import Any

from django import forms
from django.utils.text import slugify

from lantoa.core.viettext import fold

WHEN = "Hãy chọn ngày và giờ."


def moment_field(label: str, **options: Any) -> forms.DateTimeField:
    """Return a field for a moment, to the second, with the browser's calendar."""
    widget = forms.DateTimeInput(attrs={"type": "datetime-local", "step": 1}, format="%Y-%m-%dT%H:%M:%S")
    given = {"error_messages": {"required": WHEN, "invalid": "Ngày giờ chưa đúng, ví dụ đúng: 01/10/2025 08:00."}}
    return forms.DateTimeField(label=label, widget=widget, **{**given, **options})


def slug_of(title: str) -> str:
    """Return an address made from a title.

    >>> slug_of("Tìm hiểu cải cách hành chính, đợt 1")
    'tim-hieu-cai-cach-hanh-chinh-dot-1'
    """
    return slugify(fold(title))[:80].strip("-")


def number_field(label: str, *, least: int = 1, most: int = 1000, **options: Any) -> forms.IntegerField:
    """Return a field for a count within bounds, with its errors in our words."""
    words = {
        "required": "Hãy ghi một số.",
        "invalid": "Hãy ghi một số nguyên.",
        "min_value": f"Phải từ {least} trở lên.",
        "max_value": f"Không quá {most}.",
    }
    return forms.IntegerField(label=label, min_value=least, max_value=most, error_messages=words, **options)
