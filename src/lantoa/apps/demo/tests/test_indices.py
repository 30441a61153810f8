"""The indices of the demonstration."""

import re
import tomllib
from datetime import datetime
from decimal import Decimal

import pytest

from lantoa.apps.accounts.models import User
from lantoa.apps.demo import steps
from lantoa.apps.demo.indices import FILE, fill_indices
from lantoa.apps.directives.models import Programme
from lantoa.apps.directives.tests.directive_texts import EXAMPLE, OTHER
from lantoa.apps.indices.models import Absence, ComponentTheme, Edition, Value
from lantoa.apps.newsroom.models import StoryFigure
from lantoa.apps.newsroom.queries.figures import drawn

TOLD = tomllib.loads(FILE.read_text(encoding="utf-8"))


@pytest.mark.usefixtures("small_demo")
class TestIndices:
    @pytest.fixture
    def programme(self, now: datetime) -> Programme:
        officer = steps.prepare_database(at=now)
        steps.fill_register(at=now)
        return steps.take_directive(EXAMPLE, officer=officer, at=now)

    def test_are_filled_once(self, programme: Programme, now: datetime) -> None:
        officer = User.objects.get(username="chuongtrinh")
        first = fill_indices(programme, by=officer, at=now)
        counts = [model.objects.count() for model in (Value, Edition, ComponentTheme)]
        second = fill_indices(programme, by=officer, at=now)
        assert (first.editions, second.editions, second.links, second.loaded.entered) == (2, 0, 0, 0)
        assert counts == [model.objects.count() for model in (Value, Edition, ComponentTheme)]
        assert first.links >= len(TOLD["link"])

    def test_hold_an_illustrative_ddci_with_totals_worked_out_and_ranks(
        self, programme: Programme, now: datetime
    ) -> None:
        fill_indices(programme, by=User.objects.get(username="chuongtrinh"), at=now)
        editions = Edition.objects.filter(index__slug="ddci")
        assert all(edition.illustrative and edition.opened_at for edition in editions)
        assert not Edition.objects.exclude(index__slug="ddci").filter(illustrative=True).exists()
        totals = Value.objects.current().filter(edition__in=editions, component__parent=None)
        for year in TOLD["ddci"]["years"]:
            districts = totals.filter(edition__year_measured=year, entity__kind="district")
            ranked = districts.exclude(number=None).order_by("rank")
            numbers = [value.number for value in ranked]
            assert numbers == sorted(numbers, reverse=True)
            assert districts.get(absence=Absence.TOO_FEW_ANSWERS).entity.agency.slug == "con-co-huyen"
        one = totals.exclude(number=None)[0]
        parts = Value.objects.current().filter(edition=one.edition, entity=one.entity).exclude(component__parent=None)
        by_hand = sum((part.number * part.component.weight for part in parts.select_related("component")), Decimal(0))
        assert one.number == round(by_hand / 10, 2)
        assert one.derived

    def test_leave_another_directive_without_links(
        self, now: datetime, tmp_path_factory: pytest.TempPathFactory
    ) -> None:
        officer = steps.prepare_database(at=now)
        steps.fill_register(at=now)
        file = tmp_path_factory.mktemp("khac") / "45.txt"
        file.write_text(OTHER, encoding="utf-8")
        programme = steps.take_directive(file, officer=officer, at=now)
        assert fill_indices(programme, by=officer, at=now).links == 0


@pytest.mark.usefixtures("small_demo")
class TestFiguresOfStories:
    def test_come_from_the_indices_and_the_one_of_a_year_is_held(self, now: datetime) -> None:
        officer = steps.prepare_database(at=now)
        steps.fill_register(at=now)
        programme = steps.take_directive(EXAMPLE, officer=officer, at=now)
        steps.take_indices(programme, officer=officer, at=now)
        steps.fill_newsroom(programme, port=8000, officer=officer, at=now)
        told = {}
        for figure in StoryFigure.objects.filter(source__startswith="indices."):
            shown = drawn(figure, at=now)
            assert shown.figure is not None, shown.problem
            assert shown.source_note
            told[figure.source] = (shown.figure.sentence, figure.frozen is not None)
        assert "61,26" in told["indices.series"][0]
        assert "42,394" in told["indices.edition"][0]
        assert [told["indices.series"][1], told["indices.edition"][1]] == [False, True]


class TestLinks:
    def test_weigh_the_components_of_the_ddci_to_100(self) -> None:
        assert sum(row["weight"] for row in TOLD["ddci"]["component"]) == 100

    def test_claim_no_cause(self) -> None:
        notes = " ".join(row["note"] for row in TOLD["link"]).lower()
        assert not re.search(r"\b(nhờ|do đó|vì vậy|làm tăng|giúp tăng|nâng)\b", notes)
