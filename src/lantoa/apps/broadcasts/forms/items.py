"""Checks of the words of an item, of the choice of stories, of a reason, of an emergency."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from lantoa.apps.accounts.models import User
from lantoa.apps.agencies.models import Agency
from lantoa.apps.agencies.queries import agency_of
from lantoa.apps.broadcasts.forms.fields import moment_field, text_field, to_the_minute
from lantoa.apps.broadcasts.models import Station
from lantoa.apps.broadcasts.queries.keepers import agencies_spoken_for, sees_every_station, stations_seen_by
from lantoa.apps.newsroom.models import PortalPage
from lantoa.apps.newsroom.queries.portals import portals_seen_by
from lantoa.core.viettext import fold

_EMERGENCY_HOURS = 12


class ItemForm(forms.Form):
    """The title and the words of an item; `version` is what it said when it was shown."""

    title = text_field("Tiêu đề (không đọc lên)", most=255, required="Hãy đặt tiêu đề để dễ tìm.")
    written = text_field(
        "Lời viết", rows=14, most=20_000, required="Hãy viết lời của mục này.",
        help_text="Viết như thường: số, ngày, chữ viết tắt sẽ được đổi thành lời để đọc. Mỗi đoạn cách nhau một "
        "dòng trống.",
    )  # fmt: skip
    version = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)


class StoryFilter(forms.Form):
    """Find stories to take by words of the title, accents aside, and by portal."""

    tim = forms.CharField(label="Tên bài có chữ", required=False, max_length=100)
    trang = forms.ModelChoiceField(
        label="Chuyên trang", required=False, queryset=PortalPage.objects.none(), empty_label="Mọi chuyên trang"
    )

    def __init__(self, *given: Any, user: User, **options: Any) -> None:
        super().__init__(*given, **options)
        self.fields["trang"].queryset = portals_seen_by(user)  # type: ignore[attr-defined]

    def apply(self, stories: QuerySet[Any]) -> QuerySet[Any]:
        """Return the stories that fit; what a field cannot read filters nothing."""
        self.is_valid()
        portal, words = self.cleaned_data.get("trang"), fold(self.cleaned_data.get("tim") or "").strip()
        if portal:
            stories = stories.filter(path__startswith=portal.path)
        if words:
            titles = stories.order_by().values_list("pk", "title")
            stories = stories.filter(pk__in=[pk for pk, title in titles if words in fold(title)])
        return stories


class ReasonForm(forms.Form):
    """Why a bulletin is returned or withdrawn."""

    reason = text_field("Lý do", rows=3, most=500, required="Hãy ghi lý do.")


class EmergencyForm(forms.Form):
    """What an emergency needs and nothing else: the words, where, until when."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=64)
    agency = forms.ModelChoiceField(
        label="Của cơ quan", queryset=Agency.objects.none(), empty_label="Chọn cơ quan",
        error_messages={"required": "Hãy chọn cơ quan.", "invalid_choice": "Hãy chọn cơ quan."},
    )  # fmt: skip
    title = text_field("Việc gì", required="Hãy ghi việc gì, ví dụ: Lũ trên sông Hiếu.")
    written = text_field(
        "Lời phát", rows=6, most=4000, required="Hãy viết lời phát.",
        help_text="Việc gì, ở đâu, bà con làm gì ngay. Câu ngắn.",
    )  # fmt: skip
    every_station = forms.BooleanField(label="Tất cả các đài", required=False)
    stations = forms.ModelMultipleChoiceField(
        label="Đài phát", queryset=Station.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    valid_until = moment_field("Phát đến")
    accepted = forms.MultipleChoiceField(required=False, widget=forms.MultipleHiddenInput)

    def __init__(self, data: Any, *, user: User, at: datetime, key: str) -> None:
        self.at, agency = at, agency_of(user)
        until = to_the_minute(at + timedelta(hours=_EMERGENCY_HOURS))
        super().__init__(data, initial={"key": key, "agency": agency, "valid_until": until})
        self.own_agency = None if sees_every_station(user) else agency
        if self.own_agency:
            del self.fields["agency"]
        else:
            self._from("agency", agencies_spoken_for(user, on=timezone.localdate(at)))
        self._from("stations", stations_seen_by(user).filter(active=True).order_by("name"))
        posted = data.getlist("accepted") if data else []
        self.fields["accepted"].choices = [(word, word) for word in posted]  # type: ignore[attr-defined]

    def _from(self, name: str, rows: QuerySet[Any]) -> None:
        self.fields[name].queryset = rows  # type: ignore[attr-defined]

    @property
    def chosen_agency(self) -> Agency:
        """Return whose bulletin it is: the own agency of whoever works for one only."""
        return self.own_agency or self.cleaned_data["agency"]

    def clean_valid_until(self) -> datetime:
        until: datetime = self.cleaned_data["valid_until"]
        if until <= self.at:
            raise forms.ValidationError("Thời hạn này đã qua; hãy chọn lúc sau hiện tại.")
        return until

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if not given.get("every_station") and not given.get("stations"):
            self.add_error("stations", "Hãy chọn đài, hoặc đánh dấu “Tất cả các đài”.")
        return given

    @property
    def chosen_stations(self) -> list[Station]:
        """Return the stations that are to play it."""
        every = self.cleaned_data["every_station"]
        return list(self.fields["stations"].queryset if every else self.cleaned_data["stations"])  # type: ignore[attr-defined]
