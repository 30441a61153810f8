"""Where feedback goes: the most exact rule, agencies that ended, the merger of 1 July 2025; against a slow reading."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from conftest import NOW
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoDbBlocker

from lantoa.apps.agencies.factories import shipped_register
from lantoa.apps.agencies.models import Agency, AgencyKind
from lantoa.apps.feedback.actions.citizen import reopen
from lantoa.apps.feedback.actions.handling import answer, receive
from lantoa.apps.feedback.actions.rules import load_feedback_rules
from lantoa.apps.feedback.factories import make_clock_rule, make_feedback
from lantoa.apps.feedback.models import RoutingRule
from lantoa.apps.feedback.queries.routing import Routed, clock_rule_for, route
from lantoa.apps.services.factories import SectorFactory
from lantoa.apps.services.models import Sector

pytestmark = pytest.mark.django_db
BEFORE, SPRING, AFTER = date(2024, 6, 3), date(2025, 4, 7), date(2025, 7, 7)


@pytest.fixture(scope="class")
def register(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), shipped_register():
        yield


def _agency(slug: str) -> Agency:
    return Agency.objects.get(slug=slug)


def _rule(sector: str | None = None, **values: object) -> RoutingRule:
    rule: RoutingRule = RoutingRule.objects.create(
        sector=SectorFactory(slug=sector) if sector else None, target=values.pop("target", "agency"), **values
    )
    return rule


def _to(sector: str, place: str | None, on: date, about: str | None = None) -> Routed:
    return route(
        sector=SectorFactory(slug=sector),
        place=_agency(place) if place else None,
        about_agency=_agency(about) if about else None,
        on=on,
    )


def _slug(found: Routed) -> str | None:
    return found.agency.slug if found.agency else None


@pytest.mark.usefixtures("register")
class TestAcrossTheMerger:
    @pytest.mark.parametrize(
        ("slug", "before", "spring", "after"),
        [
            ("so-tttt", "so-tttt", "so-khcn-2025", "so-khcn-moi"),
            ("so-tnmt", "so-tnmt", "so-nnmt-2025", "so-nnmt-moi"),
            ("so-ldtbxh", "so-ldtbxh", "so-noi-vu-2025", "so-noi-vu-moi"),
            ("so-yte", "so-yte", "so-yte", "so-yte-moi"),
            ("cong-an-tinh", "cong-an-tinh", "cong-an-tinh", "cong-an-tinh-moi"),
            ("ubnd-tinh", "ubnd-tinh", "ubnd-tinh", "ubnd-tinh-moi"),
        ],
    )
    def test_departments_are_followed_to_whoever_took_their_place(
        self, slug: str, before: str, spring: str, after: str
    ) -> None:
        _rule("viec", agency=_agency(slug))
        assert [_slug(_to("viec", None, day)) for day in (BEFORE, SPRING, AFTER)] == [before, spring, after]

    def test_an_agency_that_does_not_exist_yet_takes_nothing(self) -> None:
        _rule("viec", agency=_agency("so-khcn-moi"))
        found = _to("viec", None, BEFORE)
        assert found.agency is None
        assert "không còn vào ngày 03/6/2024" in found.words

    def test_a_commune_that_was_merged_stands_under_the_new_one(self) -> None:
        _rule(target="place")
        old = "phuong-dong-giang-dong-ha"
        assert _slug(_to("viec", old, BEFORE)) == old
        assert _slug(_to("viec", old, AFTER)) == "phuong-dong-ha"
        assert _slug(_to("viec", "phuong-dong-ha", AFTER)) == "phuong-dong-ha"

    def test_a_district_holds_its_communes_until_it_ended(self) -> None:
        _rule(target="place")
        _rule(place=_agency("dong-ha"), agency=_agency("dong-ha"))
        assert _slug(_to("viec", "phuong-dong-giang-dong-ha", BEFORE)) == "dong-ha"
        assert _slug(_to("viec", "phuong-dong-giang-dong-ha", AFTER)) == "phuong-dong-ha"
        assert "chưa rõ cơ quan nào thay" not in _to("viec", "phuong-dong-ha", AFTER).words

    def test_a_district_itself_has_no_single_successor(self) -> None:
        _rule("viec", agency=_agency("hai-lang"))
        assert _slug(_to("viec", None, BEFORE)) == "hai-lang"
        found = _to("viec", None, AFTER)
        assert found.agency is None
        assert found.words.startswith("Chờ phân công: UBND huyện Hải Lăng không còn")
        assert "nay là 5 đơn vị và phản ánh không nêu rõ thuộc đơn vị nào" in found.words

    def test_what_a_district_answered_for_goes_to_the_commune_where_it_happened(self) -> None:
        _rule("viec", agency=_agency("hai-lang"))
        assert _slug(_to("viec", "xa-dien-sanh", AFTER)) == "xa-dien-sanh"
        assert "UBND huyện Hải Lăng nay là UBND xã Diên Sanh (nơi xảy ra)" in _to("viec", "xa-dien-sanh", AFTER).words
        elsewhere = _to("viec", "phuong-dong-ha", AFTER)
        assert elsewhere.agency is None
        assert "nơi xảy ra không thuộc đơn vị nào trong đó" in elsewhere.words

    def test_a_rule_for_a_district_holds_for_the_communes_formed_from_it(self) -> None:
        _rule("viec", agency=_agency("so-yte"))
        _rule("viec", place=_agency("hai-lang"), agency=_agency("so-tnmt"))
        for place in ("xa-dien-sanh", "xa-hai-lang", "xa-my-thuy", "xa-nam-hai-lang", "xa-vinh-dinh"):
            assert _slug(_to("viec", place, AFTER)) == "so-nnmt-moi"
        assert _slug(_to("viec", "phuong-dong-ha", AFTER)) == "so-yte-moi"
        _rule("viec", place=_agency("xa-hai-lang"), agency=_agency("xa-hai-lang"))
        assert _slug(_to("viec", "xa-hai-lang", AFTER)) == "xa-hai-lang"

    def test_a_rule_for_a_district_is_passed_over_where_a_commune_was_formed_from_two(self) -> None:
        _rule("viec", place=_agency("hai-lang"), agency=_agency("so-tnmt"))
        _agency("trieu-phong").successions.create(
            successor=_agency("xa-dien-sanh"), kind="level_ended", on=date(2025, 7, 1)
        )
        found = _to("viec", "xa-dien-sanh", AFTER)
        assert found.agency is None
        assert "UBND xã Diên Sanh gồm phần của nhiều đơn vị cũ, chưa rõ có thuộc UBND huyện Hải Lăng" in found.words
        assert _slug(_to("viec", "xa-hai-an-hai-lang", AFTER)) == "so-nnmt-moi"

    def test_the_superior_of_a_commune_is_the_district_then_the_province(self) -> None:
        _rule(target="superior")
        assert _slug(_to("viec", None, BEFORE, about="phuong-1-dong-ha")) == "dong-ha"
        assert _slug(_to("viec", None, AFTER, about="phuong-dong-ha")) == "ubnd-tinh-moi"

    def test_what_is_opened_again_after_the_merger_goes_to_the_heir(self) -> None:
        make_clock_rule(reopen_days=400)
        _rule("viec", agency=_agency("so-tttt"))
        sent = NOW.replace(year=2025, month=2, day=3)
        feedback = make_feedback(at=sent, sector=SectorFactory(slug="viec"))
        receive(feedback=feedback, at=sent)
        assert feedback.agency == _agency("so-tttt")
        answer(feedback=feedback, by=None, at=sent + timedelta(days=1), words="Đã sửa")
        reopen(feedback=feedback, words="Vẫn hỏng", at=sent + timedelta(days=155))
        assert feedback.agency == _agency("so-khcn-moi")
        assert "thay Sở TTTT" in feedback.routed_by

    def test_what_a_district_answered_goes_by_the_place_when_opened_again(self) -> None:
        make_clock_rule(reopen_days=400)
        _rule(target="place")
        _rule(place=_agency("dong-ha"), agency=_agency("dong-ha"))
        sent = NOW.replace(year=2025, month=6, day=20)
        feedback = make_feedback(at=sent, place=_agency("phuong-dong-giang-dong-ha"))
        receive(feedback=feedback, at=sent)
        assert feedback.agency == _agency("dong-ha")
        answer(feedback=feedback, by=None, at=sent + timedelta(days=1), words="Đã sửa")
        reopen(feedback=feedback, words="Vẫn hỏng", at=sent + timedelta(days=20))
        assert feedback.agency == _agency("phuong-dong-ha")

    def test_the_rules_that_ship_find_an_agency_of_every_time(self) -> None:
        for slug in ("dat-dai", "y-te", "mot-cua", "dich-vu-cong-truc-tuyen", "ho-tich"):
            SectorFactory(slug=slug)
        counts = load_feedback_rules(by=None, at=NOW)
        assert counts == {"routing": 8, "clocks": 1}
        assert load_feedback_rules(by=None, at=NOW) == {"routing": 0, "clocks": 0}
        assert _slug(_to("dat-dai", "phuong-dong-ha", AFTER)) == "phuong-dong-ha"
        assert _slug(_to("dat-dai", None, AFTER)) == "so-nnmt-moi"
        assert _slug(_to("dich-vu-cong-truc-tuyen", "phuong-dong-ha", AFTER)) == "so-khcn-moi"
        assert _slug(_to("mot-cua", "phuong-dong-ha", AFTER, about="phuong-dong-ha")) == "ubnd-tinh-moi"
        assert _slug(_to("mot-cua", "phuong-dong-ha", AFTER)) == "phuong-dong-ha"
        assert _to("y-te", None, BEFORE).rule is not None


class TestNowhere:
    def test_says_that_there_is_no_rule(self) -> None:
        found = route(sector=SectorFactory(), place=None, about_agency=None, on=BEFORE)
        assert (found.agency, found.rule) == (None, None)
        assert found.words == "Chờ phân công: không có cách chuyển nào có hiệu lực cho lĩnh vực này."

    def test_says_what_the_feedback_did_not(self) -> None:
        RoutingRule.objects.create(target="place")
        assert "mà phản ánh không nêu" in route(sector=SectorFactory(), place=None, about_agency=None, on=BEFORE).words


class TestClockRules:
    def test_of_the_kind_come_before_those_for_all_and_the_younger_before_the_older(self) -> None:
        every, _ = make_clock_rule(), make_clock_rule(valid_from=date(2026, 1, 1))
        older = make_clock_rule(agency_kind=AgencyKind.COMMUNE_COMMITTEE)
        younger = make_clock_rule(agency_kind=AgencyKind.COMMUNE_COMMITTEE, valid_from=date(2024, 1, 1))
        commune = Agency(kind=AgencyKind.COMMUNE_COMMITTEE)
        assert clock_rule_for(commune, on=date(2023, 5, 1)) == older
        assert clock_rule_for(commune, on=date(2024, 5, 1)) == younger
        assert clock_rule_for(Agency(kind=AgencyKind.PORTAL), on=date(2024, 5, 1)) == every
        assert clock_rule_for(None, on=date(2019, 5, 1)) is None


# --- against a reading that asks of every rule whether a better one fits
_DAYS = [date(2025, 1, 1) + timedelta(days=30 * number) for number in range(12)]
_BOUND = st.none() | st.sampled_from(_DAYS)
_RULES = st.lists(
    st.tuples(
        st.integers(0, 2), st.integers(0, 4), st.sampled_from(["agency", "place", "about", "superior"]),
        st.integers(0, 3), _BOUND, _BOUND,
    ),
    max_size=6,
)  # fmt: skip


def _world() -> tuple[list[Sector], list[Agency], list[Agency]]:
    """Return two sectors; a province with a district with a commune, and another commune that was merged into the
    first; and four agencies of which two ended, one with an heir.
    """
    sectors = [SectorFactory(), SectorFactory()]

    def agency(name: str, **values: object) -> Agency:
        row: Agency = Agency.objects.create(slug=name, name=name, short_name=name, kind="portal", **values)
        return row

    province = agency("tinh")
    district = agency("huyen", parent=province)
    commune = agency("xa", parent=district)
    merged = agency("xa-cu", parent=district, valid_to=_DAYS[5])
    merged.successions.create(successor=commune, kind="merged", on=_DAYS[5] + timedelta(days=1))
    old, lost = agency("so-cu", valid_to=_DAYS[6]), agency("so-mat", valid_to=_DAYS[6])
    heir = agency("so-moi", valid_from=_DAYS[6] + timedelta(days=1))
    old.successions.create(successor=heir, kind="renamed", on=heir.valid_from)
    return sectors, [province, district, commune, merged], [old, lost, heir, agency("so")]


class TestAgainstTheSlowReading:
    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        rules=_RULES, sector=st.integers(0, 1), place=st.integers(0, 4), about=st.integers(0, 4),
        on=st.sampled_from(_DAYS),
    )  # fmt: skip
    def test_agrees(self, rules: list[tuple[int, int, str, int, date | None, date | None]], sector: int, place: int,
                    about: int, on: date) -> None:  # fmt: skip

        with transaction.atomic():
            sectors, places, agencies = _world()
            stored = [
                RoutingRule.objects.create(
                    sector=[None, *sectors][of], place=[None, *places][at], target=target,
                    agency=agencies[to] if target == "agency" else None, valid_from=first, valid_to=last,
                )
                for of, at, target, to, first, last in rules
                if first is None or last is None or first <= last
            ]  # fmt: skip
            asked_place, asked_about = [None, *places][place], [None, *agencies][about]
            found = route(sector=sectors[sector], place=asked_place, about_agency=asked_about, on=on)
            expected = _slowly(stored, sectors[sector], asked_place, asked_about, on)
            assert (found.rule, found.agency) == expected
            transaction.set_rollback(True)


def _today(agency: Agency, on: date) -> Agency | None:
    """Return the agency itself if it exists on the day, else the one heir that does."""
    if agency.is_valid_on(on):
        return agency
    heirs = [row.successor for row in agency.successions.filter(on__lte=on) if row.successor]
    return heirs[0] if len(heirs) == 1 and heirs[0].is_valid_on(on) else None


def _holds(rule_place: Agency, place: Agency | None, on: date) -> int | None:
    """Return how many steps up from the place (or from what it became) the rule's place, or what it became, lies."""
    steps = []
    for start in {place, place and _today(place, on)} - {None}:
        above, distance = start, 0
        while above is not None:
            if above in {rule_place, _today(rule_place, on)}:
                steps.append(distance)
            above, distance = above.parent, distance + 1
    return min(steps, default=None)


def _slowly(
    rules: list[RoutingRule], sector: Sector, place: Agency | None, about: Agency | None, on: date
) -> tuple[RoutingRule | None, Agency | None]:
    fitting = []
    for rule in rules:
        if (rule.valid_from and on < rule.valid_from) or (rule.valid_to and on > rule.valid_to):
            continue
        if rule.sector and rule.sector != sector:
            continue
        distance = _holds(rule.place, place, on) if rule.place else 99
        if distance is None:
            continue
        given = {"agency": rule.agency, "place": place, "about": about, "superior": about and about.parent}[rule.target]
        if given is None or (agency := _today(given, on)) is None:
            continue
        order = (distance, rule.sector is None, rule.target == "agency",
                 -(rule.valid_from or date.min).toordinal(), -rule.pk)  # fmt: skip
        fitting.append((order, rule, agency))
    fitting.sort(key=lambda entry: entry[0])
    return (fitting[0][1], fitting[0][2]) if fitting else (None, None)
