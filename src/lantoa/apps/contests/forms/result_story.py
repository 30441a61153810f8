"""In which column the story on a result is drafted."""

from django import forms
from django.db.models import QuerySet

from lantoa.apps.newsroom.models import ColumnPage


class ColumnForm(forms.Form):
    """A column of the contest's portal."""

    column = forms.ModelChoiceField(
        label="Chuyên mục",
        queryset=ColumnPage.objects.none(),
        empty_label="Chọn chuyên mục",
        error_messages={"required": "Hãy chọn chuyên mục cho tin."},
    )

    def __init__(self, data: object = None, *, columns: QuerySet[ColumnPage]) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.fields["column"].queryset = columns  # type: ignore[attr-defined]
