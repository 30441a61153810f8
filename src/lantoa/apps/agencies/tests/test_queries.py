"""Which agencies a recipient of a directive means on a day, with the shipped register."""

import unicodedata
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from conftest import Cast
from django.contrib.auth.models import AnonymousUser
from pytest_django import DjangoAssertNumQueries, DjangoDbBlocker

from lantoa.apps.accounts.models import User
from lantoa.apps.agencies.factories import AgencyFactory, shipped_register
from lantoa.apps.agencies.models import Agency, AgencyKind
from lantoa.apps.agencies.queries import agencies_named, agencies_of_class, agency_of, resolve_recipient
from lantoa.core.viettext import fold

DAY_300 = date(2023, 3, 29)
LAST_DISTRICT_DAY = date(2025, 6, 30)
TWO_TIER_DAY = date(2025, 7, 1)
ISLAND_OFFICE = "Phòng Kinh tế - Xã hội huyện đảo Cồn Cỏ"

# The recipients of directive 300 as printed; how many agencies each means, and of which kinds.
RECIPIENTS_300 = [
    ("Các Sở, ban, ngành cấp tỉnh", 25, {AgencyKind.PROVINCIAL_DEPARTMENT, AgencyKind.PROVINCIAL_AGENCY}),
    ("UBND các huyện, thị xã, thành phố", 10, {AgencyKind.DISTRICT_COMMITTEE}),
    ("Các cơ quan báo chí trên địa bàn tỉnh", 3, {AgencyKind.NEWSPAPER, AgencyKind.BROADCASTER}),
    ("Cổng thông tin điện tử UBND tỉnh", 1, {AgencyKind.PORTAL}),
    ("Trung tâm VH-TT-TD các huyện, thị xã, thành phố", 9, {AgencyKind.DISTRICT_CULTURE_CENTRE}),
    (ISLAND_OFFICE, 1, {AgencyKind.DISTRICT_OFFICE}),
]


@pytest.fixture(scope="class")
def register(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), shipped_register():
        yield


def _nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


@pytest.mark.usefixtures("register", "db")
class TestShippedRegister:
    def test_resolves_every_recipient_of_directive_300_on_its_day(
        self, django_assert_max_num_queries: Callable[[int], DjangoAssertNumQueries]
    ) -> None:
        for words, count, kinds in RECIPIENTS_300:
            with django_assert_max_num_queries(2):
                resolved = resolve_recipient(words, on=DAY_300)
            assert (resolved.words, resolved.reason) == (words, "")
            assert len(resolved.agencies) == len({agency.pk for agency in resolved.agencies}) == count, words
            assert {AgencyKind(agency.kind) for agency in resolved.agencies} <= kinds, words
            valid = set(Agency.objects.valid_on(DAY_300))
            assert set(resolved.agencies) <= valid

    def test_finds_the_island_office_by_its_name_alone(self) -> None:
        (office,) = resolve_recipient(ISLAND_OFFICE, on=DAY_300).agencies
        assert office.name.startswith("Phòng Kinh tế - Xã hội huyện")
        centres = resolve_recipient("Trung tâm VH-TT-TD các huyện, thị xã, thành phố", on=DAY_300).agencies
        assert office not in centres

    @pytest.mark.parametrize("form", [_nfd, fold, str.upper, lambda words: f"  {words} "])
    def test_does_not_mind_how_the_words_are_written(self, form: Callable[[str], str]) -> None:
        for words, count, _ in RECIPIENTS_300:
            assert len(resolve_recipient(form(words), on=DAY_300).agencies) == count, form(words)

    @pytest.mark.parametrize(
        "words", ["UBND các huyện, thị xã, thành phố", "Trung tâm VH-TT-TD các huyện, thị xã, thành phố", ISLAND_OFFICE]
    )
    def test_gives_no_district_after_the_level_ended_and_says_why(self, words: str) -> None:
        assert resolve_recipient(words, on=LAST_DISTRICT_DAY).agencies
        resolved = resolve_recipient(words, on=TWO_TIER_DAY)
        assert resolved.agencies == ()
        assert words in resolved.reason
        assert "hãy chọn trong danh bạ" in resolved.reason

    def test_gives_the_merged_departments_after_the_merger(self) -> None:
        before = resolve_recipient("Các Sở, ban, ngành cấp tỉnh", on=DAY_300).agencies
        after = resolve_recipient("Các Sở, ban, ngành cấp tỉnh", on=TWO_TIER_DAY).agencies
        assert {agency.slug for agency in before} & {agency.slug for agency in after if agency.valid_from} == set()
        assert all(agency.slug != "so-tttt" for agency in after)

    def test_finds_the_press_named_inside_a_sentence(self) -> None:
        for words, slug in [("Báo Quảng Trị", "bao-quang-tri"), ("Đài Phát thanh-Truyền hình tỉnh", "dai-ptth")]:
            assert [agency.slug for agency in resolve_recipient(words, on=DAY_300).agencies] == [slug]


