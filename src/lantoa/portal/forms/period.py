"""Checks of what a reader asks for: the period, the kind of agency, words of a title. Sent by GET, saving nothing."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict

from lantoa.apps.agencies.models import Agency, AgencyKind
from lantoa.apps.coverage.forms import AS_NOW, READINGS
from lantoa.core.workdays import Window, WindowError, WindowKind, free_window, reporting_window

_OWN_PERIOD = "tu-chon"
_KINDS = {
    "nam": WindowKind.YEAR,
    "6-thang": WindowKind.SIX_MONTHS,
    "9-thang": WindowKind.NINE_MONTHS,
    "quy-1": WindowKind.QUARTER_1,
    "quy-2": WindowKind.QUARTER_2,
    "quy-3": WindowKind.QUARTER_3,
    "quy-4": WindowKind.QUARTER_4,
}
_NOT_A_DAY = "Ngày này chưa đúng. Hãy gõ ngày/tháng/năm, ví dụ 01/06/2023."
_NOT_A_CHOICE = "Lựa chọn này không có trong danh sách; hãy chọn lại."
_TOO_LONG = "Hãy gõ tối đa 100 chữ."


class _PeriodChoices(forms.RadioSelect):
    """The choice of a period of one's own reveals the two dates."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        if str(value) == _OWN_PERIOD:
            option["attrs"]["data-reveals"] = "dates"
        return option


def _day_field(label: str) -> forms.DateField:
    widget = forms.TextInput(
        attrs={"inputmode": "numeric", "autocomplete": "off", "size": 12, "placeholder": "dd/mm/yyyy"}
    )
    return forms.DateField(label=label, required=False, widget=widget, error_messages={"invalid": _NOT_A_DAY})


class PeriodForm(forms.Form):
    """The period of the figures: a reporting period of the programme's year, or two days of one's own.

    After is_valid() the window is in `window`; the year's window when nothing was asked for.
    """

    ky = forms.ChoiceField(
        label="Kỳ", widget=_PeriodChoices, error_messages={"invalid_choice": _NOT_A_CHOICE}, required=False
    )
    tu = _day_field("Từ ngày")
    den = _day_field("Đến ngày")

    def __init__(self, data: QueryDict, *, year: int) -> None:
        self.year = year
        super().__init__(self._with_defaults(data))
        names = [(value, reporting_window(kind, year).name or "") for value, kind in _KINDS.items()]
        self.fields["ky"].choices = [*names, (_OWN_PERIOD, "Tự chọn từ ngày – đến ngày")]  # type: ignore[attr-defined]
        self.window: Window = reporting_window(WindowKind.YEAR, year)

    @staticmethod
    def _with_defaults(data: QueryDict) -> QueryDict:
        complete = data.copy()
        if not complete.get("ky"):
            complete["ky"] = _OWN_PERIOD if complete.get("tu") or complete.get("den") else "nam"
        return complete

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        choice = given.get("ky")
        try:
            if choice == _OWN_PERIOD and not self.errors:
                self.window = free_window(given.get("tu"), given.get("den"))
            elif choice in _KINDS:
                self.window = reporting_window(_KINDS[choice], self.year)
        except WindowError as mistake:
            self.add_error("den" if given.get("tu") else "tu", str(mistake))
        return given

    @property
    def query(self) -> str:
        """Return the period as the end of an address ("?ky=quy-1"), "" for the year."""
        choice = self.data.get("ky", "nam")
        if choice == "nam":
            return ""
        asked = QueryDict(mutable=True)
        asked["ky"] = choice
        if choice == _OWN_PERIOD:
            asked["tu"], asked["den"] = self.data.get("tu", ""), self.data.get("den", "")
        return "?" + asked.urlencode(safe="/")


class ReadingForm(PeriodForm):
    """The period, and whether agencies that merged since are to stand under those of today."""

    doc = forms.ChoiceField(
        label="Đọc số liệu", required=False, choices=READINGS, error_messages={"invalid_choice": _NOT_A_CHOICE}
    )

    @property
    def as_now(self) -> bool:
        return self.data.get("doc") == AS_NOW

    @property
    def query(self) -> str:
        """Return the period and the reading as the end of an address."""
        period = super().query
        if not self.as_now:
            return period
        return f"{period}&doc={AS_NOW}" if period else f"?doc={AS_NOW}"


class CoverageForm(ReadingForm):
    """The period, the reading, and the kind of agency."""

    loai = forms.ChoiceField(
        label="Loại cơ quan",
        required=False,
        choices=[("", "Mọi loại"), *AgencyKind.choices],
        error_messages={"invalid_choice": _NOT_A_CHOICE},
    )


class ArticleFilterForm(PeriodForm):
    """Which articles of a theme: of which period, one agency's, those with words in the title, in which order."""

    co_quan = forms.ChoiceField(label="Cơ quan", required=False, error_messages={"invalid_choice": _NOT_A_CHOICE})
    tim = forms.CharField(
        label="Từ trong tiêu đề",
        required=False,
        max_length=100,
        help_text="Có dấu hay không dấu đều được.",
        error_messages={"max_length": _TOO_LONG},
    )
    sap = forms.ChoiceField(
        label="Xếp theo",
        required=False,
        choices=[("moi", "Mới nhất trước"), ("diem", "Điểm cao trước")],
        error_messages={"invalid_choice": _NOT_A_CHOICE},
    )

    def __init__(self, data: QueryDict, *, year: int, agencies: Iterable[Agency]) -> None:
        super().__init__(data, year=year)
        choices = [(agency.slug, agency.short_name) for agency in agencies]
        self.fields["co_quan"].choices = [("", "Mọi cơ quan"), *choices]  # type: ignore[attr-defined]

    def asked(self) -> dict[str, Any]:
        """Return what the list is narrowed to, as queries.matches_of_theme takes it; wrong choices narrow nothing."""
        self.is_valid()
        given = self.cleaned_data
        return {
            "agency_slug": given.get("co_quan", ""),
            "words": given.get("tim", ""),
            "by_score": given.get("sap") == "diem",
        }

    @property
    def is_narrowing(self) -> bool:
        """Return whether the reader asked for less than the whole list."""
        return bool(self.query or self.data.get("co_quan") or self.data.get("tim"))
