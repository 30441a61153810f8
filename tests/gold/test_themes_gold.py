"""Theme matching on the gold articles; a floor is what was once reached and only rises."""

import pytest
from themes.theme_measure import HELD_BACK, TRAIN, Agreement, agreement, articles, items, matched, passing_mentions

from lantoa.core.analysis import ThemeMatcher

FLOORS = [
    # directive, gold file, precision, recall, F1
    ("directive300", "directive300_held", 0.91, 1.0, 0.95),
    ("directive300", "directive300_train", 0.99, 0.99, 0.99),
    ("directive300", "directive300_voices", 0.99, 0.88, 0.93),
    ("directive300", "directive300_check", 0.93, 1.0, 0.96),
    ("directive300", "long_train", 0.99, 0.88, 0.94),
    ("directive300", "long_held", 0.80, 0.77, 0.78),
    ("directive300", "long_blind", 0.94, 0.85, 0.89),
    ("plan2026", "plan2026", 0.90, 0.95, 0.92),
    ("road_safety", "road_safety", 0.99, 1.0, 0.99),
]

PASSING_CEILING = 0.05


def measured(directive: str, gold: str) -> Agreement:
    matcher = ThemeMatcher(items(directive))
    return agreement(articles(gold), lambda article: matched(matcher, article))


class TestThemes:
    @pytest.mark.parametrize(("directive", "gold", "precision", "recall", "f1"), FLOORS)
    def test_agree_with_the_labels(self, directive: str, gold: str, precision: float, recall: float, f1: float) -> None:
        reached = measured(directive, gold)

        assert reached.precision >= precision, str(reached)
        assert reached.recall >= recall, str(reached)
        assert reached.f1 >= f1, str(reached)

    @pytest.mark.parametrize(("gold", "count"), [("directive300_held", 9), ("long_held", 10)])
    def test_are_proposed_for_no_held_back_article_on_another_subject(self, gold: str, count: int) -> None:
        matcher = ThemeMatcher(items("directive300"))
        other = [article for article in articles(gold) if not article.main | article.ok]

        assert len(other) == count
        assert [article.title for article in other if matched(matcher, article)] == []

    def test_are_hardly_proposed_for_a_mention_in_passing(self) -> None:
        matcher = ThemeMatcher(items("directive300"))
        mentions = passing_mentions(article for part in TRAIN for article in articles(part))

        assert sum(bool(matched(matcher, article)) for article in mentions) <= PASSING_CEILING * len(mentions)

    def test_have_labels_that_name_items(self) -> None:
        for directive, gold, *_ in FLOORS:
            codes = {theme.code for theme in items(directive)}
            assert all(article.main | article.ok <= codes for article in articles(gold))

    def test_keep_the_held_back_articles_out_of_training(self) -> None:
        held = {article.text for gold in HELD_BACK for article in articles(gold)}
        seen = {article.text for gold in TRAIN for article in articles(gold)}

        assert len(held) == 40 + 63 + 24
        assert not held & seen
