"""Behind every figure of citizens taking part stand the pieces that count to it, and they add up to it."""

import re
from datetime import datetime, timedelta
from html import unescape
from pathlib import Path

import pytest
from conftest import Cast
from django.test import Client
from django.utils import timezone

from lantoa.apps.agencies.models import Agency
from lantoa.apps.coverage.queries.supervision import supervision_coverage
from lantoa.apps.directives.factories import ProgrammeFactory, ThemeFactory
from lantoa.apps.directives.models import Programme
from lantoa.apps.feedback.actions.citizen import judge
from lantoa.apps.feedback.actions.handling import answer, receive
from lantoa.apps.feedback.factories import make_clock_rule, make_feedback
from lantoa.apps.feedback.models import Feedback, RoutingRule
from lantoa.apps.surveys.factories import make_response, make_round
from lantoa.core.workdays import Window
from lantoa.portal.presenters.supervision_covered import supervision_table
from lantoa.portal.queries.feedback_evidence import FIGURES, AskedFigure, figure_evidence

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def stage(db: None, search_folder: Path) -> None:
    make_clock_rule()


@pytest.fixture
def programme() -> Programme:
    programme: Programme = ProgrammeFactory(confirmed=True)
    ThemeFactory(programme=programme, position=9, title="Quyền và nghĩa vụ của người dân, tham gia giám sát cải cách")
    return programme


def _pieces(agency: Agency, at: datetime, count: int, *, listed: int) -> None:
    """Send so many to the agency: every third late, every fourth unanswered, every second judged; some listed."""
    rule = RoutingRule.objects.create(target="agency", agency=agency)
    for number in range(count):
        piece = make_feedback(at=at, words="Lời riêng của người dân")
        receive(feedback=piece, at=at)
        if number % 4:
            answer(feedback=piece, by=None, at=at + (40 if number % 3 == 0 else 1) * DAY, words="Xong")
            if number % 2:
                judge(feedback=piece, solved="solved", at=at + 41 * DAY)
        if number < listed:
            Feedback.objects.filter(pk=piece.pk).update(
                listing="listed", listed_at=at, public_title=f"Việc {agency.pk}-{number}", public_words="Đã duyệt"
            )
    rule.delete()


@pytest.fixture
def window(cast: Cast) -> Window:
    at = timezone.now() - 60 * DAY
    _pieces(cast.agency, at, 24, listed=9)
    _pieces(cast.other_agency, at, 30, listed=25)
    survey = make_round(cast.agency, at=at)
    for _ in range(6):
        make_response(survey, at=at, answers={})
    day = timezone.localdate(at)
    return Window(day - DAY, day + DAY)


class TestFigures:
    def test_are_what_the_pieces_behind_them_add_up_to(self, cast: Cast, programme: Programme, window: Window) -> None:
        today = timezone.localdate()
        found = supervision_coverage(programme, window, on=today)
        assert found is not None
        for agency, row in [(None, found), *((row.agency, row) for row in found.rows)]:
            for name in FIGURES:
                behind = figure_evidence(AskedFigure(name, window, agency), on=today)
                assert behind.number == getattr(row, name)
                if name == "responses":
                    assert sum(n or 0 for _, n in behind.rounds) == (behind.number or 0)
                else:
                    assert behind.listed.count() + behind.unlisted == (behind.number or 0)

    def test_open_their_pieces_from_the_page_of_coverage(
        self, client: Client, cast: Cast, programme: Programme, window: Window
    ) -> None:
        table = supervision_table(supervision_coverage(programme, window, on=timezone.localdate()), window, "")
        assert table is not None
        cells = [cell for line in table.lines for cell in line.cells if cell.href]
        assert len(cells) >= 10
        for cell in cells:
            page = unescape(client.get(cell.href).content.decode())
            said = re.search(r"<strong>([\d.]+) ", page)
            assert said and said[1] == cell.label

    def test_show_only_what_was_moderated(
        self, client: Client, cast: Cast, programme: Programme, window: Window
    ) -> None:
        address = f"/phan-anh/can-cu/?so=da-nhan&tu={window.start}&den={window.end}&co_quan={cast.agency.slug}"
        page = client.get(address).content.decode()
        assert "24 phản ánh, kiến nghị đã nhận" in page and "15 phản ánh không đăng" in page
        assert page.count(f"Việc {cast.agency.pk}-") == 9
        assert "Lời riêng" not in page and f"Việc {cast.other_agency.pk}-" not in page

    def test_that_are_small_show_nothing(self, client: Client, cast: Cast) -> None:
        _pieces(cast.agency, timezone.now() - DAY, 3, listed=3)
        day = timezone.localdate(timezone.now() - DAY)
        for whose in (f"&co_quan={cast.agency.slug}", ""):
            page = client.get(f"/phan-anh/can-cu/?so=da-nhan&tu={day}&den={day}{whose}").content.decode()
            assert "không nêu" in page and f"Việc {cast.agency.pk}-" not in page

    @pytest.mark.parametrize("query", ["", "?so=gi-do&tu=2026-01-01&den=2026-02-01", "?so=phieu&tu=2026-02-01&den=1"])
    def test_that_nobody_knows_are_not_there(self, client: Client, query: str) -> None:
        assert client.get(f"/phan-anh/can-cu/{query}").status_code == 404
