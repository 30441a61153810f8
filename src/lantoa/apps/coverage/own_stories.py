"""A portal's own published stories as publications with evidence, without a request over the network.

Each is rendered as readers see it, stored as the harvest stores an answer, and given the themes its editors chose.
"""

import logging
from datetime import datetime, timedelta

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import HttpResponseBase
from django.test import RequestFactory
from django.utils import timezone

from lantoa.apps.base.actions import record_act
from lantoa.apps.base.outbound import Response
from lantoa.apps.coverage.actions import compare_articles, unread_articles
from lantoa.apps.coverage.models import Decision, OwnStory, ThemeMatch
from lantoa.apps.directives.models import Programme
from lantoa.apps.harvest.crawl import Visit
from lantoa.apps.harvest.models import Article, Page, Source
from lantoa.apps.harvest.storing import Stored, store_visit
from lantoa.apps.newsroom.models import PortalPage, StoryPage
from lantoa.core.officialdoc import Channel

# Taken in one run of the sweep, so that the other sweeps get their turn.
_AT_ONCE = 50
_RETRY = timedelta(hours=1)
PLATFORM = "toa-soan"
_log = logging.getLogger(__name__)


def sweep_own_stories(*, at: datetime) -> int:
    """Return how many of the portals' own stories were taken or noted as withdrawn now.

    What is left to do is told by the rows alone, and each story is one transaction, so that a sweep killed at any
    moment loses and repeats nothing. A story that fails is logged, tried again later, and stops no other.
    """
    done = sum(_taken(story, at) for story in due_stories(at)[:_AT_ONCE])
    done += sum(note_withdrawn(own=own, at=at) for own in withdrawn_stories()[:_AT_ONCE])
    if _unread():
        compare_articles(clock=lambda: at)
    return done


def due_stories(at: datetime) -> QuerySet[StoryPage]:
    """Return the published stories that are to be taken: new ones, and those published anew since. One query."""
    version = Coalesce("live_revision_id", 0)
    due = Q(own_story=None) | ~Q(own_story__revision=F("version")) | Q(own_story__due_at__lte=at)
    due |= Q(own_story__withdrawn_at__isnull=False)
    stories: QuerySet[StoryPage] = StoryPage.objects.live().annotate(version=version).filter(due)
    return stories.exclude(own_story__due_at__gt=at).order_by("pk")


def withdrawn_stories() -> QuerySet[OwnStory]:
    """Return the taken stories that are not public any more and not noted so yet. One query."""
    gone = Q(story=None) | Q(story__live=False)
    return OwnStory.objects.filter(gone, withdrawn_at=None).select_related("page__article", "story").order_by("pk")


def _taken(story: StoryPage, at: datetime) -> bool:
    try:
        return take_story(story=story, at=at)
    except Exception as error:
        _log.exception("taking story %s", story.pk)
        note = f"Chưa lấy được trang: {type(error).__name__}; sẽ thử lại."
        values = {"revision": story.live_revision_id or 0, "taken_at": at, "due_at": at + _RETRY, "note": note}
        OwnStory.objects.update_or_create(story=story, defaults=values)
        return False


def take_story(*, story: StoryPage, at: datetime) -> bool:
    """Return whether the story became, or changed, a publication with evidence; its editors' themes are confirmed."""
    portal = story.portal()
    reason = _why_not(story, portal)
    answer = None if reason else rendered(story)
    with transaction.atomic():
        own = OwnStory.objects.select_for_update().filter(story=story).first() or OwnStory(story=story)
        own.revision, own.taken_at, own.due_at, own.withdrawn_at = story.live_revision_id or 0, at, None, None
        own.note = reason
        stored = Stored.UNCHANGED
        if answer is not None:
            stored = _store(own, portal, answer, at=at)
        own.save()
        article = Article.objects.filter(page=own.page).first() if own.page else None
        if article is None:
            own.note = own.note or (own.page.reason[:300] if own.page else "Trang không đọc được thành bài.")
            own.save(update_fields=["note"])
            return False
        _complete(article, story)
        choose_themes(article=article, story=story, at=at)
        record_act("coverage.take_story", subject=own, by=None, at=at, detail={"article": article.pk})
        return stored in {Stored.NEW, Stored.CHANGED}


