"""What the database itself refuses of the harvest."""

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from lantoa.apps.harvest.factories import (
    AT,
    ArticleFactory,
    EvidenceFactory,
    FetchRunFactory,
    PageFactory,
    SourceFactory,
)


@pytest.mark.django_db
class TestRules:
    def test_an_address_is_one_source_and_one_page(self) -> None:
        source, page = SourceFactory(), PageFactory()
        with pytest.raises(IntegrityError), transaction.atomic():
            SourceFactory(url=source.url)
        with pytest.raises(IntegrityError), transaction.atomic():
            PageFactory(url=page.url)

    def test_a_page_holds_one_article_and_each_state_of_it_once(self) -> None:
        article = ArticleFactory()
        with pytest.raises(IntegrityError), transaction.atomic():
            ArticleFactory(page=article.page, evidence=article.evidence)
        with pytest.raises(IntegrityError), transaction.atomic():
            EvidenceFactory(page=article.page, payload_sha256=article.evidence.payload_sha256)

    def test_evidence_is_not_lost_with_its_page_or_source(self) -> None:
        article = ArticleFactory()
        for row in (article.evidence, article.page, article.source, article.source.agency):
            with pytest.raises(ProtectedError), transaction.atomic():
                row.delete()

    def test_an_original_may_go_without_its_re_posts(self) -> None:
        repost = ArticleFactory(repost=True)
        repost.original.delete()
        repost.refresh_from_db()
        assert repost.original is None


@pytest.mark.django_db
class TestWords:
    def test_name_source_run_page_and_article(self) -> None:
        article = ArticleFactory(title="Một cửa", source=SourceFactory(name="Trang Sở Thử"))
        assert [str(article), str(article.page), str(article.source)] == ["Một cửa", article.page.url, "Trang Sở Thử"]
        assert str(FetchRunFactory(source=article.source, started_at=AT)).startswith("Trang Sở Thử 01/06/2023")
