"""Matches and fulfilments for tests: proposed, unless a trait says what a person decided."""

from datetime import UTC, datetime

import factory

from lantoa.apps.accounts.factories import UserFactory
from lantoa.apps.assignments.factories import AssignmentFactory
from lantoa.apps.coverage.models import Decision, Fulfilment, Reading, ThemeMatch
from lantoa.apps.directives.factories import ProgrammeFactory, ThemeFactory
from lantoa.apps.harvest.factories import ArticleFactory

AT = datetime(2023, 6, 2, 3, 0, tzinfo=UTC)


class ReadingFactory(factory.django.DjangoModelFactory[Reading]):
    class Meta:
        model = Reading

    programme = factory.SubFactory(ProgrammeFactory, confirmed=True)
    article = factory.SubFactory(ArticleFactory)
    text_sha256 = factory.LazyAttribute(lambda row: row.article.text_sha256)
    at = AT


class ThemeMatchFactory(factory.django.DjangoModelFactory[ThemeMatch]):
    class Meta:
        model = ThemeMatch

    class Params:
        confirmed = factory.Trait(
            decision=Decision.CONFIRMED, decided_at=AT, decided_by=factory.SubFactory(UserFactory)
        )
        rejected = factory.Trait(decision=Decision.REJECTED, decided_at=AT, decided_by=factory.SubFactory(UserFactory))

    article = factory.SubFactory(ArticleFactory)
    theme = factory.SubFactory(ThemeFactory)
    score = 0.75
    phrases = factory.LazyFunction(lambda: ["bộ phận một cửa", "trả kết quả trước hạn"])


class FulfilmentFactory(factory.django.DjangoModelFactory[Fulfilment]):
    class Meta:
        model = Fulfilment

    class Params:
        confirmed = factory.Trait(decision=Decision.CONFIRMED)

    article = factory.SubFactory(ArticleFactory)
    assignment = factory.SubFactory(AssignmentFactory)
