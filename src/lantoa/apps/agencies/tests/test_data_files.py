"""The register that ships: whole, dated, sourced, and able to answer for the day of directive 300."""

import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

DATA = Path(__file__).parent.parent / "data"
DIRECTIVE_300_DAY = date(2023, 3, 29)
TWO_TIER_DAY = date(2025, 7, 1)

KINDS = {
    "provincial_committee",
    "provincial_department",
    "provincial_agency",
    "district_committee",
    "district_office",
    "district_culture_centre",
    "newspaper",
    "broadcaster",
    "press_body",
    "portal",
    "commune_committee",
    "island_zone",
}
CHANNEL_KINDS = {
    "loudspeaker",
    "bulletin_board",
    "newsletter",
    "leaflet",
    "propagandist",
    "web",
    "social_media",
    "telecom_message",
    "newspaper",
    "broadcast",
    "contest",
    "event",
    "internal",
}
SUCCESSION_KINDS = {"renamed", "merged", "split", "abolished", "level_ended", "functions_moved"}
DISTRICTS = {
    "dong-ha",
    "quang-tri-tx",
    "hai-lang",
    "trieu-phong",
    "gio-linh",
    "vinh-linh",
    "cam-lo",
    "huong-hoa",
    "dakrong",
}
SLUGS_OTHERS_RELY_ON = {
    *DISTRICTS,
    *(f"vhtt-{slug}" for slug in DISTRICTS),
    *("so-noi-vu", "so-tttt", "so-khdt", "so-tu-phap", "so-tnmt", "so-yte", "so-gddt", "so-nnptnt", "van-phong-ubnd"),
    *("con-co", "con-co-huyen", "dac-khu-con-co", "ubnd-tinh", "ubnd-tinh-moi"),
    *("bao-quang-tri", "dai-ptth", "cong-ttdt"),
}

Row = dict[str, Any]


def _tables(name: str) -> dict[str, list[Row]]:
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))


REGISTER = _tables("quang-tri-agencies.toml")
CLASSES = _tables("recipient_classes.toml")["recipient_class"]
AGENCIES = {row["slug"]: row for row in REGISTER["agency"]}


def _day(row: Row, key: str, otherwise: date) -> date:
    return date.fromisoformat(row[key]) if key in row else otherwise


def _valid_on(row: Row, day: date) -> bool:
    return _day(row, "valid_from", date.min) <= day <= _day(row, "valid_to", date.max)


def _members(class_slug: str, day: date) -> set[str]:
    (row,) = (row for row in CLASSES if row["slug"] == class_slug)
    chosen = {slug for slug, agency in AGENCIES.items() if agency["kind"] in row["kinds"]}
    chosen |= set(row.get("included", []))
    return {slug for slug in chosen - set(row.get("excluded", [])) if _valid_on(AGENCIES[slug], day)}


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


class TestAgencies:
    def test_have_slugs_that_occur_once(self) -> None:
        repeated = [slug for slug, times in Counter(row["slug"] for row in REGISTER["agency"]).items() if times > 1]
        assert repeated == []

    def test_have_ascii_slugs_fit_for_an_address(self) -> None:
        assert [slug for slug in AGENCIES if not slug.replace("-", "").isalnum() or not slug.isascii()] == []

    def test_include_the_slugs_that_other_data_rely_on(self) -> None:
        assert SLUGS_OTHERS_RELY_ON - AGENCIES.keys() == set()

    def test_are_of_known_kinds(self) -> None:
        assert {row["kind"] for row in AGENCIES.values()} == KINDS

    def test_have_parents_that_exist_at_the_same_time(self) -> None:
        orphans = []
        for slug, row in AGENCIES.items():
            if "parent" not in row:
                continue
            parent = AGENCIES[row["parent"]]
            starts, ends = _day(row, "valid_from", date.min), _day(row, "valid_to", date.max)
            if starts > _day(parent, "valid_to", date.max) or ends < _day(parent, "valid_from", date.min):
                orphans.append(slug)
        assert orphans == []

    def test_begin_before_they_end(self) -> None:
        assert [
            s for s, row in AGENCIES.items() if _day(row, "valid_from", date.min) > _day(row, "valid_to", date.max)
        ] == []

    def test_say_why_a_beginning_is_not_given(self) -> None:
        assert [slug for slug, row in AGENCIES.items() if "valid_from" not in row and not row["note"]] == []

    def test_have_a_source_or_are_marked_unverified(self) -> None:
        assert [slug for slug, row in AGENCIES.items() if not any(row["sources"]) and not row["unverified"]] == []

    def test_that_are_unverified_say_so_in_words(self) -> None:
        assert [slug for slug, row in AGENCIES.items() if row["unverified"] and not row["note"]] == []

    def test_do_not_share_a_short_name_on_the_same_day(self) -> None:
        for day in (DIRECTIVE_300_DAY, date(2025, 3, 1), TWO_TIER_DAY):
            names = Counter(row["short_name"] for row in AGENCIES.values() if _valid_on(row, day))
            assert [name for name, times in names.items() if times > 1] == [], day


