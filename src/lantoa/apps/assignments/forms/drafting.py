"""Checks of one more agency for a duty."""

from typing import Any

from django import forms

from lantoa.apps.agencies.models import Agency
from lantoa.apps.assignments.models import Capacity
from lantoa.apps.directives.models import Duty, Programme


class AddForm(forms.Form):
    """A duty of the programme, one more agency, and its capacity."""

    duty = forms.ModelChoiceField(label="Nhiệm vụ", queryset=Duty.objects.none(), empty_label="Chọn nhiệm vụ")
    agency = forms.ModelChoiceField(label="Cơ quan", queryset=Agency.objects.none(), empty_label="Chọn cơ quan")
    capacity = forms.ChoiceField(label="Vai trò", choices=Capacity.choices, initial=Capacity.LEAD)

    def __init__(self, data: Any, *, programme: Programme) -> None:
        super().__init__(data)
        duties = Duty.objects.filter(theme__programme=programme).select_related("theme")
        self.fields["duty"].queryset = duties  # type: ignore[attr-defined]
        day = programme.directive.date or programme.directive.received_at.date()
        agencies = Agency.objects.valid_on(day).order_by("folded_names")
        self.fields["agency"].queryset = agencies  # type: ignore[attr-defined]
        self.fields["agency"].help_text = f"Các cơ quan có trong danh bạ vào ngày của văn bản ({day:%d/%m/%Y})."
