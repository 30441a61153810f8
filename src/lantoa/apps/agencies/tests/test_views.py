"""The register in the back office: list, agency, contacts; who may look and who may change."""

from collections.abc import Iterator
from datetime import date

import pytest
from conftest import Cast
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoDbBlocker

from lantoa.apps.accounts.factories import UserFactory
from lantoa.apps.agencies.factories import (
    AgencyFactory,
    ChannelFactory,
    MembershipFactory,
    SuccessionFactory,
    shipped_register,
)
from lantoa.apps.agencies.models import Agency, Contact
from lantoa.apps.base.models import AuditEntry

LIST = "/quan-tri/danh-ba/"
# Where Wagtail sends whoever may not open a page.
DOOR = "/quan-tri/"
AGENCY = "/quan-tri/danh-ba/co-quan/"


@pytest.fixture
def officer(cast: Cast, client: Client) -> Client:
    client.force_login(cast.programme_officer)
    return client


def _page(client: Client, address: str = LIST, **query: str) -> str:
    response = client.get(address, query)
    assert response.status_code == 200
    return response.content.decode()


def _queries(client: Client, address: str, **query: str) -> int:
    client.get(address, query)  # what is kept between requests is kept now
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(address, query).status_code == 200
    return len(queries)


class TestRegister:
    @pytest.mark.parametrize("words", ["thu nghiem", "Thử Nghiệm", "H50.77", "so-thu-nghiem"])
    def test_finds_by_words_without_accents_by_code_and_by_key(self, officer: Client, words: str) -> None:
        AgencyFactory(slug="so-thu-nghiem", name="Sở Thử nghiệm", code="H50.77")
        page = _page(officer, tim=words)
        assert "Sở Thử nghiệm" in page
        assert "UBND huyện Hải Lăng</a>" not in page

    def test_filters_by_kind_day_and_unverified(self, officer: Client) -> None:
        AgencyFactory(name="Báo Thử", newspaper=True)
        AgencyFactory(name="Sở Cũ", valid_to=date(2025, 2, 28))
        AgencyFactory(name="Sở Ngờ", unverified=True)
        assert "Báo Thử" not in _page(officer, loai="provincial_department")
        assert "Sở Cũ" in _page(officer, ngay="2025-02-28")
        assert "Sở Cũ" not in _page(officer, ngay="2025-03-01")
        page = _page(officer, chua="on")
        assert "Sở Ngờ" in page
        assert "Sở Y tế</a>" not in page

    def test_keeps_what_was_typed_and_says_what_is_wrong(self, officer: Client) -> None:
        page = _page(officer, ngay="31/31/2025", tim="sở y")
        assert "Ngày này chưa đúng" in page
        assert 'value="sở y"' in page
        assert "Sở Y tế" in page

    def test_says_what_to_do_when_nothing_is_found(self, officer: Client) -> None:
        assert "Hãy bỏ bớt điều kiện" in _page(officer, tim="không có cơ quan này")

    def test_sorts_by_name_as_vietnamese_does(self, officer: Client) -> None:
        for name in ("Đài A", "Dự án B", "Ủy ban C"):
            AgencyFactory(name=name)
        page = _page(officer, sap="name")
        places = [
            page.index(f"{name}</a>") for name in ("Dự án B", "Đài A", "Sở Y tế", "UBND huyện Hải Lăng", "Ủy ban C")
        ]
        assert places == sorted(places)

    def test_reads_as_now_with_the_predecessors_named(self, officer: Client) -> None:
        old, new = AgencyFactory(name="Sở Cũ", valid_to=date(2023, 2, 28)), AgencyFactory(name="Sở Mới")
        SuccessionFactory(predecessor=old, successor=new)
        then, now = _page(officer), _page(officer, doc="hien-nay")
        assert "<strong>4</strong> cơ quan." in then
        assert "<strong>4</strong> cơ quan khi đó, tính vào <strong>3</strong> cơ quan hiện nay" in now
        assert "Sở Cũ</a>" not in now
        # Filtered to a day when only the old one existed, the new one stands for it.
        assert "gồm: Sở Cũ" in _page(officer, doc="hien-nay", ngay="2023-02-28", tim="so cu").replace("\n", "")

    @pytest.mark.parametrize("query", [{}, {"doc": "hien-nay"}])
    def test_asks_the_same_number_of_queries_for_many(self, officer: Client, query: dict[str, str]) -> None:
        def grow(count: int) -> None:
            for _ in range(count):
                old = AgencyFactory(valid_to=date(2023, 2, 28), parent=Agency.objects.get(slug="hai-lang"))
                new = AgencyFactory()
                SuccessionFactory(predecessor=old, successor=new)
                ChannelFactory(agency=new)

        grow(2)
        few = _queries(officer, LIST, **query)
        grow(20)
        assert _queries(officer, LIST, **query) == few

    def test_is_closed_to_the_stranger(self, cast: Cast, client: Client) -> None:
        client.force_login(cast.stranger)
        assert client.get(LIST).headers["Location"] == DOOR


