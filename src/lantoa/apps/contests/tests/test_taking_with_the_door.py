"""The whole way of one person, through the door that takes what is saved and submitted; nothing on it tells a key."""

import json
import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from conftest import NOW
from django.test import Client

from lantoa.apps.contests.actions import submit_for_the_clock
from lantoa.apps.contests.door.tests.conftest import Caller, caller
from lantoa.apps.contests.factories import make_contest, make_entrant, make_result
from lantoa.apps.contests.models import Attempt, Entrant, Question, QuestionBank, Round, SavedAnswers, Submission
from lantoa.apps.contests.queries.pools import sealed_pool
from lantoa.apps.contests.tests.test_taking_pages import known
from lantoa.apps.contests.timing import GRACE

__all__ = ["caller"]
pytestmark = pytest.mark.django_db(transaction=True)
START = "/du-thi/moi-dang/vong/1/bat-dau/"
MINUTE = timedelta(minutes=1)
# Words that stand in nothing but the keys, explanations and sources of the questions.
SECRETS = ["GIAI-THICH", "CAN-CU", "98765", "98.765", '"key": [', '"key":[']


def _bank() -> QuestionBank:
    """Return a bank with a question of each kind."""
    bank = QuestionBank.objects.create(name="Mọi dạng")
    options = [f"Ý {letter}" for letter in "ABCD"]
    for kind, given, key in [
        ("single", options, [2]),
        ("multiple", options, [0, 3]),
        ("true_false", [], True),
        ("order", options, [3, 1, 0, 2]),
        ("number", [], "98765"),
    ]:
        Question.objects.create(
            bank=bank, kind=kind, text=f"Câu dạng {kind}", options=given, key=key, source="CAN-CU",
            explanation="GIAI-THICH", state=Question.State.APPROVED, written_at=NOW, reviewed_at=NOW,
        )  # fmt: skip
    return bank


@pytest.fixture
def round_() -> Round:
    sealed_pool.cache_clear()  # the rows of each test begin at one again
    contest = make_contest(at=NOW, slug="moi-dang", bank=_bank(), minutes_allowed=30)
    return contest.rounds.select_related("contest").get()


@pytest.fixture
def entrant(round_: Round) -> Entrant:
    return make_entrant(round_.contest, at=NOW)


@pytest.fixture
def clock(round_: Round, caller: Caller) -> Iterator[time_machine.Traveller]:
    caller.clock.at = round((round_.opens_at + MINUTE).timestamp() * 1000)
    with time_machine.travel(round_.opens_at, tick=False) as traveller:
        yield traveller


def _fields(page: str) -> list[tuple[str, str]]:
    """Return what a browser would send of the page as it was filled in by the server."""
    fields = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page)
    fields += re.findall(r'<input type="(?:radio|checkbox)" name="(\d+)" value="(\w+)" checked>', page)
    for name, inside in re.findall(r'<select id="[^"]*" class="[^"]*" name="([\d.]+)">(.*?)</select>', page, re.DOTALL):
        fields += [(name, value) for value in re.findall(r'<option value="(\w+)" selected>', inside)]
    for name, value in re.findall(r'type="text" name="(\w+)"[^>]* value="([^"]*)"', page):
        fields.append((name, value))
    return [(name, value) for name, value in fields if name != "csrfmiddlewaretoken"]


def _places(attempt: Attempt) -> dict[str, str]:
    """Return the place of the question of each kind."""
    kinds = dict(Question.objects.values_list("pk", "kind"))
    return {kinds[row["number"]]: str(place) for place, row in enumerate(attempt.paper, start=1)}


def _answered(attempt: Attempt) -> list[tuple[str, str]]:
    at = _places(attempt)
    steps = [(f"{at['order']}.{step}", letter) for step, letter in enumerate("dbca", start=1)]
    return [
        (at["single"], "b"), (at["multiple"], "a"), (at["multiple"], "c"), (at["true_false"], "false"), *steps,
        (at["number"], "12,5"), ("p", "25000"),
    ]  # fmt: skip


