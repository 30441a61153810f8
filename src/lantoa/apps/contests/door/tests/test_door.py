"""The door, called as the web server calls it, with its own writing thread, on the database of the tests."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from lantoa.apps.contests.door.tests.conftest import KEY, Caller
from lantoa.apps.contests.factories import make_submission
from lantoa.apps.contests.models import Attempt, SavedAnswers, Submission
from lantoa.apps.contests.moments import milliseconds, moment_text
from lantoa.apps.contests.tokens import attempt_address
from lantoa.core.scoring import slip_sha256

pytestmark = pytest.mark.django_db(transaction=True)
Begin = Callable[[int], list[Attempt]]


class TestSubmitting:
    def test_stores_what_was_sent_and_gives_the_slip_that_proves_it(self, begin: Begin, caller: Caller) -> None:
        [attempt] = begin(1)
        reply = caller.submit(attempt, {"2": ["a", "c"], "p": "25000"})
        stored = Submission.objects.get()
        assert reply.status == 200
        said = json.loads(reply.body)
        assert (said["slip"], said["sha256"]) == (stored.slip_code, stored.slip_sha256)
        assert stored.answers == {"1": "b", "2": ["a", "c"], "p": "25000"}
        assert (stored.attempt_id, stored.key, stored.score, stored.by_clock) == (attempt.pk, KEY, None, False)
        assert milliseconds(stored.received_at) == caller.clock.at
        assert said["received_at"] == moment_text(caller.clock.at)
        assert stored.slip_sha256 == slip_sha256(
            slip=stored.slip_code,
            entrant=attempt.entrant.code,
            round_number=1,
            attempt=1,
            answers=stored.answers,
            started_at=moment_text(milliseconds(attempt.started_at)),
            received_at=moment_text(milliseconds(stored.received_at)),
        )

    def test_sends_a_browser_without_scripts_to_its_slip(self, begin: Begin, caller: Caller) -> None:
        [attempt] = begin(1)
        reply = caller.post(f"{attempt_address(attempt)}nop/", {"key": KEY, "1": "b"})
        assert reply.status == 303
        assert reply.header("Location") == f"/du-thi/tim-hieu-cchc/phieu/{Submission.objects.get().slip_code}/"
        assert reply.header("Cache-Control") == "no-store"

    def test_gives_the_same_slip_to_the_same_press(self, begin: Begin, caller: Caller) -> None:
        [attempt] = begin(1)
        first = caller.submit(attempt)
        caller.clock.at += 5_000
        assert caller.submit(attempt).body == first.body
        assert Submission.objects.count() == 1

    def test_tells_another_press_that_it_was_submitted_before(self, begin: Begin, caller: Caller) -> None:
        [attempt] = begin(1)
        first = json.loads(caller.submit(attempt).body)
        again = caller.submit(attempt, {"1": "c"}, key="another-key-1")
        assert again.status == 409
        assert json.loads(again.body) == {**first, "already": True}
        assert Submission.objects.get().answers == {"1": "b"}

    def test_takes_one_of_twenty_presses_of_each_of_thirty_people(self, begin: Begin, caller: Caller) -> None:
        attempts = begin(30)
        presses = [(attempt, f"press-{number:04}") for number in range(20) for attempt in attempts]
        with ThreadPoolExecutor(max_workers=24) as pool:
            replies = list(pool.map(lambda press: caller.submit(press[0], key=press[1]), presses))
        assert Submission.objects.count() == 30
        assert sorted(reply.status for reply in replies) == [200] * 30 + [409] * 570
        stored = dict(Submission.objects.values_list("attempt_id", "slip_code"))
        pairs = zip(presses, replies, strict=True)
        told = {(attempt.pk, json.loads(reply.body)["slip"]) for (attempt, _), reply in pairs}
        assert told == set(stored.items())

    def test_knows_the_browser_and_the_address_by_hashes_of_this_contest(self, begin: Begin, caller: Caller) -> None:
        one, two = begin(2)
        cookie = caller.submit(one).header("Set-Cookie")
        assert "HttpOnly" in cookie and "Path=/du-thi/" in cookie
        again = caller.submit(two, HTTP_COOKIE=cookie.partition(";")[0])
        assert again.header("Set-Cookie") == ""
        first, second = Submission.objects.order_by("attempt_id")
        assert len(first.device_sha256) == len(first.address_sha256) == 64
        assert (first.device_sha256, first.address_sha256) == (second.device_sha256, second.address_sha256)


class TestTime:
    def test_takes_what_came_at_the_last_moment_and_refuses_what_came_a_second_later(
        self, begin: Begin, caller: Caller
    ) -> None:
        in_time, late = begin(2)
        caller.clock.at = milliseconds(in_time.ends_at)
        assert caller.submit(in_time).status == 200
        caller.clock.at += 1_000
        reply = caller.submit(late)
        assert reply.status == 410
        assert json.loads(reply.body)["late"] is True
        assert list(Submission.objects.values_list("attempt_id", flat=True)) == [in_time.pk]

    def test_tells_who_is_late_which_saved_answers_count(self, begin: Begin, caller: Caller) -> None:
        [attempt] = begin(1)
        caller.save(attempt, version=3)
        caller.clock.at = milliseconds(attempt.ends_at) + 1_000
        assert json.loads(caller.submit(attempt).body)["saved"] == 3
        page = caller.post(f"{attempt_address(attempt)}nop/", {"key": KEY, "1": "b"})
        assert page.status == 410
        assert "được tính là bài nộp" in page.text

    def test_gives_the_slip_to_a_press_that_is_repeated_after_the_end(self, begin: Begin, caller: Caller) -> None:
        [attempt] = begin(1)
        first = caller.submit(attempt)
        caller.clock.at = milliseconds(attempt.ends_at) + 60_000
        assert caller.submit(attempt).body == first.body

    def test_follows_an_attempt_that_was_lengthened_after_its_token_was_made(
        self, begin: Begin, caller: Caller
    ) -> None:
        [attempt] = begin(1)
        Attempt.objects.filter(pk=attempt.pk).update(ends_at=attempt.ends_at + timedelta(minutes=10))
        caller.clock.at = milliseconds(attempt.ends_at) + 60_000
        assert caller.submit(attempt).status == 200

    def test_takes_nothing_into_a_closed_round(self, begin: Begin, caller: Caller) -> None:
        [attempt] = begin(1)
        attempt.round.closed_at = attempt.round.closes_at
        attempt.round.save(update_fields=["closed_at"])
        Attempt.objects.filter(pk=attempt.pk).update(ends_at=attempt.ends_at + timedelta(minutes=10))
        caller.clock.at = milliseconds(attempt.ends_at) + 60_000
        assert caller.submit(attempt).status == 410

    def test_lives_with_a_clock_that_is_set_back(self, begin: Begin, caller: Caller) -> None:
        one, two = begin(2)
        assert caller.save(one, version=2).status == 200
        caller.clock.at -= 600_000
        assert caller.save(one, {"1": "c"}, version=3).status == 200
        assert caller.submit(two).status == 200
        caller.clock.at += 1_200_000
        assert caller.submit(one).status == 200
        assert SavedAnswers.objects.get().version == 3


class TestSaving:
    def test_keeps_the_newest_version_whatever_comes_after_it(self, begin: Begin, caller: Caller) -> None:
        [attempt] = begin(1)
        assert json.loads(caller.save(attempt, version=2).body) == {"saved": 2}
        assert json.loads(caller.save(attempt, {"1": "c"}, version=1).body) == {"saved": 2}
        assert SavedAnswers.objects.get().answers == {"1": "b"}

    def test_keeps_the_newest_of_many_that_come_at_once(self, begin: Begin, caller: Caller) -> None:
        attempts = begin(3)
        saves = [(attempt, version) for version in range(1, 31) for attempt in attempts]
        with ThreadPoolExecutor(max_workers=16) as pool:
            replies = list(pool.map(lambda save: caller.save(save[0], {"p": save[1]}, version=save[1]), saves))
        assert {reply.status for reply in replies} == {200}
        kept = SavedAnswers.objects.values_list("version", "answers")
        assert list(kept) == [(30, {"1": "b", "p": "30"})] * 3

    def test_sends_a_browser_without_scripts_back_to_its_paper(self, begin: Begin, caller: Caller) -> None:
        [attempt] = begin(1)
        reply = caller.post(f"{attempt_address(attempt)}luu/", {"v": 1, "1": "b"})
        assert (reply.status, reply.header("Location")) == (303, f"{attempt_address(attempt)}#da-luu")

    def test_leaves_what_was_submitted_alone(self, begin: Begin, caller: Caller) -> None:
        [attempt] = begin(1)
        slip = json.loads(caller.submit(attempt).body)["slip"]
        reply = caller.save(attempt, {"1": "c"}, version=9)
        assert (reply.status, json.loads(reply.body)["slip"]) == (200, slip)
        assert not SavedAnswers.objects.exists()


class TestRefusing:
    def test_hands_on_what_is_not_for_it(self, caller: Caller) -> None:
        for path, method in (("/du-thi/x/bai/y/nop/", "GET"), ("/du-thi/x/bai/y/khac/", "POST"), ("/", "POST")):
            assert caller.post(path, REQUEST_METHOD=method).status == 204
        assert len(caller.passed_on) == 3

    def test_knows_no_token_of_another_make(self, begin: Begin, caller: Caller) -> None:
        [attempt] = begin(1)
        address = attempt_address(attempt)
        for forged in ("/du-thi/tim-hieu-cchc/bai/1.A.1.1.1.1.1~x/", address[:-2] + "/"):
            assert caller.post(f"{forged}nop/", {"key": KEY}).status == 404
        assert not Submission.objects.exists()

    @pytest.mark.parametrize(
        "sent",
        [
            {"HTTP_SEC_FETCH_SITE": "cross-site"},
            {"HTTP_SEC_FETCH_SITE": "same-site"},
            {"HTTP_ORIGIN": "https://evil.example"},
            {"HTTP_ORIGIN": "null"},
        ],
    )
    def test_takes_nothing_from_another_site(self, begin: Begin, caller: Caller, sent: dict[str, str]) -> None:
        assert caller.submit(begin(1)[0], **sent).status == 403
        assert not Submission.objects.exists()

    def test_takes_what_its_own_page_sends(self, begin: Begin, caller: Caller) -> None:
        one, two = begin(2)
        assert caller.submit(one, HTTP_ORIGIN="http://localhost").status == 200
        assert caller.submit(two, HTTP_ORIGIN="null", HTTP_SEC_FETCH_SITE="same-origin").status == 200

    def test_refuses_a_body_that_is_too_long_broken_or_without_key(self, begin: Begin, caller: Caller) -> None:
        path = f"{attempt_address(begin(1)[0])}nop/"
        assert caller.post(path, body=b"x" * 40_000).status == 413
        assert caller.post(path, body=b"key=0123456789", CONTENT_LENGTH="").status == 411
        assert caller.post(path, body=b"key=0123456789", CONTENT_LENGTH="200").status == 400
        assert caller.post(path, {"1": "b"}).status == 400
        assert "mục “câu 1”" in caller.post(path, {"key": KEY, "câu 1": "b"}).text
        assert not Submission.objects.exists()

    def test_lets_no_row_that_the_database_refuses_take_others_down(self, begin: Begin, caller: Caller) -> None:
        gone, *others = begin(6)
        address = attempt_address(gone)
        gone.delete()
        with ThreadPoolExecutor(max_workers=6) as pool:
            bad = pool.submit(caller.post, f"{address}nop/", {"key": KEY, "1": "b"})
            good = list(pool.map(caller.submit, others))
        assert bad.result().status == 404
        assert [reply.status for reply in good] == [200] * 5

    def test_gives_the_slip_of_what_the_clock_handed_in(self, begin: Begin, caller: Caller) -> None:
        [attempt] = begin(1)
        made = make_submission(attempt, received_at=attempt.ends_at, by_clock=True)
        caller.clock.at = milliseconds(attempt.ends_at) + 5_000
        reply = caller.submit(attempt)
        assert (reply.status, json.loads(reply.body)["slip"]) == (409, made.slip_code)
