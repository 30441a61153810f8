"""What citizens ask: small numbers hidden, and each thing made of it once."""

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from conftest import Cast
from django.test import Client

from lantoa.apps.base.models import AuditEntry
from lantoa.apps.contests.models import Question
from lantoa.apps.coverage.models import AskedUse
from lantoa.apps.coverage.queries.asked import asked_words
from lantoa.apps.feedback.factories import make_feedback
from lantoa.apps.feedback.models import Feedback
from lantoa.apps.newsroom.factories import make_column, make_portal, make_story
from lantoa.apps.newsroom.models import PlannedStory, StoryPage
from lantoa.apps.search.models import SearchMiss
from lantoa.apps.services.factories import SectorFactory, make_procedure
from lantoa.apps.services.models import Procedure

pytestmark = pytest.mark.django_db
ROOT = "/quan-tri/nguoi-dan-hoi/"


@pytest.fixture(autouse=True)
def clock(now: datetime) -> Any:
    with time_machine.travel(now, tick=False) as coordinates:
        yield coordinates


@pytest.fixture
def office(client: Client, cast: Cast) -> Client:
    client.force_login(cast.editor)
    return client


@pytest.fixture
def procedure(now: datetime) -> Procedure:
    return make_procedure(at=now, plain_title="Cấp lại giấy khai sinh", working_days=3)


def vain(words: str, times: int, now: datetime) -> dict[str, str]:
    SearchMiss.objects.create(day=now.date(), folded=words, words=words, kind="nothing", times=times)
    return {"subject": f"words:{words}", "words": words}


class TestPage:
    def test_shows_what_is_searched_in_vain_with_the_nearest_procedure(
        self, office: Client, procedure: Procedure, now: datetime
    ) -> None:
        vain("lam lai khai sinh", 5, now)
        vain("nuoi bo", 2, now)
        shown = office.get(ROOT).content.decode()
        assert "lam lai khai sinh" in shown and "Cấp lại giấy khai sinh" in shown
        assert "nuoi bo" not in shown

    def test_hides_subjects_with_fewer_than_three(self, office: Client, cast: Cast, now: datetime) -> None:
        many, few = SectorFactory(name="Đất đai"), SectorFactory(name="Hộ tịch")
        for place in range(3):
            make_feedback(cast.agency, at=now, sector=many, key=f"m{place}", code=f"PA-M{place}")
        make_feedback(cast.agency, at=now, sector=few, key="f", code="PA-F")
        shown = office.get(ROOT).content.decode()
        assert "Đất đai" in shown and "Hộ tịch" not in shown

    def test_says_when_there_is_nothing(self, office: Client) -> None:
        assert "không có lời tìm nào hụt" in office.get(f"{ROOT}?ngay=30").content.decode()

    def test_leaves_out_what_was_refused_from_what_is_reported(self, office: Client, cast: Cast, now: datetime) -> None:
        sector, about = SectorFactory(name="Đất đai"), make_procedure(at=now, plain_title="Sang tên sổ đỏ")
        for place in range(3):
            make_feedback(cast.agency, at=now, sector=sector, procedure=about, key=f"m{place}", code=f"PA-M{place}")
        assert "Sang tên sổ đỏ" in office.get(ROOT).content.decode()
        Feedback.objects.filter(code="PA-M0").update(state=Feedback.State.REFUSED)
        assert "Đất đai" not in office.get(ROOT).content.decode()


class TestEffect:
    def test_takes_words_off_the_list_and_tells_what_was_found_since(
        self, office: Client, procedure: Procedure, now: datetime, clock: Any
    ) -> None:
        asked = vain("lam lai khai sinh", 5, now)
        clock.shift(timedelta(days=1))
        office.post(f"{ROOT}cach-goi/{procedure.pk}/", asked)
        day = now.date() + timedelta(days=3)
        SearchMiss.objects.create(day=day, folded="lam lai khai sinh", words="x", kind="nothing", found_times=7)
        clock.shift(timedelta(days=3))
        found = asked_words(now.date(), day)
        assert not found.waiting
        line = found.answered[0]
        assert (line.since.before, line.since.in_vain, line.since.found) == (5, 0, 7)
        assert "tìm lại thấy 7 lượt" in office.get(ROOT).content.decode()

    def test_brings_words_back_that_are_still_searched_for_in_vain(
        self, office: Client, procedure: Procedure, now: datetime, clock: Any
    ) -> None:
        office.post(f"{ROOT}cach-goi/{procedure.pk}/", vain("lam lai khai sinh", 5, now))
        clock.shift(timedelta(days=3))
        vain("lam lai khai sinh", 3, now + timedelta(days=3))
        assert "vẫn hụt 3 lượt" in office.get(ROOT).content.decode()

    def test_takes_words_off_once_the_story_is_published(self, office: Client, cast: Cast, now: datetime) -> None:
        portal = make_portal(at=now, agency=cast.agency)
        office.post(f"{ROOT}bai/", vain("nuoi trau", 5, now))
        plan, story = PlannedStory.objects.get(), make_story(make_column(portal), at=now, live=False)
        assert "bài trong kế hoạch" in office.get(ROOT).content.decode()
        PlannedStory.objects.update(story=story)
        assert "bài đang viết" in office.get(ROOT).content.decode()
        StoryPage.objects.update(live=True)
        found = asked_words(now.date(), now.date())
        assert not found.waiting and found.answered[0].made[0].use.target == plan.pk

    def test_lets_a_dropped_story_be_planned_again(self, office: Client, cast: Cast, now: datetime) -> None:
        make_portal(at=now, agency=cast.agency)
        asked = vain("nuoi trau", 5, now)
        office.post(f"{ROOT}bai/", asked)
        PlannedStory.objects.update(dropped_at=now)
        assert "Lên kế hoạch bài" in office.get(ROOT).content.decode()
        office.post(f"{ROOT}bai/", asked)
        assert PlannedStory.objects.filter(dropped_at=None).count() == 1

    def test_tells_what_came_after_a_story_on_a_sector(
        self, office: Client, cast: Cast, now: datetime, clock: Any
    ) -> None:
        sector = SectorFactory(name="Đất đai")
        for place in range(3):
            make_feedback(cast.agency, at=now, sector=sector, key=f"m{place}", code=f"PA-M{place}")
        portal = make_portal(at=now, agency=cast.agency)
        office.post(f"{ROOT}bai/", {"subject": f"sector:{sector.pk}", "words": "Đất đai"})
        PlannedStory.objects.update(story=make_story(make_column(portal), at=now))
        shown = office.get(ROOT).content.decode()
        assert "chưa có phản ánh mới" in shown and "Lên kế hoạch bài</button>" not in shown
        later = now + timedelta(days=2)
        make_feedback(cast.agency, at=later, sector=sector, key="n", code="PA-N")
        clock.shift(timedelta(days=2))
        assert "Từ khi đăng bài: 1 phản ánh" in office.get(ROOT).content.decode()


