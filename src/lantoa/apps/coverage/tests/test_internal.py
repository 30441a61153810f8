"""Internal communication counts by itself: per agency and theme, in the period in which the digest was sent."""

from datetime import date, datetime, timedelta

import pytest
from conftest import Cast
from django.test import Client
from django.urls import reverse

from lantoa.apps.coverage.queries import internal_coverage
from lantoa.apps.directives.factories import ProgrammeFactory, ThemeFactory
from lantoa.apps.directives.models import Programme
from lantoa.apps.newsroom.factories import make_digest
from lantoa.core.workdays import reporting_window

pytestmark = pytest.mark.django_db
YEAR = reporting_window("year", 2023)


@pytest.fixture
def programme(cast: Cast, now: datetime) -> Programme:
    """Three digests sent in the year by two agencies, a draft, one sent later."""
    found: Programme = ProgrammeFactory(confirmed=True, year=2023)
    first, second = (ThemeFactory(programme=found, position=position) for position in (1, 2))
    may, june = date(2023, 5, 1), date(2023, 6, 1)
    make_digest(agency=cast.agency, at=now, month=may, theme=first, officials=10, sent=True, readers=["An", "Bình"])
    make_digest(agency=cast.agency, at=now, month=june, theme=second, officials=10, sent=True, readers=["An"])
    make_digest(agency=cast.other_agency, at=now, month=june, theme=first, sent=True)
    make_digest(agency=cast.other_agency, at=now, month=may, theme=first)
    make_digest(agency=cast.other_agency, at=now + timedelta(days=300), month=date(2024, 3, 1), theme=first, sent=True)
    return found


class TestInternalCoverage:
    def test_counts_digests_and_receipts_by_agency_and_theme(self, cast: Cast, programme: Programme) -> None:
        found = internal_coverage(programme, YEAR)
        rows = {row.agency: row for row in found.rows}
        own, other = rows[cast.agency], rows[cast.other_agency]
        assert [(cell.digests, cell.receipts) for cell in own.cells] == [(1, 2), (1, 1)]
        assert (own.digests, own.receipts, own.officials, own.share) == (2, 3, 20, 0.15)
        assert (other.digests, other.receipts, other.officials, other.share) == (1, 0, None, None)
        assert (found.digests, found.receipts, found.agencies) == (3, 3, 2)
        assert [found.digests_on(theme) for theme in found.themes] == [2, 1]

    def test_costs_the_same_whatever_the_number(self, programme: Programme, django_assert_num_queries: object) -> None:
        with django_assert_num_queries(5):  # type: ignore[operator]
            internal_coverage(programme, YEAR)


class TestPages:
    def test_show_it_as_a_table_of_its_own(self, client: Client, cast: Cast, programme: Programme) -> None:
        client.force_login(cast.leader)
        page = " ".join(client.get(reverse("coverage:matrix"), {"period": "year"}).content.decode().split())
        assert "Tuyên truyền nội bộ" in page
        assert "<strong>3</strong> bản tin của 2 cơ quan" in page


class TestPublicPage:
    def test_shows_counts_and_no_name(self, client: Client, programme: Programme) -> None:
        page = " ".join(client.get("/do-bao-phu/").content.decode().split())
        assert "3 bản tin của 2 cơ quan gửi cho cán bộ của mình trong kỳ, 3 lượt xác nhận đã đọc." in page
        assert "3/20 (15,0%)" in page
        assert "Bình" not in page
