"""Checks of what is asked of the bulletin board."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from lantoa.apps.accounts.models import User
from lantoa.apps.agencies.models import Agency
from lantoa.apps.broadcasts.models import Bulletin, Language, Priority
from lantoa.apps.broadcasts.queries.board import BoardKey, Waiting
from lantoa.apps.broadcasts.queries.keepers import bulletins_seen_by, stations_seen_by
from lantoa.core.viettext import fold, sort_key

_SORTS = [
    ("", "Việc của tôi trước"), ("moi", "Mới nhất"), ("het-han", "Sắp hết hạn"), ("ten", "Tên"),
]  # fmt: skip

_MORE = ("muc", "co_quan", "dai", "tieng")


class BoardFilter(forms.Form):
    """Filter the bulletins a person sees by words, state, class, agency, station, language; sort them."""

    tim = forms.CharField(label="Tên có chữ", required=False, max_length=100)
    trang_thai = forms.ChoiceField(
        label="Trạng thái", required=False, choices=[("", "Mọi trạng thái"), *Bulletin.State.choices]
    )
    muc = forms.ChoiceField(label="Mức", required=False, choices=[("", "Mọi mức"), *Priority.choices])
    viec = forms.ChoiceField(label="Việc", required=False, choices=[("", "Tất cả"), ("toi", "Chỉ bản tin chờ tôi")])
    co_quan = forms.ModelChoiceField(
        label="Cơ quan", required=False, queryset=Agency.objects.none(), empty_label="Mọi cơ quan"
    )
    dai = forms.ModelChoiceField(label="Đài", required=False, queryset=Agency.objects.none(), empty_label="Mọi đài")
    tieng = forms.ModelChoiceField(
        label="Ngôn ngữ", required=False, queryset=Language.objects.all(), empty_label="Mọi ngôn ngữ"
    )
    sap = forms.ChoiceField(label="Xếp theo", required=False, choices=_SORTS)

    def __init__(self, *given: Any, user: User, **options: Any) -> None:
        super().__init__(*given, **options)
        self.seen = bulletins_seen_by(user)
        agencies = Agency.objects.filter(pk__in=self.seen.order_by().values("agency"))
        self._choose_from("co_quan", agencies)
        self._choose_from("dai", stations_seen_by(user))

    def _choose_from(self, name: str, rows: QuerySet[Any]) -> None:
        self.fields[name].queryset = rows.order_by("name")  # type: ignore[attr-defined]

    @property
    def first_fields(self) -> list[forms.BoundField]:
        """Return what is asked often: words, state, what waits, the order."""
        return [self[name] for name in ("tim", "trang_thai", "viec", "sap")]

    @property
    def more_fields(self) -> list[forms.BoundField]:
        """Return what is asked seldom."""
        return [self[name] for name in _MORE]

    @property
    def more_is_used(self) -> bool:
        """Return whether something is filtered by what is asked seldom."""
        return any(self.data.get(name) for name in _MORE)

    @property
    def asks(self) -> bool:
        """Return whether something is filtered."""
        return any(self.data.get(name) for name in self.fields if name != "sap")

    def bulletins(self) -> QuerySet[Bulletin]:
        """Return the bulletins of the choices; what a field cannot read filters nothing."""
        self.is_valid()
        given = self.cleaned_data
        wanted = {
            "state": given.get("trang_thai"), "priority": given.get("muc"), "agency": given.get("co_quan"),
            "stations": given.get("dai"), "language": given.get("tieng"),
        }  # fmt: skip
        return self.seen.filter(**{name: value for name, value in wanted.items() if value})

    def apply(self, keys: list[BoardKey]) -> list[BoardKey]:
        """Return the keys that hold the words and wait for the person if that is asked, in the order asked for."""
        given = self.cleaned_data
        words = fold(given.get("tim") or "")
        found = [key for key in keys if words in key.folded]
        if given.get("viec"):
            found = [key for key in found if key.waiting != Waiting.NOTHING]
        match given.get("sap"):
            case "moi":
                return found
            case "het-han":
                return sorted(found, key=lambda key: key.valid_until)
            case "ten":
                return sorted(found, key=lambda key: sort_key(key.title))
        return sorted(found, key=lambda key: key.waiting)