class TestActs:
    def test_adds_everyday_words_once(self, office: Client, procedure: Procedure, now: datetime) -> None:
        asked = vain("lam lai khai sinh", 5, now)
        for _ in range(2):
            assert office.post(f"{ROOT}cach-goi/{procedure.pk}/", asked).status_code == 302
        procedure.refresh_from_db()
        assert procedure.everyday_words == ["lam lai khai sinh"]
        assert "cách gọi đã thêm" in office.get(ROOT).content.decode()
        assert AuditEntry.objects.filter(act="coverage.use_asked").count() == 1

    def test_adds_words_to_a_procedure_by_its_title(self, office: Client, procedure: Procedure, now: datetime) -> None:
        asked = vain("giay chung sinh", 5, now)
        office.post(f"{ROOT}cach-goi/", asked | {"procedure": "Không có"})
        assert not AskedUse.objects.exists()
        office.post(f"{ROOT}cach-goi/", asked | {"procedure": " cấp lại  giấy khai sinh"})
        procedure.refresh_from_db()
        assert procedure.everyday_words == ["giay chung sinh"]

    def test_takes_words_off_the_list_and_back(self, office: Client, now: datetime) -> None:
        asked = vain("lich cat dien", 5, now)
        for _ in range(2):
            office.post(f"{ROOT}bo-qua/", asked)
        found = asked_words(now.date(), now.date())
        assert not found.waiting and found.ignored == [("words:lich cat dien", "lich cat dien")]
        office.post(f"{ROOT}bo-qua/", asked | {"back": "1"})
        assert asked_words(now.date(), now.date()).waiting and not AskedUse.objects.exists()

    def test_comes_back_to_the_period_looked_at(self, office: Client, now: datetime) -> None:
        answer = office.post(f"{ROOT}bo-qua/", vain("lich cat dien", 5, now) | {"ngay": "365"})
        assert answer["Location"] == f"{ROOT}?ngay=365"

    def test_plans_a_story_once(self, office: Client, cast: Cast, now: datetime) -> None:
        make_portal(at=now, agency=cast.agency)
        asked = vain("nuoi trau", 5, now)
        for _ in range(2):
            office.post(f"{ROOT}bai/", asked)
        plan = PlannedStory.objects.get()
        assert plan.title == "Giải đáp: nuoi trau" and "tìm mà không thấy" in plan.note
        assert "bài trong kế hoạch" in office.get(ROOT).content.decode()

    def test_says_that_a_portal_is_missing(self, office: Client, now: datetime) -> None:
        office.post(f"{ROOT}bai/", vain("nuoi trau", 5, now))
        assert not PlannedStory.objects.exists() and not AskedUse.objects.exists()

    @pytest.mark.parametrize(("days", "kind", "key"), [(3, "number", "3"), (None, "single", [0])])
    def test_drafts_a_question_whose_answer_stands_in_the_guide(
        self, office: Client, procedure: Procedure, days: int | None, kind: str, key: Any
    ) -> None:
        Procedure.objects.update(working_days=days)
        for _ in range(2):
            office.post(f"{ROOT}cau-hoi/{procedure.pk}/", {"subject": f"procedure:{procedure.pk}"})
        question = Question.objects.get()
        assert (question.kind, question.key, question.state) == (kind, key, Question.State.DRAFTED)
        assert question.source.startswith("Điều 16")

    def test_are_refused_to_whoever_only_reads(
        self, client: Client, cast: Cast, procedure: Procedure, now: datetime
    ) -> None:
        client.force_login(cast.leader)
        assert client.get(ROOT).status_code == 200
        client.post(f"{ROOT}bai/", vain("nuoi trau", 5, now))
        assert not AskedUse.objects.exists()
