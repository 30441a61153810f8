"""Internal digests: written, sent, read once a person; counts for all who may look, names for the own agency alone."""

from datetime import date, datetime, timedelta

import pytest
from conftest import Cast
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lantoa.apps.agencies.models import Contact
from lantoa.apps.assignments.actions import CannotMove, NotYourAssignment
from lantoa.apps.assignments.factories import AssignmentFactory
from lantoa.apps.assignments.models import Assignment
from lantoa.apps.base.models import AuditEntry, Message
from lantoa.apps.directives.factories import DutyFactory, ProgrammeFactory, ThemeFactory
from lantoa.apps.newsroom.actions.digest_receipts import read_digest, sweep_reader_names
from lantoa.apps.newsroom.actions.digests import (
    CannotChangeDigest,
    Content,
    close_digest,
    drop_digest,
    prove_by_digest,
    reopen_digest,
    save_digest,
    send_digest,
    start_digest,
)
from lantoa.apps.newsroom.factories import QUESTIONS, make_column, make_digest, make_portal, make_story
from lantoa.apps.newsroom.models import Adaptation, DigestReceipt, InternalDigest
from lantoa.apps.newsroom.queries.digest_proposals import digest_proposals
from lantoa.apps.newsroom.queries.digests import digest_path, digest_results, lacking

pytestmark = pytest.mark.django_db


@pytest.fixture
def theme():  # type: ignore[no-untyped-def]
    return ThemeFactory(programme=ProgrammeFactory(confirmed=True), position=2)


class TestWriting:
    def test_begins_one_digest_a_month(self, cast: Cast, now: datetime) -> None:
        first = start_digest(agency=cast.agency, month=date(2023, 6, 17), by=cast.focal_officer, at=now)
        again = start_digest(agency=cast.agency, month=date(2023, 6, 1), by=cast.focal_officer, at=now)
        assert first.pk == again.pk
        assert first.month == date(2023, 6, 1)
        assert first.officials is None
        assert AuditEntry.objects.filter(act="newsroom.start_digest").count() == 1

    def test_says_what_is_lacking_before_it_is_sent(self, cast: Cast, now: datetime) -> None:
        digest = start_digest(agency=cast.agency, month=now.date(), by=None, at=now)
        assert lacking(digest) == ["Bản tin chưa có mục nào.", "Bản tin cần đúng 3 câu hỏi, hiện có 0."]
        with pytest.raises(CannotChangeDigest, match="chưa có mục nào"):
            send_digest(digest=digest, by=cast.focal_officer, at=now)

    def test_changes_no_more_once_sent(self, cast: Cast, now: datetime) -> None:
        digest = make_digest(agency=cast.agency, at=now, sent=True)
        with pytest.raises(CannotChangeDigest, match="không sửa được"):
            save_digest(digest=digest, content=Content("Tên khác"), by=None, at=now)
        with pytest.raises(CannotChangeDigest, match="không sửa được"):
            drop_digest(digest=digest, by=None, at=now)
        with pytest.raises(CannotChangeDigest, match="không sửa được"):
            send_digest(digest=digest, by=None, at=now)

    def test_mails_the_address_to_the_active_contacts(self, cast: Cast, now: datetime) -> None:
        Contact.objects.create(agency=cast.agency, name="Đầu mối", email="dau.moi@cq.example")
        Contact.objects.create(agency=cast.agency, name="Đã nghỉ", email="cu@cq.example", active=False)
        Contact.objects.create(agency=cast.other_agency, name="Nơi khác", email="khac@cq.example")
        digest = make_digest(agency=cast.agency, at=now, sent=True, closes_on=date(2023, 7, 10))
        (mail,) = Message.objects.filter(key__startswith="digest:")
        assert mail.to == "dau.moi@cq.example"
        assert digest_path(digest) in mail.text
        assert "10/07/2023" in mail.text