@pytest.fixture(scope="class")
def register(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), shipped_register():
        yield


@pytest.mark.usefixtures("register", "db")
class TestShippedRegister:
    def _page(self, client: Client, address: str) -> str:
        client.force_login(UserFactory(is_superuser=True))
        return _page(client, address)

    def test_shows_the_line_of_a_department_over_two_mergers(self, client: Client) -> None:
        page = self._page(client, f"{AGENCY}so-tttt/")
        assert "Nay tính vào" in page
        assert f'href="{AGENCY}so-khcn-moi/"' in page
        assert page.index("01/03/2025") < page.index("01/07/2025")

    def test_says_that_a_district_among_communes_stands_alone(self, client: Client) -> None:
        assert "chia cho nhiều nơi" in self._page(client, f"{AGENCY}vinh-linh/")

    def test_reads_every_agency_without_an_error(self, client: Client) -> None:
        client.force_login(UserFactory(is_superuser=True))
        slugs = list(Agency.objects.exclude(kind="commune_committee").values_list("slug", flat=True))
        assert {client.get(f"{AGENCY}{slug}/").status_code for slug in slugs} == {200}


class TestAgency:
    def test_shows_all_that_the_register_says(self, officer: Client, cast: Cast) -> None:
        agency = AgencyFactory(
            slug="so-a", name="Sở A", aliases=["SA"], parent=cast.agency, code="H50.1", sources=["Quyết định 1"],
            unverified=True, note="Ghi chú thử.",
        )  # fmt: skip
        ChannelFactory(agency=agency, name="Trang Sở A")
        Contact.objects.create(agency=agency, name="Văn thư", email="vt@soa.example")
        AgencyFactory(name="Trung tâm trực thuộc", parent=agency)
        page = _page(officer, f"{AGENCY}so-a/")
        expected = ["SA", "UBND huyện Hải Lăng", "H50.1", "Quyết định 1", "chưa kiểm chứng", "Ghi chú thử.",
                      "Trang Sở A", "vt@soa.example", "Trung tâm trực thuộc", "Việc được giao của cơ quan"]  # fmt: skip
        assert [words for words in expected if words not in page] == []

    def test_shows_an_officer_the_own_agency_and_no_other(self, cast: Cast, client: Client) -> None:
        client.force_login(cast.focal_officer)
        assert client.get(f"{AGENCY}hai-lang/").status_code == 200
        assert client.get("/quan-tri/danh-ba/cua-toi/").headers["Location"] == f"{AGENCY}hai-lang/"
        client.force_login(cast.stranger)
        assert client.get(f"{AGENCY}hai-lang/").status_code == 404

    def test_tells_an_officer_without_agency_what_to_do(self, cast: Cast, client: Client) -> None:
        cast.focal_officer.membership.delete()
        client.force_login(cast.focal_officer)
        assert "gắn tài khoản với cơ quan" in _page(client, "/quan-tri/danh-ba/cua-toi/")

    def test_asks_the_same_number_of_queries_for_many_rows(self, officer: Client, cast: Cast) -> None:
        def grow(count: int) -> None:
            for place in range(count):
                ChannelFactory(agency=cast.agency)
                AgencyFactory(parent=cast.agency)
                SuccessionFactory(predecessor=AgencyFactory(), successor=cast.agency)
                Contact.objects.create(agency=cast.agency, name=f"Người {place}")

        grow(1)
        few = _queries(officer, f"{AGENCY}hai-lang/")
        grow(15)
        assert _queries(officer, f"{AGENCY}hai-lang/") == few


