"""Public feedback followed in a reader of feeds: narrowed as the list, nothing of a person."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from lantoa.apps.agencies.factories import AgencyFactory
from lantoa.apps.agencies.models import Agency, AgencyKind
from lantoa.apps.feedback.factories import make_feedback, make_listed_feedback
from lantoa.apps.services.factories import SectorFactory

RSS = "/phan-anh/tin-moi/rss/"


@pytest.fixture(autouse=True)
def stage(db: None, search_folder: Path) -> None:
    """Give every test a database and an index."""


def _titles(client: Client, address: str) -> list[str]:
    root = ElementTree.fromstring(client.get(address).content)
    return [title.text or "" for title in root.iter("title")][1:]


def _agency(name: str, **values: object) -> Agency:
    return AgencyFactory(name=name, short_name=name, **values)


class TestFeed:
    def test_has_what_was_listed_last_first_and_nothing_else(self, client: Client, now: datetime) -> None:
        agency = _agency("Sở Thử")
        make_listed_feedback(agency, at=now, public_title="Gửi sau", listed_at=now + timedelta(hours=1))
        make_listed_feedback(
            agency, at=now - timedelta(days=9), public_title="Duyệt sau", listed_at=now + timedelta(hours=2)
        )
        make_feedback(agency, at=now, words="Chưa ai duyệt")
        assert _titles(client, RSS) == ["Duyệt sau", "Gửi sau"]

    def test_is_narrowed_as_the_list_by_sector_place_and_agency(self, client: Client, now: datetime) -> None:
        light = SectorFactory(slug="do-thi", name="Hạ tầng đô thị")
        place = _agency("UBND xã Thử", kind=AgencyKind.COMMUNE_COMMITTEE)
        here, there = _agency("Sở Một"), _agency("Sở Hai")
        make_listed_feedback(here, at=now, public_title="Đèn hỏng", sector=light, place=place)
        make_listed_feedback(there, at=now, public_title="Hồ sơ chậm")
        for query in ("linh_vuc=do-thi", f"dia_ban={place.slug}", f"co_quan={here.slug}"):
            assert _titles(client, f"{RSS}?{query}") == ["Đèn hỏng"]
        assert f"{RSS}?linh_vuc=do-thi".encode() in client.get("/phan-anh/?linh_vuc=do-thi&trang=1").content

    def test_holds_no_word_that_was_not_moderated(self, client: Client, now: datetime) -> None:
        make_listed_feedback(
            _agency("Sở Thử"), at=now, words="Bà Kín ở thôn 9", name="Nguyễn Văn Giấu", contact="kin@example.vn",
            place_words="sau nhà ông Giấu", public_words="Đèn hỏng hai tuần", public_answer="Đã thay bóng",
        )  # fmt: skip
        for form in ("rss", "atom", "json"):
            text = client.get(f"/phan-anh/tin-moi/{form}/").content.decode()
            assert "Đèn hỏng hai tuần" in text and "Đã thay bóng" in text
            assert not any(word in text for word in ("Kín", "Giấu", "kin@", "thôn 9"))

    def test_comes_in_three_forms_with_whole_addresses(self, client: Client, now: datetime) -> None:
        row = make_listed_feedback(_agency("Sở Thử"), at=now)
        for form, kind in (("rss", "rss+xml"), ("atom", "atom+xml"), ("json", "feed+json")):
            answer = client.get(f"/phan-anh/tin-moi/{form}/")
            assert answer["Content-Type"].startswith(f"application/{kind}")
            assert f"//testserver/phan-anh/{row.code}/" in answer.content.decode()
        assert json.loads(client.get("/phan-anh/tin-moi/json/").content)["items"][0]["tags"] == [row.sector.name]
        assert client.get("/phan-anh/tin-moi/khac/").status_code == 404

    def test_costs_the_same_whatever_there_is(
        self, client: Client, now: datetime, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        for number in range(12):
            make_listed_feedback(_agency(f"Sở {number}"), at=now, code=f"PA-T{number}", key=f"t{number}")
        with django_assert_max_num_queries(14):
            client.get(RSS)
