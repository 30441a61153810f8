"""One assignment's page: who sees it, its life in words, and each act by its right person and no other."""

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from conftest import Cast
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from lantoa.apps.accounts.roles import Role
from lantoa.apps.accounts.tests.refusals import is_refused
from lantoa.apps.agencies.factories import AgencyFactory
from lantoa.apps.assignments.actions import (
    NewProof,
    ask_extension,
    prove_assignment,
    receive_assignment,
    return_assignment,
    send_assignments,
)
from lantoa.apps.assignments.factories import AssignmentFactory, assignment_in
from lantoa.apps.assignments.models import Assignment, Capacity
from lantoa.apps.assignments.presenters.acts import CONFIRMERS, GIVERS, Act
from lantoa.apps.assignments.states import State
from lantoa.apps.assignments.tests.test_photos import photo
from lantoa.apps.base.actions import record_act
from lantoa.apps.base.models import AuditEntry
from lantoa.apps.directives.factories import DutyFactory

KEY = "mot-chia-khoa-cua-bieu-mau"


def _page(row: Assignment) -> str:
    return f"/quan-tri/viec/{row.pk}/"


def _acts(client: Client, row: Assignment) -> set[str]:
    return {offer.act.value for offer in client.get(_page(row)).context["offers"]}


@pytest.mark.django_db
class TestWhoSeesIt:
    def test_the_province_and_the_own_agency(self, client: Client, cast: Cast) -> None:
        row = AssignmentFactory(agency=cast.agency)
        for role in Role:
            client.force_login(cast.of(role))
            assert client.get(_page(row)).status_code == 200, role

    def test_no_stranger(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.stranger)
        assert client.get(_page(AssignmentFactory(agency=cast.agency))).status_code == 404

    def test_no_agency_while_it_is_a_draft(self, client: Client, cast: Cast) -> None:
        row = AssignmentFactory(agency=cast.agency, drafted=True)
        for officer in (cast.focal_officer, cast.radio_officer):
            client.force_login(officer)
            assert client.get(_page(row)).status_code == 404
        client.force_login(cast.programme_officer)
        assert client.get(_page(row)).status_code == 200


