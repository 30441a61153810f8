"""Bulletins in public: heard and read while approved and listed; drafts and withdrawn ones are nowhere."""

import hashlib
import json
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import time_machine
from conftest import Cast
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from lantoa.apps.accounts.models import User
from lantoa.apps.base.models import PublicChange
from lantoa.apps.broadcasts.actions.changes import public_subject
from lantoa.apps.broadcasts.actions.deciding import approve_bulletin, withdraw_bulletin
from lantoa.apps.broadcasts.factories import make_airing, make_bulletin, make_sound, make_station
from lantoa.apps.broadcasts.models import Airing, Bulletin, Item, Language, PlayReport, Sound
from lantoa.apps.broadcasts.searching import BULLETINS
from lantoa.apps.newsroom.factories import make_column, make_portal, make_story
from lantoa.apps.newsroom.models import PortalPage
from lantoa.portal.public import mark_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
MP3, OPUS = b"ID3" + bytes(range(256)) * 40, b"OggS" + bytes(range(255, -1, -1)) * 20


@pytest.fixture(autouse=True)
def clock(now: datetime) -> Iterator[time_machine.Traveller]:
    with time_machine.travel(now, tick=False) as coordinates:
        yield coordinates


@pytest.fixture
def portal(cast: Cast, now: datetime) -> PortalPage:
    return make_portal(at=now, agency=cast.agency, title="Cải cách Hải Lăng")


def heard(now: datetime, **values: Any) -> Bulletin:
    """Return an approved bulletin that began a day ago."""
    return make_bulletin(**{"at": now - DAY, "approved": True, **values})


@pytest.fixture
def sound(now: datetime, settings: Settings, tmp_path: Path) -> Sound:
    """The sound of a public bulletin, with its files on disk."""
    settings.BROADCASTS_DIR = tmp_path
    names = {}
    for form, content in (("mp3", MP3), ("opus", OPUS)):
        sha = hashlib.sha256(content).hexdigest()
        file = tmp_path / "sounds" / sha[:2] / sha
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        names |= {f"{form}_sha256": sha, f"{form}_bytes": len(content)}
    return make_sound(heard(now, slug="tra-ket-qua", title="Trả kết quả"), at=now, chosen=True, seconds=125, **names)


def _text(client: Client, address: str, **extra: Any) -> str:
    answer = client.get(address, **extra)
    assert answer.status_code == 200, address
    return str(answer.content.decode())