class TestProposals:
    def test_are_the_months_stories_of_the_portals_the_agency_may_use(self, cast: Cast, now: datetime, theme) -> None:  # type: ignore[no-untyped-def]
        default = make_column(make_portal(agency=cast.other_agency, at=now, slug="tinh"))
        own = make_column(make_portal(agency=cast.agency, at=now, slug="huyen", is_default=False))
        third = type(cast.agency).objects.create(slug="so-ba", name="Sở Ba", short_name="Sở Ba", kind=cast.agency.kind)
        strange = make_column(make_portal(agency=third, at=now, slug="la", is_default=False))
        wanted = [
            make_story(default, at=now, themes=[theme], title="Của tỉnh"),
            make_story(own, at=now, title="Của huyện"),
        ]
        make_story(strange, at=now, title="Nơi khác")
        make_story(own, at=now - timedelta(days=40), title="Tháng trước", slug="thang-truoc")
        make_story(own, live=False, title="Chưa đăng", slug="chua-dang")
        digest = start_digest(agency=cast.agency, month=now.date(), by=None, at=now)
        groups = digest_proposals(digest)
        assert [group.theme for group in groups] == [theme, None]
        assert [proposal.story for group in groups for proposal in group.proposals] == wanted

    def test_begin_with_the_approved_adaptation(self, cast: Cast, now: datetime) -> None:
        story = make_story(make_column(make_portal(agency=cast.agency, at=now)), at=now)
        Adaptation.objects.create(
            story=story, kind="digest", title="Viết cho cán bộ", text="Một câu.", story_sha256="a" * 64,
            approved_sha256="b" * 64, approved_at=now, changed_at=now,
        )  # fmt: skip
        digest = start_digest(agency=cast.agency, month=now.date(), by=None, at=now)
        ((proposal,),) = [group.proposals for group in digest_proposals(digest)]
        assert (proposal.title, proposal.text, proposal.adapted) == ("Viết cho cán bộ", "Một câu.", True)


class TestReceipts:
    def test_count_once_a_person(self, cast: Cast, now: datetime) -> None:
        digest = make_digest(agency=cast.agency, at=now, officials=4, sent=True)
        first = read_digest(digest=digest, name="Nguyễn Văn An", unit="Phòng Nội vụ", answers=[0, 0, 1], at=now)
        again = read_digest(digest=digest, name="nguyen  van an", unit="phòng nội vụ", answers=[0, 0, 0], at=now)
        assert (first.new, again.new) == (True, False)
        assert again.receipt.right_answers == 2
        results = digest_results(digest)
        assert (results.readers, results.share, results.waiting) == (1, 0.25, 3)
        assert [question.right for question in results.questions] == [1, 1, 0]

    def test_have_no_share_without_the_number_of_officials(self, cast: Cast, now: datetime) -> None:
        results = digest_results(make_digest(agency=cast.agency, at=now, sent=True, readers=["An"]))
        assert (results.share, results.waiting) == (None, None)

    def test_end_with_the_closing_day_and_by_hand(self, cast: Cast, now: datetime) -> None:
        digest = make_digest(agency=cast.agency, at=now, sent=True, closes_on=now.date())
        assert digest.takes_receipts(now.date())
        assert not digest.takes_receipts(now.date() + timedelta(days=1))
        closed = close_digest(digest=digest, by=cast.focal_officer, at=now)
        with pytest.raises(CannotChangeDigest, match="không còn nhận"):
            read_digest(digest=closed, name="An", unit="", answers=[0, 0, 0], at=now)
        opened = reopen_digest(digest=digest, closes_on=None, by=cast.focal_officer, at=now)
        assert opened.takes_receipts(now.date() + timedelta(days=300))
        with pytest.raises(CannotChangeDigest, match="hôm nay"):
            reopen_digest(digest=digest, closes_on=now.date() - timedelta(days=1), by=None, at=now)

    def test_name_nobody_in_the_audit_trail(self, cast: Cast, now: datetime) -> None:
        make_digest(agency=cast.agency, at=now, sent=True, readers=["Nguyễn Văn An"])
        entry = AuditEntry.objects.get(act="newsroom.read_digest")
        assert "An" not in f"{entry.actor} {entry.detail}"

    def test_lose_their_names_after_a_year_and_keep_the_counts(self, cast: Cast, now: datetime) -> None:
        digest = make_digest(agency=cast.agency, at=now, sent=True, readers=["An", "Bình"])
        young = make_digest(agency=cast.other_agency, at=now + timedelta(days=30), sent=True, readers=["Chi"])
        later = now + timedelta(days=367)
        assert sweep_reader_names(at=later) == 1
        assert sweep_reader_names(at=later) == 0
        assert set(DigestReceipt.objects.filter(digest=digest).values_list("name", "unit")) == {("", "")}
        assert DigestReceipt.objects.get(digest=young).name == "Chi"
        digest.refresh_from_db()
        assert digest_results(digest).readers == 2
        assert not digest.takes_receipts(later.date())
        assert AuditEntry.objects.get(act="newsroom.erase_reader_names").detail == {"receipts": 2}


