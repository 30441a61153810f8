"""Checks of what officers ask of the working calendar and of the calendar of due dates."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet

from lantoa.apps.agencies.models import Agency
from lantoa.apps.assignments.models import Assignment, CalendarDay
from lantoa.apps.assignments.queries import DayChange, working_calendar
from lantoa.apps.directives.models import Programme, Theme
from lantoa.core.viettext import fold
from lantoa.core.workdays import IN_LIEU, day_words

FIRST_YEAR, LAST_YEAR = 2000, 2100
_MAX_SPAN_DAYS = 31
_SATURDAY = 5
_DAY = timedelta(days=1)


def _day_field(label: str, *, required: bool, help_text: str = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": "Hãy chọn ngày.",
            "invalid": "Ngày này chưa đúng; hãy gõ ngày/tháng/năm, ví dụ 02/05/2023.",
        },
    )


class DayChangeForm(forms.Form):
    """One special day or several in a row; `changes()` gives what the calendar becomes."""

    kind = forms.ChoiceField(
        label="Loại ngày",
        choices=[
            (CalendarDay.Kind.OFF, "Nghỉ"),
            (CalendarDay.Kind.WORKING, "Làm bù (Thứ bảy, Chủ nhật đi làm)"),
            (CalendarDay.Kind.ORDINARY, "Như ngày thường (bỏ ngày đặc biệt)"),
        ],
        widget=forms.RadioSelect,
        initial=CalendarDay.Kind.OFF,
        error_messages={"required": "Hãy chọn loại ngày.", "invalid_choice": "Hãy chọn một trong ba loại ngày."},
    )
    day = _day_field("Ngày", required=True)
    until = _day_field("Đến hết ngày", required=False, help_text="Chỉ điền khi đợt nghỉ dài nhiều ngày liền.")
    made_up_on = _day_field(
        "Làm bù vào ngày", required=False, help_text="Khi thông báo hoán đổi ngày nghỉ với một Thứ bảy, Chủ nhật."
    )
    in_lieu = forms.BooleanField(
        label="Nghỉ bù vào ngày làm việc kế tiếp nếu trùng Thứ bảy, Chủ nhật",
        required=False,
        help_text="Theo khoản 3 Điều 111 Bộ luật Lao động 2019; bỏ trống nếu thông báo đã ghi rõ từng ngày.",
    )
    name = forms.CharField(
        label="Tên gọi",
        max_length=180,
        help_text="Ví dụ: Nghỉ Tết Nguyên đán.",
        error_messages={"required": "Hãy ghi tên gọi; tên này hiện trong cách tính hạn."},
    )
    source = forms.CharField(
        label="Nguồn",
        max_length=300,
        help_text="Số, ký hiệu, ngày của văn bản hoặc thông báo.",
        error_messages={"required": "Hãy ghi nguồn để người sau kiểm tra được."},
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, last, kind = given.get("day"), given.get("until"), given.get("kind")
        if first and not FIRST_YEAR <= first.year <= LAST_YEAR:
            self.add_error("day", f"Năm phải từ {FIRST_YEAR} đến {LAST_YEAR}.")
        if first and last and not timedelta(0) <= last - first <= _MAX_SPAN_DAYS * _DAY:
            self.add_error("until", f"Ngày cuối phải từ ngày đầu trở đi, không quá {_MAX_SPAN_DAYS} ngày.")
        if kind == CalendarDay.Kind.WORKING and any(day.weekday() < _SATURDAY for day in self._days(given)):
            self.add_error("day", "Ngày làm bù phải là Thứ bảy hoặc Chủ nhật; ngày khác vốn đã là ngày làm việc.")
        made_up_on = given.get("made_up_on")
        if made_up_on and made_up_on.weekday() < _SATURDAY:
            self.add_error("made_up_on", "Ngày làm bù phải là Thứ bảy hoặc Chủ nhật.")
        if made_up_on and (kind != CalendarDay.Kind.OFF or made_up_on in self._days(given)):
            self.add_error("made_up_on", "Chỉ điền ngày làm bù cho ngày nghỉ, và là một ngày khác.")
        return given

    @staticmethod
    def _days(given: dict[str, Any]) -> list[date]:
        first = given.get("day")
        last = given.get("until") or first
        if not first or not last or not timedelta(0) <= last - first <= _MAX_SPAN_DAYS * _DAY:
            return []
        return [first + number * _DAY for number in range((last - first).days + 1)]

    def changes(self) -> list[DayChange]:
        """Return what the days become, those given in lieu or worked in exchange included; the form must be valid."""
        given = self.cleaned_data
        kind, name, source = CalendarDay.Kind(given["kind"]), given["name"], given["source"]
        days = self._days(given)
        changes = [DayChange(day, kind, name, source) for day in days]
        if given["made_up_on"]:
            words = f"Làm bù cho ngày nghỉ {day_words(days[0])}"
            changes.append(DayChange(given["made_up_on"], CalendarDay.Kind.WORKING, words, source))
        if given["in_lieu"] and kind == CalendarDay.Kind.OFF:
            for day in days:
                in_lieu = working_calendar(changes).in_lieu_of(day)
                if in_lieu:
                    changes.append(DayChange(in_lieu, CalendarDay.Kind.OFF, f"{name} {IN_LIEU}", source))
        return changes


class DueFilter(forms.Form):
    """Filter the calendar of due dates by programme, theme and words of the agency's name."""

    programme = forms.ModelChoiceField(
        label="Chương trình", queryset=Programme.objects.all(), required=False, empty_label="Tất cả"
    )
    theme = forms.ModelChoiceField(
        label="Nội dung", queryset=Theme.objects.none(), required=False, empty_label="Tất cả"
    )
    agency = forms.CharField(label="Cơ quan", required=False, max_length=100)
    month = forms.TypedChoiceField(
        label="Tháng", required=False, coerce=int, choices=[(month, f"Tháng {month}") for month in range(1, 13)]
    )
    year = forms.IntegerField(label="Năm", required=False, min_value=FIRST_YEAR, max_value=LAST_YEAR)

    def __init__(self, data: Any, *, today: date, programme: Programme | None, whole: bool) -> None:
        """`programme` is the one whose themes are offered; `whole` whether the user sees more than one agency."""
        values = data.copy()
        values.setdefault("month", str(today.month))
        values.setdefault("year", str(today.year))
        super().__init__(values)
        self._today = today
        self.fields["theme"].queryset = Theme.objects.filter(programme=programme)  # type: ignore[attr-defined]
        if not whole:
            del self.fields["agency"]

    def _read(self) -> dict[str, Any]:
        """Return what could be read of the fields; the others are left out."""
        self.is_valid()
        return self.cleaned_data

    def first_day(self) -> date:
        """Return the first day of the month asked for; of this month where it is none."""
        given = self._read()
        year, month = given.get("year") or self._today.year, given.get("month") or self._today.month
        return date(year, month, 1)

    def apply(self, rows: QuerySet[Assignment]) -> QuerySet[Assignment]:
        """Return the rows that pass the filter; what a field cannot read filters nothing."""
        given = self._read()
        if programme := given.get("programme"):
            rows = rows.filter(duty__theme__programme=programme)
        if theme := given.get("theme"):
            rows = rows.filter(duty__theme=theme)
        if words := given.get("agency"):
            rows = rows.filter(agency__in=Agency.objects.named_like(fold(words)))
        return rows
