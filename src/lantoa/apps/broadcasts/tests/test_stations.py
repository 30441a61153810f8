"""The register of stations: what it takes, what it refuses, what it shows."""

from datetime import date, time
from typing import Any

import pytest
from conftest import NOW, Cast
from django.test import Client
from django.urls import reverse

from lantoa.apps.agencies.factories import AgencyFactory
from lantoa.apps.broadcasts.actions.station_imports import import_stations
from lantoa.apps.broadcasts.actions.stations import (
    CannotChangeStation,
    overlap,
    remove_cluster,
    remove_slot,
    remove_station,
    renew_station_key,
    save_cluster,
    save_slot,
    save_station,
    set_station_active,
)
from lantoa.apps.broadcasts.factories import make_airing, make_bulletin, make_station, vietnamese
from lantoa.apps.broadcasts.models import Slot, Station
from lantoa.apps.broadcasts.queries.stations import pasted_stations
from lantoa.apps.broadcasts.station_links import station_of, station_token

pytestmark = pytest.mark.django_db
WHO: dict[str, Any] = {"by": None, "at": NOW}


def slot_values(starts: time, minutes: int = 15, weekdays: tuple[int, ...] = (1,), **more: Any) -> dict[str, Any]:
    return {"name": "Khung", "starts": starts, "minutes": minutes, "weekdays": list(weekdays), "active": True, **more}


class TestStation:
    def test_gets_an_address_of_its_name_that_is_free(self) -> None:
        made = [
            save_station(agency=AgencyFactory(), values={"name": "Đài xã Hải An"}, languages=[vietnamese()], **WHO)
            for _ in range(2)
        ]
        assert [station.slug for station in made] == ["dai-xa-hai-an", "dai-xa-hai-an-1"]

    def test_has_a_name_of_its_own_within_its_agency(self) -> None:
        station = make_station()
        with pytest.raises(CannotChangeStation, match="tên khác"):
            save_station(agency=station.agency, values={"name": station.name.upper()}, languages=[], **WHO)

    def test_is_deleted_only_while_nothing_speaks_of_it(self) -> None:
        idle, used = make_station(), make_station()
        make_bulletin(at=NOW, stations=(used,))

        remove_station(station=idle, **WHO)
        with pytest.raises(CannotChangeStation, match="ngừng hoạt động"):
            remove_station(station=used, **WHO)

        assert list(Station.objects.all()) == [used]

    def test_out_of_use_or_with_a_new_key_opens_nothing_at_its_old_address(self) -> None:
        station = make_station()
        token = station_token(station)
        set_station_active(station=station, active=False, **WHO)
        assert station_of(token) is None
        set_station_active(station=station, active=True, **WHO)
        assert station_of(token) == station
        assert renew_station_key(station=station, **WHO) == 2
        assert station_of(token) is None
        assert station_of(station_token(station)) == station


class TestSlot:
    def test_may_not_overlap_another_one_on_a_shared_day(self) -> None:
        station = make_station()  # 5:00 and 17:00 for a quarter of an hour, every day
        with pytest.raises(CannotChangeStation, match="Trùng giờ với khung 05:00"):
            save_slot(station=station, values=slot_values(time(4, 50)), **WHO)
        save_slot(station=station, values=slot_values(time(5, 15)), **WHO)
        assert station.slots.count() == 3

    def test_ends_before_midnight_and_has_a_day(self) -> None:
        station = make_station()
        with pytest.raises(CannotChangeStation, match="nửa đêm"):
            save_slot(station=station, values=slot_values(time(23, 50)), **WHO)
        with pytest.raises(CannotChangeStation, match="ngày trong tuần"):
            save_slot(station=station, values=slot_values(time(9), weekdays=()), **WHO)

    def test_changed_is_not_compared_with_itself(self) -> None:
        slot = make_station().slots.all()[0]
        save_slot(station=slot.station, slot=slot, values=slot_values(time(5, 5)), **WHO)
        slot.refresh_from_db()
        assert slot.starts == time(5, 5)

    @pytest.mark.parametrize(
        ("first", "second", "together"),
        [
            (("2023-06-01", "2023-06-30"), ("2023-07-01", None), False),
            ((None, "2023-06-07"), ("2023-06-07", None), True),  # both on Wednesday the 7th
            ((None, "2023-06-06"), ("2023-06-06", None), False),  # only Tuesday the 6th is shared
        ],
    )
    def test_overlaps_only_where_both_are_valid(
        self, first: tuple[str | None, str | None], second: tuple[str | None, str | None], together: bool
    ) -> None:
        slots = [
            Slot(
                starts=time(5), minutes=10, weekdays=[3], valid_from=begin and date.fromisoformat(begin),
                valid_to=end and date.fromisoformat(end),
            )
            for begin, end in (first, second)
        ]  # fmt: skip
        assert overlap(*slots) is together

    def test_with_airings_is_put_out_of_use_not_deleted(self) -> None:
        station = make_station()
        used, idle = station.slots.all()
        make_airing(make_bulletin(at=NOW, approved=True), station, planned_at=NOW, slot=used)

        assert not remove_slot(slot=used, **WHO)
        assert remove_slot(slot=idle, **WHO)

        assert [(slot.pk, slot.active) for slot in station.slots.all()] == [(used.pk, False)]