class TestListening:
    def test_says_what_to_expect_while_there_is_nothing(self, client: Client) -> None:
        assert "Chưa có bản tin nào để nghe" in _text(client, "/nghe/")

    def test_gives_player_length_voice_and_text(self, client: Client, sound: Sound) -> None:
        text = _text(client, "/nghe/")
        assert f'src="/nghe/tra-ket-qua/{sound.opus_sha256[:8]}.opus" type="audio/ogg; codecs=opus"' in text
        assert f'src="/nghe/tra-ket-qua/{sound.mp3_sha256[:8]}.mp3" type="audio/mpeg"' in text
        assert "2 phút 5 giây" in text and "Giọng máy nghe thử" in text
        assert "UBND xã trả kết quả hồ sơ trong 3 ngày làm việc." in text

    def test_can_be_read_where_there_is_no_sound(self, client: Client, now: datetime) -> None:
        heard(now, slug="chi-doc")
        for address in ("/nghe/", "/nghe/chi-doc/"):
            text = _text(client, address)
            assert "hưa có bản âm thanh" in text and "UBND xã trả kết quả" in text and "<audio" not in text

    def test_shows_nothing_that_is_not_public(self, client: Client, portal: PortalPage, now: datetime) -> None:
        hidden = {
            "nhap": {"approved": False}, "trinh": {"approved": False, "submitted": True}, "kin": {"listed": False},
            "mai": {"at": now + DAY},
            "rut": {"state": "withdrawn", "withdrawn_at": now, "withdrawn_reason": "Số liệu sai ở mục hai"},
        }  # fmt: skip
        for slug, values in hidden.items():
            bulletin = heard(now, slug=slug, title=f"Bản tin kín {slug}", **values)
            make_sound(bulletin, at=now, chosen=True, mp3_sha256="ab" * 32)
            answer = client.get(f"/nghe/{slug}/")
            assert answer.status_code == (410 if slug == "rut" else 404)
            assert "Bản tin kín" not in answer.content.decode() and "Số liệu sai" not in answer.content.decode()
            assert client.get(f"/nghe/{slug}/abababab.mp3").status_code == 404
        for address in ("/nghe/", "/nghe/rss.xml", "/sitemap.xml", "/", "/nghe/?tim=kín"):
            text = _text(client, address)
            assert "Bản tin kín" not in text and "/nghe/rut/" not in text and "Số liệu sai" not in text

    def test_keeps_what_is_over_and_says_so(self, client: Client, now: datetime) -> None:
        heard(now, slug="cu", valid_until=now - timedelta(hours=1))
        assert "đã hết hạn phát" in _text(client, "/nghe/")
        assert "có thể không còn đúng" in _text(client, "/nghe/cu/")

    def test_puts_an_emergency_that_holds_on_top(
        self, client: Client, now: datetime, clock: time_machine.Traveller
    ) -> None:
        heard(now, title="Lũ về trong đêm", slug="lu", priority="emergency", valid_until=now + DAY, at=now - 2 * DAY)
        heard(now, title="Tin thường")
        text = _text(client, "/nghe/")
        assert text.index("<strong>Khẩn cấp.</strong>") < text.index("Lũ về trong đêm") < text.index("Tin thường")
        assert text.count('href="/nghe/lu/"') == 1
        assert "<strong>Khẩn cấp.</strong>" in _text(client, "/nghe/lu/")
        clock.move_to(now + DAY)
        assert "<strong>Khẩn cấp.</strong>" not in _text(client, "/nghe/")

    def test_puts_an_emergency_that_holds_above_the_first_page(
        self, client: Client, portal: PortalPage, now: datetime, clock: time_machine.Traveller
    ) -> None:
        heard(now, title="Lũ về trong đêm", slug="lu", priority="emergency", valid_until=now + DAY, at=now - 2 * DAY)
        main = _main(_text(client, "/"))
        assert main.index("<strong>Khẩn cấp.</strong>") < main.index("<h1")
        assert main.count('href="/nghe/lu/"') == 1
        clock.move_to(now + DAY)
        assert "<strong>Khẩn cấp.</strong>" not in _text(client, "/") and 'href="/nghe/lu/"' in _text(client, "/")

    def test_is_narrowed_and_searched_without_marks(self, client: Client, cast: Cast, now: datetime) -> None:
        station = make_station(cast.agency, slug="dai-hai-lang")
        language = Language.objects.exclude(code="vi").first()
        heard(now, title="Cấp căn cước", agency=cast.agency, stations=(station,), at=now - 40 * DAY)
        heard(now, title="Nộp thuế đất", agency=cast.other_agency, language=language)
        month = f"{now - 40 * DAY:%Y-%m}"
        for query in (
            f"co_quan={cast.agency.slug}",
            "dai=dai-hai-lang",
            "ngon_ngu=vi",
            f"thang={month}",
            "tim=can+cuoc",
        ):
            text = _text(client, f"/nghe/?{query}")
            assert "Cấp căn cước" in text and "Nộp thuế đất" not in text, query
        assert "Không có bản tin nào như vậy" in _text(client, "/nghe/?tim=khong-co-chu-nay")
        assert "Nộp thuế đất" in _text(client, "/nghe/?tim=HO+SO&thang=linh-tinh")

    def test_comes_by_pages_at_the_same_cost(self, client: Client, now: datetime) -> None:
        def queries() -> int:
            with CaptureQueriesContext(connection) as asked:
                _text(client, "/nghe/")
            return len(asked)

        make_sound(heard(now), at=now, chosen=True)
        few = queries()
        for _ in range(24):
            make_sound(heard(now), at=now, chosen=True)
        assert queries() == few
        assert "25 bản tin" in _text(client, "/nghe/?trang=2")

    def test_of_a_portal_has_what_its_agency_wrote_and_what_its_stations_play(
        self, client: Client, portal: PortalPage, cast: Cast, now: datetime
    ) -> None:
        station = make_station(cast.other_agency)
        make_portal(at=now, agency=cast.other_agency, slug="trang-xa", is_default=False)
        heard(now, slug="noi-khac", title="Của nơi khác", agency=cast.agency)
        heard(now, slug="cho-dai", title="Cho đài xã", agency=cast.agency, stations=(station,))
        host = {"headers": {"host": "trang-xa.localhost"}}
        text = _text(client, "/nghe/", **host)
        assert "Cho đài xã" in text and "Của nơi khác" not in text
        assert client.get("/nghe/noi-khac/", **host).status_code == 404  # type: ignore[arg-type]
        assert "Của nơi khác" in _text(client, "/nghe/")


