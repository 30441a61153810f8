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
        day = now.date().isoformat()
        asked = {"site_url": "https://x.vn", "query": "?ky=nam", "window": {"start": day, "end": day}, "number": "6"}
        blocks = supervision_blocks(found, **asked)
        assert isinstance(blocks[0], Heading)
        shown = repr(blocks)
        assert "https://x.vn/do-bao-phu/?ky=nam#tham-gia-giam-sat" in shown
        evidence = f"https://x.vn/phan-anh/can-cu/?so=da-nhan&tu={day}&den={day}"
        assert f"{evidence}&co_quan={cast.agency.slug}" in shown
        assert "dưới 5" in shown and f"{evidence}&co_quan={cast.other_agency.slug}" not in shown
        assert "(không nêu)" in shown and f"{evidence}'" not in shown  # the sum would give the 2 away

    def test_of_a_snapshot_without_slugs_opens_nothing_of_single_agencies(
        self, cast: Cast, programme: Programme, window: Window, now: datetime
    ) -> None:
        send(cast, now, 6)
        found = supervision_figures(programme, window, at=now)
        assert found is not None
        for row in found["agencies"]:
            del row["slug"]
        day = now.date().isoformat()
        blocks = supervision_blocks(
            found, site_url="https://x.vn", query="", window={"start": day, "end": day}, number="6"
        )
        assert repr(blocks).count("/phan-anh/can-cu/") == 1

    def test_has_none_in_older_snapshots(self) -> None:
        assert supervision_blocks(None, site_url="", query="", window={}, number="6") == []
