"""Writes of coverage: match articles to themes, propose duties, take a person's decision."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet, Subquery

from lantoa.apps.accounts.models import User
from lantoa.apps.assignments.actions import confirm_assignment, reopen_assignment
from lantoa.apps.assignments.models import Assignment
from lantoa.apps.assignments.states import OWED
from lantoa.apps.base.actions import note_public_change, record_act
from lantoa.apps.coverage.models import Decision, Fulfilment, Reading, ThemeMatch
from lantoa.apps.directives.models import Programme, Theme
from lantoa.apps.harvest.actions import group_reposts
from lantoa.apps.harvest.models import Article
from lantoa.core.analysis import ThemeMatcher, ThemeText

_BATCH = 200


class WrongDecision(ValueError):
    """The decision is none a person can take; the message is Vietnamese."""


def unread_articles(programme: Programme) -> QuerySet[Article]:
    """Return the articles not yet compared with the programme's themes, or changed since. One query."""
    read = Reading.objects.filter(programme=programme, article=OuterRef("pk"), text_sha256=OuterRef("text_sha256"))
    return Article.objects.filter(~Exists(read)).order_by("pk")


def match_articles(*, programme: Programme, at: datetime) -> int:
    """Return the number of articles compared: every unread one, in batches of one transaction each.

    A person's decision on a theme stays; proposals that the changed text no longer bears are taken back.
    """
    themes = {theme.code: theme for theme in programme.themes.all()}
    matcher = ThemeMatcher(ThemeText(code, theme.text) for code, theme in themes.items())
    done = 0
    while batch := list(unread_articles(programme)[:_BATCH]):
        with transaction.atomic():
            for article in batch:
                _match_article(article, programme=programme, themes=themes, matcher=matcher, at=at)
            note_public_change("coverage", at=at)
        done += len(batch)
    propose_fulfilments(programme, at=at)
    return done


def compare_articles(*, clock: Callable[[], datetime]) -> int:
    """Return the number of articles compared after a harvest: re-posts grouped, then each confirmed programme's themes
    matched with what is new.
    """
    group_reposts()
    confirmed = Programme.objects.filter(state=Programme.State.CONFIRMED)
    return sum(match_articles(programme=programme, at=clock()) for programme in confirmed)


def _match_article(
    article: Article, *, programme: Programme, themes: dict[str, Theme], matcher: ThemeMatcher, at: datetime
) -> None:
    found = matcher.match(article.title, article.text)
    kept = [themes[score.code].pk for score in found]
    stale = ThemeMatch.objects.filter(article=article, theme__programme=programme, decision=Decision.PROPOSED)
    stale.exclude(theme__in=kept).delete()
    for score in found:
        ThemeMatch.objects.update_or_create(
            article=article,
            theme=themes[score.code],
            defaults={"score": score.score, "phrases": list(score.phrases)},
        )
    Reading.objects.update_or_create(
        programme=programme, article=article, defaults={"text_sha256": article.text_sha256, "at": at}
    )


@transaction.atomic
def propose_fulfilments(programme: Programme, *, at: datetime) -> int:
    """Return the number of proposals that are new. Four queries and the writes.

    An article is proposed for its agency's assignment of the same theme whose channel is the channel of its source;
    a proposal whose match is gone is taken back, a person's decision stays. An article that a person has confirmed
    before the assignment was given confirms the assignment at once, in that person's name.
    """
    waiting = Assignment.objects.of_programme(programme).owed().order_by()
    by_place = {
        (agency, theme, channel): pk
        for pk, agency, theme, channel in waiting.values_list("pk", "agency", "duty__theme", "duty__channel")
    }
    counted = ThemeMatch.objects.counted().filter(theme__programme=programme).order_by()
    wanted = {
        (by_place[place], article)
        for article, *place_of in counted.values_list(
            "article", "article__source__agency", "theme", "article__source__channel"
        )
        if (place := tuple(place_of)) in by_place
    }
    open_proposals = Fulfilment.objects.filter(assignment__duty__theme__programme=programme, decision=Decision.PROPOSED)
    known = {
        (assignment, article): pk
        for pk, assignment, article in open_proposals.values_list("pk", "assignment", "article")
    }
    Fulfilment.objects.filter(pk__in=[pk for pair, pk in known.items() if pair not in wanted]).delete()
    new = [pair for pair in sorted(wanted) if pair not in known]
    before = Fulfilment.objects.count()
    Fulfilment.objects.bulk_create(
        (Fulfilment(assignment_id=assignment, article_id=article) for assignment, article in new),
        ignore_conflicts=True,
        batch_size=500,
    )
    _confirm_what_was_decided_before(programme, at=at)
    return Fulfilment.objects.count() - before


def _confirm_what_was_decided_before(programme: Programme, *, at: datetime) -> None:
    """Confirm the assignments proposed for articles that a person has confirmed on their theme already."""
    decided = ThemeMatch.objects.filter(
        theme=OuterRef("assignment__duty__theme"), article=OuterRef("article"), decision=Decision.CONFIRMED
    )
    proposals = Fulfilment.objects.filter(
        assignment__duty__theme__programme=programme, assignment__state__in=OWED, decision=Decision.PROPOSED
    ).annotate(person=Subquery(decided.values("decided_by")[:1]))
    found = list(proposals.exclude(person=None).select_related("assignment"))
    people = User.objects.in_bulk({proposal.person for proposal in found})
    for proposal in found:
        confirm_assignment(assignment=proposal.assignment, by=people[proposal.person], at=at)
    Fulfilment.objects.filter(pk__in=[proposal.pk for proposal in found]).update(decision=Decision.CONFIRMED)


@transaction.atomic
def decide_match(*, match: ThemeMatch, decision: str, by: User, at: datetime) -> ThemeMatch:
    """Return the match with a person's decision, which may be changed later; the same decision twice changes nothing.

    A confirmed article fulfils the assignments proposed for it on that theme; one that is not counted gives them back
    unless another confirmed article holds them. WrongDecision for anything but confirmed and rejected.
    """
    if decision not in {Decision.CONFIRMED, Decision.REJECTED}:
        raise WrongDecision("Chỉ có thể xác nhận hoặc không tính một bài.")
    match = ThemeMatch.objects.select_for_update().get(pk=match.pk)
    if match.decision == decision:
        return match
    match.decision, match.decided_by, match.decided_at = decision, by, at
    match.save(update_fields=["decision", "decided_by", "decided_at"])
    proposals = Fulfilment.objects.filter(
        article=match.article_id, assignment__duty__theme=match.theme_id, assignment__state__in=OWED
    )
    proposals.update(decision=decision)
    for assignment in [proposal.assignment for proposal in proposals.select_related("assignment")]:
        if decision == Decision.CONFIRMED:
            confirm_assignment(assignment=assignment, by=by, at=at)
        elif not assignment.fulfilments.filter(decision=Decision.CONFIRMED).exists():
            reopen_assignment(assignment=assignment, by=by, at=at)
    note_public_change("coverage", at=at)
    record_act("coverage.decide_match", subject=match, by=by, at=at, detail={"decision": decision})
    return match
