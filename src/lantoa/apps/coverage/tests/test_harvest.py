"""The command that reads what is due, to the end: articles, re-posts, themes."""

import io
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django import Settings

from lantoa.apps.base.outbound import OutboundClient
from lantoa.apps.base.tests.local_server import LocalServer
from lantoa.apps.coverage.management.commands import harvest
from lantoa.apps.coverage.models import Reading
from lantoa.apps.directives.factories import ProgrammeFactory, ThemeFactory
from lantoa.apps.harvest import actions
from lantoa.apps.harvest.factories import SourceFactory
from lantoa.apps.harvest.models import Article, Source
from lantoa.apps.harvest.tests.local_sites import site, story

HOST = "so-thu.localhost"


def _run() -> tuple[str, str]:
    out, err = io.StringIO(), io.StringIO()
    call_command("harvest", stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


@pytest.mark.django_db
class TestHarvestCommand:
    def test_reads_matches_and_says_how_much(
        self, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        settings.EVIDENCE_DIR = tmp_path
        monkeypatch.setattr(harvest, "OutboundClient", lambda: OutboundClient(allow_loopback=True))
        monkeypatch.setitem(actions.harvest_due.__kwdefaults__, "delay_seconds", 0.0)
        confirmed = ThemeFactory(text="Tuyên truyền về bộ phận một cửa.").programme
        ThemeFactory(programme=ProgrammeFactory())
        with LocalServer() as server:
            server.pages = site(HOST, server.port, [story(1), story(2)])
            SourceFactory(url=server.url(f"{HOST}/"), name="Trang Sở Thử")
            SourceFactory(url=server.url("tat-may.localhost/"), name="Trang tắt máy")
            out, err = _run()
        assert out == (
            "2 nguồn (1 không đọc được), 2 trang, 2 bài mới, 0 bài thay đổi, 0 trang cách ly, 2 bài được đối chiếu\n"
        )
        assert sorted(err.splitlines()) == ["Trang Sở Thử: 2 trang", "Trang tắt máy: Trang chủ trả lời mã 404."]
        assert Article.objects.count() == 2
        assert set(Reading.objects.values_list("programme", flat=True)) == {confirmed.pk}

    def test_does_not_reach_loopback_in_a_real_installation(self, settings: Settings, tmp_path: Path) -> None:
        settings.EVIDENCE_DIR = tmp_path
        with LocalServer() as server:
            server.pages = site(HOST, server.port, [story(1)])
            source = SourceFactory(url=server.url(f"{HOST}/"))
            _run()
            assert server.asked == []
        source.refresh_from_db()
        assert source.state == Source.State.UNREACHABLE
        assert "chỉ thu thập trang công khai" in source.state_reason
