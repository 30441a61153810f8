"""The office page of what may be done about an edition: hidden editions too, with the way to choose themes."""

import pytest
from conftest import NOW, Cast
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lantoa.apps.coverage.presenters.edition_work import NO_THEME, SIDE_BY_SIDE
from lantoa.apps.directives.factories import ThemeFactory
from lantoa.apps.indices.factories import EntityFactory, make_edition, make_index, make_value
from lantoa.apps.indices.models import ComponentTheme, Edition, EntityKind, Index

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition() -> Edition:
    edition = make_edition(make_index("papi", parts=2), 2023)
    home = EntityFactory(home=True, short_name="Quảng Trị", parent=EntityFactory(region=True))
    make_value(edition, home, "9", at=NOW)
    for component in edition.scale.components.exclude(parent=None):
        make_value(edition, home, "4", at=NOW, component=component)
        make_value(edition, home.parent, "6", at=NOW, component=component)
    return edition


def page(client: Client, edition: Edition, query: str = "") -> str:
    response = client.get(reverse("coverage:edition_work", args=[edition.pk]) + query)
    assert response.status_code == 200
    return str(response.content.decode())


class TestEditionWorkPage:
    def test_shows_hidden_editions_with_the_way_to_choose_themes(
        self, client: Client, cast: Cast, edition: Edition
    ) -> None:
        client.force_login(cast.programme_officer)
        told = page(client, edition)
        component = edition.scale.components.get(code="p1")
        assert SIDE_BY_SIDE in told and NO_THEME in told and "Kỳ này chưa công khai" in told
        assert reverse("indices:edit_links", args=[component.pk]) in told
        assert "11,00 điểm (thêm 2,00 điểm)" in told

    def test_offers_readers_no_way_to_choose(self, client: Client, cast: Cast, edition: Edition) -> None:
        client.force_login(cast.leader)
        component = edition.scale.components.get(code="p1")
        assert reverse("indices:edit_links", args=[component.pk]) not in page(client, edition)

    def test_is_reached_from_the_edition(self, client: Client, cast: Cast, edition: Edition) -> None:
        client.force_login(cast.leader)
        here = reverse("coverage:edition_work", args=[edition.pk])
        assert here in client.get(reverse("indices:edition", args=[edition.pk])).content.decode()

    def test_asks_whom_to_show_within_the_province(self, client: Client, cast: Cast) -> None:
        edition = make_edition(make_index("ddci", parts=1, kind=Index.Kind.LOCAL), 2025)
        entity = EntityFactory(kind=EntityKind.DEPARTMENT, slug="so-a", short_name="Sở A")
        make_value(edition, entity, "5", at=NOW)
        client.force_login(cast.leader)
        assert "Hãy chọn cơ quan, địa phương ở trên." in page(client, edition)
        assert "Thành phần thử 1" in page(client, edition, "?doi-tuong=so-a")

    def test_asks_the_same_however_many_themes_there_are(self, client: Client, cast: Cast, edition: Edition) -> None:
        client.force_login(cast.leader)
        component = edition.scale.components.get(code="p1")
        ComponentTheme.objects.create(component=component, theme=ThemeFactory())
        page(client, edition)
        with CaptureQueriesContext(connection) as few:
            page(client, edition)
        for _ in range(5):
            ComponentTheme.objects.create(component=component, theme=ThemeFactory())
        with CaptureQueriesContext(connection) as many:
            page(client, edition)
        assert len(many) <= len(few)
