"""The demonstration at a small scale: three sites and one that is down, no migrations, a PDF that costs nothing."""

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
import time_machine
from pytest_django import Settings

from lantoa.apps.base.convert import Pdf
from lantoa.apps.demo import contest, contest_people, steps
from lantoa.apps.demo.management.commands import demo
from lantoa.apps.demo.sites import Site, load_sites
from lantoa.apps.demo.sites.server import SiteServer
from lantoa.apps.reports import actions

SLUGS = ("so-tttt", "so-yte", "hai-lang", "vhtt-vinh-linh")
# After the last article of the demonstration was published.
DEMO_DAY = datetime(2024, 1, 5, 2, 0, tzinfo=UTC)


@pytest.fixture
def sites() -> list[Site]:
    return [site for site in load_sites() if site.slug in SLUGS]


@pytest.fixture
def small_demo(
    db: None, sites: list[Site], settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    settings.EVIDENCE_DIR = tmp_path / "minh-chung"
    settings.REPORTS_DIR = tmp_path / "bao-cao"
    settings.CONTESTS_DIR = tmp_path / "cuoc-thi"
    monkeypatch.setattr(contest, "ENTRANTS", 90)
    monkeypatch.setattr(contest, "CITIZENS", 10)
    monkeypatch.setattr(contest_people, "CITIZENS", 10)
    monkeypatch.setattr(steps, "call_command", lambda name, **options: None)
    monkeypatch.setattr(steps, "load_sites", lambda: sites)
    monkeypatch.setattr(demo, "SiteServer", partial(SiteServer, sites=sites, slow_seconds=0.1))
    monkeypatch.setattr(actions, "make_pdf", lambda document: Pdf(b"%PDF-1.7 made for a test", "Typst"))
    with time_machine.travel(DEMO_DAY, tick=True):
        yield
