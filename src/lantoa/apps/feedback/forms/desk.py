"""What an officer writes down for a citizen at the desk or on the telephone."""

from datetime import date
from typing import Any

from django import forms

from lantoa.apps.feedback.forms.sending import ContactPart, ReportForm
from lantoa.apps.feedback.models import Feedback

_ORDER = [
    "channel",
    "words",
    "place_typed",
    "place",
    "place_words",
    "sector",
    "about_typed",
    "about",
    "name",
    "contact",
    "consents",
]
_CHANNELS = [(value, label) for value, label in Feedback.Channel.choices if value != Feedback.Channel.FORM]


class DeskForm(ContactPart, ReportForm):
    """The citizen's form without what only a browser sends, and with how the citizen came."""

    channel = forms.ChoiceField(label="Người dân phản ánh", choices=_CHANNELS)

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        super().__init__(*args, day=day, **kwargs)
        for name in ("latitude", "longitude", "about_procedure", "procedure", "place", "about"):
            self.fields[name].widget = forms.HiddenInput()
        words = self.fields["words"]
        words.label, words.required = "Người dân nói gì?", True
        words.help_text = "Ghi đúng lời: chuyện gì, từ khi nào, cần giải quyết gì. Đọc lại cho người dân nghe."
        words.error_messages["required"] = "Hãy ghi điều người dân phản ánh."
        self.fields["consents"].label = "Người dân đã nghe mục đích giữ họ tên, liên hệ và đồng ý"
        self.fields["contact"].help_text = "Để trống được. Có thì người dân nhận được địa chỉ theo dõi."
        self.order_fields(_ORDER)

    def clean(self) -> dict[str, Any]:
        """Offer the places or agencies to choose from where several fit what was typed."""
        given = super().clean()
        for name, found, label in (("place", self.places, "Chọn địa bàn"), ("about", self.agencies, "Chọn cơ quan")):
            if len(found) > 1:
                self.fields[name].label = label
                self.fields[name].widget = forms.Select(choices=[("", "Chọn"), *((row.pk, row.name) for row in found)])
        return given
