"""A portal's own story counts as coverage, with evidence, without a request over the network."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from conftest import Cast
from django.conf import LazySettings

from lantoa.apps.assignments.factories import AssignmentFactory
from lantoa.apps.assignments.models import Assignment
from lantoa.apps.coverage import own_stories
from lantoa.apps.coverage.models import Decision, OwnStory, ThemeMatch
from lantoa.apps.coverage.own_stories import sweep_own_stories
from lantoa.apps.coverage.queries import coverage_matrix
from lantoa.apps.directives.factories import DutyFactory, ProgrammeFactory, ThemeFactory
from lantoa.apps.directives.models import Theme
from lantoa.apps.harvest.models import Article, Evidence, Source
from lantoa.apps.newsroom.factories import make_column, make_portal, make_story
from lantoa.apps.newsroom.models import StoryPage
from lantoa.core.workdays import WindowKind, reporting_window

pytestmark = pytest.mark.django_db
_TEXT = (
    "<p>Từ tháng Sáu, người dân trong xã nộp hồ sơ khai sinh qua Cổng Dịch vụ công quốc gia và nhận kết quả ngay "
    "trong ngày. Bộ phận một cửa trả bản giấy tại nhà cho người cao tuổi, không thu thêm lệ phí.</p>"
    "<p>Bốn trăm hồ sơ đã được giải quyết trong tháng đầu, không hồ sơ nào quá hạn. Ai chưa quen dùng điện thoại "
    "được đoàn viên thanh niên giúp tại nhà văn hóa thôn vào sáng thứ bảy hằng tuần.</p>"
)


@pytest.fixture(autouse=True)
def evidence_folder(settings: LazySettings, tmp_path: Path) -> None:
    settings.EVIDENCE_DIR = tmp_path
    settings.ALLOWED_HOSTS = ["*"]


@pytest.fixture
def theme(cast: Cast) -> Theme:
    made: Theme = ThemeFactory(programme=ProgrammeFactory(confirmed=True, year=2023), position=1)
    return made


@pytest.fixture
def story(cast: Cast, now: datetime, theme: Theme) -> StoryPage:
    column = make_column(make_portal(agency=cast.agency, at=now))
    return make_story(
        column, at=now, themes=[theme], body=[("text", _TEXT)], title="Khai sinh qua mạng, nhận trong ngày"
    )


class TestOwnStory:
    def test_becomes_an_article_with_evidence(self, story: StoryPage, cast: Cast, now: datetime) -> None:
        assert sweep_own_stories(at=now) == 1
        article = Article.objects.get()
        assert "Khai sinh qua mạng" in article.title
        assert "Bốn trăm hồ sơ" in article.text
        assert article.published_on == now.date()
        assert article.source.agency == cast.agency
        assert not article.source.enabled
        assert Evidence.objects.get().page.url == story.full_url

    def test_is_taken_once_until_it_is_published_anew(self, story: StoryPage, now: datetime) -> None:
        assert [sweep_own_stories(at=now + timedelta(minutes=place)) for place in range(2)] == [1, 0]
        story.title = "Khai sinh qua mạng: sáu trăm hồ sơ"
        story.save_revision().publish()
        assert sweep_own_stories(at=now + timedelta(hours=1)) == 1
        assert Article.objects.get().title.startswith("Khai sinh qua mạng: sáu trăm")
        assert Evidence.objects.count() == 2

    def test_counts_for_the_themes_its_editors_chose(
        self, story: StoryPage, cast: Cast, theme: Theme, now: datetime
    ) -> None:
        AssignmentFactory(agency=cast.agency, duty=DutyFactory(theme=theme, channel="web"), received=True)
        sweep_own_stories(at=now)
        match = ThemeMatch.objects.get(theme=theme)
        assert (match.decision, match.decided_by) == (Decision.CONFIRMED, None)
        matrix = coverage_matrix(theme.programme, reporting_window(WindowKind.YEAR, 2023))
        (row,) = [row for row in matrix.rows if row.agency == cast.agency]
        assert (row.cells[0].articles, row.cells[0].confirmed) == (1, 1)

    def test_never_confirms_a_duty_by_itself(self, story: StoryPage, cast: Cast, theme: Theme, now: datetime) -> None:
        assignment = AssignmentFactory(agency=cast.agency, duty=DutyFactory(theme=theme, channel="web"), received=True)
        sweep_own_stories(at=now)
        assignment.refresh_from_db()
        assert assignment.state == Assignment.State.RECEIVED

    def test_gives_a_theme_back_that_its_editors_no_longer_choose(
        self, story: StoryPage, theme: Theme, now: datetime
    ) -> None:
        sweep_own_stories(at=now)
        story.themes = []
        story.save_revision().publish()
        sweep_own_stories(at=now)
        assert not ThemeMatch.objects.filter(theme=theme, decision=Decision.CONFIRMED).exists()

    def test_that_is_taken_down_stays_as_evidence_and_is_noted(self, story: StoryPage, now: datetime) -> None:
        sweep_own_stories(at=now)
        story.unpublish()
        assert [sweep_own_stories(at=now) for _ in range(2)] == [1, 0]
        assert "Chuyên trang đã gỡ bài" in Article.objects.get().note

    def test_keeps_its_article_when_its_address_changes(self, story: StoryPage, now: datetime) -> None:
        sweep_own_stories(at=now)
        story.slug = "dia-chi-moi"
        story.save_revision().publish()
        sweep_own_stories(at=now)
        assert Article.objects.get().page.url.endswith("/dia-chi-moi/")

    def test_that_fails_is_tried_again_later_and_stops_no_other(
        self, story: StoryPage, now: datetime, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        make_story(story.get_parent().specific, at=now, body=[("text", _TEXT)])
        rendered = own_stories.rendered

        def failing(page: StoryPage) -> object:
            if page.pk == story.pk:
                raise RuntimeError("broken")
            return rendered(page)

        monkeypatch.setattr(own_stories, "rendered", failing)
        assert sweep_own_stories(at=now) == 1
        monkeypatch.undo()
        assert sweep_own_stories(at=now + timedelta(minutes=5)) == 0
        assert sweep_own_stories(at=now + timedelta(hours=2)) == 1

    def test_leaves_nothing_half_done_when_killed(
        self, story: StoryPage, now: datetime, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def killed(**given: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(own_stories, "choose_themes", killed)
        with pytest.raises(KeyboardInterrupt):
            sweep_own_stories(at=now)
        assert (Article.objects.count(), OwnStory.objects.count()) == (0, 0)
        monkeypatch.undo()
        assert sweep_own_stories(at=now) == 1

    def test_that_illustrates_in_a_real_portal_does_not_count(self, story: StoryPage, now: datetime) -> None:
        StoryPage.objects.filter(pk=story.pk).update(illustrative=True)
        assert sweep_own_stories(at=now) == 0
        assert "minh họa" in OwnStory.objects.get().note
        assert not Source.objects.exists()
