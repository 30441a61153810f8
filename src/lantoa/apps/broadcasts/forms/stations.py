"""Checks of what people type about stations, clusters and slots."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from lantoa.apps.agencies.models import Agency, Channel
from lantoa.apps.broadcasts.models import Cluster, Language, Slot, Station
from lantoa.apps.broadcasts.queries.named import stations_named

_NUMBER = {"required": "Hãy ghi một số.", "invalid": "Hãy ghi một số."}
_NAME = {"required": "Hãy ghi tên.", "max_length": "Tên dài quá; hãy rút gọn."}
WEEKDAYS = [
    (1, "Thứ Hai"), (2, "Thứ Ba"), (3, "Thứ Tư"), (4, "Thứ Năm"), (5, "Thứ Sáu"), (6, "Thứ Bảy"), (7, "Chủ nhật"),
]  # fmt: skip
_SORTS = {"": ("Theo tên", ("name", "pk")), "agency": ("Theo cơ quan", ("agency__name", "name", "pk"))}


class StationFilter(forms.Form):
    """Filter stations by words, level and use, and sort them."""

    words = forms.CharField(label="Tên đài hoặc cơ quan", required=False, max_length=100)
    level = forms.ChoiceField(label="Cấp", required=False, choices=[("", "Tất cả"), *Station.Level.choices])
    use = forms.ChoiceField(
        label="Tình trạng", required=False,
        choices=[("", "Đang hoạt động"), ("tat-ca", "Tất cả"), ("ngung", "Ngừng hoạt động")],
    )  # fmt: skip
    sort = forms.ChoiceField(label="Xếp theo", required=False, choices=[(key, row[0]) for key, row in _SORTS.items()])

    def apply(self, stations: QuerySet[Station]) -> QuerySet[Station]:
        """Return the stations that pass, in the order asked for; those in use where the form is not valid."""
        if not self.is_valid():
            return stations.filter(active=True)
        asked = self.cleaned_data
        if asked["words"].strip():
            words = asked["words"].strip()
            of_agency = Q(agency__in=Agency.objects.named_like(words))
            stations = stations.filter(Q(pk__in=stations_named(words)) | of_agency)
        if asked["level"]:
            stations = stations.filter(level=asked["level"])
        if asked["use"] != "tat-ca":
            stations = stations.filter(active=asked["use"] != "ngung")
        return stations.order_by(*_SORTS[asked["sort"]][1])


class StationForm(forms.ModelForm):  # type: ignore[type-arg]
    """One station; its agency is fixed for whoever keeps the stations of one agency only."""

    languages = forms.ModelMultipleChoiceField(
        Language.objects.all(), label="Ngôn ngữ", widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Hãy chọn ít nhất một ngôn ngữ."},
    )  # fmt: skip

    class Meta:
        model = Station
        fields = ["agency", "name", "level", "languages", "channel", "syllables_per_minute", "pause_factor", "note"]
        error_messages = {
            "agency": {"required": "Hãy chọn cơ quan."}, "name": _NAME,
            "syllables_per_minute": {**_NUMBER, "min_value": "Ít nhất 60 tiếng mỗi phút."},
            "pause_factor": {**_NUMBER, "min_value": "Không được âm."},
        }  # fmt: skip
        help_texts = {
            "channel": "Kênh của đài trong danh bạ cơ quan, nếu có.",
            "syllables_per_minute": "Dùng để ước tính thời lượng; thường từ 180 đến 220.",
            "pause_factor": "1 là nghỉ bình thường giữa các câu; 1,2 là nghỉ lâu hơn một phần năm.",
        }

    def __init__(self, *args: Any, own_agency: Agency | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agencies, channels = Agency.objects.order_by("name", "pk"), Channel.objects.select_related("agency")
        channels = channels.order_by("agency__name", "name", "pk")
        self.own_agency = own_agency
        if own_agency:
            del self.fields["agency"]
            channels = channels.filter(agency=own_agency)
        else:
            self.fields["agency"].queryset = agencies  # type: ignore[attr-defined]
        self.fields["channel"].queryset = channels  # type: ignore[attr-defined]
        self.fields["channel"].required = False
        if not self.instance.pk:
            self.fields["languages"].initial = Language.objects.filter(code="vi")

    @property
    def agency(self) -> Agency:
        """Return the agency that was chosen, or the only one there is to choose."""
        return self.own_agency or self.cleaned_data["agency"]

    @property
    def values(self) -> dict[str, Any]:
        """Return what the action stores beside agency and languages."""
        return {name: value for name, value in self.cleaned_data.items() if name not in {"agency", "languages"}}


class ClusterForm(forms.ModelForm):  # type: ignore[type-arg]
    """One cluster of loudspeakers."""

    class Meta:
        model = Cluster
        fields = ["name", "place", "speakers", "active"]
        error_messages = {"name": _NAME, "speakers": {"invalid": "Hãy ghi số loa là một số nguyên."}}
        help_texts = {"place": "Ví dụ: nhà văn hóa thôn 3.", "active": "Bỏ chọn khi cụm loa hỏng lâu hoặc đã tháo."}


class SlotForm(forms.ModelForm):  # type: ignore[type-arg]
    """One slot, its weekdays as boxes."""

    starts = forms.TimeField(
        label="Bắt đầu", widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"required": "Hãy ghi giờ bắt đầu.", "invalid": "Giờ chưa đúng, ví dụ đúng: 05:00."},
    )  # fmt: skip
    weekdays = forms.TypedMultipleChoiceField(
        label="Các ngày trong tuần", choices=WEEKDAYS, coerce=int, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Hãy chọn ít nhất một ngày trong tuần."},
    )  # fmt: skip

    class Meta:
        model = Slot
        fields = ["name", "starts", "minutes", "weekdays", "valid_from", "valid_to", "active"]
        error_messages = {"name": _NAME, "minutes": {**_NUMBER, "min_value": "Ít nhất một phút."}}
        help_texts = {
            "name": "Ví dụ: Buổi sáng.",
            "valid_from": "Để trống nếu không giới hạn.",
            "active": "Bỏ chọn để tạm ngừng khung giờ.",
        }
        widgets = {
            name: forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d") for name in ("valid_from", "valid_to")
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["minutes"].widget.attrs["max"] = 1440
        if not self.instance.pk:
            self.fields["weekdays"].initial = [day for day, _ in WEEKDAYS]

    def clean(self) -> dict[str, Any]:
        """Check that the days of validity are in order."""
        given: dict[str, Any] = super().clean() or {}
        first, last = given.get("valid_from"), given.get("valid_to")
        if first and last and first > last:
            self.add_error("valid_to", "Ngày cuối phải sau ngày đầu.")
        return given

    def _post_clean(self) -> None:
        """Leave the row as it is: the action stores it (a ModelForm would change it before the check)."""


class PastedStations(forms.Form):
    """Stations pasted as lines of a table."""

    text = forms.CharField(
        label="Các dòng: tên đài, cơ quan, cấp, các cụm loa", max_length=60_000,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
        error_messages={"required": "Hãy dán ít nhất một dòng.", "max_length": "Nhiều quá; hãy dán từng phần."},
        help_text=(
            "Mỗi đài một dòng; các cột cách nhau bằng dấu tab (chép từ Excel), dấu | hoặc dấu chấm phẩy. "
            "Cấp: xã, huyện hoặc tỉnh; để trống là xã. Cụm loa cách nhau bằng dấu phẩy, có thể để trống."
        ),
    )  # fmt: skip
