"""The loudspeakers of the demonstration: stations, bulletins of 2023 and of this week, what was played, with gaps.

Every act is the very action that an officer takes, at an invented moment.
"""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from lantoa.apps.accounts.models import User
from lantoa.apps.agencies.models import Agency
from lantoa.apps.broadcasts.actions.bulletins import (
    BulletinValues,
    approve_bulletin,
    make_bulletin,
    submit_bulletin,
    write_item,
)
from lantoa.apps.broadcasts.actions.deliveries import set_route
from lantoa.apps.broadcasts.actions.jingles import CannotKeepJingle, add_made_jingles
from lantoa.apps.broadcasts.actions.playing import confirm_airing, mark_missed
from lantoa.apps.broadcasts.actions.programme import decline_bulletin, place_in_slot
from lantoa.apps.broadcasts.actions.sounds import choose_sound, claim_due_sounds, make_claimed, order_sound
from lantoa.apps.broadcasts.actions.stations import save_cluster, save_slot, save_station
from lantoa.apps.broadcasts.actions.words import keep_style
from lantoa.apps.broadcasts.models import (
    Airing,
    Bulletin,
    DeliveryRoute,
    HouseStyle,
    Language,
    PlayReport,
    Sound,
    Station,
)
from lantoa.apps.demo.newsroom import chosen, themes_of
from lantoa.apps.directives.models import Programme, Theme
from lantoa.apps.newsroom.models import StoryPage

FILE = Path(__file__).parent / "broadcasts.toml"
_GREETING = "Đây là đài truyền thanh cơ sở. Kính chào bà con."
_SIGN_OFF = "Bản tin đến đây là hết. Cảm ơn bà con đã lắng nghe."
_SLOTS = ((time(5, 0), "Buổi sáng"), (time(17, 0), "Buổi chiều"))
_SLOT_MINUTES = 15
_MONDAY_TO_SATURDAY = [1, 2, 3, 4, 5, 6]
_BEFORE = timedelta(hours=9)
# Of the airings whose time has passed, by their place in the row: one in nine was not played, one in seven waits to be
# confirmed, the others are reported.
_MISSED, _UNCONFIRMED = (9, 4), (7, 5)
# Whose machine reports by itself.
_BY_PLAYER = frozenset({"huyen-hai-lang", "thi-tran-cam-lo"})
_WHY_MISSED = ("Mất điện cả khu vực (minh họa)", "Máy phát hỏng, đang sửa (minh họa)", "Cán bộ đi vắng (minh họa)")


@dataclass(frozen=True, slots=True)
class Broadcast:
    """What was added: stations, bulletins, airings, reports."""

    stations: int
    bulletins: int
    airings: int
    reports: int


@cache
def _told() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def fill_broadcasts(programme: Programme, *, officer: User, at: datetime) -> Broadcast:
    """Return what was added to the stations and bulletins of the demonstration, those that are there already aside."""
    stations = _stations(by=officer, at=at)
    made, airings, reports = 0, 0, 0
    for given in _told()["bulletin"]:
        if Bulletin.objects.filter(key=_key(given)).exists():
            continue
        with transaction.atomic():
            bulletin = _make(given, programme, themes_of(programme), officer=officer, at=at)
            played = list(bulletin.airings.order_by("planned_at", "station__slug"))
            reports += _report(played, at=at)
        made, airings = made + 1, airings + len(played)
    return Broadcast(stations, made, airings, reports)


@transaction.atomic
def _stations(*, by: User, at: datetime) -> int:
    """Return how many stations were made now."""
    if not HouseStyle.objects.filter(agency=None).exists():
        keep_style(agency=None, values={"greeting": _GREETING, "sign_off": _SIGN_OFF}, by=by, at=at)
    made = 0
    for given in _told()["station"]:
        if Station.objects.filter(slug=given["slug"]).exists():
            continue
        made += 1
        station = save_station(
            agency=Agency.objects.get(slug=given["agency"]),
            values={
                "slug": given["slug"],
                "name": given["name"],
                "level": given.get("level", Station.Level.COMMUNE),
                "illustrative": True,
            },
            languages=Language.objects.filter(code__in=given.get("languages", ["vi"])),
            by=by,
            at=at,
        )
        for name in given["clusters"]:
            save_cluster(station=station, values={"name": name, "speakers": 2}, by=by, at=at)
        for starts, name in _SLOTS:
            values = {"name": name, "starts": starts, "minutes": _SLOT_MINUTES, "weekdays": _MONDAY_TO_SATURDAY}
            save_slot(station=station, values=values, by=by, at=at)
        if given.get("folder"):
            set_route(station=station, kind=DeliveryRoute.Kind.FOLDER, active=True, by=by, at=at)
    return made


def _key(given: Mapping[str, Any]) -> str:
    return f"demo-{given['key']}"