class TestReadingPage:
    def _send(self, client: Client, digest: InternalDigest, **data: str) -> str:
        given = {"name": "Trần Thị Bình", "unit": "Văn phòng", "website": ""}
        answers = {f"question_{place}": "0" for place in (1, 2, 3)}
        return client.post(digest_path(digest), {**given, **answers, **data}).content.decode()

    def test_takes_a_receipt_and_says_which_were_right(self, client: Client, cast: Cast, now: datetime) -> None:
        digest = make_digest(agency=cast.agency, at=now, sent=True, readers=["Người Đọc Trước"])
        answer = client.get(digest_path(digest))
        assert answer["Cache-Control"] == "no-store"
        assert answer["X-Robots-Tag"] == "noindex, nofollow"
        assert "<script" not in answer.content.decode()
        page = self._send(client, digest, question_3="1")
        assert "Đã ghi nhận, cảm ơn Trần Thị Bình" in page
        assert "đúng 2/3 câu" in page
        assert "Vì điều 3 nói vậy." in page
        assert "Người Đọc Trước" not in page + answer.content.decode()
        assert "Đã ghi nhận lúc" in self._send(client, digest)
        assert digest.receipts.count() == 2

    def test_keeps_what_was_typed_when_an_answer_is_missing(self, client: Client, cast: Cast, now: datetime) -> None:
        digest = make_digest(agency=cast.agency, at=now, sent=True)
        page = self._send(client, digest, question_2="")
        assert "Hãy chọn một câu trả lời." in page
        assert "Trần Thị Bình" in page
        assert not digest.receipts.exists()

    def test_stores_nothing_of_a_program_that_fills_in_every_field(
        self, client: Client, cast: Cast, now: datetime
    ) -> None:
        digest = make_digest(agency=cast.agency, at=now, sent=True)
        assert "chặn chương trình tự động" in self._send(client, digest, website="http://spam.example")
        assert not digest.receipts.exists()

    def test_is_closed_but_readable(self, client: Client, cast: Cast, now: datetime) -> None:
        digest = make_digest(agency=cast.agency, at=now, sent=True, closed=True)
        page = self._send(client, digest)
        assert "không còn nhận xác nhận" in page
        assert not digest.receipts.exists()

    def test_is_not_there_for_a_draft(self, client: Client, cast: Cast, now: datetime) -> None:
        assert client.get(digest_path(make_digest(agency=cast.agency, at=now))).status_code == 404


