"""What may be done about an edition: what the public sees of it, and what it may try."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from conftest import NOW
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lantoa.apps.assignments.factories import AssignmentFactory
from lantoa.apps.coverage.factories import ThemeMatchFactory
from lantoa.apps.coverage.presenters.edition_work import NO_THEME, ONLY_ARITHMETIC, SIDE_BY_SIDE
from lantoa.apps.directives.factories import DutyFactory, ProgrammeFactory, ThemeFactory
from lantoa.apps.indices.factories import EntityFactory, make_edition, make_index, make_scale, make_value
from lantoa.apps.indices.models import ComponentTheme, Edition, Entity, EntityKind, Index
from lantoa.apps.newsroom.factories import make_portal

pytestmark = pytest.mark.django_db
HERE = "/chi-so/papi/2022/viec-can-lam/"


@pytest.fixture
def home() -> Entity:
    region = EntityFactory(region=True, slug="vung", name="Vùng thử", short_name="Vùng thử")
    return EntityFactory(home=True, slug="quang-tri", name="Tỉnh Quảng Trị", short_name="Quảng Trị", parent=region)


@pytest.fixture
def edition(home: Entity) -> Edition:
    edition = make_edition(make_index("papi", parts=2, short_name="PAPI"), 2022, at=NOW, ranked_count=2)
    table = {home: ("2", "7", 2), home.parent: ("4", "6", None), EntityFactory(short_name="Huế"): ("4", "6", 1)}
    for entity, (first, second, rank) in table.items():
        make_value(edition, entity, Decimal(first) + Decimal(second), at=NOW, rank=rank)
        for code, number in (("p1", first), ("p2", second)):
            make_value(edition, entity, number, at=NOW, component=edition.scale.components.get(code=code))
    return edition


def page(client: Client, query: str = "", address: str = HERE) -> str:
    response = client.get(address + query)
    assert response.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode().partition("<main")[2]).split())


class TestPage:
    def test_sets_figures_work_coverage_and_the_next_edition_side_by_side(
        self, client: Client, edition: Edition, home: Entity
    ) -> None:
        theme = ThemeFactory(title="Công khai, minh bạch")
        component = edition.scale.components.get(code="p1")
        ComponentTheme.objects.create(component=component, theme=theme, note="Cùng nói về công khai.")
        AssignmentFactory(duty=DutyFactory(theme=theme), confirmed=True)
        make_value(make_edition(edition.index, 2023, at=NOW), home, "3", at=NOW, component=component)
        told = page(client)
        assert SIDE_BY_SIDE in told and "không nói điều này gây ra điều kia" in told
        assert "Đã giao 1 việc: 1 đã xong, 0 đang làm." in told and "(Cùng nói về công khai.)" in told
        assert "Kỳ sau, năm đo 2023: 3,00 điểm; tăng 1,00 điểm." in told
        assert told.index("Thành phần thử 1") < told.index("Thành phần thử 2")
        assert NO_THEME in told  # of the second component

    def test_tells_components_of_which_nothing_is_known_in_one_list(self, client: Client, edition: Edition) -> None:
        edition.values.filter(component__code="p2").delete()
        told = page(client)
        assert "Chưa có số liệu Những thành phần này chưa có giá trị nào" in told
        assert told.count(NO_THEME) == 1 and told.index("Những thành phần") < told.index("Thành phần thử 2")
        component = edition.scale.components.get(code="p2")
        ComponentTheme.objects.create(component=component, theme=ThemeFactory(title="Công khai, minh bạch"))
        assert "Những thành phần này chưa có giá trị nào" not in page(client)

    def test_links_to_the_theme_of_the_programme_in_force_only(self, client: Client, edition: Edition) -> None:
        old = ThemeFactory(programme=ProgrammeFactory(confirmed=True, year=2021), position=4)
        new = ThemeFactory(programme=ProgrammeFactory(confirmed=True, year=2023), position=5)
        for theme in (old, new):
            ComponentTheme.objects.create(component=edition.scale.components.get(code="p1"), theme=theme)
        content = client.get(HERE).content.decode()
        assert 'href="/noi-dung/t5/"' in content and 'href="/noi-dung/t4/"' not in content
        assert "(chương trình năm 2021)" in content

    def test_shows_nothing_of_hidden_editions_and_drafted_programmes(self, client: Client, edition: Edition) -> None:
        theme = ThemeFactory(programme=ProgrammeFactory(year=2023), title="Nội dung còn nháp")
        ComponentTheme.objects.create(component=edition.scale.components.get(code="p1"), theme=theme)
        make_edition(edition.index, 2023)
        assert "Nội dung còn nháp" not in page(client)
        assert client.get("/chi-so/papi/2023/viec-can-lam/").status_code == 404
        missing = client.get("/chi-so/khong-co/2023/viec-can-lam/")
        assert missing.status_code == 404 and "khong-co" in missing.content.decode()

    def test_marks_illustrative_figures(self, client: Client, edition: Edition) -> None:
        Edition.objects.filter(pk=edition.pk).update(illustrative=True)
        assert "Số liệu minh họa" in page(client)

    def test_says_so_when_home_is_not_measured(self, client: Client, edition: Edition, home: Entity) -> None:
        Entity.objects.filter(pk=home.pk).update(is_home=False)
        assert "Chưa có số của tỉnh trong kỳ này" in page(client)


class TestWhatIf:
    def test_tries_each_component_at_the_mean_of_the_region(self, client: Client, edition: Edition) -> None:
        told = page(client)
        assert ONLY_ARITHMETIC in told
        assert "Từng thành phần, nếu riêng nó đạt trung bình của vùng" in told
        assert "11,00 điểm (thêm 2,00 điểm) hạng 1/2 (đã công bố: hạng 2)" in told
        assert "Đã bằng hoặc hơn mức của Vùng thử." in told

    def test_tries_a_number_of_ones_own(self, client: Client, edition: Edition) -> None:
        told = page(client, "?thanh-phan=p1&dat=khac&gia-tri=2,5")
        assert "thì tổng điểm là 9,50 điểm, thêm 0,50 điểm. Hạng 2/2 (đã công bố: hạng 2)." in told

    def test_keeps_what_was_typed_and_says_what_to_mend(self, client: Client, edition: Edition) -> None:
        content = client.get(HERE + "?dat=khac&gia-tri=nhiều").content.decode()
        assert 'value="nhiều"' in content
        assert "Hãy chọn một thành phần để thử một giá trị khác." in content
        assert "Hãy gõ một số không âm, ví dụ 5,25." in content

    def test_goes_no_further_than_the_scale(self, client: Client, edition: Edition) -> None:
        assert "chỉ có điểm từ 0 đến 10" in page(client, "?thanh-phan=p1&dat=khac&gia-tri=11")

    def test_leaves_nonsense_in_the_address_alone(self, client: Client, edition: Edition) -> None:
        for query in ("?dat=x", "?thanh-phan=zz", "?gia-tri=%00", "?doi-tuong=%00", "?doi-tuong=khong-co"):
            assert client.get(HERE + query).status_code == 200


class TestLocalIndex:
    def test_asks_for_whom_and_ranks_within_the_kind(self, client: Client) -> None:
        edition = make_edition(make_index("ddci", parts=1, kind=Index.Kind.LOCAL), 2025, at=NOW, ranked_count=None)
        part = edition.scale.components.get(code="p1")
        rows = [
            ("so-a", EntityKind.DEPARTMENT, "5"),
            ("so-b", EntityKind.DEPARTMENT, "6"),
            ("huyen", EntityKind.DISTRICT, "9"),
        ]
        for slug, kind, number in rows:
            entity = EntityFactory(slug=slug, kind=kind, name=slug, short_name=slug)
            make_value(edition, entity, number, at=NOW)
            make_value(edition, entity, number, at=NOW, component=part)
        here = "/chi-so/ddci/2025/viec-can-lam/"
        assert "Hãy chọn cơ quan, địa phương" in page(client, address=here)
        told = page(client, "?doi-tuong=so-a&thanh-phan=p1&dat=khac&gia-tri=7", address=here)
        assert "Hạng 1/2." in told
        assert "Cao nhất 6,00 điểm (so-b)" in told

    def test_finds_nothing_wrong_before_anything_is_asked(self, client: Client, edition: Edition) -> None:
        edition.values.exclude(entity__is_home=True).delete()
        Edition.objects.filter(pk=edition.pk).update(ranked_count=63)
        content = client.get(HERE).content.decode()
        assert "Chọn một thành phần" in content and "Hãy chọn một thành phần" not in content
        assert "Hãy gõ một số không âm" not in content


class TestQueries:
    def test_are_fifteen_at_most_whatever_there_is_to_show(
        self, client: Client, edition: Edition, home: Entity
    ) -> None:
        make_portal(at=NOW, is_default=True)
        client.get(HERE)
        programme = ProgrammeFactory(confirmed=True)
        for place in range(1, 8):
            theme = ThemeFactory(programme=programme, position=place)
            AssignmentFactory(duty=DutyFactory(theme=theme))
            ThemeMatchFactory(theme=theme)
            for component in edition.scale.components.all():
                ComponentTheme.objects.create(component=component, theme=theme)
        for year in range(2010, 2022):
            make_edition(edition.index, year, at=NOW)
        later = make_edition(
            edition.index, 2023, at=timezone.now() - timedelta(days=1), scale=make_scale(edition.index, parts=9)
        )
        make_value(later, home, "20", at=NOW)
        with CaptureQueriesContext(connection) as asked:
            client.get(HERE + "?thanh-phan=p1&dat=vung")
        assert len(asked) <= 15
