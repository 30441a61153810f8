"""Checks of a bulk act: which act, and which assignments it speaks of."""

from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict

from lantoa.apps.assignments.actions import BulkAct
from lantoa.apps.assignments.forms.acts import EditForm, NothingForm, ReasonForm
from lantoa.apps.assignments.forms.board import AssignmentFilter
from lantoa.apps.assignments.models import AssignmentQuerySet

FORMS: dict[BulkAct, type[forms.Form]] = {
    BulkAct.SEND: NothingForm,
    BulkAct.EDIT: EditForm,
    BulkAct.CONFIRM: NothingForm,
    BulkAct.RETURN: ReasonForm,
    BulkAct.CANCEL: ReasonForm,
}


class SelectionForm(forms.Form):
    """The act and the selection: rows ticked one by one, or all that the filter of the list lets pass."""

    act = forms.ChoiceField(choices=[(act.value, act.value) for act in BulkAct])
    all = forms.BooleanField(required=False)
    pk = forms.TypedMultipleChoiceField(coerce=int, required=False)
    filter = forms.CharField(required=False, max_length=4000)

    def __init__(self, data: QueryDict) -> None:
        chosen = [key for key in data.getlist("pk") if key.isascii() and key.isdigit()]
        data = data.copy()
        data.setlist("pk", chosen)
        super().__init__(data)
        self.fields["pk"].choices = [(key, key) for key in chosen]  # type: ignore[attr-defined]

    def selected(self, rows: AssignmentQuerySet, filter_form: AssignmentFilter, *, today: date) -> AssignmentQuerySet:
        """Return the chosen rows; none at all for a form or a filter that is not in order."""
        if not self.is_valid():
            return rows.none()
        if not self.cleaned_data["all"]:
            return rows.filter(pk__in=self.cleaned_data["pk"])
        if filter_form.is_bound and not filter_form.is_valid():
            return rows.none()
        return filter_form.apply(rows, today=today) if filter_form.is_bound else rows

    @property
    def act_wanted(self) -> BulkAct:
        """Return the act of a valid form."""
        return BulkAct(self.cleaned_data["act"])

    def words_form(self, data: Any) -> forms.Form:
        """Return the form of the words that the act needs."""
        return FORMS[self.act_wanted](data)
