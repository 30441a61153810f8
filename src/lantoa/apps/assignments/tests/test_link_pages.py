"""The pages of a receipt link: what its holder sees and does, and what everybody else is refused."""

import io
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from conftest import NOW, Cast
from django.conf import LazySettings
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from PIL import Image
from pytest_django import DjangoAssertNumQueries

from lantoa.apps.agencies.models import Agency, Contact, Succession
from lantoa.apps.assignments.actions import confirm_assignment, return_assignment
from lantoa.apps.assignments.actions.linking import MAX_REFUSALS
from lantoa.apps.assignments.factories import AssignmentFactory, ReceiptLinkFactory
from lantoa.apps.assignments.links import link_address
from lantoa.apps.assignments.models import Assignment, Extension, Notice, Proof, ReceiptLink
from lantoa.apps.base.models import AuditEntry, Message
from lantoa.apps.directives.factories import DutyFactory, ThemeFactory
from lantoa.apps.directives.models import Programme

pytestmark = pytest.mark.django_db
STATE = Assignment.State
KEY = "k" * 22
WHO = "liên kết: d•••@hailang.example (UBND huyện Hải Lăng)"


@pytest.fixture(autouse=True)
def _clock() -> object:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def programme() -> Programme:
    found: Programme = ThemeFactory().programme
    return found


@pytest.fixture
def link(cast: Cast, programme: Programme) -> ReceiptLink:
    """A link of the cast's first agency, whose mailbox is an active contact."""
    Contact.objects.create(agency=cast.agency, name="Trần Thị Thử", email="daumoi@hailang.example")
    made: ReceiptLink = ReceiptLinkFactory(agency=cast.agency, programme=programme, made_at=NOW)
    return made


def give(agency: Agency, programme: Programme, **values: object) -> Assignment:
    """Return an assignment of the agency in the programme."""
    duty = DutyFactory(theme=ThemeFactory(programme=programme))
    made: Assignment = AssignmentFactory(duty=duty, agency=agency, **values)
    return made


def opened(link: ReceiptLink) -> Client:
    """Return the browser that opened the link."""
    client = Client()
    client.get(link_address(link))
    assert client.post(f"{link_address(link)}mo/").status_code == 302
    return client


def page(client: Client, link: ReceiptLink, rest: str = "") -> str:
    response = client.get(link_address(link) + rest)
    assert response.status_code == 200, response.content.decode()
    return " ".join(response.content.decode().split())


def act(client: Client, by: ReceiptLink, row: Assignment, word: str, **data: object) -> HttpResponse:
    """Return the answer to one act on one duty by a link."""
    response: HttpResponse = client.post(f"{link_address(by)}viec/{row.pk}/{word}/", data)
    return response


def refusals() -> list[tuple[str, str]]:
    """Return actor and reason of each refusal in the audit trail."""
    entries = AuditEntry.objects.filter(act="assignments.refuse_link").order_by("id")
    return [(entry.actor, entry.detail["reason"]) for entry in entries]


