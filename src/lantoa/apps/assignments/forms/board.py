"""Checks of what officers ask of the list of assignments."""

from django import forms
from django.db.models import QuerySet

from lantoa.apps.agencies.models import Agency
from lantoa.apps.assignments.models import Assignment
from lantoa.apps.directives.models import Programme, Theme
from lantoa.core.viettext import fold


class AssignmentFilter(forms.Form):
    """Filter by words of the agency's name, by theme and by state."""

    agency = forms.CharField(label="Cơ quan", required=False, max_length=100)
    theme = forms.ModelChoiceField(
        label="Nội dung", queryset=Theme.objects.none(), required=False, empty_label="Tất cả"
    )
    state = forms.ChoiceField(label="Trạng thái", choices=[("", "Tất cả"), *Assignment.State.choices], required=False)

    def __init__(self, data: object, *, programme: Programme | None) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.fields["theme"].queryset = Theme.objects.filter(programme=programme)  # type: ignore[attr-defined]

    def apply(self, rows: QuerySet[Assignment]) -> QuerySet[Assignment]:
        """Return the rows that pass the filter; all of them where the form is not valid."""
        if not self.is_valid():
            return rows
        if words := self.cleaned_data["agency"]:
            rows = rows.filter(agency__in=Agency.objects.named_like(fold(words)))
        if theme := self.cleaned_data["theme"]:
            rows = rows.filter(duty__theme=theme)
        if state := self.cleaned_data["state"]:
            rows = rows.filter(state=state)
        return rows
