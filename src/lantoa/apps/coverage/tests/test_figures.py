"""Figures that coverage offers to stories: of the confirmed programme, with what each share is a share of."""

import pytest

from lantoa.apps.agencies.factories import AgencyFactory
from lantoa.apps.assignments.factories import AssignmentFactory
from lantoa.apps.coverage import figures
from lantoa.apps.coverage.factories import ThemeMatchFactory
from lantoa.apps.directives.factories import DutyFactory, ProgrammeFactory, ThemeFactory
from lantoa.apps.directives.models import Theme
from lantoa.apps.harvest.factories import ArticleFactory, SourceFactory
from lantoa.apps.harvest.models import Source
from lantoa.apps.newsroom.figures import NoFigure, figure_sources

pytestmark = pytest.mark.django_db

SOURCES = [
    figures.themes_covered,
    figures.kinds_covered,
    figures.articles_by_week,
    figures.agencies_of_theme,
    figures.states_of_duties,
]


@pytest.fixture
def theme() -> Theme:
    """One theme given to three agencies: one wrote on it, one did not, the source of the third cannot be read."""
    theme = ThemeFactory(programme=ProgrammeFactory(confirmed=True), position=1, title="Dịch vụ công")
    for place, state in enumerate([Source.State.REACHABLE, Source.State.REACHABLE, Source.State.UNREACHABLE]):
        agency = AgencyFactory(short_name=f"Cơ quan {place}")
        AssignmentFactory(agency=agency, duty=DutyFactory(theme=theme, recipient=agency.name))
        source = SourceFactory(agency=agency, state=state)
        if place == 0:
            ThemeMatchFactory(theme=theme, article=ArticleFactory(source=source))
    return theme


class TestSources:
    def test_are_switched_on_in_the_settings(self) -> None:
        assert set(figure_sources().values()) >= set(SOURCES)

    @pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.key)
    def test_say_why_before_the_first_programme(self, source: figures.FigureSource) -> None:
        ThemeFactory(programme=ProgrammeFactory())  # a draft is nobody's figure
        with pytest.raises(NoFigure, match="chưa có số liệu"):
            source.draw({})
        assert all(choice.values == () for choice in source.choices())

    def test_count_among_those_whose_sources_could_be_read(self, theme: Theme) -> None:
        assert figures.themes_covered.draw({}).table.rows == (("T1. Dịch vụ công", "1", "2", "50,0%"),)

    def test_count_cells_by_kind_of_agency(self, theme: Theme) -> None:
        ((_, covered, told, share),) = figures.kinds_covered.draw({}).table.rows
        assert (covered, told, share) == ("1", "2", "50,0%")

    def test_show_gaps_of_one_theme_as_zero(self, theme: Theme) -> None:
        shown = figures.agencies_of_theme.draw({"theme": str(theme.pk), "period": "year"})
        assert shown.table.rows == (("Cơ quan 0", "1"), ("Cơ quan 1", "0"))

    def test_tell_where_the_duties_stand(self, theme: Theme) -> None:
        rows = dict(row[:2] for row in figures.states_of_duties.draw({}).table.rows)
        assert rows["Chưa nhận"] == "3" and rows["Tổng số"] == "3"

    def test_draw_the_weeks_of_the_period(self, theme: Theme) -> None:
        assert figures.articles_by_week.draw({"period": "quarter_1"}).title.endswith("quý I năm 2023")

    @pytest.mark.parametrize("options", [{"theme": "x"}, {"theme": "0"}, {}])
    def test_ask_for_a_theme_of_the_programme(self, theme: Theme, options: dict[str, str]) -> None:
        with pytest.raises(NoFigure, match="hãy chọn lại nội dung"):
            figures.agencies_of_theme.draw(options)

    def test_refuse_a_period_that_is_none(self, theme: Theme) -> None:
        with pytest.raises(NoFigure, match="chọn lại kỳ"):
            figures.themes_covered.draw({"period": "decade"})

    def test_mark_a_programme_that_is_not_real(self, theme: Theme) -> None:
        type(theme.programme).objects.update(illustrative=True)
        assert all("số liệu minh họa" in source.draw({"theme": str(theme.pk)}).title for source in SOURCES[:3])