class TestCover:
    def test_says_which_agency_how_many_and_until_when(
        self, cast: Cast, link: ReceiptLink, programme: Programme
    ) -> None:
        give(cast.agency, programme)
        give(cast.agency, programme, received=True)
        give(cast.agency, programme, drafted=True)
        give(cast.agency, programme, confirmed=True)
        give(cast.other_agency, programme)
        text = page(Client(), link)
        assert "UBND huyện Hải Lăng" in text
        assert "2 việc đang chờ cơ quan" in text
        assert "15:00 15/06/2023" in text
        assert "Tuyên truyền nội dung" not in text, "the duties themselves wait for the button"

    @pytest.mark.parametrize("method", ["get", "head"])
    def test_leaves_everything_as_it_was_for_scanners_of_mail(self, link: ReceiptLink, method: str) -> None:
        before = ReceiptLink.objects.values().get()
        for _ in range(3):
            assert getattr(Client(), method)(link_address(link)).status_code == 200
            assert getattr(Client(), method)(f"{link_address(link)}mo/").status_code == 302
        assert ReceiptLink.objects.values().get() == before
        assert not AuditEntry.objects.exists()

    def test_is_kept_by_nobody_and_told_to_nobody(self, link: ReceiptLink) -> None:
        for response in (Client().get(link_address(link)), Client().get("/nhan-viec/gia/")):
            assert response["Cache-Control"] == "no-store"
            assert "noindex" in response["X-Robots-Tag"]
            assert response["Referrer-Policy"] == "strict-origin"
            assert "default-src 'none'" in response["Content-Security-Policy"]

    def test_gives_the_browser_a_secret_for_this_path_only(self, link: ReceiptLink, settings: LazySettings) -> None:
        settings.SESSION_COOKIE_SECURE = True
        cookie = Client().get(link_address(link)).cookies["lien_ket"]
        assert (cookie["path"], cookie["samesite"]) == (link_address(link), "Lax")
        assert cookie["httponly"]
        assert cookie["secure"]
        assert len(cookie.value) >= 40

    def test_says_so_when_cookies_are_blocked(self, link: ReceiptLink) -> None:
        client = Client()
        response = client.post(f"{link_address(link)}mo/")
        assert response["Location"] == "../?cookie=khong"
        assert "đang chặn cookie" in page(client, link, "?cookie=khong")
        assert ReceiptLink.objects.get().browser_sha256 == ""


class TestOpening:
    def test_shows_the_duties_to_this_browser_from_then_on(
        self, cast: Cast, link: ReceiptLink, programme: Programme
    ) -> None:
        give(cast.agency, programme)
        client = opened(link)
        assert "1 việc chưa xong" in page(client, link)
        stored = ReceiptLink.objects.get()
        assert stored.opened_at == NOW
        assert client.cookies["lien_ket"].value not in (stored.browser_sha256, "")
        entry = AuditEntry.objects.get(act="assignments.open_link")
        assert entry.actor == WHO

    def test_twice_from_the_same_browser_opens_once(self, link: ReceiptLink) -> None:
        client = opened(link)
        assert client.post(f"{link_address(link)}mo/").status_code == 302
        assert AuditEntry.objects.filter(act="assignments.open_link").count() == 1
        assert refusals() == []

    def test_is_refused_to_a_second_browser_that_was_on_the_cover_too(self, link: ReceiptLink) -> None:
        second = Client()
        second.get(link_address(link))
        first = opened(link)
        response = second.post(f"{link_address(link)}mo/")
        assert response.status_code == 403
        assert refusals() == [(WHO, "other_browser")]
        assert first.get(link_address(link)).status_code == 200

    def test_needs_the_token_against_forged_forms(self, link: ReceiptLink) -> None:
        client = Client(enforce_csrf_checks=True)
        client.get(link_address(link))
        response = client.post(f"{link_address(link)}mo/")
        assert response.status_code == 403
        assert "Chưa gửi được" in response.content.decode()
        assert ReceiptLink.objects.get().browser_sha256 == ""


