"""Indices on the public pages: what they show, what they mark, what they leave aside."""

import re
from datetime import date, datetime
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lantoa.apps.agencies.factories import AgencyFactory
from lantoa.apps.indices.factories import EntityFactory, make_edition, make_index, make_value
from lantoa.apps.indices.models import EntityKind, EntitySuccession, Index
from lantoa.apps.indices.searching import EDITIONS, INDICES
from lantoa.apps.newsroom.factories import make_portal
from lantoa.apps.search.actions import rebuild_search
from lantoa.portal.tests.observed import HIDDEN, Observed, add_provinces, add_years, observe

pytestmark = pytest.mark.django_db

PAGES = [
    "/chi-so/",
    "/chi-so/nguon/",
    "/chi-so/so-sanh/",
    "/chi-so/pci/",
    "/chi-so/pci/?thanh-phan=p1",
    "/chi-so/pci/thu-hang/",
    "/chi-so/pci/la-gi/",
    "/chi-so/pci/2022/",
    "/chi-so/pci/2022/xep-hang/",
]
FILES = [
    f"/chi-so/{page}{name}"
    for page in ("", "so-sanh/", "pci/", "pci/thu-hang/", "pci/2022/", "pci/2022/xep-hang/")
    for name in ("so-lieu.csv", "hinh.svg", "nhung/")
]


@pytest.fixture
def observed(now: datetime) -> Observed:
    return observe(now)


