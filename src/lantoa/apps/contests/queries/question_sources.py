"""Texts from which questions are proposed: directives as received, and stories that the public reads."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain

from django.db.models import Q, QuerySet
from django.http import Http404

from lantoa.apps.agencies.models import Agency
from lantoa.apps.directives.models import Directive
from lantoa.apps.newsroom.models import StoryPage
from lantoa.apps.newsroom.queries.story_text import story_text
from lantoa.core.analysis.question_drafts import Proposal, propose_questions
from lantoa.core.viettext import format_date, sentences

DIRECTIVE, STORY = "van-ban", "bai"
_MOST_SOURCE = 400


@dataclass(frozen=True, slots=True)
class SourceText:
    """A text with what questions drawn from it rest on, and the questions it bears."""

    title: str
    source: str
    address: str
    proposals: list[Proposal]


def directives_named(words: str) -> QuerySet[Directive]:
    """Return the directives whose number, symbol or subject has the words, the newest first; all for none."""
    rows = Directive.objects.order_by("-date", "-pk")
    return rows.filter(Q(number=words) | Q(symbol__icontains=words) | Q(subject__icontains=words)) if words else rows


def stories_named(words: str) -> QuerySet[StoryPage]:
    """Return the public stories whose title has the words, the newest first; all for none."""
    rows: QuerySet[StoryPage] = StoryPage.objects.live().order_by("-first_published_at", "-pk")
    return rows.filter(title__icontains=words) if words else rows


def source_text(kind: str, pk: int, *, at: datetime, today: date) -> SourceText:
    """Return one text with its proposals; Http404 for none. Two or three queries."""
    names = _agency_names(today)
    if kind == DIRECTIVE and (directive := Directive.objects.filter(pk=pk).first()):
        day = f" ngày {format_date(directive.date)}" if directive.date else ""
        source = f"{directive.doc_type or 'Văn bản'} {directive.identifier or directive.file_name}{day}"
        if directive.issuer:
            source += f" của {directive.issuer}"
        proposals = propose_questions(sentences(directive.text), agencies=names)
        return SourceText(str(directive), source[:_MOST_SOURCE], "", proposals)
    if kind == STORY and (story := StoryPage.objects.live().filter(pk=pk).first()):
        text = story_text(story, at=at)
        lines = chain.from_iterable(sentences(part) for part in (text.lead, text.for_reader, *text.paragraphs))
        proposals = propose_questions(lines, agencies=names)
        return SourceText(story.title, f"Bài “{story.title}”"[:_MOST_SOURCE], story.full_url or "", proposals)
    raise Http404("Không có văn bản hay bài này.")


def _agency_names(today: date) -> list[str]:
    rows = Agency.objects.valid_on(today).values_list("name", "short_name")
    return sorted({name for pair in rows for name in pair if name})
