"""The form of citizens: one press is one piece of feedback, nothing typed is lost, nothing tells who sent it."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from lantoa.apps.agencies.factories import AgencyFactory
from lantoa.apps.agencies.models import AgencyKind
from lantoa.apps.base.crowds import PRESSES
from lantoa.apps.base.honeypot import signed_moment
from lantoa.apps.base.models import AuditEntry, LimitCount, LimitWindow, Message
from lantoa.apps.feedback.checks import Flag
from lantoa.apps.feedback.factories import make_clock_rule
from lantoa.apps.feedback.forms import files
from lantoa.apps.feedback.models import Attachment, Feedback, FeedbackContact
from lantoa.apps.feedback.queries.sectors import OTHER_SLUG
from lantoa.apps.feedback.store import MOST_PHOTOS, StoredFile, store_photo
from lantoa.apps.feedback.tests.sending_stage import WORDS, filled, photo, wave_file
from lantoa.apps.feedback.views import sending
from lantoa.apps.services.factories import SectorFactory, make_procedure

FORM = "/gui-phan-anh/"
HOME = "203.0.113.77"


@pytest.fixture(autouse=True)
def stage(db: None, settings: Settings, tmp_path: Path) -> None:
    settings.CITIZENS_DIR = tmp_path / "citizens"
    make_clock_rule()


@pytest.fixture
def client() -> Client:
    return Client(REMOTE_ADDR=HOME)


def _send(client: Client, **given: object):  # type: ignore[no-untyped-def]
    return client.post(FORM, filled(timezone.now(), **given))


class TestForm:
    def test_asks_on_one_page_and_names_emergency_numbers_first(self, client: Client) -> None:
        text = client.get(FORM).content.decode()
        assert text.index("tel:113") < text.index('name="words"')
        assert "tố cáo" in text
        assert "no-store" in client.get(FORM)["Cache-Control"]

    @pytest.mark.parametrize("asked", ["thu-tuc=%00", "co-quan=a%00b", "thu-tuc=" + "%E1%BA%BF" * 300])
    def test_opens_whatever_the_address_asks_for(self, client: Client, asked: str) -> None:
        assert client.get(f"{FORM}?{asked}").status_code == 200

    def test_looks_for_no_key_that_none_can_have(self, client: Client) -> None:
        assert _send(client, key="a\0" * 20, procedure="\0").status_code == 422

    def test_takes_words_alone_and_leads_to_the_secret_page(self, client: Client) -> None:
        answer = _send(client)
        feedback = Feedback.objects.get()
        assert answer.status_code == 303
        assert feedback.words == WORDS
        assert feedback.anonymous and not FeedbackContact.objects.exists()
        assert feedback.sector.slug == OTHER_SLUG
        page = client.get(answer["Location"]).content.decode()
        assert feedback.code in page and "Hạn được tính thế nào" in page and "ma-qr.svg" in page

    def test_guesses_the_sector_from_everyday_words(self, client: Client) -> None:
        light = SectorFactory(slug="do-thi", name="Hạ tầng đô thị", everyday_words=["đèn đường", "vỉa hè"])
        _send(client)
        assert Feedback.objects.get().sector == light

    def test_is_one_piece_however_often_it_is_pressed(self, client: Client) -> None:
        first, second = _send(client), _send(client)
        assert Feedback.objects.count() == 1
        assert first["Location"] == second["Location"]

    def test_keeps_what_was_typed_and_the_files_when_something_is_wrong(self, client: Client) -> None:
        answer = _send(client, contact="khong-phai-lien-he", place_words="Thôn 3", photos=photo(), consents="on")
        text = answer.content.decode()
        assert answer.status_code == 422
        assert WORDS in text and "Thôn 3" in text and "khong-phai-lien-he" in text
        assert "Đã nhận 1 ảnh" in text
        found = re.search(r'name="kept_files" value="([^"]+)"', text)
        assert found
        again = _send(client, kept_files=found.group(1), contact="", place_words="Thôn 3")
        assert again.status_code == 303
        assert Attachment.objects.get().kind == Attachment.Kind.PHOTO

    def test_finds_the_place_by_typing_without_accents(self, client: Client) -> None:
        one = AgencyFactory(
            kind=AgencyKind.COMMUNE_COMMITTEE, name="Ủy ban nhân dân xã Hải Lăng", short_name="UBND xã Hải Lăng"
        )
        AgencyFactory(
            kind=AgencyKind.COMMUNE_COMMITTEE, name="Ủy ban nhân dân xã Nam Hải Lăng", short_name="UBND xã Nam Hải Lăng"
        )
        _send(client, place_typed="hai lang")
        assert Feedback.objects.get().place == one

    def test_asks_which_of_several_places_is_meant(self, client: Client) -> None:
        rows = [
            AgencyFactory(kind=AgencyKind.COMMUNE_COMMITTEE, name=f"UBND xã {name}", short_name=f"UBND xã {name}")
            for name in ("Nam Cửa Việt", "Bắc Cửa Việt")
        ]
        answer = _send(client, place_typed="cửa việt")
        assert answer.status_code == 422
        assert f'value="{rows[1].pk}"' in answer.content.decode()
        assert _send(client, place_typed="cửa việt", place=str(rows[1].pk)).status_code == 303
        assert Feedback.objects.get().place == rows[1]

    def test_refuses_a_point_outside_and_keeps_one_inside(self, client: Client) -> None:
        assert _send(client, latitude="48.85", longitude="2.35").status_code == 422
        assert _send(client, latitude="16.8163212", longitude="107.1003").status_code == 303
        assert str(Feedback.objects.get().latitude) == "16.81632"

    @pytest.mark.parametrize("given", ["NaN", "Infinity", "1e999", "-1", "<script>", "9" * 20])
    def test_a_senseless_point_is_a_mistake_and_no_fault(self, client: Client, given: str) -> None:
        assert _send(client, latitude=given, longitude=given).status_code == 422

    def test_is_prefilled_by_the_address(self, client: Client) -> None:
        procedure = make_procedure(at=timezone.now(), plain_title="Làm giấy khai sinh")
        agency = AgencyFactory(name="Sở Thử tỉnh")
        text = client.get(f"{FORM}?thu-tuc={procedure.slug}&co-quan={agency.slug}").content.decode()
        assert "Làm giấy khai sinh" in text and "Sở Thử tỉnh" in text
        _send(client, procedure=procedure.slug, about_procedure="on", about_typed=agency.name)
        feedback = Feedback.objects.get()
        assert (feedback.procedure, feedback.about_agency) == (procedure, agency)

    def test_asks_before_it_takes_what_sounds_like_an_emergency(self, client: Client) -> None:
        answer = _send(client, words="Cháy nhà ở tổ 3", place_words="Tổ 3")
        text = answer.content.decode()
        assert answer.status_code == 200 and "tel:114" in text and "Tổ 3" in text
        assert not Feedback.objects.exists()
        _send(client, words="Cháy nhà ở tổ 3", not_now="1")
        assert Feedback.objects.get().flags == [Flag.EMERGENCY]

    def test_says_where_a_denunciation_goes(self, client: Client) -> None:
        answer = _send(client, words="Tôi tố cáo ông A nhận hối lộ", contact="sai")
        assert "Luật Tố cáo 2018" in answer.content.decode()

    def test_asks_for_words_or_a_recording(self, client: Client) -> None:
        assert "Hãy kể" in _send(client, words=" ").content.decode()
        assert not Feedback.objects.exists()


class TestContact:
    def test_is_kept_apart_and_encrypted_with_the_consent(self, client: Client) -> None:
        answer = _send(client, name="Nguyễn Thị Lan", contact="Lan@Example.VN", consents="on")
        contact = FeedbackContact.objects.get()
        assert (contact.name, contact.contact, contact.consent_version) == ("Nguyễn Thị Lan", "lan@example.vn", "1")
        message = Message.objects.get(key__startswith="feedback:sent:")
        token = answer["Location"].split("/")[2]
        assert token in message.text and message.to == "lan@example.vn"
        assert message not in Message.objects.listed()  # whoever reads the outbox does not read the address

    def test_needs_the_tick(self, client: Client) -> None:
        answer = _send(client, name="Nguyễn Thị Lan")
        assert answer.status_code == 422 and not Feedback.objects.exists()
        assert "checked" not in client.get(FORM).content.decode()


class TestAbuse:
    def test_a_program_leaves_nothing_and_a_browser_that_fills_in_finds_all_that_was_typed(
        self, client: Client
    ) -> None:
        answer = _send(client, website="https://quang-cao.example", photos=photo())
        text = answer.content.decode()
        assert answer.status_code == 422 and WORDS in text and "Ô ấy đã được xóa" in text
        assert "quang-cao.example" not in text
        assert not Feedback.objects.exists() and not LimitCount.objects.exists()

    @pytest.mark.parametrize("passed", [timedelta(seconds=1), timedelta(days=8)], ids=["at once", "after a week"])
    def test_a_hasty_or_late_press_keeps_what_was_typed_and_may_be_repeated(
        self, client: Client, passed: timedelta
    ) -> None:
        answer = _send(client, shown_at=signed_moment(timezone.now() - passed))
        assert answer.status_code == 422 and WORDS in answer.content.decode()
        assert not Feedback.objects.exists()
        shown = int(re.search(r'name="shown_at" value="(\d+)\.', answer.content.decode())[1])  # type: ignore[index]
        assert abs(shown - timezone.now().timestamp()) < 60

    def test_a_crowded_network_waits_a_minute_and_is_not_locked_out(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sending, "OF_NETWORK", 0)
        now = timezone.now()
        quick = _send(client, shown_at=signed_moment(now - timedelta(seconds=20)))
        assert quick.status_code == 429
        assert WORDS in quick.content.decode() and "đợi một phút" in quick.content.decode()
        held = signed_moment(now - timedelta(minutes=2))
        given = [_send(client, key=f"khoa-{place:032}", shown_at=held) for place in range(PRESSES + 1)]
        assert [answer.status_code for answer in given] == [*[303] * PRESSES, 429]
        assert Feedback.objects.count() == PRESSES
        assert _send(client, key=f"khoa-{0:032}", shown_at=held).status_code == 303  # sent before: a second tap

    def test_stops_a_network_after_its_limit_and_keeps_the_words(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sending, "OF_NETWORK", 2)
        monkeypatch.setattr(sending, "MOST_OF_NETWORK", 2)
        given = [_send(client, key=f"khoa-{place:032}", words=f"{WORDS} {place}") for place in range(3)]
        assert [answer.status_code for answer in given] == [303, 303, 429]
        assert f"{WORDS} 2" in given[2].content.decode()
        assert Feedback.objects.count() == 2

    def test_stops_a_contact_after_its_limit(self, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sending, "OF_CONTACT", 1)
        for place in range(2):
            _send(client, key=f"khoa-{place:032}", contact="lan@example.vn", consents="on")
        assert Feedback.objects.count() == 1

    def test_marks_the_same_words_sent_again(self, client: Client) -> None:
        for place in range(2):
            _send(client, key=f"khoa-{place:032}")
        assert [row.flags for row in Feedback.objects.order_by("pk")] == [[], [Flag.REPEATED]]

    def test_a_letter_leads_to_the_portal_whatever_port_was_asked(self, client: Client, settings: Settings) -> None:
        settings.ALLOWED_HOSTS = ["cong.example", "ke-xau.example"]
        settings.WAGTAILADMIN_BASE_URL = "https://lantoa.example"
        for place, host in enumerate(("cong.example:1337", "ke-xau.example")):
            data = filled(timezone.now(), key=f"khoa-{place:032}", contact="lan@example.vn", consents="on")
            client.post(FORM, data, headers={"host": host})
        letters = list(Message.objects.filter(key__startswith="feedback:sent:").values_list("text", flat=True))
        assert len(letters) == 2
        assert all("https://lantoa.example/theo-doi/" in text and ":1337" not in text for text in letters)
        assert "ke-xau" not in "".join(letters)

    def test_adverts_go_into_no_other_field(self, client: Client) -> None:
        answer = _send(
            client, name="vay-nhanh.vip", consents="on", place_words="Vay nhanh trong ngày tại vay-nhanh.vip"
        )
        text = answer.content.decode()
        assert answer.status_code == 422 and "chỉ ghi họ tên" in text and "lời rao" in text

    def test_stores_no_network_address_anywhere(self, client: Client) -> None:
        answer = _send(client, name="Lan", contact="lan@example.vn", consents="on")
        client.post(f"{answer['Location'].partition('?')[0]}xoa-lien-he/")
        kept = [
            *AuditEntry.objects.values_list(), *LimitCount.objects.values_list(), *LimitWindow.objects.values_list(),
            *Feedback.objects.values_list(), *FeedbackContact.objects.values_list(),
        ]  # fmt: skip
        assert AuditEntry.objects.exists() and HOME not in str(kept)

    @pytest.mark.parametrize("advert", ["Vay tiền nhanh https://vay-tien.example", "http://33win.example chơi ngay"])
    def test_refuses_adverts_and_says_what_to_change(self, client: Client, advert: str) -> None:
        answer = _send(client, words=advert)
        assert answer.status_code == 422 and "đường dẫn" in answer.content.decode()

    def test_turned_directions_and_scripts_are_words_only(self, client: Client) -> None:
        answer = _send(
            client, words='<script>alert(1)</script> "\u202egpj.exe\u202c =cmd|/c', place_words="<img src=x onerror=1>"
        )
        feedback = Feedback.objects.get()
        assert "\u202e" not in feedback.words and Flag.HIDDEN in feedback.flags
        page = client.get(answer["Location"]).content.decode()
        assert "<script>alert" not in page and "<img src=x" not in page and "&lt;script&gt;" in page


class TestFiles:
    def test_photos_lose_position_and_device(self, client: Client, settings: Settings) -> None:
        _send(client, photos=[photo(), photo(colour="blue")])
        rows = list(Attachment.objects.order_by("position"))
        files = list((settings.CITIZENS_DIR / "feedback").rglob("*.jpg"))
        assert [row.position for row in rows] == [1, 2] and len(files) == 2
        assert all(b"MayAnhBiMat" not in file.read_bytes() and b"Exif" not in file.read_bytes() for file in files)

    def test_no_more_than_five_photos(self, client: Client) -> None:
        shots = [photo(colour=colour) for colour in ("red", "blue", "green", "black", "white", "gray")]
        answer = _send(client, photos=shots)
        assert answer.status_code == 422 and "Chỉ gửi được 5 ảnh" in answer.content.decode()

    def test_the_same_photo_many_times_is_not_read_as_often(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        read: list[bytes] = []

        def noting(data: bytes) -> StoredFile:
            read.append(data)
            return store_photo(data)

        monkeypatch.setattr(files, "store_photo", noting)
        answer = _send(client, photos=[photo() for _ in range(40)])
        assert answer.status_code == 422 and len(read) == MOST_PHOTOS

    def test_a_recording_stands_for_words(self, client: Client) -> None:
        _send(client, words="", voice=wave_file())
        row = Attachment.objects.get()
        assert (row.kind, row.media_type) == (Attachment.Kind.VOICE, "audio/flac")

    @pytest.mark.parametrize(
        ("name", "data"),
        [
            ("anh.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
            ("anh.jpg", b"<html><script>alert(1)</script></html>"),
            ("anh.jpg", b"GIF89a/*<script>*/=1;alert(1)"),
            ("anh.jpg", b"%PDF-1.7 <script>"),
            ("anh.jpg", b"\xff\xd8\xff<script>alert(1)</script>"),
        ],
    )
    def test_nothing_that_is_no_photo_is_kept(self, client: Client, settings: Settings, name: str, data: bytes) -> None:
        answer = _send(client, photos=SimpleUploadedFile(name, data, "image/jpeg"))
        assert answer.status_code == 422
        assert not Feedback.objects.exists()
        assert not list(Path(settings.CITIZENS_DIR).rglob("*.*g"))

    def test_what_hides_behind_a_photo_is_cut_off(self, client: Client) -> None:
        shot = photo()
        polyglot = SimpleUploadedFile("a.jpg", shot.read() + b"<script>alert(1)</script>PK\x03\x04", "text/html")
        answer = _send(client, photos=polyglot)
        file = client.get(f"{answer['Location'].partition('?')[0]}tep/1/")
        assert b"<script>" not in b"".join(file)  # type: ignore[arg-type]
        assert file["Content-Type"] == "image/jpeg"
        assert file["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in file["Content-Security-Policy"]
