"""Checks of what the province decides: where feedback goes, within how many days; and of a try of the rules."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from lantoa.apps.agencies.models import Agency, AgencyKind
from lantoa.apps.feedback.models import ClockRule, RoutingRule
from lantoa.apps.services.models import Sector

# Places are committees: where something lies is said by the unit whose committee answers for it.
PLACE_KINDS = (
    AgencyKind.COMMUNE_COMMITTEE, AgencyKind.ISLAND_ZONE, AgencyKind.DISTRICT_COMMITTEE,
    AgencyKind.PROVINCIAL_COMMITTEE,
)  # fmt: skip
_NUMBER = {"required": "Hãy ghi một số.", "invalid": "Hãy ghi một số."}
_VALID = [("", "Tất cả"), ("nay", "Đang hiệu lực"), ("het", "Đã hết"), ("sap", "Chưa đến")]


def _day(label: str, **options: Any) -> forms.DateField:
    return forms.DateField(
        label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "Hãy chọn ngày.", "invalid": "Ngày chưa đúng."}, **options,
    )  # fmt: skip


def places() -> QuerySet[Agency]:
    """Return the agencies that stand for a place, in order of their names."""
    return Agency.objects.filter(kind__in=PLACE_KINDS).order_by("name", "pk")


class RoutingFilter(forms.Form):
    """Filter rules by sector, words of the agency or place, and validity."""

    sector = forms.ModelChoiceField(Sector.objects.all(), label="Lĩnh vực", required=False, empty_label="Tất cả")
    words = forms.CharField(label="Cơ quan hoặc địa bàn", required=False, max_length=100)
    valid = forms.ChoiceField(label="Hiệu lực", required=False, choices=_VALID)

    def apply(self, rows: QuerySet[RoutingRule], *, on: Any) -> QuerySet[RoutingRule]:
        """Return the rules that pass, by sector, the exact ones first."""
        asked = self.cleaned_data if self.is_valid() else {}
        if sector := asked.get("sector"):
            rows = rows.filter(sector=sector)
        if words := asked.get("words", "").strip():
            named = Agency.objects.named_like(words)
            rows = rows.filter(Q(agency__in=named) | Q(place__in=named))
        if valid := asked.get("valid"):
            over, ahead = Q(valid_to__lt=on), Q(valid_from__gt=on)
            rows = rows.filter({"nay": ~over & ~ahead, "het": over, "sap": ahead}[valid])
        return rows.order_by("sector__position", "sector__name", "place__name", "target", "valid_from", "pk")

    @property
    def asks(self) -> bool:
        """Return whether anything is asked for at all."""
        return self.is_valid() and any(self.cleaned_data.values())


class RoutingRuleForm(forms.ModelForm):  # type: ignore[type-arg]
    """One rule; the agency is named for one kind of target only."""

    valid_from = _day("Từ ngày", required=False, help_text="Để trống: từ trước đến nay.")
    valid_to = _day("Đến hết ngày", required=False, help_text="Để trống: chưa hết hiệu lực.")

    class Meta:
        model = RoutingRule
        fields = ["sector", "place", "target", "agency", "valid_from", "valid_to", "source"]
        help_texts = {
            "sector": "Để trống: mọi lĩnh vực.",
            "place": "Để trống: mọi nơi. Địa bàn hẹp hơn được xét trước.",
            "agency": "Chỉ chọn khi chuyển đến “một cơ quan nhất định”. Cơ quan sáp nhập thì tự theo cơ quan kế thừa.",
            "source": "Văn bản hoặc ý kiến phân công, ví dụ: Quyết định số…",
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["place"].queryset = places()  # type: ignore[attr-defined]
        self.fields["agency"].queryset = Agency.objects.order_by("name", "pk")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse an agency that is missing, or named for nothing, and days in the wrong order."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        of_agency = given.get("target") == RoutingRule.Target.AGENCY
        if of_agency and not given.get("agency") and "agency" not in self.errors:
            self.add_error("agency", "Hãy chọn cơ quan nhận.")
        if not of_agency:
            given["agency"] = None
        first, last = given.get("valid_from"), given.get("valid_to")
        if first and last and first > last:
            self.add_error("valid_to", "Ngày cuối phải sau ngày đầu.")
        return given

    @property
    def values(self) -> dict[str, Any]:
        """Return what the action stores."""
        return {name: self.cleaned_data[name] for name in self._meta.fields or []}


class ClockRuleForm(forms.ModelForm):  # type: ignore[type-arg]
    """One clock of a kind of agency, from a day on."""

    valid_from = _day("Áp dụng cho phản ánh gửi từ ngày")

    class Meta:
        model = ClockRule
        fields = [
            "agency_kind", "acknowledge_days", "answer_days", "extension_days", "most_extensions", "supply_days",
            "reopen_days", "valid_from", "source", "unverified",
        ]  # fmt: skip
        error_messages = {name: _NUMBER for name in fields if name.endswith(("_days", "_extensions"))}
        help_texts = {
            "agency_kind": "Để trống: mọi loại cơ quan chưa có thời hạn riêng.",
            "extension_days": "0: không được gia hạn.",
            "supply_days": "Quá số ngày này mà người dân chưa bổ sung thì cán bộ được kết thúc.",
            "source": "Văn bản của tỉnh đặt ra các thời hạn này.",
            "unverified": "Bỏ chọn khi đã đối chiếu với văn bản.",
        }

    def clean(self) -> dict[str, Any]:
        """Refuse an answer that is due before the acknowledgement."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = given.get("acknowledge_days"), given.get("answer_days")
        if first == 0:
            self.add_error("acknowledge_days", "Ít nhất một ngày.")
        if first and last is not None and last < first:
            self.add_error("answer_days", "Hạn trả lời không được ngắn hơn hạn tiếp nhận.")
        return given

    @property
    def values(self) -> dict[str, Any]:
        """Return what the action stores."""
        return {name: self.cleaned_data[name] for name in self._meta.fields or []}


class TryForm(forms.Form):
    """A made-up piece of feedback, to see where it would go and why."""

    sector = forms.ModelChoiceField(
        Sector.objects.filter(for_feedback=True), label="Lĩnh vực", empty_label="Chọn lĩnh vực",
        error_messages={"required": "Hãy chọn lĩnh vực."},
    )  # fmt: skip
    place = forms.ModelChoiceField(Agency.objects.none(), label="Địa bàn", required=False, empty_label="Không nêu")
    about = forms.ModelChoiceField(
        Agency.objects.none(), label="Cơ quan bị phản ánh", required=False, empty_label="Không nêu"
    )
    day = _day("Vào ngày")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["place"].queryset = places()  # type: ignore[attr-defined]
        self.fields["about"].queryset = Agency.objects.order_by("name", "pk")  # type: ignore[attr-defined]
