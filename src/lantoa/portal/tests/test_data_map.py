"""The public data map: every purpose is told, and the way to the own data stands first."""

import pytest
from django.test import Client
from django.urls import reverse

from lantoa.apps.privacy.queries.data_map import data_map

pytestmark = pytest.mark.django_db


class TestDataMap:
    def test_tells_every_purpose_with_its_keeping_and_erasing(self, client: Client) -> None:
        page = client.get(reverse("portal:data_map")).content.decode()
        for entry in data_map():
            assert entry.purpose.title in page, entry.purpose.slug

    def test_leads_to_the_own_data(self, client: Client) -> None:
        page = client.get(reverse("portal:data_map")).content.decode()
        assert page.index('href="/du-lieu-cua-toi/"') < page.index("<h2>Của người dân: từng việc một</h2>")

    def test_shows_the_text_that_is_agreed_to(self, client: Client) -> None:
        page = client.get(reverse("portal:data_map")).content.decode()
        assert "Lời xin đồng ý hiện nay" in page and "{organiser}" not in page

    def test_puts_what_concerns_citizens_first(self) -> None:
        of_citizens = [entry.of_citizens for entry in data_map()]
        assert of_citizens == sorted(of_citizens, reverse=True) and of_citizens[0]
