"""How the list of deliveries is narrowed down and sorted."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from lantoa.apps.broadcasts.models import Bulletin, Delivery, DeliveryRoute, Priority, Station
from lantoa.apps.broadcasts.queries.deliveries import DOWNLOAD
from lantoa.apps.broadcasts.queries.named import bulletins_titled, stations_named

_SORTS = {
    "": ("Mới nhất trước", ("-bulletin__approved_at", "-pk")),
    "dai": ("Theo đài", ("station__name", "-bulletin__approved_at", "-pk")),
    "ban-tin": ("Theo bản tin", ("bulletin__title", "station__name", "pk")),
    "loi": ("Có trục trặc trước", ("-attempts", "-due_at", "-pk")),
}
_WAYS = [(DOWNLOAD, "tải về"), *DeliveryRoute.Kind.choices]
_FETCHED = [("", "Tất cả"), ("roi", "Đã tải"), ("chua", "Chưa tải")]


class DeliveryFilter(forms.Form):
    """Filter deliveries by words, state, way, class and whether they were fetched, and sort them."""

    words = forms.CharField(label="Tên bản tin hoặc đài", required=False, max_length=100)
    state = forms.ChoiceField(label="Trạng thái", required=False, choices=[("", "Tất cả"), *Delivery.State.choices])
    way = forms.ChoiceField(label="Cách giao", required=False, choices=[("", "Tất cả"), *_WAYS])
    priority = forms.ChoiceField(label="Mức", required=False, choices=[("", "Tất cả"), *Priority.choices])
    fetched = forms.ChoiceField(label="Đài đã tải chưa", required=False, choices=_FETCHED)
    sort = forms.ChoiceField(label="Xếp theo", required=False, choices=[(key, row[0]) for key, row in _SORTS.items()])
    station = forms.ModelChoiceField(Station.objects.all(), label="Đài", required=False, empty_label="Tất cả")
    bulletin = forms.ModelChoiceField(Bulletin.objects.all(), required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, bulletins: QuerySet[Bulletin], stations: QuerySet[Station]) -> None:
        super().__init__(data)
        self.fields["bulletin"].queryset = bulletins  # type: ignore[attr-defined]
        self.fields["station"].queryset = stations  # type: ignore[attr-defined]

    def apply(self, deliveries: QuerySet[Delivery]) -> QuerySet[Delivery]:
        """Return the deliveries that pass, in the order asked for; none where the filter names what one may not see."""
        if not self.is_valid():
            return deliveries.none() if {"bulletin", "station"} & set(self.errors) else deliveries
        asked = self.cleaned_data
        for name, field in (("state", "state"), ("way", "route_kind"), ("priority", "bulletin__priority")):
            if asked[name]:
                deliveries = deliveries.filter(**{field: asked[name]})
        for name in ("bulletin", "station"):
            if asked[name]:
                deliveries = deliveries.filter(**{name: asked[name]})
        if words := asked["words"].strip():
            titled, named = bulletins_titled(words), stations_named(words)
            deliveries = deliveries.filter(Q(bulletin__in=titled) | Q(station__in=named))
        if asked["fetched"]:
            deliveries = deliveries.filter(fetched_at__isnull=asked["fetched"] == "chua", route_kind=DOWNLOAD)
        return deliveries.order_by(*_SORTS[asked["sort"]][1])

    @property
    def asks(self) -> bool:
        """Return whether anything is asked for at all."""
        return self.is_valid() and any(value for name, value in self.cleaned_data.items() if name != "sort")
