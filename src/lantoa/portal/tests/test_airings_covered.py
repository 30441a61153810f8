"""Airings on the public pages of coverage: counts of what was reported, no name, no bulletin that is not public."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from lantoa.apps.accounts.factories import UserFactory
from lantoa.apps.broadcasts.factories import make_airing, make_bulletin, make_station
from lantoa.apps.broadcasts.models import Airing, Bulletin, PlayReport
from lantoa.portal.tests.conftest import Province

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def _text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return " ".join(answer.content.decode().split())


@pytest.fixture
def bulletin(province: Province, now: datetime) -> Bulletin:
    """A bulletin on the first theme: two airings on one station reported by somebody, one that nobody confirmed."""
    found = make_bulletin(province.covering, at=now - 9 * DAY, approved=True, title="Trả kết quả", slug="tra-ket-qua")
    found.themes.add(province.first)
    station = make_station(province.silent, name="Đài truyền thanh xã Im Lặng")
    person = UserFactory(last_name="Trần Văn", first_name="Kín", username="truc.dai.mat")
    for days in (1, 2):
        airing = make_airing(found, station, planned_at=now - days * DAY, state=Airing.State.PLAYED)
        PlayReport.objects.create(
            airing=airing, station=station, played_at=now, how="tap", reported_at=now, reported_by=person,
            key=f"tap-{days}",
        )  # fmt: skip
    make_airing(found, station, planned_at=now - 3 * DAY)
    return found


class TestCoveragePages:
    def test_say_nothing_of_airings_while_there_are_none(self, client: Client, province: Province) -> None:
        for address in ("/do-bao-phu/", "/co-quan/so-im-lang/", "/noi-dung/t1/"):
            assert 'id="phat-thanh"' not in _text(client, address)

    def test_count_what_was_reported_for_the_agency_of_the_station(self, client: Client, bulletin: Bulletin) -> None:
        text = _text(client, "/do-bao-phu/")
        assert "2 lượt phát đã xác nhận của 1 bản tin ở 1 đài" in text
        assert "Trong 3 lượt đã đến giờ, 1 lượt chưa ai xác nhận" in text
        assert '<a href="/co-quan/so-im-lang/#phat-thanh">' in text and "2/3 (66,7%)" in text
        assert "Đài truyền thanh xã Im Lặng" in text

    def test_of_an_agency_lead_to_its_bulletins(self, client: Client, bulletin: Bulletin) -> None:
        text = _text(client, "/co-quan/so-im-lang/")
        assert "Đài của cơ quan đã phát 2 lượt của 1 bản tin" in text
        assert 'href="/nghe/tra-ket-qua/"' in text and "đã phát 2 lượt ở 1 đài" in text
        assert 'id="phat-thanh"' not in _text(client, "/co-quan/bao-tinh/")

    def test_of_a_theme_lead_to_what_can_be_heard(self, client: Client, province: Province, bulletin: Bulletin) -> None:
        text = _text(client, "/noi-dung/t1/")
        assert "2 lượt phát đã xác nhận về nội dung này" in text
        assert f'href="/nghe/?noi_dung={province.first.pk}"' in text
        assert 'id="phat-thanh"' not in _text(client, "/noi-dung/t2/")

    def test_keep_to_the_kind_of_agency_and_the_period(self, client: Client, bulletin: Bulletin) -> None:
        assert 'id="phat-thanh"' not in _text(client, "/do-bao-phu/?loai=newspaper")
        assert 'id="phat-thanh"' not in _text(client, "/do-bao-phu/?ky=tu-chon&tu=01/01/2023&den=31/01/2023")

    def test_count_but_never_name_a_bulletin_that_is_not_public(
        self, client: Client, bulletin: Bulletin, now: datetime
    ) -> None:
        Bulletin.objects.update(state="withdrawn", withdrawn_at=now, withdrawn_reason="Số liệu sai ở mục hai")
        for address in ("/do-bao-phu/", "/co-quan/so-im-lang/", "/noi-dung/t1/"):
            text = _text(client, address)
            assert "2 lượt" in text and "Trả kết quả" not in text and "Số liệu sai" not in text

    def test_name_nobody(self, client: Client, bulletin: Bulletin) -> None:
        for address in ("/do-bao-phu/", "/co-quan/so-im-lang/", "/noi-dung/t1/", "/nghe/", "/nghe/tra-ket-qua/"):
            text = _text(client, address)
            assert "Trần Văn" not in text and "truc.dai.mat" not in text


class TestAbout:
    def test_says_how_loudspeakers_are_counted(self, client: Client) -> None:
        text = _text(client, "/gioi-thieu/")
        assert "Bài trên loa truyền thanh" not in text and 'href="/nghe/"' in text