class TestRefusal:
    def test_of_a_forwarded_link_says_how_to_get_an_own_one(
        self, cast: Cast, link: ReceiptLink, programme: Programme
    ) -> None:
        give(cast.agency, programme)
        opened(link)
        response = Client().get(link_address(link))
        text = response.content.decode()
        assert response.status_code == 403
        assert "trình duyệt khác" in text
        assert "Gửi liên kết mới vào hộp thư d•••@hailang.example" in text
        assert "daumoi@" not in text
        assert "Nội dung thứ" not in text
        assert refusals() == [(WHO, "other_browser")]

    @pytest.mark.parametrize("token", ["gia", "1", "1:abc", signing.Signer(salt="mục đích khác").sign("1")])
    def test_of_a_forged_address_writes_nothing_down(self, link: ReceiptLink, token: str) -> None:
        response = Client().get(f"/nhan-viec/{token}/")
        assert response.status_code == 404
        assert "Không có liên kết này" in response.content.decode()
        assert not AuditEntry.objects.exists()

    def test_of_a_link_that_is_gone(self, link: ReceiptLink) -> None:
        address = link_address(link)
        link.delete()
        assert Client().get(address).status_code == 404

    @pytest.mark.parametrize(("seconds", "status"), [(-1, 200), (0, 410), (1, 410)])
    def test_of_an_expired_link_starts_at_its_last_moment(self, link: ReceiptLink, seconds: int, status: int) -> None:
        client = opened(link)
        with time_machine.travel(link.expires_at + timedelta(seconds=seconds), tick=False):
            response = client.get(link_address(link))
        assert response.status_code == status
        assert refusals() == ([] if status == 200 else [(WHO, "expired")])

    def test_of_a_revoked_link_offers_no_other(self, link: ReceiptLink) -> None:
        client = opened(link)
        ReceiptLink.objects.update(revoked_at=NOW)
        response = client.get(link_address(link))
        assert response.status_code == 410
        assert "Gửi liên kết mới" not in response.content.decode()
        assert client.post(f"{link_address(link)}gui-lai/").status_code == 410
        assert {reason for _, reason in refusals()} == {"revoked"}

    def test_of_an_agency_that_ended_names_the_one_that_followed(self, cast: Cast, link: ReceiptLink) -> None:
        client = opened(link)
        cast.agency.valid_to = NOW.date()
        cast.agency.save(update_fields=["valid_to"])
        Succession.objects.create(
            predecessor=cast.agency, successor=cast.other_agency, kind=Succession.Kind.MERGED, on=NOW.date()
        )
        assert client.get(link_address(link)).status_code == 200, "its last day"
        with time_machine.travel(NOW + timedelta(days=1), tick=False):
            response = client.get(link_address(link))
        assert response.status_code == 410
        assert "cơ quan kế tiếp là" in response.content.decode()
        assert "Sở Y tế" in response.content.decode()
        assert refusals() == [(WHO, "agency_ended")]

    def test_of_an_agency_that_ended_gives_no_new_link_after_the_old_one_expired(
        self, cast: Cast, link: ReceiptLink
    ) -> None:
        cast.agency.valid_to = NOW.date()
        cast.agency.save(update_fields=["valid_to"])
        with time_machine.travel(link.expires_at, tick=False):
            assert Client().post(f"{link_address(link)}gui-lai/").status_code == 410
        assert not Message.objects.exists()

    def test_spares_an_agency_that_had_ended_before_the_link_was_made(self, cast: Cast, link: ReceiptLink) -> None:
        cast.agency.valid_to = NOW.date() - timedelta(days=1)
        cast.agency.save(update_fields=["valid_to"])
        assert opened(link).get(link_address(link)).status_code == 200

    def test_of_another_agencys_officer_names_the_account(self, cast: Cast, link: ReceiptLink) -> None:
        client = Client()
        client.force_login(cast.stranger)
        client.get(link_address(link))
        response = client.post(f"{link_address(link)}mo/")
        assert response.status_code == 403
        assert "của cơ quan khác" in response.content.decode()
        assert refusals() == [("nguoi.la", "other_account")] * 2
        assert ReceiptLink.objects.get().browser_sha256 == ""

    def test_of_an_officer_of_the_province_who_speaks_for_no_agency(self, cast: Cast, link: ReceiptLink) -> None:
        client = Client()
        client.force_login(cast.programme_officer)
        assert client.get(link_address(link)).status_code == 403

    def test_is_written_down_a_limited_number_of_times(self, link: ReceiptLink) -> None:
        opened(link)
        for _ in range(MAX_REFUSALS + 5):
            assert Client().get(link_address(link)).status_code == 403
        assert len(refusals()) == MAX_REFUSALS
        assert ReceiptLink.objects.get().refusals == MAX_REFUSALS

    def test_of_acts_before_the_link_was_opened(self, cast: Cast, link: ReceiptLink, programme: Programme) -> None:
        row = give(cast.agency, programme)
        assert act(Client(), link, row, "nhan").status_code == 403
        assert Client().post(f"{link_address(link)}nhan/").status_code == 403
        assert Assignment.objects.get().state == STATE.SENT

    def test_of_acts_from_another_browser(self, cast: Cast, link: ReceiptLink, programme: Programme) -> None:
        row = give(cast.agency, programme)
        opened(link)
        assert act(Client(), link, row, "nop", key=KEY, link="hailang.example/1").status_code == 403
        assert not Proof.objects.exists()

    def test_of_a_form_tampered_to_another_agencys_duty(
        self, cast: Cast, link: ReceiptLink, programme: Programme
    ) -> None:
        row = give(cast.other_agency, programme)
        assert act(opened(link), link, row, "nhan").status_code == 404
        row.refresh_from_db()
        assert row.state == STATE.SENT
        assert refusals() == [(WHO, "not_theirs")]

    def test_of_a_form_tampered_to_another_programme(self, cast: Cast, link: ReceiptLink) -> None:
        row = AssignmentFactory(agency=cast.agency)
        assert act(opened(link), link, row, "nop", key=KEY, link="hailang.example/1").status_code == 404
        assert not Proof.objects.exists()

    def test_of_a_draft_that_no_agency_sees(self, cast: Cast, link: ReceiptLink, programme: Programme) -> None:
        row = give(cast.agency, programme, drafted=True)
        assert act(opened(link), link, row, "nhan").status_code == 404

    @pytest.mark.parametrize("word", ["xac-nhan", "chuyen-giao", "huy"])
    def test_of_another_purpose(self, cast: Cast, link: ReceiptLink, programme: Programme, word: str) -> None:
        row = give(cast.agency, programme)
        assert act(opened(link), link, row, word).status_code == 403
        assert refusals() == [(WHO, "other_purpose")]


