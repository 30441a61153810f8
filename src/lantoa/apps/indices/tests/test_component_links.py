"""Components and themes: proposed by words, chosen by people, copied where both are found again."""

import pytest
from conftest import NOW, Cast
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lantoa.apps.base.models import AuditEntry, PublicChange
from lantoa.apps.directives.factories import ProgrammeFactory, ThemeFactory
from lantoa.apps.directives.models import Programme, Theme
from lantoa.apps.indices.actions.component_links import copy_links, set_links
from lantoa.apps.indices.factories import make_index, make_scale
from lantoa.apps.indices.models import Component, ComponentTheme, ScaleVersion
from lantoa.apps.indices.queries.component_links import copy_sources, link_rows, proposed_links

pytestmark = pytest.mark.django_db
COUNTERS = "Tuyên truyền việc tiếp nhận hồ sơ tại bộ phận một cửa, thủ tục hành chính."
INDICES = "Tuyên truyền giải pháp nâng cao các chỉ số PAPI, PCI, DDCI của tỉnh so với cả nước."


@pytest.fixture
def programme() -> Programme:
    programme = ProgrammeFactory(confirmed=True, year=2023)
    ThemeFactory(programme=programme, position=1, text=COUNTERS)
    ThemeFactory(programme=programme, position=2, text=INDICES)
    return programme


@pytest.fixture
def scale() -> ScaleVersion:
    scale = make_index("papi", parts=2, short_name="PAPI").scales.get()
    scale.components.filter(code="p1").update(name="Thủ tục hành chính công")
    return scale


def part(scale: ScaleVersion, code: str = "p1") -> Component:
    return scale.components.get(code=code)


def themes(programme: Programme) -> list[Theme]:
    return list(programme.themes.all())


class TestProposals:
    def test_come_from_common_words_and_store_nothing(self, scale: ScaleVersion, programme: Programme) -> None:
        (found,) = proposed_links(part(scale), scale.index, themes(programme))
        assert found.theme.code == "T1" and "Thủ tục hành chính" in found.why
        assert proposed_links(part(scale, "p2"), scale.index, themes(programme)) == []
        assert not ComponentTheme.objects.exists()

    def test_for_the_total_are_the_themes_that_name_the_index(self, scale: ScaleVersion, programme: Programme) -> None:
        total = scale.components.get(parent=None)
        (found,) = proposed_links(total, scale.index, themes(programme))
        assert (found.theme.code, found.why) == ("T2", "nội dung nhắc tên PAPI")

    def test_leave_out_what_is_linked(self, scale: ScaleVersion, programme: Programme) -> None:
        ComponentTheme.objects.create(component=part(scale), theme=themes(programme)[0])
        row = next(row for row in link_rows(scale, programme) if row.component.code == "p1")
        assert len(row.links) == 1 and row.proposals == ()


class TestSetLinks:
    def test_links_exactly_what_was_chosen_and_writes_it_down(self, scale: ScaleVersion, programme: Programme) -> None:
        first, second = themes(programme)
        other = ComponentTheme.objects.create(component=part(scale), theme=ThemeFactory())
        ComponentTheme.objects.create(component=part(scale), theme=first)
        assert set_links(component=part(scale), programme=programme, notes={second: " Vì thế này "}, by="A", at=NOW)
        links = ComponentTheme.objects.filter(theme__programme=programme)
        assert [(link.theme, link.note) for link in links] == [(second, "Vì thế này")]
        assert ComponentTheme.objects.filter(pk=other.pk).exists()
        entry = AuditEntry.objects.get(act="indices.set_links")
        assert (entry.detail["before"], entry.detail["after"]) == ([["T1", ""]], [["T2", "Vì thế này"]])
        assert PublicChange.objects.filter(subject="indices").exists()

    def test_changes_nothing_where_nothing_changed(self, scale: ScaleVersion, programme: Programme) -> None:
        assert not set_links(component=part(scale), programme=programme, notes={}, by="A", at=NOW)
        assert not AuditEntry.objects.exists()

    def test_refuses_themes_of_another_programme(self, scale: ScaleVersion, programme: Programme) -> None:
        with pytest.raises(ValueError, match="không thuộc chương trình"):
            set_links(component=part(scale), programme=programme, notes={ThemeFactory(): ""}, by="A", at=NOW)


