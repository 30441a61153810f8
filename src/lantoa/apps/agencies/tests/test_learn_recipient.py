"""What a person decides about the words of a directive is known from then on, and never guessed."""

from datetime import date, datetime

import pytest
from conftest import Cast
from pytest_django import DjangoAssertNumQueries

from lantoa.apps.agencies.actions import CannotLearn, learn_recipient
from lantoa.apps.agencies.factories import AgencyFactory
from lantoa.apps.agencies.models import LearntRecipient
from lantoa.apps.agencies.queries import resolve_recipient, suggested_agencies
from lantoa.apps.base.models import AuditEntry

DAY = date(2023, 3, 29)


class TestLearnRecipient:
    def test_is_used_for_the_same_words_accents_aside(self, cast: Cast, now: datetime) -> None:
        words = "Ngành Y tế"
        assert resolve_recipient(words, on=DAY).agencies == ()
        learn_recipient(words=words, agencies=[cast.other_agency], by=cast.programme_officer, at=now)
        resolved = resolve_recipient("nganh y te", on=DAY)
        assert (resolved.agencies, resolved.learnt) == ((cast.other_agency,), True)

    def test_makes_the_words_another_name_of_the_one_agency(self, cast: Cast, now: datetime) -> None:
        learn_recipient(words="Ngành Y tế", agencies=[cast.other_agency], by=cast.programme_officer, at=now)
        learn_recipient(words="NGÀNH Y TẾ", agencies=[cast.other_agency], by=cast.programme_officer, at=now)
        cast.other_agency.refresh_from_db()
        assert cast.other_agency.aliases == ["Ngành Y tế"]
        assert cast.other_agency.folded_names == "so y te\nnganh y te"

    def test_makes_no_name_of_words_that_mean_several(self, cast: Cast, now: datetime) -> None:
        both = [cast.agency, cast.other_agency]
        learn_recipient(words="Hai đơn vị điểm", agencies=both, by=cast.programme_officer, at=now)
        assert set(resolve_recipient("Hai đơn vị điểm", on=DAY).agencies) == set(both)
        cast.agency.refresh_from_db()
        assert cast.agency.aliases == []

    def test_settles_a_name_that_two_agencies_share(self, cast: Cast, now: datetime) -> None:
        namesake = AgencyFactory(name="Sở Y tế")
        assert resolve_recipient("Sở Y tế", on=DAY).agencies == ()
        learn_recipient(words="Sở Y tế", agencies=[namesake], by=cast.programme_officer, at=now)
        assert resolve_recipient("Sở Y tế", on=DAY).agencies == (namesake,)

    def test_goes_before_a_class(self, cast: Cast, now: datetime) -> None:
        words = "Các Sở, ban, ngành cấp tỉnh"
        AgencyFactory(name="Sở Khác")
        learn_recipient(words=words, agencies=[cast.other_agency], by=cast.programme_officer, at=now)
        assert resolve_recipient(words, on=DAY).agencies == (cast.other_agency,)

    def test_means_nobody_who_did_not_exist_on_the_day(self, cast: Cast, now: datetime) -> None:
        ended = AgencyFactory(name="Sở Cũ", ended=True)
        learn_recipient(words="Đơn vị cũ", agencies=[ended], by=cast.programme_officer, at=now)
        assert resolve_recipient("Đơn vị cũ", on=date(2023, 2, 28)).agencies == (ended,)
        resolved = resolve_recipient("Đơn vị cũ", on=DAY)
        assert (resolved.agencies, resolved.learnt) == ((), False)

    def test_takes_the_place_of_an_earlier_decision(self, cast: Cast, now: datetime) -> None:
        for agency in (cast.agency, cast.other_agency):
            learn_recipient(words="Đơn vị điểm", agencies=[agency], by=cast.programme_officer, at=now)
        assert LearntRecipient.objects.count() == 1
        assert resolve_recipient("Đơn vị điểm", on=DAY).agencies == (cast.other_agency,)
        acts = AuditEntry.objects.filter(act="agencies.learn_recipient").order_by("pk")
        assert [(entry.actor, entry.detail["agencies"], entry.detail["new"]) for entry in acts] == [
            ("chuong.trinh", ["hai-lang"], True),
            ("chuong.trinh", ["so-y-te"], False),
        ]

    def test_is_refused_without_an_agency(self, cast: Cast, now: datetime) -> None:
        with pytest.raises(CannotLearn, match="ít nhất một cơ quan"):
            learn_recipient(words="Ai đó", agencies=[], by=cast.programme_officer, at=now)
        assert not LearntRecipient.objects.exists()


class TestSuggestedAgencies:
    def test_puts_the_most_alike_first_and_nobody_unlike(
        self, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        culture = AgencyFactory(name="Sở Văn hóa, Thể thao và Du lịch", aliases=["Sở VHTTDL"])
        AgencyFactory(name="Sở Văn hóa cũ", ended=True)
        with django_assert_num_queries(1):
            found = suggested_agencies(["So Van hoa TT va Du lich", "UBND H. Hải Lăng", "Kho bạc"], on=DAY)
        assert found["So Van hoa TT va Du lich"][0] == culture
        assert found["UBND H. Hải Lăng"][0] == cast.agency
        assert found["Kho bạc"] == []