class TestProof:
    def _internal(self, cast: Cast, theme, **values: object) -> Assignment:  # type: ignore[no-untyped-def]
        duty = DutyFactory(theme=theme, channel=values.pop("channel", "internal"))
        assignment: Assignment = AssignmentFactory(duty=duty, agency=cast.agency, received=True)
        return assignment

    def test_is_the_address_of_the_digest(self, cast: Cast, now: datetime, theme) -> None:  # type: ignore[no-untyped-def]
        assignment = self._internal(cast, theme)
        digest = make_digest(agency=cast.agency, at=now, theme=theme, sent=True)
        for _ in range(2):
            proved = prove_by_digest(
                digest=digest, assignment=assignment, for_agency=cast.agency, by=cast.focal_officer, at=now
            )
        assert proved.state == "fulfilled"
        (proof,) = assignment.proofs.all()
        assert proof.url.endswith(digest_path(digest))

    def test_is_offered_on_the_page_and_handed_in_by_one_press(
        self, client: Client, cast: Cast, now: datetime, theme
    ) -> None:  # type: ignore[no-untyped-def]
        assignment = self._internal(cast, theme)
        digest = make_digest(agency=cast.agency, at=now, theme=theme, sent=True)
        client.force_login(cast.focal_officer)
        address = reverse("newsroom:prove_by_digest", args=[digest.pk, assignment.pk])
        assert address in client.get(reverse("newsroom:digest", args=[digest.pk])).content.decode()
        client.post(address)
        assignment.refresh_from_db()
        assert assignment.state == "fulfilled"

    def test_answers_no_other_theme_channel_or_agency(self, cast: Cast, now: datetime, theme) -> None:  # type: ignore[no-untyped-def]
        digest = make_digest(agency=cast.agency, at=now, theme=theme, sent=True)
        other_theme = ThemeFactory(programme=theme.programme, position=3)
        wrong = [self._internal(cast, other_theme), self._internal(cast, theme, channel="web")]
        for assignment in wrong:
            with pytest.raises(CannotChangeDigest):
                prove_by_digest(digest=digest, assignment=assignment, for_agency=cast.agency, by=None, at=now)
        with pytest.raises((NotYourAssignment, CannotMove)):
            prove_by_digest(
                digest=digest, assignment=self._internal(cast, theme), for_agency=cast.other_agency, by=None, at=now
            )


