"""What narrows the public list of feedback; a wrong choice narrows nothing."""

from datetime import date

from django import forms
from django.http import QueryDict

from lantoa.apps.agencies.models import Agency
from lantoa.apps.feedback.queries.places import PLACE_KINDS, agencies_on, place_name, places_on
from lantoa.apps.feedback.queries.sectors import feedback_sectors
from lantoa.core.viettext import sort_key
from lantoa.portal.forms.lists import choice_field
from lantoa.portal.queries.feedback import STATES, AskedFeedback

_OLDEST = "cu"


class FeedbackForm(forms.Form):
    """Which pieces: with which words, of which sector, agency, place, state and year, in which order."""

    q = forms.CharField(
        label="Từ trong phản ánh",
        required=False,
        max_length=200,
        help_text="Có dấu hay không dấu đều được.",
        error_messages={"max_length": "Hãy gõ tối đa 200 chữ."},
    )
    linh_vuc = choice_field("Lĩnh vực")
    dia_ban = choice_field("Địa bàn")
    co_quan = choice_field("Cơ quan giải quyết")
    tinh_trang = choice_field("Tình trạng")
    nam = choice_field("Năm gửi")
    xep = choice_field("Xếp")

    def __init__(self, data: QueryDict, *, today: date, first_year: int | None) -> None:
        super().__init__(data)
        self._sectors = {sector.slug: sector for sector in feedback_sectors()}
        self._places = {row.slug: row for row in sorted(places_on(today), key=lambda row: sort_key(place_name(row)))}
        others = agencies_on(today).exclude(kind__in=PLACE_KINDS)
        self._agencies = {row.slug: row for row in sorted(others, key=lambda row: sort_key(row.name))} | self._places
        years = range(today.year, (first_year or today.year) - 1, -1)
        offered: dict[str, list[tuple[str, str]]] = {
            "linh_vuc": [("", "Mọi lĩnh vực"), *((slug, row.name) for slug, row in self._sectors.items())],
            "dia_ban": [("", "Mọi địa bàn"), *((slug, place_name(row)) for slug, row in self._places.items())],
            "co_quan": [("", "Mọi cơ quan"), *((slug, row.short_name) for slug, row in self._agencies.items())],
            "tinh_trang": [("", "Mọi tình trạng"), *STATES.items()],
            "nam": [("", "Mọi năm"), *((str(year), str(year)) for year in years)],
            "xep": [("", "Mới gửi trước"), (_OLDEST, "Gửi lâu trước")],
        }
        for name, choices in offered.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def asked(self) -> AskedFeedback:
        """Return what the list is narrowed to."""
        self.is_valid()
        given = self.cleaned_data
        year = given.get("nam", "")
        return AskedFeedback(
            words=given.get("q", "").strip(),
            sector=self._sectors.get(given.get("linh_vuc", "")),
            agency=self._agency(given.get("co_quan", "")),
            place=self._places.get(given.get("dia_ban", "")),
            state=given.get("tinh_trang", ""),
            year=int(year) if year else None,
            oldest_first=given.get("xep", "") == _OLDEST,
        )

    def _agency(self, slug: str) -> Agency | None:
        return self._agencies.get(slug)
