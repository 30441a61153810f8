"""The story on a round's result: drafted once, after publication, by whoever may write there."""

from datetime import datetime
from pathlib import Path

import pytest
from conftest import Cast
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from lantoa.apps.contests.actions import announce_contest
from lantoa.apps.contests.actions.result_stories import CannotDraftStory, draft_results_story
from lantoa.apps.contests.factories import make_contest, make_entrant
from lantoa.apps.contests.factories_played import play_round
from lantoa.apps.contests.models import Contest, Headcount, Prize, Round
from lantoa.apps.newsroom.factories import make_column, make_portal
from lantoa.apps.newsroom.models import ColumnPage, StoryFigure, StoryPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def contest(now: datetime, cast: Cast, settings: Settings, tmp_path: Path) -> Contest:
    settings.CONTESTS_DIR = tmp_path
    found = make_contest(at=now, agency=cast.agency, title="Tìm hiểu <CCHC>", announced=False)
    Prize.objects.create(
        contest=found, winner="person", audience="officials", name="Giải Nhất", first_rank=1, last_rank=1
    )
    Headcount.objects.create(contest=found, agency=cast.agency, people=8, source="Báo cáo")
    return found


@pytest.fixture
def round_(contest: Contest, now: datetime, cast: Cast) -> Round:
    announce_contest(contest=contest, by=None, at=now)
    people = [make_entrant(contest, at=now, agency=cast.agency, full_name=name) for name in ("Lê An", "Trần Bình")]
    play_round(contest, people)
    return Round.objects.get(contest=contest)


@pytest.fixture
def column(contest: Contest) -> ColumnPage:
    return make_column(contest.portal)


class TestDraftResultsStory:
    def test_is_an_unpublished_draft_with_denominators_and_winners(
        self, round_: Round, column: ColumnPage, cast: Cast, now: datetime
    ) -> None:
        story = draft_results_story(round=round_, column=column, by=cast.administrator, at=now)
        assert not story.live and story.has_unpublished_changes
        told = "2 trên 2 người (100,0%) trả lời đúng tất cả các câu."
        assert story.lead == f"2 người đã thi Tuần 1 của Tìm hiểu <CCHC>; {told}"
        text = str(story.body[0].value)
        assert "Giải Nhất: Lê An" in text
        assert f"{cast.agency.short_name}: 2 trên 8 người (25,0%), 2 lượt thi" in text
        assert f"/cuoc-thi/{round_.contest.slug}/ket-qua/1/" in text
        figure = story.body[1].value["figure"]
        assert isinstance(figure, StoryFigure) and figure.frozen is not None

    def test_is_drafted_once(self, round_: Round, column: ColumnPage, cast: Cast, now: datetime) -> None:
        first = draft_results_story(round=round_, column=column, by=cast.administrator, at=now)
        assert draft_results_story(round=round_, column=column, by=cast.administrator, at=now).pk == first.pk
        assert StoryPage.objects.count() == StoryFigure.objects.count() == 1

    def test_waits_for_the_publication(self, contest: Contest, column: ColumnPage, cast: Cast, now: datetime) -> None:
        with pytest.raises(CannotDraftStory, match="sau khi công bố"):
            draft_results_story(round=contest.rounds.get(), column=column, by=cast.administrator, at=now)

    def test_stays_in_the_contests_portal(self, round_: Round, cast: Cast, now: datetime) -> None:
        elsewhere = make_column(make_portal(at=now, slug="noi-khac", is_default=False))
        with pytest.raises(CannotDraftStory, match="chuyên mục của chuyên trang"):
            draft_results_story(round=round_, column=elsewhere, by=cast.administrator, at=now)

    def test_needs_the_right_to_write_there(self, round_: Round, column: ColumnPage, cast: Cast, now: datetime) -> None:
        with pytest.raises(CannotDraftStory, match="Chỉ người viết"):
            draft_results_story(round=round_, column=column, by=cast.contest_organiser, at=now)


class TestPage:
    def test_shows_the_words_then_drafts_and_opens_the_editor(
        self, client: Client, round_: Round, column: ColumnPage, cast: Cast
    ) -> None:
        client.force_login(cast.administrator)
        address = reverse("contests:result_story", args=[round_.pk])
        text = client.get(address).content.decode()
        assert "Giải Nhất: Lê An" in text and "Tìm hiểu &lt;CCHC&gt;" in text
        answer = client.post(f"{address}soan/", {"column": column.pk})
        story = StoryPage.objects.get()
        assert answer["Location"] == reverse("wagtailadmin_pages:edit", args=[story.pk])
        assert "Tin của vòng này đã có" in client.get(address).content.decode()
