"""The reminder plan, the chase list, the inbox and the ledger in the back office."""

import csv
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from conftest import Cast
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lantoa.apps.accounts.factories import user_in
from lantoa.apps.accounts.roles import Role
from lantoa.apps.accounts.tests.refusals import is_refused
from lantoa.apps.agencies.factories import AgencyFactory
from lantoa.apps.agencies.models import Agency, Contact
from lantoa.apps.assignments.actions import ensure_plan, tell_agency, tell_officers
from lantoa.apps.assignments.factories import AssignmentFactory
from lantoa.apps.assignments.models import Assignment, Notice, ReminderPlan
from lantoa.apps.base.models import AuditEntry, Message
from lantoa.apps.directives.factories import DutyFactory, ProgrammeFactory, ThemeFactory
from lantoa.apps.directives.models import Programme

WORK = "/quan-tri/viec/"
INBOX, LEDGER, CHASE, PLAN = (f"{WORK}{name}/" for name in ("hop-thu", "da-bao", "nhac-viec", "cach-nhac"))
MONDAY = datetime(2023, 6, 12, 2, 0, tzinfo=UTC)
KINDS = Notice.Kind

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_monday() -> Any:
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def programme(db: None) -> Programme:
    found: Programme = ProgrammeFactory(confirmed=True)
    return found


def _give(programme: Programme, agency: Agency, **values: Any) -> Assignment:
    duty = DutyFactory(theme=ThemeFactory(programme=programme))
    found: Assignment = AssignmentFactory(duty=duty, agency=agency, **values)
    return found


def _queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


class TestPlan:
    def test_shows_what_will_happen_to_the_nearest_assignment(
        self, client: Client, cast: Cast, programme: Programme
    ) -> None:
        ensure_plan(programme=programme)
        sent = datetime(2023, 6, 1, 8, 0, tzinfo=UTC)
        _give(programme, cast.agency, due_date=date(2023, 6, 15), sent_at=sent)
        client.force_login(cast.programme_officer)
        answer = client.get(PLAN, follow=True)
        example = answer.context["shown"].example
        assert example.sentence == (
            "Việc gửi ngày 01/06/2023, hạn 15/06/2023: nhắc cơ quan ngày 05/06, 08/06, 12/06, 15/06, 16/06, 20/06, "
            "22/06; báo cả cấp trên ngày 08/06, 22/06."
        )
        assert example.sentence in answer.content.decode()

    def test_takes_other_hours_and_notes_who_changed_them(
        self, client: Client, cast: Cast, programme: Programme
    ) -> None:
        client.force_login(cast.programme_officer)
        values = {"digest_at": "08:15", "quiet_from": "19:00", "quiet_to": "07:00", "link_valid_days": "10"}
        client.post(f"{PLAN}{programme.pk}/", values)
        plan = ReminderPlan.objects.get(programme=programme)
        assert (plan.enabled, f"{plan.digest_at:%H:%M}", plan.link_valid_days) == (False, "08:15", 10)
        assert plan.steps.count() == 7
        entry = AuditEntry.objects.get(act="assignments.change_reminder_plan")
        assert (entry.actor, entry.detail["digest_at"]) == ("chuong.trinh", ["07:30:00", "08:15:00"])

    @pytest.mark.parametrize(
        ("changed", "words"),
        [
            ({"digest_at": "06:00"}, "Giờ gửi nằm trong giờ yên lặng; hãy chọn ngoài khoảng 20:00–07:00."),
            ({"digest_at": ""}, "Hãy điền giờ."),
            ({"link_valid_days": "x"}, "Hãy điền một số, từ 1 đến 90."),
        ],
    )
    def test_says_what_is_wrong_and_keeps_what_was_typed(
        self, client: Client, cast: Cast, programme: Programme, changed: dict[str, str], words: str
    ) -> None:
        client.force_login(cast.programme_officer)
        values = {"digest_at": "08:15", "quiet_from": "20:00", "quiet_to": "07:00", "link_valid_days": "14", **changed}
        answer = client.post(f"{PLAN}{programme.pk}/", values)
        assert words in answer.content.decode()
        assert answer.context["form"]["quiet_from"].value() == "20:00"
        assert not ReminderPlan.objects.exists()

    def test_adds_and_removes_steps(self, client: Client, cast: Cast, programme: Programme) -> None:
        plan = ensure_plan(programme=programme)
        client.force_login(cast.administrator)
        address = f"{PLAN}{programme.pk}/bac/"
        client.post(address, {"days": "7", "place": "before", "audience": "agency"})
        step = plan.steps.get(working_days=-7)
        assert (step.counted, step.audience) == ("from_due", "agency")
        answer = client.post(address, {"days": "7", "place": "before", "audience": "agency"})
        assert "Bậc này đã có" in answer.content.decode()
        answer = client.post(address, {"days": "2", "place": "before", "audience": "superior"})
        assert "Chỉ báo cấp trên sau hạn" in answer.content.decode()
        answer = client.post(address, {"days": "0", "place": "sent", "audience": "agency"})
        assert "phải từ 1 ngày làm việc trở lên" in answer.content.decode()
        client.post(f"{PLAN}bac/{step.pk}/bo/")
        assert plan.steps.count() == 7

    def test_may_be_made_before_anything_is_sent(self, client: Client, cast: Cast, programme: Programme) -> None:
        client.force_login(cast.programme_officer)
        assert "chưa gửi việc nào" in client.get(PLAN, follow=True).content.decode()
        client.post(f"{PLAN}{programme.pk}/lap/")
        assert ReminderPlan.objects.get().steps.count() == 7

    def test_says_what_to_do_before_there_is_a_programme(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.programme_officer)
        assert "Hãy tiếp nhận văn bản chỉ đạo trước" in client.get(PLAN).content.decode()