CONTACT = {"name": "Văn thư", "email": "vt@hailang.example", "phone": "0233 000 0000", "active": "on"}


class TestContacts:
    def test_are_added_and_changed_by_the_own_focal_officer(self, cast: Cast, client: Client) -> None:
        client.force_login(cast.focal_officer)
        assert client.post(f"{AGENCY}hai-lang/lien-he/", CONTACT).status_code == 302
        contact = Contact.objects.get()
        assert (contact.agency, contact.email, contact.active) == (cast.agency, "vt@hailang.example", True)
        client.post(f"/quan-tri/danh-ba/lien-he/{contact.pk}/", CONTACT | {"email": "moi@hailang.example"})
        contact.refresh_from_db()
        assert contact.email == "moi@hailang.example"
        acts = {entry.act: entry.detail for entry in AuditEntry.objects.filter(act__contains="contact")}
        assert acts["agencies.change_contact"] == {"agency": "hai-lang", "fields": ["email"]}
        assert "hailang.example" not in str(acts)

    def test_are_out_of_reach_of_the_stranger(self, cast: Cast, client: Client) -> None:
        contact = Contact.objects.create(agency=cast.agency, name="Văn thư", email="vt@hailang.example")
        client.force_login(cast.stranger)
        assert client.post(f"{AGENCY}hai-lang/lien-he/", CONTACT).status_code == 404
        assert client.post(f"/quan-tri/danh-ba/lien-he/{contact.pk}/", CONTACT | {"name": "Khác"}).status_code == 404
        contact.refresh_from_db()
        assert (contact.name, Contact.objects.count()) == ("Văn thư", 1)

    def test_are_not_changed_by_whoever_only_looks(self, cast: Cast, client: Client) -> None:
        for user in (cast.leader, cast.editor, cast.radio_officer):
            client.force_login(user)
            assert client.post(f"{AGENCY}hai-lang/lien-he/", CONTACT).headers["Location"] == DOOR
            assert "Thêm người liên hệ" not in _page(client, f"{AGENCY}hai-lang/")

    @pytest.mark.parametrize(
        ("field", "value", "words"),
        [
            ("name", "", "Hãy điền họ tên"),
            ("email", "vt@", "chưa đúng"),
            ("email", "da.co@hailang.example", "đã có người liên hệ"),
            ("phone", "hỏi văn thư", "chỉ gồm chữ số"),
        ],
    )
    def test_keep_what_was_typed_and_say_what_to_mend(
        self, officer: Client, cast: Cast, field: str, value: str, words: str
    ) -> None:
        Contact.objects.create(agency=cast.agency, name="Có sẵn", email="da.co@hailang.example")
        response = officer.post(f"{AGENCY}hai-lang/lien-he/", CONTACT | {"position": "Chánh Văn phòng", field: value})
        page = response.content.decode()
        assert (response.status_code, words in page, "Chánh Văn phòng" in page) == (422, True, True)
        assert Contact.objects.count() == 1


class TestRegisters:
    """Wagtail's lists of the register."""

    @pytest.mark.parametrize("name", ["co-quan", "kenh", "ke-thua", "nguoi-cua-co-quan"])
    def test_ask_the_same_number_of_queries_for_many(self, officer: Client, name: str) -> None:
        def grow(count: int) -> None:
            for _ in range(count):
                ChannelFactory()
                SuccessionFactory()
                MembershipFactory()

        grow(2)
        few = _queries(officer, f"/quan-tri/{name}/")
        grow(10)
        assert _queries(officer, f"/quan-tri/{name}/") == few

    def test_take_a_code_only_in_its_form(self, officer: Client) -> None:
        values = {
            "slug": "so-b", "name": "Sở B", "short_name": "Sở B", "aliases": "[]", "sources": "[]",
            "kind": "provincial_department", "code": "mã sai",
        }  # fmt: skip
        page = officer.post("/quan-tri/co-quan/new/", values).content.decode()
        assert "Quyết định 20/2020/QĐ-TTg" in page
        officer.post("/quan-tri/co-quan/new/", values | {"code": "h50.2"})
        assert Agency.objects.get(slug="so-b").code == "H50.2"
