"""What citizens ask: small numbers hidden, and each thing made of it once."""

from datetime import datetime
from typing import Any

import pytest
import time_machine
from conftest import Cast
from django.test import Client

from lantoa.apps.base.models import AuditEntry
from lantoa.apps.contests.models import Question
from lantoa.apps.coverage.models import AskedUse
from lantoa.apps.feedback.factories import make_feedback
from lantoa.apps.newsroom.factories import make_portal
from lantoa.apps.newsroom.models import PlannedStory
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


class TestActs:
    def test_adds_everyday_words_once(self, office: Client, procedure: Procedure, now: datetime) -> None:
        asked = vain("lam lai khai sinh", 5, now)
        for _ in range(2):
            assert office.post(f"{ROOT}cach-goi/{procedure.pk}/", asked).status_code == 302
        procedure.refresh_from_db()
        assert procedure.everyday_words == ["lam lai khai sinh"]
        assert "đã thêm" in office.get(ROOT).content.decode()
        assert AuditEntry.objects.filter(act="coverage.use_asked").count() == 1

    def test_plans_a_story_once(self, office: Client, cast: Cast, now: datetime) -> None:
        make_portal(at=now, agency=cast.agency)
        asked = vain("nuoi trau", 5, now)
        for _ in range(2):
            office.post(f"{ROOT}bai/", asked)
        plan = PlannedStory.objects.get()
        assert plan.title == "Giải đáp: nuoi trau" and "tìm mà không thấy" in plan.note
        assert "đã lên kế hoạch" in office.get(ROOT).content.decode()

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