class TestChaseList:
    def test_has_a_ready_message_for_each_agency_the_latest_first(
        self, client: Client, cast: Cast, programme: Programme
    ) -> None:
        Contact.objects.create(agency=cast.agency, name="Lê Thử", zalo="CCHC Hải Lăng", phone="0900000000")
        _give(programme, cast.other_agency)
        late = _give(programme, cast.agency, due_date=date(2023, 6, 9), received=True)
        soon = _give(programme, cast.agency, due_date=date(2023, 6, 15), received=True)
        _give(programme, cast.agency, confirmed=True)
        client.force_login(cast.programme_officer)
        first, second = client.get(CHASE).context["entries"]
        named = programme.directive.identifier
        assert first.text == (
            "Kính gửi UBND huyện Hải Lăng,\n"
            f"Theo văn bản {named}, đến ngày 12/06/2023 cơ quan còn:\n"
            f"- 1 việc quá hạn: {late.duty.theme.code} {late.duty.get_channel_display().lower()} (hạn 09/06)\n"
            f"- 1 việc sắp đến hạn: {soon.duty.theme.code} {soon.duty.get_channel_display().lower()} (hạn 15/06)\n"
            "Hạn gần nhất: 15/06/2023.\n"
            "Mời cơ quan mở liên kết trong thư đã gửi, hoặc http://localhost:8000/quan-tri/viec/, để báo đã nhận và "
            "nộp tài liệu kiểm chứng.\n"
            "Xin cảm ơn."
        )
        assert (first.zalo, first.phones) == ("CCHC Hải Lăng", "0900000000")
        assert "1 việc chưa báo đã nhận" in second.text

    @pytest.mark.parametrize(
        ("query", "listed"),
        [
            ("?press=late", ["UBND huyện Hải Lăng"]),
            ("?press=not_received", ["Sở Y tế"]),
            ("?press=open", ["UBND huyện Hải Lăng", "Sở Y tế"]),
            ("?kind=provincial_department", ["Sở Y tế"]),
            ("?agency=y+te", ["Sở Y tế"]),
            ("?theme=999999", ["UBND huyện Hải Lăng", "Sở Y tế"]),
        ],
    )
    def test_filters(self, client: Client, cast: Cast, programme: Programme, query: str, listed: list[str]) -> None:
        _give(programme, cast.agency, due_date=date(2023, 6, 9), received=True)
        _give(programme, cast.other_agency)
        client.force_login(cast.programme_officer)
        assert [entry.agency.name for entry in client.get(f"{CHASE}{query}").context["entries"]] == listed

    def test_is_handed_out_as_a_table_that_no_spreadsheet_takes_for_formulas(
        self, client: Client, cast: Cast, programme: Programme
    ) -> None:
        Contact.objects.create(agency=cast.agency, name="=HYPERLINK(1)", zalo="+84 nhóm")
        _give(programme, cast.agency)
        client.force_login(cast.programme_officer)
        answer = client.get(f"{CHASE}tai-ve.csv")
        body = b"".join(answer)  # type: ignore[arg-type]
        header, row = csv.reader(body.decode("utf-8-sig").splitlines(keepends=True))
        assert body.startswith(b"\xef\xbb\xbf")
        assert (header[0], row[0], row[2], row[3]) == ("Cơ quan", "UBND huyện Hải Lăng", "'+84 nhóm", "'=HYPERLINK(1)")
        assert row[-1].startswith("Kính gửi UBND huyện Hải Lăng,\n")

    def test_is_handed_out_as_one_text(self, client: Client, cast: Cast, programme: Programme) -> None:
        Contact.objects.create(agency=cast.agency, name="Lê Thử", zalo="CCHC Hải Lăng")
        _give(programme, cast.agency)
        _give(programme, cast.other_agency)
        client.force_login(cast.programme_officer)
        text = b"".join(client.get(f"{CHASE}tai-ve.txt?press=open")).decode()  # type: ignore[arg-type]
        assert [line for line in text.splitlines() if line.startswith("===")] == [
            "=== Sở Y tế ===",
            "=== CCHC Hải Lăng ===",
        ]

    def test_reminds_the_chosen_agencies_once_a_day(self, client: Client, cast: Cast, programme: Programme) -> None:
        _give(programme, cast.agency, due_date=date(2023, 6, 9))
        _give(programme, cast.other_agency)
        client.force_login(cast.programme_officer)
        address = f"{CHASE}{programme.pk}/gui/"
        answer = client.post(address, {"agency": [cast.agency.pk, "x"], "query": "press=late"}, follow=True)
        assert "Đã nhắc 1 cơ quan" in answer.content.decode()
        assert answer.redirect_chain == [(f"{CHASE}?press=late", 302)]
        assert Notice.objects.get().agency == cast.agency
        again = client.post(address, {"agency": [cast.agency.pk]}, follow=True).content.decode()
        assert "đã được nhắc hôm nay" in again
        assert "Chưa chọn cơ quan nào" in client.post(address, follow=True).content.decode()
        assert Notice.objects.count() == 1

    def test_takes_no_more_queries_for_more_agencies(self, client: Client, cast: Cast, programme: Programme) -> None:
        client.force_login(cast.programme_officer)
        counts = []
        for more in (2, 20):
            for agency in AgencyFactory.create_batch(more):
                Contact.objects.create(agency=agency, name="Văn thư", zalo="Nhóm")
                _give(programme, agency)
            counts.append(_queries(client, CHASE))
        assert counts[0] == counts[1]

    def test_says_so_when_nothing_is_left(self, client: Client, cast: Cast, programme: Programme) -> None:
        client.force_login(cast.programme_officer)
        assert "Không có cơ quan nào cần nhắc" in client.get(CHASE).content.decode()

    @pytest.mark.parametrize("role", sorted(set(Role) - {Role.PROGRAMME_OFFICER, Role.ADMINISTRATOR}))
    def test_refuses_the_other_roles(self, client: Client, cast: Cast, programme: Programme, role: Role) -> None:
        _give(programme, cast.agency)
        client.force_login(cast.of(role))
        for address in (CHASE, f"{CHASE}tai-ve.csv", f"{CHASE}tai-ve.txt", PLAN):
            assert is_refused(client.get(address))
        assert is_refused(client.post(f"{CHASE}{programme.pk}/gui/", {"agency": [cast.agency.pk]}))
        assert not Notice.objects.exists()


