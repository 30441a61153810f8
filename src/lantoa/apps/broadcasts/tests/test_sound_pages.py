"""The pages on sound: listened to in parts, ordered, recorded, chosen; the register of jingles."""

from datetime import datetime
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import Settings

from lantoa.apps.accounts.factories import UserFactory, user_in
from lantoa.apps.accounts.models import User
from lantoa.apps.accounts.roles import Role
from lantoa.apps.agencies.factories import AgencyFactory
from lantoa.apps.agencies.models import Membership
from lantoa.apps.base.models import AuditEntry
from lantoa.apps.broadcasts.factories import make_bulletin, make_sound, make_station
from lantoa.apps.broadcasts.models import Bulletin, Jingle, Language, Sound
from lantoa.apps.broadcasts.sound.store import keep_sound
from lantoa.apps.broadcasts.sound.tests.sounds import speech_like, wav_bytes
from lantoa.apps.broadcasts.sound_sweeps import sweep_sounds

# Where the office leads whoever is refused, and says so.
HOME = "/quan-tri/"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.BROADCASTS_DIR = tmp_path
    settings.VOICE_DIR = None
    return tmp_path


@pytest.fixture
def editor(client: Client) -> User:
    user: User = user_in(Role.EDITOR)
    client.force_login(user)
    return user


def radio_officer(client: Client) -> Membership:
    user = user_in(Role.RADIO_OFFICER)
    membership = Membership.objects.create(user=user, agency=AgencyFactory())
    client.force_login(user)
    return membership


def page(client: Client, name: str, *args: int) -> str:
    answer = client.get(reverse(f"broadcasts:{name}", args=args))
    assert answer.status_code == 200
    return answer.content.decode()


class TestSounds:
    def test_say_what_to_do_where_there_is_none(self, client: Client, editor: User, now: datetime) -> None:
        said = page(client, "sounds", make_bulletin(at=now).pk)
        assert "Chưa có bản phát" in said
        assert "Làm bản nghe thử" in said
        assert "LANTOA_VOICE" in said  # why there is no voice of the site, and what to do

    def test_offer_only_recordings_where_no_program_reads(self, client: Client, editor: User, now: datetime) -> None:
        said = page(client, "sounds", make_bulletin(at=now, language=Language.objects.get(code="bru")).pk)
        assert "Chưa có giọng máy cho Tiếng Bru-Vân Kiều" in said
        assert "Làm bản nghe thử" not in said

    def test_are_ordered_made_and_chosen(self, client: Client, editor: User, now: datetime) -> None:
        bulletin = make_bulletin(at=now, approved=True)
        order = reverse("broadcasts:order_sound", args=[bulletin.pk])
        for _ in range(2):
            client.post(order, {"kind": "proof", "key": "mot-lan"})
        sound = bulletin.sounds.get()
        assert "data-waiting" in page(client, "sounds", bulletin.pk)
        sweep_sounds(at=datetime.now(tz=now.tzinfo))
        said = page(client, "sounds", bulletin.pk)
        assert "data-waiting" not in said
        assert "độ to −23" in said
        assert "chỉ để nghe thử" in said
        client.post(reverse("broadcasts:choose_sound", args=[sound.pk]))
        sound.refresh_from_db()
        assert sound.chosen
        assert AuditEntry.objects.filter(act="broadcasts.choose_sound", actor=editor.get_username()).exists()

    def test_go_back_to_the_page_of_the_button_and_to_no_other_site(
        self, client: Client, editor: User, now: datetime
    ) -> None:
        bulletin = make_bulletin(at=now)
        order = reverse("broadcasts:order_sound", args=[bulletin.pk])
        ours = client.post(order, {"kind": "proof", "key": "a", "next": "/quan-tri/phat-thanh/"})
        assert ours.headers["Location"] == "/quan-tri/phat-thanh/"
        for address in ("https://noi-khac.example/", "//noi-khac.example/", "javascript:alert(1)"):
            answer = client.post(order, {"kind": "proof", "key": "a", "next": address})
            assert answer.headers["Location"] == reverse("broadcasts:sounds", args=[bulletin.pk])

    def test_of_old_words_say_so(self, client: Client, editor: User, now: datetime) -> None:
        bulletin = make_bulletin(at=now, approved=True)
        sound = make_sound(bulletin, at=now, script_sha256="0" * 64)
        assert "Bản này theo lời cũ" in page(client, "sounds", bulletin.pk)
        client.post(reverse("broadcasts:choose_sound", args=[sound.pk]))
        sound.refresh_from_db()
        assert not sound.chosen

    def test_need_consent_in_ones_name_before_words_leave(
        self, client: Client, editor: User, now: datetime, settings: Settings
    ) -> None:
        settings.OUTSIDE_VOICE_URL = "https://giong.example/doc"
        bulletin = make_bulletin(at=now)
        assert "đồng ý gửi toàn bộ lời đọc" in page(client, "sounds", bulletin.pk)
        order = reverse("broadcasts:order_sound", args=[bulletin.pk])
        client.post(order, {"kind": "outside", "key": "a"})
        assert Sound.objects.count() == 0
        client.post(order, {"kind": "outside", "key": "b", "consent": "on"})
        entry = AuditEntry.objects.get(act="broadcasts.consent_outside_voice")
        assert entry.detail["service"] == "giong.example"
        assert entry.actor == editor.get_username()

    def test_of_another_agency_are_heard_not_changed(self, client: Client, now: datetime) -> None:
        mine = radio_officer(client)
        bulletin = make_bulletin(at=now, approved=True, stations=(make_station(mine.agency),))
        sound = make_sound(bulletin, at=now)
        said = page(client, "sounds", bulletin.pk)
        assert "Làm bản mới" not in said
        assert "Chọn làm bản phát" not in said
        for name, row in (("order_sound", bulletin), ("choose_sound", sound), ("confirm_sound", sound)):
            answer = client.post(reverse(f"broadcasts:{name}", args=[row.pk]))
            assert answer.headers["Location"] == HOME
        assert client.get(reverse("broadcasts:record_sound", args=[bulletin.pk])).headers["Location"] == HOME
        sound.refresh_from_db()
        assert (Sound.objects.count(), sound.chosen) == (1, False)

    def test_cost_the_same_however_many_there_are(self, client: Client, editor: User, now: datetime) -> None:
        bulletin = make_bulletin(at=now)
        counts = []
        for _ in range(2):
            for place in range(3):
                make_sound(bulletin, at=now, key=f"{len(counts)}-{place}", ordered_by=UserFactory())
            with CaptureQueriesContext(connection) as queries:
                page(client, "sounds", bulletin.pk)
            counts.append(len(queries))
        assert counts[0] == counts[1]


