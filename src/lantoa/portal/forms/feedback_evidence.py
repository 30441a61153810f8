"""Which figure a reader wants to see behind; an address that was mistyped asks for nothing."""

from django import forms
from django.http import QueryDict

from lantoa.apps.agencies.models import Agency, AgencyKind
from lantoa.core.workdays import Window
from lantoa.portal.queries.feedback_evidence import FIGURES, AskedFigure

_NAMES = {words: name for name, words in FIGURES.items()}


class FigureForm(forms.Form):
    """The figure, its period, and whose it is."""

    so = forms.ChoiceField(choices=[(words, words) for words in _NAMES])
    tu = forms.DateField()
    den = forms.DateField()
    co_quan = forms.ModelChoiceField(Agency.objects.all(), to_field_name="slug", required=False)
    loai = forms.ChoiceField(choices=[("", ""), *AgencyKind.choices], required=False)

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)

    def asked(self) -> AskedFigure | None:
        """Return what is asked for, None where that is no figure."""
        if not self.is_valid():
            return None
        given = self.cleaned_data
        if not 1900 <= given["tu"].year <= given["den"].year <= 2900 or given["tu"] > given["den"]:
            return None
        window = Window(given["tu"], given["den"])
        return AskedFigure(_NAMES[given["so"]], window, given["co_quan"], given["loai"])