class TestCopyLinks:
    def test_finds_components_by_code_and_themes_by_their_words(
        self, scale: ScaleVersion, programme: Programme
    ) -> None:
        older = ProgrammeFactory(confirmed=True, year=2022)
        same = ThemeFactory(programme=older, position=4, text=COUNTERS)
        gone = ThemeFactory(programme=older, position=5, text="Điều khác hẳn.")
        ComponentTheme.objects.create(component=part(scale), theme=same, note="Cùng về một cửa.")
        ComponentTheme.objects.create(component=part(scale, "p2"), theme=gone)
        newer = make_scale(scale.index, parts=1)
        (source,) = copy_sources(newer, programme)
        copied = copy_links(scale=newer, programme=programme, source=source, by="A", at=NOW)
        assert (copied.made, copied.known, copied.lost) == (1, 0, 1)
        link = ComponentTheme.objects.get(component__scale=newer)
        assert (link.component.code, link.theme.code, link.note) == ("p1", "T1", "Cùng về một cửa.")
        again = copy_links(scale=newer, programme=programme, source=source, by="A", at=NOW)
        assert (again.made, again.known, again.lost) == (0, 1, 1)


class TestPages:
    def test_list_accept_and_edit(self, client: Client, cast: Cast, scale: ScaleVersion, programme: Programme) -> None:
        client.force_login(cast.programme_officer)
        here = reverse("indices:component_links", args=[scale.pk])
        assert "nội dung nhắc tên PAPI" in client.get(here).content.decode()
        first = themes(programme)[0]
        accepted = {"chuong-trinh": programme.pk, "de-xuat": [f"{part(scale).pk}-{first.pk}", "x-1", "9999-1"]}
        client.post(reverse("indices:accept_links", args=[scale.pk]), accepted)
        assert ComponentTheme.objects.get().theme == first
        edit = reverse("indices:edit_links", args=[part(scale).pk]) + f"?chuong-trinh={programme.pk}"
        assert "Đề xuất: cùng có" in client.get(edit).content.decode()
        typed = {"chuong-trinh": programme.pk, f"t{first.pk}": "on", f"n{first.pk}": "Dài quá " * 60}
        refused = client.post(edit, typed)
        assert refused.status_code == 422 and "Dài quá" in refused.content.decode()
        client.post(edit, {**typed, f"n{first.pk}": "Cùng về một cửa."})
        assert ComponentTheme.objects.get().note == "Cùng về một cửa."
        client.post(edit, {"chuong-trinh": programme.pk})
        assert not ComponentTheme.objects.exists()

    def test_say_what_to_do_before_there_is_a_programme(self, client: Client, cast: Cast, scale: ScaleVersion) -> None:
        client.force_login(cast.leader)
        page = client.get(reverse("indices:component_links", args=[scale.pk]))
        assert "Chưa có chương trình nào được xác nhận" in page.content.decode()

    def test_ask_the_same_however_many_components_there_are(
        self, client: Client, cast: Cast, scale: ScaleVersion, programme: Programme
    ) -> None:
        client.force_login(cast.leader)
        here = reverse("indices:component_links", args=[scale.pk])
        client.get(here)
        with CaptureQueriesContext(connection) as few:
            client.get(here)
        for place in range(12):
            component = scale.components.create(
                parent=scale.components.get(parent=None), code=f"m{place}", name=f"Thêm {place}", short_name="Thêm"
            )
            ComponentTheme.objects.create(component=component, theme=themes(programme)[0])
        with CaptureQueriesContext(connection) as many:
            client.get(here)
        assert len(many) <= len(few)
