"""Checks of what is chosen for a component: themes of a programme, each with a note; proposals; from where to copy."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from lantoa.apps.directives.models import Theme
from lantoa.apps.indices.models import Component, ComponentTheme

_TOO_LONG = "Hãy viết tối đa 400 chữ."


class ComponentLinksForm(forms.Form):
    """A box and a note for each theme; after is_valid() `notes` holds the themes that were ticked."""

    def __init__(self, data: Any, *, themes: Sequence[Theme], links: Iterable[ComponentTheme]) -> None:
        super().__init__(data)
        self.themes = themes
        stood = {link.theme_id: link.note for link in links}
        for theme in themes:
            self.fields[f"t{theme.pk}"] = forms.BooleanField(
                label=f"{theme.code}. {theme.title}", required=False, initial=theme.pk in stood
            )
            self.fields[f"n{theme.pk}"] = forms.CharField(
                label=f"Vì sao {theme.code} liên quan",
                required=False,
                max_length=400,
                initial=stood.get(theme.pk, ""),
                error_messages={"max_length": _TOO_LONG},
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
            )

    @property
    def rows(self) -> list[tuple[Theme, forms.BoundField, forms.BoundField]]:
        """Return each theme with its box and its note."""
        return [(theme, self[f"t{theme.pk}"], self[f"n{theme.pk}"]) for theme in self.themes]

    @property
    def notes(self) -> dict[Theme, str]:
        given = self.cleaned_data
        return {theme: given[f"n{theme.pk}"] for theme in self.themes if given[f"t{theme.pk}"]}


def ticked_links(
    given: Iterable[str], components: Iterable[Component], themes: Iterable[Theme]
) -> list[tuple[Component, Theme]]:
    """Return the proposals that were ticked ("12-34": component and theme); others than these are left aside."""
    by_component = {str(component.pk): component for component in components}
    by_theme = {str(theme.pk): theme for theme in themes}
    pairs = (words.partition("-") for words in given)
    return [
        (by_component[component], by_theme[theme])
        for component, _, theme in pairs
        if component in by_component and theme in by_theme
    ]
