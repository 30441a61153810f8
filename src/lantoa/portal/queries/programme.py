"""Reads of the programme, its coverage and the evidence, as the public may see them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from django.db.models import Q, QuerySet

from lantoa.apps.agencies.models import Agency, Succession
from lantoa.apps.agencies.queries import agencies_named
from lantoa.apps.assignments.states import OWED
from lantoa.apps.coverage.models import Decision, ThemeMatch
from lantoa.apps.coverage.queries import CellState, Matrix, ThemeTotal, counted_matches
from lantoa.apps.directives.models import Directive, Duty, Programme, Theme
from lantoa.apps.harvest.evidence import read_kept
from lantoa.apps.harvest.models import Article, Evidence, Source
from lantoa.core.archive import verify_record
from lantoa.core.viettext import fold
from lantoa.core.workdays import Window

# The phrases of a theme are counted over its newest articles: enough to tell, and the cost has an end.
_PHRASE_ARTICLES = 500
_MAX_GROUP = 50


class EvidenceState(StrEnum):
    """What the check of a kept record found."""

    INTACT = "intact"
    CHANGED = "changed"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class EvidenceCheck:
    """The check of a kept record: the state, the reason in Vietnamese, the file's size in bytes (None: it is lost)."""

    state: EvidenceState
    reason: str
    size_bytes: int | None


def programme_in_force() -> Programme | None:
    """Return the newest programme that a person has confirmed; a draft is nobody's business yet. One query."""
    confirmed = Programme.objects.filter(state=Programme.State.CONFIRMED)
    return confirmed.select_related("directive").order_by("-year", "-id").first()


def public_directive(pk: int) -> Directive | None:
    """Return the directive of a confirmed programme, None for any other. One query."""
    confirmed = Directive.objects.filter(pk=pk, programme__state=Programme.State.CONFIRMED)
    return confirmed.select_related("programme").first()


def issuing_agency(directive: Directive) -> Agency | None:
    """Return the one agency of the register that issued the directive, None for none or for several. One query."""
    if not directive.issuer:
        return None
    named = agencies_named(directive.issuer, on=directive.date or directive.received_at.date())
    return named[0] if len(named) == 1 else None


def duties_of(theme: Theme, *, agencies: Iterable[Agency] = ()) -> list[Duty]:
    """Return the duties of a theme in the order of the directive; with agencies, those given to them. One query."""
    duties = Duty.objects.filter(theme=theme)
    if given_to := list(agencies):
        duties = duties.filter(assignments__agency__in=given_to, assignments__state__in=OWED)
    return list(duties.distinct())


def matrix_of_kind(matrix: Matrix, programme: Programme, kind: str) -> Matrix:
    """Return the rows of one kind of agency with their own totals; the whole matrix for "". One query for a kind."""
    if not kind:
        return matrix
    rows = tuple(row for row in matrix.rows if row.agency.kind == kind)
    confirmed = counted_matches(programme, matrix.window).filter(
        article__source__agency__in=[agency for row in rows for agency in row.agencies], decision=Decision.CONFIRMED
    )
    totals = []
    for position, theme in enumerate(matrix.themes):
        cells = [row.cells[position] for row in rows]
        totals.append(
            ThemeTotal(
                theme,
                articles=sum(cell.articles for cell in cells),
                agencies_covering=sum(cell.agencies_owing(CellState.COVERED) for cell in cells),
                agencies_owing=sum(cell.agencies_owing() for cell in cells),
                agencies_unknown=sum(cell.agencies_owing(CellState.UNKNOWN) for cell in cells),
            )
        )
    return replace(
        matrix,
        rows=rows,
        totals=tuple(totals),
        articles=sum(row.articles for row in rows),
        confirmed_articles=confirmed.order_by().values("article").distinct().count(),
    )


