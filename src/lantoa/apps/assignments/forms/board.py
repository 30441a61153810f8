"""Checks of what officers ask of the board: which programme, which assignments, in which order, read how."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet

from lantoa.apps.agencies.models import Agency, AgencyKind
from lantoa.apps.agencies.queries import counted_together
from lantoa.apps.assignments.models import AssignmentQuerySet, Capacity
from lantoa.apps.assignments.states import State
from lantoa.apps.directives.models import Duty, Programme, Theme
from lantoa.core.officialdoc import Channel
from lantoa.core.viettext import fold

AS_NOW = "hien-nay"
SOON_DAYS = 7
_DUE = [
    ("", "Tất cả"),
    ("late", "Quá hạn"),
    ("soon", "Đến hạn trong … ngày tới"),
    ("none", "Không có hạn"),
    ("unreceived", "Đã gửi, chưa báo đã nhận"),
]


class AssignmentFilter(forms.Form):
    """Filter the assignments of a programme; the fields say what they ask of one row."""

    programme = forms.ModelChoiceField(
        label="Chương trình", queryset=Programme.objects.all(), required=False, empty_label=None
    )
    agency = forms.CharField(label="Tên cơ quan có chữ", required=False, max_length=100)
    theme = forms.ModelChoiceField(
        label="Nội dung", queryset=Theme.objects.none(), required=False, empty_label="Tất cả"
    )
    due = forms.ChoiceField(label="Hạn và việc nhận", choices=_DUE, required=False)
    days = forms.IntegerField(
        label="Số ngày tới",
        required=False,
        min_value=1,
        max_value=365,
        widget=forms.NumberInput(attrs={"placeholder": SOON_DAYS}),
    )
    kind = forms.ChoiceField(label="Loại cơ quan", choices=[("", "Tất cả"), *AgencyKind.choices], required=False)
    channel = forms.ChoiceField(
        label="Hình thức", choices=[("", "Tất cả"), *((kind.value, kind.label) for kind in Channel)], required=False
    )
    capacity = forms.ChoiceField(label="Vai trò", choices=[("", "Tất cả"), *Capacity.choices], required=False)
    state = forms.MultipleChoiceField(
        label="Trạng thái", choices=State.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    # One agency, as a number of a table leads to it; with `doc` as now, with those counted under it.
    under = forms.ModelChoiceField(queryset=Agency.objects.all(), required=False, widget=forms.HiddenInput)
    doc = forms.ChoiceField(choices=[("", ""), (AS_NOW, "")], required=False, widget=forms.HiddenInput)

    # What stands in the first row of the form; the rest is folded away until it is used.
    FIRST = ("agency", "theme", "due", "days")

    def __init__(self, data: Any, *, programme: Programme | None) -> None:
        super().__init__(data)
        self.fields["theme"].queryset = Theme.objects.filter(programme=programme)  # type: ignore[attr-defined]
        self.initial["programme"] = programme

    @property
    def as_now(self) -> bool:
        """Return whether agencies that ended are read under those of today."""
        return self.is_bound and self.data.get("doc") == AS_NOW

    @property
    def first_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.FIRST]

    @property
    def more_fields(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if field.name not in self.FIRST]

    @property
    def more_is_used(self) -> bool:
        """Return whether one of the folded fields narrows the list or was not in order."""
        names = [field.name for field in self.more_fields if field.name != "programme"]
        return any(self.data.get(name) or name in self.errors for name in names) if self.is_bound else False

    def apply(self, rows: AssignmentQuerySet, *, today: date) -> AssignmentQuerySet:
        """Return the rows that pass the filter; all of them where the form is not valid. Subqueries, no joins."""
        if not self.is_valid():
            return rows
        asked = self.cleaned_data
        for name, found in [("agency", self._agencies()), ("duty", self._duties())]:
            if found is not None:
                rows = rows.filter(**{f"{name}__in": found})
        if asked["under"]:
            members = counted_together(asked["under"], on=today) if self.as_now else [asked["under"]]
            rows = rows.filter(agency__in=[agency.pk for agency in members])
        if asked["state"]:
            rows = rows.filter(state__in=asked["state"])
        if asked["capacity"]:
            rows = rows.filter(capacity=asked["capacity"])
        return self._by_due(rows, today)

    def _agencies(self) -> QuerySet[Agency] | None:
        asked = self.cleaned_data
        if not asked["agency"] and not asked["kind"]:
            return None
        found = Agency.objects.named_like(fold(asked["agency"])) if asked["agency"] else Agency.objects.all()
        return found.filter(kind=asked["kind"]) if asked["kind"] else found

    def _duties(self) -> QuerySet[Duty] | None:
        asked = self.cleaned_data
        if not asked["theme"] and not asked["channel"]:
            return None
        found = Duty.objects.filter(theme=asked["theme"]) if asked["theme"] else Duty.objects.all()
        return found.filter(channel=asked["channel"]) if asked["channel"] else found

    def _by_due(self, rows: AssignmentQuerySet, today: date) -> AssignmentQuerySet:
        asked = self.cleaned_data["due"]
        if asked == "late":
            return rows.late(today)
        if asked == "soon":
            last = today + timedelta(days=self.cleaned_data["days"] or SOON_DAYS)
            return rows.open().filter(due_date__range=(today, last))
        if asked == "none":
            return rows.filter(due_date=None)
        return rows.filter(state=State.SENT) if asked == "unreceived" else rows
