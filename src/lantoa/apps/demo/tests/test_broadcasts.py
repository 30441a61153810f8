"""The loudspeakers of the demonstration."""

from datetime import datetime
from pathlib import Path

import pytest
from django.utils import timezone

from lantoa.apps.accounts.models import User
from lantoa.apps.broadcasts.models import Airing, Bulletin, PlayReport, Station
from lantoa.apps.broadcasts.queries.scripts import script_of
from lantoa.apps.demo import steps
from lantoa.apps.demo.broadcasts import fill_broadcasts
from lantoa.apps.directives.models import Programme
from lantoa.apps.directives.tests.directive_texts import EXAMPLE


def _programme(file: Path, now: datetime) -> Programme:
    officer = steps.prepare_database(at=now)
    steps.fill_register(at=now)
    return steps.take_directive(file, officer=officer, at=now)


@pytest.mark.usefixtures("small_demo")
class TestBroadcasts:
    def test_are_filled_once_with_gaps_in_the_play_log(self) -> None:
        now = timezone.now()
        programme = _programme(EXAMPLE, now)
        officer = User.objects.get(username="chuongtrinh")
        steps.fill_newsroom(programme, port=8000, officer=officer, at=now)

        first = fill_broadcasts(programme, officer=officer, at=now)
        counts = [model.objects.count() for model in (Station, Bulletin, Airing, PlayReport)]
        second = fill_broadcasts(programme, officer=officer, at=now)

        assert (second.stations, second.bulletins, second.airings, second.reports) == (0, 0, 0, 0)
        assert counts == [model.objects.count() for model in (Station, Bulletin, Airing, PlayReport)]
        assert (first.stations, first.bulletins) == (Station.objects.count(), Bulletin.objects.count())
        of_2023 = Airing.objects.filter(day__year=2023, day__month=5)
        assert set(of_2023.values_list("state", flat=True)) == {"played", "missed", "planned"}
        assert all(one.illustrative for one in (*Station.objects.all(), *Bulletin.objects.all()))
        assert set(Bulletin.objects.values_list("state", flat=True)) == {"draft", "submitted", "approved"}

    def test_leave_nothing_undecided_but_in_the_draft_that_shows_it(self) -> None:
        now = timezone.now()
        programme = _programme(EXAMPLE, now)
        officer = User.objects.get(username="chuongtrinh")
        steps.fill_newsroom(programme, port=8000, officer=officer, at=now)
        fill_broadcasts(programme, officer=officer, at=now)

        undecided = {bulletin.key for bulletin in Bulletin.objects.all() if script_of(bulletin, on=now.date()).unknown}

        assert undecided == {"demo-nay-dang-soan"}

    def test_go_without_sound_where_its_programs_are_missing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        now = timezone.now()
        programme = _programme(EXAMPLE, now)
        officer = User.objects.get(username="chuongtrinh")
        monkeypatch.setenv("PATH", "")

        _, sounding, problem = steps.take_broadcasts(programme, officer=officer, clock=timezone.now)

        assert sounding == 0
        assert "apt install ffmpeg" in problem
        assert all(bulletin.script for bulletin in Bulletin.objects.filter(state=Bulletin.State.APPROVED))
