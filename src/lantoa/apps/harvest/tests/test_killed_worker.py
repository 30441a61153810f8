"""A worker killed in the middle loses nothing and repeats nothing: real processes, a real database, SIGKILL."""

import multiprocessing
import random
import signal
import threading
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest
from django.db import connections
from pytest_django import Settings

from lantoa.apps.base.outbound import OutboundClient
from lantoa.apps.base.tests.local_server import Answer, LocalServer
from lantoa.apps.harvest.actions import LEASE, claim_due_sources, harvest_due
from lantoa.apps.harvest.evidence import read_kept
from lantoa.apps.harvest.factories import AT, SourceFactory
from lantoa.apps.harvest.models import Article, Evidence, FetchRun, Page, Source
from lantoa.apps.harvest.tests.local_sites import site, story
from lantoa.core.archive import verify_record

HOSTS = ("so-mot.localhost", "so-hai.localhost", "so-ba.localhost")
ARTICLES_A_HOST = 12
KILLS = 4
# A child that does not come this far in that time has another fault than the one looked for.
PATIENCE_SECONDS = 20.0


@pytest.fixture
def server(settings: Settings, tmp_path: Path) -> Iterator[LocalServer]:
    settings.EVIDENCE_DIR = tmp_path
    with LocalServer() as running:
        for place, host in enumerate(HOSTS):
            stories = [story(20 * place + number) for number in range(ARTICLES_A_HOST)]
            for address, page in site(host, running.port, stories).items():
                assert isinstance(page, Answer)
                running.pages[address] = Answer(page.body, headers=page.headers, wait_seconds=0.01)
        yield running


def _harvest_all(at: datetime) -> None:
    with OutboundClient(allow_loopback=True, total_seconds=5.0) as client:
        harvest_due(client=client, clock=lambda: at, delay_seconds=0.0)


def _in_a_process(at: datetime) -> BaseProcess:
    """Start one harvest as a process of its own, with connections of its own."""
    connections.close_all()
    process = multiprocessing.get_context("fork").Process(target=_harvest_all, args=(at,))
    process.start()
    return process


def _wait_for_answers(server: LocalServer, number: int, process: BaseProcess) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while len(server.asked) < number and process.is_alive():
        assert time.monotonic() < deadline
        time.sleep(0.001)


def _stored() -> list[tuple[object, ...]]:
    columns = ("page__url", "page__state", "title", "text", "published_on", "source__url", "evidence__payload_sha256")
    return list(Article.objects.order_by("page__url").values_list(*columns))


def _forget_everything() -> None:
    Article.objects.all().delete()
    Evidence.objects.all().delete()
    Page.objects.all().delete()
    FetchRun.objects.all().delete()
    Source.objects.update(due_at=AT, lease_until=None, state=Source.State.NEW, read_at=None)


@pytest.mark.django_db(transaction=True)
class TestKilledWorker:
    def test_leaves_nothing_lost_nothing_twice_nothing_half(self, server: LocalServer) -> None:
        for host in HOSTS:
            SourceFactory(url=server.url(f"{host}/"), unread=True)
        _harvest_all(AT)
        undisturbed = _stored()
        assert len(undisturbed) == len(HOSTS) * ARTICLES_A_HOST
        _forget_everything()

        moments, at, stored_before = random.Random(300), AT, 0
        for _ in range(KILLS):
            server.asked.clear()
            process = _in_a_process(at)
            _wait_for_answers(server, moments.randrange(30, 58), process)
            process.kill()
            process.join()
            assert process.exitcode == -signal.SIGKILL, "the harvest ended before it could be killed"
            self._check_what_is_stored()
            assert Article.objects.count() >= stored_before
            stored_before = Article.objects.count()
            at += LEASE + timedelta(seconds=1)  # nobody else may take the sources of the dead before

        _harvest_all(at)
        assert _stored() == undisturbed
        assert Evidence.objects.count() == Page.objects.count() == len(undisturbed)
        self._check_what_is_stored()
        assert set(Source.objects.values_list("state", "lease_until")) == {(Source.State.REACHABLE, None)}
        assert FetchRun.objects.filter(ended_at=None).exists(), "no run was cut off, so nothing was shown"

    def _check_what_is_stored(self) -> None:
        """Whatever is in the database is whole, at every moment."""
        assert Page.objects.filter(state=Page.State.ARTICLE, article=None).count() == 0
        for evidence in Evidence.objects.all():
            assert verify_record(read_kept(evidence.file), evidence.record_sha256).ok


@pytest.mark.django_db(transaction=True)
class TestWorkersAtOnce:
    def test_never_hold_the_same_source(self) -> None:
        sources = {source.pk for source in SourceFactory.create_batch(12)}
        taken: list[list[int]] = []
        start = threading.Barrier(4)

        def claim() -> None:
            start.wait()
            try:
                taken.append([source.pk for source in claim_due_sources(at=AT)])
            finally:
                connections.close_all()

        workers = [threading.Thread(target=claim) for _ in range(4)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        everything = [pk for one in taken for pk in one]
        assert len(taken) == 4
        assert (len(everything), set(everything)) == (len(sources), sources)
