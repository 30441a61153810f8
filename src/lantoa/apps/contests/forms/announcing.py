"""Checks of what is sent when a contest is announced, its rules are changed, or it is called off."""

from collections.abc import Iterable
from typing import Any

from django import forms

from lantoa.apps.contests.actions.changing import RulesChange
from lantoa.apps.contests.forms.inputs import moment_field, number_field
from lantoa.apps.contests.forms.prize_lines import prize_lines, read_prize_lines
from lantoa.apps.contests.models import Contest, Round


class AnnounceForm(forms.Form):
    """The word that everything was looked at."""

    looked = forms.BooleanField(
        label="Tôi đã xem lại thể lệ; sau khi công bố, câu hỏi và cách tính không đổi được nữa",
        error_messages={"required": "Hãy đánh dấu là đã xem lại."},
    )


class CallOffForm(forms.Form):
    """Why a contest is called off."""

    reason = forms.CharField(
        label="Lý do hủy (hiện trên trang công khai)",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Hãy ghi lý do hủy."},
    )


class ChangeRulesForm(forms.Form):
    """What may still change after the announcement, and why."""

    introduction = forms.CharField(
        label="Giới thiệu", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    contact = forms.CharField(
        label="Hỏi Ban tổ chức ở đâu", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    keeps_months = number_field("Giữ dữ liệu cá nhân mấy tháng", most=60, help_text="Chỉ được rút ngắn.")
    prizes = forms.CharField(
        label="Giải thưởng",
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Mỗi giải một dòng: cho ai | tên giải | hạng | số tiền | phần thưởng khác. "
        "Ví dụ: cá nhân, người dân | Giải nhất | 1 | 800000 | giấy khen",
    )
    reason = forms.CharField(
        label="Lý do thay đổi (hiện trên trang thể lệ)",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Hãy ghi lý do thay đổi."},
    )

    def __init__(self, data: Any, *, contest: Contest, rounds: Iterable[Round]) -> None:
        initial = {
            "introduction": contest.introduction,
            "contact": contest.contact,
            "keeps_months": contest.keeps_months,
            "prizes": prize_lines(contest.prizes.all()),
        }
        super().__init__(data, initial=initial)
        self._rounds = [round_ for round_ in rounds if not round_.closed_at]
        for round_ in self._rounds:
            name = f"closes_{round_.number}"
            help_text = "Chỉ được lùi lại, không được sớm hơn."
            self.fields[name] = moment_field(f"{round_.title} đóng lúc", initial=round_.closes_at, help_text=help_text)
        self.order_fields([*(f"closes_{round_.number}" for round_ in self._rounds), *self.fields])

    def clean_prizes(self) -> Any:
        return read_prize_lines(self.cleaned_data["prizes"])

    @property
    def change(self) -> RulesChange:
        """Return what a valid form asks for."""
        asked = self.cleaned_data
        return RulesChange(
            introduction=asked["introduction"],
            contact=asked["contact"],
            keeps_months=asked["keeps_months"],
            closes_at={round_.number: asked[f"closes_{round_.number}"] for round_ in self._rounds},
            prizes=asked["prizes"],
        )