def matches_of_theme(
    programme: Programme,
    window: Window,
    theme: Theme,
    *,
    agency_slug: str = "",
    words: str = "",
    by_score: bool = False,
) -> QuerySet[ThemeMatch]:
    """Return the counted matches of a theme, each with article, agency and original: newest or best score first."""
    matches = counted_matches(programme, window).filter(theme=theme)
    if agency_slug:
        matches = matches.filter(article__source__agency__slug=agency_slug)
    if words:
        matches = matches.filter(article__folded_title__contains=fold(words))
    newest = ("-article__published_on", "-article_id")
    order = ("-score", *newest) if by_score else newest
    return matches.select_related("article__source__agency", "article__original__source__agency").order_by(*order)


def deciding_phrases(programme: Programme, window: Window, theme: Theme, *, most: int = 16) -> list[tuple[str, int]]:
    """Return the phrases that decided most often for a theme, and in how many articles of its newest 500. One query."""
    newest = counted_matches(programme, window).filter(theme=theme).order_by("-article__published_on", "-article_id")
    counted = Counter(
        phrase
        for phrases in newest.values_list("phrases", flat=True)[:_PHRASE_ARTICLES]
        for phrase in dict.fromkeys(phrases)
    )
    return sorted(counted.items(), key=lambda entry: (-entry[1], entry[0]))[:most]


def sources_of(agencies: Iterable[Agency]) -> list[Source]:
    """Return the sources of these agencies that are read. One query."""
    return list(Source.objects.filter(agency__in=list(agencies), enabled=True).order_by("url"))


def agency_by_slug(slug: str) -> Agency | None:
    """Return the agency with its parent and channels, None for an unknown slug. Two queries."""
    return Agency.objects.filter(slug=slug).select_related("parent").prefetch_related("channels").first()


def successions_of(agency: Agency) -> tuple[list[Succession], list[Succession]]:
    """Return what the agency came from, and what became of it, oldest first. Two queries."""
    origins = list(agency.origins.select_related("predecessor").order_by("on", "pk"))
    successions = list(agency.successions.select_related("successor").order_by("on", "pk"))
    return origins, successions


def public_article(pk: int) -> Article | None:
    """Return an article with its source, agency, page and evidence, None for an unknown key. One query."""
    return Article.objects.select_related("source__agency", "page", "evidence").filter(pk=pk).first()


def counted_themes(article: Article, programme: Programme) -> list[ThemeMatch]:
    """Return the matches of an article that count, best score first. One query."""
    counted = article.matches.counted().filter(theme__programme=programme)
    return list(counted.select_related("theme").order_by("-score", "theme__position"))


def same_story(article: Article) -> list[Article]:
    """Return the original and its re-posts, oldest first, the article among them, at most 50. One query."""
    root = article.original_id or article.pk
    group = Article.objects.filter(Q(pk=root) | Q(original=root)).select_related("source__agency")
    return list(group.order_by("published_on", "pk")[:_MAX_GROUP])


def kept_records(article: Article) -> list[Evidence]:
    """Return every kept record of the article's page, newest first. One query."""
    return list(article.page.evidence.all())


def public_evidence(pk: int) -> Evidence | None:
    """Return a kept record of a page that holds an article; those of pages in quarantine are not public. One query."""
    rows = Evidence.objects.filter(pk=pk, page__article__isnull=False)
    return rows.select_related("page__article__source__agency").first()


def kept_file(evidence: Evidence) -> bytes | None:
    """Return the bytes of the record, None when its file was lost. No query; reads one file."""
    try:
        return read_kept(evidence.file)
    except OSError:
        return None


def check_evidence(evidence: Evidence) -> EvidenceCheck:
    """Return whether the record is still the one whose hash was noted when it was kept. No query; reads one file."""
    content = kept_file(evidence)
    if content is None:
        return EvidenceCheck(EvidenceState.LOST, "Không tìm thấy tệp của bản lưu này trong kho minh chứng.", None)
    found = verify_record(content, evidence.record_sha256)
    state = EvidenceState.INTACT if found.ok else EvidenceState.CHANGED
    return EvidenceCheck(state, found.reason, len(content))
