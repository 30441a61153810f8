"""Results in the back office, and the certificate of a winner."""

import io
from datetime import datetime, timedelta
from pathlib import Path

import pypdfium2
import pytest
from conftest import Cast
from django.conf import LazySettings
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from lantoa.apps.contests.actions import publish_result
from lantoa.apps.contests.certificates import certificate_pdf
from lantoa.apps.contests.entrant_cookie import give_entrant
from lantoa.apps.contests.models import Entrant, Irregularity, Round, RoundResult, Standing
from lantoa.apps.contests.tests.result_rows import contest_of, make_closed_round, make_full_round

pytestmark = pytest.mark.django_db
_OFFICE = "/quan-tri/cuoc-thi"


@pytest.fixture(autouse=True)
def contests_dir(settings: LazySettings, tmp_path: Path) -> None:
    settings.CONTESTS_DIR = tmp_path / "contests"


@pytest.fixture
def result(now: datetime) -> RoundResult:
    return make_closed_round(now)


@pytest.fixture
def organiser(client: Client, cast: Cast) -> Client:
    client.force_login(cast.contest_organiser)
    return client


class TestRoundResult:
    def test_hides_every_number_before_closing(self, organiser: Client, now: datetime) -> None:
        round_ = make_full_round(now)
        text = organiser.get(f"{_OFFICE}/vong/{round_.pk}/ket-qua/").content.decode()
        assert "không ai xem được số người thi" in text
        assert not any(code in text for code in Entrant.objects.values_list("code", flat=True))

    def test_is_searched_by_name_by_organisers_alone(self, organiser: Client, cast: Cast, result: RoundResult) -> None:
        address = f"{_OFFICE}/vong/{result.round_id}/ket-qua/?q=nguoi thu 4"
        assert "Người Thứ 4" in organiser.get(address).content.decode()
        organiser.force_login(cast.leader)
        text = organiser.get(address).content.decode()
        assert "Người Thứ" not in text
        assert "Không có ai khớp" in text

    def test_publishes_with_a_second_look(self, organiser: Client, result: RoundResult, now: datetime) -> None:
        Irregularity.objects.create(round=result.round, kind=Irregularity.Kind.DEVICE, key="1", found_at=now)
        address = f"{_OFFICE}/vong/{result.round_id}/cong-bo/"
        organiser.post(address, {"version": "1", "open_irregularities": "1"})
        assert Round.objects.get().published_at is None
        organiser.post(address, {"version": "1", "open_irregularities": "1", "seen": "on"})
        assert Round.objects.get().published_at is not None

    def test_shows_the_change_before_it_is_made(self, organiser: Client, result: RoundResult) -> None:
        first = result.standings.get(rank=1)
        address = f"{_OFFICE}/bai-nop/{first.submission_id}/loai/"
        shown = organiser.post(address, {"reason": "Thi hộ", "act": "look"}).content.decode()
        assert "Nếu làm, kết quả sẽ thay đổi như sau" in shown
        assert "Thi hộ" in shown
        assert RoundResult.objects.count() == 1
        organiser.post(address, {"reason": "Thi hộ", "act": "do"})
        assert RoundResult.objects.count() == 2

    def test_marks_again_by_a_chosen_key(self, organiser: Client, result: RoundResult) -> None:
        question = next(iter(result.round.pool.keys))
        address = f"{_OFFICE}/vong/{result.round_id}/tinh-lai/?cau={question}"
        assert organiser.post(address, {"reason": "Sai", "act": "do"}).status_code == 422
        given = {f"k_{question}": "1", "reason": "Căn cứ đã hết hiệu lực"}
        assert "như sau" in organiser.post(address, {**given, "act": "look"}).content.decode()
        organiser.post(address, {**given, "act": "do"})
        assert RoundResult.objects.get(version=2).changes["keys"] == {question: [1]}

    def test_gives_winners_with_contacts_as_a_workbook(self, organiser: Client, result: RoundResult) -> None:
        file = b"".join(organiser.get(f"{_OFFICE}/vong/{result.round_id}/nguoi-doat-giai.xlsx"))
        rows = list(load_workbook(io.BytesIO(file)).active.iter_rows(values_only=True))
        assert [row[3] for row in rows[3:]] == ["Người Thứ 0", "Người Thứ 1", "Người Thứ 2"]
        assert all("@" in str(row[5]) for row in rows[3:])


class TestCertificate:
    def test_is_one_page_with_name_prize_code_and_where_it_is_checked(self, result: RoundResult, now: datetime) -> None:
        publish_result(result=result, open_irregularities=0, by=None, at=now + timedelta(days=9))
        standing = Standing.objects.select_related(
            "submission__attempt__entrant__agency", "result__round__contest__agency"
        ).get(result=result, rank=1)
        document = pypdfium2.PdfDocument(certificate_pdf(standing, root="https://cchc.example"))
        assert len(document) == 1
        text = document[0].get_textpage().get_text_range()
        for words in ("GIẤY CHỨNG NHẬN", "Người Thứ 0", "Giải Nhất", standing.certificate_code):
            assert words in text
        assert f"https://cchc.example/cuoc-thi/chung-nhan/{standing.certificate_code}/" in text

    def test_opens_to_the_winners_own_browser_alone(self, client: Client, result: RoundResult, now: datetime) -> None:
        publish_result(result=result, open_irregularities=0, by=None, at=now + timedelta(days=9))
        Round.objects.update(closes_at=timezone.now())  # the cookie lives by the last round
        contest = contest_of(result)
        first, second = (
            Standing.objects.select_related("submission__attempt__entrant__contest").get(result=result, rank=rank)
            for rank in (1, 2)
        )
        address = f"/du-thi/{contest.slug}/giay-chung-nhan/{first.certificate_code}.pdf"
        assert client.get(address).status_code == 404
        for standing, expected in ((second, 404), (first, 200)):
            answer = HttpResponse()
            give_entrant(answer, standing.submission.attempt.entrant, at=timezone.now())
            client.cookies["nguoi_thi"] = answer.cookies["nguoi_thi"].value
            assert client.get(address).status_code == expected
