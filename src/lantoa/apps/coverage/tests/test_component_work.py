"""What stands beside a component: only what was linked and confirmed, and the figures the matrix has."""

import random
from datetime import date

import pytest
from conftest import NOW
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lantoa.apps.agencies.factories import AgencyFactory
from lantoa.apps.assignments.factories import AssignmentFactory
from lantoa.apps.coverage.factories import ThemeMatchFactory
from lantoa.apps.coverage.models import Decision
from lantoa.apps.coverage.queries import component_work, coverage_matrix, measured_windows
from lantoa.apps.directives.factories import DutyFactory, ProgrammeFactory, ThemeFactory
from lantoa.apps.directives.models import Programme, Theme
from lantoa.apps.harvest.factories import ArticleFactory, SourceFactory
from lantoa.apps.harvest.models import Source
from lantoa.apps.indices.factories import make_edition, make_index
from lantoa.apps.indices.models import Component, ComponentTheme, Edition

pytestmark = pytest.mark.django_db
TODAY = date(2024, 8, 1)


@pytest.fixture
def edition() -> Edition:
    return make_edition(make_index("papi", parts=2), 2023, at=NOW)


def part(edition: Edition, code: str = "p1") -> Component:
    return edition.scale.components.get(code=code)


def link(component: Component, theme: Theme) -> ComponentTheme:
    return ComponentTheme.objects.create(component=component, theme=theme, note="Cùng nói về một việc.")


def _province(programme: Programme, seed: int) -> list[Theme]:
    """Return the themes of the programme with agencies that owe them at random, read or not, and their articles."""
    dice = random.Random(seed)
    themes = [ThemeFactory(programme=programme, position=place) for place in (1, 2, 3)]
    for _ in range(6):
        agency = AgencyFactory()
        source = SourceFactory(agency=agency, state=dice.choice([Source.State.REACHABLE, Source.State.UNREACHABLE]))
        for theme in themes:
            if dice.random() < 0.6:
                AssignmentFactory(duty=DutyFactory(theme=theme, recipient=agency.name), agency=agency)
            for _ in range(dice.choice([0, 0, 1, 2])):
                day = dice.choice([date(2022, 12, 31), date(2023, 1, 1), date(2023, 12, 31), date(2024, 3, 1), TODAY])
                article = ArticleFactory(source=source, published_on=day)
                decision = dice.choice([Decision.PROPOSED, Decision.PROPOSED, Decision.CONFIRMED, Decision.REJECTED])
                given = {"confirmed": {"confirmed": True}, "rejected": {"rejected": True}}.get(decision, {})
                ThemeMatchFactory(article=article, theme=theme, **given)
    return themes


class TestComponentWork:
    def test_has_the_figures_of_the_matrix_in_the_year_measured_and_since(self, edition: Edition) -> None:
        for seed in range(6):
            programme = ProgrammeFactory(confirmed=True)
            themes = _province(programme, seed)
            ComponentTheme.objects.all().delete()
            for theme in themes:
                link(part(edition), theme)
            works = component_work(edition, today=TODAY)[part(edition).pk]
            for place, window in enumerate(measured_windows(2023, today=TODAY)):
                for work, total in zip(works, coverage_matrix(programme, window).totals, strict=True):
                    told = (work.in_year, work.since)[place]
                    assert (told.articles, told.agencies_owing, told.agencies_covering, told.agencies_unknown) == (
                        total.articles, total.agencies_owing, total.agencies_covering, total.agencies_unknown,
                    )  # fmt: skip

    def test_counts_assignments_that_are_done_open_and_late(self, edition: Edition) -> None:
        theme = ThemeFactory()
        link(part(edition), theme)
        for values in ({"confirmed": True}, {"received": True, "due_date": date(2024, 7, 1)}, {"received": True}):
            AssignmentFactory(duty=DutyFactory(theme=theme, recipient=str(values)), **values)
        (work,) = component_work(edition, today=TODAY)[part(edition).pk]
        assert (work.tally.owed, work.tally.done, work.tally.late) == (3, 1, 1)

    def test_leaves_drafted_programmes_and_other_scales_out(self, edition: Edition) -> None:
        link(part(edition), ThemeFactory(programme=ProgrammeFactory(year=2022)))
        link(part(make_edition(make_index("pci", parts=1), 2023)), ThemeFactory())
        assert component_work(edition, today=TODAY) == {}

    def test_has_no_time_since_before_the_year_is_over(self, edition: Edition) -> None:
        link(part(edition), ThemeFactory())
        (work,) = component_work(edition, today=date(2023, 6, 1))[part(edition).pk]
        assert work.since is None

    def test_asks_the_same_whatever_there_is(self, edition: Edition) -> None:
        with CaptureQueriesContext(connection) as one:
            link(part(edition), ThemeFactory())
            component_work(edition, today=TODAY)
        for theme in _province(ProgrammeFactory(confirmed=True), 1):
            link(part(edition), theme)
            link(part(edition, "p2"), theme)
        with CaptureQueriesContext(connection) as asked:
            component_work(edition, today=TODAY)
        assert len(asked) == 4 <= len(one)
