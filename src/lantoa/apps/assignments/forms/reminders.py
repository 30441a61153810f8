"""Checks of what officers set and ask about reminders."""

from datetime import time
from typing import Any

from django import forms
from django.db.models import QuerySet

from lantoa.apps.agencies.models import Agency, AgencyKind
from lantoa.apps.assignments.actions import PlanValues
from lantoa.apps.assignments.ladder import Hours
from lantoa.apps.assignments.models import Notice, ReminderStep
from lantoa.apps.assignments.queries.chasing import Chased
from lantoa.apps.base.models import Message
from lantoa.apps.directives.models import Programme, Theme

_TIME = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
_NOT_AN_HOUR = {"required": "Hãy điền giờ.", "invalid": "Hãy điền giờ theo dạng 07:30."}


def _hour(label: str, help_text: str = "") -> forms.TimeField:
    return forms.TimeField(label=label, widget=_TIME, help_text=help_text, error_messages=_NOT_AN_HOUR)


class PlanForm(forms.Form):
    """The hours of a reminder plan."""

    enabled = forms.BooleanField(label="Đang nhắc việc", required=False)
    digest_at = _hour("Giờ gửi", "Mỗi ngày làm việc gửi nhiều nhất một thư cho một cơ quan, vào giờ này.")
    quiet_from = _hour("Yên lặng từ")
    quiet_to = _hour("Yên lặng đến", "Trong giờ yên lặng không gửi thư nào; có thể qua nửa đêm.")
    link_valid_days = forms.IntegerField(
        label="Liên kết nhận việc có hiệu lực (ngày)",
        min_value=1,
        max_value=90,
        error_messages={"required": "Hãy điền số ngày.", "invalid": "Hãy điền một số, từ 1 đến 90."},
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        at, start, end = (cleaned.get(name) for name in ("digest_at", "quiet_from", "quiet_to"))
        if isinstance(at, time) and isinstance(start, time) and isinstance(end, time):
            hours = Hours(at, start, end)
            if hours.is_quiet(at):
                self.add_error(
                    "digest_at",
                    f"Giờ gửi nằm trong giờ yên lặng; hãy chọn ngoài khoảng {start:%H:%M}–{end:%H:%M}.",
                )
        return cleaned

    @property
    def values(self) -> PlanValues:
        """Return what a valid form sets."""
        return PlanValues(**self.cleaned_data)


class StepForm(forms.Form):
    """One more step of the ladder: its distance is said without a sign."""

    PLACES = [
        ("before", "ngày làm việc trước hạn"),
        ("after", "ngày làm việc sau hạn (0: đúng ngày đến hạn)"),
        ("sent", "ngày làm việc sau khi gửi mà chưa báo đã nhận"),
    ]

    days = forms.IntegerField(
        label="Số ngày",
        min_value=0,
        max_value=60,
        error_messages={
            "required": "Hãy điền số ngày.",
            "invalid": "Hãy điền một số, từ 0 đến 60.",
            "min_value": "Số ngày từ 0 đến 60.",
            "max_value": "Số ngày từ 0 đến 60.",
        },
    )
    place = forms.ChoiceField(label="Tính", choices=PLACES)
    audience = forms.ChoiceField(label="Báo cho", choices=ReminderStep.Audience.choices)

    @property
    def step(self) -> dict[str, Any]:
        """Return the step of a valid form in the words of the table."""
        place, days = self.cleaned_data["place"], self.cleaned_data["days"]
        counted = ReminderStep.Counted.FROM_SENT if place == "sent" else ReminderStep.Counted.FROM_DUE
        signed = -days if place == "before" else days
        return {"counted": counted.value, "working_days": signed, "audience": self.cleaned_data["audience"]}


class ChaseForm(forms.Form):
    """Which agencies and assignments the chase list is about."""

    press = forms.ChoiceField(
        label="Việc",
        choices=[("open", "Tất cả việc đang mở"), ("late", "Quá hạn"), ("not_received", "Chưa báo đã nhận")],
        required=False,
    )
    kind = forms.ChoiceField(label="Loại cơ quan", choices=[("", "Tất cả"), *AgencyKind.choices], required=False)
    theme = forms.ModelChoiceField(
        label="Nội dung", queryset=Theme.objects.none(), required=False, empty_label="Tất cả"
    )
    agency = forms.CharField(label="Cơ quan", required=False, max_length=100)

    def __init__(self, data: object, *, programme: Programme) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.fields["theme"].queryset = Theme.objects.filter(programme=programme)  # type: ignore[attr-defined]

    @property
    def chased(self) -> Chased:
        """Return what is asked for; everything open where the form is not valid."""
        if not self.is_valid():
            return Chased()
        asked = self.cleaned_data
        return Chased(asked["press"] or "open", asked["kind"], asked["theme"], asked["agency"])


class InboxFilter(forms.Form):
    """Filter an inbox by kind, and by what is unread."""

    kind = forms.ChoiceField(label="Loại", choices=[("", "Tất cả"), *Notice.Kind.choices], required=False)
    unread = forms.BooleanField(label="Chỉ thông báo chưa đọc", required=False)

    def apply(self, rows: QuerySet[Notice]) -> QuerySet[Notice]:
        """Return the rows that pass the filter; all of them where the form is not valid."""
        if not self.is_valid():
            return rows
        if kind := self.cleaned_data["kind"]:
            rows = rows.filter(kind=kind)
        return rows.filter(read_at=None) if self.cleaned_data["unread"] else rows


class LedgerFilter(forms.Form):
    """Filter what agencies were told by the agency, the kind, and what became of the mails."""

    agency = forms.CharField(label="Cơ quan", required=False, max_length=100)
    kind = forms.ChoiceField(label="Loại", choices=[("", "Tất cả"), *Notice.Kind.choices], required=False)
    mail = forms.ChoiceField(
        label="Thư",
        choices=[("", "Tất cả"), *Message.State.choices, ("none", "không có thư (chưa có người liên hệ)")],
        required=False,
    )

    def apply(self, rows: QuerySet[Notice]) -> QuerySet[Notice]:
        """Return the rows that pass the filter; all of them where the form is not valid."""
        if not self.is_valid():
            return rows
        if words := self.cleaned_data["agency"]:
            rows = rows.filter(agency__in=Agency.objects.named_like(words))
        if kind := self.cleaned_data["kind"]:
            rows = rows.filter(kind=kind)
        if mail := self.cleaned_data["mail"]:
            rows = rows.filter(mails=None) if mail == "none" else rows.filter(mails__state=mail).distinct()
        return rows
