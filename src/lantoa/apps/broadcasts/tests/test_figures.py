"""Figures of airings: what reports confirm, each bar with its whole; why there is none."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from conftest import Cast

from lantoa.apps.broadcasts import figures
from lantoa.apps.broadcasts.factories import make_airing, make_bulletin, make_station
from lantoa.apps.broadcasts.models import Airing, Bulletin, PlayReport
from lantoa.apps.directives.factories import ProgrammeFactory, ThemeFactory
from lantoa.apps.newsroom.figures import NoFigure, figure_sources

pytestmark = pytest.mark.django_db
SOURCES = [figures.airings_by_week, figures.airings_by_station]


@pytest.fixture(autouse=True)
def _clock(now: datetime) -> Iterator[None]:
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def bulletin(cast: Cast, now: datetime) -> Bulletin:
    """Two airings that were reported on one station, one that nobody confirmed; on another station nothing but that."""
    theme = ThemeFactory(programme=ProgrammeFactory(confirmed=True, year=2023))
    found = make_bulletin(cast.agency, at=now - timedelta(days=9), approved=True)
    found.themes.add(theme)
    station, silent = make_station(cast.agency, name="Đài A"), make_station(cast.other_agency, name="Đài B")
    for days in (1, 2):
        airing = make_airing(found, station, planned_at=now - timedelta(days=days), state=Airing.State.PLAYED)
        PlayReport.objects.create(
            airing=airing, station=station, played_at=now, how="tap", reported_at=now, key=f"tap-{days}"
        )
    for where in (station, silent):
        make_airing(found, where, planned_at=now - timedelta(days=3))
    return found


class TestSources:
    def test_are_switched_on_in_the_settings(self) -> None:
        assert set(figure_sources().values()) >= set(SOURCES)

    @pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.key)
    def test_say_why_there_is_nothing_to_draw(self, source: figures.FigureSource) -> None:
        with pytest.raises(NoFigure, match="chưa có số liệu"):
            source.draw({})
        ThemeFactory(programme=ProgrammeFactory(confirmed=True, year=2023))
        with pytest.raises(NoFigure, match="chưa có lượt phát nào được xác nhận"):
            source.draw({})
        with pytest.raises(NoFigure, match="chọn lại kỳ"):
            source.draw({"period": "linh-tinh"})

    def test_draw_stations_with_their_wholes(self, bulletin: Bulletin) -> None:
        figure = figures.airings_by_station.draw({})
        assert [row[0] for row in figure.table.rows[:2]] == ["Đài A", "Đài B"]
        assert "2" in figure.table.rows[0][1] and "3" in "".join(figure.table.rows[0])

    def test_draw_weeks_that_add_up(self, bulletin: Bulletin) -> None:
        figure = figures.airings_by_week.draw({"period": "year"})
        assert sum(int(row[1]) for row in figure.table.rows) == 2

    def test_mark_what_is_made_up(self, bulletin: Bulletin) -> None:
        assert "minh họa" not in figures.airings_by_station.draw({}).title
        Bulletin.objects.update(illustrative=True)
        assert "minh họa" in figures.airings_by_station.draw({}).title

    def test_say_whose_word_they_are(self, bulletin: Bulletin) -> None:
        note = figures.airings_by_week.note
        assert note is not None and "báo phát của 1 đài" in note({})
