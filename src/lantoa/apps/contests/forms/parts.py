"""Checks of the lists of a contest: rounds, quotas, prizes, barred people."""

from typing import Any

from django import forms

from lantoa.apps.agencies.models import AgencyKind
from lantoa.apps.contests.forms.inputs import moment_field, number_field
from lantoa.apps.contests.models import Contest, Prize, QuestionBank
from lantoa.apps.contests.models.bank import Difficulty
from lantoa.apps.privacy.contacts import NotAContact, read_contact

_NAME = {"required": "Hãy đặt tên."}
_MOST_LINES = 500


class RoundForm(forms.Form):
    """The name and time of a round."""

    title = forms.CharField(label="Tên vòng", max_length=120, error_messages=_NAME)
    opens_at = moment_field("Mở lúc")
    closes_at = moment_field("Đóng lúc")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        opens, closes = cleaned.get("opens_at"), cleaned.get("closes_at")
        if opens and closes and closes <= opens:
            self.add_error("closes_at", "Giờ đóng phải sau giờ mở.")
        return cleaned


class WeeksForm(forms.Form):
    """So many rounds, one after the other."""

    rounds = number_field("Số vòng", most=60)
    days = number_field("Mỗi vòng mấy ngày", most=120)
    title = forms.CharField(
        label="Tên chung", max_length=100, help_text="“Tuần” cho ra Tuần 1, Tuần 2…", error_messages=_NAME
    )
    opens_at = moment_field("Vòng đầu mở lúc")


class QuotaForm(forms.Form):
    """So many questions of a bank and difficulty for an audience."""

    audience = forms.ChoiceField(label="Đề cho")
    bank = forms.ModelChoiceField(
        label="Ngân hàng câu hỏi",
        queryset=QuestionBank.objects.all(),
        empty_label="Chọn ngân hàng",
        error_messages={"required": "Hãy chọn ngân hàng câu hỏi."},
    )
    difficulty = forms.ChoiceField(label="Độ khó", required=False, choices=[("", "bất kỳ"), *Difficulty.choices])
    questions = number_field("Số câu", most=200)

    def __init__(self, *given: Any, contest: Contest, **options: Any) -> None:
        super().__init__(*given, **options)
        choices = [(str(audience), audience.label) for audience in contest.audiences()]
        self.fields["audience"].choices = choices  # type: ignore[attr-defined]


class PrizeForm(forms.ModelForm):  # type: ignore[type-arg]
    """One prize."""

    first_rank = number_field("Từ hạng", most=10_000)
    last_rank = number_field("Đến hạng", most=10_000)
    amount_dong = number_field("Tiền thưởng (đồng)", least=0, most=2_000_000_000, required=False)
    unit_kind = forms.ChoiceField(
        label="Nhóm đơn vị", required=False, choices=[("", "mọi đơn vị"), *AgencyKind.choices]
    )

    class Meta:
        model = Prize
        fields = ("winner", "audience", "unit_kind", "name", "first_rank", "last_rank", "amount_dong", "note")
        error_messages = {"winner": {"required": "Hãy chọn giải cho cá nhân hay tập thể."}, "name": _NAME}

    def __init__(self, *given: Any, contest: Contest, **options: Any) -> None:
        super().__init__(*given, **options)
        choices = [("", "mọi đối tượng"), *((str(audience), audience.label) for audience in contest.audiences())]
        self.fields["audience"].choices = choices  # type: ignore[attr-defined]
        self.fields["audience"].required = False

    def validate_constraints(self) -> None:
        """Leave the database's rules to `clean`."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        first, last = cleaned.get("first_rank"), cleaned.get("last_rank")
        if first and last and last < first:
            self.add_error("last_rank", "Hạng cuối phải từ hạng đầu trở lên.")
        of_units = cleaned.get("winner") == Prize.Winner.UNIT
        if of_units and cleaned.get("audience"):
            self.add_error("audience", "Giải tập thể không chia theo đối tượng; hãy để “mọi đối tượng”.")
        if not of_units and cleaned.get("unit_kind"):
            self.add_error("unit_kind", "Nhóm đơn vị chỉ dành cho giải tập thể.")
        return cleaned


class BarredForm(forms.Form):
    """People who may not enter, one a line."""

    people = forms.CharField(
        label="Người không được dự thi",
        max_length=60_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Mỗi người một dòng: họ tên; điện thoại hoặc thư điện tử; lý do (không bắt buộc). "
        "Liên hệ chỉ được giữ dưới dạng mã, không ai đọc lại được.",
        error_messages={"required": "Hãy dán danh sách, mỗi người một dòng."},
    )
    reason = forms.CharField(
        label="Lý do chung", max_length=200, initial="Thành viên Ban tổ chức, tổ giúp việc", required=False
    )

    def clean_people(self) -> list[tuple[str, str, str]]:
        """Return name, contact in its one way of writing, and reason ("" for the common one) of each line."""
        rows, errors = [], []
        lines = [line for line in self.cleaned_data["people"].splitlines() if line.strip()]
        if len(lines) > _MOST_LINES:
            raise forms.ValidationError(f"Mỗi lần dán không quá {_MOST_LINES} dòng.")
        for number, line in enumerate(lines, start=1):
            name, contact, reason = ([part.strip() for part in line.replace("\t", ";").split(";", 2)] + ["", ""])[:3]
            try:
                if not name:
                    raise NotAContact("chưa có họ tên.")
                rows.append((name[:120], read_contact(contact)[1], reason[:200]))
            except NotAContact as error:
                errors.append(f"Dòng {number}: {error}")
        if errors:
            raise forms.ValidationError(errors)
        return rows

    @property
    def rows(self) -> list[tuple[str, str, str]]:
        common = self.cleaned_data["reason"] or "Không thuộc đối tượng dự thi"
        return [(name, contact, reason or common) for name, contact, reason in self.cleaned_data["people"]]
