"""Looking for irregularities, deciding on them; and that a finding by itself changes nothing for anybody."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from conftest import Cast
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from lantoa.apps.base.models import AuditEntry
from lantoa.apps.contests.actions import (
    CannotDecide,
    CannotLookFor,
    close_round,
    decide_irregularity,
    look_for_irregularities,
    publish_result,
)
from lantoa.apps.contests.factories import (
    make_attempt,
    make_bank,
    make_contest,
    make_entrant,
    make_submission,
    right_answers,
)
from lantoa.apps.contests.models import Irregularity, Round, RoundResult, Submission
from lantoa.apps.contests.watch_sweeps import sweep_irregularities

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_(now: datetime, settings: Settings, tmp_path: Path) -> Round:
    """A closed round of six people in a row on one device, each done with ten questions in nine seconds."""
    settings.CONTESTS_DIR = tmp_path
    bank = make_bank(at=now, questions=10)
    contest = make_contest(at=now, bank=bank, questions=10)
    found = contest.rounds.select_related("contest__agency").get()
    for place in range(6):
        begun = found.opens_at + timedelta(minutes=place)
        attempt = make_attempt(make_entrant(contest, at=now, full_name=f"Người Thứ {place}"), found, started_at=begun)
        answers = right_answers(attempt, wrong=1)
        make_submission(attempt, received_at=begun + timedelta(seconds=9), answers=answers, device_sha256="d" * 64)
    close_round(round_=found, by=None, at=found.closes_at + timedelta(minutes=5))
    found.refresh_from_db()
    return found


@pytest.fixture
def found(round_: Round, now: datetime) -> Irregularity:
    look_for_irregularities(round=round_, by=None, at=now)
    return Irregularity.objects.filter(kind=Irregularity.Kind.TOO_FAST).earliest("pk")


class TestLookForIrregularities:
    def test_stores_each_once_however_often_it_is_looked_for(self, round_: Round, now: datetime) -> None:
        assert look_for_irregularities(round=round_, by=None, at=now) > 0
        stored = Irregularity.objects.count()
        links = Irregularity.submissions.through.objects.count()
        assert look_for_irregularities(round=round_, by=None, at=now) == 0
        assert (Irregularity.objects.count(), Irregularity.submissions.through.objects.count()) == (stored, links)
        assert Irregularity.objects.filter(kind=Irregularity.Kind.TOO_FAST).count() == 6

    def test_keeps_a_decision_and_its_reasons(self, found: Irregularity, round_: Round, now: datetime) -> None:
        decide_irregularity(irregularity=found, state="dismissed", words="Đã hỏi", by=None, at=now)
        Irregularity.objects.filter(pk=found.pk).update(reasons=["Lý do khi ấy"])
        look_for_irregularities(round=round_, by=None, at=now)
        found.refresh_from_db()
        assert (found.state, found.reasons) == ("dismissed", ["Lý do khi ấy"])

    def test_refuses_a_round_that_is_not_closed(self, now: datetime) -> None:
        contest = make_contest(at=now)
        with pytest.raises(CannotLookFor):
            look_for_irregularities(round=contest.rounds.get(), by=None, at=now)

    def test_is_done_by_the_sweep_once(self, round_: Round, now: datetime) -> None:
        assert (sweep_irregularities(at=now), sweep_irregularities(at=now)) == (1, 0)

    def test_changes_nothing_for_the_entrant(self, round_: Round, now: datetime) -> None:
        before = list(Submission.objects.order_by("pk").values())
        results = list(RoundResult.objects.values())
        look_for_irregularities(round=round_, by=None, at=now)
        for row in Irregularity.objects.all():
            decide_irregularity(irregularity=row, state="upheld", words="Vi phạm", by=None, at=now)
        assert list(Submission.objects.order_by("pk").values()) == before
        assert list(RoundResult.objects.values()) == results


class TestDecideIrregularity:
    def test_is_audited_and_can_be_taken_up_again(self, found: Irregularity, cast: Cast, now: datetime) -> None:
        by = cast.contest_organiser
        held = decide_irregularity(irregularity=found, state="upheld", words=" Đã hỏi cả tổ ", by=by, at=now)
        assert (held.state, held.decision, held.decided_by, held.decided_at) == ("upheld", "Đã hỏi cả tổ", by, now)
        held = decide_irregularity(irregularity=held, state="open", words="Có chứng cứ mới", by=by, at=now)
        assert (held.state, held.decided_by, held.decided_at) == ("open", None, None)
        acts = AuditEntry.objects.filter(act="contests.decide_irregularity").values_list("detail__to", flat=True)
        assert list(acts) == ["open", "upheld"]

    def test_refuses_without_words_and_for_the_same_state(self, found: Irregularity, now: datetime) -> None:
        with pytest.raises(CannotDecide, match="vì sao"):
            decide_irregularity(irregularity=found, state="upheld", words=" ", by=None, at=now)
        with pytest.raises(CannotDecide, match="đúng trạng thái"):
            decide_irregularity(irregularity=found, state="open", words="Vẫn chờ", by=None, at=now)


def page(client: Client, found: Irregularity) -> str:
    text = client.get(reverse("contests:irregularity", args=[found.pk])).content.decode()
    return " ".join(text.split())


class TestPages:
    def test_list_filters_and_sorts(self, client: Client, cast: Cast, found: Irregularity) -> None:
        client.force_login(cast.leader)
        address = reverse("contests:irregularities", args=[found.round.contest_id])
        asked = {"dau_hieu": "too_fast", "trang_thai": "open", "vong": "1", "sap_xep": "-size"}
        answer = client.get(address, asked)
        assert {row.kind for row in answer.context["page"]} == {"too_fast"}
        assert "Không có dấu hiệu nào khớp" in client.get(address, {"trang_thai": "upheld"}).content.decode()

    def test_names_people_to_organisers_only(self, client: Client, cast: Cast, found: Irregularity) -> None:
        client.force_login(cast.leader)
        assert "Người Thứ" not in page(client, found)
        client.force_login(cast.contest_organiser)
        assert "Người Thứ" in page(client, found)

    def test_compares_without_the_keys_until_they_are_published(
        self, client: Client, cast: Cast, found: Irregularity, now: datetime
    ) -> None:
        client.force_login(cast.contest_organiser)
        text = page(client, found)
        assert "lựa chọn A" in text and "Phương án đúng" not in text
        result = found.round.results.get()
        waiting = found.round.irregularities.count()
        publish_result(result=result, open_irregularities=waiting, by=None, at=now + timedelta(days=30))
        text = page(client, found)
        assert "Phương án đúng" in text and '<span class="office-mark">sai</span>' in text

    def test_keep_what_was_typed(self, client: Client, cast: Cast, found: Irregularity) -> None:
        client.force_login(cast.contest_organiser)
        answer = client.post(reverse("contests:decide_irregularity", args=[found.pk]), {"words": "Đã gọi điện hỏi"})
        assert answer.status_code == 422
        assert "Đã gọi điện hỏi" in answer.content.decode()

    def test_exclude_chosen_submissions_of_an_upheld_one(
        self, client: Client, cast: Cast, found: Irregularity, now: datetime
    ) -> None:
        decide_irregularity(irregularity=found, state="upheld", words="Vi phạm", by=None, at=now)
        client.force_login(cast.contest_organiser)
        submission = found.submissions.get()
        data = {"submissions": [submission.pk], "reason": "Nhờ người thi hộ"}
        answer = client.post(reverse("contests:exclude_upheld", args=[found.pk]), data)
        assert answer.status_code == 302
        submission.refresh_from_db()
        assert submission.excluded_reason == "Nhờ người thi hộ"
        assert found.round.results.count() == 2

    def test_show_nothing_of_a_round_that_is_not_closed(self, client: Client, cast: Cast, now: datetime) -> None:
        round_ = make_contest(at=now).rounds.get()
        row = Irregularity.objects.create(round=round_, kind="device", key="x", reasons=["23 người"], found_at=now)
        client.force_login(cast.contest_organiser)
        assert client.get(reverse("contests:irregularity", args=[row.pk])).status_code == 404
        text = client.get(reverse("contests:irregularities", args=[round_.contest_id])).content.decode()
        assert "23 người" not in text

    def test_cost_the_same_for_few_and_for_many(
        self, client: Client, cast: Cast, found: Irregularity, django_assert_max_num_queries: object
    ) -> None:
        client.force_login(cast.contest_organiser)
        everybody = Irregularity.objects.create(
            round=found.round, kind="device", key="y", reasons=["Cả sáu"], found_at=found.found_at
        )
        everybody.submissions.set(Submission.objects.all())
        page(client, found)
        with django_assert_max_num_queries(22):  # type: ignore[operator]
            page(client, everybody)
