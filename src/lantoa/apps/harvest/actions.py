"""Writes of the harvest: claim due sources, store what was read, group re-posts."""

import logging
import queue
import threading
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import Q

from lantoa.apps.agencies.models import Agency
from lantoa.apps.base.outbound import FetchFailed, OutboundClient
from lantoa.apps.harvest.crawl import SourceCrawl, Validators, Visit
from lantoa.apps.harvest.models import Article, FetchRun, Source, SourceQuerySet
from lantoa.apps.harvest.storing import Stored, store_visit
from lantoa.core.analysis import Text, find_reposts
from lantoa.core.officialdoc import Channel

# A killed worker's source is free again after this; a reading that takes longer holds its source anew in time.
LEASE = timedelta(minutes=30)
_HOLD_ANEW = LEASE / 3
WORKERS = 8
# Between two requests to one host, unless its robots.txt asks for more.
POLITE_SECONDS = 1.0
_log = logging.getLogger(__name__)
Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Harvested:
    """The sum of one harvest."""

    sources: int
    unreachable: int
    pages_read: int
    articles_new: int
    articles_changed: int
    quarantined: int


@dataclass(frozen=True, slots=True)
class _Ended:
    """The last message of one crawl: its platform, and why it stopped if it failed."""

    platform: str
    failure: FetchFailed | None


def register_source(
    *, agency: Agency, name: str, url: str, channel: Channel, illustrative: bool, at: datetime
) -> Source:
    """Return the source of that address, due at once when it is new; an existing one is left as it is."""
    source, _ = Source.objects.get_or_create(
        url=url,
        defaults={
            "agency": agency,
            "name": name,
            "channel": channel.value,
            "illustrative": illustrative,
            "due_at": at,
        },
    )
    return source


def claim_due_sources(*, at: datetime) -> list[Source]:
    """Return the due sources this worker now holds; two workers never hold the same one, as each claim is one
    conditional update.
    """
    claimed = []
    for source in Source.objects.due(at).select_related("agency"):
        free = Q(lease_until=None) | Q(lease_until__lt=at)
        if Source.objects.filter(free, pk=source.pk, due_at__lte=at).update(lease_until=at + LEASE):
            claimed.append(source)
    return claimed


@dataclass(frozen=True, slots=True)
class SourceClaim:
    """Keys of sources that are held for a task until `lease`, which also tells this claim from every other."""

    keys: tuple[int, ...]
    lease: datetime


def hold_due_sources(*, at: datetime, limit: int) -> SourceClaim:
    """Return the claim on up to `limit` due sources for a task that will read them; an empty one while others are held,
    so that no source waits in a queue until its lease has run out. Illustrative sources are left to the demonstration.
    """
    lease = at + LEASE
    if Source.objects.filter(lease_until__gte=at).exists():
        return SourceClaim((), lease)
    due = Source.objects.due(at).filter(illustrative=False).order_by("due_at", "pk").values_list("pk", flat=True)
    free = Q(lease_until=None) | Q(lease_until__lt=at)
    held = [key for key in due[:limit] if Source.objects.filter(free, pk=key).update(lease_until=lease)]
    return SourceClaim(tuple(held), lease)


def take_held_sources(claim: SourceClaim, *, at: datetime) -> list[Source]:
    """Return the sources of the claim that are now held by whoever asks; those another has taken are not among them."""
    until = max(at + LEASE, claim.lease + timedelta.resolution)
    taken = [key for key in claim.keys if _held(claim).filter(pk=key).update(lease_until=until)]
    return list(Source.objects.filter(pk__in=taken).select_related("agency").order_by("pk"))


def release_sources(claim: SourceClaim) -> int:
    """Return the number of sources given back: those of the claim that nobody has taken yet."""
    return _held(claim).update(lease_until=None)


def _held(claim: SourceClaim) -> SourceQuerySet:
    return Source.objects.filter(pk__in=claim.keys, lease_until=claim.lease)


def harvest_due(
    *,
    client: OutboundClient,
    clock: Clock,
    delay_seconds: float = POLITE_SECONDS,
    on_source: Callable[[FetchRun], None] = lambda run: None,
) -> Harvested:
    """Return the sum of reading every due source once; see `harvest_sources`."""
    claimed = claim_due_sources(at=clock())
    return harvest_sources(claimed, client=client, clock=clock, delay_seconds=delay_seconds, on_source=on_source)


