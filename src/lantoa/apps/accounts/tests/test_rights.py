"""The rule in front of a view."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from lantoa.apps.accounts.factories import UserFactory, user_in
from lantoa.apps.accounts.models import User
from lantoa.apps.accounts.rights import open_to, open_to_all
from lantoa.apps.accounts.roles import STAFF, Role


@open_to(Role.EDITOR, {Role.LEADER, Role.VERIFIER})
def guarded_view(request: HttpRequest, number: int) -> HttpResponse:
    """Say which number was asked for."""
    return HttpResponse(f"số {number}")


def _asked(rf: RequestFactory, user: User | AnonymousUser) -> HttpRequest:
    request = rf.get("/quan-tri/viec/?state=sent&p=2")
    request.user = user
    return request


@pytest.mark.django_db
class TestOpenTo:
    @pytest.mark.parametrize("role", [Role.EDITOR, Role.LEADER, Role.VERIFIER])
    def test_lets_each_named_role_in(self, rf: RequestFactory, role: Role) -> None:
        assert guarded_view(_asked(rf, user_in(role)), number=7).content.decode() == "số 7"

    @pytest.mark.parametrize("role", [Role.FOCAL_OFFICER, Role.PROGRAMME_OFFICER, Role.ADMINISTRATOR])
    def test_refuses_every_other_role(self, rf: RequestFactory, role: Role) -> None:
        with pytest.raises(PermissionDenied, match="không có quyền mở trang này"):
            guarded_view(_asked(rf, user_in(role)), number=7)

    def test_refuses_a_user_without_a_role(self, rf: RequestFactory) -> None:
        with pytest.raises(PermissionDenied):
            guarded_view(_asked(rf, UserFactory()), number=7)

    def test_refuses_an_account_that_was_closed_while_signed_in(self, rf: RequestFactory) -> None:
        with pytest.raises(PermissionDenied):
            guarded_view(_asked(rf, user_in(Role.EDITOR, inactive=True)), number=7)

    def test_sends_a_stranger_to_sign_in_and_back(self, rf: RequestFactory) -> None:
        answer = guarded_view(_asked(rf, AnonymousUser()), number=7)
        assert answer.status_code == 302
        assert answer.headers["Location"] == "/tai-khoan/dang-nhap/?next=/quan-tri/viec/%3Fstate%3Dsent%26p%3D2"

    def test_keeps_the_rule_and_the_name_of_the_view(self) -> None:
        assert guarded_view.rule == {Role.EDITOR, Role.LEADER, Role.VERIFIER}
        assert (guarded_view.__name__, guarded_view.__doc__) == ("guarded_view", "Say which number was asked for.")

    def test_takes_a_set_of_roles_as_it_is(self) -> None:
        assert open_to(STAFF)(lambda request: HttpResponse()).rule == STAFF


class TestOpenToAll:
    def test_marks_the_view_and_leaves_it_open(self, rf: RequestFactory) -> None:
        view = open_to_all(lambda request: HttpResponse("công khai"))
        assert view.rule is None
        assert view(_asked(rf, AnonymousUser())).content.decode() == "công khai"