def _tell(programme: Programme, agency: Agency | None, key: str, kind: Notice.Kind = KINDS.DIGEST) -> Notice:
    told = {"programme": programme, "kind": kind, "key": key, "subject": f"Tin {key}", "text": "Nội dung", "at": MONDAY}
    if agency:
        tell_agency(agency=agency, **told)  # type: ignore[arg-type]
    else:
        tell_officers(**told)  # type: ignore[arg-type]
    return Notice.objects.get(key=key)


class TestInbox:
    def test_shows_an_officer_the_own_agency_only(self, client: Client, cast: Cast, programme: Programme) -> None:
        own = _tell(programme, cast.agency, "cua-hai-lang")
        _tell(programme, cast.other_agency, "cua-y-te")
        _tell(programme, None, "cua-can-bo")
        for user, seen in [
            (cast.focal_officer, ["Tin cua-hai-lang"]),
            (cast.radio_officer, ["Tin cua-hai-lang"]),
            (cast.stranger, ["Tin cua-y-te"]),
            (cast.programme_officer, ["Tin cua-can-bo"]),
            (cast.leader, ["Tin cua-can-bo"]),
            (user_in(Role.FOCAL_OFFICER), []),
        ]:
            client.force_login(user)
            assert [notice.subject for notice in client.get(INBOX).context["page"]] == seen
        client.force_login(cast.stranger)
        assert client.get(f"{INBOX}{own.pk}/").status_code == 404
        assert client.post(f"{INBOX}{own.pk}/mo/").status_code == 404
        client.post(f"{INBOX}doc-het/")
        own.refresh_from_db()
        assert own.read_at is None

    def test_is_closed_to_roles_without_one(self, client: Client, cast: Cast) -> None:
        for user in (cast.editor, cast.verifier, cast.contest_organiser):
            client.force_login(user)
            assert is_refused(client.get(INBOX))

    def test_marks_as_read_what_was_opened_and_not_what_was_looked_at(
        self, client: Client, cast: Cast, programme: Programme
    ) -> None:
        notice = _tell(programme, cast.agency, "mot")
        client.force_login(cast.focal_officer)
        assert "Đánh dấu đã đọc" in client.get(f"{INBOX}{notice.pk}/").content.decode()
        assert client.get(f"{INBOX}{notice.pk}/mo/").status_code == 405
        notice.refresh_from_db()
        assert notice.read_at is None
        answer = client.post(f"{INBOX}{notice.pk}/mo/", follow=True)
        notice.refresh_from_db()
        assert notice.read_at == MONDAY
        assert "Đánh dấu đã đọc" not in answer.content.decode()
        client.post(f"{INBOX}{notice.pk}/mo/")
        assert AuditEntry.objects.get(act="assignments.read_notice").actor == "dau.moi"

    def test_lets_the_leader_look_and_leaves_it_unread(self, client: Client, cast: Cast, programme: Programme) -> None:
        notice = _tell(programme, None, "mot")
        client.force_login(cast.leader)
        text = client.get(INBOX).content.decode()
        assert f"{INBOX}{notice.pk}/mo/" not in text
        assert is_refused(client.post(f"{INBOX}{notice.pk}/mo/"))
        notice.refresh_from_db()
        assert notice.read_at is None

    def test_lists_the_unread_first_and_filters(self, client: Client, cast: Cast, programme: Programme) -> None:
        first = _tell(programme, cast.agency, "mot")
        second = _tell(programme, cast.agency, "hai", KINDS.ANSWER)
        client.force_login(cast.focal_officer)
        client.post(f"{INBOX}{second.pk}/mo/")
        assert list(client.get(INBOX).context["page"]) == [first, second]
        assert list(client.get(f"{INBOX}?kind=answer").context["page"]) == [second]
        assert list(client.get(f"{INBOX}?unread=on").context["page"]) == [first]
        client.post(f"{INBOX}doc-het/")
        text = client.get(f"{INBOX}?unread=on").content.decode()
        assert "Không có thông báo nào khớp" in text

    def test_counts_what_is_unread_on_the_first_page(self, client: Client, cast: Cast, programme: Programme) -> None:
        _tell(programme, cast.agency, "mot")
        _tell(programme, cast.agency, "hai")
        client.force_login(cast.focal_officer)
        text = " ".join(client.get("/quan-tri/").content.decode().split())
        assert "<strong>2</strong> thông báo chưa đọc" in text

    def test_takes_no_more_queries_for_more_notices(self, client: Client, cast: Cast, programme: Programme) -> None:
        client.force_login(cast.focal_officer)
        counts = []
        for more in (2, 20):
            for place in range(more):
                _tell(programme, cast.agency, f"tin-{more}-{place}")
            counts.append(_queries(client, INBOX))
        assert counts[0] == counts[1]


