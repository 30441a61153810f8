"""What one visit becomes: an article with its evidence, a duplicate, or a page in quarantine; one transaction each."""

import hashlib
import logging
from datetime import date, datetime, timedelta
from enum import Enum, auto

from django.db import transaction
from django.utils import timezone

from lantoa.apps.base.actions import note_public_change
from lantoa.apps.base.outbound import FetchFailed, Response
from lantoa.apps.harvest.crawl import Visit
from lantoa.apps.harvest.evidence import keep_record
from lantoa.apps.harvest.models import MAX_URL, Article, Evidence, Page, Source
from lantoa.core import webpage
from lantoa.core.viettext import fold

_log = logging.getLogger(__name__)


class Stored(Enum):
    """What became of a visit."""

    NEW = auto()
    CHANGED = auto()
    UNCHANGED = auto()
    DUPLICATE = auto()
    LISTING = auto()
    QUARANTINED = auto()
    UNREAD = auto()  # no answer: the address is in quarantine, but no page was read


def store_visit(source: Source, visit: Visit, *, at: datetime) -> Stored:
    """Return what the visit became after it is stored; storing the same visit twice stores it once.

    A page that breaks the reader or the database goes to quarantine with the reason, so that the others are still
    stored.
    """
    try:
        return _store_visit(source, visit, at=at)
    except Exception as error:
        _log.exception("storing %s", visit.url)
        broken = FetchFailed("reader_broke", f"Không lưu được trang này: {type(error).__name__}")
        return _store_failure(source, Visit(visit.url, None, broken), at=at)


def _store_visit(source: Source, visit: Visit, *, at: datetime) -> Stored:
    if len(visit.url) > MAX_URL:
        return Stored.UNREAD
    if visit.response is None:
        return _store_failure(source, visit, at=at)
    if visit.response.status == 304:
        Page.objects.filter(url=visit.url).update(fetched_at=at)
        return Stored.UNCHANGED
    try:
        found = webpage.extract_article(
            visit.response.body, url=visit.url, content_type=visit.response.header("content-type")
        )
    except webpage.ListingPage:
        if not _was_article(visit.url):
            _store_page(source, visit.url, visit.response, Page.State.LISTING, "", at=at)
        return Stored.LISTING
    except webpage.NotAnArticle as reason:
        return _store_quarantined(source, visit.url, visit.response, str(reason), at=at)
    canonical = webpage.clean_url(found.url)
    if canonical != visit.url and Page.objects.filter(url=canonical, state=Page.State.ARTICLE).exists():
        _store_page(source, visit.url, visit.response, Page.State.DUPLICATE, f"Cùng bài với {canonical}", at=at)
        return Stored.DUPLICATE
    return _store_article(source, visit.url, visit.response, found, at=at)


def _was_article(url: str) -> bool:
    """Return whether the page was an article before: then that reading and its evidence stay."""
    return Page.objects.filter(url=url, state=Page.State.ARTICLE).exists()


def _store_failure(source: Source, visit: Visit, *, at: datetime) -> Stored:
    """An address that fails today keeps the article it gave before: what was stored is never lost."""
    Page.objects.get_or_create(
        url=visit.url,
        defaults={
            "source": source,
            "state": Page.State.QUARANTINED,
            "reason": str(visit.failure)[:500],
            "fetched_at": at,
        },
    )
    return Stored.UNREAD


def _store_page(source: Source, url: str, response: Response, state: str, reason: str, *, at: datetime) -> Page:
    page, _ = Page.objects.update_or_create(
        url=url,
        defaults={
            "source": source,
            "state": state,
            "reason": reason[:500],
            "etag": (response.header("etag") or "")[:300],
            "last_modified": (response.header("last-modified") or "")[:100],
            "fetched_at": at,
        },
    )
    return page


def _keep_evidence(page: Page, response: Response, *, at: datetime) -> Evidence:
    kept = keep_record(response, fetched_at=at)
    evidence, _ = Evidence.objects.get_or_create(
        page=page,
        payload_sha256=kept.payload_sha256,
        defaults={"fetched_at": at, "record_sha256": kept.record_sha256, "file": kept.file},
    )
    return evidence


@transaction.atomic
def _store_quarantined(source: Source, url: str, response: Response, reason: str, *, at: datetime) -> Stored:
    if _was_article(url):
        return Stored.QUARANTINED
    page = _store_page(source, url, response, Page.State.QUARANTINED, reason, at=at)
    if not page.evidence.exists():
        _keep_evidence(page, response, at=at)
    return Stored.QUARANTINED


@transaction.atomic
def _store_article(source: Source, url: str, response: Response, found: webpage.Article, *, at: datetime) -> Stored:
    """New evidence is kept only when the article itself changed: counters and clocks change a page at every look."""
    page = _store_page(source, url, response, Page.State.ARTICLE, "", at=at)
    text_sha256 = hashlib.sha256(f"{found.title}\n{found.text}".encode()).hexdigest()
    existing = Article.objects.filter(page=page).first()
    if existing and existing.text_sha256 == text_sha256:
        return Stored.UNCHANGED
    published_at, published_on, note = _publication(found, at=at)
    values = {
        "source": source,
        "evidence": _keep_evidence(page, response, at=at),
        "title": found.title[:500],
        "folded_title": fold(found.title)[:500],
        "text": found.text,
        "text_sha256": text_sha256,
        "published_at": published_at,
        "published_on": published_on,
        "author": found.author and found.author[:200],
        "section": found.section and found.section[:200],
        "note": note,
        "changed_at": at,
    }
    article, _ = Article.objects.update_or_create(
        page=page, defaults=values, create_defaults={**values, "first_seen_at": at}
    )
    note_public_change(f"article:{article.pk}", at=at)
    return Stored.CHANGED if existing else Stored.NEW


def _publication(found: webpage.Article, *, at: datetime) -> tuple[datetime | None, date | None, str]:
    """Return the moment, the day in Vietnam, and a note; a date after the day of reading is the page's mistake, so
    none is taken.
    """
    notes = list(found.notes)
    moment: datetime | None = None
    day: date | None = None
    if found.published_at and "T" in found.published_at:
        moment = datetime.fromisoformat(found.published_at)
        moment = moment if timezone.is_aware(moment) else timezone.make_aware(moment)
        day = timezone.localdate(moment)
    elif found.published_at:
        day = date.fromisoformat(found.published_at)
    if day and day > timezone.localdate(at) + timedelta(days=1):
        notes.append(f"Trang ghi ngày đăng {day:%d/%m/%Y}, sau ngày thu thập; cần người xác định lại")
        moment = day = None
    return moment, day, "; ".join(notes)[:500]
