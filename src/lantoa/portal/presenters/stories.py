"""Articles as cards: what is shown of each wherever articles are listed."""

from collections.abc import Iterable

from lantoa.apps.base.templatetags.vietnamese import number
from lantoa.apps.coverage.models import Decision, ThemeMatch
from lantoa.apps.directives.models import Programme
from lantoa.apps.harvest.models import Article
from lantoa.portal.presenters import addresses
from lantoa.portal.presenters.parts import Card, Tag
from lantoa.portal.presenters.words import published_words

ILLUSTRATIVE_TAG = Tag("minh họa", "illustrative")


def marks(article: Article) -> tuple[Tag, ...]:
    """Return the marks of an article itself: illustrative, re-post."""
    found = [ILLUSTRATIVE_TAG] if article.source.illustrative else []
    if article.original_id:
        original = article.original
        of = f" của {original.source.agency.short_name}" if original else ""
        found.append(Tag(f"đăng lại bài{of}", "repost"))
    return tuple(found)


def theme_tags(matches: Iterable[ThemeMatch], programme: Programme) -> tuple[Tag, ...]:
    """Return a tag per theme of the programme that counts; what a person rejected is nobody's to see."""
    counted = [
        match.theme
        for match in matches
        if match.decision != Decision.REJECTED and match.theme.programme_id == programme.pk
    ]
    return tuple(
        Tag(theme.code, "theme", addresses.of_theme(theme))
        for theme in sorted(counted, key=lambda theme: theme.position)
    )


def story_card(article: Article, programme: Programme) -> Card:
    """Return the card of an article with its themes; `article` comes from articles_behind()."""
    return Card(
        title=article.title,
        href=addresses.of_article(article),
        kicker=_kicker(article),
        tags=(*theme_tags(article.matches.all(), programme), *marks(article)),
    )


def match_card(match: ThemeMatch) -> Card:
    """Return the card of an article in the list of one theme: its score there and the phrases that decided."""
    article = match.article
    phrases = tuple(Tag(phrase, "phrase") for phrase in match.phrases)
    return Card(
        title=article.title,
        href=addresses.of_article(article),
        kicker=f"{_kicker(article)} · điểm {number(match.score, 2)}",
        tags=marks(article),
        phrases=phrases,
    )


def _kicker(article: Article) -> str:
    return f"{article.source.agency.short_name} · {published_words(article)}"
