"""What citizens say in the report: figures that open the pages they stand on."""

from datetime import datetime

import pytest
from conftest import Cast

from lantoa.apps.directives.factories import ProgrammeFactory, ThemeFactory
from lantoa.apps.directives.models import Programme
from lantoa.apps.feedback.factories import make_feedback
from lantoa.apps.reports.supervision import supervision_blocks, supervision_figures
from lantoa.core.layout import Heading
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


class TestReport:
    def test_has_a_section_whose_figures_open_their_pages(
        self, cast: Cast, programme: Programme, window: Window, now: datetime
    ) -> None:
        send(cast, now, 6, other=2)
        found = supervision_figures(programme, window, at=now)
        blocks = supervision_blocks(found, site_url="https://x.vn", query="?ky=nam", number="6")
        assert isinstance(blocks[0], Heading)
        shown = repr(blocks)
        assert "https://x.vn/do-bao-phu/?ky=nam#tham-gia-giam-sat" in shown
        assert "/phan-anh/cac-co-quan/" in shown and "dưới 5" in shown

    def test_has_none_in_older_snapshots(self) -> None:
        assert supervision_blocks(None, site_url="", query="", number="6") == []