class TestCluster:
    def test_named_by_a_bulletin_is_put_out_of_use_not_deleted(self) -> None:
        station = make_station()
        named, idle = station.clusters.all()
        make_bulletin(at=NOW).clusters.add(named)

        assert not remove_cluster(cluster=named, **WHO)
        assert remove_cluster(cluster=idle, **WHO)
        assert [cluster.active for cluster in station.clusters.all()] == [False]

    def test_has_a_name_of_its_own_within_its_station(self) -> None:
        station = make_station()
        with pytest.raises(CannotChangeStation, match="tên khác"):
            save_cluster(station=station, values={"name": "cụm 1"}, **WHO)


class TestPastedStations:
    def test_are_read_with_whatever_stands_between_the_columns(self) -> None:
        agency = AgencyFactory(name="UBND xã Hải An", short_name="Hải An", folded_names="ubnd xa hai an\nhai an")
        for text in (
            "Tên đài\tCơ quan\tCấp\nĐài Hải An\tUBND xã Hải An\txã\tThôn 1, Thôn 2",
            "Đài Hải An | ubnd xa hai an | Cấp xã | Thôn 1, Thôn 2",
            "Đài Hải An, UBND xã Hải An, xã, Thôn 1, Thôn 2",
        ):
            (line,) = pasted_stations(text, on=NOW.date())
            assert (line.name, line.agency, line.level, line.clusters, line.problem) == (
                "Đài Hải An", agency, "commune", ("Thôn 1", "Thôn 2"), "",
            )  # fmt: skip

    def test_say_what_is_wrong_with_a_line_and_leave_it_out(self) -> None:
        agency = AgencyFactory(name="UBND xã Hải An", folded_names="ubnd xa hai an")
        AgencyFactory(folded_names="hai an")
        AgencyFactory(folded_names="hai an")
        text = (
            "Đài A | UBND xã Hải An\nĐài A | UBND xã Hải An\nĐài B | Không có\nĐài C | Hải An\nĐài D\n"
            "Đài E | UBND xã Hải An | làng"
        )
        lines = pasted_stations(text, on=NOW.date())
        assert [bool(line.problem) for line in lines] == [False, True, True, True, True, True]

        (made,) = import_stations(lines=lines, **WHO)
        assert (made.agency, made.name, made.languages.get().code) == (agency, "Đài A", "vi")


class TestPages:
    def test_store_pasted_lines_only_as_they_were_looked_at(self, client: Client, cast: Cast) -> None:
        cast.agency.folded_names = "hai lang"
        cast.agency.save(update_fields=["folded_names"])
        client.force_login(cast.programme_officer)
        address = reverse("broadcasts:preview_stations")
        page = client.post(address, {"text": "Đài A | Hải Lăng"})
        seen = page.context["seen"]
        client.post(address, {"text": "Đài B | Hải Lăng", "seen": seen})
        assert not Station.objects.exists()
        client.post(address, {"text": "Đài A | Hải Lăng", "seen": seen})
        assert Station.objects.get().name == "Đài A"

    def test_keep_what_was_typed_when_a_slot_is_refused(self, client: Client, cast: Cast) -> None:
        station = make_station(cast.agency)
        client.force_login(cast.radio_officer)
        values = {"name": "Sớm quá", "starts": "04:50", "minutes": 15, "weekdays": ["1"], "active": "on"}
        page = client.post(reverse("broadcasts:new_slot", args=[station.pk]), values)
        assert page.status_code == 422
        assert "Trùng giờ với khung 05:00" in page.content.decode()
        assert 'value="Sớm quá"' in page.content.decode()

    def test_let_a_radio_officer_add_stations_of_the_own_agency_only(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.radio_officer)
        values = {
            "name": "Đài mới", "level": "commune", "languages": [vietnamese().pk], "syllables_per_minute": 200,
            "pause_factor": 1,
        }  # fmt: skip
        address = reverse("broadcasts:new_station")
        assert client.post(address, {**values, "agency": cast.other_agency.pk}).status_code == 302
        assert Station.objects.get().agency == cast.agency

    def test_list_filter_and_sort(self, client: Client, cast: Cast) -> None:
        make_station(cast.agency, name="Đài A", active=False)
        make_station(cast.other_agency, name="Đài B")
        client.force_login(cast.leader)
        address = reverse("broadcasts:stations")
        shown = {
            words: [name for name in ("Đài A", "Đài B") if name in client.get(address, asked).content.decode()]
            for words, asked in (
                ("", {}),
                ("all", {"use": "tat-ca"}),
                ("off", {"use": "ngung"}),
                ("b", {"words": "dai b"}),
            )
        }
        assert shown == {"": ["Đài B"], "all": ["Đài A", "Đài B"], "off": ["Đài A"], "b": ["Đài B"]}

    def test_show_the_address_of_the_player_and_its_code(self, client: Client, cast: Cast) -> None:
        station = make_station(cast.agency)
        client.force_login(cast.radio_officer)
        page = client.get(reverse("broadcasts:station_player", args=[station.pk]))
        assert station_token(station) in page.content.decode()
        assert client.get(reverse("broadcasts:station_qr", args=[station.pk])).content.startswith(b"<?xml")