def read(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return str(response.content.decode())


def plain(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


class TestIndexWithoutEditions:
    @pytest.fixture
    def ict(self, now: datetime) -> Index:
        index = make_index("ict-index", short_name="ICT Index", how_measured="Đếm máy tính, đường truyền, dịch vụ.")
        make_edition(index, 2021, note="Kỳ còn giấu")
        return index

    def test_is_explained_and_led_to(self, client: Client, observed: Observed, ict: Index) -> None:
        assert 'href="/chi-so/ict-index/la-gi/"' in read(client, "/chi-so/")
        told = plain(read(client, "/chi-so/ict-index/la-gi/"))
        assert "Đếm máy tính, đường truyền, dịch vụ." in told and "Chưa có kỳ nào ở đây." in told
        assert "giấu" not in told and "2021" not in told
        assert 'href="/chi-so/ict-index/"' not in read(client, "/chi-so/ict-index/la-gi/")

    def test_has_no_other_page_and_says_where_it_is_explained(
        self, client: Client, observed: Observed, ict: Index
    ) -> None:
        answer = client.get("/chi-so/ict-index/")
        assert answer.status_code == 404 and "/chi-so/ict-index/la-gi/" in answer.content.decode()

    def test_without_any_words_is_not_there(self, client: Client, ict: Index) -> None:
        Index.objects.update(how_measured="")
        assert client.get("/chi-so/ict-index/la-gi/").status_code == 404


class TestEveryPage:
    @pytest.mark.parametrize("address", [*PAGES, *FILES])
    def test_shows_nothing_of_a_hidden_edition(self, client: Client, observed: Observed, address: str) -> None:
        page = read(client, address)
        assert [words for words in HIDDEN if words in page] == []
        assert "PCI" in page

    @pytest.mark.parametrize("address", [*PAGES, *FILES])
    def test_may_be_kept_and_sets_no_cookie(self, client: Client, observed: Observed, address: str) -> None:
        response = client.get(address)
        assert response.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
        assert not response.cookies

    @pytest.mark.parametrize("address", PAGES)
    def test_needs_no_script_and_no_inline_style(self, client: Client, observed: Observed, address: str) -> None:
        page = read(client, address)
        assert "style=" not in page
        assert len(re.findall(r"<script(?! type=\"application/ld)", page)) == 1  # the one that keeps pages

    @pytest.mark.parametrize("address", PAGES)
    def test_has_one_heading_of_the_first_rank_and_no_id_twice(
        self, client: Client, observed: Observed, address: str
    ) -> None:
        page = read(client, address)
        assert page.count("<h1") == 1
        ids = re.findall(r'\sid="([^"]+)"', page)
        assert sorted(name for name in set(ids) if ids.count(name) > 1) == []

    @pytest.mark.parametrize("address", PAGES)
    def test_leads_every_note_to_a_source_on_it(self, client: Client, observed: Observed, address: str) -> None:
        page = read(client, address)
        notes = set(re.findall(r'class="index-note" href="#([^"]+)"', page))
        assert notes <= set(re.findall(r'\sid="([^"]+)"', page))

    @pytest.mark.parametrize("address", ["/chi-so/khong-co/", "/chi-so/pci/1999/", "/chi-so/pci/2023/"])
    def test_that_is_not_there_says_what_to_do(self, client: Client, observed: Observed, address: str) -> None:
        response = client.get(address)
        assert response.status_code == 404
        assert "Bạn có thể làm gì" in response.content.decode()


class TestQueryCounts:
    def test_do_not_grow_with_years_or_provinces(self, client: Client, observed: Observed, now: datetime) -> None:
        make_portal(at=now)
        addresses = [*PAGES, "/chi-so/pci/?doi-tuong=hue&doi-tuong=quang-tri&thanh-phan=p2", "/chi-so/pci/so-lieu.csv"]
        few = {address: self._count(client, address) for address in addresses}
        add_years(observed, range(1990, 2017), now)
        add_provinces(observed, 60, now)
        many = {address: self._count(client, address) for address in addresses}
        assert many == few
        assert max(many.values()) <= 15, many

    def _count(self, client: Client, address: str) -> int:
        client.get(address)  # what a process asks once and keeps
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return len(asked)


class TestSeries:
    def test_shows_breaks_absences_other_sources_and_corrections(self, client: Client, observed: Observed) -> None:
        page = plain(read(client, "/chi-so/pci/"))
        for words in (
            "24,44", "nguồn khác: 24,47", "trước đây ghi 24,11", "Khảo sát có sai sót", "phiếu bị sai", "Chỗ ngắt",
            "Thang thử 2", "Chú thích cần đọc", "Báo cáo có chú thích", "Trang của tỉnh",
        ):  # fmt: skip
            assert words in page, words

    def test_shows_home_with_region_and_nation_unless_others_are_chosen(
        self, client: Client, observed: Observed
    ) -> None:
        page = plain(read(client, "/chi-so/pci/"))
        assert "24,13" in page and "23,14" in page and "26,02" not in page
        page = plain(read(client, "/chi-so/pci/?doi-tuong=hue"))
        assert "26,02" in page and "24,44" not in page

    def test_leaves_aside_what_makes_no_sense_and_says_so(self, client: Client, observed: Observed) -> None:
        page = plain(read(client, "/chi-so/pci/?doi-tuong=ai-do&thanh-phan=zz&tu-nam=x&doi-tuong="))
        assert "không có đối tượng nào mang mã “ai-do”" in page
        assert "không có thành phần nào mang mã “zz”" in page
        assert "“x” không phải là năm" in page
        assert "24,44" in page

    def test_draws_six_at_most(self, client: Client, observed: Observed, now: datetime) -> None:
        add_provinces(observed, 9, now)
        slugs = [entity.slug for entity in observed.region.members.all()]
        page = plain(read(client, "/chi-so/pci/?" + "&".join(f"doi-tuong={slug}" for slug in slugs)))
        assert "mỗi hình vẽ tối đa 6 đối tượng" in page

    def test_keeps_to_the_years_that_are_asked_for(self, client: Client, observed: Observed) -> None:
        page = read(client, "/chi-so/pci/?tu-nam=2021&den-nam=2022")
        assert 'href="/chi-so/pci/2021/"' in page and 'href="/chi-so/pci/2020/"' not in page

    def test_never_joins_the_province_before_and_after_a_merger(
        self, client: Client, observed: Observed, now: datetime
    ) -> None:
        observed.home.valid_to = date(2025, 6, 30)
        observed.home.save(update_fields=["valid_to"])
        new = EntityFactory(
            home=True, slug="quang-tri-2025", name="Tỉnh Quảng Trị (mới)", short_name="Quảng Trị (mới)",
            valid_from=date(2025, 7, 1),
        )  # fmt: skip
        EntitySuccession.objects.create(
            predecessor=observed.home, successor=new, on=date(2025, 7, 1), source="Nghị quyết thử"
        )
        make_value(make_edition(observed.index, 2025, at=now), new, "27.27", at=now)
        page = plain(read(client, "/chi-so/"))
        assert "không bao giờ nối thành một chuỗi" in page
        assert "27,27" in page and "24,44" in page


class TestEdition:
    def test_puts_the_weakest_component_first(self, client: Client, observed: Observed) -> None:
        page = read(client, "/chi-so/pci/2022/")
        table = page.partition('class="data-table index-table"')[2]
        assert table.index("5,51") < table.index("6,53") < table.index("8,52")
        assert "Thành phần yếu nhất đứng đầu" in page
        assert "55,1%" in table

    def test_names_the_best(self, client: Client, observed: Observed) -> None:
        assert re.search(r"6,24 .{0,200}Huế", plain(read(client, "/chi-so/pci/2022/")))

    def test_shows_whoever_is_chosen(self, client: Client, observed: Observed) -> None:
        page = read(client, "/chi-so/pci/2022/?doi-tuong=hue")
        assert "theo thành phần, Huế" in page


class TestRanking:
    def test_sorts_and_filters(self, client: Client, observed: Observed, now: datetime) -> None:
        add_provinces(observed, 3, now)
        page = read(client, "/chi-so/pci/2022/xep-hang/?sap=gia-tri").partition("<tbody>")[2]
        assert page.index("26,02") < page.index("24,44") < page.index("12,00")
        page = read(client, "/chi-so/pci/2022/xep-hang/?vung=khong-co&thanh-phan=p1")
        assert "không có lựa chọn “khong-co”" in plain(page) and "5,51" in page

    def test_says_among_how_many(self, client: Client, observed: Observed) -> None:
        assert "trên 63 đối tượng được xếp hạng" in plain(read(client, "/chi-so/pci/2022/xep-hang/"))


class TestLocalIndex:
    @pytest.fixture
    def ddci(self, now: datetime) -> Index:
        index = make_index("ddci", short_name="DDCI", kind=Index.Kind.LOCAL)
        edition = make_edition(index, 2024, at=now, illustrative=True, ranked_count=2)
        agency = AgencyFactory(slug="so-y-te", name="Sở Y tế", short_name="Sở Y tế")
        department = EntityFactory(slug="syt", name="Sở Y tế", short_name="Sở Y tế", kind="department", agency=agency)
        district = EntityFactory(slug="hai-lang", name="Huyện Hải Lăng", kind=EntityKind.DISTRICT)
        make_value(edition, department, "71.5", at=now, rank=1)
        make_value(edition, district, "68.25", at=now, rank=1)
        return index

    @pytest.mark.parametrize(
        "address",
        ["/chi-so/", "/chi-so/ddci/", "/chi-so/ddci/2024/", "/chi-so/ddci/2024/xep-hang/", "/chi-so/ddci/la-gi/"],
    )
    def test_marks_what_is_made_up(self, client: Client, ddci: Index, address: str) -> None:
        assert "minh họa" in plain(read(client, address)).lower()

    def test_marks_it_in_files_and_frames(self, client: Client, ddci: Index) -> None:
        for name in ("so-lieu.csv", "hinh.svg", "nhung/"):
            assert "minh họa" in read(client, f"/chi-so/ddci/{name}").lower(), name

    def test_ranks_departments_and_districts_apart(self, client: Client, ddci: Index) -> None:
        page = read(client, "/chi-so/ddci/2024/xep-hang/")
        assert page.count('class="data-table index-table"') == 2

    def test_stands_on_the_page_of_the_agency(self, client: Client, ddci: Index) -> None:
        page = read(client, "/co-quan/so-y-te/")
        assert "DDCI 2024" in page and "71,5" in page and "Minh họa" in page
        ddci.editions.update(opened_at=None)
        assert "DDCI 2024" not in read(client, "/co-quan/so-y-te/")


class TestSearchAndMap:
    @pytest.mark.parametrize("words", ["pci", "ipa", "năng lực cạnh tranh"])
    def test_find_what_an_index_is(self, client: Client, observed: Observed, search_folder: Path, words: str) -> None:
        observed.index.other_names, observed.index.name = ["IPA"], "Chỉ số năng lực cạnh tranh cấp tỉnh"
        observed.index.save(update_fields=["other_names", "name"])
        rebuild_search()
        assert 'href="/chi-so/pci/la-gi/"' in read(client, f"/tim-kiem/?q={words}")

    def test_give_only_what_is_in_public(self, client: Client, observed: Observed) -> None:
        assert {document.path for document in EDITIONS.documents(None)} == {
            f"/chi-so/pci/{year}/" for year in (2019, 2020, 2021, 2022)
        }
        assert set(INDICES.documents([])) == set()
        places = read(client, "/sitemap.xml")
        assert "/chi-so/pci/2022/" in places and "/chi-so/pci/2023/" not in places

    def test_change_with_the_index(self, observed: Observed) -> None:
        assert len(EDITIONS.touched_by("index", str(observed.index.pk))) == 5
        assert not EDITIONS.touched_by("storypage", "1")


class TestFirstPage:
    def test_shows_the_newest_of_each_index(self, client: Client, observed: Observed) -> None:
        page = plain(read(client, "/"))
        assert "Quảng Trị đứng ở đâu" in page and "24,44" in page and "đo năm 2022" in page

    def test_of_a_portal_shows_them_too(self, client: Client, observed: Observed, now: datetime) -> None:
        make_portal(at=now)
        page = plain(read(client, "/"))
        assert "Quảng Trị đứng ở đâu" in page and "24,44" in page

    def test_says_nothing_while_there_is_nothing(self, client: Client) -> None:
        assert "đứng ở đâu" not in read(client, "/")
        assert "Chưa có chỉ số nào" in read(client, "/chi-so/")