class TestFile:
    def test_is_given_in_parts_and_saved_under_the_bulletins_name(
        self, client: Client, editor: User, now: datetime
    ) -> None:
        bulletin = make_bulletin(at=now, approved=True)
        kept = keep_sound(b"0123456789")
        sound = make_sound(bulletin, at=now, mp3_sha256=kept.sha256)
        address = reverse("broadcasts:sound_mp3", args=[sound.pk])
        part = client.get(address, headers={"Range": "bytes=2-4"})
        assert (part.status_code, b"".join(part)) == (206, b"234")
        assert f"{bulletin.slug}.mp3" in client.get(f"{address}?tai").headers["Content-Disposition"]
        assert client.get(reverse("broadcasts:sound_opus", args=[sound.pk])).status_code == 404


class TestRecord:
    def upload(self, client: Client, bulletin: Bulletin, content: bytes, **values: str) -> int:
        given = {"key": "ghi", "file": SimpleUploadedFile("ghi.wav", content), **values}
        status: int = client.post(reverse("broadcasts:keep_recorded_sound", args=[bulletin.pk]), given).status_code
        return status

    def test_shows_the_words_to_read_and_their_length(self, client: Client, editor: User, now: datetime) -> None:
        said = page(client, "record_sound", make_bulletin(at=now, stations=(make_station(),)).pk)
        assert "trong ba ngày làm việc" in said
        assert "giây, theo tốc độ đọc của các đài" in said

    def test_may_listen_on_its_page_only(self, client: Client, editor: User, now: datetime) -> None:
        bulletin = make_bulletin(at=now)
        answer = client.get(reverse("broadcasts:record_sound", args=[bulletin.pk]))
        assert "microphone=(self)" in answer.headers["Permissions-Policy"]
        assert "media-src 'self' blob:" in answer.headers["Content-Security-Policy"]
        other = client.get(reverse("broadcasts:sounds", args=[bulletin.pk]))
        assert "microphone=()" in other.headers["Permissions-Policy"]
        assert "blob:" not in other.headers["Content-Security-Policy"].partition("media-src")[2].partition(";")[0]

    def test_keeps_a_file_and_asks_for_the_confirmation(self, client: Client, editor: User, now: datetime) -> None:
        bulletin = make_bulletin(at=now, approved=True)
        assert self.upload(client, bulletin, wav_bytes(speech_like(1.5))) == 302
        sweep_sounds(at=datetime.now(tz=now.tzinfo))
        assert "Chưa có người xác nhận" in page(client, "sounds", bulletin.pk)
        sound = bulletin.sounds.get()
        client.post(reverse("broadcasts:confirm_sound", args=[sound.pk]))
        sound.refresh_from_db()
        assert sound.chosen

    @pytest.mark.parametrize(("content", "said"), [(b"", "trống"), (b"xin chao", "không phải âm thanh")])
    def test_says_beside_the_field_why_a_file_is_refused(
        self, client: Client, editor: User, now: datetime, content: bytes, said: str
    ) -> None:
        bulletin = make_bulletin(at=now)
        given = {"key": "ghi", "file": SimpleUploadedFile("ghi.mp3", content), "says_script": "on"}
        answer = client.post(reverse("broadcasts:keep_recorded_sound", args=[bulletin.pk]), given)
        assert answer.status_code == 422
        assert said in answer.content.decode()
        assert Sound.objects.count() == 0