class TestChannels:
    def test_belong_to_agencies_of_the_register(self) -> None:
        assert [row["agency"] for row in REGISTER["channel"] if row["agency"] not in AGENCIES] == []

    def test_are_of_known_kinds(self) -> None:
        assert {row["kind"] for row in REGISTER["channel"]} <= CHANNEL_KINDS

    def test_occur_once_an_agency_kind_and_name(self) -> None:
        keys = Counter((row["agency"], row["kind"], row["name"]) for row in REGISTER["channel"])
        assert [key for key, times in keys.items() if times > 1] == []

    def test_have_a_source_or_are_marked_unverified(self) -> None:
        assert [row["name"] for row in REGISTER["channel"] if not row["source"] and not row["unverified"]] == []

    def test_have_addresses_that_a_source_shows(self) -> None:
        addressed = [row for row in REGISTER["channel"] if "address" in row]
        assert addressed
        assert [row["address"] for row in addressed if not row["address"].startswith(("http://", "https://"))] == []
        assert [row["address"] for row in addressed if not row["source"]] == []


class TestSuccessions:
    def test_join_agencies_of_the_register(self) -> None:
        ends = {row[end] for row in REGISTER["succession"] for end in ("from", "to") if end in row}
        assert ends - AGENCIES.keys() == set()

    def test_are_of_known_kinds(self) -> None:
        assert {row["kind"] for row in REGISTER["succession"]} <= SUCCESSION_KINDS

    def test_occur_once(self) -> None:
        keys = Counter((row["from"], row.get("to"), row["kind"]) for row in REGISTER["succession"])
        assert [key for key, times in keys.items() if times > 1] == []

    def test_begin_when_the_successor_is_valid_and_the_predecessor_was(self) -> None:
        wrong = []
        for row in REGISTER["succession"]:
            day = date.fromisoformat(row["on"])
            before = _valid_on(AGENCIES[row["from"]], day - timedelta(days=1))
            after = "to" not in row or _valid_on(AGENCIES[row["to"]], day)
            if not (before and after):
                wrong.append((row["from"], row.get("to"), row["on"]))
        assert set(wrong) - LATER_SUCCESSORS == set()

    def test_have_a_source_or_are_marked_unverified(self) -> None:
        assert [row["from"] for row in REGISTER["succession"] if not row["source"] and not row["unverified"]] == []

    def test_tell_what_became_of_every_agency_that_ended(self) -> None:
        ended = {slug for slug, row in AGENCIES.items() if "valid_to" in row}
        assert ended - {row["from"] for row in REGISTER["succession"]} == set()


# Between these two lies a regional tax branch (March to June 2025) that is left out: no source gives its number.
LATER_SUCCESSORS = {("cuc-thue", "thue-tinh-moi", "2025-07-01")}


class TestTexts:
    @pytest.mark.parametrize("name", ["quang-tri-agencies.toml", "recipient_classes.toml"])
    def test_are_in_composed_unicode_form(self, name: str) -> None:
        assert [text for text in _texts(_tables(name)) if not unicodedata.is_normalized("NFC", text)] == []

    @pytest.mark.parametrize("name", ["quang-tri-agencies.toml", "recipient_classes.toml"])
    def test_have_no_space_at_an_edge(self, name: str) -> None:
        assert [text for text in _texts(_tables(name)) if text != text.strip()] == []


class TestRecipientClasses:
    def test_name_known_kinds_and_agencies(self) -> None:
        for row in CLASSES:
            assert set(row["kinds"]) <= KINDS, row["slug"]
            assert {*row.get("included", []), *row.get("excluded", [])} <= AGENCIES.keys(), row["slug"]
            assert row["note"], row["slug"]

    @pytest.mark.parametrize(
        ("class_slug", "count"),
        [
            ("provincial_departments", 25),
            ("district_committees", 10),
            ("press", 3),
            ("provincial_portal", 1),
            ("district_culture_centres", 9),
            ("commune_committees", 125),
        ],
    )
    def test_resolve_to_the_agencies_of_the_day_of_directive_300(self, class_slug: str, count: int) -> None:
        assert len(_members(class_slug, DIRECTIVE_300_DAY)) == count

    def test_reach_the_nine_districts_and_con_co(self) -> None:
        assert _members("district_committees", DIRECTIVE_300_DAY) == {*DISTRICTS, "con-co-huyen"}

    def test_reach_no_district_after_the_level_ended(self) -> None:
        assert _members("district_committees", TWO_TIER_DAY) == set()
        assert _members("district_culture_centres", TWO_TIER_DAY) == set()

    def test_follow_the_communes_through_both_rearrangements(self) -> None:
        assert len(_members("commune_committees", date(2025, 1, 1))) == 119
        assert len(_members("commune_committees", TWO_TIER_DAY)) == 37

    def test_reach_fourteen_departments_of_the_merged_province(self) -> None:
        departments = {
            s
            for s in _members("provincial_departments", TWO_TIER_DAY)
            if AGENCIES[s]["kind"] == "provincial_department"
        }
        assert len(departments) == 14

    def test_reach_one_newspaper_and_one_broadcaster_by_the_names_in_directive_300(self) -> None:
        press = _members("press", DIRECTIVE_300_DAY)
        assert {"bao-quang-tri", "dai-ptth"} < press
        assert "Đài Phát thanh-Truyền hình tỉnh" in AGENCIES["dai-ptth"]["aliases"]