class TestListen:
    def test_tells_where_and_when_it_is_heard(self, client: Client, cast: Cast, sound: Sound, now: datetime) -> None:
        station = make_station(cast.agency, name="Đài truyền thanh Hải Phú")
        for days in range(1, 7):
            make_airing(sound.bulletin, station, planned_at=now + days * DAY)
        played = make_airing(sound.bulletin, station, planned_at=now - DAY, state=Airing.State.PLAYED)
        person = cast.radio_officer
        User.objects.filter(pk=person.pk).update(last_name="Trần Văn", first_name="Kín")
        PlayReport.objects.create(
            airing=played, station=station, played_at=now, how="tap", reported_at=now, reported_by=person, key="a"
        )
        text = _text(client, "/nghe/tra-ket-qua/")
        assert "Đài truyền thanh Hải Phú" in text and "và 2 lượt nữa" in text
        assert "Đã phát 1 lượt ở 1 đài." in text
        assert "Trần Văn" not in text and person.username not in text

    def test_has_the_written_words_and_folded_those_for_the_ear(self, client: Client, sound: Sound) -> None:
        text = _text(client, "/nghe/tra-ket-qua/")
        assert text.index("trong 3 ngày") < text.index("Lời đọc trên loa") < text.index("trong ba ngày")

    def test_leads_only_to_stories_that_everybody_may_read(
        self, client: Client, portal: PortalPage, sound: Sound, now: datetime
    ) -> None:
        column = make_column(portal)
        live = make_story(column, at=now, title="Bài đang đăng", slug="dang")
        gone = make_story(column, at=now, title="Bài đã gỡ", slug="go")
        gone.unpublish()
        for story in (live, gone):
            Item.objects.create(bulletin=sound.bulletin, position=5, title="Mục", written="Lời.", story=story)
        text = _text(client, "/nghe/tra-ket-qua/")
        assert f'href="{live.get_url()}"' in text and "Bài đã gỡ" not in text

    def test_names_the_language_of_its_words(self, client: Client, now: datetime) -> None:
        language = Language.objects.exclude(code="vi").first()
        assert language is not None
        heard(now, slug="bru", language=language)
        text = _text(client, "/nghe/bru/")
        assert f'class="bulletin-text" lang="{language.code}"' in text and language.name in text

    def test_is_an_episode_for_machines(self, client: Client, sound: Sound) -> None:
        text = _text(client, "/nghe/tra-ket-qua/")
        blocks = [
            json.loads(block) for block in re.findall(r'<script type="application/ld\+json">(.*?)</script>', text)
        ]
        episode = next(block for block in blocks if block["@type"] == "RadioEpisode")
        assert episode["associatedMedia"][0]["duration"] == "PT2M5S"
        assert episode["associatedMedia"][1]["contentUrl"].startswith("http://testserver/nghe/tra-ket-qua/")


class TestDecisions:
    def test_are_seen_at_once(self, client: Client, cast: Cast, now: datetime) -> None:
        station = make_station(cast.agency)
        bulletin = make_bulletin(
            cast.agency, at=now, slug="moi", title="Bản tin mới", submitted=True, stations=(station,)
        )
        assert client.get("/nghe/moi/").status_code == 404
        approve_bulletin(bulletin=bulletin, by=None, at=now)
        assert "Bản tin mới" in _text(client, "/nghe/") and "Đài truyền thanh" in _text(client, "/nghe/moi/")
        withdraw_bulletin(bulletin=bulletin, reason="Số liệu sai ở mục hai", by=None, at=now)
        assert "Bản tin mới" not in _text(client, "/nghe/")
        gone = client.get("/nghe/moi/")
        assert gone.status_code == 410 and "đã được rút" in gone.content.decode()
        assert "Số liệu sai" not in gone.content.decode() and "Bản tin mới" not in gone.content.decode()
        assert PublicChange.objects.filter(subject="broadcasts").count() >= 2