@pytest.mark.django_db
class TestTimeline:
    def test_tells_every_act_in_words_with_who_and_when(self, client: Client, cast: Cast) -> None:
        row = AssignmentFactory(agency=cast.agency, drafted=True)
        now = timezone.now()
        agency: dict[str, Any] = {"assignment": row, "for_agency": cast.agency, "by": cast.focal_officer}
        send_assignments(assignments=[row.pk], by=cast.programme_officer, at=now - timedelta(days=5))
        receive_assignment(**agency, at=now - timedelta(days=4))
        prove_assignment(
            **agency, proof=NewProof("k", "https://hailang.example/bai", note="Bài chính"), at=now - timedelta(days=3)
        )
        return_assignment(
            assignment=row, reason="Bài không mở được.", by=cast.programme_officer, at=now - timedelta(days=2)
        )
        ask_extension(**agency, reason="Chờ sửa trang.", wanted_date=timezone.localdate() + timedelta(days=9), at=now)
        client.force_login(cast.leader)
        answer = client.get(_page(row))
        steps = answer.context["steps"]
        assert [step.words for step in steps] == [
            "Cán bộ chương trình gửi cho UBND huyện Hải Lăng",
            "UBND huyện Hải Lăng báo đã nhận",
            "UBND huyện Hải Lăng nộp liên kết kiểm chứng",
            "Cán bộ chương trình trả lại",
            f"UBND huyện Hải Lăng xin gia hạn đến {timezone.localdate() + timedelta(days=9):%d/%m/%Y}",
        ]
        assert steps[1].who == "dau.moi (UBND huyện Hải Lăng)"
        assert [step.said for step in steps[3:]] == ["Bài không mở được.", "Chờ sửa trang."]
        text = answer.content.decode()
        assert "https://hailang.example/bai" in text
        assert "Bài chính" in text
        assert row.duty.sentence in text

    def test_names_an_act_it_does_not_know(self, client: Client, cast: Cast) -> None:
        row = AssignmentFactory(agency=cast.agency)
        record_act("assignments.something_new", subject=row, by="liên kết của Sở thử", at=timezone.now())
        client.force_login(cast.leader)
        (step,) = client.get(_page(row)).context["steps"]
        assert (step.words, step.who) == ("Thay đổi khác (assignments.something_new)", "liên kết của Sở thử")

    def test_says_how_a_changed_calendar_moved_the_due_date(self, client: Client, cast: Cast) -> None:
        row = AssignmentFactory(agency=cast.agency)
        detail = {"from": "2023-06-05", "to": "2023-06-06", "explanation": "3 ngày làm việc: bỏ qua 05/06"}
        record_act("assignments.move_due_date", subject=row, by=None, at=timezone.now(), detail=detail)
        client.force_login(cast.leader)
        (step,) = client.get(_page(row)).context["steps"]
        assert step.words == "Lịch làm việc thay đổi: hạn chuyển từ 05/06/2023 sang 06/06/2023"
        assert (step.said, step.who) == ("3 ngày làm việc: bỏ qua 05/06", "")

    def test_names_the_lead_to_who_supports_and_the_other_way_round(self, client: Client, cast: Cast) -> None:
        lead = AssignmentFactory(agency=cast.other_agency)
        support = AssignmentFactory(duty=lead.duty, agency=cast.agency, capacity=Capacity.SUPPORT)
        AssignmentFactory(duty=lead.duty, drafted=True, capacity=Capacity.SUPPORT)
        client.force_login(cast.leader)
        assert [partner.pk for partner in client.get(_page(lead)).context["partners"]] == [support.pk]
        assert [partner.pk for partner in client.get(_page(support)).context["partners"]] == [lead.pk]

    def test_takes_no_more_queries_for_a_longer_life(self, client: Client, cast: Cast) -> None:
        row = AssignmentFactory(agency=cast.agency)
        client.force_login(cast.programme_officer)
        counts = []
        for more in (1, 10):
            for place in range(more):
                proof = NewProof(f"{more}:{place}", "https://hailang.example/bai")
                prove_assignment(
                    assignment=row, for_agency=cast.agency, proof=proof, by=cast.focal_officer, at=timezone.now()
                )
                AssignmentFactory(duty=row.duty, capacity=Capacity.SUPPORT)
            client.get(_page(row))
            with CaptureQueriesContext(connection) as captured:
                client.get(_page(row))
            counts.append(len(captured))
        assert counts[0] == counts[1]


# What each party is offered in each state.
_AGENCY = {
    State.SENT: {"receive", "prove", "ask_extension", "delegate", "refuse"},
    State.RECEIVED: {"prove", "ask_extension", "delegate", "refuse"},
    State.EXTENSION_ASKED: {"prove"},
    State.DELEGATED: {"prove", "delegate"},
    State.FULFILLED: {"prove"},
    State.RETURNED: {"prove", "ask_extension", "delegate", "refuse"},
    State.REFUSED: set(),
    State.CONFIRMED: set(),
    State.CANCELLED: set(),
}
_GIVER = {
    State.DRAFTED: {"send", "edit", "cancel"},
    State.SENT: {"confirm", "edit", "cancel"},
    State.RECEIVED: {"confirm", "edit", "cancel"},
    State.EXTENSION_ASKED: {"confirm", "edit", "cancel"},
    State.DELEGATED: {"confirm", "edit", "cancel"},
    State.FULFILLED: {"confirm", "return", "cancel"},
    State.RETURNED: {"confirm", "edit", "cancel"},
    State.REFUSED: {"send", "confirm", "cancel"},
    State.CONFIRMED: {"return", "reopen"},
    State.CANCELLED: {"redraft"},
}