class TestOfficerOfTheSameAgency:
    def test_is_let_through_and_acts_in_the_own_name(self, cast: Cast, link: ReceiptLink, programme: Programme) -> None:
        row = give(cast.agency, programme)
        opened(link)
        client = Client()
        client.force_login(cast.focal_officer)
        assert "1 việc chưa xong" in page(client, link)
        assert act(client, link, row, "nhan").status_code == 302
        assert AuditEntry.objects.get(act="assignments.receive_assignment").actor == "dau.moi"


class TestSendAnew:
    def _ask(self, link: ReceiptLink, client: Client | None = None) -> HttpResponse:
        response: HttpResponse = (client or Client()).post(f"{link_address(link)}gui-lai/")
        return response

    def test_sends_another_link_to_the_same_mailbox(self, cast: Cast, link: ReceiptLink) -> None:
        opened(link)
        response = self._ask(link)
        assert response.status_code == 200
        new = ReceiptLink.objects.exclude(pk=link.pk).get()
        message = Message.objects.get()
        assert (message.to, new.sent_to, new.agency) == (link.sent_to, link.sent_to, cast.agency)
        assert link_address(new) in message.text
        assert link_address(new) not in response.content.decode()
        assert opened(new).get(link_address(new)).status_code == 200

    def test_sends_one_an_hour(self, link: ReceiptLink) -> None:
        opened(link)
        assert self._ask(link).status_code == 200
        response = self._ask(link)
        assert response.status_code == 409
        assert "đã được gửi lúc 15:00" in response.content.decode()
        with time_machine.travel(NOW + timedelta(minutes=61), tick=False):
            assert self._ask(link).status_code == 200
        assert Message.objects.count() == 2

    def test_sends_one_after_the_old_one_expired(self, link: ReceiptLink) -> None:
        with time_machine.travel(link.expires_at + timedelta(days=3), tick=False):
            assert self._ask(link).status_code == 200
        assert Message.objects.count() == 1

    def test_sends_nothing_to_who_is_no_contact_any_more(self, link: ReceiptLink) -> None:
        Contact.objects.update(active=False)
        opened(link)
        response = self._ask(link)
        assert response.status_code == 409
        assert "không còn là đầu mối" in response.content.decode()
        assert not Message.objects.exists()

    def test_sends_nothing_to_another_agencys_officer(self, cast: Cast, link: ReceiptLink) -> None:
        client = Client()
        client.force_login(cast.stranger)
        assert self._ask(link, client).status_code == 403
        assert not Message.objects.exists()

    def test_sends_nothing_for_a_look(self, link: ReceiptLink) -> None:
        opened(link)
        assert Client().get(f"{link_address(link)}gui-lai/").status_code == 302
        assert not Message.objects.exists()