def _why_not(story: StoryPage, portal: PortalPage) -> str:
    if story.get_view_restrictions().exists():
        return "Bài chỉ dành cho một số người đọc nên không tính vào độ bao phủ."
    if story.illustrative and not portal.illustrative:
        return "Bài minh họa trong chuyên trang thật không tính vào độ bao phủ."
    return "" if story.full_url else "Chuyên trang chưa có tên miền nên bài chưa có địa chỉ công khai."


def rendered(story: StoryPage) -> Response:
    """Return the public page of the story as an answer of its site, made in this process; RuntimeError when it is
    answered with anything but 200.
    """
    _, site_url, path = story.get_url_parts()
    scheme, _, host = site_url.partition("://")
    request = RequestFactory().get(path, headers={"host": host}, secure=scheme == "https")
    request.user = AnonymousUser()
    answer: HttpResponseBase = story.specific.serve(request)
    if hasattr(answer, "render") and not getattr(answer, "is_rendered", True):
        answer = answer.render()
    if answer.status_code != 200:
        raise RuntimeError(f"the public page of story {story.pk} answered {answer.status_code}")
    body: bytes = answer.content  # type: ignore[attr-defined]
    return Response(story.full_url, 200, tuple(answer.headers.items()), body)


def _store(own: OwnStory, portal: PortalPage, answer: Response, *, at: datetime) -> Stored:
    """Store the answer as the harvest does; a story that moved keeps its page, article and evidence."""
    source = _source_of(portal, at=at)
    if own.page and own.page.url != answer.url and not Page.objects.filter(url=answer.url).exists():
        own.page.url = answer.url
        own.page.save(update_fields=["url"])
    stored = store_visit(source, Visit(answer.url, answer, None), at=at)
    own.page = Page.objects.filter(url=answer.url).first()
    return stored


def _source_of(portal: PortalPage, *, at: datetime) -> Source:
    """Return the source named after the portal; nobody crawls it."""
    source, _ = Source.objects.get_or_create(
        url=portal.full_url,
        defaults={
            "agency": portal.agency,
            "name": portal.title[:200],
            "channel": Channel.WEB.value,
            "platform": PLATFORM,
            "illustrative": portal.illustrative,
            "enabled": False,
            "due_at": at,
            "state": Source.State.REACHABLE,
            "read_at": at,
        },
    )
    return source


def _complete(article: Article, story: StoryPage) -> None:
    """Take the moment of publication from the newsroom where the page does not state it."""
    if article.published_on is None and story.first_published_at:
        article.published_at = story.first_published_at
        article.published_on = timezone.localdate(story.first_published_at)
        article.save(update_fields=["published_at", "published_on"])


@transaction.atomic
def choose_themes(*, article: Article, story: StoryPage, at: datetime) -> None:
    """Confirm the themes that the editors chose, and take back those they chose before and do not any more.

    No person stands behind the confirmation: so it counts as coverage, and never confirms a duty by itself.
    """
    chosen = set(story.themes.values_list("pk", flat=True))
    before = ThemeMatch.objects.filter(article=article, decision=Decision.CONFIRMED, decided_by=None)
    before.exclude(theme__in=chosen).delete()
    for theme in chosen:
        match, made = ThemeMatch.objects.get_or_create(
            article=article,
            theme_id=theme,
            defaults={"score": 1.0, "decision": Decision.CONFIRMED, "decided_at": at},
        )
        if not made and match.decision == Decision.PROPOSED:
            ThemeMatch.objects.filter(pk=match.pk).update(decision=Decision.CONFIRMED, decided_at=at)


@transaction.atomic
def note_withdrawn(*, own: OwnStory, at: datetime) -> bool:
    """Return whether it was noted now that the story is not public any more; its article and evidence stay."""
    if not OwnStory.objects.filter(pk=own.pk, withdrawn_at=None).update(withdrawn_at=at):
        return False
    article = Article.objects.filter(page=own.page_id).first() if own.page_id else None
    if article:
        words = f"Chuyên trang đã gỡ bài, ghi nhận ngày {timezone.localtime(at):%d/%m/%Y}"
        article.note = "; ".join(filter(None, [article.note, words]))[:500]
        article.save(update_fields=["note"])
    record_act("coverage.note_withdrawn", subject=own, by=None, at=at, detail={})
    return True


def _unread() -> bool:
    """Return whether an own story waits to be compared with the themes of a programme; one query a programme."""
    confirmed = Programme.objects.filter(state=Programme.State.CONFIRMED)
    return any(unread_articles(programme).filter(page__own_story__isnull=False).exists() for programme in confirmed)
