"""No page asks more of the database because there is more to show."""

from collections.abc import Callable

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lantoa.portal.tests.conftest import Province
from lantoa.portal.tests.factories import (
    AgencyFactory,
    ArticleFactory,
    AssignmentFactory,
    EvidenceFactory,
    MatchFactory,
    SourceFactory,
)


def _grow(province: Province, rows: int) -> None:
    """Add agencies that owe, their sources and articles, and as many re-posts and records of the one article."""
    duties = [theme.duties.get() for theme in (province.first, province.second)]
    for _ in range(rows):
        source = SourceFactory(agency=AgencyFactory(), illustrative=True)
        for duty in duties:
            AssignmentFactory(duty=duty, agency=source.agency)
        for article in (
            ArticleFactory(source=source),
            ArticleFactory(source=province.source, original=province.article),
        ):
            MatchFactory(article=article, theme=province.first)
            MatchFactory(article=article, theme=province.second)
    for place in range(rows):
        EvidenceFactory(page=province.article.page, payload_sha256=f"{place:064}")


def _queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


ADDRESSES: dict[str, Callable[[Province], str]] = {
    "home": lambda province: "/",
    "directive": lambda province: f"/van-ban/{province.programme.directive.pk}/",
    "theme": lambda province: "/noi-dung/t1/",
    "coverage": lambda province: "/do-bao-phu/",
    "csv": lambda province: "/do-bao-phu/so-lieu.csv",
    "cell": lambda province: "/do-bao-phu/bao-tinh/t1/",
    "agency": lambda province: "/co-quan/bao-tinh/",
    "article": lambda province: f"/bai/{province.article.pk}/",
    "evidence": lambda province: f"/minh-chung/{province.article.evidence.pk}/",
}


class TestQueryCounts:
    def test_stay_the_same_with_ten_times_the_rows(self, client: Client, province: Province) -> None:
        addresses = {name: address(province) for name, address in ADDRESSES.items()}
        _grow(province, 5)
        _queries(client, "/")  # what a process asks once and keeps
        few = {name: _queries(client, address) for name, address in addresses.items()}
        province.article.page.evidence.exclude(pk=province.article.evidence.pk).delete()
        _grow(province, 45)
        assert {name: _queries(client, address) for name, address in addresses.items()} == few
        assert max(few.values()) <= 27
