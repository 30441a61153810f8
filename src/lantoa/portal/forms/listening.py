"""What narrows the list of bulletins to be heard; a wrong choice narrows nothing."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict

from lantoa.portal.forms.lists import choice_field
from lantoa.portal.queries.listening import AskedBulletins, ListeningChoices


class ListeningForm(forms.Form):
    """Which bulletins: with which words, of which agency, on which station and theme, in which language and month."""

    tim = forms.CharField(
        label="Từ trong bản tin",
        required=False,
        max_length=100,
        help_text="Có dấu hay không dấu đều được.",
        error_messages={"max_length": "Hãy gõ tối đa 100 chữ."},
    )
    co_quan = choice_field("Cơ quan")
    dai = choice_field("Đài truyền thanh")
    noi_dung = choice_field("Nội dung")
    ngon_ngu = choice_field("Ngôn ngữ")
    thang = choice_field("Tháng")

    def __init__(self, data: QueryDict, *, choices: ListeningChoices) -> None:
        super().__init__(data)
        self._known: dict[str, dict[str, Any]] = {
            "co_quan": {agency.slug: agency for agency in choices.agencies},
            "dai": {station.slug: station for station in choices.stations},
            "noi_dung": {str(theme.pk): theme for theme in choices.themes},
            "ngon_ngu": {language.code: language for language in choices.languages},
            "thang": {f"{month:%Y-%m}": month for month in choices.months},
        }
        self._offer("co_quan", "Mọi cơ quan", (agency.short_name for agency in choices.agencies))
        self._offer("dai", "Mọi đài", (station.name for station in choices.stations))
        themes = (f"{theme.code}. {theme.title} ({theme.programme.year})" for theme in choices.themes)
        self._offer("noi_dung", "Mọi nội dung", themes)
        self._offer("ngon_ngu", "Mọi ngôn ngữ", (language.name for language in choices.languages))
        self._offer("thang", "Mọi tháng", (f"Tháng {month.month} năm {month.year}" for month in choices.months))

    def _offer(self, name: str, everything: str, labels: Iterable[str]) -> None:
        offered = zip(self._known[name], labels, strict=True)
        self.fields[name].choices = [("", everything), *offered]  # type: ignore[attr-defined]

    def asked(self) -> AskedBulletins:
        """Return what the list is narrowed to."""
        self.is_valid()
        chosen = {name: known.get(self.cleaned_data.get(name, "")) for name, known in self._known.items()}
        return AskedBulletins(
            chosen["co_quan"],
            chosen["dai"],
            chosen["noi_dung"],
            chosen["ngon_ngu"],
            chosen["thang"],
            self.cleaned_data.get("tim", ""),
        )
