"""A small province with figures worth reporting, a folder for the files, and a PDF that costs nothing."""

from datetime import date
from pathlib import Path

import pytest
from pytest_django import Settings

from lantoa.apps.agencies.factories import AgencyFactory
from lantoa.apps.assignments.factories import AssignmentFactory
from lantoa.apps.base.convert import Pdf
from lantoa.apps.coverage.factories import ThemeMatchFactory
from lantoa.apps.directives.factories import DirectiveFactory, DutyFactory, ProgrammeFactory, ThemeFactory
from lantoa.apps.directives.models import Programme
from lantoa.apps.harvest.factories import ArticleFactory, PageFactory, SourceFactory
from lantoa.apps.reports import actions

FAKE_PDF = b"%PDF-1.7 made for a test"


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.REPORTS_DIR = tmp_path / "bao-cao"
    return tmp_path / "bao-cao"


@pytest.fixture(autouse=True)
def _quick_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    """The real PDF is made in base/tests/test_convert.py; here it would cost seconds a test."""
    monkeypatch.setattr(actions, "make_pdf", lambda document: Pdf(FAKE_PDF, "Typst"))


@pytest.fixture
def programme(db: None) -> Programme:
    """Two themes; an agency that covers one of them, one whose sites were read in vain, one that cannot be told."""
    directive = DirectiveFactory(number="300", symbol="STTTT-TTBCXB", issuer="SỞ THÔNG TIN VÀ TRUYỀN THÔNG")
    found: Programme = ProgrammeFactory(confirmed=True, directive=directive, illustrative=True)
    themes = [ThemeFactory(programme=found, position=position) for position in (1, 2)]
    names = ["Sở Có Bài tỉnh Thử", "Sở Chưa Có tỉnh Thử", "Sở Chưa Đọc tỉnh Thử"]
    agencies = [AgencyFactory(name=name, short_name=name.removesuffix(" tỉnh Thử")) for name in names]
    for theme in themes:
        duty = DutyFactory(theme=theme)
        for agency in agencies:
            AssignmentFactory(duty=duty, agency=agency)
    source = SourceFactory(agency=agencies[0])
    SourceFactory(agency=agencies[1])
    SourceFactory(agency=agencies[2], unreachable=True)
    first = ArticleFactory(source=source, title="Một cửa làm việc sáng thứ Bảy", published_on=date(2023, 5, 10))
    copy = ArticleFactory(source=source, title="=1+1 bài đăng lại", published_on=date(2023, 5, 12), original=first)
    for article in (first, copy):
        ThemeMatchFactory(article=article, theme=themes[0])
    ThemeMatchFactory(article=ArticleFactory(source=source, undated=True), theme=themes[1])
    ThemeMatchFactory(article=ArticleFactory(source=source), theme=themes[1], rejected=True)
    PageFactory(source=source, quarantined=True)
    return found
