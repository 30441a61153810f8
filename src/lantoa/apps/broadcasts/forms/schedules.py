"""Checks of what people ask of the programmes of stations, and of what they do with one."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from lantoa.apps.agencies.models import Agency
from lantoa.apps.broadcasts.models import Bulletin, Slot, Station
from lantoa.apps.broadcasts.queries.day_overview import Finding, StationDay
from lantoa.apps.broadcasts.queries.named import stations_named

_FIRST, _LAST = date(2000, 1, 1), date(2100, 1, 1)
FINDING_WORDS = {
    Finding.CLASH: "Cần quyết định thứ tự",
    Finding.OVER: "Quá giờ",
    Finding.UNPLAYED: "Không phát hoặc chưa xác nhận",
    Finding.EMPTY: "Khung giờ còn trống",
}
_SORTS = {"": ("Theo tên đài", ("name", "pk")), "agency": ("Theo cơ quan", ("agency__name", "name", "pk"))}


def monday_of(words: str | None, *, today: date) -> date:
    """Return the Monday of the week in which the day of an address lies; of this week where it names none.

    >>> monday_of("2023-06-01", today=date(2024, 1, 1)), monday_of("x", today=date(2023, 6, 4))
    (datetime.date(2023, 5, 29), datetime.date(2023, 5, 29))
    """
    day = day_of(words) or today
    return day - timedelta(days=day.weekday())


def day_of(words: str | None) -> date | None:
    """Return the day of an address; None for anything else and for days no programme is of.

    >>> day_of("2023-06-01"), day_of("0001-01-01")
    (datetime.date(2023, 6, 1), None)
    """
    try:
        day = date.fromisoformat(words or "")
    except ValueError:
        return None
    return day if _FIRST <= day <= _LAST else None


class DayFilter(forms.Form):
    """Which day of which stations: by level, place, name, and what is to be seen to."""

    ngay = forms.DateField(
        label="Ngày", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    cap = forms.ChoiceField(label="Cấp", required=False, choices=[("", "Tất cả"), *Station.Level.choices])
    huyen = forms.ModelChoiceField(Agency.objects.none(), label="Huyện, thị", required=False, empty_label="Tất cả")
    ten = forms.CharField(label="Tên đài có chữ", required=False, max_length=100)
    can_xem = forms.ChoiceField(
        label="Điều cần xem", required=False,
        choices=[("", "Tất cả"), *((str(key), words) for key, words in FINDING_WORDS.items())],
    )  # fmt: skip
    xep = forms.ChoiceField(label="Xếp theo", required=False, choices=[(key, row[0]) for key, row in _SORTS.items()])

    def __init__(self, data: QueryDict, *, stations: QuerySet[Station], today: date) -> None:
        super().__init__({**data.dict(), "ngay": data.get("ngay") or today.isoformat()})
        self._today = today
        of_stations = stations.order_by().values("agency")
        above = Agency.objects.filter(children__in=of_stations).distinct().order_by("name")
        self.fields["huyen"].queryset = above  # type: ignore[attr-defined]

    def asked(self, name: str) -> Any:
        """Return what was asked for under that name; nothing where it was not understood."""
        return self.cleaned_data.get(name) if self.is_bound and not self.errors.get(name) else None

    def day(self) -> date:
        """Return the day asked for, else today."""
        self.is_valid()
        day = self.asked("ngay")
        return day if day and _FIRST <= day <= _LAST else self._today

    def apply(self, stations: QuerySet[Station]) -> QuerySet[Station]:
        """Return the stations that pass, in the order asked for."""
        self.is_valid()
        if self.asked("cap"):
            stations = stations.filter(level=self.asked("cap"))
        if district := self.asked("huyen"):
            stations = stations.filter(agency__parent=district) | stations.filter(agency=district)
        if words := (self.asked("ten") or "").strip():
            stations = stations.filter(pk__in=stations_named(words))
        return stations.order_by(*_SORTS[self.asked("xep") or ""][1])

    def narrow(self, days: list[StationDay]) -> list[StationDay]:
        """Return the stations at which what was asked for is to be seen to."""
        wanted = self.asked("can_xem")
        return [day for day in days if wanted in day.findings] if wanted else days

    @property
    def asks(self) -> bool:
        """Return whether anything but the day was asked for."""
        return any(self.asked(name) for name in ("cap", "huyen", "ten", "can_xem"))


class PlaceForm(forms.Form):
    """A slot of the station on a day, and whether it may go past its end."""

    slot = forms.ModelChoiceField(
        Slot.objects.none(),
        error_messages={
            "required": "Hãy chọn khung giờ.",
            "invalid_choice": "Khung giờ này không còn; hãy tải lại trang.",
        },
    )
    day = forms.DateField(error_messages={"required": "Hãy chọn ngày.", "invalid": "Ngày không đúng."})
    over = forms.BooleanField(required=False)

    def __init__(self, data: Any, *, station: Station) -> None:
        super().__init__(data)
        self.fields["slot"].queryset = station.slots.all()  # type: ignore[attr-defined]


class BulletinChoice(forms.Form):
    """One of the bulletins meant for the station."""

    bulletin = forms.ModelChoiceField(
        Bulletin.objects.none(),
        error_messages={"required": "Hãy chọn bản tin.", "invalid_choice": "Bản tin này không dành cho đài này."},
    )

    def __init__(self, data: Any, *, station: Station) -> None:
        super().__init__(data)
        offered = Bulletin.objects.filter(stations=station, state=Bulletin.State.APPROVED)
        self.fields["bulletin"].queryset = offered  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    """Why something is not played."""

    reason = forms.CharField(
        label="Lý do", max_length=200, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Người soạn bản tin và đài cùng đọc lý do này.",
        error_messages={"required": "Hãy ghi lý do.", "max_length": "Lý do dài quá 200 chữ; hãy rút gọn."},
    )  # fmt: skip


class OrderForm(forms.Form):
    """The order of the airings of a slot: a number for each."""

    def __init__(self, data: Any, *, airings: list[tuple[int, str]]) -> None:
        super().__init__(data)
        numbers = [(str(place), str(place)) for place in range(1, len(airings) + 1)]
        for place, (pk, title) in enumerate(airings, start=1):
            self.fields[f"a{pk}"] = forms.ChoiceField(
                label=title, choices=numbers, initial=str(place),
                error_messages={"required": "Hãy chọn thứ tự.", "invalid_choice": "Hãy chọn thứ tự."},
            )  # fmt: skip
        self._keys = [pk for pk, _ in airings]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        said = [given.get(f"a{pk}") for pk in self._keys]
        if None not in said and len(set(said)) < len(said):
            raise forms.ValidationError(
                "Hai bản tin không cùng một thứ tự được; hãy chọn mỗi bản tin một số khác nhau."
            )
        return given

    @property
    def order(self) -> list[int]:
        """Return the keys of the airings in the order given."""
        return sorted(self._keys, key=lambda pk: int(self.cleaned_data[f"a{pk}"]))