class TestSoundFile:
    def test_is_given_whole_and_in_parts_and_asked_for_again_each_time(self, client: Client, sound: Sound) -> None:
        address = f"/nghe/tra-ket-qua/{sound.mp3_sha256[:8]}.mp3"
        whole = client.get(address)
        assert b"".join(whole.streaming_content) == MP3  # type: ignore[arg-type]
        assert whole.headers["Content-Type"] == "audio/mpeg"
        assert set(whole.headers["Cache-Control"].split(", ")) == {"public", "max-age=0", "must-revalidate"}
        assert client.get(address, headers={"if-none-match": whole.headers["ETag"]}).status_code == 304
        part = client.get(address, headers={"range": "bytes=10-19"})
        assert part.status_code == 206 and b"".join(part.streaming_content) == MP3[10:20]  # type: ignore[arg-type]
        assert client.get(f"/nghe/tra-ket-qua/{sound.opus_sha256[:8]}.opus").headers["Content-Type"] == "audio/ogg"

    def test_is_gone_with_its_bulletin(self, client: Client, sound: Sound, now: datetime) -> None:
        withdraw_bulletin(bulletin=sound.bulletin, reason="Sai số liệu", by=None, at=now)
        assert client.get(f"/nghe/tra-ket-qua/{sound.mp3_sha256[:8]}.mp3").status_code in {404, 410}

    def test_never_goes_into_the_page_cache(self, client: Client, sound: Sound) -> None:
        answer = client.get(f"/nghe/tra-ket-qua/{sound.mp3_sha256[:8]}.mp3")
        assert "lantoa.public_page" not in answer.wsgi_request.META

    def test_that_is_lost_says_what_to_do(self, client: Client, sound: Sound, tmp_path: Path) -> None:
        for file in (tmp_path / "sounds").rglob("*"):
            if file.is_file():
                file.unlink()
        answer = client.get(f"/nghe/tra-ket-qua/{sound.mp3_sha256[:8]}.mp3")
        assert answer.status_code == 404 and "đang thiếu" in answer.content.decode()


class TestFeed:
    def test_is_a_podcast_of_what_has_a_sound(self, client: Client, sound: Sound, now: datetime) -> None:
        heard(now, title="Chỉ để đọc")
        channel = ElementTree.fromstring(_text(client, "/nghe/rss.xml").encode()).find("channel")
        assert channel is not None
        (item,) = channel.findall("item")
        enclosure = item.find("enclosure")
        assert enclosure is not None
        assert enclosure.attrib == {
            "url": f"http://testserver/nghe/tra-ket-qua/{sound.mp3_sha256[:8]}.mp3",
            "length": str(len(MP3)),
            "type": "audio/mpeg",
        }
        assert "UBND xã trả kết quả" in (item.findtext("description") or "")


class TestElsewhere:
    def test_the_bulletin_stands_in_the_sitemap_the_foot_and_the_search(
        self, client: Client, portal: PortalPage, sound: Sound
    ) -> None:
        assert "/nghe/tra-ket-qua/" in _text(client, "/sitemap.xml")
        assert 'href="/nghe/"' in _text(client, "/gioi-thieu/")
        assert 'href="/nghe/tra-ket-qua/"' in _text(client, "/")
        (document,) = BULLETINS.documents([str(sound.bulletin_id)])
        assert document.path == "/nghe/tra-ket-qua/" and document.subject == public_subject(sound.bulletin)
        Bulletin.objects.update(listed=False)
        assert not list(BULLETINS.documents(None))

    def test_a_story_is_heard_from_its_own_page_while_its_bulletin_is_public(
        self, client: Client, portal: PortalPage, sound: Sound, now: datetime
    ) -> None:
        story = make_story(make_column(portal), at=now, title="Bài có bản tin")
        address = story.get_url()
        assert "Nghe bản tin" not in _main(_text(client, address))
        Item.objects.create(bulletin=sound.bulletin, position=5, title="Mục", written="Lời.", story=story)
        main = _main(_text(client, address))
        assert "Nghe bản tin" in main and f"/nghe/tra-ket-qua/{sound.mp3_sha256[:8]}.mp3" in main
        Bulletin.objects.update(state="withdrawn", withdrawn_at=now, withdrawn_reason="sai số")
        assert "Nghe bản tin" not in _main(_text(client, address))

    def test_a_change_of_a_bulletin_reaches_every_page_that_shows_it(
        self, client: Client, portal: PortalPage, sound: Sound, now: datetime
    ) -> None:
        story = make_story(make_column(portal), at=now)
        for address in ("/nghe/", "/nghe/tra-ket-qua/", "/nghe/rss.xml", "/", "/sitemap.xml", story.get_url()):
            mark = mark_of(client.get(address).wsgi_request.META)
            assert mark is not None and "broadcasts" in mark.subjects, address


def _main(text: str) -> str:
    return text.partition("<main")[2].partition("</main>")[0]