@pytest.mark.django_db
class TestResolveRecipient:
    def test_leaves_a_name_of_two_agencies_to_a_person(self) -> None:
        AgencyFactory(name="Trung tâm Văn hóa huyện Thử", aliases=["Trung tâm Thử"])
        AgencyFactory(name="Trung tâm Thông tin huyện Thử", aliases=["Trung tâm thử"])
        resolved = resolve_recipient("Trung tâm Thử", on=DAY_300)
        assert resolved.agencies == ()
        assert resolved.reason == "Có 2 cơ quan cùng tên “Trung tâm Thử”; hãy chọn một."

    def test_takes_the_one_of_two_namesakes_that_existed_on_the_day(self) -> None:
        AgencyFactory(name="Sở Thử", ended=True)
        living = AgencyFactory(name="Sở Thử")
        assert resolve_recipient("Sở Thử", on=DAY_300).agencies == (living,)

    @pytest.mark.parametrize("words", ["Sở Không Có Thật", "Nhân dân trong tỉnh", "Lưu: VT", ""])
    def test_says_what_to_do_with_words_it_does_not_know(self, words: str) -> None:
        AgencyFactory(name="Sở Thử")
        resolved = resolve_recipient(words, on=DAY_300)
        assert (resolved.agencies, "thêm tên gọi khác" in resolved.reason) == ((), True)

    def test_takes_no_agency_for_a_part_of_its_name(self) -> None:
        AgencyFactory(name="Sở Thử nghiệm tỉnh Quảng Trị")
        assert resolve_recipient("Sở Thử", on=DAY_300).agencies == ()


@pytest.mark.django_db
class TestAgenciesOfClass:
    def test_gives_nothing_for_a_class_it_does_not_know(self) -> None:
        AgencyFactory()
        assert agencies_of_class("khong-co-nhom-nay", on=DAY_300) == []

    def test_gives_only_the_agencies_of_the_day(self) -> None:
        living = AgencyFactory()
        AgencyFactory(ended=True)
        AgencyFactory(later=True)
        AgencyFactory(newspaper=True)
        assert agencies_of_class("provincial_departments", on=DAY_300) == [living]


@pytest.mark.django_db
class TestAgenciesNamed:
    @pytest.mark.parametrize("words", ["sở y tế", "SO Y TE", _nfd("Sở Y tế"), " Sở  Y tế"])
    def test_goes_by_name_short_name_or_alias_accents_aside(self, words: str) -> None:
        by_name = AgencyFactory(name="Sở Y tế")
        by_short_name = AgencyFactory(name="Sở Y tế tỉnh Thử", short_name="Sở Y tế")
        by_alias = AgencyFactory(name="Ngành Y", aliases=["Sở Y tế"])
        AgencyFactory(name="Sở Y tế dự phòng")
        assert set(agencies_named(words, on=DAY_300)) == {by_name, by_short_name, by_alias}


@pytest.mark.django_db
class TestValidOn:
    def test_counts_the_first_and_the_last_day(self) -> None:
        agency = AgencyFactory(valid_from=date(2023, 1, 1), valid_to=date(2023, 12, 31))
        days = [date(2022, 12, 31), date(2023, 1, 1), date(2023, 12, 31), date(2024, 1, 1)]
        assert [agency in Agency.objects.valid_on(day) for day in days] == [False, True, True, False]

    def test_is_what_a_single_agency_says_of_itself(self) -> None:
        bounds = [None, date(2023, 1, 1), date(2023, 12, 31)]
        agencies = [
            AgencyFactory(valid_from=first, valid_to=last)
            for first in bounds
            for last in bounds
            if not (first and last and first > last)
        ]
        for day in (date(2022, 12, 31), date(2023, 1, 1), date(2023, 12, 31), date(2024, 1, 1)):
            assert set(Agency.objects.valid_on(day)) == {agency for agency in agencies if agency.is_valid_on(day)}

    def test_takes_an_unstated_bound_as_open(self) -> None:
        always = AgencyFactory()
        since, until = AgencyFactory(valid_from=date(2023, 1, 1)), AgencyFactory(valid_to=date(2023, 1, 1))
        assert set(Agency.objects.valid_on(date(1990, 1, 1))) == {always, until}
        assert set(Agency.objects.valid_on(date(2030, 1, 1))) == {always, since}


@pytest.mark.django_db
class TestNamedLike:
    @pytest.mark.parametrize("words", ["hải lăng", "HAI LANG", _nfd("Hải Lăng"), "huyen hai"])
    def test_finds_words_anywhere_in_a_name(self, words: str) -> None:
        agency = AgencyFactory(name="UBND huyện Hải Lăng")
        AgencyFactory(name="UBND huyện Vĩnh Linh")
        assert list(Agency.objects.named_like(words)) == [agency]


@pytest.mark.django_db
class TestAgencyOf:
    def test_is_the_agency_of_the_membership(self, cast: Cast) -> None:
        assert agency_of(cast.focal_officer) == cast.agency
        assert agency_of(cast.stranger) == cast.other_agency

    def test_is_none_for_those_who_speak_for_none(self, cast: Cast) -> None:
        assert agency_of(cast.leader) is None
        assert agency_of(AnonymousUser()) is None

    def test_takes_at_most_one_query_a_user(
        self, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        user = User.objects.select_related("membership__agency").get(pk=cast.focal_officer.pk)
        with django_assert_num_queries(0):
            assert agency_of(user) == agency_of(user) == cast.agency
