"""Results of contests in public: nothing before publication, everything after it."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lantoa.apps.contests.actions import exclude_submission, publish_result
from lantoa.apps.contests.factories import make_contest
from lantoa.apps.contests.models import Contest, Entrant, RoundResult, Standing
from lantoa.apps.contests.tests.result_rows import make_closed_round, make_full_round
from lantoa.core.scoring import canonical_json, sha256_of

pytestmark = pytest.mark.django_db
_ALL = "/cuoc-thi/tim-hieu-cchc/ket-qua/"
_ROUND = "/cuoc-thi/tim-hieu-cchc/ket-qua/1/"


@pytest.fixture(autouse=True)
def contests_dir(settings: LazySettings, tmp_path: Path) -> None:
    settings.CONTESTS_DIR = tmp_path / "contests"


@pytest.fixture
def later(now: datetime) -> datetime:
    return now + timedelta(days=10)


@pytest.fixture
def published(now: datetime, later: datetime) -> RoundResult:
    return publish_result(result=make_closed_round(now), open_irregularities=0, by=None, at=later)


def _text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def _secrets(result: RoundResult) -> list[str]:
    names = list(Entrant.objects.values_list("full_name", flat=True))
    return [result.round.seed, result.sha256, *names, *Entrant.objects.values_list("code", flat=True)]


class TestBeforePublication:
    def test_an_open_round_shows_its_commitment_and_no_number(self, client: Client, now: datetime) -> None:
        round_ = make_full_round(now)
        for address in (_ALL, _ROUND):
            text = _text(client, address)
            assert round_.seed not in text
            assert not any(code in text for code in Entrant.objects.values_list("code", flat=True))
        assert round_.seed_sha256 in _text(client, _ROUND)
        assert "không ai xem được số người thi" in _text(client, _ROUND)

    def test_a_closed_round_says_so_with_its_hash_and_nothing_else(self, client: Client, now: datetime) -> None:
        result = make_closed_round(now)
        text = _text(client, _ROUND)
        assert "Đã khóa sổ, chưa công bố" in text
        assert result.round.closing_sha256 in text
        for address in (_ALL, _ROUND):
            assert not [secret for secret in _secrets(result) if secret in _text(client, address)]
        for file in ("danh-sach-1.json", "thu-hang-1.csv"):
            assert client.get(_ROUND + file).status_code == 404

    def test_a_contest_that_is_being_prepared_has_no_page(self, client: Client, now: datetime) -> None:
        make_contest(at=now, announced=False)
        assert client.get(_ALL).status_code == client.get(_ROUND).status_code == 404

    def test_a_contest_called_off_says_why(self, client: Client, now: datetime) -> None:
        make_full_round(now)
        Contest.objects.update(called_off_at=now, called_off_reason="Bão số 5")
        assert "Bão số 5" in _text(client, _ALL)
        assert "Bão số 5" in _text(client, _ROUND)


class TestAfterPublication:
    def test_shows_winners_by_name_and_everybody_else_by_code(self, client: Client, published: RoundResult) -> None:
        text = _text(client, _ROUND)
        for place in range(6):
            assert (f"Người Thứ {place}" in text) == (place < 3)
        assert all(code in text for code in Entrant.objects.values_list("code", flat=True))
        assert "1 trên 6 người thi, 16,7%" in text
        assert "3 trên 30 người, 10,0%" in text
        assert published.round.seed in text
        assert "Tự kiểm tra kết quả" in text

    def test_finds_an_own_code_and_says_what_to_do_about_an_unknown_one(
        self, client: Client, published: RoundResult
    ) -> None:
        standing = published.standings.select_related("submission__attempt__entrant").get(rank=4)
        for code in (standing.submission.attempt.entrant.code.lower(), standing.submission.slip_code):
            text = _text(client, f"{_ROUND}?ma={code}")
            assert "Hạng 4" in text
            assert "mã bạn tìm" in text
        assert "Không thấy mã XXXX" in _text(client, f"{_ROUND}?ma=xxxx")

    def test_gives_the_list_byte_for_byte_and_the_rest_to_take_away(
        self, client: Client, published: RoundResult
    ) -> None:
        given = b"".join(client.get(_ROUND + "danh-sach-1.json"))
        assert sha256_of(given) == published.sha256
        table = b"".join(client.get(_ROUND + "thu-hang-1.csv")).decode("utf-8-sig").splitlines()
        assert len(table) == 7
        rules = client.get("/cuoc-thi/tim-hieu-cchc/the-le/1.json")
        version = published.round.contest.rules_versions.get()
        assert sha256_of(rules.content) == version.sha256 == sha256_of(canonical_json(version.rules))
        assert b"sha256" in client.get("/cuoc-thi/kiem-tra/verify_contest.py").content

    def test_keeps_every_version_with_its_reason(self, client: Client, published: RoundResult, later: datetime) -> None:
        best = published.standings.select_related("submission__attempt__round__contest").get(rank=1).submission
        exclude_submission(submission=best, reason="Nhờ người khác làm hộ", by=None, at=later)
        text = _text(client, _ROUND)
        assert "Nhờ người khác làm hộ" in text
        assert "Được giải: Giải Nhất" in text
        for version, expected in ((1, 200), (2, 200), (3, 404)):
            answer = client.get(f"{_ROUND}danh-sach-{version}.json")
            b"".join(answer)  # a file: read to its end, which closes it
            assert answer.status_code == expected

    def test_costs_as_many_queries_for_many_places_as_for_few(
        self, client: Client, published: RoundResult, now: datetime, later: datetime
    ) -> None:
        many = make_closed_round(now, slug="dong-nguoi", entrants=20)
        publish_result(result=many, open_irregularities=0, by=None, at=later)
        counts = []
        for address in (_ROUND, "/cuoc-thi/dong-nguoi/ket-qua/1/"):
            client.get(address)
            with CaptureQueriesContext(
                connection,
            ) as asked:
                client.get(address)
            counts.append(len(asked))
        assert counts[0] == counts[1]

    def test_a_round_nobody_entered_says_so(self, client: Client, now: datetime, later: datetime) -> None:
        result = make_closed_round(now, entrants=0)
        publish_result(result=result, open_irregularities=0, by=None, at=later)
        assert "không có bài nộp nào được tính" in _text(client, _ROUND)


class TestCertificate:
    def test_says_what_it_says_and_when_it_no_longer_stands(
        self, client: Client, published: RoundResult, later: datetime
    ) -> None:
        first = Standing.objects.select_related("submission__attempt__round__contest").get(rank=1)
        address = f"/cuoc-thi/chung-nhan/{first.certificate_code}/"
        text = _text(client, address)
        assert "còn hiệu lực" in text
        assert "Người Thứ 0" in text
        assert "Giải Nhất" in text
        exclude_submission(submission=first.submission, reason="Thi hộ", by=None, at=later)
        taken_back = _text(client, address.lower())
        assert "không còn hiệu lực" in taken_back
        assert "Thi hộ" in taken_back

    def test_of_an_unknown_code_is_answered_kindly(self, client: Client) -> None:
        answer = client.get("/cuoc-thi/chung-nhan/ABCDEFGHJKMN/")
        assert answer.status_code == 404
        assert "Không có giấy chứng nhận nào mang mã này" in answer.content.decode()
