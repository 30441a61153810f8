"""What the back office shows in its menu, by role."""

import pytest
from conftest import Cast
from django.test import Client

from lantoa.apps.accounts.roles import Role

OF_THE_PROVINCE = {"Chương trình", "Bài chờ xác nhận", "Độ bao phủ", "Báo cáo", "Nguồn tin", "Danh bạ cơ quan"}


def _menu(client: Client, cast: Cast, role: Role) -> str:
    client.force_login(cast.of(role))
    return client.get("/quan-tri/viec/").content.decode()


@pytest.mark.django_db
class TestMenu:
    @pytest.mark.parametrize("role", sorted(set(Role) - {Role.FOCAL_OFFICER}))
    def test_shows_the_work_of_the_province_to_those_who_see_it(self, client: Client, cast: Cast, role: Role) -> None:
        text = _menu(client, cast, role)
        assert {words for words in OF_THE_PROVINCE if words not in text} == set()

    def test_shows_a_focal_officer_the_own_work_only(self, client: Client, cast: Cast) -> None:
        text = _menu(client, cast, Role.FOCAL_OFFICER)
        assert "Việc được giao" in text
        assert {words for words in OF_THE_PROVINCE if words in text} == set()

    def test_shows_the_trail_of_acts_to_those_who_check(self, client: Client, cast: Cast) -> None:
        seeing = {role for role in Role if "Nhật ký" in _menu(client, cast, role)}
        assert seeing == {Role.ADMINISTRATOR, Role.PROGRAMME_OFFICER, Role.VERIFIER}
