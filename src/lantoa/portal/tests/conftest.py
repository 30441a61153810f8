"""The province every page is tested on: an agency that covers, one that does not, one that cannot be told."""

from dataclasses import dataclass
from datetime import date

import pytest

from lantoa.apps.agencies.models import Agency, AgencyKind
from lantoa.apps.directives.models import Programme, Theme
from lantoa.apps.harvest.models import Article, Source
from lantoa.portal.tests.factories import (
    AgencyFactory,
    ArticleFactory,
    AssignmentFactory,
    DutyFactory,
    MatchFactory,
    ProgrammeFactory,
    SourceFactory,
    ThemeFactory,
)


@dataclass(frozen=True, slots=True)
class Province:
    programme: Programme
    first: Theme
    second: Theme
    covering: Agency
    silent: Agency
    unread: Agency
    source: Source
    article: Article


@pytest.fixture
def province(db: None) -> Province:
    programme = ProgrammeFactory()
    first, second = (ThemeFactory(programme=programme, position=position) for position in (1, 2))
    covering = AgencyFactory(
        slug="bao-tinh", name="Báo Quảng Trị", short_name="Báo Quảng Trị", kind=AgencyKind.NEWSPAPER
    )
    silent = AgencyFactory(slug="so-im-lang", name="Sở Im Lặng tỉnh Quảng Trị")
    unread = AgencyFactory(slug="so-khong-doc", name="Sở Không Đọc Được tỉnh Quảng Trị")
    for theme in (first, second):
        duty = DutyFactory(theme=theme)
        for agency in (covering, silent, unread):
            AssignmentFactory(duty=duty, agency=agency)
    source = SourceFactory(agency=covering, illustrative=True)
    SourceFactory(agency=silent)
    SourceFactory(agency=unread, unreachable=True)
    article = ArticleFactory(
        source=source, title="Một cửa Hải Lăng làm việc sáng thứ Bảy", published_on=date(2023, 5, 10)
    )
    MatchFactory(article=article, theme=first, score=0.87)
    return Province(programme, first, second, covering, silent, unread, source, article)
