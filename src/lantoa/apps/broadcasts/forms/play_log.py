"""What is asked of the play log: a period, a station, a bulletin, what became of it, how it was reported."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet

from lantoa.apps.agencies.models import Agency
from lantoa.apps.broadcasts.models import Airing, PlayReport
from lantoa.apps.broadcasts.queries.airings_counted import Outcome
from lantoa.apps.broadcasts.queries.named import bulletins_titled, stations_named

_DAY = {"invalid": "Ngày chưa đúng, ví dụ đúng: 01/06/2023."}
_SORTS = {
    "": ("Mới nhất trước", ("-planned_at", "station__name", "position", "pk")),
    "cu": ("Cũ nhất trước", ("planned_at", "station__name", "position", "pk")),
    "dai": ("Theo đài", ("station__name", "-planned_at", "position", "pk")),
}
# Without a period the log shows the last days: nobody means all of its years.
USUAL_SPAN = timedelta(days=7)


def _station_words(words: str) -> Q:
    """Return what finds airings on stations named so, or of agencies named so."""
    return Q(station__in=stations_named(words)) | Q(station__agency__in=Agency.objects.named_like(words))


def _day_field(label: str) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=widget, error_messages=_DAY)


class PlayLogFilter(forms.Form):
    """Filter the play log and sort it."""

    tu = _day_field("Từ ngày")
    den = _day_field("Đến hết ngày")
    station = forms.CharField(label="Đài hoặc cơ quan", required=False, max_length=100)
    bulletin = forms.CharField(label="Bản tin có chữ", required=False, max_length=100)
    state = forms.ChoiceField(
        label="Kết quả", required=False, choices=[("", "Tất cả"), *Outcome.choices, ("cancelled", "đã bỏ")]
    )
    how = forms.ChoiceField(label="Cách báo", required=False, choices=[("", "Tất cả"), *PlayReport.How.choices])
    sort = forms.ChoiceField(label="Xếp theo", required=False, choices=[(key, row[0]) for key, row in _SORTS.items()])

    def __init__(self, data: Any, *, today: date) -> None:
        super().__init__(data)
        self._today = today
        self.fields["tu"].initial, self.fields["den"].initial = today - USUAL_SPAN, today

    def clean(self) -> dict[str, Any]:
        """Check that the period is in order."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("tu") and given.get("den") and given["tu"] > given["den"]:
            self.add_error("den", "Ngày cuối phải sau ngày đầu.")
        return given

    @property
    def period(self) -> tuple[date, date]:
        """Return the first and the last day asked for; the last days where none was."""
        given = self.cleaned_data if self.is_valid() else {}
        first: date | None = given.get("tu")
        last: date | None = given.get("den")
        if last is None:
            last = max(first, self._today) if first else self._today
        return first or last - USUAL_SPAN, last

    def apply(self, airings: QuerySet[Any], *, sort: bool = True) -> QuerySet[Any]:
        """Return the airings (with their `outcome`) that pass, in the order asked for."""
        first, last = self.period
        airings = airings.filter(day__range=(first, last))
        given = self.cleaned_data if self.is_valid() else {}
        if words := given.get("station", "").strip():
            airings = airings.filter(_station_words(words))
        if words := given.get("bulletin", "").strip():
            airings = airings.filter(bulletin__in=bulletins_titled(words))
        if how := given.get("how"):
            airings = airings.filter(Exists(PlayReport.objects.standing().filter(airing=OuterRef("pk"), how=how)))
        state = given.get("state")
        if state == Airing.State.CANCELLED:
            airings = airings.filter(state=Airing.State.CANCELLED)
        else:
            airings = airings.exclude(state=Airing.State.CANCELLED)
            airings = airings.filter(outcome=state) if state else airings
        return airings.order_by(*_SORTS[given.get("sort", "")][1]) if sort else airings.order_by()


class UnconfirmedFilter(forms.Form):
    """Filter the airings that nobody has confirmed."""

    station = forms.CharField(label="Đài hoặc cơ quan", required=False, max_length=100)
    days = forms.ChoiceField(
        label="Trong", required=False,
        choices=[("", "7 ngày qua"), ("1", "hôm qua"), ("30", "30 ngày qua"), ("tat-ca", "mọi ngày")],
    )  # fmt: skip
    sort = forms.ChoiceField(label="Xếp theo", required=False, choices=[("", "Theo đài"), ("ngay", "Theo ngày")])

    def apply(self, airings: QuerySet[Airing], *, today: date) -> QuerySet[Airing]:
        """Return the airings that pass, by station or by day."""
        given = self.cleaned_data if self.is_valid() else {}
        if words := given.get("station", "").strip():
            airings = airings.filter(_station_words(words))
        days = given.get("days", "") or "7"
        if days != "tat-ca":
            airings = airings.filter(day__gte=today - timedelta(days=int(days)))
        by_day = given.get("sort") == "ngay"
        return airings.order_by(*(["-day", "station__name"] if by_day else ["station__name", "planned_at"]), "pk")
