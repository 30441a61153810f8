"""What narrows a list of stories or documents; a wrong choice narrows nothing."""

from collections.abc import Iterable

from django import forms
from django.http import QueryDict

from lantoa.apps.directives.models import Theme
from lantoa.apps.newsroom.models import LibraryDocument

_NOT_A_CHOICE = "Lựa chọn này không có trong danh sách; hãy chọn lại."
_TOO_LONG = "Hãy gõ tối đa 100 chữ."
DIRECTIVE = "directive"


def choice_field(label: str) -> forms.ChoiceField:
    """Return a choice that may be left out."""
    return forms.ChoiceField(label=label, required=False, error_messages={"invalid_choice": _NOT_A_CHOICE})


class ColumnForm(forms.Form):
    """Which stories of a column: of which year, on which theme."""

    nam = choice_field("Năm")
    noi_dung = choice_field("Nội dung")

    def __init__(self, data: QueryDict, *, years: Iterable[int], themes: Iterable[Theme]) -> None:
        super().__init__(data)
        self._themes = {str(theme.pk): theme for theme in themes}
        self.fields["nam"].choices = [("", "Mọi năm"), *((str(year), str(year)) for year in years)]  # type: ignore[attr-defined]
        self.fields["noi_dung"].choices = [  # type: ignore[attr-defined]
            ("", "Mọi nội dung"),
            *((key, f"{theme.code}. {theme.title}") for key, theme in self._themes.items()),
        ]

    def asked(self) -> tuple[int | None, Theme | None]:
        """Return the year and the theme that were asked for."""
        self.is_valid()
        year = self.cleaned_data.get("nam")
        return (int(year) if year else None), self._themes.get(self.cleaned_data.get("noi_dung", ""))


class LibraryForm(forms.Form):
    """Which documents: of which kind and year, with which words."""

    tim = forms.CharField(
        label="Từ trong số, trích yếu, cơ quan",
        required=False,
        max_length=100,
        help_text="Có dấu hay không dấu đều được.",
        error_messages={"max_length": _TOO_LONG},
    )
    loai = choice_field("Loại")
    nam = choice_field("Năm")

    def __init__(self, data: QueryDict, *, years: Iterable[int]) -> None:
        super().__init__(data)
        kinds = [(DIRECTIVE, "văn bản chỉ đạo"), *LibraryDocument.Kind.choices]
        self.fields["loai"].choices = [("", "Mọi loại"), *kinds]  # type: ignore[attr-defined]
        self.fields["nam"].choices = [("", "Mọi năm"), *((str(year), str(year)) for year in years)]  # type: ignore[attr-defined]

    def asked(self) -> tuple[str, int | None, str]:
        """Return the kind, the year and the words that were asked for."""
        self.is_valid()
        year = self.cleaned_data.get("nam")
        return self.cleaned_data.get("loai", ""), int(year) if year else None, self.cleaned_data.get("tim", "")
