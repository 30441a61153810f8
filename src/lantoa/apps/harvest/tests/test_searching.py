import pytest

from lantoa.apps.harvest.factories import ArticleFactory
from lantoa.apps.harvest.searching import ARTICLES

pytestmark = pytest.mark.django_db


class TestArticles:
    def test_are_given_with_their_agency(self) -> None:
        article = ArticleFactory(title="Một cửa")
        [document] = ARTICLES.documents(None)
        assert (document.subject, document.title, document.path) == (f"article:{article.pk}", "Một cửa", "")
        assert document.agency and document.agency.code == article.source.agency.slug

    def test_are_given_by_key(self) -> None:
        first, _ = ArticleFactory(), ArticleFactory()
        assert [document.key for document in ARTICLES.documents([str(first.pk)])] == [str(first.pk)]
