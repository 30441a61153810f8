"""Checks of a form of a story, and of what its list is narrowed to."""

from collections.abc import Sequence
from typing import Any

from django import forms

from lantoa.apps.newsroom.models import Adaptation, PortalPage, StoryFigure
from lantoa.core.viettext import to_nfc


class AdaptationForm(forms.Form):
    """The words of one form; of a card also its figure, among those of the portal."""

    title = forms.CharField(label="Tiêu đề", max_length=255)
    text = forms.CharField(
        label="Nội dung", max_length=20_000, widget=forms.Textarea(attrs={"rows": 16, "data-count": "words"})
    )

    def __init__(
        self, data: Any = None, *, adaptation: Adaptation | None, kind: str, figures: Sequence[StoryFigure] = ()
    ) -> None:
        known = {"title": adaptation.title, "text": adaptation.text} if adaptation else {}
        super().__init__(data, initial=known)
        if kind == Adaptation.Kind.CARD:
            self.figures = {figure.pk: figure for figure in figures}
            choices = [(pk, figure.title) for pk, figure in self.figures.items()]
            initial = adaptation.figure_id if adaptation else None
            self.fields["figure"] = forms.TypedChoiceField(
                label="Số liệu trên thẻ", choices=choices, coerce=int, initial=initial
            )
            self.fields["text"].widget.attrs["rows"] = 5
            self.fields["text"].label = "Câu trên thẻ"

    def values(self) -> dict[str, Any]:
        """Return what the actions take: title, text, and for a card the figure."""
        given = self.cleaned_data
        found = {"title": to_nfc(given["title"]), "text": to_nfc(given["text"].replace("\r\n", "\n"))}
        return found | ({"figure": self.figures[given["figure"]]} if given.get("figure") else {})


class StaleFilterForm(forms.Form):
    """Which forms that have grown stale: of one portal, of one kind."""

    chuyen_trang = forms.TypedChoiceField(label="Chuyên trang", required=False, coerce=int, empty_value=None)
    dang = forms.ChoiceField(label="Dạng", required=False, choices=[("", "Mọi dạng"), *Adaptation.Kind.choices])

    def __init__(self, data: Any, *, portals: Sequence[PortalPage]) -> None:
        super().__init__(data)
        choices = [("", "Mọi chuyên trang"), *((portal.pk, portal.title) for portal in portals)]
        self.fields["chuyen_trang"].choices = choices  # type: ignore[attr-defined]
        self.portals = {portal.pk: portal for portal in portals}

    def portal(self) -> PortalPage | None:
        """Return the portal asked for, None for all."""
        self.is_valid()
        return self.portals.get(self.cleaned_data.get("chuyen_trang") or 0)

    def narrowed(self, rows: list[Adaptation]) -> list[Adaptation]:
        """Return the forms of the kind asked for."""
        self.is_valid()
        kind = self.cleaned_data.get("dang")
        return [row for row in rows if not kind or row.kind == kind]