class TestTheWholeWay:
    def test_without_scripts_saves_shows_and_hands_in(
        self, entrant: Entrant, caller: Caller, clock: time_machine.Traveller
    ) -> None:
        browser = known(entrant, at=NOW)
        address = browser.post(START).headers["Location"]
        attempt = Attempt.objects.get()
        empty = [field for field in _fields(browser.get(address).content.decode()) if field[1]]
        saved = caller.post(f"{address}luu/", [*empty, *_answered(attempt)])
        assert (saved.status, saved.header("Location")) == (303, f"{address}#da-luu")
        page = browser.get(address).content.decode()
        assert "bạn đã trả lời tất cả các câu" in page
        # The page as it now stands holds everything: pressing its button hands in what was saved.
        sent = caller.post(f"{address}nop/", _fields(page))
        submission = Submission.objects.get()
        assert sent.header("Location") == f"/du-thi/moi-dang/phieu/{submission.slip_code}/"
        assert submission.answers == SavedAnswers.objects.get().answers
        slip = browser.get(sent.header("Location")).content.decode()
        assert submission.slip_sha256 in slip
        assert "Ý " in slip and "<strong>Sai</strong>" in slip and "<strong>12,5</strong>" in slip

    def test_hands_in_once_with_the_key_of_the_page(
        self, entrant: Entrant, caller: Caller, clock: time_machine.Traveller
    ) -> None:
        browser = known(entrant, at=NOW)
        address = browser.post(START).headers["Location"]
        fields = [field for field in _fields(browser.get(address).content.decode()) if field[1]]
        said = [caller.post(f"{address}nop/", [*fields, ("1", "a")], HTTP_ACCEPT="application/json") for _ in range(3)]
        assert {reply.status for reply in said} == {200}
        assert len({json.loads(reply.body)["slip"] for reply in said}) == 1

    def test_counts_what_was_saved_when_the_last_press_comes_late(
        self, entrant: Entrant, caller: Caller, clock: time_machine.Traveller
    ) -> None:
        browser = known(entrant, at=NOW)
        address = browser.post(START).headers["Location"]
        attempt = Attempt.objects.get()
        caller.post(f"{address}luu/", [("v", "5"), ("1", "a")])
        caller.clock.at = round((attempt.ends_at.timestamp() + 1) * 1000)
        assert caller.post(f"{address}nop/", [("key", "k" * 16), ("1", "b")]).status == 410
        submit_for_the_clock(at=attempt.ends_at + GRACE)
        submission = Submission.objects.get()
        assert (submission.answers, submission.by_clock) == ({"1": "a"}, True)
        clock.move_to(attempt.ends_at + 2 * MINUTE)
        slip = browser.get(browser.get(address).headers["Location"]).content.decode()
        assert "Hết giờ: hệ thống đã nộp bài bạn lưu" in slip

    def test_tells_no_key_in_any_answer_before_publication(
        self, entrant: Entrant, round_: Round, caller: Caller, clock: time_machine.Traveller
    ) -> None:
        browser, seen = known(entrant, at=NOW), []

        def look(address: str, client: Client = browser) -> None:
            answer = client.get(address)
            seen.append(answer.content.decode() + str(dict(answer.headers)))

        look(START)
        address = browser.post(START).headers["Location"]
        attempt = Attempt.objects.get()
        look(address)
        fields = [("key", "k" * 16), ("v", "5"), *_answered(attempt)]
        for below in ("luu/", "nop/", "nop/"):
            for accept in ("text/html", "application/json"):
                seen.append(caller.post(f"{address}{below}", fields, HTTP_ACCEPT=accept).text)
            look(address)
        submission = Submission.objects.get()
        slip = f"/du-thi/moi-dang/phieu/{submission.slip_code}/"
        check = f"/du-thi/moi-dang/kiem-tra-phieu/?ma={submission.slip_code}&bam={submission.slip_sha256}"
        for client in (browser, Client()):
            for page in (START, address, slip, f"{slip}tai-ve/", check):
                look(page, client)
        clock.move_to(round_.closes_at + MINUTE)
        round_.closed_at = round_.closes_at
        round_.save()
        look(slip)
        found = [secret for secret in SECRETS for text in seen if secret in text]
        assert (len(seen), found) == (22, [])
        make_result(round_, [submission], at=round_.closes_at)
        told = browser.get(slip).content.decode()
        assert [secret for secret in ("GIAI-THICH", "CAN-CU", "98765") if secret not in told] == []
