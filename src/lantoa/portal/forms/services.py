"""What narrows the list of procedures; a wrong choice narrows nothing."""

from collections.abc import Iterable

from django import forms
from django.http import QueryDict

from lantoa.apps.services.models import Sector
from lantoa.apps.services.models.procedures import Level, OnlineLevel
from lantoa.portal.forms.lists import choice_field
from lantoa.portal.queries.services import AskedProcedures


class ProceduresForm(forms.Form):
    """Which procedures: for what need, in which sector, done where, how far online."""

    q = forms.CharField(
        label="Bạn cần làm gì?",
        required=False,
        max_length=200,
        help_text="Gõ như khi nói, có dấu hay không dấu đều được: “làm giấy khai sinh”, “sang ten so do”.",
        error_messages={"max_length": "Hãy gõ tối đa 200 chữ."},
    )
    linh_vuc = choice_field("Lĩnh vực")
    cap = choice_field("Làm ở")
    truc_tuyen = choice_field("Trực tuyến")

    def __init__(self, data: QueryDict, *, sectors: Iterable[Sector]) -> None:
        super().__init__(data)
        self._sectors = {sector.slug: sector for sector in sectors}
        offered: dict[str, list[tuple[str, str]]] = {
            "linh_vuc": [("", "Mọi lĩnh vực"), *((slug, sector.name) for slug, sector in self._sectors.items())],
            "cap": [("", "Mọi nơi"), *Level.choices],
            "truc_tuyen": [("", "Tất cả"), *OnlineLevel.choices],
        }
        for name, choices in offered.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def asked(self) -> AskedProcedures:
        """Return what the list is narrowed to."""
        self.is_valid()
        given = self.cleaned_data
        return AskedProcedures(
            given.get("q", "").strip(),
            self._sectors.get(given.get("linh_vuc", "")),
            given.get("cap", ""),
            given.get("truc_tuyen", ""),
        )
