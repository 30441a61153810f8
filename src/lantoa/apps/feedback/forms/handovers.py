"""How the list of hand-overs is narrowed down and sorted."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from lantoa.apps.agencies.models import Agency
from lantoa.apps.feedback.models import Handover

_STATES = [("", "Không gửi được"), ("tat-ca", "Tất cả"), *Handover.State.choices]
_SORTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "": ("Mới nhất trước", ("-due_at", "-pk")),
    "cu": ("Cũ nhất trước", ("due_at", "pk")),
    "co-quan": ("Theo cơ quan", ("agency_id", "-due_at", "-pk")),
}


class HandoverFilter(forms.Form):
    """Filter hand-overs by the code of the feedback, state and agency, and sort them."""

    code = forms.CharField(label="Mã phản ánh", required=False, max_length=16)
    state = forms.ChoiceField(label="Trạng thái", required=False, choices=_STATES)
    agency = forms.CharField(label="Cơ quan", required=False, max_length=100)
    sort = forms.ChoiceField(label="Xếp theo", required=False, choices=[(key, row[0]) for key, row in _SORTS.items()])

    def apply(self, rows: QuerySet[Handover]) -> QuerySet[Handover]:
        """Return the hand-overs that pass, in the order asked for; the failed ones where the form is not valid."""
        asked: dict[str, Any] = self.cleaned_data if self.is_valid() else {}
        state = asked.get("state", "")
        if state != "tat-ca":
            rows = rows.filter(state=state or Handover.State.FAILED)
        if code := asked.get("code", "").strip():
            rows = rows.filter(feedback__code__icontains=code)
        if agency := asked.get("agency", "").strip():
            rows = rows.filter(agency__in=Agency.objects.named_like(agency))
        return rows.order_by(*_SORTS[asked.get("sort", "")][1])

    @property
    def asks(self) -> bool:
        """Return whether anything is asked for at all."""
        return self.is_valid() and any(value for name, value in self.cleaned_data.items() if name != "sort")