def harvest_sources(
    claimed: Sequence[Source],
    *,
    client: OutboundClient,
    clock: Clock,
    delay_seconds: float = POLITE_SECONDS,
    on_source: Callable[[FetchRun], None] = lambda run: None,
) -> Harvested:
    """Return the sum of reading sources the caller holds: many hosts side by side, each host one request at a time.

    Threads only fetch; rows are written here, one transaction a page, so that a kill loses at most the page in hand.
    `on_source` is called with each finished run.
    """
    messages: queue.Queue[tuple[Source, Visit | _Ended]] = queue.Queue(maxsize=64)
    runs = {source.pk: FetchRun.objects.create(source=source, started_at=clock()) for source in claimed}
    stopped = threading.Event()
    with ThreadPoolExecutor(max_workers=WORKERS, thread_name_prefix="crawl") as threads:
        try:
            for source in claimed:
                send = partial(_send, messages, source, stopped)
                threads.submit(_crawl, source, _validators(source), client, delay_seconds, send)
            reading = {source.pk for source in claimed}
            held_at = clock()
            while reading:
                source, message = messages.get()
                run = runs[source.pk]
                if clock() - held_at >= _HOLD_ANEW:
                    held_at = clock()
                    Source.objects.filter(pk__in=reading).update(lease_until=held_at + LEASE)
                if isinstance(message, _Ended):
                    reading.discard(source.pk)
                    _close_run(run, message, at=clock())
                    on_source(run)
                else:
                    _count(run, store_visit(source, message, at=clock()))
        finally:
            stopped.set()  # whatever ends the loop, no thread stays waiting for it
    return _sum(runs.values())


class _HarvestStopped(Exception):
    """The harvest that this crawl reads for is over."""


def _send(
    messages: "queue.Queue[tuple[Source, Visit | _Ended]]",
    source: Source,
    stopped: threading.Event,
    message: "Visit | _Ended",
) -> None:
    """Put the message in the queue as soon as there is room; _HarvestStopped when nobody takes messages any more."""
    while not stopped.is_set():
        try:
            return messages.put((source, message), timeout=0.2)
        except queue.Full:
            continue
    raise _HarvestStopped


def _validators(source: Source) -> dict[str, Validators]:
    rows = source.pages.exclude(etag="", last_modified="").values_list("url", "etag", "last_modified")
    return {url: Validators(etag, last_modified) for url, etag, last_modified in rows}


def _crawl(
    source: Source,
    known: dict[str, Validators],
    client: OutboundClient,
    delay_seconds: float,
    send: "Callable[[Visit | _Ended], None]",
) -> None:
    """Send every visit of a source, then the end; whatever happens the end is sent, or the harvest would wait for
    ever.
    """
    crawl = SourceCrawl(source.url, client=client, known=known, delay_seconds=delay_seconds)
    failure: FetchFailed | None = None
    try:
        for visit in crawl.visits():
            send(visit)
    except _HarvestStopped:
        return
    except FetchFailed as error:
        failure = error
    except Exception as error:
        # A site that breaks the reader costs this source, not the run; the reason is shown, the trace is logged.
        _log.exception("reading %s", source.url)
        failure = FetchFailed("reader_broke", f"Bộ đọc gặp lỗi: {type(error).__name__}: {error}")
    with suppress(_HarvestStopped):
        send(_Ended(crawl.platform, failure))


def _count(run: FetchRun, stored: Stored) -> None:
    run.pages_read += stored is not Stored.UNREAD
    run.articles_new += stored is Stored.NEW
    run.articles_changed += stored is Stored.CHANGED
    run.quarantined += stored in {Stored.QUARANTINED, Stored.UNREAD}


@transaction.atomic
def _close_run(run: FetchRun, ended: _Ended, *, at: datetime) -> None:
    """Store the end of a run and set the source's next time; both or neither."""
    run.ended_at, run.reason = at, str(ended.failure or "")[:500]
    run.save()
    source = run.source
    state = Source.State.UNREACHABLE if ended.failure else Source.State.REACHABLE
    Source.objects.filter(pk=source.pk).update(
        state=state,
        state_reason=run.reason,
        platform=ended.platform or source.platform,
        read_at=at,
        due_at=at + timedelta(hours=source.every_hours),
        lease_until=None,
    )


def _sum(runs: Iterable[FetchRun]) -> Harvested:
    ended = list(runs)
    return Harvested(
        sources=len(ended),
        unreachable=sum(bool(run.reason) for run in ended),
        pages_read=sum(run.pages_read for run in ended),
        articles_new=sum(run.articles_new for run in ended),
        articles_changed=sum(run.articles_changed for run in ended),
        quarantined=sum(run.quarantined for run in ended),
    )


@transaction.atomic
def group_reposts() -> int:
    """Return the number of articles whose original changed, after comparing all stored articles (near-linear cost)."""
    rows = list(
        Article.objects.order_by("pk").values("pk", "title", "text", "published_at", "published_on", "original")
    )
    texts = [
        Text(str(row["pk"]), row["title"], row["text"], _iso(row["published_at"] or row["published_on"]))
        for row in rows
    ]
    changed = 0
    for row, found in zip(rows, find_reposts(texts), strict=True):
        original = int(found.original) if found.original != found.id else None
        if original != row["original"]:
            changed += Article.objects.filter(pk=row["pk"]).update(original=original)
    return changed


def _iso(moment: date | None) -> str | None:
    return moment.isoformat() if moment else None
