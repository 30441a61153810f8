"""Checks of what is said of a bulletin: class, stations, time, greetings, themes; and of the stories of a new one."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone

from lantoa.apps.accounts.models import User
from lantoa.apps.agencies.models import Agency
from lantoa.apps.agencies.queries import agency_of
from lantoa.apps.broadcasts.forms.fields import moment_field, number_field, text_field, to_the_minute
from lantoa.apps.broadcasts.models import Bulletin, Cluster, Language, Priority, Station
from lantoa.apps.broadcasts.queries.bulletin_values import BulletinValues, house_greetings, values_of
from lantoa.apps.broadcasts.queries.items import stories_to_take
from lantoa.apps.broadcasts.queries.keepers import agencies_spoken_for, sees_every_station, stations_seen_by
from lantoa.apps.directives.models import Programme, Theme
from lantoa.apps.newsroom.models import StoryPage
from lantoa.apps.newsroom.queries.story_themes import themes_to_choose

_MANY = {"invalid_choice": "Có lựa chọn không còn nữa; hãy chọn lại.", "invalid_pk_value": "Lựa chọn chưa đúng."}
_VALID_DAYS = 7
_STORIES_SHOWN = 30


def _boxes(label: str, queryset: QuerySet[Any], **options: Any) -> "forms.ModelMultipleChoiceField[Any]":
    return forms.ModelMultipleChoiceField(
        label=label, queryset=queryset, required=False, widget=forms.CheckboxSelectMultiple, error_messages=_MANY,
        **options,
    )  # fmt: skip


class BulletinForm(forms.Form):
    """The values of a bulletin. Stations are those the person sees, and those that are chosen already."""

    title = text_field("Tên bản tin", required="Hãy đặt tên cho bản tin.")
    priority = forms.ChoiceField(
        label="Mức", choices=Priority.choices, initial=Priority.ROUTINE, widget=forms.RadioSelect,
        error_messages={"required": "Hãy chọn mức.", "invalid_choice": "Mức chưa đúng."},
    )  # fmt: skip
    stations = _boxes("Đài phát", Station.objects.none())
    clusters = _boxes("Cụm loa", Cluster.objects.none())
    valid_from = moment_field("Phát từ")
    valid_until = moment_field("Phát đến")
    airings_a_day = number_field("Số lượt mỗi ngày ở mỗi đài", most=24, initial=2)
    airings_at_most = number_field("Tổng số lượt ở mỗi đài", most=500, initial=14)
    language = forms.ModelChoiceField(
        label="Ngôn ngữ", queryset=Language.objects.all(), empty_label=None, to_field_name="code",
        help_text="Máy chỉ đọc được tiếng Việt. Tiếng khác cần người đọc ghi âm; lời viết có thể bằng tiếng đó, hoặc "
        "bằng tiếng Việt để người đọc dịch.",
        error_messages={"required": "Hãy chọn ngôn ngữ.", "invalid_choice": "Hãy chọn ngôn ngữ."},
    )  # fmt: skip
    greeting = text_field("Lời chào", rows=2, most=1000)
    sign_off = text_field("Lời kết", rows=2, most=1000)
    programme = forms.ModelChoiceField(
        label="Chương trình", required=False, queryset=Programme.objects.none(), empty_label="theo nội dung đã chọn"
    )
    themes = _boxes("Nội dung tuyên truyền", Theme.objects.none())
    listed = forms.BooleanField(label="Đăng trên trang nghe bản tin sau khi duyệt", required=False, initial=True)

    def __init__(
        self, data: Any, *, user: User, at: datetime, bulletin: Bulletin | None = None, initial: dict[str, Any]
    ) -> None:
        self.user, self.bulletin, self.at = user, bulletin, at
        super().__init__(data, initial={**self._initial(), **initial})
        chosen = Q(bulletins=bulletin) if bulletin else Q(pk__in=[])
        seen = Q(pk__in=stations_seen_by(user).filter(active=True).values("pk"))
        stations = Station.objects.filter(seen | chosen).distinct().select_related("agency__parent").order_by("name")
        clusters = Cluster.objects.filter(Q(active=True) | chosen, station__in=stations.order_by()).distinct()
        self._from("stations", stations)
        self._from("clusters", clusters.order_by("name"))
        self._from("programme", Programme.objects.filter(Q(state=Programme.State.CONFIRMED) | chosen).distinct())
        of_programme = Q(pk__in=themes_to_choose().order_by().values("pk"))
        self._from("themes", Theme.objects.filter(of_programme | chosen).distinct().order_by("programme", "position"))

    def _initial(self) -> dict[str, Any]:
        if self.bulletin is None:
            return {}
        values = values_of(self.bulletin)
        found = {name: getattr(values, name) for name in self.base_fields if hasattr(values, name)}
        moments = {name: to_the_minute(found[name]) for name in ("valid_from", "valid_until")}
        return {**found, **moments}

    def _from(self, name: str, rows: QuerySet[Any]) -> None:
        self.fields[name].queryset = rows  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        first, last = given.get("valid_from"), given.get("valid_until")
        if first and last and last <= first:
            self.add_error("valid_until", "“Phát đến” phải sau “Phát từ”.")
        elif last and last <= self.at:
            self.add_error("valid_until", "Thời hạn này đã qua; hãy chọn lúc sau hiện tại.")
        stations = set(given.get("stations") or ())
        for cluster in given.get("clusters") or ():
            if cluster.station not in stations:
                self.add_error("stations", f"Đã chọn {cluster.name} nhưng chưa chọn {cluster.station.name}.")
        return given

    @property
    def values(self) -> BulletinValues:
        """Return the values as typed; a moment that is the stored one to the minute stays as it is stored."""
        given = {name: self.cleaned_data[name] for name in BulletinForm.base_fields}
        for name in ("valid_from", "valid_until"):
            if self.bulletin and to_the_minute(getattr(self.bulletin, name)) == given[name]:
                given[name] = getattr(self.bulletin, name)
        return BulletinValues(**given)


class ChangeBulletinForm(BulletinForm):
    """The same of a stored bulletin; the version tells whether somebody has stored something since it was shown."""

    version = forms.DateTimeField(
        widget=forms.HiddenInput, input_formats=["%Y-%m-%dT%H:%M:%S.%f%z", "%Y-%m-%d %H:%M:%S.%f%z"]
    )


class NewBulletinForm(BulletinForm):
    """The same of a new bulletin, with whose it is, the stories it is made from, and a first item that is written."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=64)
    agency = forms.ModelChoiceField(
        label="Bản tin của", queryset=Agency.objects.none(), empty_label="Chọn cơ quan",
        error_messages={"required": "Hãy chọn cơ quan của bản tin.", "invalid_choice": "Hãy chọn cơ quan."},
    )  # fmt: skip
    stories = _boxes("Lấy lời từ các bài", StoryPage.objects.none())
    written = text_field("Hoặc viết luôn mục đầu tiên", rows=6, most=20_000)

    def __init__(self, data: Any, *, user: User, at: datetime, key: str, stories: Sequence[StoryPage] = ()) -> None:
        agency = agency_of(user)
        greeting, sign_off = house_greetings(agency)
        initial: dict[str, Any] = {
            "key": key, "agency": agency, "stories": list(stories), "greeting": greeting, "sign_off": sign_off,
            "valid_from": to_the_minute(at), "valid_until": to_the_minute(at + timedelta(days=_VALID_DAYS)),
            "language": Language.objects.filter(spoken_by_program=True).first(),
            "title": stories[0].title[:200] if len(stories) == 1 else "",
            "themes": list(dict.fromkeys(theme for story in stories for theme in story.themes.all())),
            "stations": stations_seen_by(user).filter(active=True, agency=agency) if agency else (),
        }  # fmt: skip
        super().__init__(data, user=user, at=at, initial=initial)
        self.own_agency = None if sees_every_station(user) else agency
        if self.own_agency:
            del self.fields["agency"]
        else:
            self._from("agency", agencies_spoken_for(user, on=timezone.localdate(at)))
        chosen = {str(story.pk) for story in stories} | set(data.getlist("stories") if data else ())
        self._from("stories", self._stories(user, [int(pk) for pk in chosen if pk.isdigit()]))

    def _stories(self, user: User, chosen: list[int]) -> QuerySet[StoryPage]:
        """The chosen ones and the newest; whoever looks for others takes them on the bulletin's own page."""
        seen = stories_to_take(user)
        newest = list(seen.values_list("pk", flat=True)[:_STORIES_SHOWN])
        return seen.filter(pk__in={*newest, *chosen})

    @property
    def chosen_agency(self) -> Agency:
        """Return whose bulletin it is: the own agency of whoever works for one only."""
        return self.own_agency or self.cleaned_data["agency"]

    @property
    def chosen_stories(self) -> list[StoryPage]:
        """Return the chosen stories in the order in which they stand on the page."""
        return list(self.cleaned_data["stories"])
