"""Checks of what officers ask of coverage."""

from datetime import datetime
from typing import Any

from django import forms
from django.db.models import QuerySet

from lantoa.apps.agencies.models import Agency
from lantoa.apps.broadcasts.models import PlayReport, Station
from lantoa.apps.broadcasts.queries.airings_counted import Outcome, airings_in, with_outcome
from lantoa.apps.coverage.models import Decision, ThemeMatch
from lantoa.apps.coverage.queries import matches_by_decision
from lantoa.apps.directives.models import Programme, Theme
from lantoa.core.viettext import fold
from lantoa.core.workdays import WindowError, WindowKind, free_window, reporting_window

_KINDS = {
    WindowKind.YEAR: "Năm báo cáo (15/12–14/12)",
    WindowKind.SIX_MONTHS: "6 tháng (15/12–14/6)",
    WindowKind.NINE_MONTHS: "9 tháng (15/12–14/9)",
    WindowKind.QUARTER_1: "Quý I (15/12–14/3)",
    WindowKind.QUARTER_2: "Quý II (15/3–14/6)",
    WindowKind.QUARTER_3: "Quý III (15/6–14/9)",
    WindowKind.QUARTER_4: "Quý IV (15/9–14/12)",
    WindowKind.CALENDAR_YEAR: "Năm dương lịch",
}
FREE = "free"
AS_NOW = "hien-nay"
READINGS = [("", "Theo cơ quan khi đó"), (AS_NOW, "Theo cơ quan hiện nay")]


class WindowForm(forms.Form):
    """Choose a reporting window of the programme's year, or any two days; `window` is set when it is valid."""

    period = forms.ChoiceField(
        label="Kỳ",
        choices=[*((kind.value, words) for kind, words in _KINDS.items()), (FREE, "Tự chọn")],
        required=False,
    )
    start = forms.DateField(
        label="Từ ngày", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    end = forms.DateField(
        label="Đến ngày", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    doc = forms.ChoiceField(label="Đọc số liệu", choices=READINGS, required=False)

    def __init__(self, data: object, *, year: int) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self._year = year
        self.window = reporting_window(WindowKind.YEAR, year)

    @property
    def as_now(self) -> bool:
        """Return whether agencies that merged since are to stand under those of today."""
        return self.is_bound and self.data.get("doc") == AS_NOW

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        period = cleaned.get("period") or WindowKind.YEAR.value
        if period != FREE:
            self.window = reporting_window(WindowKind(period), self._year)
            return cleaned
        start, end = cleaned.get("start"), cleaned.get("end")
        if not start or not end:
            raise forms.ValidationError("Khi tự chọn kỳ, hãy điền cả “từ ngày” và “đến ngày”.")
        try:
            self.window = free_window(start, end)
        except WindowError as error:
            raise forms.ValidationError(str(error)) from error
        return cleaned


class AiringFilter(WindowForm):
    """Which airings: of which period and agency, on which station and theme, with which outcome, reported how; a wrong
    choice narrows nothing.
    """

    agency = forms.ModelChoiceField(
        label="Cơ quan", queryset=Agency.objects.none(), required=False, empty_label="Mọi cơ quan", to_field_name="slug"
    )
    station = forms.ModelChoiceField(
        label="Đài", queryset=Station.objects.none(), required=False, empty_label="Mọi đài", to_field_name="slug"
    )
    theme = forms.ModelChoiceField(
        label="Nội dung", queryset=Theme.objects.none(), required=False, empty_label="Mọi nội dung"
    )
    outcome = forms.ChoiceField(label="Đã phát chưa", choices=[("", "Tất cả"), *Outcome.choices], required=False)
    how = forms.ChoiceField(label="Cách báo", choices=[("", "Mọi cách"), *PlayReport.How.choices], required=False)

    def __init__(self, data: object, *, programme: Programme) -> None:
        super().__init__(data, year=programme.year)
        del self.fields["doc"]
        self._programme = programme
        stations = Station.objects.order_by("name")
        self.fields["agency"].queryset = Agency.objects.filter(stations__isnull=False).distinct()  # type: ignore[attr-defined]
        self.fields["station"].queryset = stations  # type: ignore[attr-defined]
        self.fields["theme"].queryset = Theme.objects.filter(programme=programme)  # type: ignore[attr-defined]

    def airings(self, *, at: datetime) -> QuerySet[Any]:
        """Return the airings of the programme that pass the filter, the newest first."""
        self.is_valid()
        given = self.cleaned_data
        rows = with_outcome(airings_in(self.window, programme=self._programme), at=at)
        if agency := given.get("agency"):
            rows = rows.filter(station__agency=agency)
        if station := given.get("station"):
            rows = rows.filter(station=station)
        if theme := given.get("theme"):
            rows = rows.filter(bulletin__themes=theme)
        if outcome := given.get("outcome"):
            rows = rows.filter(outcome=outcome)
        if how := given.get("how"):
            said = PlayReport.objects.standing().filter(how=how)
            rows = rows.filter(pk__in=said.values("airing"))
        return rows.order_by("-planned_at", "station__name", "pk")


class MatchFilter(forms.Form):
    """Filter matches by decision (those that wait, unless asked), by theme and by words of the title."""

    decision = forms.ChoiceField(label="Kết luận", choices=Decision.choices, required=False)
    theme = forms.ModelChoiceField(
        label="Nội dung", queryset=Theme.objects.none(), required=False, empty_label="Tất cả"
    )
    title = forms.CharField(label="Tiêu đề có chữ", required=False, max_length=100)

    def __init__(self, data: object, *, programme: Programme | None) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.fields["theme"].queryset = Theme.objects.filter(programme=programme)  # type: ignore[attr-defined]

    def matches(self, programme: Programme | None) -> QuerySet[ThemeMatch]:
        """Return the matches of the programme that pass the filter; what a field cannot read filters nothing."""
        if programme is None:
            return ThemeMatch.objects.none()
        given = self.cleaned_data if self.is_valid() else {}
        rows = matches_by_decision(programme, given.get("decision") or Decision.PROPOSED)
        if theme := given.get("theme"):
            rows = rows.filter(theme=theme)
        if words := given.get("title"):
            rows = rows.filter(article__folded_title__contains=fold(words))
        return rows
