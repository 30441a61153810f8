"""The frame and the paging of the back office's own pages."""

from datetime import datetime

import pytest
from conftest import Cast
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.test import Client, RequestFactory
from pytest_django import DjangoAssertNumQueries

from lantoa.apps.base.actions import record_act
from lantoa.apps.base.backoffice import PAGE_SIZE, office_page, page_of
from lantoa.apps.base.models import AuditEntry


def _user(username: str = "doi.tuong") -> AbstractBaseUser:
    """A user by the setting's name: the base knows no app above it."""
    return get_user_model().objects.create_user(username)


@pytest.fixture
def entries(db: None, now: datetime) -> list[int]:
    """The keys of one entry more than two pages hold, in the order of the list."""
    subject = _user()
    made = [record_act("base.act", subject=subject, by=None, at=now) for _ in range(2 * PAGE_SIZE + 1)]
    return [entry.pk for entry in reversed(made)]


class TestPageOf:
    @pytest.mark.parametrize(
        ("asked", "number", "first", "length"),
        [
            ("", 1, 0, PAGE_SIZE),
            ("?p=2", 2, PAGE_SIZE, PAGE_SIZE),
            ("?p=3", 3, 2 * PAGE_SIZE, 1),
            ("?p=99", 3, 2 * PAGE_SIZE, 1),
            ("?p=0", 3, 2 * PAGE_SIZE, 1),
            ("?p=-4", 3, 2 * PAGE_SIZE, 1),
            ("?p=chu", 1, 0, PAGE_SIZE),
        ],
    )
    def test_gives_the_page_asked_for_or_the_nearest(
        self, entries: list[int], rf: RequestFactory, asked: str, number: int, first: int, length: int
    ) -> None:
        page = page_of(AuditEntry.objects.all(), rf.get(f"/{asked}"))
        assert page.number == number
        assert [entry.pk for entry in page] == entries[first : first + length]

    def test_takes_two_queries(
        self, entries: list[int], rf: RequestFactory, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        with django_assert_num_queries(2):
            list(page_of(AuditEntry.objects.all(), rf.get("/?p=2")))

    @pytest.mark.django_db
    def test_gives_one_empty_page_for_no_rows(self, rf: RequestFactory) -> None:
        page = page_of(AuditEntry.objects.all(), rf.get("/?p=5"))
        assert (page.number, list(page), page.paginator.num_pages) == (1, [], 1)


@pytest.mark.django_db
class TestOfficePage:
    def test_puts_the_trail_between_the_home_page_and_the_title(self, rf: RequestFactory) -> None:
        request = rf.get("/quan-tri/viec/")
        page = office_page(
            request, "backoffice/page.html", {"x": 1}, title="Việc", icon="tasks", trail=[("Trên", "/t/")], status=422
        )
        assert page.status_code == 422
        assert page.context_data is not None
        assert page.context_data["x"] == 1
        assert [(crumb["label"], crumb["url"]) for crumb in page.context_data["breadcrumbs_items"]] == [
            ("Trang đầu", "/quan-tri/"),
            ("Trên", "/t/"),
            ("Việc", "/quan-tri/viec/"),
        ]

    def test_shows_title_and_our_style_sheet_in_the_frame(self, cast: Cast, client: Client) -> None:
        client.force_login(cast.leader)
        text = client.get("/quan-tri/chuong-trinh/").content.decode()
        assert "Chương trình" in text
        assert "lantoa/css/backoffice.css" in text
