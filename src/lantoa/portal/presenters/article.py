"""One article: what it says of itself, its themes and why, its re-posts, its evidence."""

from collections.abc import Iterable
from dataclasses import dataclass

from lantoa.apps.base.templatetags.vietnamese import number
from lantoa.apps.coverage.models import ThemeMatch
from lantoa.apps.directives.models import Programme
from lantoa.apps.harvest.models import Article, Evidence
from lantoa.portal.presenters import addresses, site
from lantoa.portal.presenters.parts import Badge, Card, Fact, Head, Link, Notice, Tag, Value, fact
from lantoa.portal.presenters.stories import marks
from lantoa.portal.presenters.words import (
    UNKNOWN_DAY,
    day_words,
    extract,
    moment_words,
    published_words,
    web_address,
)


@dataclass(frozen=True, slots=True)
class ArticlePage:
    head: Head
    notice: Notice | None
    facts: tuple[Fact, ...]
    extract: str
    original_href: str
    outlet: str
    themes: tuple[Card, ...]
    same_story: tuple[Fact, ...]
    badge: Badge
    records: tuple[Fact, ...]


def article_page(
    article: Article,
    *,
    programme: Programme | None,
    matches: Iterable[ThemeMatch],
    group: Iterable[Article],
    records: Iterable[Evidence],
) -> ArticlePage:
    """Return the page of an article; `group` is the original with its re-posts, this one among them."""
    agency = article.source.agency
    older = [record for record in records if record.pk != article.evidence.pk]
    others = [other for other in group if other.pk != article.pk]
    return ArticlePage(
        head=Head(
            article.title,
            crumbs=site.trail(Link(agency.short_name, addresses.of_agency(agency)), Link("Bài đăng")),
            tags=marks(article),
        ),
        notice=site.illustrative_notice(programme),
        facts=_facts(article),
        extract=extract(article.text),
        original_href=web_address(article.page.url),
        outlet=article.source.name,
        themes=tuple(_theme_card(match) for match in matches),
        same_story=tuple(_story_fact(other, article) for other in others),
        badge=badge(article.evidence),
        records=tuple(
            fact(f"Bản tải lúc {moment_words(record.fetched_at)}", "Kiểm tra", href=addresses.of_evidence(record))
            for record in older
        ),
    )


def _facts(article: Article) -> tuple[Fact, ...]:
    agency = article.source.agency
    if article.published_at:
        day = moment_words(article.published_at)
    else:
        day = day_words(article.published_on) if article.published_on else UNKNOWN_DAY
    note = article.note if not article.published_on else ""
    facts = [
        fact("Cơ quan", agency.name, href=addresses.of_agency(agency)),
        fact("Nguồn", article.source.name),
        fact("Ngày đăng", day, note=note or ("" if article.published_on else "Trang không ghi ngày đọc được.")),
        fact("Tác giả", article.author),
        fact("Chuyên mục", article.section),
        fact("Địa chỉ gốc", article.page.url, href=web_address(article.page.url), outside=True),
    ]
    if article.published_on and article.note:
        facts.append(fact("Lưu ý khi đọc", article.note))
    return tuple(facts)


def _theme_card(match: ThemeMatch) -> Card:
    theme = match.theme
    return Card(
        title=theme.title,
        href=addresses.of_theme(theme),
        code=theme.code,
        kicker=f"điểm {number(match.score, 2)}",
        phrases=tuple(Tag(phrase, "phrase") for phrase in match.phrases),
    )


def _story_fact(other: Article, article: Article) -> Fact:
    kind = "Bài gốc" if other.pk == article.original_id else "Bài đăng lại"
    agency = other.source.agency
    value = Value(other.title, href=addresses.of_article(other), note=f"{agency.short_name}, {published_words(other)}")
    return Fact(kind, (value,))


def badge(evidence: Evidence) -> Badge:
    """Return the short form of a kept record and the way to its check."""
    return Badge(evidence.payload_sha256[:16], moment_words(evidence.fetched_at), addresses.of_evidence(evidence))
