"""What the database itself refuses of matches and fulfilments."""

import pytest
from django.db import IntegrityError, transaction

from lantoa.apps.coverage.factories import AT, FulfilmentFactory, ReadingFactory, ThemeMatchFactory
from lantoa.apps.coverage.models import ThemeMatch
from lantoa.apps.directives.factories import ThemeFactory
from lantoa.apps.harvest.factories import ArticleFactory


@pytest.mark.django_db
class TestRules:
    def test_a_match_a_reading_and_a_fulfilment_are_there_once(self) -> None:
        match, reading, fulfilment = ThemeMatchFactory(), ReadingFactory(), FulfilmentFactory()
        for again in (
            lambda: ThemeMatchFactory(article=match.article, theme=match.theme),
            lambda: ReadingFactory(article=reading.article, programme=reading.programme),
            lambda: FulfilmentFactory(article=fulfilment.article, assignment=fulfilment.assignment),
        ):
            with pytest.raises(IntegrityError), transaction.atomic():
                again()

    @pytest.mark.parametrize("score", [-0.01, 1.01])
    def test_a_score_is_a_ratio(self, score: float) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            ThemeMatchFactory(score=score)

    def test_a_decision_has_a_time(self) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            ThemeMatchFactory(decision="confirmed", decided_at=None)
        ThemeMatchFactory(decision="confirmed", decided_at=AT)


@pytest.mark.django_db
class TestCounted:
    def test_is_all_but_the_rejected(self) -> None:
        proposed, confirmed = ThemeMatchFactory(), ThemeMatchFactory(confirmed=True)
        ThemeMatchFactory(rejected=True)
        assert set(ThemeMatch.objects.counted()) == {proposed, confirmed}


@pytest.mark.django_db
class TestWords:
    def test_name_article_and_theme(self) -> None:
        match = ThemeMatchFactory(article=ArticleFactory(title="Một cửa"), theme=ThemeFactory(position=5))
        assert str(match) == "Một cửa → T5"
        assert str(FulfilmentFactory(article=match.article)).startswith("Một cửa → ")
        assert str(ReadingFactory(article=match.article)).startswith("Một cửa · Chương trình")