def _make(
    given: Mapping[str, Any], programme: Programme, themes: dict[int, Theme], *, officer: User, at: datetime
) -> Bulletin:
    """Make one bulletin, submit and approve it as far as it is told."""
    begins = _begins(given["begins"], at)
    written_at = begins - _BEFORE
    agency = Agency.objects.get(slug=given["agency"])
    maker = User.objects.filter(membership__agency=agency, groups__name="Cán bộ truyền thanh").first() or officer
    stations = list(Station.objects.filter(illustrative=True))
    if given["stations"] != "all":
        stations = [station for station in stations if station.slug in given["stations"]]
    values = BulletinValues(
        title=given["title"],
        valid_from=begins,
        valid_until=begins + timedelta(days=given["days"]),
        priority=given.get("priority", Bulletin.Priority.ROUTINE),
        language=Language.objects.get(code=given.get("language", "vi")),
        programme=programme,
        themes=chosen(themes, given["themes"]),
        stations=stations,
        airings_at_most=given["airings"],
    )
    stories = StoryPage.objects.live().filter(slug__in=given.get("stories", []), illustrative=True)
    bulletin = make_bulletin(
        agency=agency, values=values, key=_key(given), by=maker, at=written_at, stories=stories, illustrative=True
    )
    for title, words in given.get("written", []):
        write_item(bulletin=bulletin, title=title, written=words.strip(), by=maker, at=written_at)
    state = given.get("state", "approved")
    if state == "draft" or not bulletin.items.exists():  # another directive has no stories of ours
        return bulletin
    bulletin = submit_bulletin(bulletin=bulletin, by=maker, at=written_at)
    if state == "submitted":
        return bulletin
    leader = User.objects.get(username="lanhdao")
    bulletin = approve_bulletin(bulletin=bulletin, by=leader, at=_approved_at(bulletin, begins))
    for slug in given.get("placed", []):
        _place(bulletin, Station.objects.get(slug=slug), officer)
    for slug, reason in given.get("declined", {}).items():
        station = Station.objects.get(slug=slug)
        decline_bulletin(bulletin=bulletin, station=station, reason=reason, by=officer, at=bulletin.valid_from)
    return bulletin


def _begins(word: date | str, at: datetime) -> datetime:
    """Return the moment that is told: a day, the Monday of this week, today, or the Monday after."""
    today = timezone.localdate(at)
    monday = today - timedelta(days=today.weekday())
    days = {"week": monday, "next": monday + timedelta(days=7)}
    if word == "today":
        return at
    return timezone.make_aware(datetime.combine(days[word] if isinstance(word, str) else word, time(0, 0)))


def _approved_at(bulletin: Bulletin, begins: datetime) -> datetime:
    return begins if bulletin.priority == Bulletin.Priority.EMERGENCY else begins - timedelta(hours=7)


def _place(bulletin: Bulletin, station: Station, by: User) -> None:
    """Place a routine bulletin of another agency as the station's officer would: one slot a day, mornings and
    afternoons in turn.
    """
    slots = list(station.slots.order_by("starts"))
    first = timezone.localdate(bulletin.valid_from)
    days = [first + timedelta(days=number) for number in range((bulletin.valid_until - bulletin.valid_from).days)]
    open_days = [day for day in days if day.isoweekday() in _MONDAY_TO_SATURDAY][: bulletin.airings_at_most]
    for place, day in enumerate(open_days):
        place_in_slot(bulletin=bulletin, slot=slots[place % len(slots)], day=day, by=by, at=bulletin.valid_from)


def _report(airings: Sequence[Airing], *, at: datetime) -> int:
    """Return how many airings whose time has passed were reported; some were missed, some wait to be confirmed."""
    reports = 0
    past = [airing for airing in airings if airing.planned_at + timedelta(minutes=30) < at]
    for place, airing in enumerate(past):
        said_at = airing.planned_at + timedelta(minutes=12 + place % 9)
        if place % _MISSED[0] == _MISSED[1]:
            why = _WHY_MISSED[place % len(_WHY_MISSED)]
            mark_missed(airing=airing, reason=why, by=_who(airing), at=said_at)
        elif place % _UNCONFIRMED[0] != _UNCONFIRMED[1]:
            how = PlayReport.How.PLAYER if airing.station.slug in _BY_PLAYER else PlayReport.How.TAP
            confirm_airing(
                airing=airing, played_at=airing.planned_at + timedelta(minutes=place % 3), how=how, by=_who(airing),
                at=said_at, key=f"demo-{airing.pk}",
            )  # fmt: skip
            reports += 1
    return reports


def _who(airing: Airing) -> User | str:
    officer = User.objects.filter(membership__agency=airing.station.agency, groups__name="Cán bộ truyền thanh")
    return officer.first() or f"Cán bộ {airing.station.name}"


def sound_out(*, clock: Callable[[], datetime]) -> tuple[int, str]:
    """Return how many approved bulletins have a sound to play now, and why the others have none.

    Without a voice of the site the proof-listening voice is chosen: the pages say what it is.
    """
    officer = User.objects.get(username="chuongtrinh")
    try:
        add_made_jingles(by=officer, at=clock())
    except CannotKeepJingle as error:  # the programs of sound are missing: the scripts are read by people
        return 0, str(error)
    waiting = Bulletin.objects.filter(key__startswith="demo-", state=Bulletin.State.APPROVED, sounds=None)
    for bulletin in waiting.filter(language__spoken_by_program=True):
        order_sound(bulletin=bulletin, kind=Sound.Kind.PROOF, by=officer, at=clock(), key=f"{bulletin.key}-proof")
    while claims := claim_due_sounds(at=clock(), limit=1):
        for claim in claims:
            sound = make_claimed(claim=claim, clock=clock)
            if sound and sound.state == Sound.State.MADE and not sound.bulletin.sounds.filter(chosen=True).exists():
                choose_sound(sound=sound, by=officer, at=clock())
    ours = Sound.objects.filter(bulletin__key__startswith="demo-")
    problems = ours.filter(state=Sound.State.FAILED).order_by("pk").values_list("problem", flat=True)
    return ours.filter(chosen=True).count(), next(iter(problems), "")