@pytest.mark.django_db
class TestOffers:
    @pytest.mark.parametrize("state", list(_AGENCY))
    def test_are_the_agencys_own(self, client: Client, cast: Cast, state: State) -> None:
        AgencyFactory(parent=cast.agency)
        row = assignment_in(state, agency=cast.agency)
        client.force_login(cast.focal_officer)
        assert _acts(client, row) == _AGENCY[state]
        client.force_login(cast.radio_officer)
        assert _acts(client, row) == _AGENCY[state] & {"prove"}

    @pytest.mark.parametrize("state", list(State))
    def test_are_the_officers(self, client: Client, cast: Cast, state: State) -> None:
        row = assignment_in(state, agency=cast.agency)
        client.force_login(cast.programme_officer)
        assert _acts(client, row) == _GIVER[state]
        client.force_login(cast.verifier)
        assert _acts(client, row) == _GIVER[state] & {"confirm", "return", "reopen"}
        client.force_login(cast.leader)
        assert _acts(client, row) == set()

    def test_are_no_delegation_without_an_agency_below(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.focal_officer)
        assert "delegate" not in _acts(client, AssignmentFactory(agency=cast.agency))


# Each act: its address, the state it is tried from, its words, the state it leads to, who may.
_ACTS: list[tuple[Act, str, State, dict[str, str], State, frozenset[Role]]] = [
    (Act.RECEIVE, "nhan", State.SENT, {}, State.RECEIVED, frozenset({Role.FOCAL_OFFICER})),
    (
        Act.PROVE, "nop", State.RECEIVED, {"key": KEY, "link": "https://a.example/bai"}, State.FULFILLED,
        frozenset({Role.FOCAL_OFFICER, Role.RADIO_OFFICER}),
    ),
    (
        Act.ASK_EXTENSION, "xin-gia-han", State.RECEIVED, {"wanted_date": "2100-01-31", "reason": "Chờ."},
        State.EXTENSION_ASKED, frozenset({Role.FOCAL_OFFICER}),
    ),
    (Act.REFUSE, "tu-choi", State.SENT, {"reason": "Không có kênh."}, State.REFUSED, frozenset({Role.FOCAL_OFFICER})),
    (Act.SEND, "gui", State.REFUSED, {}, State.SENT, GIVERS),
    (Act.CONFIRM, "xac-nhan", State.FULFILLED, {}, State.CONFIRMED, CONFIRMERS),
    (Act.RETURN, "tra-lai", State.FULFILLED, {"reason": "Thiếu."}, State.RETURNED, CONFIRMERS),
    (Act.REOPEN, "rut-xac-nhan", State.CONFIRMED, {}, State.FULFILLED, CONFIRMERS),
    (Act.CANCEL, "huy", State.SENT, {"reason": "Giao nhầm."}, State.CANCELLED, GIVERS),
    (Act.REDRAFT, "soan-lai", State.CANCELLED, {}, State.DRAFTED, GIVERS),
]  # fmt: skip


