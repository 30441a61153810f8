"""What is to be compared: an edition with which other one, and which vintages."""

from typing import Any

from django import forms

from lantoa.apps.indices.models import Component, Edition, Vintage


class EditionDiffForm(forms.Form):
    """Which other edition, in which component, in which order."""

    voi = forms.ModelChoiceField(Edition.objects.none(), label="So với kỳ", required=False, empty_label="Kỳ trước")
    thanh_phan = forms.ChoiceField(label="Thành phần", required=False)
    sap_xep = forms.ChoiceField(
        label="Sắp xếp", choices=[("", "Theo thành phần, tên"), ("doi", "Thay đổi lớn trước")], required=False
    )

    def __init__(self, edition: Edition, data: Any = None) -> None:
        super().__init__(data)
        others = Edition.objects.filter(index=edition.index_id).exclude(pk=edition.pk).select_related("index", "scale")
        self.fields["voi"].queryset = others.order_by("-year_measured")  # type: ignore[attr-defined]
        parts = Component.objects.filter(scale=edition.scale_id).order_by("position", "pk")
        choices = [("", "Mọi thành phần"), *((part.code, part.short_name) for part in parts)]
        self.fields["thanh_phan"].choices = choices  # type: ignore[attr-defined]


class VintageDiffForm(forms.Form):
    """From which vintage to which."""

    tu = forms.ModelChoiceField(Vintage.objects.none(), label="Từ đợt", required=False, empty_label="Đợt liền trước")
    den = forms.ModelChoiceField(Vintage.objects.none(), label="Đến đợt", required=False, empty_label="Đợt mới nhất")

    def __init__(self, edition: Edition, data: Any = None) -> None:
        super().__init__(data)
        self._vintages = list(edition.vintages.select_related("edition__index").order_by("number"))
        for name in ("tu", "den"):
            self.fields[name].queryset = edition.vintages.select_related("edition__index")  # type: ignore[attr-defined]

    def chosen(self) -> tuple[Vintage, Vintage] | None:
        """Return the earlier and the later vintage, the last two by default; None where there are no two."""
        said = self.cleaned_data if self.is_bound and self.is_valid() else {}
        if len(self._vintages) < 2 or (self.is_bound and self.errors):
            return None
        later = said.get("den") or self._vintages[-1]
        before = [vintage for vintage in self._vintages if vintage.number < later.number]
        first = said.get("tu") or (before[-1] if before else self._vintages[0])
        first, later = sorted((first, later), key=lambda vintage: vintage.number)
        return first, later