class TestLedger:
    @pytest.fixture
    def told(self, cast: Cast, programme: Programme) -> Notice:
        Contact.objects.create(agency=cast.agency, name="Lê Thử", email="vanthu@hai-lang.example")
        _tell(programme, cast.other_agency, "khong-thu")
        return _tell(programme, cast.agency, "co-thu")

    def test_shows_what_became_of_each_mail(self, client: Client, cast: Cast, told: Notice) -> None:
        Message.objects.update(state="failed", reason="địa chỉ không có")
        client.force_login(cast.leader)
        text = " ".join(client.get(LEDGER).content.decode().split())
        assert "vanthu@hai-lang.example: <strong>không gửi được</strong> (địa chỉ không có)" in text
        assert "cơ quan chưa có người liên hệ có địa chỉ thư" in text

    @pytest.mark.parametrize(
        ("query", "keys"),
        [
            ("?mail=waiting", {"co-thu"}),
            ("?mail=none", {"khong-thu"}),
            ("?mail=failed", set()),
            ("?agency=y+te", {"khong-thu"}),
            ("?kind=answer", set()),
            ("?kind=la", {"co-thu", "khong-thu"}),
        ],
    )
    def test_filters(self, client: Client, cast: Cast, told: Notice, query: str, keys: set[str]) -> None:
        client.force_login(cast.programme_officer)
        assert {notice.key for notice in client.get(f"{LEDGER}{query}").context["page"]} == keys

    def test_is_not_for_agencies(self, client: Client, cast: Cast, told: Notice) -> None:
        client.force_login(cast.focal_officer)
        assert is_refused(client.get(LEDGER))

    def test_takes_no_more_queries_for_more_notices(self, client: Client, cast: Cast, told: Notice) -> None:
        client.force_login(cast.programme_officer)
        few = _queries(client, LEDGER)
        for place in range(20):
            _tell(told.programme, cast.agency, f"tin-{place}")
        assert _queries(client, LEDGER) == few


class TestQuietHours:
    def test_keep_the_mail_of_an_act_and_not_the_notice(self, cast: Cast, programme: Programme) -> None:
        Contact.objects.create(agency=cast.agency, name="Lê Thử", email="vanthu@hai-lang.example")
        late_evening = datetime(2023, 6, 12, 15, 30, tzinfo=UTC)  # 22:30 in Vietnam
        told = {"programme": programme, "agency": cast.agency, "subject": "Tin", "text": "Nội dung"}
        tell_agency(kind=KINDS.ANSWER, key="dem", at=late_evening, **told)
        tell_agency(kind=KINDS.ANSWER, key="ngay", at=MONDAY, **told)
        due = dict(Message.objects.values_list("key", "due_at"))
        assert due["dem:vanthu@hai-lang.example"] == datetime(2023, 6, 13, 0, 0, tzinfo=UTC)
        assert due["ngay:vanthu@hai-lang.example"] == MONDAY
        assert Notice.objects.get(key="dem").at == late_evening