class TestScreens:
    def _data(self, **values: object) -> dict[str, object]:
        data: dict[str, object] = {
            "title": "Bản tin tháng 6", "introduction": "", "officials": "40", "closes_on": "",
            "item-TOTAL_FORMS": "2", "item-INITIAL_FORMS": "0", "question-TOTAL_FORMS": "3",
            "question-INITIAL_FORMS": "0", "item-0-title": "Mục hai", "item-0-text": "Chữ", "item-0-position": "2",
            "item-1-title": "Mục một", "item-1-text": "Chữ", "item-1-position": "1",
        }  # fmt: skip
        for place, question in enumerate(QUESTIONS):
            data[f"question-{place}-text"] = question.text
            data[f"question-{place}-choices"] = "Có\nKhông\n\n"
            data[f"question-{place}-right"] = "1"
            data[f"question-{place}-explanation"] = question.explanation
        return {**data, **values}

    def test_write_a_digest_from_chosen_stories(self, client: Client, cast: Cast, now: datetime) -> None:
        story = make_story(make_column(make_portal(agency=cast.agency, at=now)), at=now, title="Bài được chọn")
        client.force_login(cast.focal_officer)
        client.post(reverse("newsroom:begin_digest"), {"agency": cast.agency.pk, "month": "2023-06"})
        digest = InternalDigest.objects.get()
        address = reverse("newsroom:digest", args=[digest.pk])
        assert "Bài được chọn" in client.get(address).content.decode()
        answer = client.post(address, self._data(choose=[story.pk], preview="1"))
        assert answer["Location"] == reverse("newsroom:preview_digest", args=[digest.pk])
        assert list(digest.items.values_list("title", flat=True)) == ["Mục một", "Mục hai", "Bài được chọn"]
        assert digest.items.last().story_id == story.pk  # type: ignore[union-attr]
        assert list(digest.questions.values_list("choices", "right")) == [(["Có", "Không"], 1)] * 3
        assert "Mục một" in client.get(answer["Location"]).content.decode()
        client.post(reverse("newsroom:send_digest", args=[digest.pk]))
        digest.refresh_from_db()
        assert digest.state == "sent"

    def test_keep_what_was_typed_with_a_mistake(self, client: Client, cast: Cast, now: datetime) -> None:
        digest = start_digest(agency=cast.agency, month=now.date(), by=None, at=now)
        client.force_login(cast.focal_officer)
        address = reverse("newsroom:digest", args=[digest.pk])
        answer = client.post(address, self._data(**{"question-1-right": "4", "item-0-text": ""}))
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "Hãy chọn dòng nào là câu đúng." in page
        assert "Mục nào cũng cần cả tiêu đề và nội dung" in page
        assert "Mục hai" in page
        assert not digest.items.exists()

    def test_show_names_to_the_own_agency_alone(self, client: Client, cast: Cast, now: datetime) -> None:
        digest = make_digest(agency=cast.agency, at=now, officials=10, sent=True, readers=["Lê Văn Đọc"])
        address = reverse("newsroom:digest", args=[digest.pk])
        for user, sees in ((cast.focal_officer, True), (cast.programme_officer, False), (cast.leader, False)):
            client.force_login(user)
            page = client.get(address).content.decode()
            assert ("Lê Văn Đọc" in page) == sees
            assert "1 người đã đọc và trả lời, trên 10 (10,0%); còn 9 người." in page
        client.force_login(cast.stranger)
        assert client.get(address).status_code == 404

    def test_give_the_readers_as_tables(self, client: Client, cast: Cast, now: datetime) -> None:
        digest = make_digest(agency=cast.agency, at=now, sent=True, readers=["=cmd()", "Lê Văn Đọc"])
        client.force_login(cast.focal_officer)
        table = client.get(reverse("newsroom:digest_csv", args=[digest.pk])).content.decode()
        assert "'=cmd()" in table
        assert "Lê Văn Đọc" in table
        book = b"".join(client.get(reverse("newsroom:digest_xlsx", args=[digest.pk])))  # type: ignore[arg-type]
        assert book.startswith(b"PK")
        client.force_login(cast.administrator)
        assert client.get(reverse("newsroom:digest_csv", args=[digest.pk])).status_code in {302, 403}

    def test_give_a_code_to_print(self, client: Client, cast: Cast, now: datetime) -> None:
        digest = make_digest(agency=cast.agency, at=now, sent=True)
        client.force_login(cast.focal_officer)
        answer = client.get(reverse("newsroom:digest_qr", args=[digest.pk]))
        assert answer["Content-Type"] == "image/svg+xml"
        assert b"<svg" in answer.content

    def test_filter_by_month_agency_and_state(self, client: Client, cast: Cast, now: datetime) -> None:
        make_digest(agency=cast.agency, at=now, sent=True)
        make_digest(agency=cast.other_agency, at=now, month=date(2023, 5, 1))
        client.force_login(cast.programme_officer)
        address = reverse("newsroom:digests")
        found = {
            query: [row.digest.agency for row in client.get(f"{address}?{query}").context["rows"]]
            for query in ("month=2023-06", "agency=so+y", "state=open", "state=drafted", "month=khong-phai")
        }
        assert found == {
            "month=2023-06": [cast.agency],
            "agency=so+y": [cast.other_agency],
            "state=open": [cast.agency],
            "state=drafted": [cast.other_agency],
            "month=khong-phai": [cast.agency, cast.other_agency],
        }

    def test_nudge_on_the_first_page_until_it_was_sent(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.focal_officer)
        home = reverse("wagtailadmin_home")
        assert "chưa lập" in client.get(home).content.decode()
        client.post(
            reverse("newsroom:begin_digest"), {"agency": cast.agency.pk, "month": f"{timezone.localdate():%Y-%m}"}
        )
        assert "chưa gửi" in client.get(home).content.decode()
        client.force_login(cast.leader)
        assert "Bản tin nội bộ tháng" not in client.get(home).content.decode()
