"""What the back office shows in its menu, by role."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from conftest import Cast
from django.test import Client

from lantoa.apps.accounts.roles import WHOLE_PROVINCE, Role

OF_THE_PROVINCE = {"Chương trình", "Bài chờ xác nhận", "Độ bao phủ", "Báo cáo", "Nguồn tin", "Danh bạ"}


def _menu(client: Client, cast: Cast, role: Role) -> set[str]:
    """Return the words of all entries of the menu; Wagtail sends it as JSON, for its own script to draw."""
    client.force_login(cast.of(role))
    page = client.get("/quan-tri/viec/", follow=True).content.decode()
    found = re.search(r'<script id="wagtail-sidebar-props"[^>]*>(.*?)</script>', page, re.DOTALL)
    assert found
    return set(_labels(json.loads(found.group(1))))


def _labels(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        yield from [part["label"]] if isinstance(part.get("label"), str) else []
        part = list(part.values())
    if isinstance(part, list):
        for inner in part:
            yield from _labels(inner)


@pytest.mark.django_db
class TestMenu:
    @pytest.mark.parametrize("role", sorted(WHOLE_PROVINCE))
    def test_shows_the_work_of_the_province_to_those_who_see_it(self, client: Client, cast: Cast, role: Role) -> None:
        assert OF_THE_PROVINCE - _menu(client, cast, role) == set()

    def test_shows_a_focal_officer_the_own_work_only(self, client: Client, cast: Cast) -> None:
        labels = _menu(client, cast, Role.FOCAL_OFFICER)
        assert "Việc của tôi" in labels
        assert OF_THE_PROVINCE & labels == set()

    def test_shows_the_trail_of_acts_to_those_who_check(self, client: Client, cast: Cast) -> None:
        seeing = {role for role in Role if "Nhật ký" in _menu(client, cast, role)}
        assert seeing == {Role.ADMINISTRATOR, Role.PROGRAMME_OFFICER, Role.VERIFIER}
