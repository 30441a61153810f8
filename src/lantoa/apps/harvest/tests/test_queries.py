"""What a figure stands on."""

import pytest
from pytest_django import DjangoAssertNumQueries

from lantoa.apps.harvest.factories import ArticleFactory, PageFactory, SourceFactory
from lantoa.apps.harvest.queries import Denominator, denominator


@pytest.mark.django_db
class TestDenominator:
    def test_counts_sources_pages_and_articles_of_what_is_read(
        self, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        source = SourceFactory()
        SourceFactory(unreachable=True)
        SourceFactory(unread=True)
        first = ArticleFactory(source=source)
        ArticleFactory(source=source, undated=True)
        ArticleFactory(source=source, original=first)
        PageFactory(source=source, quarantined=True)
        off = SourceFactory(enabled=False)
        ArticleFactory(source=off)
        PageFactory(source=off, quarantined=True)
        with django_assert_num_queries(3):
            found = denominator()
        assert found == Denominator(
            sources=3, sources_reachable=1, pages=4, articles=3, articles_undated=1, reposts=1, quarantined=1
        )

    def test_is_zero_before_the_first_harvest(self) -> None:
        assert denominator() == Denominator(0, 0, 0, 0, 0, 0, 0)
