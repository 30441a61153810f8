"""Invitations: who may invite whom, the letter, the link that opens one account once."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from conftest import PASSWORD, Cast
from django.contrib.auth import get_user
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lantoa.apps.accounts.actions import NameTaken
from lantoa.apps.accounts.factories import signed_in
from lantoa.apps.accounts.models import User
from lantoa.apps.accounts.roles import Role, roles_of
from lantoa.apps.accounts.tests.refusals import is_refused
from lantoa.apps.agencies.actions.invitations import (
    VALID_FOR,
    CannotInvite,
    InvitationClosed,
    accept_invitation,
    invite,
    resend_invitation,
    revoke_invitation,
)
from lantoa.apps.agencies.factories import InvitationFactory
from lantoa.apps.agencies.invitation_links import invitation_address, invitation_key
from lantoa.apps.agencies.models import Agency, Invitation
from lantoa.apps.base.models import AuditEntry, Message

LIST = "/quan-tri/loi-moi/"
NEW = "mat-khau-cua-lan"
GIVEN = {"username": "lan.tran", "password1": NEW, "password2": NEW}


def _invited(cast: Cast, at: datetime, **changed: Any) -> Invitation:
    given: dict[str, Any] = {
        "email": "Lan.Tran@lantoa.example",
        "full_name": "Trần Thị Lan",
        "role": Role.FOCAL_OFFICER,
        "agency": cast.agency,
        "by": cast.programme_officer,
    }
    return invite(**{**given, **changed}, at=at)


def _path(invitation: Invitation) -> str:
    return invitation_address(invitation).removeprefix("http://localhost:8000")


@pytest.mark.django_db
class TestInvite:
    def test_puts_a_letter_with_a_link_into_the_outbox(self, cast: Cast, now: datetime) -> None:
        invitation = _invited(cast, now)
        assert (invitation.email, invitation.expires_at) == ("lan.tran@lantoa.example", now + VALID_FOR)
        letter = Message.objects.get()
        assert letter.to == "lan.tran@lantoa.example"
        assert "Vai trò: Cán bộ đầu mối, UBND huyện Hải Lăng" in letter.text
        assert invitation_address(invitation) in letter.text
        assert "15:00 08/06/2023" in letter.text

    def test_is_kept_in_the_trail_without_what_opens_it(self, cast: Cast, now: datetime) -> None:
        invitation = _invited(cast, now)
        entry = AuditEntry.objects.get(act="agencies.invite")
        assert (entry.actor, entry.subject_id) == ("chuong.trinh", str(invitation.pk))
        assert entry.detail == {"email": "lan.tran@lantoa.example", "role": "focal_officer", "agency": "hai-lang"}
        token = invitation_address(invitation).rstrip("/").rpartition(":")[2]
        assert token not in str(AuditEntry.objects.values_list())

    @pytest.mark.parametrize("role", list(Role))
    def test_lets_a_programme_officer_invite_everybody_but_administrators(
        self, cast: Cast, now: datetime, role: Role
    ) -> None:
        if role is Role.ADMINISTRATOR:
            with pytest.raises(CannotInvite, match="nhờ người quản trị"):
                _invited(cast, now, role=role)
        else:
            assert _invited(cast, now, role=role).role == role.value
        assert _invited(cast, now, role=role, by=cast.administrator, email="khac@lantoa.example").role == role.value

    @pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMINISTRATOR, Role.PROGRAMME_OFFICER}))
    def test_is_not_for_other_roles(self, cast: Cast, now: datetime, role: Role) -> None:
        with pytest.raises(CannotInvite):
            _invited(cast, now, by=cast.of(role))

    @pytest.mark.parametrize("role", [Role.FOCAL_OFFICER, Role.RADIO_OFFICER])
    def test_needs_the_agency_of_whoever_works_for_one(self, cast: Cast, now: datetime, role: Role) -> None:
        with pytest.raises(CannotInvite, match="Hãy chọn cơ quan"):
            _invited(cast, now, role=role, agency=None)

    def test_refuses_an_address_with_an_account_or_an_open_invitation(self, cast: Cast, now: datetime) -> None:
        with pytest.raises(CannotInvite, match="đã có tài khoản"):
            _invited(cast, now, email="LANH.DAO@lantoa.example")
        _invited(cast, now)
        with pytest.raises(CannotInvite, match="đang có lời mời"):
            _invited(cast, now)

    def test_says_when_a_second_factor_will_be_asked(self, cast: Cast, now: datetime, settings: Any) -> None:
        settings.SECOND_FACTOR_REQUIRED = True
        _invited(cast, now, role=Role.EDITOR)
        _invited(cast, now, role=Role.LEADER, email="hai@lantoa.example")
        texts = {message.to: "bước xác thực thứ hai" in message.text for message in Message.objects.all()}
        assert texts == {"lan.tran@lantoa.example": True, "hai@lantoa.example": False}


@pytest.mark.django_db
class TestAccept:
    def test_opens_the_account_with_role_and_agency(self, cast: Cast, now: datetime) -> None:
        invitation = _invited(cast, now)
        user = accept_invitation(invitation=invitation, username="lan.tran", password=NEW, at=now)
        assert (str(user), user.email, roles_of(user)) == (
            "Trần Thị Lan",
            "lan.tran@lantoa.example",
            {Role.FOCAL_OFFICER},
        )
        assert user.membership.agency == cast.agency
        assert EmailAddress.objects.get(user=user).verified
        invitation.refresh_from_db()
        assert (invitation.accepted_by, invitation.accepted_at) == (user, now)
        acts = list(AuditEntry.objects.order_by("id").values_list("act", "actor"))[1:]
        assert acts == [
            ("accounts.open_account", "người được mời lan.tran@lantoa.example"),
            ("agencies.name_member", "lan.tran"),
            ("agencies.accept_invitation", "lan.tran"),
        ]
        assert NEW not in str(list(AuditEntry.objects.values_list()))

    def test_works_once(self, cast: Cast, now: datetime) -> None:
        invitation = _invited(cast, now)
        accept_invitation(invitation=invitation, username="lan.tran", password=NEW, at=now)
        with pytest.raises(InvitationClosed):
            accept_invitation(invitation=invitation, username="lan.hai", password=NEW, at=now)
        assert not User.objects.filter(username="lan.hai").exists()

    def test_refuses_an_old_or_revoked_one(self, cast: Cast, now: datetime) -> None:
        invitation = _invited(cast, now)
        with pytest.raises(InvitationClosed):
            accept_invitation(invitation=invitation, username="a", password=NEW, at=now + VALID_FOR)
        revoke_invitation(invitation=invitation, by=cast.programme_officer, at=now)
        with pytest.raises(InvitationClosed):
            accept_invitation(invitation=invitation, username="a", password=NEW, at=now)

    def test_takes_nobodys_account_over(self, cast: Cast, now: datetime) -> None:
        invitation = _invited(cast, now)
        with pytest.raises(NameTaken, match="đã có người dùng"):
            accept_invitation(invitation=invitation, username="LANH.DAO", password=NEW, at=now)
        invitation.refresh_from_db()
        assert invitation.accepted_at is None
        assert cast.leader.check_password(PASSWORD)


@pytest.mark.django_db
class TestChange:
    def test_sends_again_with_a_new_term(self, cast: Cast, now: datetime) -> None:
        invitation = _invited(cast, now)
        late = now + VALID_FOR + timedelta(days=1)
        resend_invitation(invitation=invitation, by=cast.administrator, at=late)
        invitation.refresh_from_db()
        assert invitation.is_open(late)
        assert Message.objects.count() == 2

    def test_leaves_a_closed_one_alone(self, cast: Cast, now: datetime) -> None:
        invitation = _invited(cast, now)
        revoke_invitation(invitation=invitation, by=cast.administrator, at=now)
        for action in (revoke_invitation, resend_invitation):
            with pytest.raises(CannotInvite, match="tải lại trang"):
                action(invitation=invitation, by=cast.administrator, at=now)
        assert [entry.act for entry in AuditEntry.objects.order_by("id")] == [
            "agencies.invite",
            "agencies.revoke_invitation",
        ]
        _invited(cast, now)  # the address may be invited anew


class TestAddress:
    def test_cannot_be_made_without_the_secret_of_the_installation(self) -> None:
        token = invitation_address(Invitation(pk=7)).rstrip("/").rpartition("/")[2]
        assert invitation_key(token) == 7
        for forged in (token.replace("7:", "8:", 1), token[:-1], "7", "", "7:", token.upper()):
            assert invitation_key(forged) is None, forged


@pytest.mark.django_db
class TestLink:
    @pytest.fixture
    def invitation(self, cast: Cast, now: datetime) -> Any:
        with time_machine.travel(now, tick=False):
            yield _invited(cast, now)

    def test_opens_the_account_and_signs_it_in(self, client: Client, invitation: Invitation) -> None:
        page = client.get(_path(invitation)).content.decode()
        assert "Trần Thị Lan" in page
        assert "UBND huyện Hải Lăng" in page
        answer = client.post(_path(invitation), GIVEN)
        assert (answer.status_code, answer.headers["Location"]) == (302, "/quan-tri/")
        assert get_user(client).get_username() == "lan.tran"  # type: ignore[arg-type]

    def test_goes_straight_to_the_second_factor_where_it_is_needed(
        self, client: Client, cast: Cast, now: datetime, settings: Any
    ) -> None:
        settings.SECOND_FACTOR_REQUIRED = True
        with time_machine.travel(now, tick=False):
            client.post(_path(_invited(cast, now, role=Role.EDITOR)), GIVEN)
            assert client.get("/quan-tri/").headers["Location"] == "/tai-khoan/buoc-hai/"
            assert client.get("/tai-khoan/buoc-hai/ung-dung/").status_code == 200

    def test_says_after_use_that_the_account_is_there(self, client: Client, invitation: Invitation) -> None:
        client.post(_path(invitation), GIVEN)
        for answer in (Client().get(_path(invitation)), Client().post(_path(invitation), GIVEN | {"username": "x.y"})):
            assert answer.status_code == 410
            assert "Lời mời này đã được dùng" in answer.content.decode()
        assert not User.objects.filter(username="x.y").exists()

    def test_says_what_to_do_when_too_old(self, client: Client, invitation: Invitation) -> None:
        with time_machine.travel(invitation.expires_at, tick=False):
            answer = client.post(_path(invitation), GIVEN)
        assert answer.status_code == 410
        assert "đề nghị gửi lại" in answer.content.decode()
        assert not User.objects.filter(username="lan.tran").exists()

    def test_says_that_it_was_taken_back(
        self, client: Client, cast: Cast, invitation: Invitation, now: datetime
    ) -> None:
        revoke_invitation(invitation=invitation, by=cast.programme_officer, at=now)
        answer = client.get(_path(invitation))
        assert (answer.status_code, "đã được thu hồi" in answer.content.decode()) == (410, True)

    @pytest.mark.parametrize("token", ["1:sai", "1", "x:y:z", "1%3Aabc"])
    def test_is_not_to_be_guessed(self, client: Client, invitation: Invitation, token: str) -> None:
        answer = client.get(f"/loi-moi/{token}/")
        assert (answer.status_code, "Liên kết không đúng" in answer.content.decode()) == (404, True)

    @pytest.mark.parametrize(
        ("typed", "told"),
        [
            ({"username": "lanh.dao"}, "Tên này đã có người dùng"),
            ({"username": "có dấu cách"}, "Tên đăng nhập"),
            ({"password2": "khac"}, "Hai lần nhập mật khẩu chưa giống nhau"),
            ({"password1": "123", "password2": "123"}, "Mật khẩu này quá ngắn"),
            (
                {"password1": "lan.tran@lantoa", "password2": "lan.tran@lantoa"},
                "Mật khẩu quá giống với",
            ),
        ],
    )
    def test_keeps_what_was_typed_and_says_what_to_mend(
        self, client: Client, invitation: Invitation, typed: dict[str, str], told: str
    ) -> None:
        given = GIVEN | typed
        answer = client.post(_path(invitation), given)
        page = answer.content.decode()
        assert (answer.status_code, told in page) == (200, True), re.findall(r"field__error.*?</span>", page)
        assert f'value="{given["username"]}"' in page
        assert NEW not in page

    def test_asks_whoever_is_signed_in_to_leave_first(self, client: Client, cast: Cast, invitation: Invitation) -> None:
        client.force_login(cast.leader)
        answer = client.post(_path(invitation), GIVEN)
        assert (answer.status_code, "đăng xuất" in answer.content.decode()) == (409, True)
        assert not User.objects.filter(username="lan.tran").exists()


@pytest.mark.django_db
class TestScreens:
    def test_invite_by_a_form_that_keeps_what_was_typed(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.programme_officer)
        typed = {"full_name": " Trần  Thị Lan ", "email": "lan@lantoa.example", "role": "focal_officer", "agency": ""}
        page = client.post(f"{LIST}moi/", typed).content.decode()
        assert "Hãy chọn cơ quan: Cán bộ đầu mối chỉ làm việc của cơ quan mình." in page
        assert 'value="lan@lantoa.example"' in page
        page = client.post(f"{LIST}moi/", {**typed, "agency": cast.agency.pk}, follow=True).content.decode()
        assert "Đã gửi lời mời đến lan@lantoa.example." in page
        assert "Trần Thị Lan" in page

    def test_offer_a_programme_officer_no_administrators(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.programme_officer)
        assert 'value="administrator"' not in client.get(f"{LIST}moi/").content.decode()
        typed = {"full_name": "Lan", "email": "lan@lantoa.example", "role": "administrator"}
        client.post(f"{LIST}moi/", typed)
        assert not Invitation.objects.exists()
        client.force_login(cast.administrator)
        assert 'value="administrator"' in client.get(f"{LIST}moi/").content.decode()

    def test_let_a_programme_officer_not_change_an_invitation_of_an_administrator(
        self, client: Client, cast: Cast
    ) -> None:
        invitation = InvitationFactory(role=Role.ADMINISTRATOR.value)
        client.force_login(cast.programme_officer)
        for act in ("gui-lai", "thu-hoi"):
            assert is_refused(client.post(f"{LIST}{invitation.pk}/{act}/"))
        assert "Thu hồi" not in client.get(LIST).content.decode().partition("<table")[2]

    @pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMINISTRATOR, Role.PROGRAMME_OFFICER}))
    def test_are_closed_to_others(self, client: Client, cast: Cast, role: Role) -> None:
        invitation = InvitationFactory()
        client.force_login(cast.of(role))
        for path in (LIST, f"{LIST}moi/"):
            assert is_refused(client.get(path))
        for act in ("gui-lai", "thu-hoi"):
            assert is_refused(client.post(f"{LIST}{invitation.pk}/{act}/"))
        assert not AuditEntry.objects.exists()

    def test_revoke_and_send_again(self, client: Client, cast: Cast) -> None:
        first, second = InvitationFactory.create_batch(2)
        client.force_login(cast.administrator)
        assert "Đã thu hồi" in client.post(f"{LIST}{first.pk}/thu-hoi/", follow=True).content.decode()
        assert "Đã gửi lại" in client.post(f"{LIST}{second.pk}/gui-lai/", follow=True).content.decode()
        assert "tải lại trang" in client.post(f"{LIST}{first.pk}/thu-hoi/", follow=True).content.decode()

    @pytest.mark.parametrize(
        ("query", "names"),
        [
            ("", ["Vũ Ba", "Lê Hai", "Đỗ Một"]),
            ("?state=waiting", ["Vũ Ba"]),
            ("?state=expired", ["Lê Hai"]),
            ("?state=accepted", []),
            ("?state=revoked", ["Đỗ Một"]),
            ("?role=leader", ["Lê Hai"]),
            ("?words=vũ", ["Vũ Ba"]),
            ("?words=mot@", ["Đỗ Một"]),
            ("?sort=expires_at", ["Lê Hai", "Vũ Ba", "Đỗ Một"]),
            ("?state=la", ["Vũ Ba", "Lê Hai", "Đỗ Một"]),
        ],
    )
    def test_filter_and_sort(self, client: Client, cast: Cast, now: datetime, query: str, names: list[str]) -> None:
        day = timedelta(days=1)
        InvitationFactory(full_name="Đỗ Một", email="mot@lantoa.example", revoked_at=now, invited_at=now - 9 * day)
        InvitationFactory(full_name="Lê Hai", role="leader", invited_at=now - 8 * day, expires_at=now - day)
        InvitationFactory(full_name="Vũ Ba", invited_at=now - day, expires_at=now + 6 * day)
        client.force_login(cast.administrator)
        with time_machine.travel(now, tick=False):
            page = client.get(f"{LIST}{query}").context["page"]
        assert [invitation.full_name for invitation in page] == names

    def test_take_no_more_queries_for_more_rows(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.administrator)
        counts = []
        for more in (5, 40):
            for _ in range(more):
                InvitationFactory(agency=Agency.objects.order_by("?").first())
            client.get(LIST)
            with CaptureQueriesContext(connection) as captured:
                assert client.get(LIST).status_code == 200
            counts.append(len(captured))
        assert counts[0] == counts[1]

    def test_say_what_to_do_where_nobody_is_invited(self, client: Client, cast: Cast) -> None:
        signed_in(client, cast.administrator, PASSWORD)
        assert "Chưa mời ai." in client.get(LIST).content.decode()
        assert "bỏ bớt điều kiện lọc" in client.get(f"{LIST}?words=khong").content.decode()
