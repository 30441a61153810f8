"""Due sources are held by the sweep, read by the task, and by one task only."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django import Settings

from lantoa.apps.base.outbound import OutboundClient
from lantoa.apps.base.tests.local_server import LocalServer
from lantoa.apps.coverage import sweeping, tasks
from lantoa.apps.coverage.models import Reading
from lantoa.apps.coverage.sweeping import sweep_sources
from lantoa.apps.coverage.tasks import read_sources
from lantoa.apps.directives.factories import ThemeFactory
from lantoa.apps.harvest import actions
from lantoa.apps.harvest.actions import LEASE, hold_due_sources, take_held_sources
from lantoa.apps.harvest.factories import SourceFactory
from lantoa.apps.harvest.models import Article, Source
from lantoa.apps.harvest.tests.local_sites import site, story

HOST = "so-quet.localhost"


@pytest.mark.django_db
class TestSweepSources:
    def test_reads_and_compares_what_is_due(
        self, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        settings.EVIDENCE_DIR = tmp_path
        monkeypatch.setattr(tasks, "OutboundClient", lambda: OutboundClient(allow_loopback=True))
        monkeypatch.setitem(actions.harvest_sources.__kwdefaults__, "delay_seconds", 0.0)
        ThemeFactory(text="Tuyên truyền về bộ phận một cửa.")
        with LocalServer() as server:
            server.pages = site(HOST, server.port, [story(1), story(2)])
            source = SourceFactory(url=server.url(f"{HOST}/"), illustrative=False)
            assert sweep_sources(at=timezone.now()) == 1
        source.refresh_from_db()
        assert (source.state, source.lease_until) == (Source.State.REACHABLE, None)
        assert (Article.objects.count(), Reading.objects.count()) == (2, 2)
        assert sweep_sources(at=timezone.now()) == 0

    def test_leaves_the_demonstrations_sources_alone(self, now: datetime) -> None:
        SourceFactory(illustrative=True)
        assert hold_due_sources(at=now, limit=9).keys == ()

    def test_holds_no_more_while_some_are_being_read(self, now: datetime) -> None:
        SourceFactory.create_batch(3, illustrative=False)
        assert len(hold_due_sources(at=now, limit=2).keys) == 2
        assert hold_due_sources(at=now, limit=2).keys == ()
        assert len(hold_due_sources(at=now + LEASE + timedelta(seconds=1), limit=2).keys) == 2

    def test_gives_back_what_it_could_not_hand_on(self, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
        class _NoQueue:
            def enqueue(self, *args: object) -> None:
                raise ConnectionError("không có hàng đợi")

        SourceFactory(illustrative=False)
        monkeypatch.setattr(sweeping, "read_sources", _NoQueue())
        with pytest.raises(ConnectionError):
            sweep_sources(at=now)
        assert Source.objects.due(now).count() == 1


@pytest.mark.django_db
class TestTakenSources:
    def test_are_taken_once(self, now: datetime) -> None:
        source = SourceFactory(illustrative=False)
        claim = hold_due_sources(at=now, limit=9)
        assert take_held_sources(claim, at=now) == [source]
        assert take_held_sources(claim, at=now) == []
        assert read_sources.call(list(claim.keys), claim.lease.isoformat()) == 0
