"""Checks of what people ask of the list of contests."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from lantoa.apps.contests.queries.states import ContestState

_SORTS = {
    "": ("Mới nhất trước", None),
    "opens": ("Theo ngày mở", ("first_opens_at", "pk")),
    "title": ("Theo tên", ("title", "pk")),
}


class ContestFilter(forms.Form):
    """Filter contests by state and by words of the title, and sort them."""

    state = forms.ChoiceField(label="Trạng thái", required=False, choices=[("", "Tất cả"), *ContestState.choices])
    words = forms.CharField(label="Tên có chữ", required=False, max_length=100)
    sort = forms.ChoiceField(
        label="Xếp theo", required=False, choices=[(key, label) for key, (label, _) in _SORTS.items()]
    )

    def apply(self, contests: QuerySet[Any]) -> QuerySet[Any]:
        """Return the contests that pass, in the order asked for; all of them where the form is not valid."""
        if not self.is_valid():
            return contests
        asked = self.cleaned_data
        if asked["state"]:
            contests = contests.filter(state=asked["state"])
        if asked["words"]:
            contests = contests.filter(title__icontains=asked["words"].strip())
        order = _SORTS[asked["sort"]][1]
        return contests.order_by(*order) if order else contests