class TestJingles:
    def test_are_added_with_their_rights_and_heard(self, client: Client, editor: User) -> None:
        wav = wav_bytes(speech_like(1.5))
        given = {"name": "Hiệu của xã", "place": "opening", "source": "", "file": SimpleUploadedFile("a.wav", wav)}
        refused = client.post(reverse("broadcasts:keep_jingle"), given)
        assert "Hãy ghi nguồn và quyền sử dụng" in refused.content.decode()
        given |= {"source": "xã tự thu", "file": SimpleUploadedFile("a.wav", wav)}
        assert client.post(reverse("broadcasts:keep_jingle"), given).status_code == 302
        jingle = Jingle.objects.get()
        assert b"".join(client.get(reverse("broadcasts:jingle_file", args=[jingle.pk]))).startswith(b"fLaC")
        said = page(client, "jingles")
        assert "xã tự thu" in said
        assert "mở đầu" in said

    def test_ready_made_are_added_once(self, client: Client, editor: User) -> None:
        for _ in range(2):
            client.post(reverse("broadcasts:made_jingles"))
        assert Jingle.objects.count() == 3
        assert {str(jingle.place) for jingle in Jingle.objects.all()} == {"opening", "between", "closing"}

    def test_of_the_province_are_used_not_changed_by_a_station(self, client: Client, now: datetime) -> None:
        mine = radio_officer(client)
        values = {"place": "opening", "sha256": "0" * 64, "seconds": 3, "source": "tự làm", "made_at": now}
        common = Jingle.objects.create(name="Chung", **values)
        own = Jingle.objects.create(name="Riêng", agency=mine.agency, **values)
        Jingle.objects.create(name="Của nơi khác", agency=AgencyFactory(), **values)
        said = page(client, "jingles")
        assert ("Chung" in said, "Riêng" in said, "Của nơi khác" in said) == (True, True, False)
        address = reverse("broadcasts:change_jingle", args=[common.pk])
        assert client.get(address).headers["Location"] == HOME
        given = {"name": "Riêng mới", "place": "closing", "source": "tự làm"}
        assert client.post(reverse("broadcasts:change_jingle", args=[own.pk]), given).status_code == 302
        own.refresh_from_db()
        assert (own.name, own.place, own.active) == ("Riêng mới", "closing", False)

    def test_are_listed_by_place(self, client: Client, editor: User, now: datetime) -> None:
        values = {"sha256": "0" * 64, "seconds": 3, "source": "tự làm", "made_at": now}
        Jingle.objects.create(name="Đầu tiên", place="opening", **values)
        Jingle.objects.create(name="Sau cùng", place="closing", **values)
        said = client.get(reverse("broadcasts:jingles"), {"cho": "ket-thuc"}).content.decode()
        assert ("Sau cùng" in said, "Đầu tiên" in said) == (True, False)