class TestDuties:
    def test_stand_late_first_then_by_due_date_then_without_one(
        self, cast: Cast, link: ReceiptLink, programme: Programme
    ) -> None:
        days = [None, date(2023, 6, 20), date(2023, 5, 29), date(2023, 6, 1)]
        rows = [give(cast.agency, programme, due_date=day) for day in days]
        give(cast.agency, programme, confirmed=True, due_date=date(2023, 1, 1))
        text = page(opened(link), link)
        places = [text.index(f'id="viec-{rows[place].pk}"') for place in (2, 3, 1, 0)]
        assert places == sorted(places)
        for words in ("quá hạn 3 ngày", "01/06/2023, hôm nay", "20/06/2023, còn 19 ngày", "văn bản không nêu hạn"):
            assert words in text
        assert "1 việc quá hạn" in text
        assert "1 việc đã xong" in text

    def test_say_what_is_asked(self, cast: Cast, link: ReceiptLink, programme: Programme) -> None:
        row = give(cast.agency, programme, product="tin, bài", quantity=4)
        text = page(opened(link), link)
        for words in ("tin, bài, số lượng 4", row.duty.get_channel_display(), str(row.duty.theme), row.duty.sentence):
            assert words in text

    def test_leave_out_drafts_and_whatever_is_anothers(
        self, cast: Cast, link: ReceiptLink, programme: Programme
    ) -> None:
        hidden = [
            give(cast.agency, programme, drafted=True),
            give(cast.other_agency, programme),
            AssignmentFactory(agency=cast.agency),
        ]
        text = page(opened(link), link)
        assert "Không còn việc nào chờ cơ quan" in text
        assert not [row for row in hidden if f"viec-{row.pk}" in text]

    def test_cost_the_same_however_many(
        self,
        cast: Cast,
        link: ReceiptLink,
        programme: Programme,
        django_assert_num_queries: DjangoAssertNumQueries,
    ) -> None:
        client = opened(link)
        for more in (1, 15):
            for _ in range(more):
                row = give(cast.agency, programme, fulfilled=True)
                Proof.objects.create(
                    assignment=row, key=f"{row.pk}", kind="link", url="https://a.example", given_at=NOW
                )
                give(cast.agency, programme)
            with django_assert_num_queries(4):
                client.get(link_address(link))

    def test_show_the_reason_of_one_that_was_returned(
        self, cast: Cast, link: ReceiptLink, programme: Programme
    ) -> None:
        row = give(cast.agency, programme, fulfilled=True)
        return_assignment(assignment=row, reason="ảnh quá mờ", by=cast.programme_officer, at=NOW)
        assert "Bị trả lại: ảnh quá mờ" in page(opened(link), link)


class TestReceiving:
    def test_all_at_once(self, cast: Cast, link: ReceiptLink, programme: Programme) -> None:
        rows = [give(cast.agency, programme) for _ in range(3)]
        other = give(cast.other_agency, programme)
        client = opened(link)
        assert "Đã nhận cả 3 việc" in page(client, link)
        for _ in range(2):
            response = client.post(f"{link_address(link)}nhan/")
            assert response["Location"] == "../?da=nhan-het"
        text = page(client, link, "?da=nhan-het")
        assert "Đã ghi nhận: cơ quan đã nhận việc" in text
        assert text.count('<details class="duty__do" open>') == 1
        assert set(Assignment.objects.filter(agency=cast.agency).values_list("state", flat=True)) == {"received"}
        assert Assignment.objects.get(pk=other.pk).state == STATE.SENT
        entries = AuditEntry.objects.filter(act="assignments.receive_assignment")
        assert {entry.subject_id for entry in entries} == {str(row.pk) for row in rows}
        assert {entry.actor for entry in entries} == {WHO}

    def test_one_by_one_brings_it_to_the_top_ready_for_its_proof(
        self, cast: Cast, link: ReceiptLink, programme: Programme
    ) -> None:
        early, row = give(cast.agency, programme, due_date=date(2023, 5, 1)), give(cast.agency, programme)
        client = opened(link)
        response = act(client, link, row, "nhan")
        assert response["Location"] == f"../../../?da=nhan&viec={row.pk}"
        text = page(client, link, f"?da=nhan&viec={row.pk}")
        assert text.index(f"viec-{row.pk}") < text.index(f'id="viec-{early.pk}"')
        assert '<details class="duty__do" open>' in text

    def test_is_said_only_when_it_is_so(self, cast: Cast, link: ReceiptLink, programme: Programme) -> None:
        row = give(cast.agency, programme)
        client = opened(link)
        for done in ("nhan", "nhan-het", "nop", "tu-choi", "gia-han"):
            assert "Đã ghi nhận" not in page(client, link, f"?da={done}&viec={row.pk}")
        assert "Đã ghi nhận" not in page(client, link, "?da=nhan&viec=999999999999999999999")


