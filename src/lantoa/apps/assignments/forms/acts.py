"""Checks of what people send with an act on one assignment."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from lantoa.apps.agencies.models import Agency
from lantoa.apps.assignments.actions import Edit
from lantoa.apps.assignments.models import Capacity
from lantoa.core.workdays import MAX_WORKING_DAYS


def day_input() -> forms.DateInput:
    """Return a date widget that browsers show as a calendar."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class NothingForm(forms.Form):
    """An act that needs no words."""


class ReasonForm(forms.Form):
    """An act that needs a reason."""

    reason = forms.CharField(
        label="Lý do",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Hãy ghi rõ lý do."},
    )


class ExtensionForm(ReasonForm):
    """A request for more time."""

    wanted_date = forms.DateField(
        label="Hạn mong muốn", widget=day_input(), error_messages={"required": "Hãy chọn ngày mong muốn."}
    )
    field_order = ["wanted_date", "reason"]


class DelegateForm(forms.Form):
    """To which agency below, with what words."""

    to = forms.ModelChoiceField(label="Cơ quan trực thuộc", queryset=Agency.objects.none(), empty_label="Chọn cơ quan")
    note = forms.CharField(label="Lời nhắn (không bắt buộc)", required=False, max_length=500)

    def __init__(self, *given: Any, below: Iterable[Agency] = (), **options: Any) -> None:
        super().__init__(*given, **options)
        queryset = Agency.objects.filter(pk__in=[agency.pk for agency in below])
        self.fields["to"].queryset = queryset  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """The answer to a request for more time."""

    answer = forms.ChoiceField(
        label="Trả lời",
        choices=[("granted", "Đồng ý"), ("declined", "Không đồng ý")],
        widget=forms.RadioSelect,
        error_messages={"required": "Hãy chọn đồng ý hoặc không đồng ý."},
    )
    granted_date = forms.DateField(label="Hạn mới", required=False, widget=day_input())
    reason = forms.CharField(label="Lời nhắn (không bắt buộc)", required=False, max_length=500)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("answer") == "granted" and not cleaned.get("granted_date") and "granted_date" not in self.errors:
            self.add_error("granted_date", "Hãy chọn hạn mới khi đồng ý.")
        return cleaned

    @property
    def day(self) -> date | None:
        """Return the granted day of a valid form, None when it declines."""
        granted: date | None = self.cleaned_data["granted_date"]
        return granted if self.cleaned_data["answer"] == "granted" else None


class EditForm(forms.Form):
    """What is asked otherwise; what is not chosen stays as it is."""

    due = forms.ChoiceField(
        label="Hạn",
        choices=[
            ("keep", "Giữ nguyên"),
            ("day", "Đến ngày"),
            ("days", "Số ngày làm việc kể từ ngày gửi"),
            ("none", "Không đặt hạn"),
        ],
        initial="keep",
    )
    due_date = forms.DateField(label="Đến ngày", required=False, widget=day_input())
    due_working_days = forms.IntegerField(
        label="Số ngày làm việc", required=False, min_value=1, max_value=MAX_WORKING_DAYS
    )
    set_product = forms.BooleanField(label="Đổi sản phẩm thành", required=False)
    product = forms.CharField(label="Sản phẩm (để trống là không nêu)", required=False, max_length=500)
    set_quantity = forms.BooleanField(label="Đổi số lượng thành", required=False)
    quantity = forms.IntegerField(
        label="Số lượng (để trống là không nêu)", required=False, min_value=1, max_value=10_000
    )
    capacity = forms.ChoiceField(label="Vai trò", choices=[("", "Giữ nguyên"), *Capacity.choices], required=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for choice, field, words in [
            ("day", "due_date", "Hãy chọn ngày đến hạn."),
            ("days", "due_working_days", "Hãy ghi số ngày làm việc."),
        ]:
            if cleaned.get("due") == choice and not cleaned.get(field) and field not in self.errors:
                self.add_error(field, words)
        changes = cleaned.get("due") != "keep" or any(cleaned.get(name) for name in ("set_product", "set_quantity"))
        if not self.errors and not changes and not cleaned.get("capacity"):
            raise forms.ValidationError("Chưa chọn thay đổi nào; hãy chọn hạn, sản phẩm, số lượng hoặc vai trò mới.")
        return cleaned

    @property
    def edit(self) -> Edit:
        """Return what a valid form sets."""
        cleaned = self.cleaned_data
        return Edit(
            due_date=cleaned["due_date"] if cleaned["due"] == "day" else None,
            due_working_days=cleaned["due_working_days"] if cleaned["due"] == "days" else None,
            no_due_date=cleaned["due"] == "none",
            product=cleaned["product"] if cleaned["set_product"] else None,
            quantity=(cleaned["quantity"] or 0) if cleaned["set_quantity"] else None,
            capacity=Capacity(cleaned["capacity"]) if cleaned["capacity"] else None,
        )
