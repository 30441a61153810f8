"""The pages before, during and after a paper, as its entrant and as others get them."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from lantoa.apps.contests.actions import submit_for_the_clock
from lantoa.apps.contests.door import waiting
from lantoa.apps.contests.entrant_cookie import COOKIE, give_entrant
from lantoa.apps.contests.factories import make_attempt, make_contest, make_entrant, make_submission
from lantoa.apps.contests.models import Attempt, Contest, Entrant, Round, SavedAnswers
from lantoa.apps.contests.queries.pools import sealed_pool
from lantoa.apps.contests.timing import GRACE
from lantoa.apps.contests.tokens import attempt_address

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def known(entrant: Entrant, *, at: datetime) -> Client:
    """Return the browser of an entrant."""
    client, answer = Client(), HttpResponse()
    give_entrant(answer, entrant, at=at)
    client.cookies[COOKIE] = answer.cookies[COOKIE].value
    return client


@pytest.fixture
def contest(now: datetime) -> Contest:
    return make_contest(at=now, minutes_allowed=30, slug="thi-thu")


@pytest.fixture
def round_(contest: Contest) -> Round:
    return contest.rounds.select_related("contest").get()


@pytest.fixture
def entrant(contest: Contest, now: datetime) -> Entrant:
    return make_entrant(contest, at=now)


@pytest.fixture
def browser(entrant: Entrant, now: datetime) -> Client:
    return known(entrant, at=now)


@pytest.fixture
def clock(round_: Round) -> Iterator[time_machine.Traveller]:
    """Stop the clock of the views five minutes into the round."""
    with time_machine.travel(round_.opens_at + 5 * MINUTE, tick=False) as traveller:
        yield traveller


START = "/du-thi/thi-thu/vong/1/bat-dau/"


class TestStart:
    def test_says_what_will_happen_and_begins_nothing(self, browser: Client, clock: time_machine.Traveller) -> None:
        page = browser.get(START).content.decode()
        assert "Bạn có <strong>30 phút</strong>; lượt 1 trên 1." in page
        assert "5 câu hỏi và 1 câu dự đoán" in page
        assert not Attempt.objects.exists()

    def test_leads_to_the_paper(self, browser: Client, clock: time_machine.Traveller) -> None:
        answer = browser.post(START)
        attempt = Attempt.objects.get()
        assert (answer.status_code, answer.headers["Location"]) == (303, attempt_address(attempt))
        assert browser.get(answer.headers["Location"]).status_code == 200

    def test_gives_the_same_attempt_to_a_second_press_and_a_second_device(
        self, browser: Client, entrant: Entrant, now: datetime, clock: time_machine.Traveller
    ) -> None:
        places = [client.post(START).headers["Location"] for client in (browser, browser, known(entrant, at=now))]
        assert len(set(places)) == 1

    def test_lets_wait_who_comes_when_more_begin_than_can_be_served(
        self,
        browser: Client,
        entrant: Entrant,
        now: datetime,
        clock: time_machine.Traveller,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        under_way = browser.post(START).headers["Location"]
        newcomer = known(make_entrant(entrant.contest, at=now), at=now)
        monkeypatch.setattr(waiting, "ROOM", waiting.WaitingRoom())
        while isinstance(found := waiting.ROOM.admit(None, now=timezone.now()), waiting.Admitted):
            pass
        assert "Chỗ của bạn đã được giữ" in newcomer.post(START).content.decode()
        assert browser.post(START).headers["Location"] == under_way
        clock.shift(timedelta(seconds=found.seconds + 2))
        assert newcomer.post(START).status_code == 303

    def test_offers_to_go_on(self, browser: Client, clock: time_machine.Traveller) -> None:
        place = browser.post(START).headers["Location"]
        clock.shift(10 * MINUTE)
        page = browser.get(START).content.decode()
        assert "Còn <strong>20 phút</strong>" in page
        assert f'href="{place}"' in page

    def test_is_friendly_before_and_after(self, browser: Client, round_: Round, clock: time_machine.Traveller) -> None:
        clock.move_to(round_.opens_at - 90 * MINUTE)
        early = browser.get(START).content.decode()
        assert "còn 1 giờ 30 phút" in early and "<form" not in early
        clock.move_to(round_.closes_at)
        late = browser.get(START).content.decode()
        assert "đã đóng lúc" in late and "<form" not in late
        assert browser.post(START).status_code == 409
        assert not Attempt.objects.exists()

    def test_shows_the_slip_once_all_attempts_are_used(
        self, browser: Client, entrant: Entrant, round_: Round, clock: time_machine.Traveller
    ) -> None:
        submission = make_submission(
            make_attempt(entrant, round_, started_at=round_.opens_at), received_at=round_.opens_at + MINUTE
        )
        page = browser.get(START).content.decode()
        assert "lượt thi duy nhất" in page
        assert f"/du-thi/thi-thu/phieu/{submission.slip_code}/" in page

    def test_says_when_nothing_was_handed_in(
        self, browser: Client, entrant: Entrant, round_: Round, clock: time_machine.Traveller
    ) -> None:
        make_attempt(entrant, round_, started_at=round_.opens_at, minutes=2)
        assert "không có câu trả lời nào được lưu" in browser.get(START).content.decode()

    def test_tells_that_the_contest_was_called_off(
        self, browser: Client, contest: Contest, clock: time_machine.Traveller
    ) -> None:
        contest.called_off_at, contest.called_off_reason = contest.announced_at, "Bão số 4"
        contest.save()
        page = browser.get(START).content.decode()
        assert "đã bị hủy" in page and "Bão số 4" in page
        assert browser.post(START).status_code == 409

    def test_leads_a_stranger_to_entering(self, contest: Contest, clock: time_machine.Traveller) -> None:
        answer = Client().post(START)
        assert answer.status_code == 403
        assert 'href="/du-thi/thi-thu/"' in answer.content.decode()
        assert not Attempt.objects.exists()

    def test_knows_nobody_of_another_contest(self, now: datetime, contest: Contest) -> None:
        other = make_entrant(make_contest(at=now, slug="khac"), at=now)
        with time_machine.travel(now):
            assert known(other, at=now).get(START).status_code == 403

    def test_is_not_there_for_a_draft_or_an_unknown_round(self, now: datetime, contest: Contest) -> None:
        make_contest(at=now, slug="nhap", announced=False)
        for address in ("/du-thi/nhap/vong/1/bat-dau/", "/du-thi/thi-thu/vong/9/bat-dau/"):
            assert Client().get(address).status_code == 404


class TestPaper:
    @pytest.fixture
    def attempt(self, entrant: Entrant, round_: Round) -> Attempt:
        return make_attempt(entrant, round_, started_at=round_.opens_at)

    def test_asks_the_questions_of_the_attempt_in_their_order(
        self, browser: Client, attempt: Attempt, clock: time_machine.Traveller
    ) -> None:
        page = browser.get(attempt_address(attempt)).content.decode()
        pool = sealed_pool(attempt.round_id).questions
        places = [page.index(pool[row["number"]].text) for row in attempt.paper]
        assert places == sorted(places)
        first = attempt.paper[0]
        options = [page.index(pool[first["number"]].options[place]) for place in first["options"]]
        assert options == sorted(options)
        assert "Theo bạn, vòng thi này có bao nhiêu người thi?" in page
        assert "Còn 25 phút" in page

    def test_fills_in_what_was_saved_and_names_what_is_missing(
        self, browser: Client, attempt: Attempt, clock: time_machine.Traveller
    ) -> None:
        SavedAnswers.objects.create(
            attempt=attempt, answers={"1": "b", "p": "25000"}, version=7, saved_at=attempt.started_at + MINUTE
        )
        page = browser.get(attempt_address(attempt)).content.decode()
        assert '<input type="radio" name="1" value="b" checked>' in page
        assert 'value="25000"' in page
        assert "còn 4 câu chưa trả lời" in page
        assert 'name="v" value="300"' in page  # the seconds since the beginning
        assert f'formaction="{attempt_address(attempt)}nop/"' in page

    def test_gives_each_page_a_key_of_its_own(
        self, browser: Client, attempt: Attempt, clock: time_machine.Traveller
    ) -> None:
        keys = {browser.get(attempt_address(attempt)).context["key"] for _ in range(3)}
        assert len(keys) == 3
        assert {len(key) for key in keys} == {32}

    def test_is_shown_to_no_other_browser(
        self, attempt: Attempt, contest: Contest, now: datetime, clock: time_machine.Traveller
    ) -> None:
        for client in (Client(), known(make_entrant(contest, at=now), at=now)):
            answer = client.get(attempt_address(attempt))
            assert answer.status_code == 403
            assert "Câu hỏi thử" not in answer.content.decode()

    def test_is_not_there_under_a_forged_token_or_another_contest(
        self, browser: Client, attempt: Attempt, now: datetime, clock: time_machine.Traveller
    ) -> None:
        make_contest(at=now, slug="khac")
        address = attempt_address(attempt)
        for wrong in (address[:-2] + "x/", address.replace("thi-thu", "khac")):
            assert browser.get(wrong).status_code == 404

    def test_leads_to_the_slip_once_it_is_handed_in(
        self, browser: Client, attempt: Attempt, clock: time_machine.Traveller
    ) -> None:
        submission = make_submission(attempt, received_at=attempt.started_at + MINUTE)
        answer = browser.get(attempt_address(attempt))
        assert answer.headers["Location"] == f"/du-thi/thi-thu/phieu/{submission.slip_code}/"

    def test_tells_after_the_end_what_becomes_of_it(
        self, browser: Client, attempt: Attempt, clock: time_machine.Traveller
    ) -> None:
        clock.move_to(attempt.ends_at + MINUTE / 60)
        assert "Không có bài nộp" in browser.get(attempt_address(attempt)).content.decode()
        SavedAnswers.objects.create(attempt=attempt, answers={"1": "b"}, version=1, saved_at=attempt.started_at)
        assert "hệ thống nộp thay bạn" in browser.get(attempt_address(attempt)).content.decode()
        submit_for_the_clock(at=attempt.ends_at + GRACE)
        assert browser.get(attempt_address(attempt)).status_code == 303

    def test_leads_to_its_new_address_when_time_was_added(
        self, browser: Client, attempt: Attempt, clock: time_machine.Traveller
    ) -> None:
        old = attempt_address(attempt)
        clock.move_to(attempt.ends_at + MINUTE)
        attempt.ends_at += 10 * MINUTE
        attempt.save()
        answer = browser.get(old)
        assert answer.headers["Location"] == attempt_address(attempt)
        assert "Còn 9 phút" in browser.get(answer.headers["Location"]).content.decode()

    def test_goes_on_in_another_browser_that_was_let_in_again(
        self, attempt: Attempt, entrant: Entrant, now: datetime, clock: time_machine.Traveller
    ) -> None:
        again = known(entrant, at=now)
        assert again.post(START).headers["Location"] == attempt_address(attempt)

    def test_lets_nothing_but_our_own_script_run_and_no_cache_keep_it(
        self, browser: Client, attempt: Attempt, clock: time_machine.Traveller
    ) -> None:
        answer = browser.get(attempt_address(attempt))
        assert answer.headers["Cache-Control"] == "no-store"
        policy = answer.headers["Content-Security-Policy"]
        assert "script-src 'self'" in policy and "unsafe" not in policy
        page = answer.content.decode()
        assert page.count("<script") == 1 and "style=" not in page and " onclick" not in page

    def test_costs_the_same_whoever_else_takes_part(
        self,
        browser: Client,
        attempt: Attempt,
        round_: Round,
        now: datetime,
        clock: time_machine.Traveller,
        django_assert_num_queries: DjangoAssertNumQueries,
    ) -> None:
        browser.get(attempt_address(attempt))
        with django_assert_num_queries(1):
            browser.get(attempt_address(attempt))
        for _ in range(5):
            make_attempt(make_entrant(round_.contest, at=now), round_, started_at=round_.opens_at)
        with django_assert_num_queries(1):
            browser.get(attempt_address(attempt))
        with django_assert_num_queries(3):
            browser.get(START)

    def test_cannot_be_opened_again_by_a_clock_set_back_in_the_browser(
        self, browser: Client, attempt: Attempt, clock: time_machine.Traveller
    ) -> None:
        clock.move_to(attempt.ends_at + MINUTE)
        stale = "Thu, 01 Jun 2023 08:00:00 GMT"
        page = browser.get(attempt_address(attempt), headers={"date": stale, "if-modified-since": stale})
        assert "Đã hết giờ" in page.content.decode()