class TestProving:
    def test_by_a_pasted_link(self, cast: Cast, link: ReceiptLink, programme: Programme) -> None:
        row = give(cast.agency, programme, received=True)
        give(cast.agency, programme)
        client = opened(link)
        response = act(client, link, row, "nop", key=KEY, link="Bài đã đăng: hailang.example/tin/1.", note="Trang nhất")
        assert response["Location"] == f"../../../?da=nop&viec={row.pk}"
        proof = Proof.objects.get()
        assert (proof.url, proof.note, proof.given_by) == ("https://hailang.example/tin/1", "Trang nhất", WHO)
        text = page(client, link, f"?da=nop&viec={row.pk}")
        assert "Đã ghi nhận minh chứng" in text
        assert "Còn 1 việc chưa xong" in text
        assert 'href="https://hailang.example/tin/1" rel="noreferrer noopener nofollow"' in text

    def test_from_two_tabs_or_by_a_double_tap_counts_once(
        self, cast: Cast, link: ReceiptLink, programme: Programme
    ) -> None:
        row = give(cast.agency, programme)
        client = opened(link)
        for _ in range(3):
            assert act(client, link, row, "nop", key=KEY, link="hailang.example/1").status_code == 302
        assert Proof.objects.count() == 1
        assert AuditEntry.objects.filter(act="assignments.prove_assignment").count() == 1

    def test_by_a_photo_that_only_the_holder_sees(
        self,
        cast: Cast,
        link: ReceiptLink,
        programme: Programme,
        settings: LazySettings,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        settings.PROOFS_DIR = tmp_path
        monkeypatch.setenv("PYTHONPATH", str(Path(settings.ROOT) / "src"))
        row = give(cast.agency, programme)
        client = opened(link)
        out = io.BytesIO()
        Image.new("RGB", (30, 20), "red").save(out, "PNG")
        file = SimpleUploadedFile("anh.png", out.getvalue(), "image/png")
        assert act(client, link, row, "nop", key=KEY, camera=file).status_code == 302
        address = f"{link_address(link)}anh/{Proof.objects.get().pk}/"
        shown = client.get(address)
        assert b"".join(shown.streaming_content).startswith(b"\xff\xd8\xff")  # type: ignore[attr-defined]
        assert shown["Cache-Control"] == "no-store"
        assert Client().get(address).status_code == 403
        other = ReceiptLinkFactory(agency=cast.other_agency, programme=programme, made_at=NOW)
        assert opened(other).get(f"{link_address(other)}anh/{Proof.objects.get().pk}/").status_code == 404

    @pytest.mark.parametrize(
        ("data", "words"),
        [
            ({}, "Hãy dán liên kết"),
            ({"link": "đã đăng hôm qua"}, "Không thấy địa chỉ trang nào"),
            ({"link": "http://10.0.0.1/tin"}, "mạng nội bộ"),
        ],
    )
    def test_comes_back_with_what_was_typed(
        self, cast: Cast, link: ReceiptLink, programme: Programme, data: dict[str, str], words: str
    ) -> None:
        row = give(cast.agency, programme)
        response = act(opened(link), link, row, "nop", key=KEY, note="ghi chú của tôi", **data)
        text = response.content.decode()
        assert response.status_code == 422
        assert words in text
        assert "ghi chú của tôi" in text
        assert data.get("link", "") in text
        assert KEY in text

    def test_comes_back_for_what_is_no_photo(self, cast: Cast, link: ReceiptLink, programme: Programme) -> None:
        row = give(cast.agency, programme)
        file = SimpleUploadedFile("anh.jpg", b"%PDF-1.7 khong phai anh", "image/jpeg")
        response = act(opened(link), link, row, "nop", key=KEY, photo=file)
        assert response.status_code == 422
        assert "không phải ảnh" in response.content.decode()

    def test_is_over_once_an_officer_confirmed(self, cast: Cast, link: ReceiptLink, programme: Programme) -> None:
        row = give(cast.agency, programme)
        client = opened(link)
        act(client, link, row, "nop", key=KEY, link="hailang.example/1")
        confirm_assignment(assignment=row, by=cast.programme_officer, at=NOW)
        assert act(client, link, row, "nop", key=KEY, link="hailang.example/1").status_code == 302, (
            "the same form again"
        )
        response = act(client, link, row, "nop", key="m" * 22, link="hailang.example/2")
        assert response.status_code == 422
        assert "không cần nộp thêm" in response.content.decode()
        assert Assignment.objects.get().state == STATE.CONFIRMED


class TestOtherAnswers:
    def test_refuses_with_a_reason_that_the_officers_read(
        self, cast: Cast, link: ReceiptLink, programme: Programme
    ) -> None:
        row = give(cast.agency, programme)
        client = opened(link)
        assert act(client, link, row, "tu-choi").status_code == 422
        for _ in range(2):
            assert act(client, link, row, "tu-choi", reason="Huyện không có báo in").status_code == 302
        row.refresh_from_db()
        assert (row.state, row.reason) == (STATE.REFUSED, "Huyện không có báo in")
        assert Notice.objects.filter(agency=None).count() == 1
        assert "cơ quan từ chối việc này" in page(client, link, f"?da=tu-choi&viec={row.pk}")

    def test_asks_for_time_once(self, cast: Cast, link: ReceiptLink, programme: Programme, now: datetime) -> None:
        row = give(cast.agency, programme, due_date=date(2023, 6, 5))
        client = opened(link)
        for _ in range(2):
            response = act(client, link, row, "gia-han", wanted_date="2023-06-12", reason="Chờ họp giao ban")
            assert response.status_code == 302
        extension = Extension.objects.get()
        assert (extension.wanted_date, extension.asked_by) == (date(2023, 6, 12), WHO)
        text = page(client, link, f"?da=gia-han&viec={row.pk}")
        assert "Đã ghi nhận đề nghị thêm thời gian" in text
        assert "Đã xin hạn đến 12/06/2023" in text

    def test_says_which_day_would_do(self, cast: Cast, link: ReceiptLink, programme: Programme) -> None:
        row = give(cast.agency, programme, due_date=date(2023, 6, 5))
        response = act(opened(link), link, row, "gia-han", wanted_date="2023-06-01", reason="Chờ họp giao ban")
        text = response.content.decode()
        assert response.status_code == 422
        assert "phải sau ngày 05/06/2023" in text
        assert "Chờ họp giao ban" in text
        assert 'value="2023-06-01"' in text


class TestLogs:
    def test_hold_no_whole_address(
        self, link: ReceiptLink, caplog: pytest.LogCaptureFixture, settings: LazySettings
    ) -> None:
        token = link_address(link).split("/")[2]
        opened(link)
        Client().get(link_address(link))
        Client(enforce_csrf_checks=True).post(f"{link_address(link)}mo/")
        assert [record for record in caplog.records if "/nhan-viec/" in record.getMessage()]
        assert token not in caplog.text

    def test_of_acts_hold_none_either(self, cast: Cast, link: ReceiptLink, programme: Programme) -> None:
        row = give(cast.agency, programme)
        client = opened(link)
        act(client, link, row, "nhan")
        Client().get(link_address(link))
        token = link_address(link).split("/")[2]
        secret = client.cookies["lien_ket"].value
        entries = str(list(AuditEntry.objects.values()))
        assert token.split(":")[1] not in entries
        assert secret not in entries
        assert "daumoi@" not in entries