@pytest.mark.django_db
class TestActs:
    @pytest.mark.parametrize(("act", "path", "old", "words", "new", "who"), _ACTS)
    def test_are_done_by_their_right_persons_only(
        self, client: Client, cast: Cast, act: Act, path: str, old: State, words: dict[str, str], new: State,
        who: frozenset[Role],
    ) -> None:  # fmt: skip
        for role in Role:
            row = assignment_in(old, agency=cast.agency)
            client.force_login(cast.of(role))
            answer = client.post(f"{_page(row)}{path}/", words)
            row.refresh_from_db()
            if role in who:
                assert (row.state, answer.status_code) == (new, 302), role
                assert AuditEntry.objects.get(subject_id=str(row.pk)).actor == cast.of(role).username
            else:
                assert is_refused(answer), role
                assert row.state == old, role

    @pytest.mark.parametrize(("act", "path", "old", "words", "new", "who"), _ACTS)
    def test_are_not_for_strangers(
        self, client: Client, cast: Cast, act: Act, path: str, old: State, words: dict[str, str], new: State,
        who: frozenset[Role],
    ) -> None:  # fmt: skip
        row = assignment_in(old, agency=cast.agency)
        client.force_login(cast.stranger)
        answer = client.post(f"{_page(row)}{path}/", words)
        assert answer.status_code == 404 or is_refused(answer)
        row.refresh_from_db()
        assert row.state == old
        assert not AuditEntry.objects.exists()

    @pytest.mark.parametrize("path", ["tu-choi", "xin-gia-han", "nop", "chuyen-giao"])
    def test_of_an_agency_keep_what_was_typed(self, client: Client, cast: Cast, path: str) -> None:
        row = AssignmentFactory(agency=cast.agency)
        AgencyFactory(parent=cast.agency)
        client.force_login(cast.focal_officer)
        typed = {
            "reason": " ",
            "wanted_date": "2100-01-31",
            "link": "khong phai",
            "key": KEY,
            "note": "Lời nhắn giữ lại",
        }
        answer = client.post(f"{_page(row)}{path}/", typed)
        text = answer.content.decode()
        assert answer.status_code == 422
        assert "error-message" in text
        assert any(offer.opened for offer in answer.context["offers"])
        if path != "tu-choi":
            assert "Lời nhắn giữ lại" in text or "2100-01-31" in text
        row.refresh_from_db()
        assert row.state == State.SENT

    def test_take_a_photo_and_show_it_to_who_may_see_the_duty(
        self, client: Client, cast: Cast, settings: Settings, tmp_path: Path
    ) -> None:
        settings.PROOFS_DIR = tmp_path
        row = assignment_in(State.RECEIVED, agency=cast.agency)
        client.force_login(cast.focal_officer)
        taken = SimpleUploadedFile("anh.png", photo(), "image/png")
        answer = client.post(f"{_page(row)}nop/", {"key": KEY, "camera": taken}, follow=True)
        proof = row.proofs.get()
        assert (proof.kind, proof.given_by) == ("photo", cast.focal_officer.username)
        assert f"/minh-chung/{proof.pk}/" in answer.content.decode()
        row.refresh_from_db()
        assert row.state == State.FULFILLED

    def test_say_what_to_do_with_a_photo_that_is_none(
        self, client: Client, cast: Cast, settings: Settings, tmp_path: Path
    ) -> None:
        settings.PROOFS_DIR = tmp_path
        row = assignment_in(State.RECEIVED, agency=cast.agency)
        client.force_login(cast.focal_officer)
        taken = SimpleUploadedFile("anh.png", b"khong phai anh", "image/png")
        answer = client.post(f"{_page(row)}nop/", {"key": KEY, "camera": taken, "note": "Lời nhắn giữ lại"})
        assert answer.status_code == 422
        assert "Lời nhắn giữ lại" in answer.content.decode()
        row.refresh_from_db()
        assert (row.state, row.proofs.count(), list(tmp_path.iterdir())) == (State.RECEIVED, 0, [])

    def test_have_fields_with_names_of_their_own(self, client: Client, cast: Cast) -> None:
        rows = [assignment_in(State.RECEIVED, agency=cast.agency) for _ in range(2)]
        client.force_login(cast.focal_officer)
        for page in ("/quan-tri/viec/cua-toi/", _page(rows[0])):
            ids = re.findall(r'<(?:input|textarea|select)[^>]* id="([^"]+)"', client.get(page).content.decode())
            assert len(ids) > 4
            assert len(ids) == len(set(ids))

    def test_say_why_a_day_is_not_possible_and_keep_it(self, client: Client, cast: Cast) -> None:
        row = AssignmentFactory(agency=cast.agency)
        client.force_login(cast.focal_officer)
        answer = client.post(f"{_page(row)}xin-gia-han/", {"wanted_date": "2020-01-31", "reason": "Chờ duyệt."})
        text = answer.content.decode()
        assert "Hạn mong muốn phải sau ngày" in text
        assert "Chờ duyệt." in text
        assert "2020-01-31" in text

    def test_delegate_to_an_agency_below_only(self, client: Client, cast: Cast) -> None:
        row = AssignmentFactory(agency=cast.agency)
        below, stranger = AgencyFactory(parent=cast.agency), AgencyFactory()
        client.force_login(cast.focal_officer)
        assert client.post(f"{_page(row)}chuyen-giao/", {"to": stranger.pk}).status_code == 422
        client.post(f"{_page(row)}chuyen-giao/", {"to": below.pk, "note": "Giúp huyện."})
        row.refresh_from_db()
        assert row.state == State.DELEGATED
        assert row.delegated.get().agency == below
        text = client.get(_page(row)).content.decode()
        assert below.short_name in text

    @pytest.mark.parametrize(
        ("typed", "due"),
        [
            ({"answer": "granted", "granted_date": "2100-01-15"}, date(2100, 1, 15)),
            ({"answer": "declined", "reason": "Đã lâu."}, None),
        ],
    )
    def test_answer_a_request_for_time(
        self, client: Client, cast: Cast, typed: dict[str, str], due: date | None
    ) -> None:
        row = AssignmentFactory(agency=cast.agency)
        ask_extension(
            assignment=row, for_agency=cast.agency, wanted_date=date(2100, 1, 31), reason="Chờ.", by=None,
            at=timezone.now(),
        )  # fmt: skip
        client.force_login(cast.programme_officer)
        assert "decide_extension" in _acts(client, row)
        assert client.post(f"{_page(row)}tra-loi-gia-han/", {"answer": "granted"}).status_code == 422
        client.post(f"{_page(row)}tra-loi-gia-han/", typed)
        row.refresh_from_db()
        assert (row.state, row.due_date) == (State.RECEIVED, due)
        assert client.post(f"{_page(row)}tra-loi-gia-han/", typed).status_code == 302, "answered once is enough"

    def test_edit_by_working_days(self, client: Client, cast: Cast) -> None:
        row = AssignmentFactory(agency=cast.agency)
        client.force_login(cast.programme_officer)
        client.post(
            f"{_page(row)}sua/", {"due": "days", "due_working_days": "5", "set_quantity": "on", "quantity": "4"}
        )
        row.refresh_from_db()
        assert (row.due_working_days, row.quantity) == (5, 4)
        assert client.post(f"{_page(row)}sua/", {"due": "keep"}).status_code == 422

    def test_go_back_to_the_page_they_came_from_and_to_no_other_site(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.focal_officer)
        for wanted, reached in [("/quan-tri/viec/cua-toi/", True), ("https://ke-gian.example/", False)]:
            row = AssignmentFactory(agency=cast.agency)
            answer = client.post(f"{_page(row)}nhan/", {"next": wanted})
            assert (answer.headers["Location"] == wanted) is reached

    def test_say_so_when_it_is_too_late(self, client: Client, cast: Cast) -> None:
        row = assignment_in(State.CONFIRMED, agency=cast.agency)
        client.force_login(cast.focal_officer)
        answer = client.post(f"{_page(row)}tu-choi/", {"reason": "Không."})
        assert "không chuyển sang “từ chối” được" in answer.content.decode()

    def test_need_an_account_with_an_agency(self, client: Client, cast: Cast) -> None:
        row = AssignmentFactory(duty=DutyFactory(), agency=cast.agency)
        cast.focal_officer.membership.delete()  # type: ignore[attr-defined]
        client.force_login(cast.focal_officer)
        assert is_refused(client.post(f"{_page(row)}nhan/"))
        client.logout()
        assert client.post(f"{_page(row)}nhan/").headers["Location"].startswith("/tai-khoan/dang-nhap/")
        row.refresh_from_db()
        assert row.state == State.SENT
