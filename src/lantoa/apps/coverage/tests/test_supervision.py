"""What citizens say, counted by agency for the theme that asks for it; small numbers hidden."""

from datetime import datetime

import pytest
from conftest import Cast

from lantoa.apps.coverage.queries.supervision import supervision_coverage
from lantoa.apps.directives.factories import ProgrammeFactory, ThemeFactory
from lantoa.apps.directives.models import Programme
from lantoa.apps.feedback.factories import make_feedback
from lantoa.apps.surveys.factories import make_response, make_round
from lantoa.core.workdays import Window

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme() -> Programme:
    programme: Programme = ProgrammeFactory(confirmed=True)
    ThemeFactory(programme=programme, position=9, title="Quyền và nghĩa vụ của người dân, tham gia giám sát cải cách")
    return programme


@pytest.fixture
def window(now: datetime) -> Window:
    return Window(now.date(), now.date())


def send(cast: Cast, now: datetime, count: int, *, other: int = 0) -> None:
    for place in range(count):
        make_feedback(cast.agency, at=now, key=f"a{place}", code=f"PA-A{place}")
    for place in range(other):
        make_feedback(cast.other_agency, at=now, key=f"b{place}", code=f"PA-B{place}")


class TestCoverage:
    def test_counts_by_agency_and_hides_small_numbers(
        self, cast: Cast, programme: Programme, window: Window, now: datetime
    ) -> None:
        send(cast, now, 6, other=2)
        make_response(make_round(cast.agency, at=now), at=now, answers={})
        found = supervision_coverage(programme, window, on=now.date())
        assert found is not None and found.theme.position == 9
        rows = {row.agency: row for row in found.rows}
        assert rows[cast.agency].received == 6 and rows[cast.other_agency].received is None
        assert rows[cast.agency].responses is None

    def test_hides_a_total_that_would_give_a_hidden_figure_away(
        self, cast: Cast, programme: Programme, window: Window, now: datetime
    ) -> None:
        send(cast, now, 6, other=2)
        found = supervision_coverage(programme, window, on=now.date())
        assert found is not None and (found.received, found.due) == (None, 0)
        for place in range(4):
            make_feedback(cast.other_agency, at=now, key=f"c{place}", code=f"PA-C{place}")
        found = supervision_coverage(programme, window, on=now.date())
        assert found is not None and found.received == 12

    def test_finds_the_theme_of_directive_300_whose_title_does_not_name_it(
        self, cast: Cast, programme: Programme, window: Window, now: datetime
    ) -> None:
        send(cast, now, 6)
        programme.themes.all().delete()
        contests = "Tuyên truyền để người dân tham gia các cuộc thi"
        ThemeFactory(programme=programme, position=3, title="Các cuộc thi", text=contests)
        text = "quyền, nghĩa vụ và trách nhiệm của cá nhân, tổ chức trong việc tham gia và giám sát quá trình CCHC."
        ThemeFactory(programme=programme, position=4, title="Mối quan hệ giữa Nhà nước và Nhân dân", text=text)
        found = supervision_coverage(programme, window, on=now.date())
        assert found is not None and found.theme.position == 4

    def test_is_nothing_for_a_programme_that_does_not_ask_for_it(
        self, cast: Cast, programme: Programme, window: Window, now: datetime
    ) -> None:
        send(cast, now, 6)
        programme.themes.all().delete()
        assert supervision_coverage(programme, window, on=now.date()) is None

    def test_is_nothing_where_nobody_said_anything(self, programme: Programme, window: Window, now: datetime) -> None:
        assert supervision_coverage(programme, window, on=now.date()) is None
